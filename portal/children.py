"""Processes that live and die with the one that started them."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 60.0
#: Seconds a child has to finish what it is doing before it is killed.
GRACE = 10.0


class ChildFailed(Exception):
    """A child ended or never answered; the message names it and shows the end of its log."""


@dataclass(kw_only=True)
class Child:
    """One program in a process group of its own, writing to a log file."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    #: Whether it can be used; asked again and again after the start.
    answers: Callable[[], bool] = lambda: True
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    #: Where in the log this run begins.
    begins_at: int = field(default=0, init=False)

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.begins_at = log.tell()
            self.process = subprocess.Popen(  # noqa: S603
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def ended(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self.process.poll() if self.process else None

    def wait_until_it_answers(self, stopping: Callable[[], bool]) -> None:
        """Raises ChildFailed when it ends first or takes longer than PATIENCE seconds."""
        deadline = time.monotonic() + PATIENCE
        while not stopping() and not self.answers():
            if self.ended is not None or time.monotonic() > deadline:
                raise ChildFailed(self.story())
            time.sleep(0.1)

    def said(self) -> str:
        """What it wrote to its log since it was started."""
        with self.log.open("rb") as log:
            log.seek(self.begins_at)
            return log.read().decode(errors="replace")

    def story(self) -> str:
        """What became of it, and the end of its log."""
        state = f"ended with code {self.ended}" if self.ended is not None else "does not answer"
        lines = self.said().splitlines()[-15:]
        return "\n".join([f"The {self.name} {state}. The end of {self.log}:", *lines])


def stop(children: Sequence[Child]) -> None:
    """End all children and whatever they started: asked first, killed after GRACE seconds."""
    started = [child.process for child in children if child.process]
    for process in started:
        _signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for process in started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        _signal_group(process, signal.SIGKILL)
        process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
