"""Whoever asks far too often waits a minute. Nobody else notices, and nothing that was typed is lost."""

import re
import time
import uuid
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from limits import parse

from portal.limits import SEARCHES, limiter
from tests.views.stage import Company, Seat, approved, document, drafted, text_of
from wizard.models import Draft, Submission

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


class Clock:
    """Everybody's clock, put forward by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = time.time
        self.ahead = 0.0
        monkeypatch.setattr("time.time", lambda: real() + self.ahead)

    def passes(self, seconds: float) -> None:
        self.ahead += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def ready(company: Any, priya: Seat, olivia: Seat) -> Draft:
    return approved(priya, document(company), by=olivia)


@pytest.fixture
def picker(company: Any, priya: Seat) -> str:
    """The address of a picker of Priya's, who has searched 600 times in this minute."""
    draft = drafted(priya, document(company))
    limiter().hit(parse(SEARCHES), "wizard.views.picker.pick", str(priya.person.pk), cost=600)
    return reverse("wizard:pick", args=[draft.pk, "targets"])


@pytest.fixture
def petra(company: Company, db: None) -> Seat:
    """An Admin of the portal."""
    return company.seat("petra")


def press(seat: Seat, draft: Draft) -> Any:
    digest = seat.get(reverse("wizard:review", args=[draft.pk])).context["judged"].content.digest
    return seat.post(reverse("wizard:create", args=[draft.pk]), digest=digest)


def hammers(seat: Seat) -> None:
    """Thirty presses in vain, on drafts that are not there."""
    answers = {seat.post(reverse("wizard:create", args=[uuid.uuid4()])).status_code for _ in range(30)}
    assert answers == {404}


def test_a_script_that_presses_create_has_to_wait(priya: Seat, ready: Draft, clock: Clock) -> None:
    hammers(priya)
    answer = press(priya, ready)
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert "Nothing was changed" in text_of(answer)
    assert Submission.objects.count() == 0


def test_after_a_minute_all_is_as_before(priya: Seat, ready: Draft, clock: Clock) -> None:
    hammers(priya)
    answer = press(priya, ready)
    clock.passes(int(answer["Retry-After"]))
    assert press(priya, ready).status_code == 303
    assert Submission.objects.count() == 1


def test_nobody_else_has_to_wait_and_other_pages_go_on(
    company: Any, priya: Seat, olivia: Seat, ready: Draft
) -> None:
    hammers(priya)
    assert priya.get(reverse("wizard:drafts")).status_code == 200
    assert press(olivia, ready).status_code == 303


@pytest.mark.parametrize("name", ["resume", "undo", "keep", "decide"])
def test_every_button_that_sets_a_worker_going_is_counted(priya: Seat, name: str) -> None:
    addresses = [reverse(f"wizard:{name}", args=[uuid.uuid4()]) for _ in range(31)]
    answers = [priya.post(address).status_code for address in addresses]
    assert answers == [404] * 30 + [429]


def test_an_admin_who_searches_the_directory_is_counted_too(petra: Seat) -> None:
    limiter().hit(parse(SEARCHES), "wizard.views.grant_form.new", str(petra.person.pk), cost=600)
    answer = petra.post(reverse("wizard:new_grant"), do="search", people_q="Ha<nna")
    assert answer.status_code == 429
    assert "Ha&lt;nna" in answer.content.decode()
    assert petra.get(reverse("wizard:settings")).status_code == 200


def test_a_search_too_many_leaves_the_picker_as_it_is(priya: Seat, picker: str) -> None:
    answer = priya.client.get(picker, {"part": "results", "q": "design"}, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (429, "#toasts")
    assert "Wait" in text_of(answer)
    assert answer["Retry-After"]


def test_ticks_of_a_picker_come_back_and_can_be_sent_again(priya: Seat, picker: str, clock: Clock) -> None:
    answer = priya.client.post(picker, {"do": "", "q": "de<sign", "ticked": ["a", "b"]})
    assert answer.status_code == 429
    kept = re.findall(
        r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', answer.content.decode(), re.DOTALL
    )
    sent = [(name, unescape(value)) for name, value in kept]
    assert sent == [("do", ""), ("q", "de<sign"), ("ticked", "a"), ("ticked", "b")]
    clock.passes(61)
    assert priya.client.post(picker, {"q": "design"}).status_code == 200


def test_a_reader_without_script_gets_a_page(priya: Seat, picker: str) -> None:
    answer = priya.get(picker)
    assert answer.status_code == 429
    assert "429.html" in {one.name for one in answer.templates}
    assert f'href="{picker}"' in answer.content.decode()


@pytest.mark.parametrize("name", ["undo", "keep", "decide", "resume"])
def test_a_script_that_presses_other_buttons_has_to_wait_too(priya: Seat, name: str) -> None:
    """Each of them asks Graph for everything anew, or sets a worker going."""
    address = reverse(f"wizard:{name}", args=[uuid.uuid4()])
    assert {priya.post(address).status_code for _ in range(30)} == {404}
    assert priya.post(address).status_code == 429


def test_an_admins_searches_are_counted_as_everybodys(petra: Seat) -> None:
    limiter().hit(parse(SEARCHES), "wizard.views.grant_form.new", str(petra.person.pk), cost=600)
    assert petra.get(reverse("wizard:new_grant"), people_q="a").status_code == 429
