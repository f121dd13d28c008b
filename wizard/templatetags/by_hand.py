"""What a person has to do after the package was created."""

from __future__ import annotations

from django import template

from wizard.document import Document
from wizard.plan.by_hand import ByHand, left_by_hand

register = template.Library()


@register.filter
def by_hand(document: Document) -> list[ByHand]:
    """What the document asks for and the plan leaves out."""
    return left_by_hand(document)
