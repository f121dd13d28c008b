"""Many submissions: how near four workers come to four perfect ones, and whether a worker grows.

`python -m tests.bench.workers`. Workers are processes as `manage.py worker` starts them, on one SQLite file.
The company runs in this process and is late by LATENCY, so that workers wait rather than compute: two cores
are enough for all of them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench._figures import Figure, report
from tests.bench._portal import set_up

ROOT = Path(__file__).resolve().parents[2]

LATENCY = 150.0
WORKERS = 4
QUEUED = 100
#: Submissions that one worker serves alone, to know how long one takes.
ALONE = 5
LEAST = 0.9

#: Submissions after which the memory of one worker is read first, and last.
EARLY, LATE = 20, 200
MOST_GROWTH = 1.1

#: Seconds after which the benchmark gives up.
LONGEST = 300


def main() -> int:
    from portal.tenant.server import start_tenant

    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, start_tenant() as tenant:
        set_up(f"{folder}/portal.sqlite3", tenant.url)
        bench = _Bench(tenant, f"sqlite:///{folder}/portal.sqlite3")
        return report([bench.throughput(), bench.memory()])


class _Bench:
    """A company with three groups in its catalog, and who creates packages of them."""

    def __init__(self, tenant: Any, database: str) -> None:
        from tests.submit.support import Company, signed_in

        self.company = Company(tenant)
        self.person = signed_in(self.company)
        groups = [self.company.new_group(f"Group {number}") for number in range(3)]
        self.groups = [self.company.in_catalog(group) for group in groups]
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PORTAL_DATABASE_URL": database,
            "PORTAL_AUTHORITY": tenant.url,
            "PORTAL_GRAPH_URL": tenant.url,
        }

    def throughput(self) -> Figure:
        """The time that perfect workers would take over the time that these took."""
        self.company.setting(latency_ms=LATENCY, visible_after_reads=0, roles_after_reads=0)
        with self._workers(1):
            alone = statistics.median(_seconds(self._created(1)) for _ in range(ALONE))
        with self._workers(WORKERS):
            wall = _seconds(self._created(QUEUED))
        share = alone * QUEUED / WORKERS / wall
        print(
            f"throughput: {alone:.2f} s alone, {wall:.1f} s for {QUEUED} with {WORKERS} workers", flush=True
        )
        return Figure(
            what=f"{WORKERS} workers on {QUEUED} queued submissions",
            measured=f"{share:.2f} of what {WORKERS} perfect workers would reach",
            promise=f"at least {LEAST}",
            kept=share >= LEAST,
        )

    def memory(self) -> Figure:
        """What one worker holds in the end over what it held early."""
        self.company.setting(latency_ms=0.0)
        with self._workers(1) as (worker,):
            self._created(EARLY)
            early = _resident(worker.pid)
            self._created(LATE - EARLY)
            late = _resident(worker.pid)
        print(f"memory: {early} kB after {EARLY} submissions, {late} kB after {LATE}", flush=True)
        return Figure(
            what=f"Memory of a worker after {LATE} submissions",
            measured=f"{late / early:.2f} times that after {EARLY}",
            promise=f"at most {MOST_GROWTH}",
            kept=late / early <= MOST_GROWTH,
        )

    def _created(self, number: int) -> list[Any]:
        """So many submissions, queued at once and created."""
        from tests.submit.support import document, submitted
        from wizard.models import Submission

        place = Submission.objects.count()
        contents = [document(self.company, f"Package {place + n}", *self.groups) for n in range(number)]
        ids = [submitted(self.person, content).pk for content in contents]
        mine = Submission.objects.filter(pk__in=ids)
        _wait_until(lambda: not mine.exclude(state="created").exists(), mine)
        return list(mine)

    @contextmanager
    def _workers(self, number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
        """Started, and each has said that it waits."""
        command = [sys.executable, "manage.py", "worker"]
        workers = [
            subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=subprocess.PIPE)
            for _ in range(number)
        ]
        try:
            for worker in workers:
                _listen(worker)
            yield workers
        finally:
            for worker in workers:
                worker.terminate()
                worker.wait(LONGEST)


def _listen(worker: subprocess.Popen[bytes]) -> None:
    """Waits for its first words; what it says later is read and forgotten."""
    assert worker.stderr
    worker.stderr.readline()
    threading.Thread(target=worker.stderr.read, daemon=True).start()


def _seconds(submissions: list[Any]) -> float:
    """From the first call to the last ending."""
    from django.db.models import Min

    began = min(one.entries.aggregate(began=Min("started_at"))["began"] for one in submissions)
    ended = max(one.finished_at for one in submissions)
    seconds: float = (ended - began).total_seconds()
    return seconds


def _wait_until(happened: Any, submissions: Any) -> None:
    pause = threading.Event()
    for _ in range(LONGEST * 10):
        if happened():
            return
        if stopped := submissions.filter(state="failed").first():
            sys.exit(f"A submission stopped: {stopped.problem}")
        pause.wait(0.1)
    sys.exit(f"Not created after {LONGEST} seconds.")


def _resident(pid: int) -> int:
    """Kilobytes of memory that the process holds at this moment."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


if __name__ == "__main__":
    sys.exit(main())
