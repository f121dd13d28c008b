"""T31 to T42: questions, and ends that come too soon, too late or unannounced."""

import datetime as dt

import pytest

from tests.rules.support import BOB, CAROL, TODAY, approval, controls, messages, package, problems, stage
from wizard.document import (
    AccessReview,
    AfterDays,
    AfterHours,
    Choice,
    DirectAssignmentOnly,
    Extension,
    Localization,
    LongText,
    MultipleChoice,
    Never,
    OnDate,
    SelfReview,
    ShortText,
)


def asking(*questions):
    return package(questions=questions)


def short(text, *languages, required=False):
    spoken = tuple(Localization(language_code=code, text=text) for code in languages)
    return ShortText(text=text, localizations=spoken, required=required)


def test_t31_a_question_in_the_words_of_another():
    assert controls("T31", asking(short("Cost centre?"), short("Why?"), short("Cost  centre"))) == [
        "question-2-text"
    ]
    assert messages("T31", asking(short("Cost centre?"), short("Cost unit?"))) == []
    assert messages("T31", asking(short("?"), short("!"))) == []


def test_t31_leaves_the_very_same_text_to_d6():
    twice = asking(short("Why?"), short(" why?"))
    assert messages("T31", twice) == []
    assert messages("D6", twice)


def test_t32_many_questions():
    many = [short(f"Question {number}?") for number in range(11)]
    assert controls("T32", asking(*many)) == ["question-10-text"]
    assert "11 questions" in messages("T32", asking(*many))[0]
    assert messages("T32", asking(*many[:10])) == []


def test_t33_a_required_question_that_some_cannot_read():
    content = asking(short("Why?", "es", "fr"), short("Where?", "ES", required=True))
    (problem,) = problems("T33", content)
    assert problem.message == "This question must be answered but is not there in fr."
    assert problem.place.control == "question-1-localizations"
    assert messages("T33", asking(short("Why?", "es"), short("Where?"))) == []
    assert messages("T33", asking(short("Why?", required=True))) == []


def test_t34_one_answer_is_no_choice():
    def choices(*texts):
        return MultipleChoice(text="Which?", choices=tuple(Choice(text=text) for text in texts))

    assert controls("T34", asking(choices("Yes"))) == ["question-0-choices"]
    assert messages("T34", asking(choices("Yes", "No"))) == messages("T34", asking(choices())) == []


@pytest.mark.parametrize("text", ["Your password?", "What is the PIN code", "Credit card number"])
def test_t35_a_secret_is_asked_for(text):
    assert controls("T35", asking(short("Why?"), LongText(text=text))) == ["question-1-text"]
    assert messages("T35", asking(short("Why?"), short("Who is your secretary?"))) == []


def on(days):
    return OnDate(date=TODAY + dt.timedelta(days=days))


@pytest.mark.parametrize("end", [AfterDays(days=13), AfterHours(hours=8), on(13)])
def test_t36_no_time_for_the_first_mail(end):
    assert controls("T36", package(expiration=end, extension=Extension())) == ["extension"]
    assert messages("T36", package(expiration=end)) == []


@pytest.mark.parametrize(
    "end", [AfterDays(days=14), AfterDays(days=0), AfterDays(days=None), on(14), Never()]
)
def test_t36_passes(end):
    assert messages("T36", package(expiration=end, extension=Extension())) == []


def test_t37_nobody_is_reminded_to_extend():
    assert controls("T37", package(extension=Extension(), disable_assignment_emails=True)) == [
        "disable_assignment_emails"
    ]
    assert messages("T37", package(extension=Extension())) == []
    assert messages("T37", package(disable_assignment_emails=True)) == []


def test_t38_deciding_takes_longer_than_access_lasts():
    slow = approval(stage(BOB, decision_days=5), stage(CAROL, decision_days=4))
    (problem,) = problems("T38", package(expiration=AfterDays(days=8), approval=slow))
    assert problem.message == "Decisions may take 9 days; access lasts 8 days."
    assert problem.place.control == "stage-1-decision_days"
    assert messages("T38", package(expiration=AfterDays(days=9), approval=slow)) == []
    assert messages("T38", package(expiration=Never(), approval=slow)) == []
    assert messages("T38", package(expiration=AfterDays(days=0), approval=slow)) == []
    unsaid = approval(stage(BOB, decision_days=None), stage(CAROL, decision_days=5))
    assert messages("T38", package(expiration=AfterDays(days=5), approval=unsaid)) == []
    assert messages("T38", package(expiration=AfterDays(days=1))) == []


@pytest.mark.parametrize(
    ("end", "lasts"),
    [(AfterDays(days=1), "1 day."), (AfterHours(hours=8), "8 hours."), (AfterHours(hours=36), "1.5 days.")],
)
def test_t38_says_how_long_access_lasts(end, lasts):
    assert messages("T38", package(expiration=end, approval=approval()))[0].endswith(lasts)


@pytest.mark.parametrize(
    ("days", "frequency"),
    [(364, "annually"), (181, "bi_annually"), (90, "quarterly"), (29, "monthly"), (6, "weekly")],
)
def test_t39_assignments_end_before_a_review_comes_round(days, frequency):
    review = AccessReview(frequency=frequency, reviewer=SelfReview())
    content = package(expiration=AfterDays(days=days), access_review=review)
    assert controls("T39", content) == ["review_frequency"]
    for enough in (AfterDays(days=days + 1), AfterDays(days=0), AfterDays(days=None), Never()):
        assert messages("T39", package(expiration=enough, access_review=review)) == []
    assert messages("T39", package(expiration=AfterDays(days=days))) == []
    assert messages("T39", package(expiration=AfterDays(days=1), access_review=review)) != []


def test_t40_access_for_ever_unseen():
    assert controls("T40", package(expiration=Never())) == ["expiration"]
    assert messages("T40", package(expiration=Never(), access_review=AccessReview())) == []
    assert messages("T40", package()) == []


def test_t41_never_and_yet_an_end_of_their_own():
    assert controls("T41", package(expiration=Never())) == ["custom_timeline"]
    assert (
        messages("T41", package(expiration=Never(), custom_timeline=False))
        == messages("T41", package())
        == []
    )
    assert messages("T41", package(expiration=Never(), audience=DirectAssignmentOnly())) == []


def test_t42_an_end_before_anybody_can_request():
    for days in (1, 14):
        assert controls("T42", package(expiration=on(days), enabled=False)) == ["enabled"]
    assert messages("T42", package(expiration=on(15), enabled=False)) == []
    assert messages("T42", package(expiration=on(0), enabled=False)) == []
    assert messages("T42", package(expiration=on(14))) == []
