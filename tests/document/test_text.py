"""Files as people and attackers write them."""

import json

import pytest

from wizard.document.text import MOST_BYTES, NotReadable, parse


def refusal(content: bytes, **how: bool) -> str:
    with pytest.raises(NotReadable) as refused:
        parse(content, **how)
    return str(refused.value)


def test_every_plain_word_is_text():
    text = b"name: 2027\nanswers: [yes, no, on, 1.5, 2027-06-30, 014, 1:30]\n"
    assert parse(text) == {"name": "2027", "answers": ["yes", "no", "on", "1.5", "2027-06-30", "014", "1:30"]}


@pytest.mark.parametrize("blank", ["", " ~", " null"])
def test_blank_is_none(blank):
    assert parse(f"approval:{blank}\n".encode()) == {"approval": None}


def test_quotes_keep_null_a_word():
    assert parse(b'name: "null"\n') == {"name": "null"}


def test_json_keeps_its_types():
    assert parse(b'{"days": 14, "enabled": true}', is_json=True) == {"days": 14, "enabled": True}


def test_a_byte_order_mark_does_no_harm():
    assert parse("\ufeffname: Ærlig\n".encode()) == {"name": "Ærlig"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: [\n  b: }", "line 2, column 6"),
        (b"a: 1\nb: 2\na: 3", "It has the key 'a' twice in one place (line 3, column 1)."),
        (b"a: 1\n--- \nb: 2", "line 2, column 1"),
        (b"? [a, b]\n: c", "unhashable key"),
        (b"a: !!python/object/apply:os.system [true]", "could not determine a constructor"),
        (b"a: \x00", "not valid YAML"),
    ],
)
def test_bad_yaml_is_refused_with_its_place(content, words):
    assert words in refusal(content)


def test_an_alias_is_refused_before_it_can_grow():
    bomb = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert refusal(bomb) == "It has an alias (*name), which a draft may not (line 2, column 8)."


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- "])
def test_deep_nesting_is_refused(opening):
    assert "nested deeper than 50 levels" in refusal(opening * 10_000)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"a": 1,\n }', "line 2, column 2"),
        (b'{"a": 1, "a": 2}', "the key 'a' is there twice"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": %s}' % (b"9" * 5000), "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"", "line 1, column 1"),
    ],
)
def test_bad_json_is_refused(content, words):
    assert words in refusal(content, is_json=True)


def test_half_a_character_and_nul_are_refused():
    assert refusal(b'{"a": "\\ud800"}', is_json=True) == "It holds characters that are none."
    assert refusal(b'{"a": "\\u0000"}', is_json=True) == "It holds NUL characters."
    assert refusal(b'a: "\\0"') == "It holds NUL characters."


def test_a_backslash_before_u0000_is_no_nul():
    data = {"a": "\\u0000"}
    assert parse(json.dumps(data).encode(), is_json=True) == data


def test_another_encoding_is_refused():
    assert refusal("name: Ærlig".encode("latin-1")) == "It is not written in UTF-8 (byte 7)."


def test_a_huge_file_is_refused_unread():
    assert refusal(b"#" * (MOST_BYTES + 1)) == "It is larger than 1024 KiB."
