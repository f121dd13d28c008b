"""Step keys. Promises: the journal of a running submission knows steps by them. Add, never rename."""

from wizard.document import Resource, Role

CATALOG = "catalog"
PACKAGE = "package"
VERIFY = "verify"
#: How keys of requests for resources begin.
RESOURCE = "resource:"

#: Where the submission's own reference is filled in. No step: the submission itself answers it.
REFERENCE = ("submission", "reference")


def request(resource: Resource) -> str:
    return f"{RESOURCE}{resource.origin_id}"


def visible(resource: Resource) -> str:
    return f"visible:{resource.origin_id}"


def roles(resource: Resource) -> str:
    return f"roles:{resource.origin_id}"


def describe(made: str) -> str:
    """`made` is the key of the step that makes the object."""
    return f"describe:{made}"


def role_name(role: Role) -> str:
    """What tells the roles of one resource apart before the tenant has given ids."""
    return role.origin_id or role.display_name


def role_scope(resource: Resource, role: Role) -> str:
    return f"role:{resource.origin_id}:{role_name(role)}"


def verify_policy(position: int) -> str:
    """`position` counts from 1."""
    return f"{VERIFY}:{policy(position)}"


def policy(position: int) -> str:
    """`position` counts from 1."""
    return f"policy:{position}"
