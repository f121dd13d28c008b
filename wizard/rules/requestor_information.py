"""Requestor information: questions, their answers and their languages (R48 to R51, D6, D10, W5)."""

import re
import warnings
from collections.abc import Iterator, Sequence

from wizard.document import (
    Localization,
    LongText,
    MultipleChoice,
    Policy,
    QuestionWithoutFormat,
    ShortText,
)
from wizard.languages import language_name
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.registry import policy_rule

#: BCP 47, the part in use: es, fr-FR, zh-Hans-CN.
LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

#: Longest pattern that is read at all.
LONGEST_PATTERN = 1000
#: How Python begins to tell of what .NET, JavaScript and itself all refuse.
BROKEN = (
    "unterminated character set",
    "missing ), unterminated subpattern",
    "unbalanced parenthesis",
    "nothing to repeat",
    "min repeat greater than max repeat",
)


def on_question(number: int, control: str) -> Place:
    """A control of a question's row; rows count from 0."""
    return Place(tab="requestor-information", control=f"question-{number}-{control}")


@policy_rule("R48")
def a_question_has_text_and_format(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, question in enumerate(policy.questions):
        if not question.text.strip() and not question.localizations:
            yield error("R48", on_question(number, "text"), "Enter the question.", "Or remove the row.")
        if isinstance(question, QuestionWithoutFormat):
            hint = "Short text, Multiple choice or Long text."
            yield error("R48", on_question(number, "format"), "Choose an answer format.", hint)


@policy_rule("D6")
def a_question_is_asked_once(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number in _repeated([question.text for question in policy.questions]):
        message = "This question is asked twice."
        yield error("D6", on_question(number, "text"), message, "Change it, or remove the row.")


def _repeated(texts: Sequence[str]) -> Iterator[int]:
    """Where a text stands again; blank ones do not count, nor does their case."""
    seen: set[str] = set()
    for position, text in enumerate(texts):
        same = text.strip().casefold()
        if same and same in seen:
            yield position
        seen.add(same)


@policy_rule("R49")
def multiple_choice_has_answers(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, question in enumerate(policy.questions):
        if isinstance(question, MultipleChoice):
            yield from _answers(number, question)


def _answers(number: int, question: MultipleChoice) -> Iterator[Problem]:
    if not question.choices:
        yield error("R49", on_question(number, "choices"), "Add at least one answer.")
    for position, choice in enumerate(question.choices):
        if not choice.text.strip() and not choice.localizations:
            place = on_question(number, f"choice-{position}")
            yield error("R49", place, "Enter the answer.", "Or remove it.")
    for position in _repeated([choice.text for choice in question.choices]):
        place = on_question(number, f"choice-{position}")
        yield error("R49", place, f"'{question.choices[position].text.strip()}' is already listed.")


@policy_rule("R50")
def a_localization_has_a_language_and_a_text(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for _, place, localizations in _localized(policy):
        seen: set[str] = set()
        for one in localizations:
            code = one.language_code.strip()
            if message := localization_fault(code, one.text, seen):
                yield error("R50", place, message)
            seen.add(code.casefold())


def localization_fault(code: str, text: str, seen: set[str]) -> str:
    """What is wrong with one localization, or nothing. `seen` are the codes before it, case folded."""
    if not LANGUAGE_CODE.fullmatch(code):
        return f"Choose a language for '{text.strip()}': a code such as es, fr-FR or en-US."
    if code.casefold() in seen:
        return f"{language_name(code)} is already listed."
    return "" if text.strip() else f"Enter the text for {language_name(code)}, or remove the row."


@policy_rule("R51")
def localizations_never_replace_the_default_text(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for text, place, localizations in _localized(policy):
        if localizations and not text.strip():
            message = "Enter the default text."
            yield error(
                "R51", place, message, "It is shown where no localization fits the requestor's language."
            )


def _localized(policy: Policy) -> Iterator[tuple[str, Place, Sequence[Localization]]]:
    """Each text that can have localizations, with where it stands."""
    for number, question in enumerate(policy.questions):
        yield question.text, on_question(number, "localizations"), question.localizations
        if isinstance(question, MultipleChoice):
            for position, choice in enumerate(question.choices):
                yield choice.text, on_question(number, f"choice-{position}"), choice.localizations


@policy_rule("D10", "W5")
def a_pattern_can_be_read(policy: Policy, facts: Facts) -> Iterator[Problem]:
    """What no dialect reads is an error (D10); what only Python does not read may be one (W5)."""
    for number, question in enumerate(policy.questions):
        place = on_question(number, "regex_pattern")
        if isinstance(question, ShortText | LongText) and question.regex_pattern:
            fault = pattern_fault(question.regex_pattern)
            if fault.startswith(BROKEN):
                message = f"This is no regular expression: {fault}."
                yield error("D10", place, message, "Correct it, or empty the box.")
            elif fault:
                message = f"The pattern doesn't look like a regular expression: {fault}."
                yield warning("W5", place, message, "Microsoft may read it all the same.")


def pattern_fault(pattern: str) -> str:
    """Why Python cannot read it, or nothing. Microsoft's expressions know a little more.

    It is read, never tried on a text, so no pattern can take forever.
    """
    if len(pattern) > LONGEST_PATTERN:
        return f"it has more than {LONGEST_PATTERN} characters"
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as fault:
        return str(fault)
    return ""
