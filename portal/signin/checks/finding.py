"""One line of the answer."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    OK = "ok"
    MISSING = "missing"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`key` is for programs and stays; `text` is what was found, `remedy` how to mend it, one sentence."""

    key: str
    outcome: Outcome
    text: str
    remedy: str = ""


def ok(key: str, text: str) -> Finding:
    return Finding(key=key, outcome=Outcome.OK, text=text)


def missing(key: str, text: str, remedy: str) -> Finding:
    return Finding(key=key, outcome=Outcome.MISSING, text=text, remedy=remedy)


def cannot_tell(key: str, text: str, remedy: str = "") -> Finding:
    return Finding(key=key, outcome=Outcome.CANNOT_TELL, text=text, remedy=remedy)
