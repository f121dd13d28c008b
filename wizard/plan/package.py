"""Steps for the catalog and the package itself."""

from typing import Any

from portal.graph.calls import GraphCall, answer, entitlement, path_answer
from wizard.document import Basics, Catalog, NewCatalog
from wizard.plan import keys
from wizard.plan.errors import NotPlannable
from wizard.plan.mark import MARK
from wizard.plan.resources import NOT_YET
from wizard.plan.step import Look, Match, Step


def chosen_catalog(basics: Basics) -> Catalog:
    """Raises NotPlannable without one."""
    if basics.catalog is None:
        raise NotPlannable("the catalog is missing")
    return basics.catalog


def catalog_steps(basics: Basics) -> list[Step]:
    """One step for a new catalog, none for an existing one."""
    catalog = chosen_catalog(basics)
    return [_new_catalog(catalog)] if isinstance(catalog, NewCatalog) else []


def _new_catalog(catalog: NewCatalog) -> Step:
    return Step(
        key=keys.CATALOG,
        title=f"Create the catalog {catalog.name}",
        call=entitlement.create_catalog(
            name=catalog.name,
            description=MARK,
            published=catalog.enabled,
            externally_visible=catalog.enabled_for_external_users,
        ),
        look=_look(keys.CATALOG, entitlement.catalogs_named(catalog.name), catalog, {}),
        undo=entitlement.delete(f"{entitlement.ENTITLEMENT}/catalogs/{path_answer(keys.CATALOG, 'id')}"),
    )


def catalog_in_body(catalog: Catalog) -> Any:
    """The catalog's id, or the place where it will be known."""
    return answer(keys.CATALOG, "id") if isinstance(catalog, NewCatalog) else catalog.id


def catalog_in_path(catalog: Catalog) -> str:
    """The same for a path."""
    return path_answer(keys.CATALOG, "id") if isinstance(catalog, NewCatalog) else catalog.id


def catalog_needs(catalog: Catalog) -> tuple[str, ...]:
    """The step that makes the catalog, if one does."""
    return (keys.CATALOG,) if isinstance(catalog, NewCatalog) else ()


def package_step(basics: Basics) -> Step:
    """The package. Not hidden: without a policy nobody can request it, and the policy comes last."""
    catalog = chosen_catalog(basics)
    in_catalog = catalog_in_body(catalog)
    return Step(
        key=keys.PACKAGE,
        title=f"Create the access package {basics.name}",
        call=entitlement.create_access_package(name=basics.name, description=MARK, catalog=in_catalog),
        needs=catalog_needs(catalog),
        look=_look(keys.PACKAGE, entitlement.packages_named(basics.name), basics, {"catalog.id": in_catalog}),
        undo=entitlement.delete(
            f"{entitlement.ENTITLEMENT}/accessPackages/{path_answer(keys.PACKAGE, 'id')}"
        ),
        not_yet_codes=NOT_YET if catalog_needs(catalog) else (),
    )


def _look(key: str, call: GraphCall, wanted: Basics | NewCatalog, place: dict[str, Any]) -> Look:
    """By its mark while it is being made, which leaves no doubt; afterwards by its words, which do."""
    there = {"displayName": wanted.name} | place
    return Look(
        call=call,
        match=Match(name=key, where=there | {"description": MARK}),
        finished=Match(name=key, where=there | {"description": wanted.description}),
    )
