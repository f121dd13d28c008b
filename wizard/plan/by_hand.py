"""What a document asks for and Graph v1.0 cannot create, so that a person has to do it afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.document import DirectAssignmentOnly, Document, Policy

HEADING = "Cannot be created through Graph v1.0"
NOTE = (
    "Requestors must present all of them: every credential type of every issuer. Until they are set, "
    "requests are not checked for them. Only a Global Administrator can set them."
)


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """One thing to do: what it is, the way there in the admin center, what to enter, what to know."""

    title: str
    way: tuple[str, ...]
    #: Pairs of what a value is for and the value itself.
    values: tuple[tuple[str, str], ...]
    note: str
    columns: tuple[str, str] = ("Issuer Identifier", "Credential types")


def left_by_hand(document: Document) -> list[ByHand]:
    """Everything that the plan leaves out, in the order of the policies. Pure."""
    return [todo for policy in document.policies for todo in _of_policy(document, policy)]


def _of_policy(document: Document, policy: Policy) -> Iterator[ByHand]:
    """Verified IDs are a property of the beta alone (verifiableCredentialSettings)."""
    if not policy.verified_ids or isinstance(policy.audience, DirectAssignmentOnly):
        return
    yield ByHand(
        title=f"Required Verified IDs of the policy {policy.name}",
        way=_way_to(document.basics.name, policy.name),
        values=tuple((one.issuer, ", ".join(one.credential_types)) for one in policy.verified_ids),
        note=NOTE,
    )


def _way_to(package: str, policy: str) -> tuple[str, ...]:
    """The pages of the Microsoft Entra admin center, one after the other."""
    return (
        "ID Governance",
        "Entitlement management",
        "Access packages",
        package,
        "Policies",
        policy,
        "Edit",
        "Requests",
        "Required Verified IDs",
    )


def in_words(todo: ByHand) -> Iterator[str]:
    """Lines for a terminal."""
    yield todo.title
    yield f"   In the Microsoft Entra admin center: {' > '.join(todo.way)}"
    for issuer, types in todo.values:
        yield f"   - {issuer}: {types}"
    yield f"   {todo.note}"
