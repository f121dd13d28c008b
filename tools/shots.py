"""`make shots`: pictures of every page for README.md, taken while three people make one access package.

A demo of its own starts on free ports. Hanna writes, Rafael reviews, Olivia creates; worker and tenant do the
rest, and then things go wrong. Pictures go to docs/screens, or to the folder that PORTAL_SHOTS names.
"""

import sys
from collections.abc import Callable

from playwright.sync_api import expect, sync_playwright

from tests.fixtures.browser import OFFLINE
from tools import aftermath, scenes
from tools.browser import ensure
from tools.studio import FOLDER, PATIENCE, Studio
from tools.trial import trial

SCENES: tuple[Callable[[Studio], None], ...] = (
    scenes.signing_in,
    scenes.olivia_has_drafts,
    scenes.hanna_writes,
    scenes.rafael_reviews,
    scenes.olivia_creates,
    aftermath.it_stops,
    aftermath.it_asks,
    aftermath.petra_gives,
    scenes.other_looks,
)


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with trial() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure(), args=[OFFLINE])
        studio = Studio(browser, demo, browser.new_page())
        for scene in SCENES:
            scene(studio)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
