"""`python -m tests.bench [name ...]`: every benchmark of this folder, each in a process of its own.

They say what they do on the way; one table at the end holds all figures. Exits 1 when a promise is broken.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench._figures import COLLECTED, read, table

HERE = Path(__file__).resolve().parent


def main(wanted: list[str]) -> int:
    """How many broke a promise or did not finish."""
    names = sorted(path.stem for path in HERE.glob("[a-z]*.py"))
    if unknown := set(wanted) - set(names):
        sys.exit(f"No benchmark {', '.join(sorted(unknown))}; there are {', '.join(names)}.")
    with tempfile.NamedTemporaryFile(prefix="portal-bench-") as file:
        figures = Path(file.name)
        failed = sum(run(name, figures) != 0 for name in names if name in wanted or not wanted)
        print(f"\n{table(read(figures))}", flush=True)
    return failed


def run(name: str, figures: Path) -> int:
    command = [sys.executable, "-m", f"tests.bench.{name}"]
    surroundings = os.environ | {COLLECTED: str(figures)}
    return subprocess.run(command, cwd=HERE.parents[1], env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
