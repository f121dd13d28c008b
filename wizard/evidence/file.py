"""A downloaded file, read back: hostile until its shape is known."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

#: No submission's evidence comes near.
MOST_BYTES = 64 * 1024 * 1024


class NotEvidence(ValueError):
    """The text for people says why."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class _Link(_Part):
    number: int
    draft: str
    kind: str
    by: str | None
    data: dict[str, Any]
    previous: str
    hash: str


class _Head(_Part):
    length: int
    hash: str


class _Chain(_Part):
    links: list[_Link]
    head: _Head
    portal: _Head


class _Draft(_Part):
    id: str
    state: str | None
    document: str | None = None


class _Person(_Part):
    object_id: str


class _Revision(_Part):
    number: int
    by: _Person
    document: str


class _Verdict(_Part):
    verdict: str
    digest: str
    by: str
    at: str


class _Approval(_Part):
    facts: _Verdict
    by: _Person


class _CallFacts(_Part):
    step: str
    attempt: int
    is_look: bool
    method: str
    path: str
    body_digest: str
    client_request_id: str
    lease_number: int
    started_at: str
    state: str
    answer: str


class _Call(_Part):
    facts: _CallFacts
    answer: Any


class _Submission(_Part):
    id: str
    state: str
    digest: str
    created_by: _Person
    document: Any
    plan: Any
    identity: str | None = None
    undo_plan: Any = None
    undo_by: _Person | None = None
    calls: list[_Call]
    objects: dict[str, str]


class _File(_Part):
    format: Literal["access-package-portal/evidence"]
    version: Literal[1]
    only_submission: str | None
    draft: _Draft
    revisions: list[_Revision]
    approvals: list[_Approval]
    submissions: list[_Submission]
    chain: _Chain


def read_evidence(content: bytes) -> dict[str, Any]:
    """The story in a file. Raises NotEvidence."""
    try:
        told: dict[str, Any] = json.loads(content, object_pairs_hook=_once_each)
        _File.model_validate(told)
    except NotEvidence:
        raise
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise NotEvidence(f"it is no evidence file: {place or 'the whole'}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:
        raise NotEvidence("it is not JSON") from error
    return told


def _once_each(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two members of one name each reader would believe another one. Raises NotEvidence."""
    told = dict(members)
    if len(told) < len(members):
        raise NotEvidence("a member is there twice")
    return told
