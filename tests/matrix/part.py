"""`python -m tests.matrix.part <matrix> <database> <share> <of> <file>`: some cells; results in the file."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.matrix.stand import stand
from tests.matrix.tables import Result, write

if TYPE_CHECKING:
    from tests.matrix.ground import Ground

#: How many are tried.
SCHEDULES = 50


def main(matrix: str, database: str, share: int, of: int, file: Path) -> None:
    logging.disable(logging.CRITICAL)
    with stand() as (ground, environment):
        write(WORK[matrix](ground, environment, database, slice(share, None, of)), file)


def _crashes(ground: Ground, environment: dict[str, str], database: str, chosen: slice) -> Iterator[Result]:
    from tests.matrix.crashes import all_cells, survives

    for cell in all_cells(ground)[chosen]:
        problem = _problem(survives, ground, cell, environment)
        yield Result("crashes", database, cell.row, str(cell), problem)


def _faults(ground: Ground, environment: dict[str, str], database: str, chosen: slice) -> Iterator[Result]:
    from tests.matrix.faults import cells, ends_as_expected, undisturbed

    for cell in list(cells(undisturbed(ground)))[chosen]:
        problem = _problem(ends_as_expected, ground, cell)
        yield Result("faults", cell.expected.value, cell.fault, str(cell), problem)


def _undo(ground: Ground, environment: dict[str, str], database: str, chosen: slice) -> Iterator[Result]:
    from tests.matrix.way_back import all_cells, is_taken_back

    for cell in all_cells(ground)[chosen]:
        problem = _problem(is_taken_back, ground, cell, environment)
        yield Result("undo", database, cell.row, str(cell), problem)


def _schedules(ground: Ground, environment: dict[str, str], database: str, chosen: slice) -> Iterator[Result]:
    """All of them are one cell: the first that fails is shortened and told."""
    from tests.matrix.test_any_schedule import try_schedules

    name = f"{SCHEDULES} random schedules of workers, deaths, faults and people"
    yield Result("schedules", database, name, name, _problem(try_schedules, ground, SCHEDULES))


WORK = {"crashes": _crashes, "faults": _faults, "undo": _undo, "schedules": _schedules}


def _problem(prove: Callable[..., None], *arguments: Any) -> str:
    """What went wrong, whatever it is: a cell that breaks the harness has failed, too."""
    try:
        prove(*arguments)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5]))
