"""How the tabs make their controls: each one a string, each Yes/No a pill, each checkbox sent always."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from portal.widgets import DescribedRadio, DescribedSelect, NumberBox, PillToggle, starred
from wizard.tabs.base import YES_NO

#: Value and label, in the order of the page.
Options = Iterable[tuple[str, str]]


class YesBox(forms.CheckboxInput):
    """Sends yes or no: a hidden no stands before it, so that a missing control still means "unchanged"."""

    template_name = "wizard/tabs/_yes_box.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, check_test=lambda value: value == "yes")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(name)

    def format_value(self, value: Any) -> str:
        return "yes"


def pill(
    label: str, options: Options = YES_NO, *, star: bool = False, help_text: str = ""
) -> forms.ChoiceField:
    """All options side by side."""
    return _choice(label, options, PillToggle(), star, help_text)


def radios(
    label: str,
    options: Options = (),
    *,
    sublines: Mapping[str, str] | None = None,
    star: bool = False,
    help_text: str = "",
) -> forms.ChoiceField:
    """Options one under the other, each with its grey line."""
    return _choice(label, options, DescribedRadio(sublines=sublines), star, help_text)


def drop_down(
    label: str, options: Options, *, reasons: Mapping[str, str] | None = None, star: bool = False
) -> forms.ChoiceField:
    """A list to open; `reasons` switch single options off."""
    return _choice(label, options, DescribedSelect(reasons=reasons), star, "")


def number(label: str, *, hint: str = "", star: bool = False, help_text: str = "") -> forms.CharField:
    """A whole number, typed as text so that "2.5" comes back and the rules can explain it."""
    field = forms.CharField(
        label=label, required=False, strip=False, widget=NumberBox(hint=hint), help_text=help_text
    )
    return starred(field) if star else field


def checkbox(label: str) -> forms.ChoiceField:
    """A checkbox with the values yes and no."""
    return forms.ChoiceField(label=label, required=False, choices=YES_NO, widget=YesBox())


def _choice(
    label: str, options: Options, widget: forms.Widget, star: bool, help_text: str
) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=label, required=False, choices=list(options), widget=widget, help_text=help_text
    )
    return starred(field) if star else field
