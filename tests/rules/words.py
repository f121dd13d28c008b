"""The table of docs/rules.md. `python -m tests.rules.words` writes it anew after a change of words."""

from pathlib import Path

from tests.rules.spoilt import EXAMPLES
from tests.rules.support import problems
from wizard.labels import TABS, label_of
from wizard.rules import Problem

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
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


def main() -> None:
    before, _, rest = DOCS.read_text().partition(HEAD)
    after = rest.partition("\n\n")[2]
    table = "\n".join(one for rule in EXAMPLES for one in lines(rule))
    DOCS.write_text(f"{before}{HEAD}{table}\n\n{after}")


if __name__ == "__main__":
    main()
