"""`make mutants`: does a test notice when a rule is wrong? Changes the rules one spot at a time and asks.

    python -m tools.mutants [part of a file's name ...]    such as alternates approval

Every mutant is tried in a process forked from this one, which has imported all that does not change; the
changed module never touches the disk. One that no test of tests/rules notices is printed. Exits 1 when
fewer than 90 of 100 are noticed. Takes minutes, so it runs neither in CI nor with the tests.
"""

import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tools.changes import Mutant, mutants_of
from tools.environment import ROOT

RULES = ROOT / "wizard" / "rules"
TESTS = ROOT / "tests" / "rules"
#: What has nothing to get wrong: the list of imports, and a list for readers.
LEFT_ALONE = {"__init__.py", "held_elsewhere.py"}
#: Tests of chance cannot be repeated, and tests of tests say nothing about a rule.
NOT_ASKED = ("test_any_document.py", "test_examples.py")
PROMISED = 90
#: Seconds after which a mutant counts as noticed, since it no longer comes to an end.
PATIENCE = 60


@dataclass(frozen=True)
class Changed:
    """One module, one spot."""

    path: Path
    mutant: Mutant

    @property
    def module(self) -> str:
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts)

    @property
    def where(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.mutant.line}"


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the changed source in place of the file."""

    def __init__(self, changed: Changed) -> None:
        self.changed = changed

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.changed.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.changed.mutant.source, str(self.changed.path), "exec"), module.__dict__)  # noqa: S102


def main(wanted: list[str]) -> int:
    changed = [Changed(path, mutant) for path in _files(wanted) for mutant in mutants_of(path.read_text())]
    _import_what_stays()
    if not _passes(None):
        sys.exit("The tests of the rules fail without any change.")
    print(f"{len(changed)} mutants of {len({one.path for one in changed})} files", flush=True)
    survivors = [one for one, survived in _tried(changed) if survived]
    return _report(changed, survivors)


def _files(wanted: list[str]) -> list[Path]:
    found = [path for path in sorted(RULES.rglob("*.py")) if path.name not in LEFT_ALONE]
    return [
        path for path in found if not wanted or any(one in str(path.relative_to(RULES)) for one in wanted)
    ]


def _import_what_stays() -> None:
    """Everything but wizard.rules: that is what changes."""
    for name in ("pytest", "wizard.document", "wizard.document.lenient", "wizard.labels"):
        importlib.import_module(name)


def _tried(changed: Iterable[Changed]) -> Iterator[tuple[Changed, bool]]:
    """Two at a time on two processors, and so on; in the order in which they end."""
    running: dict[int, tuple[Changed, float]] = {}
    for one in changed:
        running[_start(one)] = (one, time.monotonic())
        if len(running) >= (os.cpu_count() or 1):
            yield _next(running)
    while running:
        yield _next(running)


def _start(one: Changed | None) -> int:
    child = os.fork()
    if child == 0:
        _judge(one)
    return child


def _judge(one: Changed | None) -> None:
    """In the child: ends with 0 where no test noticed anything. What tests print is nobody's."""
    code = 1
    with contextlib.suppress(BaseException):
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        if one:
            sys.meta_path.insert(0, _Loader(one))
        own, others = _test_files(one)
        code = _run(own) or _run(others)
    os._exit(min(code, 1))


def _run(files: list[str]) -> int:
    options = [
        "-x",
        "-q",
        "--noconftest",
        "-c",
        os.devnull,
        "--rootdir",
        str(ROOT),
        "--import-mode=importlib",
    ]
    for plugin in ("django", "randomly", "cacheprovider", "hypothesispytest", "_hypothesis_pytestplugin"):
        options += ["-p", f"no:{plugin}"]
    return int(importlib.import_module("pytest").main([*options, *files]))


def _test_files(one: Changed | None) -> tuple[list[str], list[str]]:
    """Those that notice soonest, and the others."""
    files = sorted(path for path in TESTS.glob("test_*.py") if path.name not in NOT_ASKED)
    soon = {"test_words", f"test_{one.path.stem}" if one else ""}
    return [str(one) for one in files if one.stem in soon], [
        str(one) for one in files if one.stem not in soon
    ]


def _passes(one: Changed | None) -> bool:
    return os.waitpid(_start(one), 0)[1] == 0


def _next(running: dict[int, tuple[Changed, float]]) -> tuple[Changed, bool]:
    """The first child to end; one that does not is ended."""
    while True:
        child, status = os.waitpid(-1, os.WNOHANG)
        if child in running:
            one, _ = running.pop(child)
            if status == 0:
                print(f"survived  {one.where}  {one.mutant.what}", flush=True)
            return one, status == 0
        for late in [pid for pid, (_, since) in running.items() if time.monotonic() - since > PATIENCE]:
            os.kill(late, 9)
        time.sleep(0.02)


def _report(changed: list[Changed], survivors: list[Changed]) -> int:
    for path in dict.fromkeys(one.path for one in changed):
        total = sum(one.path == path for one in changed)
        left = sum(one.path == path for one in survivors)
        print(f"{total - left:5} of {total:5}  {path.relative_to(ROOT)}")
    killed = len(changed) - len(survivors)
    share = 100 * killed / max(1, len(changed))
    print(f"{killed} of {len(changed)} mutants noticed: {share:.1f} % (promised: {PROMISED} %)")
    return int(share < PROMISED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
