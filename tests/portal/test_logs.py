"""What reaches the log: one line a record, no secret."""

import logging
import sys

import pytest

from portal.logs import PlainFormatter

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl"


def line(message: str, *values: object) -> str:
    record = logging.LogRecord("portal.graph", logging.WARNING, __file__, 1, message, values, None)
    return PlainFormatter().format(record)


def test_a_line_says_when_how_bad_who_and_what() -> None:
    head, _, text = line("retrying in %d s", 3).partition(" WARNING portal.graph: ")
    assert head.endswith("Z")
    assert text == "retrying in 3 s"


@pytest.mark.parametrize(
    "leak",
    [
        "Authorization: Bearer opaque-token-1",
        f"token {JWT} was refused",
        "POST client_secret=opaque-token-1&grant_type=x",
        "{'refresh_token': 'opaque-token-1', 'scope': 'x'}",
        '{"access_token": "opaque-token-1"}',
        "GET /signin/callback?code=opaque-token-1&state=y",
        "Cookie: __Host-session=opaque-token-1; __Host-csrf=another",
        "{'Set-Cookie': 'session=opaque-token-1; HttpOnly', 'Date': 'today'}",
        "cookies session=opaque-token-1; path=/",
        "csrfmiddlewaretoken=opaque-token-1",
        "Authorization: Basic opaque-token-1",
        "PORTAL_TOKEN_KEYS=opaque-token-1",
        "postgres://portal:opaque-token-1@db/portal",
        "-----BEGIN RSA PRIVATE KEY-----\nopaque-token-1\n-----END RSA PRIVATE KEY-----",
        "gAAAAABm-opaque-token-1-c2lnbmF0dXJl==",
    ],
)
def test_secrets_are_starred_out(leak: str) -> None:
    told = line(leak)
    assert "opaque-token-1" not in told
    assert "c2lnbmF0dXJl" not in told
    assert "***" in told


@pytest.mark.parametrize(
    "plain",
    [
        "GET /drafts/?q=codes 200",
        "503 ServiceUnavailable: try again (request id 7c0f3a52)",
        "AADSTS65001: consent is missing",
        "http://127.0.0.1:8001/v1.0/me",
        "a cookie was set",
    ],
)
def test_what_is_no_secret_stays(plain: str) -> None:
    assert line(plain).endswith(plain)


def test_a_traceback_hides_them_too() -> None:
    try:
        raise ValueError(f"refused {JWT}")
    except ValueError:
        record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "no", (), sys.exc_info())
    told = PlainFormatter().format(record)
    assert "Traceback" in told
    assert JWT not in told


def test_a_name_from_outside_cannot_forge_a_record() -> None:
    told = line("renamed to %s", "x\n2030-01-01T00:00:00Z INFO portal: all is well\x1b[2J")
    assert len(told.splitlines()) == 1
    assert "\x1b" not in told
