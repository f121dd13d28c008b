"""Requests made by hand: too much, too deep, of characters that no keyboard has. A clear answer, no crash."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.picker.stage import with_requests
from tests.views.stage import Company, Seat, document, drafted, in_review, text_of
from wizard.models import Draft

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NUL = "a\0b"


@pytest.fixture
def draft(company: Company, olivia: Seat) -> Draft:
    return drafted(olivia, with_requests(document(company)))


@pytest.fixture
def basics(draft: Draft) -> str:
    return reverse("wizard:tab", args=[draft.pk, "basics"])


class TestTooMuch:
    def test_a_body_of_ten_megabytes_is_refused(self, olivia: Seat, basics: str) -> None:
        answer = olivia.post(basics, revision="1", name="n", description="x" * 10_000_000)
        assert answer.status_code == 413
        assert "Nothing was saved" in text_of(answer)
        assert Draft.objects.get().revision == 1

    def test_with_script_the_page_stays_and_says_why(self, olivia: Seat, basics: str) -> None:
        data = {"revision": "1", "description": "x" * 3_000_000}
        answer = olivia.client.post(basics, data, headers=HTMX)
        assert (answer.status_code, answer["HX-Retarget"]) == (413, "#toasts")
        assert answer["X-Not-Saved"]

    def test_a_file_is_refused_too(self, olivia: Seat, basics: str) -> None:
        file = SimpleUploadedFile("big.bin", b"x" * 3_000_000)
        assert olivia.client.post(basics, {"revision": "1", "file": file}).status_code == 413

    @pytest.mark.parametrize("length", ["-1", "1e9", "99999999999999999999999999999999999999"])
    def test_a_length_that_is_none_is_refused(self, olivia: Seat, basics: str, length: str) -> None:
        assert olivia.client.post(basics, {"revision": "1"}, CONTENT_LENGTH=length).status_code == 413

    def test_a_hundred_thousand_fields_are_refused(self, olivia: Seat, basics: str) -> None:
        body = "&".join(f"f{number}=" for number in range(100_000))
        form = "application/x-www-form-urlencoded"
        answer = olivia.client.post(basics, body, content_type=form)
        assert answer.status_code == 400
        assert "did not understand" in text_of(answer)

    def test_deep_json_is_no_form_and_changes_nothing(self, olivia: Seat, basics: str) -> None:
        body = "[" * 100_000 + "]" * 100_000
        answer = olivia.client.post(basics, body, content_type="application/json")
        assert answer.status_code < 500
        assert "Campaign" in json.dumps(Draft.objects.get().document)

    @pytest.mark.parametrize("slot", ["targets", "organizations", "groups", "applications", "sites"])
    def test_a_search_of_a_thousand_characters_is_cut(self, olivia: Seat, draft: Draft, slot: str) -> None:
        url = reverse("wizard:pick", args=[draft.pk, slot])
        assert olivia.get(url, q="x" * 1_000, part="results", htmx=True).status_code == 200
        assert olivia.get(reverse("wizard:packages"), q="x" * 1_000).status_code == 200
        assert olivia.get(reverse("wizard:drafts"), q="x " * 1_000).status_code == 200

    def test_ten_thousand_pasted_rows_are_read_as_far_as_a_list_may_be_long(
        self, olivia: Seat, draft: Draft, company: Company
    ) -> None:
        url = reverse("wizard:pick", args=[draft.pk, "targets"])
        company.tenant.tenant.requests.clear()
        rows = "\n".join(f"user{number}@contoso.onmicrosoft.com" for number in range(10_000))
        answer = olivia.post(url, do="look_up", pasted=rows)
        assert answer.status_code == 200
        assert len(company.tenant.tenant.requests) < 100

    def test_more_ticks_than_anybody_makes_are_refused_in_words(self, olivia: Seat, draft: Draft) -> None:
        url = reverse("wizard:pick", args=[draft.pk, "targets"])
        ticks = [f"user:{uuid.uuid4()}" for _ in range(2_000)]
        answer = olivia.client.post(url, {"do": "select", "selected": ticks})
        assert answer.status_code == 200
        assert "at most 1,000" in text_of(answer)


@pytest.mark.postgres
class TestCharactersThatNoKeyboardHas:
    """PostgreSQL takes no NUL where SQLite does."""

    @pytest.mark.parametrize("name", ["drafts", "reviews", "packages", "new"])
    @pytest.mark.parametrize("what", ["q", "page", "state", "sort", "after", "mine"])
    def test_in_an_address(self, olivia: Seat, name: str, what: str) -> None:
        assert olivia.client.get(reverse(f"wizard:{name}"), {what: NUL}).status_code == 200

    @pytest.mark.parametrize(
        "tab", ["basics", "resource-roles", "requests", "requestor-information", "lifecycle"]
    )
    def test_in_every_control_of_a_tab(self, olivia: Seat, draft: Draft, tab: str) -> None:
        url = reverse("wizard:tab", args=[draft.pk, tab])
        page = olivia.get(url).content.decode()
        names = set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', page)) - {"revision"}
        data = dict.fromkeys(names, NUL) | {"revision": "1", "go": "stay"}
        answer = olivia.client.post(url, data)
        # 403: there is no catalog of that id for this person.
        assert answer.status_code in (200, 303, 403, 422)
        assert olivia.get(url).status_code == 200

    @pytest.mark.parametrize("what", ["q", "pasted", "selected", "more", "do", "part"])
    def test_in_a_picker(self, olivia: Seat, draft: Draft, what: str) -> None:
        url = reverse("wizard:pick", args=[draft.pk, "targets"])
        form = {"do": "select", "selected": NUL} if what == "selected" else {what: NUL}
        assert olivia.client.post(url, form).status_code in (200, 303)

    def test_in_a_reason_and_a_new_catalog(self, company: Company, olivia: Seat) -> None:
        ada, draft = company.seat("ada"), in_review(olivia, document(company))
        form = {"verdict": "rejected", "reason": NUL, "digest": NUL}
        assert ada.post(reverse("wizard:verdict", args=[draft.pk]), **form).status_code in (409, 422)
        pane = {"catalog_name": NUL, "catalog_description": NUL}
        assert ada.post(reverse("wizard:new_catalog", args=[draft.pk]), **pane).status_code == 200

    def test_in_a_question(self, olivia: Seat, draft: Draft) -> None:
        url = reverse("wizard:tab", args=[draft.pk, "requestor-information"])
        form = {"question-0-text": NUL, "question-0-format": "short_text", "question-0-regex_pattern": NUL}
        assert olivia.post(url, revision="1", **form).status_code in (303, 422)
        assert olivia.get(url).status_code == 200


#: Each takes a backtracking engine longer than anybody lives.
EXPLODING = [
    "(a+)+$",
    "(a|aa)+$",
    "(.*a){25}",
    "((((a*)*)*)*)*b",
    "(" * 150 + ")" * 150,
    "[" * 500,
    "a{1,65535}" * 8,
]


@pytest.mark.parametrize("pattern", EXPLODING)
def test_a_pattern_is_judged_but_never_run(olivia: Seat, draft: Draft, pattern: str) -> None:
    """Long texts are beside it in the same form; whether it fits them is Microsoft's to find out."""
    url = reverse("wizard:tab", args=[draft.pk, "requestor-information"])
    form = {
        "question-0-text": "a" * 200 + "!",
        "question-0-format": "short_text",
        "question-0-regex_pattern": pattern,
    }
    assert olivia.post(url, revision="1", go="review", **form).status_code in (303, 422)
    assert olivia.get(reverse("wizard:review", args=[draft.pk])).status_code == 200
