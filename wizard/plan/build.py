"""The order of the calls, in one readable function."""

from portal.graph.calls import path_answer
from wizard.document import Document
from wizard.plan import keys
from wizard.plan.package import (
    catalog_in_body,
    catalog_in_path,
    catalog_needs,
    catalog_steps,
    chosen_catalog,
    package_step,
    verify_step,
)
from wizard.plan.policy import policy_step
from wizard.plan.resources import resource_steps, role_scope_steps
from wizard.plan.step import Plan, Step


def build_plan(document: Document) -> Plan:
    """New catalog → resources → package → role scopes → policies → read back. Raises NotPlannable on an
    unfinished document.

    Policies come one after another: a tenant refuses policies that are written side by side.
    """
    catalog = chosen_catalog(document.basics)
    rows = document.resource_roles
    steps: list[Step] = catalog_steps(document.basics)
    steps += resource_steps(
        rows,
        catalog_body=catalog_in_body(catalog),
        catalog_path=catalog_in_path(catalog),
        needs=catalog_needs(catalog),
    )
    steps.append(package_step(document.basics))
    steps += role_scope_steps(rows, package=path_answer(keys.PACKAGE, "id"))
    for position, policy in enumerate(document.policies, start=1):
        steps.append(policy_step(policy, position, needs=_package_and_last(steps)))
    steps.append(verify_step(rows, document.policies, needs=_package_and_last(steps)))
    return Plan(steps=tuple(steps))


def _package_and_last(steps: list[Step]) -> tuple[str, ...]:
    last = steps[-1].key
    return (keys.PACKAGE,) if last == keys.PACKAGE else (keys.PACKAGE, last)
