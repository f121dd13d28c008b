"""What a benchmark has to say: one line of the table at the end, and whether a promise holds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

#: Names the file in which the runner collects the figures of all benchmarks.
COLLECTED = "BENCH_FIGURES"
HEADS = ("What", "Measured", "Promise", "Kept")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row: in words, so that whoever reads it needs no legend."""

    what: str
    measured: str
    #: Empty where nothing is promised.
    promise: str = ""
    kept: bool = True


def report(figures: Sequence[Figure]) -> int:
    """Hand the figures to the runner, or print them when there is none; 1 when a promise is broken."""
    if collected := os.environ.get(COLLECTED):
        with Path(collected).open("a") as file:
            file.writelines(json.dumps(asdict(figure)) + "\n" for figure in figures)
    else:
        print(table(figures))
    return int(not all(figure.kept for figure in figures))


def read(collected: Path) -> list[Figure]:
    return [Figure(**json.loads(line)) for line in collected.read_text().splitlines()]


def table(figures: Iterable[Figure]) -> str:
    """In Markdown, as docs/benchmarks.md keeps it."""
    rows = [HEADS, *(_cells(figure) for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" for line in lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    kept = ("yes" if figure.kept else "NO") if figure.promise else ""
    return figure.what, figure.measured, figure.promise, kept
