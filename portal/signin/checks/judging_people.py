"""The second half: what people were given. Pure."""

from collections.abc import Iterator

from portal.signin.checks.finding import Finding, Outcome, cannot_tell, missing, ok
from portal.signin.checks.seen import Registration, Seen, Wanted

#: The portal's app roles; docs/connect-your-tenant.md has their manifest.
APP_ROLES = ("Helpdesk", "Reviewer", "Auditor", "Admin")
#: Service plans that bring entitlement management: Entra ID P2, Entra ID Governance.
PLANS = frozenset({"eec0eb4f-6444-4f95-aba0-50c24d67f998", "e866a266-3cff-43a3-acca-0c90a7e00c8b"})
SIGN_IN_ONCE = "Sign in to the portal once, then run this again."
MEND_FIRST = "Mend what is missing above, then run this again."


def _to_learn_it(seen: Seen) -> str:
    """What lets the rest be read: a sign-in, unless one would not work yet."""
    can_sign_in = bool(seen.own_token and "access_token" in seen.own_token and seen.graph_takes_tokens)
    return SIGN_IN_ONCE if can_sign_in else MEND_FIRST


def consents(wanted: Wanted, seen: Seen) -> Iterator[Finding]:
    """One line a scope, where anybody knows."""
    known = seen.own_consents
    if seen.lent and seen.lent.consented is not None:
        known = seen.lent.consented
    if known is None:
        text = "Without somebody's sign-in the consents cannot be read."
        yield cannot_tell("consent", text, _to_learn_it(seen))
        return
    place = f"{wanted.admin_center} > App registrations > API permissions"
    for scope in wanted.scopes:
        if scope in known:
            yield ok(f"consent:{scope}", f"{scope} is consented to.")
        else:
            remedy = f"Add it as a delegated permission under {place} and grant admin consent."
            yield missing(f"consent:{scope}", f"{scope} is not consented to.", remedy)


def app_roles(wanted: Wanted, seen: Seen) -> Iterator[Finding]:
    if seen.registration is None:
        yield cannot_tell(
            "app_roles", "Without somebody's sign-in the app roles cannot be read.", _to_learn_it(seen)
        )
        return
    by_value = {role.get("value"): role for role in seen.registration.app_roles}
    place = f"{wanted.admin_center} > App registrations > App roles"
    for name in APP_ROLES:
        key, role = f"app_role:{name}", by_value.get(name)
        if role is None:
            yield missing(key, f"The app role {name} does not exist.", f"Create it under {place}.")
        elif not role.get("isEnabled", True):
            yield missing(key, f"The app role {name} is disabled.", f"Enable it under {place}.")
        else:
            yield ok(key, f"The app role {name} exists.")


def assigned(wanted: Wanted, seen: Seen) -> Finding:
    """Whether anybody holds a role, and whether somebody who signed in here was locked out since."""
    key, place = "assigned", f"{wanted.admin_center} > Enterprise applications > Users and groups"
    if seen.lent and seen.lent.not_assigned:
        text = f"Only assigned people may sign in, and {seen.lent.name} is not assigned any more."
        return missing(key, text, f"Assign them under {place}, or set Assignment required to No.")
    found = seen.registration
    if found is None or found.assigned is None:
        return cannot_tell(
            key, "Without somebody's sign-in it cannot be read who holds the app roles.", _to_learn_it(seen)
        )
    return _holders(found, key, f"Assign people or groups under {place}.")


def _holders(found: Registration, key: str, remedy: str) -> Finding:
    names = {role.get("id"): role.get("value") for role in found.app_roles}
    held = [names.get(row.get("appRoleId")) for row in found.assigned or ()]
    counts = {name: held.count(name) for name in APP_ROLES if name in held}
    if counts:
        said = ", ".join(f"{name} {count}" for name, count in counts.items())
        return ok(key, f"App roles are assigned: {said}.")
    if found.assignment_required and not held:
        return missing(key, "Assignment is required and nobody is assigned: nobody can sign in.", remedy)
    return missing(key, "Nobody holds an app role of the portal, so nobody can review as one.", remedy)


def licence(wanted: Wanted, seen: Seen) -> Finding:
    key = "licence"
    if wanted.licences != "tenant":
        return ok(key, f"Taken from PORTAL_LICENCES: {wanted.licences}.")
    if seen.plans is None:
        return cannot_tell(key, "Without somebody's sign-in the licences cannot be read.", _to_learn_it(seen))
    if seen.plans & PLANS:
        return ok(key, "The tenant has a licence for entitlement management.")
    remedy = "Buy one, or set PORTAL_LICENCES where the list is known not to tell the truth."
    return missing(key, "No licence with Entra ID P2 or Entra ID Governance is in force.", remedy)


def all_is_well(findings: list[Finding]) -> bool:
    """Nothing is missing, though something may be unknown."""
    return all(one.outcome is not Outcome.MISSING for one in findings)
