"""Results of cells, and the tables that count them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

TITLES = {
    "crashes": "Killed with SIGKILL, taken over by the next worker: passed / cells",
    "faults": "Answered wrongly: passed / cells",
    "undo": "Sent back the way it came: passed / cells",
    "schedules": "In any order: passed / cells",
}


@dataclass(frozen=True)
class Result:
    """One cell; `problem` is empty when it ended as it must."""

    matrix: str
    column: str
    row: str
    cell: str
    problem: str = ""


def write(results: Iterable[Result], file: Path) -> None:
    file.write_text(json.dumps([asdict(result) for result in results]))


def read(file: Path) -> list[Result]:
    return [Result(**found) for found in json.loads(file.read_text())]


def print_tables(results: list[Result]) -> int:
    """1 when a cell failed, or when there is none."""
    for matrix, title in TITLES.items():
        _print([result for result in results if result.matrix == matrix], title)
    failed = [result for result in results if result.problem]
    for result in failed:
        print(f"FAILED {result.matrix}, {result.column}: {result.cell}\n       {result.problem}")
    print(f"\n{len(results) - len(failed)} of {len(results)} cells passed.")
    return int(bool(failed) or not results)


def _print(results: list[Result], title: str) -> None:
    columns = list(dict.fromkeys(result.column for result in results))
    rows = list(dict.fromkeys(result.row for result in results))
    width = max(map(len, rows), default=0)
    print(f"\n{title}\n\n{'':{width}} " + " ".join(f"{column:>22}" for column in columns))
    for row in rows:
        print(f"{row:{width}} " + " ".join(f"{_count(results, row, column):>22}" for column in columns))


def _count(results: list[Result], row: str, column: str) -> str:
    cells = [result for result in results if (result.row, result.column) == (row, column)]
    return f"{sum(not result.problem for result in cells)} / {len(cells)}" if cells else ""
