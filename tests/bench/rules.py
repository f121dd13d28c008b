"""What judging costs: the draft that uses everything, with every fact that a tenant can tell.

`python -m tests.bench.rules` exits 1 when all rules together take more than 5 ms of processor time. Every
group that the draft names brings as many people as are ever read. Without a promise,
the same for a full draft.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from tests.bench._figures import Figure, report
from tests.rules.seen import seen_application, seen_group, seen_user
from tests.rules.support import approval, catalog_facts, facts, package, row, stage, user
from wizard.document import Document, Principal, Resource, ShortText, SpecificUsers
from wizard.document.lenient import read
from wizard.document.text import parse
from wizard.lookups.questions import MOST_MEMBERS
from wizard.rules import RULES, Facts, check
from wizard.rules.references import Reference, references
from wizard.rules.requests import MOST_TARGETS
from wizard.rules.seen import Managers, ManagersOfAll, Seen

MAXIMAL = Path(__file__).resolve().parents[2] / "docs" / "examples" / "maximal.yaml"
#: Milliseconds.
MOST = 5.0
ROUNDS = 200


def main() -> int:
    document = read(parse(MAXIMAL.read_bytes())).document
    taken, at_the_limits = _judged(document), _judged(_filled())
    return report(
        [
            Figure(
                what=f"All {len(RULES)} rules on the draft that uses everything",
                measured=f"{taken:.2f} ms of processor time",
                promise=f"at most {MOST:g} ms",
                kept=taken <= MOST,
            ),
            Figure(
                what=f"The same on {MOST_TARGETS} requestors, 100 questions and 100 resource roles",
                measured=f"{at_the_limits:.2f} ms of processor time",
            ),
        ]
    )


def _judged(document: Document) -> float:
    """Milliseconds, the median of many rounds."""
    known, taken = _known(document), []
    for _ in range(ROUNDS):
        start = time.process_time()
        check(document, known)
        taken.append(1000 * (time.process_time() - start))
    return median(taken)


def _filled() -> Document:
    return package(
        *(row(name=f"Team {number}") for number in range(100)),
        audience=SpecificUsers(targets=tuple(user(f"Person {number}") for number in range(MOST_TARGETS))),
        approval=approval(*(stage(user(f"Approver {number}")) for number in range(3))),
        questions=tuple(ShortText(text=f"Question {number}?") for number in range(100)),
    )


def _known(document: Document) -> Facts:
    named = list(references(document))
    ids = frozenset(one.id for one in named)
    return facts(
        catalogs=catalog_facts(),
        governance_licence=True,
        cannot_add={},
        seen={one.id: _seen(one) for one in named},
        offered_roles=dict.fromkeys(ids, frozenset({"Member_x"})),
        eligible_days={id: {"member": 30.0} for id in ids},
        managers=Managers(asked=ids, missing=ids),
        managers_of_all={"all_members": ManagersOfAll(total=1000, asked=999, missing=1)},
        invitations_from="none",
        author_id="0",
    )


def _seen(reference: Reference) -> Seen:
    """As somebody with every right reads it."""
    match reference.what:
        case Principal(kind="group") | Resource(origin_system="AadGroup"):
            return seen_group(reference.name, *(f"Person {number}" for number in range(MOST_MEMBERS)))
        case Principal():
            return seen_user(reference.name, enabled=True, is_guest=False)
        case _:
            return seen_application(reference.name, enabled=True)


if __name__ == "__main__":
    sys.exit(main())
