"""The form pack: every control is named and explained and, when wrong, says so to everyone."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.forms import formset_factory
from django.template import engines
from django.template.loader import get_template

from tests.look.forms import EveryControl

pytestmark = pytest.mark.urls("tests.look.urls")

ROOT = Path(__file__).resolve().parent.parent.parent
WRONG = {"name": "Far too long a name", "days": "2.5"}


class Page(HTMLParser):
    """The elements of some HTML, each as (tag, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def having(self, name: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(name))]

    def element(self, **wanted: str) -> dict[str, str | None]:
        """The attributes of the only element that has all of `wanted`."""
        matches = [attrs for _, attrs in self.elements if wanted.items() <= attrs.items()]
        assert len(matches) == 1, (wanted, matches)
        return matches[0]


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load crispy_forms_tags %}" + source).render(context)


@pytest.mark.parametrize("form", [EveryControl(), EveryControl(WRONG)], ids=["fresh", "wrong"])
class TestEveryControl:
    def test_whatever_explains_a_control_is_on_the_page(self, form: EveryControl) -> None:
        page = Page(drawn("{% crispy form %}", form=form))
        named = " ".join(page.having("aria-describedby") + page.having("aria-labelledby")).split()
        assert set(named) <= set(page.having("id"))

    def test_no_two_elements_share_an_id(self, form: EveryControl) -> None:
        ids = Page(drawn("{% crispy form %}", form=form)).having("id")
        assert sorted(ids) == sorted(set(ids))

    def test_every_label_leads_to_a_control(self, form: EveryControl) -> None:
        page = Page(drawn("{% crispy form %}", form=form))
        assert set(page.having("for")) <= set(page.having("id"))

    def test_nothing_needs_an_inline_style_or_script(self, form: EveryControl) -> None:
        html = drawn("{% crispy form %}", form=form)
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:|data:", html)


def test_a_wrong_control_is_marked_and_points_to_its_error() -> None:
    box = Page(drawn("{% crispy form %}", form=EveryControl(WRONG))).element(id="id_days")
    assert box["aria-invalid"] == "true"
    assert box["aria-describedby"] == "id_days_hint id_days_error"
    assert box["value"] == "2.5"


def test_a_group_of_radios_carries_the_mark_its_radios_may_not() -> None:
    page = Page(drawn("{% crispy form %}", form=EveryControl(WRONG)))
    assert page.element(id="row_id_stages")["aria-invalid"] == "true"
    assert "aria-invalid" not in page.element(id="id_stages_0")


def test_an_option_with_a_reason_is_shown_but_cannot_be_chosen() -> None:
    page = Page(drawn("{% crispy form %}", form=EveryControl()))
    option = page.element(id="id_family_1")
    assert "disabled" in option
    assert option["aria-describedby"] == "id_family_1_sub"


def test_a_locked_toggle_still_sends_its_value() -> None:
    page = Page(drawn("{% crispy form %}", form=EveryControl()))
    assert "disabled" in page.element(id="id_forward_0")
    assert page.element(name="forward", type="hidden")["value"] == "no"


def test_a_starred_field_tells_screen_readers_too() -> None:
    assert (
        Page(drawn("{% crispy form %}", form=EveryControl())).element(id="id_name")["aria-required"] == "true"
    )


@pytest.mark.parametrize(
    "way",
    ["{% crispy form %}", "{{ form|crispy }}", "{% for f in form %}{{ f|as_crispy_field }}{% endfor %}"],
)
def test_all_three_ways_to_draw_a_form_draw_every_field(way: str) -> None:
    names = set(Page(drawn(way, form=EveryControl())).having("name"))
    assert names >= set(EveryControl().fields)


def test_a_formset_is_drawn_with_its_management_form() -> None:
    names = Page(drawn("{{ forms|crispy }}", forms=formset_factory(EveryControl, extra=2)())).having("name")
    assert {"form-TOTAL_FORMS", "form-0-name", "form-1-name"} <= set(names)


def test_a_control_in_a_table_cell_keeps_its_name_and_error() -> None:
    html = drawn('{% include "fluent/bare.html" with field=form.days %}', form=EveryControl(WRONG))
    page = Page(html)
    assert page.having("for") == ["id_days"]
    assert "id_days_error" in page.having("id")


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_an_error_page_needs_nothing_but_itself(status: int) -> None:
    """Django draws some of them without a request."""
    assert "<h1" in get_template(f"{status}.html").render()


@pytest.mark.parametrize(("page", "most"), [("base.html", 38_000), ("wizard/draft.html", 40_000)])
def test_the_first_load_stays_small(page: str, most: int) -> None:
    """Style, script and icons together, as they travel: of any page, and of a tab that saves and tells errors
    (the page itself adds about 5 kB).
    """
    named = {
        name
        for template in {"base.html", page}
        for name in re.findall(r'static "([^"]+)"', (ROOT / "templates" / template).read_text())
    }
    files = [ROOT / "static" / name for name in named | {"icons.svg", "chevron.svg"}]
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in [*files, _htmx()]}
    assert {"tokens.css", "picker.js", "icons.svg"} <= set(sizes)
    assert sum(sizes.values()) < most, sizes


def _htmx() -> Path:
    import django_htmx

    return Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
