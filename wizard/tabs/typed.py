"""Reading controls back into the document: what is unchanged or not offered keeps the document's value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from wizard.document import ConnectedOrganization, Principal
from wizard.rules import Level
from wizard.tabs.base import Listed, Remembered, TabForm, yes_no


@dataclass(frozen=True, kw_only=True)
class PeopleList:
    """One list of people, groups or organizations as the page shows it. `slot` names it everywhere."""

    slot: str
    label: str
    add_label: str
    people: Sequence[Listed]
    error: str = ""
    help: str = ""

    @property
    def id(self) -> str:
        """Where links to its problems lead."""
        return f"id_{self.slot}"

    @property
    def add_value(self) -> str:
        """What its add button posts as `open`."""
        return f"pick/{self.slot}"

    @property
    def remove_name(self) -> str:
        """The name of its bins; their value is the id."""
        return f"remove:{self.slot}"

    @property
    def objects(self) -> list[dict[str, str]]:
        """{id, display_name, kind, detail}; whoever came without a name is shown by id."""
        return [
            {
                "id": one.id,
                "display_name": one.display_name or one.id,
                "kind": one.kind if isinstance(one, Principal) else "organization",
                "detail": one.detail,
            }
            for one in self.people
        ]


class TypedForm(TabForm):
    """A tab form whose answers fall back on the document's own value."""

    def chosen(self, name: str, before: str) -> str:
        """The chosen option; `before` where none was sent or the one sent is not offered."""
        return self.text(name, default=before) or before

    def answer(self, name: str, before: bool) -> bool:
        """A Yes/No control."""
        return self.chosen(name, yes_no(before)) == "yes"

    def number(self, name: str, before: int | None) -> int | None:
        """A whole number without sign, or None. The document's own stays, even one that cannot be typed."""
        if before is not None and self.text(name) == str(before):
            return before
        return self.whole(name)

    def principals(self, slot: str) -> tuple[Principal, ...]:
        """The users and groups of a slot."""
        return tuple(one for one in self.people.get(slot, ()) if isinstance(one, Principal))

    def organizations(self, slot: str) -> tuple[ConnectedOrganization, ...]:
        """The connected organizations of a slot."""
        return tuple(one for one in self.people.get(slot, ()) if isinstance(one, ConnectedOrganization))

    def listed(self, slot: str, label: str, add_label: str, help: str = "") -> PeopleList:
        """A slot as the page shows it, with what the rules say of it."""
        error = self.first_error(slot)
        people = self.people.get(slot, ())
        return PeopleList(slot=slot, label=label, add_label=add_label, people=people, error=error, help=help)

    def first_error(self, control: str) -> str:
        """The first error about a control; for those that are no Django fields."""
        found = self.problems.get(control, ())
        return next((one.message for one in found if one.level is Level.ERROR), "")

    def remember(self) -> Remembered:
        """Without empty lists: they say nothing that a missing one does not."""
        kept = {slot: found for slot, found in self.people.items() if found}
        return Remembered(controls=super().remember().controls, people=kept)

    def _known_controls(self) -> dict[str, str]:
        """A value that is not offered is refused, not remembered."""
        return {name: value for name, value in super()._known_controls().items() if self._offers(name, value)}

    def _offers(self, name: str, value: str) -> bool:
        field = self.fields[name]
        return not isinstance(field, forms.ChoiceField) or not value or field.valid_value(value)

    def settle(self, hidden: Sequence[str], defaults: dict[str, str]) -> None:
        """What is not shown cannot be wrong: a hidden choice that is not offered goes back to its default."""
        for name in hidden:
            if not self._offers(name, str(self.data.get(name, ""))):
                self.data = {**self.data, name: defaults.get(name, "")}
