"""Users who can request access: one kind a choice, so that no choice can carry another one's list."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.document.directory import ConnectedOrganization, Principal
from wizard.document.part import Part

Family = Literal["internal", "external", "none"]


class SpecificUsers(Part):
    """In your directory: specific users and groups."""

    kind: Literal["specific_users"] = "specific_users"
    targets: tuple[Principal, ...] = ()

    @property
    def family(self) -> Family:
        return "internal"


class AllMembers(Part):
    """In your directory: all members, guests excluded."""

    kind: Literal["all_members"] = "all_members"

    @property
    def family(self) -> Family:
        return "internal"


class AllUsers(Part):
    """In your directory: all users, guests included."""

    kind: Literal["all_users"] = "all_users"

    @property
    def family(self) -> Family:
        return "internal"


class SpecificConnectedOrganizations(Part):
    """Not in your directory: specific connected organizations."""

    kind: Literal["specific_connected_organizations"] = "specific_connected_organizations"
    organizations: tuple[ConnectedOrganization, ...] = ()

    @property
    def family(self) -> Family:
        return "external"


class AllConnectedOrganizations(Part):
    """Not in your directory: every connected organization in state configured."""

    kind: Literal["all_connected_organizations"] = "all_connected_organizations"

    @property
    def family(self) -> Family:
        return "external"


class AllExternalUsers(Part):
    """Not in your directory: all connected organizations and any new external user."""

    kind: Literal["all_external_users"] = "all_external_users"

    @property
    def family(self) -> Family:
        return "external"


class DirectAssignmentOnly(Part):
    """None: administrators assign, nobody requests."""

    kind: Literal["none"] = "none"

    @property
    def family(self) -> Family:
        return "none"


Audience = Annotated[
    SpecificUsers
    | AllMembers
    | AllUsers
    | SpecificConnectedOrganizations
    | AllConnectedOrganizations
    | AllExternalUsers
    | DirectAssignmentOnly,
    Field(discriminator="kind"),
]
