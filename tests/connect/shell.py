"""A shell in the portal's folder, as an administrator has one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.children import Child, stop
from portal.demo import responds
from tests.connect.document import block

STRICT = ("bash", "-euo", "pipefail", "-c")


class Shell:
    """`around` are settings that this machine needs and no document tells of."""

    def __init__(self, folder: Path, around: dict[str, str]) -> None:
        self.folder = folder
        self.around = "\n".join(f"export {name}={value}" for name, value in around.items())
        foreign = ("PORTAL_", "DJANGO_")
        self.outside = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}

    def run(self, script: str, *, with_settings: bool = True, as_here: bool = True) -> str:
        """What it printed; it must succeed. `as_here` false: with the document's own settings alone."""
        first = self._settings(as_here) if with_settings else ""
        done = subprocess.run(
            [*STRICT, f"{first}\n{script}"],
            cwd=self.folder,
            env=self.outside,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def serving(self, command: str, health: str) -> Iterator[None]:
        """The command runs for as long as the block lasts."""
        script = f"cd {self.folder}\n{self._settings(as_here=True)}\nexec {command}"
        log = self.folder / "portal.log"
        child = Child(name="portal", command=[*STRICT, script], environment=self.outside, log=log)
        child.answers = lambda: responds(health)
        try:
            child.start()
            child.wait_until_it_answers(lambda: False)
            yield
        finally:
            stop([child])

    def _settings(self, as_here: bool) -> str:
        return block("sh", "set -a") + (self.around if as_here else "")
