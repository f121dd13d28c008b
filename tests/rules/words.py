"""The tables of docs/rules.md. `python -m tests.rules.words` writes them anew after a change of words."""

from pathlib import Path

from tests.rules.spoilt import EXAMPLES as SPOILT
from tests.rules.support import problems
from tests.rules.trapped import TRAPPED
from wizard.labels import TABS, label_of
from wizard.rules import Problem
from wizard.rules.held_elsewhere import HELD_ELSEWHERE

EXAMPLES = SPOILT | TRAPPED
DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
HELD_HEAD = "| Rule | Held by | How |\n|---|---|---|\n"
HEAD = "| Rule | Level | Where | Message and remedy |\n|---|---|---|---|\n"


def line(found: Problem) -> str:
    """A row of the table."""
    place = f"{TABS[found.place.tab]} > {label_of(found.place.tab, found.place.control)}"
    words = f"{found.message} {found.hint}".strip().replace("|", "\\|")
    return f"| {found.id} | {found.level} | {place} (`{found.place.control}`) | {words} |"


def lines(rule: str) -> list[str]:
    """Each different thing the rule says of its examples."""
    examples = EXAMPLES[rule]
    said = [found for document, known in examples for found in problems(rule, document, **known)]
    return list(dict.fromkeys(map(line, said)))


def held_lines() -> list[str]:
    """The rows of the other table: rules about behaviour."""
    return [f"| {rule} | `{held.file}` | {held.how} |" for rule, held in HELD_ELSEWHERE.items()]


def main() -> None:
    _write(HEAD, [one for rule in EXAMPLES for one in lines(rule)])
    _write(HELD_HEAD, held_lines())


def _write(head: str, rows: list[str]) -> None:
    before, _, rest = DOCS.read_text().partition(head)
    after = rest.partition("\n\n")[2]
    table = "\n".join(rows)
    DOCS.write_text(f"{before}{head}{table}\n\n{after}")


if __name__ == "__main__":
    main()
