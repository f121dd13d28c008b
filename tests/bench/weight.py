"""What a browser that was never here before downloads: the list of drafts and the Basics tab.

`python -m tests.bench.weight` starts the product as it runs in production (gunicorn, compressed static files
with fingerprinted names) and asks a real browser for both pages. Counted are all bytes of all answers, their
headers included, page icon and htmx too. Exits 1 above 80 kB (80,000 bytes).
"""

from __future__ import annotations

import re
import sys
import uuid
from collections import Counter
from typing import Any

import requests
from playwright.sync_api import Browser, sync_playwright

from tests.bench._figures import Figure, report
from tests.fixtures.browser import OFFLINE
from tests.signin.walk import HasUrl, sign_in_over_http
from tools.browser import ensure
from tools.trial import Trial, trial

LIMIT = 80_000
#: As many drafts as the list shows on one page.
DRAFTS = 25
#: The browser's words for what it fetches, and ours; it has several for pictures.
KINDS = {"Document": "HTML", "Stylesheet": "CSS", "Script": "JavaScript"}


def main() -> int:
    with trial() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure(), args=[OFFLINE])
        session = _signed_in(running)
        draft = [_draft(session, running.url, number) for number in range(DRAFTS)][-1]
        pages = {"the list of drafts": "/drafts/", "the Basics tab": f"/drafts/{draft}/basics/"}
        print("weight: bytes on the wire at the first visit", flush=True)
        figures = [
            _figure(what, _weigh(browser, session, running.url + path)) for what, path in pages.items()
        ]
        browser.close()
    return report(figures)


def _signed_in(running: Trial) -> requests.Session:
    class Tenant(HasUrl):
        url = running.tenant_url

    session = requests.Session()
    answer = sign_in_over_http(session, running.url, Tenant(), "olivia")
    assert answer.status_code == 302, answer.text
    return session


def _draft(session: requests.Session, url: str, number: int) -> uuid.UUID:
    """Saved as a browser without script would."""
    page = session.get(f"{url}/drafts/new/", timeout=30).text
    action = re.search(r'<form id="tab-form"[^>]* action="([^"]+)"', page)
    assert action, page
    told = dict(re.findall(r'<input type="hidden" name="([^"]+)"[^>]* value="([^"]*)"', page))
    typed = {"name": f"Campaign {number}", "description": "What campaigns need", "go": "stay"}
    answer = session.post(url + action[1], told | typed, headers={"Referer": url}, timeout=30)
    assert answer.status_code == 200, answer.text
    return uuid.UUID(action[1].split("/")[2])


def _weigh(browser: Browser, session: requests.Session, address: str) -> Counter[str]:
    """Bytes by kind of file, in a browser that has nothing but the session's cookies."""
    context = browser.new_context()
    for cookie in session.cookies:
        context.add_cookies([{"name": cookie.name, "value": cookie.value or "", "url": address}])
    page = context.new_page()
    weights: Counter[str] = Counter()
    _listen(context.new_cdp_session(page), weights)
    page.goto(address, wait_until="networkidle")
    assert page.url == address, f"{address} led to {page.url}"
    if icon := page.locator('link[rel="icon"]').get_attribute("href"):
        weights["icons"] += _size(f"{address[: address.index('/', 8)]}{icon}")
    context.close()
    return weights


def _listen(wire: Any, weights: Counter[str]) -> None:
    """Chromium's own count: headers and body as they arrived, still compressed."""
    kinds: dict[str, str] = {}

    def came(event: Any) -> None:
        kinds[event["requestId"]] = KINDS.get(event["type"], "icons")

    def finished(event: Any) -> None:
        weights[kinds[event["requestId"]]] += round(event["encodedDataLength"])

    wire.on("Network.responseReceived", came)
    wire.on("Network.loadingFinished", finished)
    wire.send("Network.enable")


def _size(address: str) -> int:
    """Of the whole answer: browsers with windows fetch the page's icon, those without do not."""
    answer = requests.get(address, headers={"Accept-Encoding": "gzip, deflate, br"}, stream=True, timeout=30)
    body = answer.raw.read(decode_content=False)
    return len(body) + sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) + 19


def _figure(what: str, weights: Counter[str]) -> Figure:
    parts = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in weights.most_common())
    total = weights.total()
    print(f"{what}: {total:,} bytes ({parts} kB)", flush=True)
    return Figure(
        what=f"First visit to {what}",
        measured=f"{total / 1000:.1f} kB, which is {total / LIMIT:.2f} of what is allowed",
        promise=f"at most {LIMIT // 1000} kB",
        kept=total <= LIMIT,
    )


if __name__ == "__main__":
    sys.exit(main())
