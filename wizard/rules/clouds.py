"""What the tenant's cloud does not have: the plan leaves it out, so the author is told (W30)."""

from collections.abc import Iterator

from wizard.document import Policy
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, warning
from wizard.rules.registry import policy_rule

EMAILS = Place(tab="requests", control="disable_assignment_emails")
JUSTIFICATION = Place(tab="requests", control="requestor_justification")


@policy_rule("W30")
def the_cloud_lacks_what_was_asked_for(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if policy.disable_assignment_emails and "notificationSettings" in facts.cloud_lacks:
        yield _not_available(EMAILS, "Disabling assignment emails", "The emails are sent.")
    asked = policy.approval is not None and policy.approval.requestor_justification
    if asked and "isRequestorJustificationRequired" in facts.cloud_lacks:
        text = "Requestors are not made to give one; ask for it with a required question."
        yield _not_available(JUSTIFICATION, "Requiring a requestor justification", text)


def _not_available(place: Place, what: str, hint: str) -> Problem:
    return warning("W30", place, f"{what} is not available in this cloud and is left out of the plan.", hint)
