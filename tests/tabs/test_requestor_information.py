"""Requestor information: rows that grow, move and change their format."""

import pytest

import wizard.document as d
from tests.tabs.documents import Page, draft
from wizard.tabs.requestor_information.form import MOST, RequestorInformationForm

COST = {"format": "short_text", "text": "Cost centre?", "regex_pattern": "[0-9]+"}
WHY = {
    "format": "multiple_choice",
    "text": "Why?",
    "choices": [
        {"text": "Project", "localizations": [{"language_code": "es", "text": "Proyecto"}]},
        {"text": "Other"},
    ],
}
NOTE = {"format": "long_text", "text": "A note", "required": True}


@pytest.fixture
def empty():
    return Page(RequestorInformationForm, draft())


@pytest.fixture
def page():
    return Page(RequestorInformationForm, draft(questions=[COST, WHY, NOTE]))


def texts(page):
    return [question.text for question in page.policy.questions]


def answers(page, row):
    return [choice.text for choice in page.policy.questions[row].choices]


class TestRows:
    def test_there_is_always_a_blank_one_at_the_bottom(self, empty, page):
        assert [row.is_new for row in empty.drawn().rows] == [True]
        assert [row.is_new for row in page.drawn().rows] == [False, False, False, True]

    def test_typing_in_it_adds_the_next(self, empty):
        empty.send(question__0__text=" Cost centre? ", question__0__format="short_text")
        assert empty.policy.questions == (d.ShortText(text="Cost centre?"),)
        assert [row.is_new for row in empty.drawn().rows] == [False, True]

    def test_a_row_without_format_is_kept_as_such(self, empty):
        empty.send(question__0__text="Cost centre?", question__0__format="", question__0__required="yes")
        assert empty.policy.questions == (d.QuestionWithoutFormat(text="Cost centre?", required=True),)

    def test_an_untouched_blank_row_is_no_question(self, page):
        before = page.document
        page.send(question__3__text="", question__3__format="", question__3__required="no")
        assert page.document == before

    def test_a_row_that_was_cleared_at_the_end_goes(self, empty):
        empty.send(question__0__text="Why?", question__1__text="What")
        empty.send(question__1__text="")
        assert texts(empty) == ["Why?"]

    def test_one_that_was_cleared_in_the_middle_keeps_the_numbers_of_the_others(self, empty):
        empty.send(question__0__text="One", question__1__text="Two", question__2__text="Three")
        empty.send(question__1__text="")
        assert texts(empty) == ["One", "", "Three"]
        empty.send(question__2__text="3", question__3__text="Four")
        assert texts(empty) == ["One", "", "3", "Four"]

    def test_required_is_a_box_that_also_says_no(self, page):
        page.send(question__0__required="yes", question__2__required="no")
        assert [question.required for question in page.policy.questions] == [True, False, False]

    def test_more_rows_than_anybody_asks_are_ignored(self, empty):
        empty.send(**{f"question-{MOST + 50}-text": "Hm", "question-9999-text": "x"})
        assert len(empty.policy.questions) <= MOST


class TestButtons:
    def test_move(self, page):
        before = page.policy.questions
        page.send(do="move-up:1")
        assert page.policy.questions == (before[1], before[0], before[2])
        page.send(do="move-down:0")
        assert page.policy.questions == before

    def test_the_edges_stay(self, page):
        before = page.document
        page.send(do="move-up:0")
        page.send(do="move-down:2")
        assert page.document == before

    def test_remove(self, page):
        page.send(do="remove-question:1")
        assert texts(page) == ["Cost centre?", "A note"]

    def test_what_was_typed_in_the_same_breath_counts(self, page):
        page.send(do="remove-question:0", question__2__text="Anything else?", question__3__text="New")
        assert texts(page) == ["Why?", "Anything else?", "New"]

    def test_the_form_itself_shows_the_new_order(self, page):
        form = page.send(do="move-up:1")
        assert [row.text.value() for row in form.rows] == ["Why?", "Cost centre?", "A note", None]
        assert [answer.field.value() for answer in form.rows[0].answers] == ["Project", "Other", None]

    @pytest.mark.parametrize(
        "do", ["remove-question:7", "move-up:x", "move-up:", "remove-choice:1", "explode:0"]
    )
    def test_nonsense_does_nothing(self, page, do):
        before = page.document
        page.send(do=do)
        assert page.document == before

    def test_adding_needs_nothing_but_the_redraw(self, page):
        before = page.document
        page.send(do="add-question")
        page.send(do="add-choice:1")
        assert page.document == before


class TestAnswers:
    def test_there_is_always_a_blank_one_at_the_bottom(self, page):
        assert [one.is_new for one in page.drawn().rows[1].answers] == [False, False, True]
        page.send(**{"question-1-choice-2": "Just so"})
        assert answers(page, 1) == ["Project", "Other", "Just so"]

    def test_remove(self, page):
        page.send(do="remove-choice:1:0")
        assert answers(page, 1) == ["Other"]

    def test_languages_travel_with_their_answer(self, page):
        page.send(**{"question-1-choice-0": "A project"})
        assert page.policy.questions[1].choices[0].localizations[0].text == "Proyecto"

    def test_another_format_has_none_and_they_come_back(self, page):
        before = page.policy.questions[1]
        page.send(
            **{
                "question-1-format": "short_text",
                "question-1-choice-0": "Project",
                "question-1-choice-1": "Other",
            }
        )
        assert page.policy.questions[1] == d.ShortText(text="Why?")
        assert page.drawn().rows[1].answers == []
        page.send(question__1__format="multiple_choice")
        assert page.policy.questions[1] == before

    def test_a_pattern_waits_while_the_format_has_none(self, page):
        page.send(question__0__format="multiple_choice")
        assert page.policy.questions[0] == d.MultipleChoice(text="Cost centre?")
        page.send(do="move-down:0")
        page.send(question__1__format="long_text")
        assert page.policy.questions[1] == d.LongText(text="Cost centre?", regex_pattern="[0-9]+")

    def test_spare_answers_that_were_sent_by_hand_do_not_count(self, page):
        page.send(**{"question-0-choices": '[{"text": "x"}]', "question-1-choices": "junk"})
        page.send(question__0__format="multiple_choice")
        assert answers(page, 0) == []


def test_a_format_that_does_not_exist_is_refused(page):
    before = page.document
    page.send(question__0__format="essay")
    assert list(page.refused) == ["question-0-format"]
    assert page.document == before


def test_a_removed_row_leaves_nothing_behind(page):
    page.send(question__1__format="short_text")
    page.send(do="remove-question:1")
    page.send(question__1__format="multiple_choice")
    assert answers(page, 1) == []


class TestPatterns:
    def test_belong_to_texts(self, page):
        assert page.drawn().rows[0].pattern.value() == "[0-9]+"
        assert page.drawn().rows[1].pattern is None
        page.send(**{"question-0-regex_pattern": " [A-Z]+"})
        assert page.policy.questions[0].regex_pattern == " [A-Z]+"

    def test_an_empty_box_is_none(self, page):
        page.send(**{"question-0-regex_pattern": "", "question-2-regex_pattern": ""})
        assert [page.policy.questions[n].regex_pattern for n in (0, 2)] == [None, None]

    def test_one_that_was_typed_along_with_another_format_comes_back(self, page):
        page.send(**{"question-0-regex_pattern": "x+", "question-0-format": "multiple_choice"})
        assert page.policy.questions[0] == d.MultipleChoice(text="Cost centre?")
        page.send(**{"question-0-format": "short_text"})
        assert page.policy.questions[0].regex_pattern == "x+"


def test_localizations_are_counted_and_travel_with_their_row():
    spanish = [{"language_code": "es", "text": "Centro"}]
    page = Page(RequestorInformationForm, draft(questions=[COST | {"localizations": spanish}, NOTE]))
    assert [row.localized for row in page.drawn().rows] == [1, 0, 0]
    page.send(do="move-down:0", question__0__text="Which?")
    assert [row.localized for row in page.drawn().rows] == [0, 1, 0]
    assert page.policy.questions[1].text == "Which?"
