"""Step keys. Promises: the journal of a running submission knows steps by them. Add, never rename."""

from wizard.document import Resource, Role

CATALOG = "catalog"
PACKAGE = "package"
VERIFY = "verify"
#: How the keys of all steps begin that bring a resource into a catalog.
REQUEST = "resource:"


def request(resource: Resource) -> str:
    return f"{REQUEST}{resource.origin_id}"


def visible(resource: Resource) -> str:
    return f"visible:{resource.origin_id}"


def roles(resource: Resource) -> str:
    return f"roles:{resource.origin_id}"


def role_name(role: Role) -> str:
    """What tells the roles of one resource apart before the tenant has given ids."""
    return role.origin_id or role.display_name


def role_scope(resource: Resource, role: Role) -> str:
    return f"role:{resource.origin_id}:{role_name(role)}"


def policy(position: int) -> str:
    """`position` counts from 1."""
    return f"policy:{position}"
