"""Log lines that hold one record each and no secret."""

import logging
import re
import time
from typing import Any

#: Shapes of secrets: bearer tokens, whatever looks like a signed token, credentials named in forms or URLs.
SECRETS = re.compile(
    r"(?P<bearer>Bearer\s+)[\w.~+/=-]+"
    r"|eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*"
    r"|(?P<name>\b(?:client_secret|client_assertion|refresh_token|access_token|id_token|code|code_verifier|password)"
    r"[\"']?\s*[=:]\s*[\"']?)[^\s&\"',}]+",
    re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """The text with every secret replaced by `***`."""
    return SECRETS.sub(lambda found: f"{found['bearer'] or found['name'] or ''}***", text)


def on_one_line(text: str) -> str:
    """The text with control characters written out, so that no name from outside can forge a record."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


class PlainFormatter(logging.Formatter):
    """`2026-01-31T12:00:00Z WARNING logger: message`, then the traceback if there is one."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:
        return on_one_line(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        """Indented, so that no line of what an error says passes for a record of its own."""
        return "\n".join(f"    {on_one_line(line)}" for line in super().formatException(ei).splitlines())

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))
