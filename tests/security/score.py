"""The public header scanner's rules, in our own words, as far as they can add or cost points here.

Source: the scoring tables of MDN's HTTP Observatory. SECURITY.md says how to run the scanner itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: Half a year, in seconds: shorter promises cost points.
HALF_A_YEAR = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def score(headers: Mapping[str, str], cookies: Sequence[str], html: str) -> dict[str, int]:
    """Points by rule, to be added to 100. `cookies` are whole Set-Cookie lines."""
    policy = directives(headers.get("Content-Security-Policy", ""))
    return {
        "content security policy": _policy(policy),
        "cookies": _cookies(cookies),
        "cross-origin sharing": -50 if headers.get("Access-Control-Allow-Origin") == "*" else 0,
        "transport security": _transport(headers.get("Strict-Transport-Security", "")),
        "referrer policy": 5 if headers.get("Referrer-Policy", "") in PRIVATE else -5,
        "scripts of others": _scripts(html),
        "content type options": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": 5 if policy.get("frame-ancestors") == "'none'" else -20,
        "resource policy": 10 if headers.get("Cross-Origin-Resource-Policy") == "same-origin" else 0,
    }


def directives(header: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: value for name, _, value in parts}


def _policy(policy: dict[str, str]) -> int:
    """Ten points want default-src 'none', a form-action, and nothing unsafe anywhere."""
    if not policy:
        return -25
    if any("unsafe" in value or "*" in value or "data:" in value for value in policy.values()):
        return -20
    strict = policy.get("default-src") == "'none'" and "form-action" in policy and "base-uri" in policy
    return 10 if strict else 5


def _cookies(cookies: Sequence[str]) -> int:
    if not cookies:
        return 0
    wanted = ("secure", "httponly", "samesite=")
    return 5 if all(word in cookie.lower() for cookie in cookies for word in wanted) else -20


def _transport(header: str) -> int:
    age = re.search(r"max-age=(\d+)", header)
    return 0 if age and int(age[1]) >= HALF_A_YEAR else -20


def _scripts(html: str) -> int:
    """Five points where every script of our own is sealed; none lost for our own without."""
    tags = re.findall(r"<script\b[^>]*\bsrc=[^>]*>", html)
    if any(re.search(r'src="(?:https?:)?//', tag) for tag in tags):
        return -50
    return 5 if tags and all("integrity=" in tag for tag in tags) else 0
