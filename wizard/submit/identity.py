"""As whom a submission's calls are made: chosen when Create was pressed."""

from __future__ import annotations

from portal.graph.client import GraphClient
from portal.wiring import graph_for, graph_for_application
from wizard.models import Submission


def graph_of(submission: Submission) -> GraphClient:
    """The person's own client, or the application's. The person's rights have to be judged before it is used
    (`wizard.submit.entitled`).
    """
    if submission.identity == Submission.Identity.APPLICATION:
        return graph_for_application()
    return graph_for(submission.actor)
