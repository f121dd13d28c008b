"""Drafts whose creation, or whose way back, waits for somebody."""

from __future__ import annotations

from wizard.models import Draft, Submission
from wizard.submit import RESUMABLE

#: What leads to the page that says why.
NEEDED = "See what is needed"


def stuck(draft: Draft) -> Submission | None:
    """Its submission, when that waits for a person: nobody looks at a page that only says Creating."""
    submission = draft.submission
    return submission if submission and submission.state in RESUMABLE else None
