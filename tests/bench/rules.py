"""What judging costs: the draft that uses everything, with every fact that a tenant can tell.

`python -m tests.bench.rules` exits 1 when all rules together take more than 5 ms of processor time.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from tests.bench._figures import Figure, report
from tests.rules.support import catalog_facts, facts
from wizard.document.lenient import read
from wizard.document.text import parse
from wizard.rules import RULES, check

MAXIMAL = Path(__file__).resolve().parents[2] / "docs" / "examples" / "maximal.yaml"
#: Milliseconds.
MOST = 5.0
ROUNDS = 200


def main() -> int:
    document = read(parse(MAXIMAL.read_bytes())).document
    known = facts(catalogs=catalog_facts(), governance_licence=True, cannot_add={}, seen={}, offered_roles={})
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        check(document, known)
        taken.append(1000 * (time.process_time() - start))
    figure = Figure(
        what=f"All {len(RULES)} rules on the draft that uses everything",
        measured=f"{median(taken):.2f} ms of processor time",
        promise=f"at most {MOST:g} ms",
        kept=median(taken) <= MOST,
    )
    return report([figure])


if __name__ == "__main__":
    sys.exit(main())
