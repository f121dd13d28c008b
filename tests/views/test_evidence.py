"""From the first save to the object ids, over HTTP: the two files that can be taken along."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse

from portal.signin.models import TokenCache
from portal.signin.sealing import unseal
from tests.evidence.stage import command
from tests.submit import support as tenant_side
from tests.views.stage import Company, Seat, document, drafted, submitted, text_of, work
from wizard import document as d
from wizard.models import Draft, Event, Submission

pytestmark = pytest.mark.django_db(transaction=True)

#: Stands in every text that anybody can type or name.
CANARY = "Zanzibar"


def file_of(seat: Seat, submission: Submission, kind: str = "evidence") -> Any:
    return seat.get(reverse(f"wizard:{kind}", args=[submission.pk]))


def content(company: Company, name: str = "Campaign") -> d.Document:
    """Two roles of a group of the catalog, a question and approvers."""
    inside = tenant_side.Company(company.tenant)
    group = inside.in_catalog(inside.new_group(f"{name} people"))
    roles = tuple(
        d.ResourceRole(resource=group, role=d.Role(display_name=role, origin_id=f"{role}_{group.origin_id}"))
        for role in ("Member", "Owner")
    )
    leads = company.named("group", "IT Leads")
    approver = d.Principal(kind="group", id=leads["id"], display_name=f"{name} leads")
    stage = d.Stage(approver=d.SpecificApprovers(approvers=(approver,)))
    policy = d.Policy(
        audience=d.AllMembers(),
        approval=d.Approval(stages=(stage,)),
        questions=(d.ShortText(text=f"Which {name}?"),),
    )
    return document(company, name).model_copy(update={"resource_roles": roles, "policies": (policy,)})


@pytest.fixture
def stony(company: Company, priya: Seat, rafael: Seat) -> Submission:
    """Created in the end; Graph refused once and lost an answer once, and everything carries the canary."""
    type(priya.person).objects.update(display_name=f"{CANARY} of {CANARY}", user_principal_name=f"{CANARY}@x")
    company.fault(
        method="POST",
        path="accessPackages$",
        status=400,
        code=f"No {CANARY}",
        message=f"No {CANARY}, {CANARY}.",
    )
    company.fault(method="POST", path="accessPackages$", status=504, when="after")
    submission = submitted(priya, content(company, CANARY), by=rafael)
    assert work().state == Submission.State.FAILED
    priya.post(reverse("wizard:resume", args=[submission.pk]))
    assert work().state == Submission.State.CREATED
    return submission


class TestFromDraftToIds:
    @pytest.mark.postgres
    def test_three_people_and_one_unbroken_chain(self, company, priya, rafael, tmp_path):
        draft = drafted(priya, content(company))
        priya.press(priya.get(reverse("wizard:review", args=[draft.pk])), "Send for review")
        rafael.press(rafael.get(reverse("wizard:verdict", args=[draft.pk])), "Approve", reason="Well done.")
        priya.press(priya.get(reverse("wizard:review", args=[draft.pk])), "Create")
        assert work().state == Submission.State.CREATED
        submission = Submission.objects.get()
        assert command()[0] == 0
        answer = file_of(priya, submission)
        told = json.loads(answer.content)
        kinds = [link["kind"] for link in told["chain"]["links"]]
        assert kinds == ["begun", "sent_for_review", "approved", "create_pressed", "created"]
        (package,) = company.packages("Campaign")
        assert told["chain"]["links"][-1]["data"]["objects"]["package"] == package["id"]
        assert told["submissions"][0]["plan"] == submission.plan
        assert told["submissions"][0]["document"] == draft.document
        assert [one["by"]["name"] for one in told["approvals"]] == [rafael.person.display_name]
        assert told["approvals"][0]["facts"]["reason"] == "Well done."
        file = tmp_path / "evidence.json"
        file.write_bytes(answer.content)
        assert command("--file", str(file)) == (0, f"{file} fits its own chain.\n")

    def test_it_is_a_file_with_a_harmless_name(self, company, priya, rafael):
        submission = submitted(priya, document(company, 'a"; x=/../\r\n<b>'), by=rafael)
        for kind in ("evidence", "support"):
            answer = file_of(priya, submission, kind)
            assert answer.headers["Content-Type"] == "application/json"
            wanted = f'attachment; filename="{kind}-{submission.pk}.json"'
            assert answer.headers["Content-Disposition"] == wanted
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"

    def test_the_page_leads_to_both(self, company, priya, rafael):
        submission = submitted(priya, document(company), by=rafael)
        page = priya.get(reverse("wizard:submission", args=[submission.pk]))
        for kind in ("evidence", "support"):
            assert f'href="{reverse(f"wizard:{kind}", args=[submission.pk])}"' in page.content.decode()
        told = json.loads(file_of(priya, submission).content)
        assert (
            f"4 events so far; fingerprint of the last one: {told['chain']['head']['hash'][:12]}"
            in text_of(page)
        )

    def test_strangers_do_not_learn_that_there_is_one(self, company, priya, rafael, emil):
        submission = submitted(priya, document(company), by=rafael)
        for kind in ("evidence", "support"):
            assert file_of(emil, submission, kind).status_code == 404
            assert file_of(rafael, submission, kind).status_code == 200
            assert priya.post(reverse(f"wizard:{kind}", args=[submission.pk])).status_code == 405

    def test_a_draft_that_was_discarded_leaves_who_and_when(self, company, priya):
        draft = drafted(priya, content(company, CANARY))
        assert priya.post(reverse("wizard:discard", args=[draft.pk])).status_code == 302
        assert not Draft.objects.exists()
        last = Event.objects.latest("pk")
        assert (last.kind, last.by, last.draft_id) == ("discarded", priya.person, draft.pk)
        assert CANARY not in json.dumps(list(Event.objects.values_list("data", flat=True)))
        assert command()[0] == 0


class TestWithoutSecrets:
    def test_nothing_that_opens_anything(self, stony, priya):
        for kind in ("evidence", "support"):
            text = file_of(priya, stony, kind).content.decode()
            for name, secret in secrets().items():
                assert secret not in text, name
            assert "eyJ" not in text
            assert "Bearer" not in text


def secrets() -> dict[str, str]:
    """Every secret that the portal holds now, by what it is."""
    held = {
        "secret key": settings.SECRET_KEY,
        "client secret": settings.PORTAL_CLIENT_SECRET,
        "database": str(settings.DATABASES["default"].get("PASSWORD") or "no password here"),
        **{f"token key {number}": key for number, key in enumerate(settings.PORTAL_TOKEN_KEYS)},
        **{f"session {number}": one.session_key for number, one in enumerate(Session.objects.all())},
    }
    for row in TokenCache.objects.select_related("person"):
        cache = json.loads(unseal(bytes(row.sealed), owner=row.person.home_account_id))
        for part in ("AccessToken", "RefreshToken", "IdToken"):
            for number, token in enumerate(cache[part].values()):
                held[f"{part} {number} of {row.person_id}"] = token["secret"]
    assert len(held) > 8
    return held


class TestSupportBundle:
    def test_it_names_nobody(self, stony, priya, rafael):
        evidence = file_of(priya, stony).content.decode()
        bundle = file_of(priya, stony, "support").content.decode()
        assert evidence.count(CANARY) > 30, "the canary is everywhere"
        assert CANARY.lower() not in bundle.lower()
        for seat in (priya, rafael):
            assert str(seat.person.object_id) not in bundle
        for words in ("Member", "Owner", "Marketing", "contoso", "Campaign", "IT Leads"):
            assert words not in bundle.replace("Member_", "").replace("Owner_", ""), words

    def test_it_tells_what_support_asks_for(self, company, stony, priya):
        bundle = json.loads(file_of(priya, stony, "support").content)
        assert bundle["submission"]["state"] == "created"
        assert bundle["evidence_is_whole"] is True
        calls = {(call["step"], call["attempt"]): call for call in bundle["calls"]}
        refused, lost, look = (calls["package", number] for number in (1, 2, 3))
        assert (refused["status"], refused["error_code"]) == (400, "name-1")
        assert (lost["state"], look["is_look"], look["adopted"]) == ("unknown", True, True)
        assert look["path"] == "/identityGovernance/entitlementManagement/accessPackages?$filter&$expand"
        arrived = {call["client-request-id"] for call in tenant_side.Company(company.tenant).calls("POST")}
        assert arrived <= {call["client_request_id"] for call in bundle["calls"]}
        assert all("name-" not in call["path"] for call in bundle["calls"])
        assert [event["by"] for event in bundle["events"]][:3] == ["person-1", "person-1", "person-2"]

    def test_the_command_prints_the_same(self, stony, priya, capsys):
        call_command("support_bundle", str(stony.pk))
        printed, fetched = (
            json.loads(capsys.readouterr().out),
            json.loads(file_of(priya, stony, "support").content),
        )
        assert {**printed, "taken_at": ""} == {**fetched, "taken_at": ""}
