"""References to things that live in the directory."""

from typing import Literal

from wizard.document.part import Seen


class Principal(Seen):
    """A user or a group, as requestor, approver or reviewer."""

    kind: Literal["user", "group"]
    id: str
    """Object id in Entra, a GUID."""
    display_name: str = ""
    detail: str = ""
    """What tells two people of one name apart: the user principal name, or the kind of group."""


class ConnectedOrganization(Seen):
    """A partner directory or domain that Entra knows."""

    id: str
    """Id of the connected organization, a GUID."""
    display_name: str = ""
    detail: str = ""
    """Its domains or tenant, as one line."""
