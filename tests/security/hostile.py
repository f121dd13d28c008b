"""Names as a hostile tenant would give them, and how to find out whether one got through."""

from __future__ import annotations

import csv
import io
import re

from tests.views.stage import Company

#: Runs, or is taken for something else, wherever it is not escaped. By what it tries.
NAMES = {
    "markup": "<script>alert('tenant')</script><img src=x onerror=alert(1)>",
    "quotes": "\"' onmouseover=alert(1) x='\"",
    "closing": "</textarea></title></option></td><svg onload=alert(1)>",
    "turned": "\u202egpj.exe\u202c \u2067isolated\u2069",
    "lines": "first\r\nsecond\u2028third\u2029\tend",
    "terminal": "\x1b[2J\x1b]0;owned\x07 bell\x08",
    "nul": "be\x00fore",
    "half": "be\ud800fore",
    "four bytes": "\U0001f600 \U00020000 e\u0301",
    "template": "{{7*7}}{% debug %}${7*7}#{7*7}",
    "address": "javascript:alert(1)",
    "formula": '=HYPERLINK("http://evil.example","click")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "long": "long " + "x" * 10_000,
}
#: Kinds of objects whose names the portal shows.
KINDS = (
    "user", "group", "servicePrincipal", "site", "catalog", "resource", "accessPackage",
    "connectedOrganization", "organization",
)  # fmt: skip
#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")

#: In a page these may only stand escaped.
RAW = (
    "<script>alert", "<img src=x", "<svg onload", "\" onmouseover", "' onmouseover",
    'href="javascript:', 'src="javascript:', "49{%", "${49}", "#{49}",
)  # fmt: skip
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def got_through(html: str) -> list[str]:
    """What of the names a page does not hold in a harmless form."""
    text = re.sub(r"<textarea\b.*?</textarea>|<[^>]*>", " ", html, flags=re.DOTALL)
    return [raw for raw in RAW if raw in html] + TURNING.findall(text)


def poisoned(company: Company) -> None:
    """Everything in the tenant takes one of the names; a number keeps them apart."""
    for kind in KINDS:
        for number, row in enumerate(company.state.rows(kind)):
            name = list(NAMES.values())[number % len(NAMES)]
            company.state.put(kind, row | {"displayName": f"{name} {number}", "description": name})


def formulas_in(answer_text: str) -> list[str]:
    """Cells of a CSV file that a spreadsheet would run."""
    return [cell for row in csv.reader(io.StringIO(answer_text)) for cell in row if cell.startswith(FORMULA)]
