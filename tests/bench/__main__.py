"""`python -m tests.bench [name ...]`: every benchmark of this folder, each in a process of its own."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(wanted: list[str]) -> int:
    """How many missed their bounds. Each prints its figures and exits 1 when one is out of bounds."""
    names = sorted(path.stem for path in HERE.glob("[a-z]*.py"))
    if unknown := set(wanted) - set(names):
        sys.exit(f"No benchmark {', '.join(sorted(unknown))}; there are {', '.join(names)}.")
    return sum(run(name) != 0 for name in names if name in wanted or not wanted)


def run(name: str) -> int:
    return subprocess.run(
        [sys.executable, "-m", f"tests.bench.{name}"], cwd=HERE.parents[1], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
