"""From a policy of the document to the body of POST assignmentPolicies."""

import datetime as dt

import pytest

from wizard.document import (
    AfterDays,
    AfterHours,
    AllConnectedOrganizations,
    AllExternalUsers,
    AllMembers,
    AllUsers,
    Alternates,
    Approval,
    ConnectedOrganization,
    DirectAssignmentOnly,
    Extension,
    ExternalSponsor,
    InternalSponsor,
    Manager,
    Never,
    OnDate,
    Policy,
    Principal,
    SecondLevelManager,
    SpecificApprovers,
    SpecificConnectedOrganizations,
    SpecificUsers,
    Sponsors,
    Stage,
)
from wizard.plan.errors import NotPlannable
from wizard.plan.policy import policy_body

OLIVIA = Principal(kind="user", id="u-olivia", display_name="Olivia")
LEADS = Principal(kind="group", id="g-leads", display_name="IT Leads")
FABRIKAM = ConnectedOrganization(id="o-fabrikam", display_name="Fabrikam")

USER = {"@odata.type": "#microsoft.graph.singleUser", "userId": "u-olivia"}
GROUP = {"@odata.type": "#microsoft.graph.groupMembers", "groupId": "g-leads"}
PARTNER = {
    "@odata.type": "#microsoft.graph.connectedOrganizationMembers",
    "connectedOrganizationId": "o-fabrikam",
}


def kind(name, **members):
    return [{"@odata.type": f"#microsoft.graph.{name}", **members}]


def stage_of(stage):
    body = policy_body(Policy(approval=Approval(stages=(stage,))))
    return body["requestApprovalSettings"]["stages"][0]


@pytest.mark.parametrize(
    ("audience", "scope", "targets"),
    [
        (SpecificUsers(targets=(OLIVIA, LEADS)), "specificDirectoryUsers", [USER, GROUP]),
        (AllMembers(), "allMemberUsers", []),
        (AllUsers(), "allDirectoryUsers", []),
        (
            SpecificConnectedOrganizations(organizations=(FABRIKAM,)),
            "specificConnectedOrganizationUsers",
            [PARTNER],
        ),
        (AllConnectedOrganizations(), "allConfiguredConnectedOrganizationUsers", []),
        (AllExternalUsers(), "allExternalUsers", []),
        (DirectAssignmentOnly(), "notSpecified", []),
    ],
)
def test_each_audience_has_its_scope_and_only_its_own_targets(audience, scope, targets):
    body = policy_body(Policy(audience=audience))
    assert (body["allowedTargetScope"], body["specificAllowedTargets"]) == (scope, targets)


@pytest.mark.parametrize(
    ("approver", "primary", "fallback"),
    [
        (Manager(fallback=(LEADS,)), kind("requestorManager", managerLevel=1), [GROUP]),
        (Sponsors(fallback=(LEADS,)), kind("targetUserSponsors"), [GROUP]),
        (InternalSponsor(fallback=(OLIVIA,)), kind("internalSponsors"), [USER]),
        (ExternalSponsor(fallback=(OLIVIA,)), kind("externalSponsors"), [USER]),
        (SpecificApprovers(approvers=(OLIVIA, LEADS)), [USER, GROUP], []),
    ],
)
def test_each_approver_kind_in_graphs_words(approver, primary, fallback):
    stage = stage_of(Stage(approver=approver))
    assert (stage["primaryApprovers"], stage["fallbackPrimaryApprovers"]) == (primary, fallback)


def test_a_stage_without_alternates_says_so_in_full():
    stage = stage_of(Stage(approver=SpecificApprovers(approvers=(OLIVIA,)), decision_days=7))
    assert stage == {
        "durationBeforeAutomaticDenial": "P7D",
        "isApproverJustificationRequired": True,
        "isEscalationEnabled": False,
        "durationBeforeEscalation": "PT0S",
        "primaryApprovers": [USER],
        "fallbackPrimaryApprovers": [],
        "escalationApprovers": [],
        "fallbackEscalationApprovers": [],
    }


def test_the_second_level_manager_steps_in_on_day_eight():
    alternates = Alternates(approver=SecondLevelManager(fallback=(OLIVIA,)), forward_after_days=8)
    stage = stage_of(Stage(approver=Manager(fallback=(LEADS,)), alternates=alternates))
    assert stage["isEscalationEnabled"] is True
    assert stage["durationBeforeEscalation"] == "P8D"
    assert stage["escalationApprovers"] == kind("requestorManager", managerLevel=2)
    assert stage["fallbackEscalationApprovers"] == [USER]


@pytest.mark.parametrize(
    ("expiration", "expected"),
    [
        (AfterDays(days=180), {"type": "afterDuration", "duration": "P180D"}),
        (AfterDays(days=0), {"type": "afterDuration", "duration": "P0D"}),
        (AfterHours(hours=8), {"type": "afterDuration", "duration": "PT8H"}),
        (Never(), {"type": "noExpiration"}),
        (
            OnDate(date=dt.date(2027, 6, 30), time_zone="Europe/Berlin"),
            {"type": "afterDateTime", "endDateTime": "2027-06-30T21:59:59Z"},
        ),
        (
            OnDate(date=dt.date(2027, 1, 31), time_zone="America/Los_Angeles"),
            {"type": "afterDateTime", "endDateTime": "2027-02-01T07:59:59Z"},
        ),
    ],
)
def test_each_expiration_in_graphs_words(expiration, expected):
    assert policy_body(Policy(expiration=expiration))["expiration"] == expected


def test_no_approval_sends_no_stage():
    settings = policy_body(Policy())["requestApprovalSettings"]
    assert settings == {
        "isApprovalRequiredForAdd": False,
        "isApprovalRequiredForUpdate": False,
        "isRequestorJustificationRequired": False,
        "stages": [],
    }


def test_direct_assignment_lets_nobody_serve_themselves():
    policy = Policy(audience=DirectAssignmentOnly(), enabled=True, custom_timeline=False, expiration=Never())
    settings = policy_body(policy)["requestorSettings"]
    assert not any(settings.values())


def test_enable_and_extend_open_the_two_doors():
    policy = Policy(audience=AllMembers(), enabled=True, extension=Extension(approval_required=True))
    body = policy_body(policy)
    assert body["requestorSettings"]["enableTargetsToSelfAddAccess"] is True
    assert body["requestorSettings"]["enableTargetsToSelfUpdateAccess"] is True
    assert body["requestApprovalSettings"]["isApprovalRequiredForUpdate"] is True


def test_an_unfinished_number_of_days_has_no_plan():
    with pytest.raises(NotPlannable):
        policy_body(Policy(expiration=AfterDays(days=None)))
