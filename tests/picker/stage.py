"""A picker as a person has it open: what it shows, and its buttons."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.urls import reverse

from tests.views.stage import Company, Seat, attributes
from wizard.document import Approval, Document, Policy, SpecificUsers, load
from wizard.models import Draft

HTMX = {"HX-Request": "true"}


def with_requests(content: Document) -> Document:
    """Specific users may ask, and somebody approves."""
    policy = Policy(audience=SpecificUsers(), approval=Approval())
    return content.model_copy(update={"policies": (policy,)})


@dataclass(frozen=True)
class Line:
    """One row of a picker."""

    name: str
    value: str
    words: str
    why: str
    can: bool
    ticked: bool


@dataclass(frozen=True)
class Answer:
    """What came back."""

    html: str
    status: int
    #: Where htmx is told to put it, if not where it was asked from.
    retarget: str = ""

    @property
    def lines(self) -> list[Line]:
        return [_line(one) for one in re.findall(r'<li class="pick">.*?</li>', self.html, re.DOTALL)]

    @property
    def names(self) -> list[str]:
        return [line.name for line in self.lines]

    def line(self, name: str) -> Line:
        return next(line for line in self.lines if line.name == name)

    @property
    def more(self) -> str:
        """What the button Show more carries."""
        found = re.search(r'name="more" value="([^"]*)"', self.html)
        return unescape(found[1]) if found else ""

    @property
    def count(self) -> str:
        found = re.search(r'id="picker-count"[^>]*>([^<]*)<', self.html)
        return unescape(found[1]) if found else ""

    @property
    def chosen(self) -> list[str]:
        """The names in the right column that Select would send."""
        column = re.search(r"<ul data-chosen>(.*?)</ul>", self.html, re.DOTALL)
        return re.findall(r'<label for="[^"]*">([^<]*)', column[1]) if column else []

    @property
    def text(self) -> str:
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())


@dataclass(frozen=True)
class Opened:
    """One picker of one draft."""

    seat: Seat
    draft_id: uuid.UUID
    slot: str

    @property
    def address(self) -> str:
        return reverse("wizard:pick", args=[self.draft_id, self.slot])

    def opens(self) -> Answer:
        return _answer(self.seat.client.get(self.address))

    def search(self, text: str = "", **more: str) -> Answer:
        """As with script: the results alone."""
        query = {"part": "results", "q": text, **more}
        return _answer(self.seat.client.get(self.address, query, headers=HTMX))

    def show_more(self, answer: Answer | str) -> Answer:
        mark = answer if isinstance(answer, str) else answer.more
        return _answer(self.seat.client.post(f"{self.address}?part=results", {"more": mark}, headers=HTMX))

    def press(self, do: str, **data: Any) -> Answer:
        """As without script: the whole form."""
        return _answer(self.seat.client.post(self.address, {"do": do, **data}))

    def find(self, text: str, **data: Any) -> Answer:
        """Pastes a list, with script."""
        data = {"do": "find", "pasted": text, **data}
        return _answer(self.seat.client.post(f"{self.address}?part=results", data, headers=HTMX))

    def select(self, *values: str) -> Answer:
        return self.press("select", selected=list(values))

    @property
    def document(self) -> Document:
        return load(Draft.objects.get(pk=self.draft_id).document)


def key(company: Company, kind: str, name: str) -> str:
    """What a row of a people picker sends."""
    return f"{kind}:{company.named(kind, name)['id']}"


def _answer(response: Any) -> Answer:
    assert response.status_code < 400, response.content.decode()
    retarget = response.headers.get("HX-Retarget", "")
    return Answer(response.content.decode(), response.status_code, retarget)


def _line(html: str) -> Line:
    box = attributes(html)
    words = unescape(re.sub(r"<[^>]+>", "|", html.partition("</label>")[2]))
    why = re.search(r'id="why-[^"]*">([^<]*)<', html)
    name = re.search(r"<label[^>]*>([^<]*)</label>", html)
    tag = re.search(r"<input[^>]*>", html)
    assert name
    assert tag
    return Line(
        name=unescape(name[1]),
        value=unescape(str(re.search(r'name="selected" value="([^"]*)"', html)[1])),  # type: ignore[index]
        words=" ".join(words.split("|")),
        why=unescape(why[1]) if why else "",
        can=" disabled" not in tag[0],
        ticked=" checked" in tag[0] and bool(box),
    )
