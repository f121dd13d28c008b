"""Two people, or two windows of one, edit the same tab: nobody's work is lost, and no row is mistaken."""

import re
import uuid
from html import unescape

import pytest
from django.urls import reverse

from tests.views.stage import document, drafted, edited, text_of
from wizard.actions import drafts
from wizard.document import Resource, ResourceRole, ShortText, load
from wizard.models import Draft

pytestmark = pytest.mark.django_db


class Window:
    """An open page of one tab: it knows the revision it shows, as its hidden control says."""

    def __init__(self, seat, draft, key):
        self.seat, self.url = seat, reverse("wizard:tab", args=[draft.pk, key])
        self.hidden = {"page": str(uuid.uuid4()), "revision": str(draft.revision)}

    def types(self, **controls):
        """An autosave: the controls stay as they are, the hidden revision becomes what the answer says."""
        answer = self.sends(autosave="1", htmx=True, **controls)
        found = re.search(r'id="revision" value="(\d+)"', answer.content.decode())
        assert found
        self.hidden["revision"] = found[1]
        return answer

    def sends(self, htmx=False, **controls):
        headers = {"HX-Request": "true"} if htmx else {}
        data = self.hidden | {name.replace("_X_", "-"): value for name, value in controls.items()}
        return self.seat.client.post(self.url, data, headers=headers)

    def decides(self, conflict, **choices):
        """Presses Save on the page with both versions."""
        tags = re.findall(
            r'<input type="hidden" name="([^"]+)"(?: id="\w+")? value="([^"]*)"', page(conflict)
        )
        data = {name: unescape(value) for name, value in tags} | {"do": "redraw"}
        return self.seat.client.post(self.url, data | {f"keep/{name}": one for name, one in choices.items()})


def page(answer):
    return answer.content.decode()


def basics_now(draft):
    basics = load(Draft.objects.get(pk=draft.pk).document).basics
    return basics.name, basics.description


@pytest.fixture
def draft(company, olivia):
    return drafted(olivia, document(company, name="Campaign", description="d"))


@pytest.fixture
def window(olivia, draft):
    return Window(olivia, draft, "basics")


class TestAPageThatStillShowsOldValues:
    def test_never_takes_them_for_its_own_however_often_it_saves(self, window, draft, priya):
        edited(draft, priya, description="Priya's words")
        for name in ("C", "Ca", "Cam"):
            window.types(name=name, description="d")
        assert basics_now(draft) == ("Cam", "Priya's words")

    def test_nor_when_it_is_left_with_a_button(self, window, draft, priya):
        edited(draft, priya, description="Priya's words")
        window.types(name="Cam", description="d")
        window.sends(name="Camp", description="d", go="requests")
        assert basics_now(draft) == ("Camp", "Priya's words")

    def test_is_asked_once_it_changes_the_same(self, window, draft, priya):
        edited(draft, priya, description="Priya's words")
        window.types(name="Cam", description="d")
        answer = window.sends(name="Cam", description="Olivia's words")
        assert answer.status_code == 409
        assert "Priya&#x27;s words" in page(answer)
        assert "Olivia&#x27;s words" in page(answer)
        assert basics_now(draft) == ("Cam", "Priya's words")

    def test_decides_about_what_both_changed_and_about_nothing_else(self, window, draft, priya):
        edited(draft, priya, name="Priya's name", description="Priya's words")
        answer = window.sends(name="Olivia's name", description="d")
        window.decides(answer, name="mine")
        assert basics_now(draft) == ("Olivia's name", "Priya's words")

    def test_is_not_in_conflict_with_itself(self, window, draft, priya):
        edited(draft, priya, description="Priya's words")
        for name in ("C", "Ca", "C"):
            assert window.types(name=name, description="d").status_code == 200

    @pytest.mark.parametrize("revision", ["0", "", "-1", "999999999", "9" * 30, "x", "٣"])
    def test_without_an_honest_revision_it_is_asked(self, window, draft, revision):
        window.hidden["revision"] = revision
        assert window.sends(name="Another", description="d").status_code == 409
        assert basics_now(draft) == ("Campaign", "d")


def asked(draft, by, *texts):
    """Somebody wrote these questions."""
    now = Draft.objects.get(pk=draft.pk)
    before = load(now.document)
    policy = before.policy.model_copy(update={"questions": tuple(ShortText(text=one) for one in texts)})
    after = before.model_copy(update={"policies": (policy,)})
    return drafts.save(draft=now, by=by.person, document=after, typed=now.typed)


def questions(draft):
    found = load(Draft.objects.get(pk=draft.pk).document).policy.questions
    return [(one.text, one.required) for one in found]


def rows(*texts, required=()):
    found: dict[str, str] = {}
    for n, text in enumerate(texts):
        found |= {f"question-{n}-text": text, f"question-{n}-format": "short_text"}
        found[f"question-{n}-required"] = "yes" if text in required else "no"
    return found


class TestQuestions:
    @pytest.fixture
    def draft(self, draft, olivia):
        return asked(draft, olivia, "A", "B", "C")

    @pytest.fixture
    def window(self, olivia, draft):
        return Window(olivia, draft, "requestor-information")

    def test_a_bin_pressed_twice_removes_one(self, window, draft):
        for _ in range(2):
            window.sends(**rows("A", "B", "C"), do="remove-question:0")
        assert questions(draft) == [("B", False), ("C", False)]

    def test_a_bin_removes_the_question_it_stands_beside(self, window, draft, priya):
        asked(draft, priya, "B", "C")
        window.sends(**rows("A", "B", "C"), do="remove-question:2")
        assert questions(draft) == [("B", False)]

    def test_a_question_that_is_gone_is_not_removed_again(self, window, draft, priya):
        asked(draft, priya, "B", "C")
        window.sends(**rows("A", "B", "C"), do="remove-question:0")
        assert questions(draft) == [("B", False), ("C", False)]

    def test_a_change_follows_its_question(self, window, draft, priya):
        asked(draft, priya, "B", "C")
        window.sends(**rows("A", "B", "C", required=["B"]))
        assert questions(draft) == [("B", True), ("C", False)]

    def test_also_when_they_changed_places(self, window, draft, priya):
        asked(draft, priya, "C", "A", "B")
        window.sends(**rows("A", "B", "C", required=["A"]))
        assert questions(draft) == [("C", False), ("A", True), ("B", False)]

    def test_a_new_question_comes_after_those_that_are_left(self, window, draft, priya):
        asked(draft, priya, "C")
        window.sends(**rows("A", "B", "C", "D"))
        assert questions(draft) == [("C", False), ("D", False)]

    def test_a_change_of_a_removed_question_is_shown(self, window, draft, priya):
        asked(draft, priya, "B", "C")
        answer = window.sends(**rows("A, in more words", "B", "C"))
        assert answer.status_code == 409
        assert "A, in more words" in text_of(answer)
        assert "(removed)" in text_of(answer)


class Grid(Window):
    """The grid of questions as its page was drawn, with the hidden keys of its rows."""

    def __init__(self, seat, draft):
        super().__init__(seat, draft, "requestor-information")
        self.keys = dict(re.findall(r'name="(question-\d+-key)" value="(\w+)"', page(seat.get(self.url))))

    def sends(self, htmx=False, **controls):
        return super().sends(htmx, **{**self.keys, **controls})


class TestQuestionsThatChangeTheirWords:
    """What a text alone cannot tell: rows are known by keys that live beside the document."""

    @pytest.fixture
    def draft(self, draft, olivia):
        return asked(draft, olivia, "A", "B")

    @pytest.fixture
    def grids(self, draft, olivia, priya):
        return Grid(olivia, draft), Grid(priya, draft)

    def test_one_rewords_and_moves_what_another_ticks(self, grids, draft):
        mine, theirs = grids
        theirs.sends(**rows("A", "B, in more words"), do="move-up:1")
        assert questions(draft) == [("B, in more words", False), ("A", False)]
        mine.sends(**rows("A", "B", required=["B"]))
        assert questions(draft) == [("B, in more words", True), ("A", False)]

    def test_a_question_between_two_others_takes_nobodys_tick(self, grids, draft, olivia, priya):
        mine, theirs = grids
        theirs.sends(**rows("A", "B", "C"))
        again = Grid(priya, Draft.objects.get(pk=draft.pk))
        again.sends(**rows("A", "B", "C"), do="move-up:2")
        assert questions(draft) == [("A", False), ("C", False), ("B", False)]
        mine.sends(**rows("A", "B", required=["B"]))
        assert questions(draft) == [("A", False), ("C", False), ("B", True)]

    def test_one_replaces_what_another_ticks(self, grids, draft, priya):
        mine, theirs = grids
        theirs.sends(**rows("A", "B"), do="remove-question:1")
        Grid(priya, Draft.objects.get(pk=draft.pk)).sends(**rows("A", "C"))
        answer = mine.sends(**rows("A", "B", required=["B"]))
        assert answer.status_code == 409
        assert "(removed)" in text_of(answer)
        assert questions(draft) == [("A", False), ("C", False)]

    def test_two_people_add_a_question_at_once(self, grids, draft):
        mine, theirs = grids
        theirs.sends(**rows("A", "B", "Theirs"))
        mine.sends(**rows("A", "B", "Mine"))
        assert questions(draft) == [("A", False), ("B", False), ("Theirs", False), ("Mine", False)]

    def test_a_new_question_stays_one_however_often_it_is_saved(self, grids, draft):
        mine, theirs = grids
        mine.types(**rows("A", "B", "Mine"))
        theirs.sends(**rows("A", "B"), do="remove-question:0")
        mine.types(**rows("A", "B", "Mine, in more words"))
        assert questions(draft) == [("B", False), ("Mine, in more words", False)]

    def test_a_bin_hits_its_reworded_question(self, grids, draft):
        mine, theirs = grids
        theirs.sends(**rows("A, in more words", "B"), do="move-down:0")
        mine.sends(**rows("A", "B"), do="remove-question:0")
        assert questions(draft) == [("B", False)]

    def test_keys_that_nobody_gave_do_no_harm(self, grids, draft):
        mine, theirs = grids
        theirs.sends(**rows("A", "B", "C"))
        for key in ("x", "0" * 12, "<b>", "9" * 5000):
            mine.keys = {f"question-{n}-key": key for n in range(3)}
            assert mine.sends(**rows("A", "B")).status_code in (303, 409)
        assert questions(draft) == [("A", False), ("B", False), ("C", False)]


class TestResourceRows:
    @pytest.fixture
    def draft(self, draft, olivia):
        resources = [Resource(origin_system="AadGroup", origin_id=one, display_name=one) for one in "abc"]
        before = load(draft.document)
        found = tuple(ResourceRole(resource=one) for one in resources)
        after = before.model_copy(update={"resource_roles": found})
        return drafts.save(draft=draft, by=olivia.person, document=after, typed={})

    def left(self, draft):
        found = load(Draft.objects.get(pk=draft.pk).document).resource_roles
        return [row.resource.origin_id for row in found]

    def test_a_bin_pressed_twice_removes_one(self, draft, olivia):
        window = Window(olivia, draft, "resource-roles")
        for _ in range(2):
            window.sends(do="remove-row:0", **{"role-0": "", "role-1": "", "role-2": ""})
        assert self.left(draft) == ["b", "c"]

    def test_two_people_remove_the_same_row(self, draft, olivia, priya):
        for seat in (olivia, priya):
            Window(seat, draft, "resource-roles").sends(do="remove-row:1")
        assert self.left(draft) == ["a", "c"]

    @pytest.mark.parametrize("number", ["9" * 5000, "-1", "٣", "x", "", "7"])
    def test_a_row_that_never_was_is_nobodys(self, draft, olivia, number):
        answer = Window(olivia, draft, "resource-roles").sends(do=f"remove-row:{number}")
        assert answer.status_code == 303
        assert self.left(draft) == ["a", "b", "c"]


def test_nul_cannot_be_typed(window, draft):
    assert window.sends(name="Camp\0aign", description="d\0").status_code == 303
    assert basics_now(draft) == ("Campaign", "d")


def test_a_save_that_was_overtaken_by_the_same_page_changes_nothing(company, priya):
    """A browser that gives an autosave up for a click cannot call back what is on its way."""
    draft = drafted(priya, document(company))
    window = Window(priya, draft, "basics")
    assert window.sends(htmx=True, name="Spring launch", autosave="1", turn="2").status_code == 200
    assert window.sends(htmx=True, name="Spring", autosave="1", turn="1").status_code == 204
    assert Draft.objects.get(pk=draft.pk).name == "Spring launch"
    assert window.sends(htmx=True, name="Spring launch 2", autosave="1", turn="3").status_code == 200
    assert Draft.objects.get(pk=draft.pk).name == "Spring launch 2"
