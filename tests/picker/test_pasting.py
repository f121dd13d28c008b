"""Paste a list: what is found is ticked, what is unclear is offered, what is missing is told."""

import pytest

from tests.picker.stage import key
from wizard.lookups.pasted import MOST, entries_of

HOME = "@contoso.onmicrosoft.com"


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("", []),
        (" \n ,;\r\n", []),
        (
            "ada@x.example\nbob@x.example\r\ncleo@x.example",
            ["ada@x.example", "bob@x.example", "cleo@x.example"],
        ),
        (
            "ada@x.example, bob@x.example; cleo@x.example",
            ["ada@x.example", "bob@x.example", "cleo@x.example"],
        ),
        ("Ada Okafor <ada@x.example>", ["ada@x.example"]),
        ("Okafor, Ada <ada@x.example>; Park, Wendy <wendy@x.example>;", ["ada@x.example", "wendy@x.example"]),
        (
            '"Okafor, Ada" <ada@x.example>, "Park, Wendy" <wendy@x.example>',
            ["ada@x.example", "wendy@x.example"],
        ),
        (
            "ada@x.example, Wendy Park <wendy@x.example>, Emil Larsen",
            ["ada@x.example", "wendy@x.example", "Emil Larsen"],
        ),
        ("Emil Larsen\temil@x.example", ["Emil Larsen", "emil@x.example"]),
        ("ada@x.example\nADA@X.EXAMPLE", ["ada@x.example"]),
        ("<mailto:ada@x.example>", ["ada@x.example"]),
        ("unclosed <ada@x.example", ["unclosed <ada@x.example"]),
        ("<>", []),
    ],
)
def test_a_list_is_taken_apart_as_mail_programs_write_it(text, entries):
    assert entries_of(text) == entries


def test_found_unclear_and_missing(picker, company):
    for number in (1, 2):
        twin = company.named("user", "Emil Larsen") | {"id": f"{number:08d}-0000-4000-8000-000000000000"}
        twin |= {
            "displayName": "Kim Twin",
            "userPrincipalName": f"kim{number}{HOME}",
            "mail": f"kim{number}{HOME}",
        }
        company.state.put("user", twin)
    answer = picker("targets").find(
        f"Emil Larsen <EMIL{HOME}>; wendy{HOME}\nKim Twin, nobody{HOME}\nIT Leads; kim1{HOME}; No Such Name"
    )
    ticked = {line.name for line in answer.lines if line.ticked}
    assert ticked == {"Emil Larsen", "Wendy Park", "IT Leads", "Kim Twin"}
    assert "Unclear: choose who is meant by “Kim Twin”" in answer.text
    assert [line.ticked for line in answer.lines if line.name == "Kim Twin"].count(False) == 2
    missing = answer.html.partition('<pre id="missing"')[2]
    assert f"nobody{HOME}" in missing
    assert "No Such Name" in missing
    assert "found and ticked, 1 unclear," in answer.count
    assert picker("targets").document.policy.audience.targets == ()


def test_an_address_that_only_begins_alike_is_missing(picker):
    answer = picker("targets").find("emil@contoso.onmicrosoft")
    assert answer.count == "0 found and ticked, 0 unclear, 1 not found"


def test_part_of_a_name_is_unclear_not_found(picker):
    answer = picker("targets").find("Emil")
    assert answer.count == "0 found and ticked, 1 unclear, 0 not found"
    assert answer.line("Emil Larsen").can
    assert not answer.line("Emil Larsen").ticked


def test_who_is_in_the_list_already_is_said_so(picker, company):
    picker("targets").select(key(company, "user", "Emil Larsen"))
    line = picker("targets").find(f"emil{HOME}").line("Emil Larsen")
    assert (line.can, line.ticked, line.why) == (False, False, "Already in the list.")


def test_two_words_for_one_person_are_one(picker, company):
    emil = company.named("user", "Emil Larsen")
    answer = picker("targets").find(f"emil{HOME}\nEmil Larsen\n{emil['id']}")
    assert answer.names == ["Emil Larsen"]


def test_five_hundred_are_asked_in_batches(picker, company):
    people = picker("targets")
    people.opens()
    company.tenant.tenant.requests.clear()
    answer = people.find("\n".join(f"nobody{number}{HOME}" for number in range(MOST)))
    assert answer.count == f"0 found and ticked, 0 unclear, {MOST} not found"
    sent = company.tenant.tenant.requests
    assert sum(one["path"].endswith("/$batch") for one in sent) == 2 * MOST / 20


def test_more_than_five_hundred_are_refused_with_the_text_kept(picker):
    text = "\n".join(f"nobody{number}{HOME}" for number in range(MOST + 1))
    page = picker("targets").press("find", pasted=text)
    assert "Paste at most 500 at once; this list has 501." in page.text
    assert f"nobody500{HOME}" in page.html


def test_without_script_the_list_is_answered_on_the_page(picker, company):
    people = picker("targets")
    ada = key(company, "user", "Ada Okafor")
    page = people.press("find", pasted=f"emil{HOME}\nnobody{HOME}", selected=[ada])
    assert page.line("Emil Larsen").ticked
    assert page.chosen == ["Ada Okafor"]
    assert f"nobody{HOME}</textarea>" in page.html
    people.select(ada, page.line("Emil Larsen").value)
    assert [one.display_name for one in people.document.policy.audience.targets] == [
        "Ada Okafor",
        "Emil Larsen",
    ]


def test_an_empty_list_says_what_to_do(picker):
    assert "paste names or addresses first" in picker("targets").find(" \n").text


def test_directories_and_resources_take_no_lists(picker):
    for slot in ("organizations", "groups"):
        assert "Paste a list" not in picker(slot).opens().text
        assert picker(slot).find("Litware").status == 200


def test_a_slow_down_keeps_what_was_pasted(picker, company):
    people = picker("targets")
    people.opens()
    company.fault(path=r"\$batch", times=-1, status=429, code="TooManyRequests", headers={"Retry-After": "9"})
    page = people.press("find", pasted=f"emil{HOME}\nada{HOME}")
    assert f"ada{HOME}</textarea>" in page.html
