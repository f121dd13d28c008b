"""Drawing a tab and saving it unchanged changes nothing, whatever the document holds and was sent before."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tabs.documents import DOCUMENTS, Page
from wizard.document import Document
from wizard.labels import APPROVERS
from wizard.tabs.base import Choices, Remembered, TabForm
from wizard.tabs.lifecycle.form import EXPIRATIONS, LifecycleForm
from wizard.tabs.requestor_information.form import RequestorInformationForm
from wizard.tabs.requests.form import RequestsForm
from wizard.tabs.requests.kinds import SCOPE_LABELS

FORMS = [RequestsForm, RequestorInformationForm, LifecycleForm]
FORMATS = ["", "short_text", "multiple_choice", "long_text"]
#: What a control may be sent: sense of any kind, and nonsense.
TYPED = [
    "yes",
    "no",
    "1",
    "2",
    "3",
    "2.5",
    " 14 ",
    "-3",
    "abc",
    "",
    "internal",
    "external",
    "none",
    "2027-06-30",
]
VALUES = st.sampled_from([*TYPED, *APPROVERS, *SCOPE_LABELS, *dict(EXPIRATIONS), *FORMATS])


@pytest.mark.parametrize("kind", FORMS)
@settings(max_examples=40)
@given(document=DOCUMENTS)
def test_saving_a_drawn_tab_keeps_the_document(kind: type[TabForm], document: Document) -> None:
    form = kind.drawn(document, Remembered(), Choices(time_zone="Asia/Tokyo"))

    assert form.apply_to(document) == document
    assert not form.errors


@pytest.mark.parametrize("kind", FORMS)
@settings(max_examples=40)
@given(document=DOCUMENTS)
def test_posting_every_drawn_control_keeps_the_document(kind: type[TabForm], document: Document) -> None:
    drawn = kind.drawn(document, Remembered(), Choices())
    sent = {name: str(drawn.data.get(name, "")) for name in drawn.fields}

    form = kind.posted(sent, document, drawn.remember(), Choices(time_zone="Asia/Tokyo"))

    assert form.apply_to(document) == document
    assert not form.errors


@pytest.mark.parametrize("kind", FORMS)
@settings(max_examples=25)
@given(document=DOCUMENTS, data=st.data())
def test_whatever_is_sent_the_page_drawn_next_is_sound(
    kind: type[TabForm], document: Document, data: Any
) -> None:
    page = Page(kind, document)
    for _ in range(3):
        controls = st.sampled_from([*page.drawn().fields, "question-9-text", "nonsense"])
        page.send(**data.draw(st.dictionaries(controls, VALUES, max_size=4)))
        saved = page.document

        assert not page.drawn().errors, "a value that was refused does not come back from the database"
        page.send()
        remembered = page.remembered.to_json()
        assert page.document == saved
        page.send()
        assert (page.document, page.remembered.to_json()) == (saved, remembered)
