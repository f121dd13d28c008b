"""The Resource roles tab: what people receive."""

from typing import Literal

from wizard.document.part import Part, Seen

OriginSystem = Literal["AadGroup", "AadApplication", "SharePointOnline"]


class Attribute(Part):
    """What requestors have to answer because a resource of the catalog requires it. Edited in the catalog
    only.
    """

    name: str
    """The user's property that takes the answer, such as officeLocation."""
    question: str = ""
    """The default display string."""
    answer_format: str = ""
    """Short text, Long text or Multiple choice."""
    choices: tuple[str, ...] = ()
    is_editable: bool = False
    """Whether the answer can be changed later."""


class Resource(Seen):
    """A group, application or site, in Graph's words, with the facts that the rules ask for."""

    origin_system: OriginSystem
    """AadGroup for groups and teams, AadApplication for applications, SharePointOnline for sites."""
    origin_id: str
    """Object id of the group or service principal, or the URL of the site."""
    display_name: str = ""
    sub_type: str = ""
    """What the wizard shows in the Sub Type column."""
    catalog_resource_id: str | None = None
    """Its id inside the chosen catalog; without one it is added to the catalog first."""
    is_dynamic: bool = False
    """A rule decides who is a member, so only the role Owner can be given."""
    is_synced: bool = False
    """Synced from on-premises Active Directory, so it cannot be used."""
    is_pim_managed: bool = False
    """Managed by Privileged Identity Management, so there are eligible roles as well."""
    is_assignable_to_role: bool = False
    attributes: tuple[Attribute, ...] = ()


class Role(Part):
    """A role on a resource. The ids are None where only the catalog will know them."""

    display_name: str
    """Member or Owner of a group, a role of the application, or a permission group of the site."""
    origin_id: str | None = None
    """Such as Member_<group id>, or the id of the application's role."""
    id: str | None = None
    """Its id inside the catalog."""


class ResourceRole(Part):
    """One row of the table; role is None until one is selected."""

    resource: Resource
    role: Role | None = None
