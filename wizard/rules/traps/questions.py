"""Questions that annoy, confuse or endanger (T31 to T35)."""

import re
from collections.abc import Iterator

from wizard.document import MultipleChoice, Policy
from wizard.rules.facts import Facts
from wizard.rules.problem import Problem, warning
from wizard.rules.registry import policy_rule
from wizard.rules.requestor_information import on_question

#: More questions than that make people give up.
MANY = 10
_WORDS = re.compile(r"\w+")
_SECRET = re.compile(r"\b(?:password|passcode|passphrase|pin code|secret|credit card)\b", re.IGNORECASE)


@policy_rule("T31")
def a_question_is_not_asked_in_other_words(policy: Policy, facts: Facts) -> Iterator[Problem]:
    """The very same text twice is an error (D6)."""
    seen: dict[tuple[str, ...], str] = {}
    for number, question in enumerate(policy.questions):
        same = tuple(_WORDS.findall(question.text.casefold()))
        text = question.text.strip().casefold()
        if same and seen.setdefault(same, text) != text:
            message = "This question has the words of an earlier one."
            yield warning("T31", on_question(number, "text"), message, "Remove one of the two.")


@policy_rule("T32")
def few_questions_are_asked(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if (asked := len(policy.questions)) > MANY:
        message = f"Requestors have to read {asked} questions."
        yield warning("T32", on_question(MANY, "text"), message, f"Keep to {MANY} or fewer.")


@policy_rule("T33")
def what_must_be_answered_can_be_read(policy: Policy, facts: Facts) -> Iterator[Problem]:
    spoken = {
        one.language_code.strip(): one.language_code.strip().casefold()
        for question in policy.questions
        for one in question.localizations
        if one.language_code.strip()
    }
    for number, question in enumerate(policy.questions):
        known = {one.language_code.strip().casefold() for one in question.localizations}
        missing = sorted(code for code, folded in spoken.items() if folded not in known)
        if question.required and missing:
            message = f"This question must be answered but is not there in {', '.join(missing)}."
            hint = "Add the localization; others of this package have it."
            yield warning("T33", on_question(number, "localizations"), message, hint)


@policy_rule("T34")
def a_choice_leaves_something_to_choose(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, question in enumerate(policy.questions):
        if isinstance(question, MultipleChoice) and len(question.choices) == 1:
            message = "There is only one answer to choose."
            yield warning("T34", on_question(number, "choices"), message, "Add another, or ask for a text.")


@policy_rule("T35")
def nobody_is_asked_for_secrets(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, question in enumerate(policy.questions):
        if found := _SECRET.search(question.text):
            message = f"Asks for a {found[0].casefold()}: approvers will read the answer, and it is kept."
            yield warning("T35", on_question(number, "text"), message, "Never ask for secrets.")
