"""The Resource roles tab: what people receive."""

from typing import Literal

from wizard.document.part import Part, Seen

OriginSystem = Literal["AadGroup", "AadApplication", "SharePointOnline"]


class Resource(Seen):
    """A group, application or site, in Graph's words, with the facts that the rules ask for."""

    origin_system: OriginSystem
    #: Object id of the group or service principal, or the URL of the site.
    origin_id: str
    display_name: str = ""
    #: What the wizard shows in the Sub Type column.
    sub_type: str = ""
    #: Its id inside the chosen catalog; None means that it must be added to the catalog first.
    catalog_resource_id: str | None = None
    is_dynamic: bool = False
    is_synced: bool = False
    is_pim_managed: bool = False
    is_assignable_to_role: bool = False


class Role(Part):
    """A role on a resource. The ids are None where only the catalog will know them."""

    display_name: str
    origin_id: str | None = None
    id: str | None = None


class ResourceRole(Part):
    """One row of the table; role is None until one is selected."""

    resource: Resource
    role: Role | None = None
