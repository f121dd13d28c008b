"""The Basics tab: what the package is called and which catalog holds it."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.document.part import Part, Seen


class ExistingCatalog(Seen):
    """A catalog of the tenant. The flags are None until the tenant was asked."""

    kind: Literal["existing"] = "existing"
    id: str
    """Id of the catalog, a GUID."""
    display_name: str = ""
    is_externally_visible: bool | None = None
    is_published: bool | None = None


class NewCatalog(Part):
    """A catalog that is created together with the package."""

    kind: Literal["new"] = "new"
    name: str = ""
    description: str = ""
    enabled: bool = True
    """Whether its packages can be requested."""
    enabled_for_external_users: bool = False
    """Whether people who are not in the directory can request them."""


Catalog = Annotated[ExistingCatalog | NewCatalog, Field(discriminator="kind")]


class Basics(Part):
    """Name and description are what requestors read in My Access."""

    name: str = ""
    description: str = ""
    catalog: Catalog | None = None
