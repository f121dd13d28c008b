"""What the chosen resources require of requestors: shown here, edited in their catalog."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.document import Attribute, Document, Resource
from wizard.tabs.base import Table
from wizard.tabs.words import WORDS

COLUMNS = (
    "Attribute type",
    "Attribute",
    "Default display string",
    "Answer format",
    "Multiple choice options",
    "Attribute value is editable",
    "Resource",
)
EMPTY = "No attributes are required by the selected resources."
#: How the name of a directory schema extension begins.
#: https://learn.microsoft.com/graph/extensibility-overview
EXTENSION = "extension_"


def attributes_table(document: Document) -> Table:
    """One row per attribute, each resource once, in the order of the Resource roles tab."""
    resources = {row.resource.origin_id: row.resource for row in document.resource_roles}
    rows = [_row(one, resource) for resource in resources.values() for one in resource.attributes]
    return Table(title="Attributes", columns=COLUMNS, rows=rows, empty=EMPTY)


def _row(one: Attribute, resource: Resource) -> Sequence[str]:
    return [
        "Directory schema extension" if one.name.startswith(EXTENSION) else "Built-in",
        one.name,
        one.question,
        one.answer_format,
        "; ".join(one.choices),
        WORDS[one.is_editable],
        resource.display_name or resource.origin_id,
    ]
