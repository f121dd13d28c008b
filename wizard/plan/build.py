"""The order of the calls, in one readable function."""

from portal.graph.calls import path_answer
from wizard.document import Document
from wizard.plan import keys
from wizard.plan.mark import describe_steps
from wizard.plan.package import (
    catalog_in_body,
    catalog_in_path,
    catalog_needs,
    catalog_steps,
    chosen_catalog,
    package_step,
)
from wizard.plan.policy import policy_step
from wizard.plan.resources import resource_steps, role_scope_steps
from wizard.plan.step import Plan, Step
from wizard.plan.verify import verify_policy_steps, verify_step


def build_plan(document: Document) -> Plan:
    """New catalog → resources → package → role scopes beside descriptions → policies → read back. Raises
    NotPlannable on an unfinished document.

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
    roles = list(role_scope_steps(rows, package=path_answer(keys.PACKAGE, "id")))
    descriptions = list(describe_steps(document.basics))
    steps += roles + descriptions
    before = (*roles[-1:], *descriptions)
    for position, policy in enumerate(document.policies, start=1):
        steps.append(policy_step(policy, position, needs=_after(before)))
        before = (steps[-1],)
    steps += verify_policy_steps(document.policies)
    steps.append(verify_step(document.basics, rows, document.policies, needs=_after(before)))
    return Plan(steps=tuple(steps))


def _after(steps: tuple[Step, ...]) -> tuple[str, ...]:
    return (keys.PACKAGE, *(step.key for step in steps))
