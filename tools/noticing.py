"""One mutant, tried: the tests that run what was changed, own ones first, until one fails.

Most changes lie in the body of one function. They are tried in a process that has collected all tests once:
it notes which tests call which function, forks, gives the function its spoilt code, and runs those tests. A
test that never calls the function cannot notice. Constants are changed in the same way, in every module that
has them. What runs while modules are imported (decorators, and what is made of constants) is changed on
import instead, in a process that has imported nothing of it yet, unless a test noticed before.
"""

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from tools.changes import Mutant
from tools.environment import ROOT

RULES = ROOT / "wizard" / "rules"
TESTS = ROOT / "tests" / "rules"
#: Tests of chance cannot be repeated, and tests of tests say nothing about a rule.
NOT_ASKED = ("test_any_document.py", "test_examples.py")
#: But this list is one that tests of tests are about.
ASKED_ALL_THE_SAME = {"held_elsewhere": "test_examples"}
#: A function by the file it is in and its name there.
Place = tuple[str, str]


@dataclass(frozen=True)
class Changed:
    """One module, one spot."""

    path: Path
    mutant: Mutant

    @property
    def module(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def where(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.mutant.line}"

    @property
    def own_tests(self) -> set[str]:
        """Names of the files that notice soonest."""
        folder = "traps_" if self.path.parent.name == "traps" else ""
        own = ASKED_ALL_THE_SAME.get(self.path.stem, f"test_{folder}{self.path.stem}")
        return {own, "test_words"}


class Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the changed source in place of the file."""

    def __init__(self, changed: Changed) -> None:
        self.changed = changed

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.changed.module:
            return None
        inside = [str(self.changed.path.parent)] if self.changed.path.name == "__init__.py" else None
        spec = importlib.util.spec_from_loader(fullname, self, is_package=inside is not None)
        if spec and inside:
            spec.submodule_search_locations = inside
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.changed.mutant.tree, str(self.changed.path), "exec"), module.__dict__)  # noqa: S102


def on_import(one: Changed | None) -> bool:
    """Whether any test fails with the change in place from the start."""
    if one:
        sys.meta_path.insert(0, Loader(one))
    own = one.own_tests if one else {"test_words"}
    files = test_files(own)
    soon = [path for path in files if Path(path).stem in own]
    return bool(run(soon) or run([path for path in files if path not in soon]))


def test_files(also: set[str]) -> list[str]:
    found = sorted(TESTS.glob("test_*.py"))
    return [str(path) for path in found if path.name not in NOT_ASKED or path.stem in also]


def run(files: list[str], plugins: list[object] | None = None) -> int:
    """pytest's exit code; nothing of what the project's own settings and plugins add."""
    options = ["-x", "-q", "--noconftest", "-c", os.devnull, "--rootdir", str(ROOT)]
    options += ["--import-mode=importlib", "--assert=plain"]
    plugins = [_WithoutChance(), *(plugins or [])]
    for plugin in ("django", "randomly", "cacheprovider", "hypothesispytest", "_hypothesis_pytestplugin"):
        options += ["-p", f"no:{plugin}"]
    return int(importlib.import_module("pytest").main([*options, *files], plugins=plugins))


class _WithoutChance:
    """A plugin of pytest that leaves out tests of chance in other files too."""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [item for item in items if not hasattr(item.obj, "hypothesis")]


def silently() -> None:
    """What tests print is nobody's."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)


class Calls:
    """Which functions of the rules are called, by what runs at the time."""

    def __init__(self) -> None:
        self.made: defaultdict[str, set[Place]] = defaultdict(set)
        self.now = "import"

    def __call__(self, frame: FrameType, event: str, arg: object) -> None:
        code = frame.f_code
        if code.co_filename.startswith(str(RULES)):
            self.made[self.now].add((code.co_filename, outermost(code.co_qualname)))

    @contextlib.contextmanager
    def of(self, name: str) -> Iterator[None]:
        self.now = name
        sys.settrace(self)
        yield
        sys.settrace(None)


def outermost(qualname: str) -> str:
    """The function that others are in."""
    return qualname.partition(".<locals>")[0]


def live_function(one: Changed) -> FunctionType | None:
    """The function whose body differs; None for anything that runs on import."""
    live: Any = sys.modules.get(one.module)
    for part in one.mutant.function.split("."):
        live = vars(live).get(part) if live else None
        live = live.fget if isinstance(live, property) else live
    return live if isinstance(live, FunctionType) else None


def give_code(one: Changed, function: FunctionType) -> None:
    """Whoever holds the function runs the spoilt code from now on."""
    waiting = [compile(one.mutant.tree, str(one.path), "exec")]
    while waiting:
        code = waiting.pop()
        if code.co_qualname == one.mutant.function:
            function.__code__ = code
        waiting += [part for part in code.co_consts if isinstance(part, CodeType)]


def give_values(one: Changed) -> None:
    """Spoilt constants take the place of the module's own, there and where they were imported to.

    What was made of them on import stays as it was, so a mutant that survives this has to be tried on import.
    """
    live, spoilt = sys.modules.get(one.module), ModuleType(one.module)
    registered = [*sys.modules["wizard.rules.registry"].RULES]
    exec(compile(one.mutant.tree, str(one.path), "exec"), spoilt.__dict__)  # noqa: S102
    sys.modules["wizard.rules.registry"].RULES[:] = registered
    for name, before in [*vars(live).items()] if live else ():
        value = vars(spoilt).get(name, before)
        if not name.startswith("__") and not isinstance(value, FunctionType | type) and value != before:
            for module in [*sys.modules.values()]:
                if vars(module).get(name) is before:
                    setattr(module, name, value)
