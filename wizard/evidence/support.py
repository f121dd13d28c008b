"""What support needs to know of a submission, without the words and names of anybody."""

from __future__ import annotations

import platform
import tomllib
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from wizard.evidence.canonical import plain
from wizard.evidence.check import check
from wizard.evidence.scrub import Scrubber
from wizard.evidence.story import story_of
from wizard.models import Submission
from wizard.plan import Plan

FORMAT = "access-package-portal/support"
VERSION = 1

#: Settings that tell nothing of anybody and open nothing.
TOLD = (
    "PORTAL_CLOUD", "PORTAL_TENANT_ID", "PORTAL_CLIENT_ID", "PORTAL_REVIEW", "PORTAL_PATIENCE_SECONDS",
    "PORTAL_LOOK_SECONDS", "PORTAL_INSECURE_LOOPBACK", "PORTAL_CREATE_AS", "PORTAL_LICENCES",
    "PORTAL_EXTRA_SCOPES",
)  # fmt: skip
LIBRARIES = ("django", "msal", "requests", "urllib3", "pydantic", "cryptography")

#: Columns of a call that hold no text from outside.
_PLAIN = (
    "attempt", "is_look", "state", "method", "status", "adopted", "lease_number", "body_digest",
    "client_request_id", "started_at", "finished_at",
)  # fmt: skip


def bundle_of(submission: Submission) -> dict[str, Any]:
    """Only what is known to name nobody is taken over; everything else is left out or has a placeholder."""
    story, scrub = story_of(submission.draft_id, only=submission.pk), Scrubber()
    (told,) = story["submissions"]
    return {
        "format": FORMAT,
        "version": VERSION,
        "taken_at": plain(timezone.now()),
        "portal": _portal(),
        "submission": _submission(submission, scrub),
        "steps": [_step(step, scrub) for step in Plan.from_json(submission.plan).steps],
        "steps_back": [_step(step, scrub) for step in Plan.from_json(submission.undo_plan or []).steps],
        "calls": [_call(call, scrub) for call in told["calls"]],
        "objects": {scrub.key(step): scrub.id(id) for step, id in told["objects"].items()},
        "events": [_event(link, scrub) for link in story["chain"]["links"]],
        "evidence_is_whole": not check(story),
    }


def _portal() -> dict[str, Any]:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return {
        "version": project["version"],
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "database": [connection.vendor, *connection.get_database_version()],
        "settings": {name: getattr(settings, name) for name in TOLD},
    }


def _submission(submission: Submission, scrub: Scrubber) -> dict[str, Any]:
    return {
        "id": str(submission.pk),
        "draft": str(submission.draft_id),
        "state": submission.state,
        "has_problem": bool(submission.problem),
        "digest": submission.digest,
        "identity": submission.identity,
        "created_by": scrub.person(str(submission.created_by.object_id)),
        "undo_by": scrub.person(str(submission.undo_by.object_id)) if submission.undo_by else None,
        "created_at": plain(submission.created_at),
        "finished_at": plain(submission.finished_at),
        "not_before": plain(submission.not_before),
        "lease_number": submission.lease_number,
        "lease_until": plain(submission.lease_until),
    }


def _step(step: Any, scrub: Scrubber) -> dict[str, Any]:
    return {
        "key": scrub.key(step.key),
        "method": step.call.method,
        "needs": [scrub.key(key) for key in step.needs],
        "repeats_until_found": len(step.until),
    }


def _call(call: dict[str, Any], scrub: Scrubber) -> dict[str, Any]:
    facts = call["facts"]
    return {
        "step": scrub.key(facts["step"]),
        "path": scrub.path(facts["path"]),
        **{name: facts[name] for name in _PLAIN},
        "seconds": call["seconds"],
        "request_id": scrub.id(facts["request_id"]) if facts["request_id"] else "",
        "error_code": scrub.code(facts["error_code"]),
    }


def _event(link: dict[str, Any], scrub: Scrubber) -> dict[str, Any]:
    step = link["data"].get("step", "")
    return {
        "number": link["number"],
        "portal_number": link["portal_number"],
        "kind": link["kind"],
        "at": link["at"],
        "by": scrub.person(link["by"]),
        "step": scrub.key(step) if step else "",
        "hash": link["hash"],
    }
