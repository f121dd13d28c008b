"""The commands of dev.py."""

import os
import sys
from collections.abc import Callable

from tools import audit as pins_audit
from tools import browser, checks, environment, postgres
from tools import sbom as bill
from tools.environment import PYTHON

USAGE = (
    "usage: python3 dev.py demo [--fresh] | test [pytest's arguments] | check | audit | sbom | bench "
    "| crash-matrix | shots"
)


def demo(arguments: list[str]) -> int:
    """Start tenant, worker and portal on this machine."""
    environment.ensure(environment.RUNTIME)
    environment.become([str(PYTHON), "manage.py", "demo", *arguments])
    return 0


def test(arguments: list[str]) -> int:
    """All tests, with the browser and the database server they need."""
    environment.ensure(environment.DEVELOPMENT)
    print(f"Browser: {browser.ensure()}", flush=True)
    if not postgres.ensure():
        print(postgres.HOW_TO_GET_ONE, flush=True)
    environment.become([str(PYTHON), "-m", "pytest", *arguments])
    return 0


def check(arguments: list[str]) -> int:
    """Format, lint, types, floors, migrations, deployment."""
    environment.ensure(environment.DEVELOPMENT)
    return min(checks.run_all(), 1)


def audit(arguments: list[str]) -> int:
    """Known holes in what is pinned; needs the package index."""
    environment.ensure(environment.DEVELOPMENT)
    return pins_audit.run()


def sbom(arguments: list[str]) -> int:
    """What the portal is made of."""
    environment.ensure(environment.RUNTIME)
    return bill.run()


def bench(arguments: list[str]) -> int:
    """Ratios measured in one run."""
    environment.ensure(environment.DEVELOPMENT)
    environment.become([str(PYTHON), "-m", "tests.bench", *arguments])
    return 0


def crash_matrix(arguments: list[str]) -> int:
    """Kill -9 and every fault at every call of a submission."""
    environment.ensure(environment.DEVELOPMENT)
    if not postgres.ensure():
        print(postgres.HOW_TO_GET_ONE, flush=True)
    environment.become([str(PYTHON), "-m", "tests.matrix", *arguments])
    return 0


def shots(arguments: list[str]) -> int:
    """Screenshots of every page, for README.md."""
    environment.ensure(environment.DEVELOPMENT)
    os.environ["PORTAL_BROWSER"] = browser.ensure()
    environment.become([str(PYTHON), "-m", "tools.shots", *arguments])
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "check": check,
    "audit": audit,
    "sbom": sbom,
    "bench": bench,
    "crash-matrix": crash_matrix,
    "shots": shots,
}


def run(arguments: list[str]) -> int:
    """Run one command; its exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except (environment.CannotInstall, browser.NoBrowser) as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
