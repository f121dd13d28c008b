"""Basics: name, description and catalog (R1 to R9)."""

from collections.abc import Iterator

from wizard.document import Document, ExistingCatalog, NewCatalog
from wizard.rules.catalog import chosen_catalog, known_catalog
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.registry import rule

NAME = Place(tab="basics", control="name")
DESCRIPTION = Place(tab="basics", control="description")
#: For a new catalog too: its own controls are in a pane that is closed when problems are listed.
CATALOG = Place(tab="basics", control="catalog")

#: Characters that Microsoft is known to take; longer texts are not documented.
LONGEST_NAME = 256
LONGEST_DESCRIPTION = 1024


@rule("R1")
def name_and_description_are_required(document: Document, facts: Facts) -> Iterator[Problem]:
    if not document.basics.name.strip():
        yield error("R1", NAME, "Enter a name.", "Requestors read it in My Access.")
    if not document.basics.description.strip():
        yield error("R1", DESCRIPTION, "Enter a description.", "Requestors read it in My Access.")


@rule("W1")
def long_texts_may_be_refused(document: Document, facts: Facts) -> Iterator[Problem]:
    limits = (
        (NAME, document.basics.name, LONGEST_NAME),
        (DESCRIPTION, document.basics.description, LONGEST_DESCRIPTION),
    )
    for place, text, longest in limits:
        if len(text) > longest:
            message = (
                f"This text has {len(text)} characters; more than {longest} may be refused by Microsoft."
            )
            yield warning("W1", place, message, "Shorten it.")


@rule("R2")
def the_catalog_is_one_the_person_may_use(document: Document, facts: Facts) -> Iterator[Problem]:
    catalog = document.basics.catalog
    if facts.catalogs is None or not isinstance(catalog, ExistingCatalog):
        return
    if known_catalog(catalog, facts) is None:
        message = f"You can't create access packages in catalog '{catalog.display_name or catalog.id}'."
        hint = (
            "Choose a catalog from the list. You need the catalog owner or access package manager role in it."
        )
        yield error("R2", CATALOG, message, hint)


@rule("R3")
def a_catalog_is_chosen(document: Document, facts: Facts) -> Iterator[Problem]:
    if document.basics.catalog is None:
        hint = "It decides which resources the package can hold."
        yield error("R3", CATALOG, "Choose a catalog.", hint)


@rule("R4")
def a_new_catalog_needs_the_right_to_create_one(document: Document, facts: Facts) -> Iterator[Problem]:
    if isinstance(document.basics.catalog, NewCatalog) and facts.may_create_catalog is False:
        message = "You can't create a catalog. Choose an existing one."
        hint = "It takes the Identity Governance Administrator or the catalog creator role."
        yield error("R4", CATALOG, message, hint)


@rule("R5")
def the_name_of_a_new_catalog_is_free(document: Document, facts: Facts) -> Iterator[Problem]:
    catalog = document.basics.catalog
    if isinstance(catalog, NewCatalog) and _taken(catalog.name, facts.catalog_names):
        message = f"A catalog named '{catalog.name.strip()}' already exists."
        yield error("R5", CATALOG, message, "Choose another name, or choose that catalog.")


@rule("D3")
def a_new_catalog_has_name_and_description(document: Document, facts: Facts) -> Iterator[Problem]:
    catalog = document.basics.catalog
    if not isinstance(catalog, NewCatalog):
        return
    if not catalog.name.strip():
        yield error("D3", CATALOG, "Enter a name for the new catalog.")
    if not catalog.description.strip():
        yield error("D3", CATALOG, "Enter a description for the new catalog.")


@rule("R6")
def the_name_is_free_in_its_catalog(document: Document, facts: Facts) -> Iterator[Problem]:
    catalog = chosen_catalog(document, facts)
    if catalog and not catalog.is_new and _taken(document.basics.name, facts.package_names):
        name = document.basics.name.strip()
        message = f"An access package named '{name}' already exists in catalog '{catalog.name}'."
        yield error("R6", NAME, message, "Choose another name.")


def _taken(name: str, taken: frozenset[str] | None) -> bool:
    return name.strip().casefold() in (taken or ())


@rule("R9")
def an_unpublished_catalog_hides_the_package(document: Document, facts: Facts) -> Iterator[Problem]:
    catalog = chosen_catalog(document, facts)
    open_for_requests = any(one.enabled and one.audience.family != "none" for one in document.policies)
    if catalog and catalog.is_published is False and open_for_requests:
        message = f"Nobody can request the package yet: catalog '{catalog.name}' is not enabled."
        hint = "Enable the catalog when the package shall be available."
        yield warning("R9", CATALOG, message, hint)
