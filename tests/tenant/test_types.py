"""Bodies are held to Graph's types, and our types to the official ones."""

from typing import Any

import pytest

from portal.tenant.graph.directory_kinds import DIRECTORY_KINDS
from portal.tenant.server import RunningTenant
from portal.tenant.types.bases import ABSTRACT, BASES, TYPES
from portal.tenant.types.enums import ENUMS
from tests.csdl import Metadata, csdl_path, metadata
from tests.tenant.conftest import SignIn
from tests.tenant.support import EM, catalog_id, policy, single_user

INVALID = (400, "InvalidModel")
MARKETING = {"id": catalog_id("Marketing")}


@pytest.fixture(scope="module")
def official() -> Metadata:
    known = metadata()
    if known is None:
        pytest.skip(f"the official types are not at {csdl_path()}")
    return known


def in_our_notation(official_type: str) -> str:
    """``Collection(graph.subjectSet)`` becomes ``[subjectSet]``, ``Edm.Boolean!`` becomes ``Boolean!``."""
    strict = "!" if official_type.endswith("!") else ""
    bare = official_type.rstrip("!")
    if bare.startswith("Collection("):
        return f"[{bare[11:-1].rpartition('.')[2]}]"  # elements are never null anyway
    return bare.rpartition(".")[2] + strict


@pytest.mark.parametrize("name", sorted(TYPES))
def test_each_type_has_the_official_members(official: Metadata, name: str) -> None:
    declared = official.types[f"graph.{name}"].members
    assert TYPES[name] == {member: in_our_notation(kind) for member, kind in declared.items()}


@pytest.mark.parametrize("name", sorted(TYPES))
def test_each_type_derives_from_the_official_base(official: Metadata, name: str) -> None:
    theirs = official.types[f"graph.{name}"]
    assert (
        BASES.get(name) == (theirs.base or "").removeprefix("graph.")
        or theirs.base is BASES.get(name) is None
    )
    assert (name in ABSTRACT) == theirs.is_abstract


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_each_enum_has_the_official_words(official: Metadata, name: str) -> None:
    assert set(ENUMS[name]) == official.enums[f"graph.{name}"] - {"unknownFutureValue"}


def test_no_descendant_of_a_sent_type_is_missing(official: Metadata) -> None:
    """A new kind of approver or question must be known before a client may send it."""
    wanted = {name for name in TYPES if name != "entity"}
    theirs = {
        name.removeprefix("graph.")
        for name, kind in official.types.items()
        if (kind.base or "").removeprefix("graph.") in wanted
    }
    never_sent = {"customDataProvidedResource"}
    assert theirs - wanted == never_sent


#: The file is a subset of Graph's metadata: these types are in Graph, but not in it.
NOT_IN_THE_FILE = {"directoryObject", "eligibilitySchedule", "oAuth2PermissionGrant"}


@pytest.mark.parametrize("name", sorted(set(DIRECTORY_KINDS) - NOT_IN_THE_FILE))
def test_directory_objects_show_official_properties_only(official: Metadata, name: str) -> None:
    known = {member for kind in official.lineage(f"graph.{name}") for member in kind.members}
    assert DIRECTORY_KINDS[name].properties - known <= PROPERTIES_LEFT_OUT_OF_THE_FILE.get(name, set())


# The file is a subset: these exist in Graph, but not in it.
PROPERTIES_LEFT_OUT_OF_THE_FILE: dict[str, set[str]] = {}


# what clients meet


def test_beta_words_are_refused(as_user: SignIn) -> None:
    graph = as_user("priya")
    body = {"displayName": "New", "catalogId": MARKETING["id"]}
    assert graph.refusal("POST", f"{EM}/accessPackages", json=body) == INVALID


@pytest.fixture
def package(as_user: SignIn) -> str:
    body = {"displayName": "New", "catalog": MARKETING}
    return str(as_user("priya").post(f"{EM}/accessPackages", body)["id"])


TEXT_QUESTION = "#microsoft.graph.accessPackageTextInputQuestion"
FAULTY: list[dict[str, Any]] = [
    {"allowedTargetScope": "NoSubjects"},
    {"allowedTargetScope": "unknownFutureValue"},
    {"accessPackageId": "x"},
    {"canExtend": True},
    {"createdDateTime": "2026-01-01T00:00:00Z"},
    {"accessPackageNotificationSettings": {"isAssignmentNotificationDisabled": False}},
    {"notificationSettings": {"isAssignmentNotificationDisabled": None}},
    {"specificAllowedTargets": [{"userId": "x"}]},
    {"specificAllowedTargets": [{"@odata.type": "#microsoft.graph.userSet", "userId": "x"}]},
    {"specificAllowedTargets": [{"@odata.type": "#microsoft.graph.subjectSet"}]},
    {"specificAllowedTargets": [{"@odata.type": TEXT_QUESTION}]},
    {"specificAllowedTargets": [{"@odata.type": "#microsoft.graph.singleUser", "id": "x"}]},
    {"specificAllowedTargets": [None]},
    {"specificAllowedTargets": {}},
    {"expiration": {"type": "afterDuration", "duration": "90 days"}},
    {"expiration": {"type": "afterDuration", "duration": "P"}},
    {"expiration": {"type": "afterDuration"}},
    {"expiration": {"type": "afterDateTime", "endDateTime": "2027-06-30"}},
    {"expiration": {"type": "afterDateTime", "endDateTime": "2027-06-30T00:00:00"}},
    {"expiration": {"type": "duration"}},
    {"expiration": "never"},
    {"requestorSettings": {"enableTargetsToSelfAddAccess": "true"}},
    {"requestorSettings": {"acceptRequests": True}},
    {"requestApprovalSettings": {"isApprovalRequired": True}},
    {"questions": [{"text": "Why?"}]},
    {"questions": [{"@odata.type": TEXT_QUESTION, "text": {"defaultText": "Why?"}}]},
    {"questions": [{"@odata.type": TEXT_QUESTION, "sequence": "1"}]},
    {"questions": [{"@odata.type": TEXT_QUESTION, "sequence": 1.5}]},
    {"questions": [{"@odata.type": TEXT_QUESTION, "choices": []}]},
    {"questions": [{"@odata.type": TEXT_QUESTION, "localizations": [{"languageCode": None}]}]},
    {"reviewSettings": {"isEnabled": True, "expirationBehavior": "removeAccessPlease"}},
    {
        "reviewSettings": {
            "schedule": {"recurrence": {"pattern": {"type": "absoluteMonthly", "interval": "3"}}}
        }
    },
    {"accessPackage": None},
    {"accessPackage": "x"},
]


@pytest.mark.parametrize("change", FAULTY, ids=str)
def test_a_faulty_policy_is_refused_without_saying_why(
    as_user: SignIn, package: str, change: dict[str, Any]
) -> None:
    answer = as_user("priya").call("POST", f"{EM}/assignmentPolicies", json=policy(package, **change))
    assert (answer.status_code, answer.json()["error"]["code"]) == INVALID
    assert answer.json()["error"]["message"] == "The model is invalid."


def test_the_request_log_says_what_graph_does_not(
    tenant: RunningTenant, as_user: SignIn, package: str
) -> None:
    graph = as_user("priya")
    graph.call("POST", f"{EM}/assignmentPolicies", json=policy(package, allowedTargetScope="NoSubjects"))
    assert "'NoSubjects' is no word of allowedTargetScope" in tenant.tenant.requests[-1]["reason"]


def test_a_type_may_be_named_with_or_without_the_hash(as_user: SignIn, package: str) -> None:
    graph = as_user("priya")
    for prefix in ("#microsoft.graph.", "microsoft.graph."):
        target = single_user("emil") | {"@odata.type": f"{prefix}singleUser"}
        body = policy(package, allowedTargetScope="specificDirectoryUsers", specificAllowedTargets=[target])
        graph.post(f"{EM}/assignmentPolicies", body)


def test_a_full_policy_is_taken(as_user: SignIn, package: str) -> None:
    manager = {"@odata.type": "#microsoft.graph.requestorManager", "managerLevel": 1}
    first = {
        "durationBeforeAutomaticDenial": "P14D",
        "isApproverJustificationRequired": True,
        "isEscalationEnabled": True,
        "durationBeforeEscalation": "P8D",
        "primaryApprovers": [manager],
        "fallbackPrimaryApprovers": [single_user("olivia")],
        "escalationApprovers": [manager | {"managerLevel": 2}],
        "fallbackEscalationApprovers": [single_user("maya")],
        "approverInformationVisibility": "visible",
    }
    choice = {"actualValue": "a", "text": "A", "localizations": [{"languageCode": "de-DE", "text": "A"}]}
    body = policy(
        package,
        allowedTargetScope="allMemberUsers",
        expiration={"type": "afterDuration", "duration": "PT8H"},
        requestApprovalSettings={"isApprovalRequiredForAdd": True, "stages": [first]},
        reviewSettings={
            "isEnabled": True,
            "schedule": {
                "startDateTime": "2027-01-01T00:00:00Z",
                "expiration": {"type": "afterDuration", "duration": "P25D"},
                "recurrence": {
                    "pattern": {
                        "type": "absoluteMonthly",
                        "interval": 3,
                        "month": 0,
                        "dayOfMonth": 0,
                        "daysOfWeek": [],
                    },
                    "range": {"type": "noEnd", "numberOfOccurrences": 0, "startDate": "2027-01-01"},
                },
            },
        },
        questions=[
            {
                "@odata.type": "#microsoft.graph.accessPackageMultipleChoiceQuestion",
                "sequence": 1,
                "isMultipleSelectionAllowed": False,
                "choices": [choice],
            }
        ],
        automaticRequestSettings=None,
    )
    assert as_user("priya").post(f"{EM}/assignmentPolicies", body)["reviewSettings"]["isEnabled"] is True


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("catalogs", {"displayName": "x", "state": "enabled"}),
        ("catalogs", {"displayName": "x", "privilegeLevel": "low"}),
        ("catalogs", {"description": "no name"}),
        ("accessPackages", {"displayName": "x"}),
        ("accessPackages", {"catalog": MARKETING}),
        ("accessPackages", {"displayName": "x", "catalog": MARKETING, "assignmentPolicies": []}),
        ("resourceRequests", {"requestType": "AdminAdd", "catalog": MARKETING, "resource": {}}),
        ("resourceRequests", {"requestType": "adminAdd", "catalog": MARKETING}),
        (
            "resourceRequests",
            {"requestType": "adminAdd", "catalog": MARKETING, "resource": {"originId": "x"}},
        ),
        ("resourceRequests", {"requestType": "userAdd", "catalog": MARKETING, "resource": {"originId": "x"}}),
        ("resourceRequests", {"requestType": "adminAdd", "catalog": MARKETING, "justification": "beta"}),
        ("connectedOrganizations", {"displayName": "x", "identitySources": [{"domainName": "x"}]}),
        ("assignmentRequests", {"requestType": "adminAdd", "assignment": {"targetId": "x"}}),
        ("assignmentRequests", {"requestType": "adminAdd", "assignment": {"catalogId": "x"}}),
    ],
)
def test_other_faulty_bodies(as_user: SignIn, path: str, body: dict[str, Any]) -> None:
    assert as_user("ada").refusal("POST", f"{EM}/{path}", json=body) == INVALID
