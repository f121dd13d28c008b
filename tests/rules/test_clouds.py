"""W30: what the tenant's cloud does not have."""

import pytest

from tests.rules.support import approval, controls, package

EMAILS, JUSTIFICATION = "notificationSettings", "isRequestorJustificationRequired"
BOTH = frozenset({EMAILS, JUSTIFICATION})
ASKING = package(disable_assignment_emails=True, approval=approval())
QUIET = package(
    disable_assignment_emails=False,
    approval=approval().model_copy(update={"requestor_justification": False}),
)


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        (frozenset(), []),
        (frozenset({EMAILS}), ["disable_assignment_emails"]),
        (frozenset({JUSTIFICATION}), ["requestor_justification"]),
        (BOTH, ["disable_assignment_emails", "requestor_justification"]),
    ],
)
def test_w30_tells_only_what_this_cloud_lacks(lacks, told):
    assert controls("W30", ASKING, cloud_lacks=lacks) == told


def test_w30_is_silent_about_what_nobody_asked_for():
    assert controls("W30", QUIET, cloud_lacks=BOTH) == []
    assert controls("W30", package(), cloud_lacks=BOTH) == []
