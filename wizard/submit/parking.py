"""What a parked submission needs before it goes on, and from whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wizard.models import Event, Submission

Need = Literal["sign-in", "rights", "account"]

#: The kinds of events that say so.
PARKED = "creation_parked"
UNDO_PARKED = "undo_parked"

#: What Entra's codes mean for the person. https://learn.microsoft.com/entra/identity-platform/reference-error-codes
_CODES = {
    "AADSTS50076": "Microsoft asks for multifactor authentication.",
    "AADSTS50079": "Microsoft asks for multifactor authentication.",
    "AADSTS50173": "The last sign-in was revoked or has expired.",
    "AADSTS700082": "The last sign-in has expired.",
    "AADSTS65001": "An administrator has to consent to the portal's permissions first.",
}
_DISABLED = "AADSTS50057"


@dataclass(frozen=True)
class Parked:
    """`claims` is the JSON text of what Microsoft wants to see at the next sign-in, or empty."""

    need: Need
    claims: str = ""


def words_for(who: str, said: str, claims: str) -> tuple[Need, str]:
    """The kind of need, and what to tell people. `said` is what Entra or Graph said."""
    if _DISABLED in said:
        return "account", disabled(who)
    why = next((words for code, words in _CODES.items() if code in said), "")
    if claims and not why:
        why = "Microsoft asks for a new or a stronger sign-in."
    text = f"{why} {who} has to sign in again. After that it goes on by itself."
    return "sign-in", text.strip()


def disabled(who: str) -> str:
    return (
        f"The account of {who} is disabled. An administrator of the directory has to enable it; after "
        f"{who} has signed in again it goes on by itself."
    )


def parked_for(submission: Submission) -> Parked | None:
    """None while it is not parked."""
    if submission.state != Submission.State.PARKED:
        return None
    said = Event.objects.filter(draft_id=submission.draft_id, kind__in=(PARKED, UNDO_PARKED))
    told = said.order_by("pk").last()
    data = told.data if told else {}
    return Parked(need=data.get("need", "sign-in"), claims=data.get("claims", ""))
