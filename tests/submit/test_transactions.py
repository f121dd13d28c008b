"""No call to Microsoft happens inside a transaction: whoever waits for the network holds up nobody."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from requests import Session

from portal.tenant.faults import Fault, Faults
from tests.submit.support import EM, assert_exactly_one, document, submitted, work
from wizard.models import Submission


class Witness(Faults):
    """At every request, somebody else writes to the rows that the worker writes to.

    A worker that held a transaction open would be waiting for this answer, and this answer for the worker.
    """

    def __init__(self, submission: Submission) -> None:
        super().__init__()
        self.submission, self.seen, self.trouble = submission, 0, ""

    def take(self, method: str, path: str) -> Fault | None:
        if EM in path:
            try:
                self._write()
                self.seen += 1
            except Exception as error:
                self.trouble = f"{method} {path}: {error}"
            finally:
                connection.close()
        return super().take(method, path)

    def _write(self) -> None:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET LOCAL lock_timeout = '3s'")
            row = Submission.objects.select_for_update().get(pk=self.submission.pk)
            Submission.objects.filter(pk=row.pk).update(digest=row.digest)


@pytest.fixture
def content(company):
    return document(company, "Campaign", *[company.new_group(f"Team {number}") for number in range(3)])


@pytest.mark.postgres
def test_others_can_write_while_any_call_is_under_way(company, ada, content):
    submission = submitted(ada, content)
    witness = company.tenant.tenant.faults = Witness(submission)
    assert_exactly_one(company, content, work())
    assert witness.trouble == ""
    assert witness.seen >= len(submission.plan) - 2, "readings may be shared"


def test_no_thread_that_speaks_to_microsoft_is_in_a_transaction(company, ada, content, monkeypatch):
    """Tokens that are renewed on the way, too."""
    company.faults(
        {"method": "POST", "path": "accessPackages$", "status": 401, "code": "InvalidAuthenticationToken"}
    )
    spoken: list[tuple[str, bool]] = []
    original = Session.send

    def send(self: Session, request: Any, **options: Any) -> Any:
        spoken.append((threading.current_thread().name, connection.in_atomic_block))
        return original(self, request, **options)

    monkeypatch.setattr(Session, "send", send)
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    assert len(spoken) > len(content.resource_roles) * 4
    assert [name for name, in_transaction in spoken if in_transaction] == []
    assert any(name.startswith("graph") for name, _ in spoken)
