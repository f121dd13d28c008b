"""The people who can sign in, each with one line on what they may do, worked out from the state."""

from dataclasses import dataclass

from portal.tenant.directory import directory_roles, holders_of
from portal.tenant.roles import CATALOG_OWNER, EM_ROLES, EM_SCOPE
from portal.tenant.signin.registrations import app_roles_of
from portal.tenant.state import Row, State


@dataclass(frozen=True)
class Person:
    """``barred`` says why somebody cannot sign in here; empty for everybody else."""

    object_id: str
    name: str
    user_name: str
    job: str
    may: str
    barred: str


def people(state: State, application: Row, login_hint: str = "") -> list[Person]:
    """Everybody but the generated crowd: who was hinted at first, then people with roles, then by name."""
    users = [user for user in state.rows("user") if not user.get("_crowd")]
    found = [_person(state, application, user) for user in users]
    return sorted(found, key=lambda person: _rank(person, login_hint.lower()))


def _rank(person: Person, hint: str) -> tuple[bool, bool, bool, str]:
    return (person.user_name.lower() != hint, bool(person.barred), person.may == _NOTHING, person.name)


_NOTHING = "Employee without administrative roles"


def _person(state: State, application: Row, user: Row) -> Person:
    return Person(
        object_id=user["id"],
        name=user["displayName"],
        user_name=user["userPrincipalName"],
        job=", ".join(filter(None, [user.get("jobTitle"), user.get("department")])),
        may="; ".join(_duties(state, application, user)) or _NOTHING,
        barred=barred(user),
    )


def barred(user: Row) -> str:
    if not user.get("accountEnabled", True):
        return "Cannot sign in: the account is disabled."
    if user.get("userType") == "Guest":
        return "Cannot sign in here: a guest signs in at home, and other organizations are not simulated."
    return ""


def _duties(state: State, application: Row, user: Row) -> list[str]:
    duties = sorted(directory_roles(state, user["id"]))
    duties += _catalog_duties(state, user)
    duties += [f"{value} of this application" for value in app_roles_of(state, application, user["id"])]
    owned = len(state.holders("owners", user["id"]))
    return duties + ([f"owns {owned} group{'s' if owned > 1 else ''} or applications"] if owned else [])


def _catalog_duties(state: State, user: Row) -> list[str]:
    """One phrase per role, naming its catalogs: 'Catalog owner of Marketing and Research'."""
    mine = {user["id"], *holders_of(state, user["id"])}
    catalogs: dict[str, list[str]] = {}
    for row in state.rows("roleAssignment"):
        if row["principalId"] in mine:
            catalogs.setdefault(row["roleDefinitionId"], []).append(_catalog_name(state, row["appScopeId"]))
    order = sorted(catalogs, key=lambda role: (role != CATALOG_OWNER, EM_ROLES[role]))
    return [_phrase(EM_ROLES[role], catalogs[role]) for role in order]


def _phrase(role: str, catalogs: list[str]) -> str:
    names = sorted(filter(None, catalogs))
    return f"{role} of {' and '.join(filter(None, [', '.join(names[:-1]), *names[-1:]]))}" if names else role


def _catalog_name(state: State, scope: str) -> str:
    catalog = state.get("catalog", scope.removeprefix(EM_SCOPE))
    return str(catalog["displayName"]) if catalog else ""
