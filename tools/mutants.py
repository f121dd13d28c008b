"""`make mutants`: does a test notice when a rule is wrong? Changes the rules one spot at a time and asks.

    python -m tools.mutants [part of a file's name ...]    such as alternates approval ./lifecycle

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
from typing import Any

from tools import noticing
from tools.changes import mutants_of
from tools.environment import ROOT
from tools.noticing import Calls, Changed

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
    survivors, left = _in_place(changed)
    print(f"{len(left)} of them are tried on import", flush=True)
    survivors += _survivors((one, partial(noticing.on_import, one)) for one in left)
    return _report(changed, survivors)


def _files(wanted: list[str]) -> list[Path]:
    found = sorted(noticing.RULES.rglob("*.py"))
    return [
        path
        for path in found
        if not wanted or any(one in f"./{path.relative_to(noticing.RULES)}" for one in wanted)
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


def _survivors(trials: Iterable[tuple[Changed, Callable[[], bool]]], *, aloud: bool = True) -> list[Changed]:
    """Two at a time on two processors, and so on; in the order in which they end."""
    running: dict[int, Changed] = {}
    found: list[Changed | None] = []
    for one, notices in trials:
        running[_fork(notices)] = one
        if len(running) >= (os.cpu_count() or 1):
            found.append(_next(running, aloud))
    while running:
        found.append(_next(running, aloud))
    return [one for one in found if one]


def _next(running: dict[int, Changed], aloud: bool) -> Changed | None:
    """The first child to end, if its mutant survived."""
    child, status = os.wait()
    one = running.pop(child)
    if status == 0 and aloud:
        print(f"survived  {one.where}  {one.mutant.what}", flush=True)
    return None if status else one


def _in_place(changed: list[Changed]) -> tuple[list[Changed], list[Changed]]:
    """Survivors, and those that have to be tried on import. In a child, since it imports the rules."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        trials = _InPlace(changed)
        noticing.run(noticing.test_files(set()), [trials])
        os.write(write, trials.told.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        told = json.loads(answer.read() or sys.exit("The tests could not be run, or not twice."))
    os.waitpid(child, 0)
    return [changed[number] for number in told["survivors"]], [changed[number] for number in told["left"]]


class _InPlace:
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
        if os.waitpid(_fork(partial(_notices, _as_it_is, session.items)), 0)[1]:
            return True
        trials = {number: self._trial(one, session.items) for number, one in enumerate(self.changed)}
        in_functions = [(self.changed[number], found) for number, found in trials.items() if found]
        others = [number for number, found in trials.items() if not found]
        survivors = {id(one) for one in _survivors(in_functions)}
        survivors |= {id(one) for one in _survivors(self._with_values(others, session.items), aloud=False)}
        numbers = [number for number, one in enumerate(self.changed) if id(one) in survivors]
        left = [number for number in numbers if number in others]
        self.told = json.dumps({"survivors": sorted({*numbers} - {*left}), "left": left})
        return True

    def _trial(self, one: Changed, items: list[Any]) -> Callable[[], bool] | None:
        """None for what runs on import, or is called then."""
        function, place = noticing.live_function(one), (str(one.path), one.mutant.function)
        if function is None or place in self.calls.made["import"]:
            return None
        calling = [item for item in items if place in self.calls.made[item.nodeid]]
        return partial(_notices, partial(noticing.give_code, one, function), _soonest(one, calling))

    def _with_values(
        self, numbers: list[int], items: list[Any]
    ) -> Iterator[tuple[Changed, Callable[[], bool]]]:
        for one in (self.changed[number] for number in numbers):
            yield one, partial(_notices, partial(noticing.give_values, one), _soonest(one, items))


def _soonest(one: Changed, items: list[Any]) -> list[Any]:
    """Those that notice soonest come first."""
    return sorted(items, key=lambda item: item.path.stem not in one.own_tests)


def _as_it_is() -> None:
    """Spoils nothing. A test that fails even so, when it is run again, would notice every mutant."""


def _notices(spoil: Callable[[], None], items: list[Any]) -> bool:
    spoil()
    return not all(map(_passes, items))


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
