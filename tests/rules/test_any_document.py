"""Whatever a document says, rules answer with problems and never with an exception."""

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.rules.anything import ANY_DOCUMENT, JSON, OFTEN_RIGHT
from tests.rules.support import TODAY, catalog_facts, facts
from wizard.document import Document, dump, load
from wizard.document.lenient import read
from wizard.labels import TABS, label_of
from wizard.plan import build_plan
from wizard.rules import Facts, blocking, check
from wizard.rules.handwritten import judge

NO_FACTS = Facts(today=TODAY)
#: Every member filled in, so that no rule is silent for want of one.
FULL_FACTS = facts(
    catalogs=catalog_facts(is_published=False),
    may_create_catalog=False,
    catalog_names=frozenset({""}),
    package_names=frozenset({""}),
    cannot_add={"": "You must own it."},
    governance_licence=False,
    is_global_administrator=False,
    organization_ids=frozenset({"x"}),
    catalog_resource_ids=frozenset({"x"}),
    eligible_days={"": 1},
)

few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@few
@given(ANY_DOCUMENT, st.sampled_from([NO_FACTS, FULL_FACTS]))
def test_any_document_can_be_judged(document: Document, known: Facts) -> None:
    for problem in check(document, known):
        assert problem.place.tab in TABS
        assert label_of(problem.place.tab, problem.place.control)


@few
@given(OFTEN_RIGHT)
def test_what_the_rules_pass_has_a_plan(document: Document) -> None:
    assume(not blocking(check(document, NO_FACTS)))
    assert build_plan(document).steps


@few
@given(ANY_DOCUMENT)
def test_what_was_written_out_reads_back_without_a_word(document: Document) -> None:
    reading = read(dump(document))
    assert reading.document == document
    assert not reading.faults
    assert not reading.misfits


@given(JSON)
def test_anything_at_all_can_be_read(data: Any) -> None:
    document, problems = judge(data, NO_FACTS)
    assert load(dump(document)) == document
    assert blocking(problems)


@few
@given(OFTEN_RIGHT | ANY_DOCUMENT, JSON, st.data())
def test_nothing_that_does_not_fit_is_passed_over_in_silence(
    document: Document, junk: Any, data: st.DataObject
) -> None:
    spoilt = dump(document)
    parent, key = data.draw(st.sampled_from(places(spoilt)))
    parent[key] = junk
    reading = read(spoilt)
    assert reading.faults or reading.misfits or junk is None or fits(spoilt)


def fits(data: dict[str, Any]) -> bool:
    try:
        load(data)
    except ValidationError:
        return False
    return True


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every member of a JSON value, as its container and key."""
    found = []
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        found.append((value, key))
        found += places(item) if isinstance(item, dict | list) else []
    return found
