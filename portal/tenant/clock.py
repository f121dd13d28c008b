"""The time of day as Graph prints it."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)


def stamp() -> str:
    """Now, as ``2026-11-24T09:30:00.123Z``."""
    return now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
