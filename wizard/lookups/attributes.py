"""What resources of a catalog ask of requestors.

https://learn.microsoft.com/graph/api/resources/accesspackageresourceattribute
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wizard.document import Attribute

Row = Mapping[str, Any]


def attributes_of(row: Row | None) -> tuple[Attribute, ...]:
    """Those of a resource as its catalog lists it; none for what is not in the catalog."""
    found: Sequence[Row] = (row or {}).get("attributes") or ()
    return tuple(_attribute(one) for one in found if one.get("name"))


def _attribute(row: Row) -> Attribute:
    question: Row = (row.get("source") or {}).get("question") or {}
    return Attribute(
        name=row["name"],
        question=question.get("text") or "",
        answer_format=_format(question),
        choices=tuple(one.get("text") or one.get("actualValue") or "" for one in _choices(question)),
        is_editable=bool(row.get("isEditable")),
    )


def _choices(question: Row) -> Sequence[Row]:
    return question.get("choices") or ()


def _format(question: Row) -> str:
    if not question:
        return ""
    if str(question.get("@odata.type", "")).endswith("MultipleChoiceQuestion"):
        return "Multiple choice"
    return "Long text" if question.get("isSingleLineQuestion") is False else "Short text"
