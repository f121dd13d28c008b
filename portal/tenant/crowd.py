"""A crowd for benchmarks: generated people and groups, never saved, the same for the same numbers."""

from portal.tenant.clock import stamp
from portal.tenant.seed.directory import fill_dynamic_groups
from portal.tenant.seed.names import object_id
from portal.tenant.state import Row, State

_GIVEN_NAMES = (
    "Alma Bruno Celia Dario Elin Farid Greta Hugo Ines Jonas Kaya Leon Mila Noor Oskar Paula Quinn Rosa "
    "Selim Tara Ugo Vera Wim Xenia Yusuf Zoe Anton Bianca Cyrus Dalia"
)
_SURNAMES = (
    "Abbott Baker Carlsen Dahl Ellis Ferrari Grant Hoffman Ivers Jensen Keller Lopez Meyer Nolan Ortega "
    "Pereira Quist Rossi Sato Tanaka Ulrich Vance Weber Xu Young Zimmer Adeyemi Bauer Cohen Diaz"
)
_TEAM_NAMES = "Atlas Beacon Comet Delta Ember Fjord Gamma Harbor Iris Jade Kestrel Lagoon"
_GIVEN, _FAMILY, _TEAMS = _GIVEN_NAMES.split(), _SURNAMES.split(), _TEAM_NAMES.split()
_DEPARTMENTS = ("Sales", "Engineering", "Operations", "Support", "Logistics")
_MEMBERS_PER_GROUP = 20


def add_crowd(state: State, users: int, groups: int) -> None:
    """Add that many people and groups; each group has a few of the people as members."""
    if users or groups:
        domain = next(iter(state.rows("organization")))["verifiedDomains"][0]["name"]
        created = stamp()
        people = [state.put("user", _user(number, domain, created)) for number in range(users)]
        for number in range(groups):
            group = state.put("group", _group(number, domain, created))
            first = number * 7 % max(users, 1)
            state.link_all(
                "members", group["id"], [row["id"] for row in people[first : first + _MEMBERS_PER_GROUP]]
            )
        fill_dynamic_groups(state)
        state.changed = False


def _user(number: int, domain: str, created: str) -> Row:
    given, surname = _GIVEN[number % 30], _FAMILY[number // 30 % 30]
    nickname = f"{given}.{surname}{number}".lower()
    address = f"{nickname}@{domain}"
    return {
        "id": object_id("user", address),
        "displayName": f"{given} {surname} {number}",
        "givenName": given,
        "surname": surname,
        "userPrincipalName": address,
        "mail": address,
        "mailNickname": nickname,
        "jobTitle": "Associate",
        "department": _DEPARTMENTS[number % 5],
        "userType": "Member",
        "accountEnabled": True,
        "businessPhones": [],
        "createdDateTime": created,
        "_crowd": True,
    }


def _group(number: int, domain: str, created: str) -> Row:
    name = f"{_TEAMS[number % 12]} Team {number}"
    unified = number % 2 == 0
    nickname = name.replace(" ", "")
    return {
        "id": object_id("group", name),
        "displayName": name,
        "description": f"People working on {_TEAMS[number % 12]}",
        "groupTypes": ["Unified"] if unified else [],
        "securityEnabled": not unified,
        "mailEnabled": unified,
        "mailNickname": nickname,
        "mail": f"{nickname.lower()}@{domain}" if unified else None,
        "visibility": "Private" if unified else None,
        "isAssignableToRole": None,
        "onPremisesSyncEnabled": None,
        "membershipRule": None,
        "resourceProvisioningOptions": [],
        "createdDateTime": created,
        "_crowd": True,
    }
