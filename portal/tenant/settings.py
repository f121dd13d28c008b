"""Switches of the simulation, set by the seed file or the control endpoint."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Settings:
    """All times in the unit of their name. Counts of reads make delays repeatable: no test has to wait."""

    latency_ms: float = 0.0  # every answer is this late
    visible_after_reads: int = 2  # readings of a catalog's resources that do not show a new resource yet
    roles_after_reads: int = 2  # readings of a visible resource's roles that still find none
    lag_seconds: float = 0.0  # a new catalog, package or policy answers 404 for so long
    page_size: int = 100  # entries of a page when the caller names no $top
    empty_pages: bool = False  # an empty page before each further page, as Graph may send
    inline_resource: bool = False  # resourceRequests answers with the resource inside
    changing_role_scope_ids: bool = False  # a resourceRoleScope has another id at each reading
    check_subjects: bool = True  # refuse policies that name people, groups or organizations nobody knows
    one_policy_at_a_time: bool = (
        False  # overlapping POSTs of policies: 409 DuplicateKey, as seen in the field
    )
    application_permissions: list[str] = field(
        default_factory=list
    )  # what the company granted to applications themselves, beside what their registration lists
    catalog_reads_at_once: int = 0  # further readings of catalogs' resources and roles: 429, 315 s; 0 = any
    unique_names: bool = False  # a second catalog or package of a name: 409, as some tenants answer
    no_expanded_roles: bool = False  # resources of a catalog expand to no roles, as for some applications
    token_seconds: int = 3600  # lifetime of access and ID tokens
    any_loopback_port: bool = True  # redirect addresses on loopback match whatever their port
    clock_offset_seconds: float = 0.0  # how far the tenant's clock is ahead of this machine's
    issuer: str = ""  # discovery and ID tokens name this issuer instead of the tenant's own
    forged_claims: dict[str, Any] = field(
        default_factory=dict
    )  # put into ID tokens in place of the true claims; null leaves one out
    forged_signature: str = ""  # of ID tokens: "none", "HS256" (with the public key), "another key"
    unknown_origins: dict[str, int] = field(
        default_factory=dict
    )  # originId -> refusals as not found in origin system
    failed_origins: list[str] = field(
        default_factory=list
    )  # originIds whose resourceRequest ends in deliveryFailed

    def change(self, values: dict[str, Any]) -> None:
        """Take new values; an unknown name or a value of another type raises ValueError."""
        known = {name: type(value) for name, value in vars(Settings()).items()}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"unknown setting '{name}'; known: {', '.join(sorted(known))}")
            if not _fits(value, known[name]):
                raise ValueError(f"setting '{name}' must be of type {known[name].__name__}")
        for name, value in values.items():
            setattr(self, name, value)


def _fits(value: Any, wanted: type) -> bool:
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, wanted)
