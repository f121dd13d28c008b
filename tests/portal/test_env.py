"""Reading the environment: every fault is named, with what would be right."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.env import GUID, Environment


def faults(env: Environment) -> str:
    with pytest.raises(ImproperlyConfigured) as caught:
        env.finish()
    return str(caught.value)


def test_what_is_set_is_read() -> None:
    env = Environment(
        {"PORTAL_NAME": " Ada ", "PORTAL_ON": "true", "PORTAL_PARTS": "a, b,,c", "PORTAL_SIZE": "7"}
    )
    assert env.text("PORTAL_NAME") == "Ada"
    assert env.flag("PORTAL_ON") is True
    assert env.words("PORTAL_PARTS") == ["a", "b", "c"]
    assert env.integer("PORTAL_SIZE", 1, low=0, high=9) == 7
    env.finish()


def test_what_is_not_set_has_its_default() -> None:
    env = Environment({"PORTAL_ON": ""})
    assert env.text("PORTAL_NAME", "nobody") == "nobody"
    assert env.flag("PORTAL_ON") is False
    assert env.integer("PORTAL_SIZE", 3, low=0, high=9) == 3
    assert env.choice("PORTAL_CLOUD", ("global", "china"), "global") == "global"
    env.finish()


def test_variables_of_others_are_none_of_our_business() -> None:
    Environment({"PATH": "/bin", "POSTAL": "1"}).finish()


def test_a_missing_variable_names_itself() -> None:
    env = Environment({})
    env.text("PORTAL_TENANT_ID", pattern=GUID, form="a GUID")
    assert "PORTAL_TENANT_ID is needed and not set" in faults(env)


@pytest.mark.parametrize("wrong", ["10", "-1", "2.5", "many", "9" * 30])
def test_a_number_outside_its_bounds_names_them(wrong: str) -> None:
    env = Environment({"PORTAL_SIZE": wrong})
    env.integer("PORTAL_SIZE", 3, low=0, high=9)
    assert "PORTAL_SIZE must be a whole number from 0 to 9" in faults(env)


def test_a_wrong_choice_names_the_right_ones() -> None:
    env = Environment({"PORTAL_CLOUD": "moon", "PORTAL_ON": "yes"})
    env.choice("PORTAL_CLOUD", ("global", "china"), "global")
    env.flag("PORTAL_ON")
    told = faults(env)
    assert "PORTAL_CLOUD must be one of global, china, not 'moon'" in told
    assert "PORTAL_ON must be one of true, false, not 'yes'" in told


def test_a_wrong_shape_is_told_in_words() -> None:
    env = Environment({"PORTAL_TENANT_ID": "contoso"})
    env.text("PORTAL_TENANT_ID", pattern=GUID, form="the tenant's id, a GUID")
    assert "PORTAL_TENANT_ID must be the tenant's id, a GUID, not 'contoso'" in faults(env)


def test_a_secret_is_never_repeated() -> None:
    env = Environment({"PORTAL_SECRET_KEY": "hush"})
    env.secret("PORTAL_SECRET_KEY", minimum=50)
    told = faults(env)
    assert "at least 50 characters" in told
    assert "hush" not in told


@pytest.mark.parametrize(
    "wrong", ["http://graph.example", "https://graph.example/v1.0", "graph.example", "ftp://a"]
)
def test_an_address_must_be_an_https_origin(wrong: str) -> None:
    env = Environment({"PORTAL_GRAPH_URL": wrong})
    env.url("PORTAL_GRAPH_URL", "https://graph.example", loopback_http=True)
    assert "PORTAL_GRAPH_URL must be an https address" in faults(env)


def test_http_is_for_loopback_and_only_where_it_is_allowed() -> None:
    env = Environment({"PORTAL_GRAPH_URL": "http://127.0.0.1:8001/"})
    read = env.url("PORTAL_GRAPH_URL", "https://graph.example", loopback_http=True)
    assert read == "http://127.0.0.1:8001"
    env.finish()
    env.url("PORTAL_GRAPH_URL", "https://graph.example", loopback_http=False)
    assert "PORTAL_INSECURE_LOOPBACK" in faults(env)


def test_an_unknown_variable_names_itself_and_its_nearest_neighbour() -> None:
    env = Environment({"PORTAL_REVEIW": "never", "PORTAL_XYZ": "1"})
    env.choice("PORTAL_REVIEW", ("always", "never"), "always")
    told = faults(env)
    assert "PORTAL_REVEIW is not a setting of the portal. Did you mean PORTAL_REVIEW?" in told
    assert "PORTAL_XYZ is not a setting of the portal." in told


def test_all_faults_are_told_at_once() -> None:
    env = Environment({"PORTAL_B": "x"})
    env.text("PORTAL_A")
    env.flag("PORTAL_B")
    assert len(faults(env).splitlines()) == 3
