"""What was read back in the end, as the submission's page shows it."""

from __future__ import annotations

from typing import Any

from wizard.models import Submission


def comparison_of(submission: Submission) -> dict[str, Any] | None:
    """For wizard/_comparison.html, the differences first; None where nothing was read back."""
    fields = submission.comparison
    if not fields:
        return None
    differing = sum(not field["same"] for field in fields)
    words = "1 field differs" if differing == 1 else f"{differing} fields differ"
    return {
        "fields": sorted(fields, key=lambda field: bool(field["same"])),
        "differing": differing,
        "title": f"Created, but {words} from what was approved.",
    }
