"""How close a submission comes to what nothing can beat: the longest chain of its calls, times the latency.

`python -m tests.bench.submission` prints one line for each size and exits 1 when a ratio is above the limit.
The company runs in this process over real HTTP, so its own work counts against the portal.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from typing import Any

from tests.bench._figures import Figure, report
from tests.bench._portal import set_up

#: Milliseconds that every answer of the company takes.
LATENCY = 150.0
#: Resource roles in the package, and how many of the groups behind them its catalog lacks.
SIZES = ((1, 1), (10, 2), (30, 5))
LIMIT = 1.15


def main(sizes: Sequence[tuple[int, int]] = SIZES) -> int:
    from portal.tenant.server import start_tenant

    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, start_tenant() as tenant:
        set_up(f"{folder}/portal.sqlite3", tenant.url)
        print("submission: wall time over longest chain of calls x 150 ms")
        print(f"{'roles':>6} {'outside':>8} {'calls':>6} {'chain':>6} {'wall s':>8} {'ratio':>6}")
        figures = [_figure(roles, _measure(tenant, roles, outside)) for roles, outside in sizes]
    return report(figures)


def _figure(roles: int, ratio: float) -> Figure:
    return Figure(
        what=f"Creating a package with {roles} resource role{'s' if roles > 1 else ''}",
        measured=f"{ratio:.2f} times the longest chain of calls",
        promise=f"at most {LIMIT}",
        kept=ratio <= LIMIT,
    )


def _measure(tenant: Any, roles: int, outside: int) -> float:
    """Seconds from claim to created, over what the longest chain needs."""
    from tests.submit.support import Company, signed_in, submitted, work

    company = Company(tenant)
    company.setting(latency_ms=0.0, visible_after_reads=0, roles_after_reads=0)
    submission = submitted(signed_in(company), _package(company, roles, outside))
    company.setting(latency_ms=LATENCY)
    began = time.perf_counter()
    left = work()
    wall = time.perf_counter() - began
    if left.state != "created":
        sys.exit(f"The submission ended as {left.state}: {left.problem}")
    chain = _chain_of(submission)
    ratio = wall / (chain * LATENCY / 1000)
    calls = submission.entries.count()
    print(f"{roles:>6} {outside:>8} {calls:>6} {chain:>6} {wall:>8.2f} {ratio:>6.2f}", flush=True)
    return ratio


def _package(company: Any, roles: int, outside: int) -> Any:
    """Groups with one role each; all but the first few are in the catalog already."""
    from tests.submit.support import document

    groups = [company.new_group(f"Group {roles}-{number}") for number in range(roles)]
    known = [company.in_catalog(group) for group in groups[outside:]]
    return document(company, f"Package with {roles} roles", *groups[:outside], *known)


def _chain_of(submission: Any) -> int:
    from tests.submit.support import plan_of

    return plan_of(submission).longest_chain


if __name__ == "__main__":
    sys.exit(main())
