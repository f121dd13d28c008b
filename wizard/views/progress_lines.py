"""The calls of a submission as lines for the helpdesk: what, how far, how long, and what it waits for."""

from __future__ import annotations

from typing import Any

from wizard.models import Submission
from wizard.plan.undo import PREFIX
from wizard.submit import Line, Parked, Progress

State = Submission.State

#: The colour word of the bar, see components/progress.html.
TONES = {
    State.CREATED: "done",
    State.UNDONE: "done",
    State.FAILED: "failed",
    State.NEEDS_PERSON: "asks",
    State.PARKED: "asks",
}
#: What a parked submission waits for, where a sign-in is not it.
NEEDS = {"rights": "Waiting for rights", "account": "Waiting for an account"}
#: Titles that are named before the rest is counted.
NAMED = 2


def tone_of(submission: Submission) -> str:
    return TONES.get(State(submission.state), "running")


def label_of(submission: Submission, parked: Parked | None) -> str:
    """The state in words; what is parked does not always wait for a sign-in."""
    return NEEDS.get(parked.need, submission.label) if parked else submission.label


def lines_of(submission: Submission, progress: Progress) -> list[dict[str, Any]]:
    """For components/steps.html. What stands above the steps already is not said again beside one."""
    open_ones = {line.key: line.title for line in progress.lines if line.state not in ("done", "kept")}
    return [
        {
            "key": line.key,
            "title": line.title,
            "state": line.state,
            "time": _time(line),
            "waits_for": _named([open_ones[key] for key in line.needs if key in open_ones]),
            "detail": _detail(line) if line.words != (submission.problem or None) else "",
            **_call(line),
        }
        for line in progress.lines
    ]


def _time(line: Line) -> str:
    return span(line.seconds) if line.started else ""


def span(seconds: float) -> str:
    """A duration as people say it: < 0.1 s, 0.2 s, 48 s, 3 min 5 s."""
    if seconds < 0.05:
        return "< 0.1 s"
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _named(titles: list[str]) -> str:
    shown, more = titles[:NAMED], len(titles) - NAMED
    return "; ".join(shown) + (f" and {more} more" if more > 0 else "")


def _detail(line: Line) -> str:
    if line.words:
        return line.words
    if line.adopted and line.key.startswith(PREFIX):
        return "It was gone already."
    if line.adopted:
        return "An earlier call had done this already; it was found and not sent again."
    return f"Took {line.attempts} calls." if line.state == "done" and line.attempts > 1 else ""


def _call(line: Line) -> dict[str, str]:
    """Method and path help support, where something went wrong; elsewhere they are in the way."""
    return {"method": line.method, "path": line.path} if line.state in ("failed", "asks") else {}
