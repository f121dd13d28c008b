"""Log lines that hold one record each and no secret."""

import logging
import re
import time
from typing import Any

_NAMED = (
    "client_secret|client_assertion|refresh_token|access_token|id_token|code|code_verifier|password"
    "|PORTAL_SECRET_KEY|PORTAL_TOKEN_KEYS|PORTAL_CLIENT_SECRET|(?:__Host-)?(?:session|csrf)|csrfmiddlewaretoken"
)
#: Shapes of secrets, one a line: credentials in a header; cookies; private keys; whatever looks like a signed
#: token; what Fernet sealed; a password in an address; credentials named in forms, addresses and settings.
#: What a group holds is kept, the rest is not.
SECRETS = re.compile(
    r"(?P<bearer>Bearer\s+|Authorization[\"']?\s*[=:]\s*[\"']?Basic\s+)[\w.~+/=-]+"
    r"|(?P<cookie>\b(?:Set-)?Cookie[\"']?\s*[=:]\s*)(?:\"[^\"]*\"|'[^']*'|[^\r\n]+)"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
    r"|eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*"
    r"|gAAAA[\w-]{20,}=*"
    r"|(?P<address>\w://[^\s:/@]*:)[^\s/@]+(?=@)"
    rf"|(?P<name>\b(?:{_NAMED})[\"']?\s*[=:]\s*[\"']?)[^\s&\"',;}}]+",
    re.IGNORECASE | re.DOTALL,
)


def without_secrets(text: str) -> str:
    """The text with every secret replaced by `***`."""
    return SECRETS.sub(lambda found: f"{found[found.lastgroup] if found.lastgroup else ''}***", text)


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


def dress_handlers_of(*names: str) -> None:
    """What others set up for their own loggers, such as a web server, writes as we do."""
    for name in names:
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(PlainFormatter())
