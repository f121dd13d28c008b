"""What Graph v1.0 cannot create is told, and nothing else."""

from wizard.document import AllMembers, Basics, DirectAssignmentOnly, Document, Policy, VerifiedId
from wizard.plan.by_hand import in_words, left_by_hand

CONTOSO = VerifiedId(issuer="did:web:contoso.example", credential_types=("Employee", "Badge"))


def package(*policies):
    return Document(basics=Basics(name="Campaign"), policies=policies)


def asking(name, *issuers):
    return Policy(name=name, audience=AllMembers(), verified_ids=issuers)


def test_nothing_is_left_where_nothing_is_asked():
    assert left_by_hand(package(asking("Initial Policy"))) == []


def test_nobody_requests_so_nothing_is_asked():
    policy = Policy(audience=DirectAssignmentOnly(), verified_ids=(CONTOSO,))
    assert left_by_hand(package(policy)) == []


def test_each_policy_with_verified_ids_is_one_thing_to_do():
    found = left_by_hand(package(asking("First", CONTOSO), asking("Second"), asking("Third", CONTOSO)))
    assert [one.title for one in found] == [
        "Required Verified IDs of the policy First",
        "Required Verified IDs of the policy Third",
    ]


def test_it_says_where_what_and_that_all_are_needed():
    [todo] = left_by_hand(package(asking("Initial Policy", CONTOSO)))
    lines = list(in_words(todo))
    assert "Access packages > Campaign > Policies > Initial Policy" in lines[1]
    assert lines[2] == "   - did:web:contoso.example: Employee, Badge"
    assert "must present all of them" in lines[-1]
    assert "any of" not in " ".join(lines)
