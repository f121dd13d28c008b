"""How far the chain of a draft's events is."""

from typing import Any

from django import template

from wizard.evidence.story import head_of
from wizard.models import Submission

register = template.Library()


@register.simple_tag
def chain_head(submission: Submission) -> dict[str, Any]:
    """{"length", "hash"} of the draft that was submitted."""
    return head_of(submission.draft_id)
