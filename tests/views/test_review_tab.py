"""Review + create: everything on one page, what is wrong, and the one thing to do next."""

import pytest
from django.urls import reverse

from tests.views.stage import approved, document, drafted, edited, in_review, judged, submitted, text_of
from wizard.document import NewCatalog, Policy
from wizard.models import Draft, Submission

State = Draft.State


def page(seat, draft, status=200):
    answer = seat.get(reverse("wizard:review", args=[draft.pk]))
    assert answer.status_code == status
    return answer


def test_the_summary_leads_back_to_each_tab(company, priya):
    answer = page(priya, drafted(priya, document(company)))
    text = text_of(answer)
    for words in ("Summary of access package configuration", "Name Campaign", "Catalog name Marketing"):
        assert words in text
    tabs = ["basics", "resource-roles", "requests", "requestor-information", "lifecycle"]
    body = answer.content.decode()
    at = [
        body.index(f'class="summary-title"><a href="{answer.request["PATH_INFO"][:-7]}{tab}/"')
        for tab in tabs
    ]
    assert at == sorted(at)


def test_the_plan_is_told_in_words_and_as_json(company, priya):
    text = text_of(page(priya, drafted(priya, document(company))))
    assert "(5 calls to Microsoft Graph)" in text
    assert "Create the access package Campaign" in text
    assert '"displayName": "Campaign"' in text


def test_errors_lead_to_their_control_and_mark_their_tab(company, priya):
    draft = drafted(priya, document(company, name="", description=""))
    answer = page(priya, draft)
    body = answer.content.decode()
    assert "Validation failed: 2 errors." in body
    basics = reverse("wizard:tab", args=[draft.pk, "basics"])
    assert f'href="{basics}#id_name"' in body
    assert 'id="tab-basics-state" hidden>has errors' in body
    assert 'id="tab-requests-state" hidden>has errors' not in body
    assert "Fix the 2 errors above first." in text_of(answer)
    with pytest.raises(AssertionError, match="disabled"):
        priya.press(answer, "Send for review")


def test_what_only_the_tenant_knows_counts(company, priya):
    """A package of that name is there already (R6)."""
    company.has_package("Campaign")
    answer = page(priya, drafted(priya, document(company)))
    assert "Validation failed: 1 error." in answer.content.decode()


def test_coming_here_makes_every_tab_show_its_errors(company, priya):
    draft = drafted(priya, document(company, name=""))
    tab = reverse("wizard:tab", args=[draft.pk, "basics"])
    assert "has errors" not in priya.get(tab).content.decode()
    page(priya, draft)
    assert "has errors" in priya.get(tab).content.decode()


def test_looking_makes_nobody_a_writer(company, priya, olivia, rafael):
    """Olivia may change the draft and review it; having looked at it, she still may."""
    draft = drafted(priya, document(company))
    page(olivia, draft)
    priya.press(page(priya, draft), "Send for review")
    draft.refresh_from_db()
    assert (draft.revision, draft.revisions.count()) == (1, 1)
    answer = olivia.get(reverse("wizard:verdict", args=[draft.pk]))
    assert "Approve" in text_of(answer)


def test_send_and_take_back(company, priya):
    draft = drafted(priya, document(company))
    sent = priya.press(page(priya, draft), "Send for review")
    assert sent.status_code == 303
    draft.refresh_from_db()
    assert draft.state == State.IN_REVIEW
    priya.press(page(priya, draft), "Withdraw")
    draft.refresh_from_db()
    assert draft.state == State.DRAFTING


def test_a_draft_with_errors_is_not_sent_by_a_hand_made_post(company, priya):
    draft = drafted(priya, document(company, name=""))
    answer = priya.post(
        reverse("wizard:send", args=[draft.pk]), digest=page(priya, draft).context["judged"].digest
    )
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.state == State.DRAFTING


def test_only_what_was_read_is_sent(company, priya, olivia):
    draft = drafted(priya, document(company))
    seen = page(priya, draft)
    draft.refresh_from_db()
    edited(draft, olivia, description="Something else")
    answer = priya.press(seen, "Send for review")
    assert answer.status_code == 409
    assert "changed after you opened this page" in text_of(answer)
    assert "Something else" in text_of(answer)
    draft.refresh_from_db()
    assert draft.state == State.DRAFTING


def test_sending_twice_says_so(company, priya):
    seen = page(priya, drafted(priya, document(company)))
    assert priya.press(seen, "Send for review").status_code == 303
    again = priya.press(seen, "Send for review")
    assert again.status_code == 409
    assert "has moved on" in text_of(again)


class TestTenantDown:
    def test_everything_typed_is_there_and_nothing_can_be_sent(self, company, priya):
        draft = drafted(priya, document(company))
        company.goes_down()
        answer = page(priya, draft)
        text = text_of(answer)
        assert "Your tenant cannot be reached." in text
        assert "Name Campaign" in text
        with pytest.raises(AssertionError, match="disabled"):
            priya.press(answer, "Send for review")

    def test_a_page_from_before_sends_nothing(self, company, priya):
        draft = drafted(priya, document(company))
        seen = page(priya, draft)
        company.goes_down()
        answer = priya.press(seen, "Send for review")
        assert answer.status_code == 409
        draft.refresh_from_db()
        assert draft.state == State.DRAFTING

    def test_rules_that_need_no_tenant_speak(self, company, priya):
        draft = drafted(priya, document(company, name=""))
        company.goes_down()
        assert "Validation failed: 1 error." in page(priya, draft).content.decode()


class TestNextStep:
    """One obvious thing to do, by state and person."""

    def buttons(self, seat, draft):
        footer = page(seat, draft).context["footer"]
        return [(one["label"], one.get("disabled", False)) for one in footer["buttons"]]

    def why(self, seat, draft):
        return page(seat, draft).context["footer"]["buttons"][-1]["why"]

    def test_drafting(self, company, priya, olivia):
        draft = drafted(priya, document(company))
        for seat in (priya, olivia):
            assert self.buttons(seat, draft) == [("Previous", False), ("Send for review", False)]

    def test_in_review(self, company, priya, olivia, rafael):
        draft = in_review(priya, document(company))
        assert self.buttons(priya, draft) == [("Previous", False), ("Withdraw", False)]
        assert self.buttons(olivia, draft) == [("Previous", False), ("Withdraw", False), ("Review", False)]
        assert self.buttons(rafael, draft) == [("Review", False)]

    def test_approved(self, company, priya, hanna, rafael, olivia):
        draft = approved(priya, document(company), by=rafael)
        for seat in (priya, olivia):
            assert self.buttons(seat, draft) == [("Previous", False), ("Create", False)]
        assert self.buttons(rafael, draft) == [("Create", True)]
        assert "takes one of these roles" in self.why(hanna, draft)
        assert "can give that role" in self.why(hanna, draft)

    @pytest.mark.parametrize("verdict", ["changes_requested", "rejected"])
    def test_sent_back(self, company, priya, rafael, verdict):
        draft = judged(in_review(priya, document(company)), rafael, verdict, "Say who pays.")
        assert self.buttons(priya, draft) == [("Previous", False), ("Send for review", False)]
        assert text_of(page(priya, draft)).count("Say who pays.") == 2
        assert self.buttons(rafael, draft) == []

    def test_on_its_way(self, company, priya, rafael):
        submission = submitted(priya, document(company), by=rafael)
        assert self.buttons(priya, submission.draft) == [("Watch creation", False)]
        assert self.buttons(rafael, submission.draft) == [("Watch creation", False)]

    def test_nothing_is_wrong_with_what_exists(self, company, priya, rafael):
        """Its name is taken: by itself."""
        submission = submitted(priya, document(company), by=rafael)
        Draft.objects.filter(pk=submission.draft_id).update(state=State.CREATED)
        company.has_package("Campaign")
        assert "Validation failed" not in text_of(page(priya, submission.draft))


class TestWithoutReview:
    def test_never(self, company, priya, hanna, settings):
        settings.PORTAL_REVIEW = "never"
        draft = drafted(priya, document(company))
        assert TestNextStep().buttons(priya, draft)[-1] == ("Create", False)
        assert TestNextStep().buttons(hanna, draft)[-1] == ("Create", True)
        assert priya.press(page(priya, draft), "Create").status_code == 303
        assert Submission.objects.get().draft == draft

    def test_when_the_author_has_the_rights(self, company, priya, hanna, settings):
        settings.PORTAL_REVIEW = "when-author-lacks-rights"
        assert TestNextStep().buttons(priya, drafted(priya, document(company)))[-1] == ("Create", False)
        assert TestNextStep().buttons(hanna, drafted(hanna, document(company)))[-1] == (
            "Send for review",
            False,
        )

    def test_always_means_always(self, company, olivia):
        draft = drafted(olivia, document(company))
        answer = olivia.post(
            reverse("wizard:create", args=[draft.pk]), digest=page(olivia, draft).context["judged"].digest
        )
        assert answer.status_code == 409
        assert "second person has to approve" in text_of(answer)
        assert not Submission.objects.exists()


def test_a_stranger_finds_nothing(company, priya, emil):
    draft = in_review(priya, document(company))
    for name in ("review", "send", "withdraw", "create", "discard", "verdict"):
        address = reverse(f"wizard:{name}", args=[draft.pk])
        answers = {emil.get(address).status_code, emil.post(address).status_code}
        assert answers <= {404, 405}, name
    draft.refresh_from_db()
    assert draft.state == State.IN_REVIEW


def test_a_reader_cannot_send(company, priya, rafael):
    draft = drafted(priya, document(company))
    seen = page(rafael, draft)
    assert "tablist" not in seen.content.decode()
    sent = rafael.post(reverse("wizard:send", args=[draft.pk]), digest=seen.context["judged"].digest)
    assert sent.status_code == 404


def test_a_new_catalog_needs_the_right_to_make_one(company, priya, settings):
    settings.PORTAL_REVIEW = "never"
    planned = document(company, catalog="Marketing").model_copy(update={"policies": (Policy(),)})
    content = document(company).model_copy(
        update={
            "basics": planned.basics.model_copy(
                update={"catalog": NewCatalog(name="Events", description="All")}
            )
        }
    )
    draft = drafted(priya, content)
    assert TestNextStep().buttons(priya, draft)[-1] == ("Create", True)


def test_it_takes_few_queries(company, priya, rafael, django_assert_max_num_queries):
    """Also at the first visit, which reads rights and tokens and marks the tabs."""
    draft = judged(in_review(priya, document(company)), rafael, "rejected", "No.")
    for _ in range(2):
        with django_assert_max_num_queries(13):
            page(priya, draft)


def test_the_document_is_escaped(company, priya):
    draft = drafted(priya, document(company, name="<script>alert(1)</script>", description="<b>x</b>"))
    body = page(priya, draft).content.decode()
    assert "<script>alert" not in body
    assert "<b>x</b>" not in body
