"""The panes of a question: with script and without, alone and with somebody else at the same draft."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.tabs.test_on_the_wire import policy_of, post
from tests.tabs.test_requestor_information import COST, WHY
from tests.views.stage import attributes, document, drafted, edited, text_of
from wizard.actions import drafts
from wizard.document import Choice, Localization, Policy, load
from wizard.models import Draft

SPANISH = {"language-0-0": "es", "text-0-0": "¿Centro de costo?"}


@pytest.fixture
def draft(company, priya):
    policy = Policy.model_validate({"audience": {"kind": "none"}, "questions": [COST, WHY]})
    return drafted(priya, document(company).model_copy(update={"policies": (policy,)}))


class Pane:
    """One pane in front of a person."""

    def __init__(self, seat, draft, kind, number, *, htmx=False):
        self.seat, self.draft, self.htmx = seat, draft, htmx
        self.address = reverse(f"wizard:{kind}", args=[draft.pk, number])
        self.answer = seat.get(self.address, htmx=htmx)

    @property
    def of(self):
        return next(
            attributes(tag)["value"]
            for tag in self.answer.content.decode().split("<input ")
            if tag.startswith('type="hidden" name="of"')
        )

    def send(self, do="save", **typed):
        headers = {"HX-Request": "true"} if self.htmx else {}
        data = {"of": self.of, "do": do, "value-0": "Cost centre?", **typed}
        self.answer = self.seat.client.post(self.address, data, headers=headers)
        return self.answer

    @property
    def text(self):
        return text_of(self.answer)

    @property
    def html(self):
        return self.answer.content.decode()


def localized(draft, row=0):
    return policy_of(draft).questions[row].localizations


class TestLocalizations:
    @pytest.fixture
    def pane(self, draft, priya):
        return Pane(priya, draft, "localizations", 0)

    def test_opens_from_the_row_after_saving_it(self, draft, priya):
        answer = post(
            priya,
            draft,
            "requestor-information",
            **{"question-0-text": "Which cost centre?", "open": "localizations:0"},
        )
        assert answer.headers["Location"] == reverse("wizard:localizations", args=[draft.pk, 0])
        assert "Which cost centre?" in text_of(priya.get(answer.headers["Location"]))

    def test_a_question_that_is_not_there_leads_back(self, draft, priya):
        answer = Pane(priya, draft, "localizations", 7).answer
        assert answer.headers["Location"] == reverse("wizard:tab", args=[draft.pk, "requestor-information"])

    @pytest.mark.parametrize(
        "opens", ["localizations:x", "localizations/0", "answers:-1", "answers:", "answers:99999"]
    )
    def test_an_address_that_is_none(self, draft, priya, opens):
        answer = post(priya, draft, "requestor-information", open=opens)
        assert answer.status_code == HTTPStatus.NOT_FOUND

    def test_starts_with_one_blank_row(self, pane):
        assert "Add localizations for question" in pane.text
        assert 'name="language-0-0"' in pane.html
        assert 'name="language-0-1"' not in pane.html

    def test_is_stored(self, pane, draft):
        assert pane.send(**SPANISH).status_code == HTTPStatus.SEE_OTHER
        assert localized(draft) == (Localization(language_code="es", text="¿Centro de costo?"),)

    def test_with_htmx_the_pane_closes_and_the_tab_is_drawn(self, draft, priya):
        pane = Pane(priya, draft, "localizations", 0, htmx=True)
        assert 'class="pane' in pane.html
        assert "<html" not in pane.html
        answer = pane.send(**SPANISH)
        assert answer.headers["HX-Trigger"] == "pane-close"
        assert "1 localization" in text_of(answer)

    def test_rows_are_added_and_removed_with_what_was_typed(self, pane, draft):
        pane.send("add:0", **SPANISH)
        assert 'name="language-0-1"' in pane.html
        assert "¿Centro de costo?" in pane.html
        pane.send("remove:0:0", **SPANISH, **{"language-0-1": "fr", "text-0-1": "Centre de coût ?"})
        assert "¿Centro de costo?" not in pane.html
        assert "Centre de coût ?" in pane.html
        assert localized(draft) == ()

    def test_blank_rows_are_no_localizations(self, pane, draft):
        pane.send(**SPANISH, **{"language-0-1": "", "text-0-1": " "})
        assert len(localized(draft)) == 1

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"language-0-1": "es", "text-0-1": "Otra"}, "Spanish is already listed."),
            ({"language-0-1": "fr", "text-0-1": " "}, "Enter the text for French, or remove the row."),
            ({"language-0-1": "", "text-0-1": "Quoi ?"}, "Choose a language for 'Quoi ?'"),
        ],
    )
    def test_what_is_wrong_is_told_and_kept(self, pane, draft, typed, message):
        answer = pane.send(**SPANISH, **typed)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert message in pane.text
        assert "¿Centro de costo?" in pane.html
        assert localized(draft) == ()

    def test_a_language_of_a_file_that_is_not_listed_stays(self, pane, draft, priya):
        pane.send(**{"language-0-0": "tlh", "text-0-0": "nuqneH"})
        again = Pane(priya, draft, "localizations", 0)
        assert '<option value="tlh" selected>' in again.html

    @pytest.mark.parametrize("do", ["add:7", "remove:0:9", "remove:x", "remove-answer:4", "explode"])
    def test_nonsense_does_nothing(self, pane, do):
        assert pane.send(do, **SPANISH).status_code == HTTPStatus.OK
        assert "¿Centro de costo?" in pane.html


class TestTwoPeople:
    def moved(self, draft, by, questions):
        current = Draft.objects.get(pk=draft.pk)
        before = load(current.document)
        policy = before.policy.model_copy(update={"questions": questions})
        after = before.model_copy(update={"policies": (policy,)})
        drafts.save(draft=current, by=by.person, document=after, typed=current.typed)

    def test_what_is_saved_goes_to_its_question_although_it_has_moved(self, draft, priya):
        pane = Pane(priya, draft, "localizations", 0)
        first, second = policy_of(draft).questions
        self.moved(draft, priya, (second, first))
        pane.send(**SPANISH)
        assert localized(draft, 0) == ()
        assert [one.language_code for one in localized(draft, 1)] == ["es"]

    def test_a_question_that_was_changed_is_asked_about(self, draft, priya):
        pane = Pane(priya, draft, "localizations", 0)
        first, second = policy_of(draft).questions
        self.moved(draft, priya, (first.model_copy(update={"text": "Another?"}), second))
        pane.send(**SPANISH)
        assert "Somebody has changed this question" in pane.text
        assert localized(draft) == ()
        assert pane.send(**SPANISH).status_code == HTTPStatus.SEE_OTHER
        assert len(localized(draft)) == 1

    def test_one_that_was_removed_is_told(self, draft, priya):
        pane = Pane(priya, draft, "localizations", 1)
        self.moved(draft, priya, policy_of(draft).questions[:1])
        pane.send(**SPANISH)
        assert "not there any more" in pane.text
        assert "¿Centro de costo?" in pane.html
        assert localized(draft) == ()

    @pytest.mark.parametrize(("row", "leads_to"), [(0, "requestor-information"), (1, 0)])
    def test_a_button_of_an_old_page_opens_the_question_it_stands_beside(self, draft, priya, row, leads_to):
        old = str(Draft.objects.get(pk=draft.pk).revision)
        self.moved(draft, priya, policy_of(draft).questions[1:])
        address = reverse("wizard:tab", args=[draft.pk, "requestor-information"])
        answer = priya.post(address, revision=old, open=f"localizations:{row}")
        gone = isinstance(leads_to, str)
        name = "wizard:tab" if gone else "wizard:localizations"
        assert answer.headers["Location"] == reverse(name, args=[draft.pk, leads_to])

    def test_other_parts_of_the_draft_do_not_matter(self, draft, priya):
        pane = Pane(priya, draft, "localizations", 0)
        edited(draft, priya, description="Something else")
        pane.send(**SPANISH)
        assert len(localized(draft)) == 1


class TestAnswers:
    @pytest.fixture
    def pane(self, draft, priya):
        return Pane(priya, draft, "answers", 1)

    def typed(self, **more):
        both = {"value-0": "Project", "value-1": "Other"}
        spanish = {"language-0-0": "es", "text-0-0": "Proyecto"}
        return both | spanish | more

    def test_shows_the_answers_with_their_languages(self, pane):
        assert "View/edit question" in pane.text
        assert 'value="Project"' in pane.html
        assert 'value="Proyecto"' in pane.html
        assert '<option value="es" selected>Spanish (es)</option>' in pane.html

    def test_is_only_for_multiple_choice(self, draft, priya):
        assert Pane(priya, draft, "answers", 0).answer.status_code == HTTPStatus.SEE_OTHER

    def test_are_stored(self, pane, draft):
        pane.send(**self.typed(**{"value-2": " Just so ", "language-2-0": "de", "text-2-0": "Nur so"}))
        assert policy_of(draft).questions[1].choices == (
            Choice(text="Project", localizations=(Localization(language_code="es", text="Proyecto"),)),
            Choice(text="Other"),
            Choice(text="Just so", localizations=(Localization(language_code="de", text="Nur so"),)),
        )

    def test_are_added_and_removed(self, pane, draft):
        pane.send("add-answer", **self.typed())
        assert 'name="value-2"' in pane.html
        pane.send("add:1", **self.typed())
        assert 'name="language-1-0"' in pane.html
        pane.send("remove-answer:0", **self.typed())
        assert 'value="Project"' not in pane.html
        assert len(policy_of(draft).questions[1].choices) == 2

    def test_a_search_hides_and_loses_nothing(self, pane, draft):
        pane.send("search", q="PROYEC", **self.typed())
        assert "1 of 2 shown" in pane.text
        assert "<tbody hidden>" in pane.html
        pane.send(q="PROYEC", **self.typed())
        assert [one.text for one in policy_of(draft).questions[1].choices] == ["Project", "Other"]

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"value-2": "other"}, "'other' is already listed."),
            ({"value-1": "", "language-1-0": "de", "text-1-0": "Sonst"}, "Enter the answer."),
            ({"language-0-1": "es", "text-0-1": "Otro"}, "Spanish is already listed."),
        ],
    )
    def test_what_is_wrong_is_told_and_kept(self, pane, draft, typed, message):
        before = policy_of(draft)
        answer = pane.send(**self.typed(**typed))
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert message in pane.text
        assert policy_of(draft) == before

    def test_there_has_to_be_one(self, pane, draft):
        pane.send(**{"value-0": " "})
        assert "Add at least one answer." in pane.text
        assert len(policy_of(draft).questions[1].choices) == 2


def test_somebody_elses_draft_stays_closed(company, draft):
    emil = company.seat("emil")
    for kind in ("localizations", "answers"):
        answer = Pane(emil, draft, kind, 1).answer
        assert answer.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


def test_no_answers_mark_both_tabs_at_once(draft, priya):
    typed = {"question-2-text": "Where?", "question-2-format": "multiple_choice"}
    post(priya, draft, "requestor-information", **typed, do="redraw")
    html = priya.get(f"/drafts/{draft.pk}/requestor-information/").content.decode()
    assert "Add at least one answer." in html
    strip = html[html.index('id="tab-requestor-information"') :]
    assert "has errors" in strip[: strip.index("</a>")]
    part = html[html.index('id="part-questions"') :]
    assert 'aria-label="has errors"' in part[: part.index("</a>")]
