"""The panes of one question: its localizations, and its answer values with theirs.

Both edit a list of strings. What a pane sends counts for the question that it was drawn from, wherever that
stands by now; where somebody has changed it meanwhile, the person is told and decides.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wizard.actions.errors import ActionRefused
from wizard.document import Document, MultipleChoice, Question
from wizard.permissions import draft_editor, editable_draft, person_of
from wizard.tabs.base import LONGEST, row_numbers
from wizard.tabs.requestor_information.strings import (
    Entry,
    entries_in,
    filled,
    judged,
    with_faults,
)
from wizard.views import page
from wizard.views.pane import as_pane, back_to_tab
from wizard.views.sheet import Sheet, sheet_of

TAB = "requestor-information"
CHANGED = (
    "Somebody has changed this question since you opened it. What you entered is still here: "
    "Save puts it in the place of what they saved, Cancel keeps theirs."
)
GONE = "This question is not there any more. Copy what you still need, and close the pane."
NO_ANSWERS = "Add at least one answer."


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One of the two panes; `name` is also its address."""

    name: str
    title: str
    #: Whether it edits the answer values, not the question's own text.
    has_answers: bool

    def fits(self, question: Question | None) -> bool:
        return isinstance(question, MultipleChoice) if self.has_answers else question is not None

    def entries(self, question: Question) -> list[Entry]:
        if isinstance(question, MultipleChoice) and self.has_answers:
            return [Entry.of(one.text, one.localizations) for one in question.choices]
        return [Entry.of(question.text, question.localizations)]

    def saved(self, question: Question, entries: Sequence[Entry]) -> Question:
        if self.has_answers:
            return question.model_copy(update={"choices": tuple(one.choice for one in entries)})
        found = entries[0].localizations if entries else ()
        return question.model_copy(update={"localizations": found})


LOCALIZATIONS = Kind(name="localizations", title="Add localizations for question", has_answers=False)
ANSWERS = Kind(name="answers", title="View/edit question", has_answers=True)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One string in the pane, and whether the focus goes to it or to its last language."""

    number: int
    entry: Entry
    hidden: bool
    value_first: bool
    last_language_first: bool


@dataclass(frozen=True, kw_only=True)
class Pane:
    """What the pane shows. `of` tells which question, in which state, it was drawn from."""

    kind: Kind
    number: int
    question: Question | None
    entries: Sequence[Entry]
    of: str
    search: str = ""
    #: Id of the control that takes the focus.
    focus: str = ""
    refusal: str = ""

    @property
    def rows(self) -> list[Row]:
        return [self._row(number, one) for number, one in enumerate(self.entries)]

    def _row(self, number: int, one: Entry) -> Row:
        """The search hides nothing that is new or wrong."""
        return Row(
            number=number,
            entry=one,
            hidden=not (one.is_blank or one.is_wrong or one.mentions(self.search)),
            value_first=self.focus == f"value-{number}",
            last_language_first=self.focus == f"language-{number}-{len(one.wordings) - 1}",
        )

    @property
    def found(self) -> int:
        return sum(not one.hidden for one in self.rows)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a pane sent."""

    of: str
    do: str
    search: str
    entries: list[Entry] = field(default_factory=list)


@draft_editor
@require_http_methods(["GET", "POST"])
def localizations(request: HttpRequest, draft_id: uuid.UUID, number: int) -> HttpResponse:
    return _answer(request, draft_id, number, LOCALIZATIONS)


@draft_editor
@require_http_methods(["GET", "POST"])
def answers(request: HttpRequest, draft_id: uuid.UUID, number: int) -> HttpResponse:
    return _answer(request, draft_id, number, ANSWERS)


def _answer(request: HttpRequest, draft_id: uuid.UUID, number: int, kind: Kind) -> HttpResponse:
    draft = editable_draft(request, draft_id)
    if not draft.is_editable:
        return page.moved_on(request, draft)
    sheet = sheet_of(draft)
    if request.method == "GET":
        return _open(request, sheet, kind, number)
    sent = _sent(request.POST)
    return (
        _save(request, sheet, kind, number, sent)
        if sent.do == "save"
        else _change(request, sheet, kind, number, sent)
    )


def _open(request: HttpRequest, sheet: Sheet, kind: Kind, number: int) -> HttpResponse:
    question = _at(sheet.document, number)
    if question is None or not kind.fits(question):
        return back_to_tab(request, sheet.id, TAB)
    entries = kind.entries(question)
    if kind.has_answers:
        entries = entries or [Entry()]
    elif not entries[0].wordings:
        entries = [entries[0].with_blank()]
    pane = Pane(kind=kind, number=number, question=question, entries=entries, of=mark_of(question))
    return _show(request, sheet, pane)


def _change(request: HttpRequest, sheet: Sheet, kind: Kind, number: int, sent: Sent) -> HttpResponse:
    """A button that adds or removes a row, or a search: nothing is saved yet."""
    entries, focus = _changed(sent.entries, sent.do)
    pane = Pane(
        kind=kind,
        number=number,
        question=_at(sheet.document, number),
        entries=entries,
        of=sent.of,
        search=sent.search,
        focus=focus,
    )
    return _show(request, sheet, pane)


def _changed(entries: list[Entry], do: str) -> tuple[list[Entry], str]:
    """The rows after a button, and the control to go on with. A button that does not exist does nothing."""
    verb, _, argument = do.partition(":")
    numbers = row_numbers(argument)
    if verb == "add-answer":
        return [*entries, Entry()], f"value-{len(entries)}"
    if not numbers or numbers[0] >= len(entries):
        return entries, "q" if verb == "search" else ""
    j, one = numbers[0], entries[numbers[0]]
    match verb, numbers:
        case "remove-answer", [_]:
            return [*entries[:j], *entries[j + 1 :]], ""
        case "add", [_]:
            return _with(entries, j, one.with_blank()), f"language-{j}-{len(one.wordings)}"
        case "remove", [_, i]:
            return _with(entries, j, one.without(i)), ""
    return entries, ""


def _with(entries: list[Entry], j: int, one: Entry) -> list[Entry]:
    return [*entries[:j], one, *entries[j + 1 :]]


def _save(request: HttpRequest, sheet: Sheet, kind: Kind, number: int, sent: Sent) -> HttpResponse:
    entries = filled(sent.entries) if kind.has_answers else [one.without_blanks for one in sent.entries]
    told = judged(entries) if kind.has_answers else [with_faults(one) for one in entries]
    today = _standing(sheet.document, number, sent.of)
    question = _at(sheet.document, number if today is None else today)
    refusal = _refusal(kind, told, question, known=today is not None)
    if not refusal and question is not None and not any(one.is_wrong for one in told):
        try:
            _saved(request, sheet, number if today is None else today, kind.saved(question, entries))
            return back_to_tab(request, sheet.id, TAB)
        except ActionRefused as refused:
            refusal = str(refused)
    pane = Pane(
        kind=kind,
        number=number,
        question=question,
        entries=told or [Entry()],
        of=mark_of(question) if question else "",
        refusal=refusal,
    )
    return _show(request, sheet, pane, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _refusal(kind: Kind, entries: Sequence[Entry], question: Question | None, *, known: bool) -> str:
    if question is None or not kind.fits(question):
        return GONE
    if not known:
        return CHANGED
    return "" if entries or not kind.has_answers else NO_ANSWERS


def _saved(request: HttpRequest, sheet: Sheet, number: int, question: Question) -> None:
    """Raises StaleRevision or WrongMoment."""
    policy = sheet.document.policy
    questions = (*policy.questions[:number], question, *policy.questions[number + 1 :])
    changed = policy.model_copy(update={"questions": questions})
    policies = (changed, *sheet.document.policies[1:])
    sheet.with_document(sheet.document.model_copy(update={"policies": policies})).save(person_of(request))


def _at(document: Document, number: int) -> Question | None:
    questions = document.policy.questions
    return questions[number] if number < len(questions) else None


def _standing(document: Document, number: int, of: str) -> int | None:
    """Where the question stands today; at its old place first, since two may be alike. None for one that
    was changed or removed.
    """
    questions = document.policy.questions
    places = [number, *range(len(questions))]
    return next((n for n in places if n < len(questions) and mark_of(questions[n]) == of), None)


def mark_of(question: Question) -> str:
    """Tells a question in its present state from every other."""
    return hashlib.sha256(question.model_dump_json().encode()).hexdigest()[:24]


def _sent(data: Mapping[str, str]) -> Sent:
    values = {name: value[:LONGEST].replace("\0", "") for name, value in data.items()}
    return Sent(
        of=values.get("of", ""),
        do=values.get("do", ""),
        search=values.get("q", ""),
        entries=entries_in(values),
    )


def _show(request: HttpRequest, sheet: Sheet, pane: Pane, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {
        "pane": pane,
        "kind": pane.kind,
        "url": reverse(f"wizard:{pane.kind.name}", args=[sheet.id, pane.number]),
        "close_url": reverse("wizard:tab", args=[sheet.id, TAB]),
    }
    return as_pane(request, "wizard/question_pane.html", context, status=status)
