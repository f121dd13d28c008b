"""The judge of request bodies is judged itself, where the official types are at hand."""

import pytest

from tests.csdl import assert_request_valid, faults, metadata

pytestmark = pytest.mark.skipif(metadata() is None, reason="the official types are not here")

PACKAGE = {"displayName": "Campaign", "isHidden": False, "catalog": {"id": "1"}}
POLICY = {
    "displayName": "Initial Policy",
    "allowedTargetScope": "specificDirectoryUsers",
    "specificAllowedTargets": [{"@odata.type": "#microsoft.graph.singleUser", "userId": "1"}],
    "expiration": {"type": "afterDuration", "duration": "P365D"},
    "notificationSettings": {"isAssignmentNotificationDisabled": False},
}


def test_what_graph_takes_has_no_fault():
    assert faults("accessPackage", PACKAGE) == []
    assert faults("accessPackageAssignmentPolicy", POLICY) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"colour": "red"}, "colour is not declared"),
        ({"displayName": 7}, "is no Edm.String"),
        ({"allowedTargetScope": "everybody"}, "is no word of graph.allowedTargetScope"),
        ({"specificAllowedTargets": {}}, "must be a list"),
        ({"specificAllowedTargets": [{"userId": "1"}]}, "needs an @odata.type derived from graph.subjectSet"),
        (
            {"specificAllowedTargets": [{"@odata.type": "#microsoft.graph.expirationPattern"}]},
            "is no graph.subjectSet",
        ),
        ({"specificAllowedTargets": [None]}, "must not be null"),
        ({"expiration": {"type": "afterDuration", "duration": "365 days"}}, "is no Edm.Duration"),
        ({"expiration": {"type": "afterDateTime", "endDateTime": "2027-01-01"}}, "is no Edm.DateTimeOffset"),
        ({"notificationSettings": {"isAssignmentNotificationDisabled": "false"}}, "is no Edm.Boolean"),
        ({"notificationSettings": {"isAssignmentNotificationDisabled": None}}, "must not be null"),
        ({"expiration": "never"}, "must be an object"),
    ],
)
def test_each_kind_of_fault_is_named(change, fault):
    (found,) = faults("accessPackageAssignmentPolicy", POLICY | change)
    assert fault in found


def test_a_request_is_judged_by_its_address():
    assert_request_valid("POST", "/v1.0/identityGovernance/entitlementManagement/accessPackages", PACKAGE)
    with pytest.raises(AssertionError, match="no type is known"):
        assert_request_valid("POST", "/v1.0/identityGovernance/entitlementManagement/somewhere", {})
