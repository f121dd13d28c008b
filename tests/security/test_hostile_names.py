"""A tenant full of hostile names: every page shows them as text, and nothing runs or leaves the portal."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

import wizard.document as d
from portal.bidi import escaped, visible
from portal.grants.changes import Holder, end, grant
from portal.grants.models import CatalogGrant
from tests.security.hostile import NAMES, TURNING, formulas_in, got_through, poisoned
from tests.views.stage import Company, Seat, document, drafted, in_review, submitted
from wizard.document import load
from wizard.models import Draft, JournalEntry, Submission

pytestmark = pytest.mark.django_db
SLOTS = ("targets", "organizations", "stage-0-approvers", "reviewers", "groups", "applications", "sites")
#: What can be written into a file or a database at all.
WORDS = [name for what, name in NAMES.items() if what not in ("nul", "half")]


def hostile(company: Company, name: str) -> d.Document:
    """A package in whose every text somebody hid something."""
    people = tuple(
        d.Principal(kind="user", id=str(number), display_name=word, detail=word)
        for number, word in enumerate(WORDS)
    )
    rows = tuple(
        d.ResourceRole(
            resource=d.Resource(origin_system="AadGroup", origin_id=str(number), display_name=word),
            role=d.Role(display_name=word),
        )
        for number, word in enumerate(WORDS)
    )
    questions = tuple(d.ShortText(text=word, regex_pattern=word[:50]) for word in WORDS)
    approval = d.Approval(stages=(d.Stage(approver=d.SpecificApprovers(approvers=people)),))
    policy = d.Policy(
        audience=d.SpecificUsers(targets=people), approval=approval, questions=questions, enabled=True
    )
    content = document(company, name=name, catalog="Marketing", description=WORDS[0])
    named = content.basics.catalog.model_copy(update={"display_name": WORDS[3]})  # type: ignore[union-attr]
    basics = content.basics.model_copy(update={"catalog": named})
    return content.model_copy(update={"basics": basics, "resource_roles": rows, "policies": (policy,)})


@pytest.fixture
def ada(company: Company, db: None) -> Seat:
    """Global Administrator: every pane opens for her."""
    return company.seat("ada")


@pytest.fixture
def draft(company: Company, ada: Seat) -> Draft:
    return drafted(ada, hostile(company, NAMES["markup"]))


@pytest.fixture
def stopped(company: Company, ada: Seat, priya: Seat) -> Submission:
    """Graph refused it, in hostile words."""
    made = submitted(ada, document(company, name=NAMES["turned"]), by=priya)
    JournalEntry.objects.create(
        submission=made,
        step=made.plan[0]["key"],
        attempt=1,
        state=JournalEntry.State.REFUSED,
        method="POST",
        path=NAMES["address"],
        status=400,
        error_code="Bad",
        error_message=" ".join(WORDS),
        lease_number=1,
        started_at=timezone.now(),
        finished_at=timezone.now(),
    )
    Submission.objects.filter(pk=made.pk).update(state=Submission.State.FAILED, problem=NAMES["closing"])
    return made


@pytest.fixture
def asking(company: Company, ada: Seat, priya: Seat) -> Submission:
    """An answer was lost, and several objects of hostile names could be its result."""
    made = submitted(ada, document(company, name=NAMES["markup"]), by=priya)
    candidates = [
        {"id": str(number), "displayName": word, "description": word, "createdDateTime": word}
        for number, word in enumerate(WORDS)
    ]
    looked(made, step=made.plan[0]["key"], answer={"candidates": candidates}, is_look=True)
    Submission.objects.filter(pk=made.pk).update(
        state=Submission.State.NEEDS_PERSON, problem=NAMES["closing"]
    )
    return made


@pytest.fixture
def compared(company: Company, ada: Seat, priya: Seat) -> Submission:
    """Created, and what was read back is not what was approved."""
    made = submitted(ada, document(company, name=NAMES["quotes"]), by=priya)
    for step in made.plan:
        looked(made, step=step["key"], answer={"id": NAMES["markup"], "displayName": NAMES["closing"]})
    comparison = [
        {"of": word, "field": word, "approved": word, "found": other, "same": False}
        for word, other in zip(WORDS, reversed(WORDS), strict=True)
    ]
    Submission.objects.filter(pk=made.pk).update(
        state=Submission.State.CREATED, finished_at=timezone.now(), comparison=comparison
    )
    Draft.objects.filter(pk=made.draft_id).update(state=Draft.State.CREATED)
    return made


def looked(made: Submission, **columns: Any) -> None:
    """A call of it went well."""
    JournalEntry.objects.create(
        submission=made,
        attempt=1,
        state=JournalEntry.State.DONE,
        method="POST",
        path=NAMES["address"],
        status=201,
        lease_number=1,
        started_at=timezone.now(),
        finished_at=timezone.now(),
        **columns,
    )


@pytest.fixture
def pages(
    company: Company, ada: Seat, draft: Draft, stopped: Submission, asking: Submission, compared: Submission
) -> list[str]:
    """Every page that shows a name."""
    waiting = in_review(ada, document(company, name=NAMES["quotes"], description=NAMES["turned"]))
    poisoned(company)
    key = [draft.pk]
    tabs = ["basics", "resource-roles", "requests", "requestor-information", "lifecycle"]
    return [
        *(reverse(f"wizard:{name}") for name in ("drafts", "new", "reviews", "packages")),
        *(reverse("wizard:tab", args=[draft.pk, tab]) for tab in tabs),
        *(reverse(f"wizard:{name}", args=key) for name in ("review", "discard", "new_catalog", "issuer")),
        *(reverse(f"wizard:{name}", args=[draft.pk, 0]) for name in ("localizations", "answers")),
        *(reverse("wizard:pick", args=[draft.pk, slot]) for slot in SLOTS),
        reverse("wizard:verdict", args=[waiting.pk]),
        reverse("wizard:submission", args=[stopped.pk]),
        reverse("wizard:undo", args=[stopped.pk]),
        reverse("wizard:submission", args=[asking.pk]),
        reverse("wizard:submission", args=[compared.pk]),
        reverse("wizard:undo", args=[compared.pk]),
        reverse("signin:out"),
    ]


def test_every_page_shows_them_as_text(pages: list[str], ada: Seat) -> None:
    answers = {page: ada.get(page) for page in pages}
    assert {page: one.status_code for page, one in answers.items() if one.status_code not in (200, 303)} == {}
    through = {page: got_through(one.content.decode()) for page, one in answers.items()}
    assert {page: found for page, found in through.items() if found} == {}
    shown = "".join(one.content.decode() for one in answers.values())
    assert "&lt;script&gt;alert(&#x27;tenant&#x27;)" in shown
    assert "[U+202E]gpj.exe" in shown
    for reached in ("fields differ", 'name="chosen"', "Type it exactly as it is written above"):
        assert reached in shown
    tables = {
        page: one for page, one in answers.items() if one.headers["Content-Type"].startswith("text/csv")
    }
    assert {page: formulas_in(one.content.decode()) for page, one in tables.items()} == {}


def test_what_an_admin_sees_is_text_too(company: Company) -> None:
    """Catalogs and people of grants, those that can be found, and the record."""
    petra = company.seat("petra")
    CatalogGrant.objects.all().delete()
    for number, word in enumerate(WORDS):
        holder = Holder(id=str(uuid.uuid4()), name=word[:250], address=word[:250])
        catalog = {str(uuid.UUID(int=number)): word[:1000]}
        grant(role="Reviewer", holder=holder, catalogs=catalog, by=petra.person)
    end(grant_id=CatalogGrant.objects.earliest("pk").pk, by=petra.person)
    poisoned(company)
    answers = [
        petra.get(reverse("wizard:settings")),
        petra.get(reverse("wizard:settings"), q=NAMES["closing"]),
        petra.post(reverse("wizard:new_grant"), do="search", people_q="<", catalogs_q=NAMES["closing"]),
        petra.post(reverse("wizard:new_grant"), do="search", people_q="a"),
    ]
    assert [one.status_code for one in answers] == [200] * 4
    assert [got_through(one.content.decode()) for one in answers] == [[]] * 4
    shown = "".join(one.content.decode() for one in answers)
    assert "&lt;script&gt;alert(&#x27;tenant&#x27;)" in shown


@pytest.mark.parametrize("kind", ["evidence", "support"])
def test_a_file_to_take_along_is_no_page(ada: Seat, stopped: Submission, kind: str) -> None:
    """Whatever it holds, a browser keeps it as JSON and opens nothing."""
    answer = ada.get(reverse(f"wizard:{kind}", args=[stopped.pk]))
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{kind}-{stopped.pk}.json"'
    assert json.loads(answer.content)
    assert TURNING.findall(answer.content.decode()) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_nothing_runs_and_nobody_else_is_asked(
    pages: list[str], ada: Seat, sits: Callable[..., Any], live_portal: str
) -> None:
    """The console is watched too: a blocked script would complain there."""
    page = sits(ada)
    asked: set[str] = set()
    opened: list[str] = []

    def refuse(dialog: Any) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("dialog", refuse)
    for address in pages:
        page.goto(live_portal + address)
        page.locator("h1").first.wait_for()
    assert opened == []
    assert asked == {urlsplit(live_portal).netloc}


class TestWhatIsPicked:
    @pytest.mark.parametrize("what", list(NAMES))
    @pytest.mark.postgres
    def test_a_person_of_any_name_can_be_picked_and_read(
        self, company: Company, olivia: Seat, what: str
    ) -> None:
        row = next(row for row in company.state.rows("user") if row["displayName"].startswith("Jonas"))
        company.state.put("user", row | {"displayName": NAMES[what]})
        draft = drafted(olivia, hostile(company, "Mine"))
        url = reverse("wizard:pick", args=[draft.pk, "targets"])
        answer = olivia.client.post(url, {"do": "select", "selected": f"user:{row['id']}"})
        assert answer.status_code == 303, answer.content.decode()
        targets = load(Draft.objects.get(pk=draft.pk).document).policy.audience.targets  # type: ignore[union-attr]
        assert row["id"] in {one.id for one in targets}
        page = olivia.get(reverse("wizard:review", args=[draft.pk]))
        assert page.status_code == 200
        assert got_through(page.content.decode()) == []


@pytest.mark.postgres
@pytest.mark.parametrize("what", [what for what in NAMES if what != "half"])
def test_a_person_of_any_name_can_sign_in(company: Company, what: str, db: None) -> None:
    row = next(row for row in company.state.rows("user") if row["userPrincipalName"].startswith("emil"))
    company.state.put("user", row | {"displayName": NAMES[what]})
    page = company.seat("emil").get(reverse("wizard:drafts"))
    assert page.status_code == 200
    assert got_through(page.content.decode()) == []


class TestTurningCharacters:
    def test_they_are_written_out_where_they_are_read(self) -> None:
        assert visible("<p>a\u202eb</p>") == "<p>a[U+202E]b</p>"

    @pytest.mark.parametrize(
        "html", ['<input value="a\u202eb">', "<textarea>\na\u202eb</textarea>", "<b>\u05d0\u200f</b>"]
    )
    def test_what_is_sent_back_or_harmless_stays(self, html: str) -> None:
        assert visible(html) == html

    def test_json_says_the_same(self) -> None:
        assert escaped('"a\u202eb"') == '"a\\u202eb"'


def test_a_formula_in_a_table_would_be_found() -> None:
    assert formulas_in('name,why\n"=1+1",\'-2\n@x,fine\n') == ["=1+1", "@x"]
