"""What the rules say of one control, for the templates of the tabs."""

from __future__ import annotations

from django import template

from wizard.rules import Level
from wizard.tabs import TabForm

register = template.Library()


@register.filter
def warnings(form: TabForm, control: str) -> list[str]:
    """The warnings about a control; errors are shown by its field."""
    return [one.message for one in form.problems.get(control, ()) if one.level is Level.WARNING]
