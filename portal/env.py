"""Typed readers for the environment.

Every reader notes what is wrong and goes on, so that one start names every fault; `finish` then raises
`ImproperlyConfigured`. Values of secrets are never repeated in a message.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "PORTAL_"

#: Read by the tools around the portal (tests, benchmarks), so not unknown to it.
TOOLS = frozenset({"PORTAL_BROWSER", "PORTAL_TEST_POSTGRES_URL", "PORTAL_CSDL", "PORTAL_SHOTS"})

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


def on_loopback(url: str) -> bool:
    """Whether the URL's host is this machine and nothing else."""
    return (urlsplit(url).hostname or "") in LOOPBACK


class Environment:
    """The variables starting with PORTAL_, read one by one; empty counts as not set."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = {name: value.strip() for name, value in values.items() if name.startswith(PREFIX)}
        self.known = set(TOOLS)
        self.problems: list[str] = []

    def text(
        self, name: str, default: str | None = None, *, pattern: re.Pattern[str] | None = None, form: str = ""
    ) -> str:
        """The value as it stands, needed unless it has a default; `form` is `pattern` in words."""
        value = self._raw(name)
        if not value:
            return self._missing(name) if default is None else default
        if pattern and not pattern.fullmatch(value):
            self.problems.append(f"{name} must be {form}, not {value!r}.")
        return value

    def secret(self, name: str, default: str | None = None, *, minimum: int = 1) -> str:
        """A value that no message repeats."""
        value = self.text(name, default)
        if value and len(value) < minimum:
            self.problems.append(f"{name} must have at least {minimum} characters.")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """`true` or `false`."""
        return self.choice(name, ("true", "false"), "true" if default else "false") == "true"

    def integer(self, name: str, default: int, *, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        value = self._raw(name) or str(default)
        if not re.fullmatch(r"-?\d{1,18}", value) or not low <= int(value) <= high:
            self.problems.append(f"{name} must be a whole number from {low} to {high}, not {value!r}.")
            return default
        return int(value)

    def choice(self, name: str, allowed: Sequence[str], default: str) -> str:
        """One of the allowed words."""
        value = self._raw(name) or default
        if value not in allowed:
            self.problems.append(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
            return default
        return value

    def words(self, name: str, default: str | None = None) -> list[str]:
        """Words separated by commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def url(self, name: str, default: str, *, loopback_http: bool) -> str:
        """An https origin without a path; http only for this machine and only where the caller allows it."""
        value = (self._raw(name) or default).rstrip("/")
        parts = urlsplit(value)
        plain = loopback_http and parts.scheme == "http" and on_loopback(value)
        if not parts.hostname or parts.path or not (parts.scheme == "https" or plain):
            self.problems.append(
                f"{name} must be an https address without a path, such as {default}, not {value!r}. "
                "http is only for loopback together with PORTAL_INSECURE_LOOPBACK=true."
            )
        return value

    def refuse(self, problem: str) -> None:
        """Note a fault that spans several variables."""
        self.problems.append(problem)

    def finish(self) -> None:
        """Raise `ImproperlyConfigured` with everything that is missing, wrong or unknown."""
        problems = self.problems + [self._unknown(name) for name in sorted(set(self.values) - self.known)]
        if problems:
            raise ImproperlyConfigured(
                "The portal cannot start:\n" + "\n".join(f"- {line}" for line in problems)
            )

    def _raw(self, name: str) -> str:
        self.known.add(name)
        return self.values.get(name, "")

    def _missing(self, name: str) -> str:
        self.problems.append(f"{name} is needed and not set.")
        return ""

    def _unknown(self, name: str) -> str:
        near = difflib.get_close_matches(name, sorted(self.known), n=1, cutoff=0.75)
        hint = f" Did you mean {near[0]}?" if near else ""
        return f"{name} is not a setting of the portal.{hint}"
