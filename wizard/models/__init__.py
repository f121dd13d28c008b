"""Rows and their constraints. No verbs: every change of state is a function in `wizard.actions`."""

from wizard.models.draft import Draft, Review, Revision
from wizard.models.event import PORTAL_CHAIN, ChainHead, Event
from wizard.models.submission import JournalEntry, Submission

__all__ = [
    "PORTAL_CHAIN",
    "ChainHead",
    "Draft",
    "Event",
    "JournalEntry",
    "Review",
    "Revision",
    "Submission",
]
