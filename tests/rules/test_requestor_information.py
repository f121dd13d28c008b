"""R48 to R51, D6, D10, W5: questions, answers, languages."""

import pytest

from tests.rules.support import controls, messages, package, problems
from wizard.document import (
    Choice,
    Localization,
    LongText,
    MultipleChoice,
    QuestionWithoutFormat,
    ShortText,
)
from wizard.rules import Level

COST_CENTRE = ShortText(text="Cost centre?")
SPANISH = Localization(language_code="es", text="¿Centro de coste?")
FRENCH = Localization(language_code="fr", text="Centre de coût ?")


def asking(*questions):
    return package(questions=questions)


def choosing(*answers, **members):
    return asking(MultipleChoice(text="Which?", choices=tuple(answers), **members))


def test_r48_passes_with_text_and_format():
    assert messages("R48", asking(COST_CENTRE, LongText(text="Why?"))) == []


def test_r48_wants_a_text():
    found = asking(COST_CENTRE, ShortText(text="  "))
    assert messages("R48", found) == ["Enter the question."]
    assert controls("R48", found) == ["question-1-text"]


def test_r48_wants_a_format():
    found = asking(QuestionWithoutFormat(text="Cost centre?"))
    assert messages("R48", found) == ["Choose an answer format."]
    assert controls("R48", found) == ["question-0-format"]


def test_d6_refuses_the_same_question_twice():
    twice = asking(COST_CENTRE, LongText(text=" cost CENTRE? "), ShortText(text="Why?"))
    assert controls("D6", twice) == ["question-1-text"]
    assert controls("D6", asking(ShortText(), ShortText())) == []


def test_r49_passes_with_answers():
    assert messages("R49", choosing(Choice(text="Yes"), Choice(text="No"))) == []
    assert messages("R49", asking(COST_CENTRE)) == []


def test_r49_wants_an_answer():
    assert messages("R49", choosing()) == ["Add at least one answer."]
    assert controls("R49", choosing()) == ["question-0-choices"]


def test_r49_refuses_blank_and_repeated_answers():
    found = choosing(Choice(text="Yes"), Choice(), Choice(text="yes "))
    assert messages("R49", found) == ["Enter the answer.", "'yes' is already listed."]
    assert controls("R49", found) == ["question-0-choice-1", "question-0-choice-2"]


def test_r50_passes_with_language_and_text():
    norwegian = Localization(language_code="nb-NO", text="Kostnadssted?")
    assert messages("R50", asking(ShortText(text="Cost?", localizations=(SPANISH, norwegian)))) == []


def test_r50_refuses_a_language_twice():
    twice = (SPANISH, SPANISH.model_copy(update={"language_code": "ES"}))
    found = asking(ShortText(text="Cost centre?", localizations=twice))
    assert messages("R50", found) == ["Spanish is already listed."]
    assert controls("R50", found) == ["question-0-localizations"]


@pytest.mark.parametrize("code", ["", "  ", "spanish!", "e", "es_ES"])
def test_r50_wants_a_language(code):
    found = asking(ShortText(text="Cost?", localizations=(Localization(language_code=code, text="¿?"),)))
    assert messages("R50", found) == ["Choose a language for '¿?': a code such as es, fr-FR or en-US."]


def test_r50_wants_a_text():
    found = choosing(Choice(text="Yes", localizations=(Localization(language_code="es", text=" "),)))
    assert messages("R50", found) == ["Enter the text for Spanish, or remove the row."]
    assert controls("R50", found) == ["question-0-choice-0"]


def test_r51_passes_with_a_default_text():
    assert messages("R51", asking(ShortText(text="Cost centre?", localizations=(FRENCH,)))) == []


def test_r51_refuses_a_text_in_french_only():
    found = asking(ShortText(localizations=(FRENCH,)))
    assert messages("R51", found) == ["Enter the default text."]
    assert messages("R48", found) == []


def test_r51_looks_at_answers_too():
    found = choosing(Choice(localizations=(FRENCH,)))
    assert controls("R51", found) == ["question-0-choice-0"]
    assert messages("R49", found) == []


@pytest.mark.parametrize("rule", ["D10", "W5"])
@pytest.mark.parametrize("pattern", [None, "", "[0-9]{4}", "[[a]"])
def test_d10_and_w5_pass_for_a_pattern_that_can_be_read(pattern, rule):
    assert messages(rule, asking(ShortText(text="Cost?", regex_pattern=pattern))) == []


@pytest.mark.parametrize("pattern", ["[0-9", "(a", "a)", "*a", "a{3,2}"])
def test_d10_refuses_a_pattern_that_no_dialect_reads(pattern):
    document = asking(MultipleChoice(text="Yes?"), LongText(text="Cost?", regex_pattern=pattern))
    (found,) = problems("D10", document)
    assert found.level is Level.ERROR
    assert found.place.control == "question-1-regex_pattern"
    assert messages("W5", document) == []


@pytest.mark.parametrize("pattern", [r"\p{L}+", "(?<name>a)", "a{99999999999}", "(" * 5000])
def test_w5_warns_of_a_pattern_that_others_may_read(pattern):
    document = asking(MultipleChoice(text="Yes?"), LongText(text="Cost?", regex_pattern=pattern))
    (found,) = problems("W5", document)
    assert found.level is Level.WARNING
    assert found.place.control == "question-1-regex_pattern"
    assert messages("D10", document) == []


def test_w5_reads_no_pattern_that_is_longer_than_anybody_needs():
    fits = asking(ShortText(text="Which?", regex_pattern="x" * 1000))
    assert messages("W5", fits) == []
    longer = asking(ShortText(text="Which?", regex_pattern="x" * 1001))
    [message] = messages("W5", longer)
    assert message == "The pattern doesn't look like a regular expression: it has more than 1000 characters."
    assert controls("W5", longer) == ["question-0-regex_pattern"]


def test_w5_tries_no_pattern_on_a_text():
    assert messages("W5", asking(ShortText(text="Which?", regex_pattern="(a+)+$"))) == []
