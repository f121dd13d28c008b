"""The people who can sign in, each with one line on what they may do, worked out from the state."""

from collections import Counter
from dataclasses import dataclass

from portal.tenant.directory import directory_roles, holders_of, owned_objects
from portal.tenant.roles import CATALOG_OWNER, EM_ROLES, EM_SCOPE
from portal.tenant.signin.registrations import app_roles_of
from portal.tenant.state import Row, State

ADMINISTRATORS = "Administrators"
ROLE_HOLDERS = "Roles in catalogs and in this application"
EMPLOYEES = "Everybody else"
BARRED = "Cannot sign in here"
SECTIONS = (ADMINISTRATORS, ROLE_HOLDERS, EMPLOYEES, BARRED)

_OWNED = (("group", "group"), ("servicePrincipal", "application"))


@dataclass(frozen=True)
class Person:
    """``may`` says what somebody may do, or why they cannot sign in here."""

    object_id: str
    name: str
    user_name: str
    job: str
    may: str
    section: str


def people(state: State, application: Row) -> list[Person]:
    """Everybody but the generated crowd, by section and name."""
    users = [user for user in state.rows("user") if not user.get("_crowd")]
    found = [_person(state, application, user) for user in users]
    return sorted(found, key=lambda person: (SECTIONS.index(person.section), person.name))


def barred(user: Row) -> str:
    """Why somebody cannot sign in here; empty for those who can."""
    if not user.get("accountEnabled", True):
        return "The account is disabled."
    if user.get("userType") == "Guest":
        return "A guest signs in at home, and other organizations are not simulated."
    return ""


def _person(state: State, application: Row, user: Row) -> Person:
    administers = sorted(directory_roles(state, user["id"]))
    roles = [f"{value} of this application" for value in app_roles_of(state, application, user["id"])]
    roles = _catalog_duties(state, user) + roles
    duties = administers + roles + _owned(state, user)
    may = "; ".join(duties) or "employee without roles"
    section = ADMINISTRATORS if administers else ROLE_HOLDERS if roles else EMPLOYEES
    return Person(
        object_id=user["id"],
        name=user["displayName"],
        user_name=user["userPrincipalName"],
        job=", ".join(filter(None, [user.get("jobTitle"), user.get("department")])),
        may=barred(user) or may[0].upper() + may[1:],
        section=BARRED if barred(user) else section,
    )


def _owned(state: State, user: Row) -> list[str]:
    """'owns 2 groups and 1 application'."""
    types = Counter(row["@odata.type"].rpartition(".")[2] for row in owned_objects(state, user["id"]))
    counts = [(types[kind], noun) for kind, noun in _OWNED if types[kind]]
    parts = [f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in counts]
    return [f"owns {' and '.join(parts)}"] if parts else []


def _catalog_duties(state: State, user: Row) -> list[str]:
    """One phrase per role, naming its catalogs: 'Catalog owner of Marketing and Research'."""
    mine = {user["id"], *holders_of(state, user["id"])}
    catalogs: dict[str, list[str]] = {}
    for row in state.rows("roleAssignment"):
        if row["principalId"] in mine:
            name = _catalog_name(state, row["appScopeId"])
            catalogs.setdefault(row["roleDefinitionId"], []).append(name)
    order = sorted(catalogs, key=lambda role: (role != CATALOG_OWNER, EM_ROLES[role]))
    return [_phrase(EM_ROLES[role], catalogs[role]) for role in order]


def _phrase(role: str, catalogs: list[str]) -> str:
    names = sorted(filter(None, catalogs))
    listed = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    return f"{role} of {listed}" if names else role


def _catalog_name(state: State, scope: str) -> str:
    catalog = state.get("catalog", scope.removeprefix(EM_SCOPE))
    return str(catalog["displayName"]) if catalog else ""
