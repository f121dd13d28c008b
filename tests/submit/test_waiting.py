"""Microsoft makes us wait: as long as it says, with nothing held, and the page says until when."""

import datetime as dt
import threading
from email.utils import format_datetime
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.submit.support import assert_exactly_one, document, submitted, work
from wizard.models import JournalEntry, Submission
from wizard.submit import claim, outcomes, resume

State = Submission.State
DAY = 24 * 60 * 60


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


#: Calls that are told to wait.
CALLS: dict[str, dict[str, object]] = {
    "429 of a write": {},
    "503 of a write": {"status": 503, "code": "ServiceUnavailable"},
    "504 of a write": {"status": 504, "code": "GatewayTimeout"},
    "429 of a reading": {"method": "GET", "path": "/resources$"},
    "429 of a PATCH": {"method": "PATCH", "path": "accessPackages/"},
}


def throttled(retry_after: str | None, **fault: object) -> dict[str, object]:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    facts = {"path": "accessPackages$", "status": 429, "code": "TooManyRequests", "headers": headers}
    return {"method": "POST", **facts, **fault}


def in_seconds(seconds: float) -> str:
    """An HTTP date."""
    return format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds), usegmt=True)


def pause_of(submission: Submission) -> float:
    """Seconds from the last answer until a worker may touch it again."""
    last = JournalEntry.objects.filter(submission=submission).latest("finished_at")
    assert last.finished_at is not None
    return (submission.not_before - last.finished_at).total_seconds()


class TestALongPause:
    @pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
    def test_is_stored_to_the_second_and_nothing_is_held(self, call, company, ada, content):
        company.faults(throttled("315", **call))
        submission = submitted(ada, content)
        waiting = work()
        assert waiting.state == State.QUEUED
        assert pause_of(waiting) == pytest.approx(315, abs=2)
        assert (waiting.lease_owner, waiting.lease_until) == ("", None)
        assert not [one.name for one in threading.enumerate() if one.name.startswith(("graph", "lease"))]
        assert claim("any worker, also after a restart") is None
        Submission.objects.filter(pk=submission.pk).update(not_before=timezone.now())
        assert_exactly_one(company, content, work("a worker started later"))

    @pytest.mark.parametrize(
        ("asked", "seconds"),
        [(lambda: in_seconds(3600), 3600), (lambda: "9999999999", DAY), (lambda: in_seconds(400 * DAY), DAY)],
        ids=["date", "absurd number", "absurd date"],
    )
    def test_is_kept_however_it_is_written(self, asked, seconds, company, ada, content):
        company.faults(throttled(asked()))
        submitted(ada, content)
        waiting = work()
        assert waiting.state == State.QUEUED
        assert pause_of(waiting) == pytest.approx(seconds, abs=5)

    def test_longer_than_our_patience_is_kept_once(self, company, ada, content, settings):
        """A service that is down names a time; that it was kept in vain is then told as it is."""
        settings.PORTAL_PATIENCE_SECONDS = 60
        company.faults(throttled("315", status=503, code="ServiceUnavailable", times=2))
        submission = submitted(ada, content)
        assert work().state == State.QUEUED
        long_ago = timezone.now() - dt.timedelta(seconds=400)
        JournalEntry.objects.filter(step="package").update(started_at=long_ago)
        Submission.objects.filter(pk=submission.pk).update(not_before=timezone.now())
        stopped = work()
        assert stopped.state == State.FAILED
        assert "Resume to go on waiting" in stopped.problem
        assert resume(submission, by=ada)
        assert_exactly_one(company, content, work())

    def test_no_call_of_the_run_leaves_within_the_pause(self, company, ada, content):
        """Microsoft counts all calls of the portal together, so the others keep quiet, too."""
        company.faults(throttled("315"))
        submitted(ada, content)
        work()
        (refused,) = company.calls("POST", "/accessPackages")
        later = [
            call
            for method in ("POST", "GET", "PATCH")
            for call in company.calls(method)
            if call["time"] > refused["time"] and "resource" not in call["path"]
        ]
        assert later == []

    def test_the_page_says_until_when(self, company, ada, content, client):
        company.faults(throttled("315"))
        submission = submitted(ada, content)
        waiting = work()
        client.force_login(ada)
        page = client.get(reverse("wizard:submission", args=[submission.pk])).content.decode()
        assert f"goes on by itself at {waiting.not_before:%H:%M:%S} UTC." in page

    def test_a_pause_of_a_day_names_the_day(self, company, ada, content):
        company.faults(throttled("86400"))
        submitted(ada, content)
        waiting = work()
        assert f"UTC on {waiting.not_before:%Y-%m-%d}" in waiting.problem


@pytest.mark.parametrize("header", ["0", "Tue, 24 Nov 2020 12:00:00 GMT", None, "soon", "-5", "1.5"])
def test_a_short_pause_or_one_without_sense_is_waited_for_in_the_run(header, company, ada, content):
    company.faults(throttled(header))
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    first, second = JournalEntry.objects.filter(step="package").order_by("attempt")
    assert first.finished_at is not None
    assert (second.started_at - first.finished_at).total_seconds() >= 0.5


def test_one_second_is_one_second(company, ada, content):
    company.faults(throttled("1"))
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    first, second = JournalEntry.objects.filter(step="package").order_by("attempt")
    assert first.finished_at is not None
    assert (second.started_at - first.finished_at).total_seconds() >= 1


def test_a_pause_for_access_reviews_is_a_pause_like_any_other(company, ada, content, monkeypatch):
    """They have limits of their own, counted over ten seconds."""
    monkeypatch.setattr(outcomes, "LONG_PAUSE", 9.0)
    company.faults(throttled("10", path="assignmentPolicies$"))
    submission = submitted(ada, content)
    waiting = work()
    assert (waiting.state, round(pause_of(waiting))) == (State.QUEUED, 10)
    Submission.objects.filter(pk=submission.pk).update(not_before=timezone.now())
    assert_exactly_one(company, content, work())


class TestWhatShowsLate:
    def test_it_is_asked_for_with_growing_pauses(self, company, ada, content):
        company.setting(visible_after_reads=3)
        submitted(ada, content)
        assert_exactly_one(company, content, work())
        calls = list(JournalEntry.objects.filter(step__startswith="visible:").order_by("attempt"))
        pauses = [
            (later.started_at - (earlier.finished_at or earlier.started_at)).total_seconds()
            for earlier, later in pairwise(calls)
        ]
        assert len(pauses) == 3
        assert all(pause >= least for pause, least in zip(pauses, (0.25, 0.5, 1.0), strict=True))

    def test_a_slow_resource_holds_up_no_other(self, company, ada, settings):
        """One resource never shows; the other is requested, seen and has its roles all the same."""
        groups = [company.new_group("Slow"), company.new_group("Quick")]
        slow = groups[0].origin_id
        company.setting(unknown_origins={slow: 1000})
        settings.PORTAL_PATIENCE_SECONDS = 1
        submitted(ada, document(company, "Campaign", *groups))
        assert work().state == State.FAILED
        done = set(JournalEntry.objects.filter(state="done").values_list("step", flat=True))
        assert f"roles:{groups[1].origin_id}" in done
        assert f"visible:{slow}" not in done

    def test_patience_that_ran_out_can_be_resumed_after_a_restart(self, company, ada, content, settings):
        settings.PORTAL_PATIENCE_SECONDS = 0
        company.setting(roles_after_reads=1)
        submission = submitted(ada, content)
        assert work().state == State.FAILED
        assert claim("another worker") is None
        assert resume(submission, by=ada)
        assert_exactly_one(company, content, work("another worker"))
