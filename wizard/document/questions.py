"""Requestor information: extra questions, one kind per answer format."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.document.part import Part


class Localization(Part):
    """The same string in another language (BCP 47 code such as es or fr-FR)."""

    language_code: str = ""
    text: str = ""


class Choice(Part):
    """One answer value of a multiple choice question."""

    text: str = ""
    localizations: tuple[Localization, ...] = ()


class _Asked(Part):
    text: str = ""
    """The question itself, in the language of whoever has no localization."""
    required: bool = False
    localizations: tuple[Localization, ...] = ()


class ShortText(_Asked):
    """One line; a pattern may restrict it."""

    format: Literal["short_text"] = "short_text"
    regex_pattern: str | None = None


class LongText(_Asked):
    """Several lines; a pattern may restrict them."""

    format: Literal["long_text"] = "long_text"
    regex_pattern: str | None = None


class MultipleChoice(_Asked):
    """Pick one of the answer values."""

    format: Literal["multiple_choice"] = "multiple_choice"
    choices: tuple[Choice, ...] = ()


class QuestionWithoutFormat(_Asked):
    """A row whose answer format is not chosen yet."""

    format: Literal["unset"] = "unset"


Question = Annotated[
    ShortText | LongText | MultipleChoice | QuestionWithoutFormat, Field(discriminator="format")
]
