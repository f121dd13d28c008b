"""Form controls of the wizard: pill toggles, radios and selects that explain themselves, number boxes.

None has behaviour of its own: each is a native control with a template under `fluent/widgets/`, so it works
without JavaScript and is named by its label. Two settings recur and may be changed per request:

- `hint`: a short line under the control ("Maximum 14"), read out with it;
- `reasons`: option value -> why it cannot be chosen now; such an option is shown, disabled, with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms

F = TypeVar("F", bound=forms.Field)


class _Options(forms.RadioSelect):
    """A radio group whose options may carry a grey sub-line or a reason for being disabled.

    `locked` says why nothing can be changed at all; the current value is then sent by a hidden input.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hint: str = "",
        sublines: Mapping[str, str] | None = None,
        reasons: Mapping[str, str] | None = None,
        locked: str = "",
    ) -> None:
        super().__init__(attrs, choices)
        self.hint = hint
        self.sublines = dict(sublines or {})
        self.reasons = dict(reasons or {})
        self.locked = locked

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"].update(locked=self.locked, wrong=_pop_invalid(context["widget"]["attrs"]))
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        reason = self.reasons.get(str(value), "")
        option["subline"] = reason or self.sublines.get(str(value), "")
        _pop_invalid(option["attrs"])
        if reason or self.locked:
            option["attrs"]["disabled"] = True
        if option["subline"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_sub"
        return option


class PillToggle(_Options):
    """All options side by side in one pill. Reasons are printed under it, one line each."""

    template_name = "fluent/widgets/pill_toggle.html"


class DescribedRadio(_Options):
    """Radios one under the other, each with its grey sub-line (or the reason why it is off)."""

    template_name = "fluent/widgets/described_radio.html"


class DescribedSelect(forms.Select):
    """A drop-down whose options can be disabled; the reasons are printed under it, for everyone to read."""

    template_name = "fluent/widgets/described_select.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hint: str = "",
        reasons: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hint = hint
        self.reasons = dict(reasons or {})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = {str(key): label for key, label in _flat(self.choices)}
        context["widget"]["reasons"] = [(labels.get(key, key), text) for key, text in self.reasons.items()]
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.reasons:
            option["attrs"]["disabled"] = True
        return option


class NumberBox(forms.TextInput):
    """A whole number typed as text, so that what was typed ("2.5", "two") comes back and can be explained."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, hint: str = "") -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})
        self.hint = hint


class DateBox(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None, *, hint: str = "") -> None:
        super().__init__(attrs, format="%Y-%m-%d")
        self.hint = hint


def starred(field: F) -> F:
    """Give `field` the red star although a draft may leave it empty; returns the same field."""
    field.star = True  # type: ignore[attr-defined]
    if not field.widget.use_fieldset:
        field.widget.attrs["aria-required"] = "true"
    return field


def _pop_invalid(attrs: dict[str, Any]) -> bool:
    """Take `aria-invalid` off single radios, where it is not allowed; the group carries it."""
    return bool(attrs.pop("aria-invalid", False))


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Options without their groups."""
    flat: list[tuple[Any, Any]] = []
    for value, label in choices:
        flat.extend(label if isinstance(label, (list, tuple)) else [(value, label)])
    return flat
