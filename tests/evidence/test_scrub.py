"""What leaves in a support bundle names nobody, whatever stands in keys, paths and codes."""

from __future__ import annotations

from typing import Any

import pytest

from portal.graph.calls import fill_path
from tests.evidence.stage import TENANT
from wizard.document import (
    Basics,
    DirectAssignmentOnly,
    Document,
    NewCatalog,
    Policy,
    Resource,
    ResourceRole,
    Role,
)
from wizard.evidence.scrub import KINDS, Scrubber
from wizard.plan import build_plan

GUID = str(TENANT)
EM = "/identityGovernance/entitlementManagement"


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("package", "package"),
        ("policy:1", "policy:1"),
        (f"resource:{GUID}", f"resource:{GUID}"),
        (f"role:{GUID}:Member_{GUID}", f"role:{GUID}:Member_{GUID}"),
        (f"role:{GUID}:Friends of Ada", f"role:{GUID}:name-1"),
        ("role:https://contoso.sharepoint.com/sites/ada:4", "role:name-1:name-2:4"),
        (f"undo:role:{GUID}:Ada", f"undo:role:{GUID}:name-1"),
        ("Ada Okafor", "name-1"),
        (f"resource:{GUID}\nAda", "resource:name-1"),
    ],
)
def test_a_key_keeps_ids_only(key: str, shown: str) -> None:
    assert Scrubber().key(key) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (f"{EM}/catalogs/{GUID}/resources", f"{EM}/catalogs/{GUID}/resources"),
        (f"{EM}/accessPackages?$filter=displayName%20eq%20%27Ada%27&$expand=catalog",
         f"{EM}/accessPackages?$filter&$expand"),
        (f"{EM}/catalogs/{GUID}_{GUID}", f"{EM}/catalogs/{GUID}_{GUID}"),
        ("/users/ada@contoso.com/manager", "/users/name-1/name-2"),
        ("/users/Ada?Ada=1&$skiptoken=Ada", "/users/name-1?name-1&$skiptoken"),
        ("/sites/x#Ada", "/sites/name-1"),
    ],
)  # fmt: skip
def test_a_path_keeps_the_words_of_the_api(path: str, shown: str) -> None:
    assert Scrubber().path(path) == shown


def test_no_step_of_any_plan_begins_with_a_word_unknown_here() -> None:
    """A new kind of step belongs into KINDS, a new address into SEGMENTS, or support reads riddles."""
    site = Resource(
        origin_system="SharePointOnline", origin_id="https://ada.sharepoint.com/", display_name="Ada"
    )
    group = Resource(origin_system="AadGroup", origin_id=GUID, display_name="Ada")
    rows = tuple(
        ResourceRole(resource=resource, role=Role(display_name="Ada", origin_id=id))
        for resource, id in ((site, "4"), (group, f"Member_{GUID}"), (group, None))
    )
    basics = Basics(name="Ada", description="Ada", catalog=NewCatalog(name="Ada", description="Ada"))
    policy = Policy(audience=DirectAssignmentOnly())
    plan = build_plan(Document(basics=basics, resource_roles=rows, policies=(policy,)))
    scrub = Scrubber()
    keys = [scrub.key(step.key) for step in plan.steps]
    assert len(keys) == 16
    assert "Ada" not in "".join(keys)
    assert not [key for key in keys if key.partition(":")[0] not in KINDS]
    calls = [call for step in plan.steps for call in (step.call, step.look and step.look.call, step.undo)]
    paths = [scrub.path(fill_path(call.path, ANYTHING)) for call in calls if call]
    assert len(paths) > 20
    assert not [path for path in paths if "ada" in path.lower() or "name-" in path]


class _Anything(dict[str, Any]):
    """Whatever is asked for was answered with an id."""

    def __missing__(self, key: object) -> Any:
        return _Id()


class _Id(str):
    def __new__(cls) -> _Id:
        return super().__new__(cls, GUID)

    def __getitem__(self, _: Any) -> Any:
        return self


ANYTHING = _Anything()


def test_the_same_text_has_the_same_placeholder() -> None:
    scrub = Scrubber()
    assert scrub.key("role:Ada:Bob") == "role:name-1:name-2"
    assert scrub.id("Bob") == "name-2"
    assert scrub.person("1") == "person-1"
    assert (scrub.person("2"), scrub.person("1"), scrub.person(None)) == ("person-2", "person-1", None)


@pytest.mark.parametrize(
    ("code", "shown"),
    [("Request_ResourceNotFound", "Request_ResourceNotFound"), ("", ""), ("No Ada here", "name-1")],
)
def test_a_code_is_one_word(code: str, shown: str) -> None:
    assert Scrubber().code(code) == shown
