"""Where pictures are taken: a browser before a running demo."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from tests.walk.people import Visitor
from tools.environment import ROOT
from tools.smaller import smaller
from tools.trial import Trial

FOLDER = Path(os.environ.get("PORTAL_SHOTS") or ROOT / "docs" / "screens")
WIDE: ViewportSize = {"width": 1360, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
#: Milliseconds until a missing control counts as missing.
PATIENCE = 30_000


@dataclass(frozen=True)
class Studio:
    """A browser, the demo before it, and a folder for the pictures."""

    browser: Browser
    demo: Trial
    #: An empty page that makes pictures smaller.
    lab: Page

    def visitor(self, name: str, **options: Any) -> Visitor:
        """Somebody with a window of their own, signed in."""
        options = {"viewport": WIDE, "timezone_id": "Europe/Berlin", "reduced_motion": "reduce"} | options
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context.new_page(), self.demo.url)
        visitor.sign_in(name)
        return visitor

    def take(self, name: str, page: Page, *, whole: bool = False) -> None:
        """What the window shows, or a window as tall as the page: its footer sticks to the window's edge."""
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        before = page.viewport_size or WIDE
        if whole:
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": before["width"], "height": height})
        page.evaluate("scrollTo(0, 0)")
        # The caret stays as it is: hiding it would need a style that the page's policy refuses.
        picture = page.screenshot(caret="initial")
        page.set_viewport_size(before)
        (FOLDER / f"{name}.png").write_bytes(smaller(self.lab, picture))
        print(f"{name}.png", flush=True)
