"""Carries an approved plan into the tenant, exactly once, whatever fails on the way.

The database holds the truth: a lease says who works on a submission, a journal what was sent and answered.
"""

from wizard.submit.endings import Ending
from wizard.submit.executor import StillUnderWay
from wizard.submit.lease import LostLease, claim
from wizard.submit.parking import Parked, parked_for
from wizard.submit.progress import Line, Progress, progress
from wizard.submit.restart import RESUMABLE, resume, wake_parked
from wizard.submit.run import run_submission

__all__ = [
    "RESUMABLE",
    "Ending",
    "Line",
    "LostLease",
    "Parked",
    "Progress",
    "StillUnderWay",
    "claim",
    "parked_for",
    "progress",
    "resume",
    "run_submission",
    "wake_parked",
]
