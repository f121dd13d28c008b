"""The chosen catalog as rules see it: the tenant's word where it was asked, else what the document says."""

from dataclasses import dataclass

from wizard.document import Document, ExistingCatalog, NewCatalog
from wizard.rules.facts import CatalogFacts, Facts


@dataclass(frozen=True, kw_only=True)
class ChosenCatalog:
    """Flags are None where nobody knows."""

    name: str
    is_externally_visible: bool | None
    is_published: bool | None
    is_new: bool


def chosen_catalog(document: Document, facts: Facts) -> ChosenCatalog | None:
    """None while no catalog is chosen."""
    match document.basics.catalog:
        case ExistingCatalog() as catalog:
            return _existing(catalog, known_catalog(catalog, facts))
        case NewCatalog() as new:
            return ChosenCatalog(
                name=new.name,
                is_externally_visible=new.enabled_for_external_users,
                is_published=new.enabled,
                is_new=True,
            )
        case _:
            return None


def known_catalog(catalog: ExistingCatalog, facts: Facts) -> CatalogFacts | None:
    """What the tenant says of it; ids are compared as the tenant does, whatever their case."""
    found = {id.casefold(): known for id, known in (facts.catalogs or {}).items()}
    return found.get(catalog.id.casefold())


def _existing(catalog: ExistingCatalog, known: CatalogFacts | None) -> ChosenCatalog:
    flags = known or catalog
    return ChosenCatalog(
        name=flags.display_name or catalog.id,
        is_externally_visible=flags.is_externally_visible,
        is_published=flags.is_published,
        is_new=False,
    )
