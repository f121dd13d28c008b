#!/usr/bin/env python3
"""Everything a developer starts: `python3 dev.py <command> [arguments]`, the command being one of

demo, test, check, audit, sbom, bench, crash-matrix, shots.

Needs nothing but Python 3.11 or newer; the environment is made on the way. `make demo` and friends call this.
"""

import os
import sys

OLDEST = (3, 11)


def newer_python():
    # type: () -> str
    """A Python that is new enough, from the PATH; empty when there is none."""
    from shutil import which

    names = ["python3.%d" % minor for minor in (14, 13, 12, 11)]
    return next((path for path in map(which, names) if path), "")


def main(arguments):
    # type: (list[str]) -> int
    if sys.version_info < OLDEST:
        python = newer_python()
        if not python:
            sys.exit("Python 3.11 or newer is needed; this is %d.%d." % sys.version_info[:2])
        os.execv(python, [python, os.path.abspath(__file__)] + arguments)
    from tools.commands import run

    return run(arguments)


if __name__ == "__main__":
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    sys.exit(main(sys.argv[1:]))
