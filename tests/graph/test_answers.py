"""Headers of an answer: how long to wait, what the tenant demands."""

import base64
import datetime as dt

import pytest

from portal.graph.answers import challenge_of, seconds_of

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("1", 1.0),
        ("315", 315.0),
        ("0", 0.0),
        ("Tue, 24 Nov 2026 12:01:30 GMT", 90.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("99999999999", 86_400.0),
        ("Thu, 24 Nov 2072 12:00:00 GMT", 86_400.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert seconds_of(header, now=NOW) == seconds


DEMAND = '{"access_token": {"nbf": {"essential": true, "value": "1764000000"}}}'
ENCODED = base64.b64encode(DEMAND.encode()).decode()


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        (f'Bearer realm="", error="insufficient_claims", claims="{ENCODED}"', DEMAND),
        (f'Bearer realm="", claims="{ENCODED.rstrip("=")}", error="insufficient_claims"', DEMAND),
        (f'Basic realm="x", Bearer error="insufficient_claims", claims={ENCODED}', DEMAND),
        ('Bearer realm="", error="invalid_token"', None),
        ('Bearer claims="%%%"', None),
        ('Bearer claims="bm8ganNvbg=="', None),
        ("", None),
    ],
)
def test_claims_challenge(header: str, claims: str | None) -> None:
    assert challenge_of(header) == claims
