"""The environment is made once, and again when the pins change."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fresh_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place without an environment, whose pins name nothing to install."""
    for name, place in {
        "VENV": ".venv", "PYTHON": ".venv/bin/python", "STAMP": ".venv/installed-pins",
        "RUNTIME": "requirements.txt", "DEVELOPMENT": "requirements-dev.txt",
    }.items():  # fmt: skip
        monkeypatch.setattr(environment, name, tmp_path / place)
    environment.RUNTIME.write_text("# nothing\n")
    environment.DEVELOPMENT.write_text("# nothing, twice\n")
    return tmp_path


def test_it_is_made_once_and_again_when_the_pins_change(
    fresh_clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.ensure(environment.RUNTIME)
    assert environment.PYTHON.exists()
    assert "Installing requirements.txt" in capsys.readouterr().out
    environment.ensure(environment.RUNTIME)
    assert capsys.readouterr().out == ""
    environment.RUNTIME.write_text("# still nothing\n")
    environment.ensure(environment.RUNTIME)
    assert "Installing requirements.txt" in capsys.readouterr().out


def test_what_developers_have_does_for_the_demo(
    fresh_clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.ensure(environment.DEVELOPMENT)
    capsys.readouterr()
    environment.ensure(environment.RUNTIME)
    assert capsys.readouterr().out == ""


def test_pins_that_cannot_be_had_are_tried_again(fresh_clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("UV_OFFLINE", "1")
    environment.RUNTIME.write_text("no-such-package==1.0 --hash=sha256:" + "0" * 64 + "\n")
    with pytest.raises(environment.CannotInstall, match=r"requirements\.txt"):
        environment.ensure(environment.RUNTIME)
    assert not environment.STAMP.exists()


def test_dev_py_says_what_it_can_do() -> None:
    done = subprocess.run(
        [sys.executable, "dev.py", "dance"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "demo" in done.stderr
    assert "test" in done.stderr
