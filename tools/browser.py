"""Find a Chromium for the tests, or get one."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import debian, environment

#: On the PATH, fastest first. Ubuntu's `chromium-browser` is a stub that wants a snap, so it is not asked.
NAMES = (
    "chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable",
    "microsoft-edge", "microsoft-edge-stable",
)  # fmt: skip

BUNDLES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

HOW_TO_GET_ONE = """\
The tests need a Chromium or Chrome and none could be had. Either
  - install one: on Debian `apt-get install chromium-headless-shell`, elsewhere Chrome or Chromium, or
  - `.venv/bin/playwright install chromium --only-shell`, or
  - set PORTAL_BROWSER to the path of one."""


class NoBrowser(Exception):
    """There is no browser; the message says how to get one."""


def ensure() -> str:
    """The path of a browser, installed if need be. Raises NoBrowser."""
    found = find()
    if not found and debian.can_install():
        print("Installing chromium-headless-shell ...", flush=True)
        debian.install("chromium-headless-shell", "fonts-dejavu-core")
        found = find()
    if not found:
        print("Asking Playwright for a browser ...", flush=True)
        environment.run([str(environment.PYTHON), "-m", "playwright", "install", "chromium", "--only-shell"])
        found = find()
    if not found:
        raise NoBrowser(HOW_TO_GET_ONE)
    return found


def find() -> str:
    """The path of a browser that is here already; empty when there is none. Raises NoBrowser."""
    chosen = os.environ.get("PORTAL_BROWSER")
    if chosen:
        if not (path := shutil.which(chosen)):
            raise NoBrowser(f"PORTAL_BROWSER names no program: {chosen}")
        return path
    return next(candidates(), "")


def candidates() -> Iterator[str]:
    """Every browser here, best first."""
    yield from (path for name in NAMES if (path := shutil.which(name)) and not _is_snap_stub(path))
    yield from (path for path in BUNDLES if Path(path).exists())
    yield from sorted(map(str, _downloads()), reverse=True)


def _is_snap_stub(path: str) -> bool:
    """Ubuntu's package is a small shell script; real browsers may be started by one too, but not by snap."""
    start = Path(path).read_bytes()[:4000]
    return start.startswith(b"#!") and b"snap" in start


def _downloads() -> Iterator[Path]:
    """Browsers that Playwright downloaded earlier."""
    cache = "Library/Caches" if sys.platform == "darwin" else ".cache"
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / cache / "ms-playwright")
    for name in ("headless_shell", "chrome-headless-shell"):
        yield from folder.glob(f"chromium_headless_shell-*/*/{name}")
