"""The way back from a call, and through a death: a sample; `make crash-matrix` has every call and instant."""

import pytest

from tests.submit.undoing import everything, fail_and_undo, kill_while_undoing, steps_back

#: Calls of the creation: catalog, requests, waits and roles, package, scopes, policies, the end.
SAMPLE = (0, 2, 6, 11, 13, 17, 18)
DEATHS = (
    ("undo:policy:2", "before outcome"),
    ("undo:resource:", "before send"),
    ("undo:catalog", "before outcome"),
)


@pytest.fixture
def content(company):
    return everything(company)


@pytest.fixture
def environment(process_environment):
    return process_environment | {"PORTAL_LOOK_SECONDS": "0"}


@pytest.mark.parametrize("status", [400, 403])
def test_whatever_failed_the_tenant_is_what_it_was(status, company, ada, content):
    """One company for all: after each way back it is as before."""
    for call in SAMPLE[status == 403 :: 2]:
        assert fail_and_undo(company, ada, content, call=call, status=status)


@pytest.mark.postgres
def test_kill_nine_on_the_way_back_changes_nothing(company, ada, content, environment):
    keys = steps_back(company, content)
    for start, instant in DEATHS:
        step = next(key for key in keys if key.startswith(start))
        kill_while_undoing(company, ada, content, environment, step=step, instant=instant)
    kill_while_undoing(
        company, ada, content, environment, step="undo:package", instant="before outcome", times=2
    )
