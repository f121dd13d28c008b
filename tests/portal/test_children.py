"""Child processes: started, waited for, and never left behind."""

import fcntl
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal import children
from portal.children import Child, ChildFailed

STUBBORN = """
import signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[1], "w")
signal.pause()
"""
#: Its own child holds a lock for as long as it lives.
PARENT = """
import subprocess, sys
subprocess.run([sys.executable, "-c", sys.argv[2], sys.argv[1]])
"""
LOCKING = """
import fcntl, sys, time
lock = open(sys.argv[1] + ".lock", "w")
fcntl.flock(lock, fcntl.LOCK_EX)
open(sys.argv[1], "w")
time.sleep(600)
"""
SLEEPING = "import time; time.sleep(600)"
BROKEN = "raise SystemExit('no such company')"

Start = Callable[..., Child]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a few lines of Python whose first argument is the file that says they are up."""
    family: list[Child] = []

    def go(code: str, *more: str) -> Child:
        up = tmp_path / f"up-{len(family)}"
        child = Child(
            name="tenant", command=[sys.executable, "-c", code, str(up), *more], environment=dict(os.environ),
            log=tmp_path / "log" / "tenant.log", answers=lambda: up.exists(),
        )  # fmt: skip
        family.append(child)
        child.start()
        return child

    yield go
    children.stop(family)


def never() -> bool:
    return False


def test_one_that_will_not_go_is_killed(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "GRACE", 0.2)
    child = start(STUBBORN)
    child.wait_until_it_answers(never)
    children.stop([child])
    assert child.ended == -signal.SIGKILL


def test_what_it_started_goes_with_it(start: Start, tmp_path: Path) -> None:
    child = start(PARENT, LOCKING)
    child.wait_until_it_answers(never)
    children.stop([child])
    with (tmp_path / "up-0.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # would wait for as long as somebody holds it


def test_one_that_ends_at_once_tells_its_story(start: Start) -> None:
    child = start(BROKEN)
    with pytest.raises(ChildFailed) as failed:
        child.wait_until_it_answers(never)
    assert "The tenant ended with code 1" in str(failed.value)
    assert "no such company" in str(failed.value)


def test_one_that_never_answers_is_named(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "PATIENCE", 0.2)
    child = start(SLEEPING)
    with pytest.raises(ChildFailed, match="The tenant does not answer"):
        child.wait_until_it_answers(never)


def test_nobody_waits_once_the_stop_was_asked_for(start: Start) -> None:
    start(SLEEPING).wait_until_it_answers(lambda: True)


def test_stopping_twice_does_no_harm(start: Start) -> None:
    child = start(SLEEPING)
    children.stop([child])
    children.stop([child])
    assert child.ended == -signal.SIGTERM
