"""Questions in Graph's words. https://learn.microsoft.com/graph/api/resources/accesspackagequestion"""

from collections.abc import Sequence
from typing import Any, assert_never

from wizard.document import (
    Choice,
    Localization,
    LongText,
    MultipleChoice,
    Question,
    QuestionWithoutFormat,
    ShortText,
)
from wizard.plan.errors import NotPlannable

JSON = dict[str, Any]


def questions(asked: Sequence[Question]) -> list[JSON]:
    """In the order of the page; `sequence` counts from 1, as Microsoft's policies do."""
    return [_question(question, number) for number, question in enumerate(asked, start=1)]


def _question(question: Question, number: int) -> JSON:
    return {
        "@odata.type": f"#microsoft.graph.{_type(question)}",
        "sequence": number,
        "isRequired": question.required,
        "isAnswerEditable": True,
        "text": question.text,
        "localizations": _localizations(question.localizations),
        **_format(question),
    }


def _type(question: Question) -> str:
    choice = isinstance(question, MultipleChoice)
    return "accessPackageMultipleChoiceQuestion" if choice else "accessPackageTextInputQuestion"


def _format(question: Question) -> JSON:
    match question:
        case ShortText(regex_pattern=pattern):
            return {"isSingleLineQuestion": True, **_pattern(pattern)}
        case LongText(regex_pattern=pattern):
            return {"isSingleLineQuestion": False, **_pattern(pattern)}
        case MultipleChoice(choices=choices):
            return {"isMultipleSelectionAllowed": False, "choices": [_choice(one) for one in choices]}
        case QuestionWithoutFormat():
            raise NotPlannable("an answer format is missing")
        case _:
            assert_never(question)


def _pattern(pattern: str | None) -> JSON:
    return {"regexPattern": pattern} if pattern else {}


def _choice(choice: Choice) -> JSON:
    return {
        "actualValue": choice.text,
        "text": choice.text,
        "localizations": _localizations(choice.localizations),
    }


def _localizations(found: Sequence[Localization]) -> list[JSON]:
    return [{"languageCode": one.language_code, "text": one.text} for one in found]
