"""A proxy in Graph's place repeats what it was sent: the token is in no page, row, file or log for it."""

import json

import pytest
from django.urls import reverse

from portal.signin.tokens import token_for
from tests.views.stage import Company, Seat, document, drafted, submitted, work
from tests.views.submissions import address
from wizard.models import Event, JournalEntry, Submission

pytestmark = pytest.mark.django_db(transaction=True)


def repeats(company: Company, token: str, method: str, path: str, status: int) -> None:
    said = {"code": f"Denied {token}", "message": f"No access with Authorization: Bearer {token}"}
    company.fault(method=method, path=path, status=status, times=-1, **said)


def test_a_refused_write_shows_no_token(
    company: Company, priya: Seat, rafael: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    token = token_for(priya.person)
    submitted(priya, document(company), by=rafael)
    repeats(company, token, "POST", "accessPackages$", 400)
    stopped = work()
    assert stopped.state == Submission.State.FAILED
    assert "No access with" in stopped.problem
    stored = [stopped.problem, *JournalEntry.objects.values_list("error_message", "error_code")]
    texts = [str(stored), json.dumps(list(Event.objects.values_list("data", flat=True))), caplog.text]
    texts += [priya.get(address(stopped, name)).content.decode() for name in ("submission", "evidence")]
    assert [text for text in texts if token in text or token.split(".")[2] in text] == []


@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_a_refused_read_shows_none_either(company: Company, priya: Seat, status: int) -> None:
    draft = drafted(priya, document(company))
    token = token_for(priya.person)
    repeats(company, token, "GET", "/users", status)
    pages = [
        priya.client.post(reverse("wizard:pick", args=[draft.pk, "targets"]), {"q": "ada"}),
        priya.get(reverse("wizard:packages")),
    ]
    assert all(token not in page.content.decode() for page in pages)
