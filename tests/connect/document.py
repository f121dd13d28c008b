"""docs/connect-your-tenant.md as a program: its blocks, in order, with the angle brackets filled in."""

import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "connect-your-tenant.md"
BLOCK = re.compile(r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)


def blocks(kind: str) -> list[str]:
    """The texts of the code blocks of this kind, in order."""
    found = [match for match in BLOCK.finditer(DOCUMENT.read_text()) if match["kind"] == kind]
    return [textwrap.dedent(match["text"]) for match in found]


def block(kind: str, with_text: str) -> str:
    """The one block that has this text in it."""
    [found] = [text for text in blocks(kind) if with_text in text]
    return found


def filled(text: str, values: Mapping[str, str]) -> str:
    """Each piece of the text that is a key replaced by its value, nothing replaced twice."""
    pieces = re.compile("|".join(re.escape(key) for key in sorted(values, key=len, reverse=True)))
    return pieces.sub(lambda found: values[found[0]], text)
