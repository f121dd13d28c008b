"""`python -m tests.matrix`: every cell of the crash matrix and of the way back, on both databases, and of the
fault matrix.

Prints a table for each and exits 1 when a cell failed. Parts run side by side, each in a process of its own
with its own database and company. Needs PostgreSQL, as the tests do (`tools.postgres`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.matrix.tables import Result, print_tables, read
from tools import postgres

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Part:
    """Cells that one process works off: every `of`th, beginning with number `share`."""

    matrix: str
    database: str
    share: int
    of: int

    def __str__(self) -> str:
        return f"{self.matrix} on {self.database}, part {self.share + 1} of {self.of}"


PARTS = [
    *(Part("crashes", database, share, 2) for database in ("SQLite", "PostgreSQL") for share in range(2)),
    *(Part("faults", "SQLite", share, 4) for share in range(4)),
    *(Part("undo", database, 0, 1) for database in ("SQLite", "PostgreSQL")),
    Part("schedules", "SQLite", 0, 1),
]


def main() -> int:
    with (
        postgres.server() as url,
        tempfile.TemporaryDirectory(prefix="portal-matrix-") as folder,
        ThreadPoolExecutor(os.cpu_count() or 2) as pool,
    ):
        found = list(pool.map(lambda part: _run(part, url, folder), PARTS))
    return print_tables([result for part in found for result in part])


def _run(part: Part, postgres_url: str, folder: str) -> list[Result]:
    """What the part's process found; a process that broke off counts as a failed cell."""
    file = Path(folder) / f"{PARTS.index(part)}.json"
    command = [
        sys.executable,
        "-m",
        "tests.matrix.part",
        part.matrix,
        part.database,
        str(part.share),
        str(part.of),
    ]
    surroundings = os.environ | (
        {"PORTAL_DATABASE_URL": postgres_url} if part.database == "PostgreSQL" else {}
    )
    code = subprocess.run([*command, str(file)], cwd=ROOT, env=surroundings, check=False).returncode
    results = read(file) if file.exists() else []
    if code:
        results.append(Result(part.matrix, part.database, "the run itself", str(part), f"exit code {code}"))
    print(
        f"{part}: {len(results)} cells, {sum(bool(result.problem) for result in results)} failed", flush=True
    )
    return results


if __name__ == "__main__":
    sys.exit(main())
