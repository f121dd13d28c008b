"""What a tab is: a key, words, a form that speaks the document both ways, and a summary."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django import forms

from wizard.document import ConnectedOrganization, Document, Principal
from wizard.rules import Level, Problem

#: A person, group or organization as a tab lists them.
Listed: TypeAlias = Principal | ConnectedOrganization
#: Longest text that is kept of one control; what is longer was no honest typing.
LONGEST = 10_000


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What lives beside the document for one tab: what does not fit, or belongs to a choice that is off for
    now.
    """

    controls: Mapping[str, str] = field(default_factory=dict)
    #: People lists by slot, such as stage-0-fallback.
    people: Mapping[str, Sequence[Listed]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Remembered:
        people = {slot: [_listed(one) for one in found] for slot, found in data.get("people", {}).items()}
        return cls(controls=data.get("controls", {}), people=people)

    def to_json(self) -> dict[str, Any]:
        people = {slot: [one.model_dump(mode="json") for one in found] for slot, found in self.people.items()}
        return {"controls": dict(self.controls), "people": people}


def _listed(data: Mapping[str, Any]) -> Listed:
    kind = Principal if "kind" in data else ConnectedOrganization
    return kind.model_validate(data)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What only the tenant knows and a form offers: fetched by the view, since forms ask nobody."""

    #: Catalogs in which the person may prepare packages: ExistingCatalog values, alphabetical.
    catalogs: Sequence[Any] = ()
    #: Id of the catalog that stands there before the person chooses; empty for none.
    default_catalog: str = ""
    may_create_catalog: bool = False
    #: Why there is no right to create one, and who can help.
    why_no_new_catalog: str = ""
    #: Per resource, by origin id, the roles it offers: [{"display_name", "origin_id", "id"}].
    offered_roles: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    #: None means that nobody asked the tenant.
    governance_licence: bool | None = None
    #: Whether the person may require Verified IDs; None where nobody asked.
    is_global_administrator: bool | None = None
    #: Whom "All connected organizations" means today; None where nobody asked.
    connected_organizations: Sequence[ConnectedOrganization] | None = None
    #: IANA name of the person's time zone.
    time_zone: str = "UTC"
    #: The day that the rules take for today; None where no control starts with it.
    today: dt.date | None = None


class TabForm(forms.Form):
    """Reads its part of the document and writes it back. Never refuses what a person can type: rules judge
    meaning.

    Every control is a string. It is always bound: to the document's values over the remembered ones, and
    to what was
    posted over both. So a page drawn from the database and a page answering a POST are drawn by the same
    code.
    """

    use_required_attribute = False
    #: Whether the numbered rows are picked, not typed: what a row is for never changes then.
    rows_are_picked = False

    def __init__(
        self, controls: Mapping[str, str], *, document: Document, remembered: Remembered, choices: Choices
    ) -> None:
        self.document = document
        self.choices = choices
        self.people: dict[str, tuple[Listed, ...]] = {
            slot: tuple(found) for slot, found in ({**remembered.people, **self.people_of(document)}).items()
        }
        self.remembered = remembered
        self.problems: dict[str, list[Problem]] = {}
        super().__init__(dict(controls), prefix=None)
        self.build()

    @classmethod
    def drawn(cls, document: Document, remembered: Remembered, choices: Choices) -> TabForm:
        """As the database knows it."""
        controls = {**remembered.controls, **cls.controls_of(document)}
        return cls(controls, document=document, remembered=remembered, choices=choices)

    @classmethod
    def posted(
        cls, data: Mapping[str, str], document: Document, remembered: Remembered, choices: Choices
    ) -> TabForm:
        """As a person sent it. A control that is not in `data` keeps its value. PostgreSQL takes no NUL."""
        sent = {
            name: value[:LONGEST].replace("\0", "") for name, value in data.items() if isinstance(value, str)
        }
        controls = {**remembered.controls, **cls.controls_of(document), **sent}
        return cls(controls, document=document, remembered=remembered, choices=choices)

    @classmethod
    def controls_of(cls, document: Document) -> dict[str, str]:
        """The controls that the document determines. One that it leaves open (None) is left out."""
        raise NotImplementedError

    @classmethod
    def people_of(cls, document: Document) -> dict[str, Sequence[Listed]]:
        """The people lists that the document determines, by slot."""
        return {}

    @classmethod
    def rows_of(cls, document: Document) -> Sequence[str]:
        """What each numbered row of controls is for, in their order; by that a row is known again."""
        return ()

    @classmethod
    def keys_of(cls, document: Document, remembered: Remembered) -> Sequence[str]:
        """Where rows can be reworded: what each of them is known by whatever it says."""
        return ()

    @classmethod
    def keys_sent(cls, data: Mapping[str, str]) -> Sequence[str]:
        """The same of the rows of a page, as it sent them; empty texts where it sent none."""
        return ()

    def build(self) -> None:
        """Adds the controls whose number or choices depend on other controls. Called once."""

    def apply_to(self, document: Document) -> Document:
        """The document with this tab's part as it stands in the form."""
        raise NotImplementedError

    def act(self, verb: str, argument: str) -> None:
        """Carries out a button of this tab other than moving on, such as add-question or move-up:2. Unknown
        ones do nothing.
        """
        if verb == "remove":
            slot, _, id = argument.partition(":")
            self.people[slot] = tuple(one for one in self.people.get(slot, ()) if one.id != id)

    def remember(self) -> Remembered:
        """What to keep beside the document."""
        return Remembered(controls={**self.remembered.controls, **self._known_controls()}, people=self.people)

    def _known_controls(self) -> dict[str, str]:
        return {name: str(self.data[name]) for name in self.fields if name in self.data}

    def text(self, name: str, default: str = "") -> str:
        """The control's text, or `default` where it was not posted or is not among its choices."""
        value = self.cleaned.get(name, default)
        return value if isinstance(value, str) else default

    def yes(self, name: str) -> bool:
        """Whether a Yes/No control says Yes."""
        return self.text(name) == "yes"

    def whole(self, name: str) -> int | None:
        """A whole number without sign, or None: the rule about the control says what is allowed."""
        found = self.text(name).strip()
        return int(found) if re.fullmatch(r"[0-9]{1,9}", found, re.ASCII) else None

    @property
    def cleaned(self) -> dict[str, Any]:
        self.errors  # noqa: B018  cleans once
        return self.cleaned_data

    def mark(self, problems: Sequence[Problem]) -> None:
        """Puts the rules' findings beside their controls: errors on fields by Django's own means, all by
        control name.
        """
        for problem in problems:
            self.problems.setdefault(problem.place.control, []).append(problem)
            if problem.level is Level.ERROR and problem.place.control in self.fields:
                self.add_error(problem.place.control, problem.message)


def _typed(value: str) -> str:
    """As much of a posted value as anybody types; NUL cannot be typed, nor stored by every database."""
    return value[:LONGEST].replace("\0", "")


def row_numbers(argument: str) -> list[int]:
    """The numbers in a button's argument such as 2 or 2:0, less what is none or too long to be one."""
    return [int(one) for one in argument.split(":") if re.fullmatch("[0-9]{1,4}", one, re.ASCII)]


def yes_no(value: bool) -> str:
    """A boolean as the Yes/No controls write it."""
    return "yes" if value else "no"


YES_NO = (("yes", "Yes"), ("no", "No"))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the summary; several values stand one under the other."""

    label: str
    values: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of the summary."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    empty: str = "None."
    #: Needed where a section has several.
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One titled part of the summary, on Review + create and for the reviewer."""

    title: str
    rows: Sequence[Row] = ()
    table: Table | None = None
    #: Instead of `table` where there are several.
    tables: Sequence[Table] = ()

    @property
    def all_tables(self) -> Sequence[Table]:
        return [self.table] if self.table else self.tables


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One tab of the wizard."""

    key: str
    title: str
    #: Whether it has required fields: a red star before its title.
    required: bool
    form: type[TabForm]
    template: str
    summary: Callable[[Document], Sequence[Section]]
