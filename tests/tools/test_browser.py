"""Finding a browser: the chosen one, then the present ones, best first."""

from pathlib import Path

import pytest

from tools import browser, environment


def program(folder: Path, name: str, text: str = "#!/bin/sh\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser."""
    monkeypatch.delenv("PORTAL_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.setattr(browser, "BUNDLES", (str(tmp_path / "Google Chrome"),))
    return tmp_path


def test_a_bare_machine_has_none() -> None:
    assert browser.find() == ""


def test_the_small_one_comes_before_the_large_one(machine: Path) -> None:
    program(machine, "bin/chromium")
    program(machine, "bin/google-chrome")
    small = program(machine, "bin/chromium-headless-shell")
    assert browser.find() == str(small)


def test_the_chosen_one_comes_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine, "bin/chromium")
    mine = program(machine, "mine/chrome")
    monkeypatch.setenv("PORTAL_BROWSER", str(mine))
    assert browser.find() == str(mine)


def test_a_chosen_one_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_BROWSER", "/no/such/chrome")
    with pytest.raises(browser.NoBrowser, match="/no/such/chrome"):
        browser.find()


def test_a_stub_that_wants_a_snap_is_passed_over(machine: Path) -> None:
    program(machine, "bin/chromium", "#!/bin/sh\nexec snap run chromium\n")
    assert browser.find() == ""


def test_an_application_bundle_does(machine: Path) -> None:
    bundle = program(machine, "Google Chrome")
    assert browser.find() == str(bundle)


def test_what_playwright_downloaded_does(machine: Path) -> None:
    got = program(machine, "downloads/chromium_headless_shell-1200/chrome-linux/headless_shell")
    assert browser.find() == str(got)


def test_when_none_can_be_had_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "PYTHON", "/bin/false")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(browser.NoBrowser, match="apt-get install chromium-headless-shell"):
        browser.ensure()
