"""`make mutants`: does a test notice when a rule is wrong? Changes the rules one spot at a time and asks.

    python -m tools.mutants [part of a file's name ...]    such as alternates approval

Every mutant is tried in a process of its own; the changed module never touches the disk. One that no test
of tests/rules notices is printed. Exits 1 when fewer than 90 of 100 are noticed. Takes minutes, so it runs
neither in CI nor with the tests.
"""

import contextlib
import importlib
import json
import os
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

from tools import noticing
from tools.changes import mutants_of, unchanged
from tools.environment import ROOT
from tools.noticing import Calls, Changed, Place

PROMISED = 90
#: Seconds of processor time after which a mutant counts as noticed, since it no longer comes to an end; all
#: tests together need a fraction of it.
PATIENCE = 120


def main(wanted: list[str]) -> int:
    changed = [Changed(path, mutant) for path in _files(wanted) for mutant in mutants_of(path.read_text())]
    _import_what_stays()
    if os.waitpid(_fork(lambda: noticing.on_import(None)), 0)[1]:
        sys.exit("The tests of the rules fail without any change.")
    print(f"{len(changed)} mutants of {len({one.path for one in changed})} files", flush=True)
    survivors, left = _in_functions(changed)
    print(f"{len(left)} of them are changed on import", flush=True)
    survivors += _survivors((one, partial(noticing.on_import, one)) for one in left)
    return _report(changed, survivors)


def _files(wanted: list[str]) -> list[Path]:
    found = sorted(noticing.RULES.rglob("*.py"))
    return [
        path
        for path in found
        if not wanted or any(one in str(path.relative_to(noticing.RULES)) for one in wanted)
    ]


def _import_what_stays() -> None:
    """Everything but wizard.rules: that is what changes."""
    for name in ("pytest", "wizard.document", "wizard.document.lenient", "wizard.labels"):
        importlib.import_module(name)


def _fork(notices: Callable[[], bool]) -> int:
    """A child that ends with 0 where no test noticed anything."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        code = 1
        with contextlib.suppress(BaseException):
            noticing.silently()
            code = int(notices())
        os._exit(code)
    return child


def _survivors(trials: Iterable[tuple[Changed, Callable[[], bool]]]) -> list[Changed]:
    """Two at a time on two processors, and so on; in the order in which they end."""
    running: dict[int, Changed] = {}
    found: list[Changed | None] = []
    for one, notices in trials:
        running[_fork(notices)] = one
        if len(running) >= (os.cpu_count() or 1):
            found.append(_next(running))
    while running:
        found.append(_next(running))
    return [one for one in found if one]


def _next(running: dict[int, Changed]) -> Changed | None:
    """The first child to end, if its mutant survived."""
    child, status = os.wait()
    one = running.pop(child)
    if status == 0:
        print(f"survived  {one.where}  {one.mutant.what}", flush=True)
    return None if status else one


def _in_functions(changed: list[Changed]) -> tuple[list[Changed], list[Changed]]:
    """Survivors among those in one function, and all that are not. In a child, since it imports the rules."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        trials = _InFunctions(changed)
        noticing.run(noticing.test_files(set()), [trials])
        os.write(write, trials.told.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        told = json.loads(answer.read() or sys.exit("The tests could not be run."))
    os.waitpid(child, 0)
    return [changed[number] for number in told["survivors"]], [changed[number] for number in told["left"]]


class _InFunctions:
    """A plugin of pytest that runs the collected tests once per mutant."""

    def __init__(self, changed: list[Changed]) -> None:
        self.changed = changed
        self.calls = Calls()
        #: Numbers of survivors, and of those that have to be changed on import; JSON.
        self.told = ""

    def pytest_sessionstart(self) -> None:
        sys.settrace(self.calls)

    def pytest_runtestloop(self, session: Any) -> bool:
        sys.settrace(None)
        for item in session.items:
            with self.calls.of(item.nodeid):
                _passes(item)
        trials = list(self._trials(session.items))
        tried = {id(one) for one, _ in trials}
        survivors = set(map(id, _survivors(trials)))
        told = {
            "survivors": [number for number, one in enumerate(self.changed) if id(one) in survivors],
            "left": [number for number, one in enumerate(self.changed) if id(one) not in tried],
        }
        self.told = json.dumps(told)
        return True

    def _trials(self, items: list[Any]) -> Iterator[tuple[Changed, Callable[[], bool]]]:
        before = {path: noticing.codes_of(unchanged(path.read_text()), path) for path in _files([])}
        for one in self.changed:
            if found := noticing.spoilt_function(one, before[one.path]):
                place = (str(one.path), noticing.outermost(found[1].co_qualname))
                if place not in self.calls.made["import"]:
                    yield one, _trial(*found, self._calling(place, items, one.own_tests))

    def _calling(self, place: Place, items: list[Any], own: set[str]) -> list[Any]:
        """Those that notice soonest come first."""
        found = [item for item in items if place in self.calls.made[item.nodeid]]
        return sorted(found, key=lambda item: item.path.stem not in own)


def _trial(function: Any, code: CodeType, items: list[Any]) -> Callable[[], bool]:
    def notices() -> bool:
        function.__code__ = code
        return not all(map(_passes, items))

    return notices


def _passes(item: Any) -> bool:
    reports = importlib.import_module("_pytest.runner").runtestprotocol(item, log=False)
    return not any(one.failed for one in reports)


def _report(changed: list[Changed], survivors: list[Changed]) -> int:
    total, left = Counter(one.path for one in changed), Counter(one.path for one in survivors)
    for path, count in total.items():
        share = 100 * (count - left[path]) / count
        print(f"{count - left[path]:5} of {count:5}  {share:5.1f} %  {path.relative_to(ROOT)}")
    killed = len(changed) - len(survivors)
    share = 100 * killed / max(1, len(changed))
    print(f"{killed} of {len(changed)} mutants noticed: {share:.1f} % (promised: {PROMISED} %)")
    return int(share < PROMISED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
