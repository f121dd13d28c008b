"""Steps that read back what was made. What they find is compared with what was approved."""

from collections.abc import Iterable, Sequence

from portal.graph.calls import answer, entitlement, path_answer
from wizard.document import Basics, NewCatalog, Policy, ResourceRole
from wizard.plan import keys
from wizard.plan.errors import needed
from wizard.plan.resources import role_match
from wizard.plan.step import Match, Step


def verify_policy_steps(policies: Sequence[Policy]) -> Iterable[Step]:
    """Each policy by its id, because the package shows its policies without their questions."""
    for position, policy in enumerate(policies, start=1):
        key = keys.policy(position)
        yield Step(
            key=keys.verify_policy(position),
            title=f"Read the policy {policy.name} back and compare",
            call=entitlement.assignment_policy(path_answer(key, "id")),
            needs=(key,),
            until=(_made_by(key),),
        )


def verify_step(
    basics: Basics, rows: Sequence[ResourceRole], policies: Sequence[Policy], needs: tuple[str, ...]
) -> Step:
    """Reads the package back until everything that was sent is there."""
    catalog = [_described(keys.CATALOG, under="catalog")] if isinstance(basics.catalog, NewCatalog) else []
    named = [
        Match(name=keys.policy(n), under="assignmentPolicies", where={"displayName": policy.name})
        for n, policy in enumerate(policies, start=1)
    ]
    return Step(
        key=keys.VERIFY,
        title="Read the package back and compare",
        call=entitlement.package_contents(path_answer(keys.PACKAGE, "id")),
        needs=needs,
        until=(_described(keys.PACKAGE), *catalog, *map(_role_read_back, rows), *named),
    )


def _described(key: str, *, under: str = "") -> Match:
    """The same, with the description that came later."""
    return _made_by(key, under=under, mirrors=(key, keys.describe(key)))


def _made_by(key: str, *, under: str = "", mirrors: tuple[str, ...] = ()) -> Match:
    """What the step made; by default it is the answer itself."""
    return Match(name=key, under=under, where={"id": answer(key, "id")}, mirrors=mirrors or (key,))


def _role_read_back(row: ResourceRole) -> Match:
    role = needed(row.role, f"a role for {row.resource.display_name}")
    where = {f"role.{field}": value for field, value in role_match(row.resource, role).where.items()} | {
        "scope.originId": row.resource.origin_id
    }
    key = keys.role_scope(row.resource, role)
    return Match(name=key, under="resourceRoleScopes", where=where, mirrors=(key,))
