"""The mark by which a submission knows its own work again, and the steps that replace it in the end.

Graph offers no key against sending twice. Until its last calls a submission's catalog and package carry
its reference as their description, so what is found after a lost answer is ours beyond doubt. Nobody can
request the package before its policy, and the policy waits for the description that was approved.
"""

from collections.abc import Iterable

from portal.graph.calls import GraphCall, answer, entitlement, path_answer
from wizard.document import Basics, NewCatalog
from wizard.plan import keys
from wizard.plan.step import Step

MARK = answer(*keys.REFERENCE, words="Being created by the access package portal (reference {}).")


def describe_steps(basics: Basics) -> Iterable[Step]:
    """One for a new catalog, one for the package."""
    if isinstance(basics.catalog, NewCatalog):
        catalog = entitlement.describe_catalog(path_answer(keys.CATALOG, "id"), basics.catalog.description)
        yield _describe(keys.CATALOG, f"the catalog {basics.catalog.name}", catalog)
    package = entitlement.describe_package(path_answer(keys.PACKAGE, "id"), basics.description)
    yield _describe(keys.PACKAGE, f"the access package {basics.name}", package)


def _describe(made: str, what: str, call: GraphCall) -> Step:
    title = f"Write the description of {what}"
    return Step(key=keys.describe(made), title=title, call=call, needs=(made,))
