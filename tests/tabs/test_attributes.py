"""What resources ask of requestors: read from the catalog, shown, never edited here."""

import pytest

import wizard.document as d
from tests.tabs.documents import Page, draft
from tests.tabs.test_on_the_wire import see
from tests.views.stage import document, drafted, text_of
from wizard.lookups.attributes import attributes_of
from wizard.lookups.resources import describe
from wizard.tabs import BY_KEY
from wizard.tabs.requestor_information.attributes import attributes_table
from wizard.tabs.requestor_information.form import RequestorInformationForm

TEXT = "#microsoft.graph.accessPackageTextInputQuestion"
CHOICE = "#microsoft.graph.accessPackageMultipleChoiceQuestion"


def row(name="officeLocation", **question):
    return {"attributes": [{"name": name, "isEditable": True, "source": {"question": question}}]}


class TestReading:
    def test_a_text(self):
        asked = {"@odata.type": TEXT, "text": "Which office?", "isSingleLineQuestion": True}
        assert attributes_of(row(**asked)) == (
            d.Attribute(
                name="officeLocation", question="Which office?", answer_format="Short text", is_editable=True
            ),
        )
        [longer] = attributes_of(row(**asked | {"isSingleLineQuestion": False}))
        assert longer.answer_format == "Long text"

    def test_a_choice(self):
        choices = [{"text": "Oslo"}, {"actualValue": "Lima"}]
        [one] = attributes_of(row(**{"@odata.type": CHOICE, "text": "Where?", "choices": choices}))
        assert (one.answer_format, one.choices) == ("Multiple choice", ("Oslo", "Lima"))

    @pytest.mark.parametrize("nothing", [None, {}, {"attributes": None}, {"attributes": [{"name": None}]}])
    def test_nothing(self, nothing):
        assert attributes_of(nothing) == ()

    def test_an_attribute_without_question(self):
        [one] = attributes_of({"attributes": [{"name": "extension_1_badge", "source": None}]})
        assert one == d.Attribute(name="extension_1_badge")


def resource(name, *attributes):
    one = d.Resource(
        origin_system="AadGroup", origin_id=name, display_name=name, attributes=tuple(attributes)
    )
    return d.ResourceRole(resource=one)


class TestTable:
    def content(self):
        office = d.Attribute(name="officeLocation", question="Which office?", answer_format="Short text")
        badge = d.Attribute(name="extension_1_badge", choices=("A", "B"), is_editable=True)
        rows = (resource("Sales", office), resource("Sales", office), resource("IT", badge))
        return draft().model_copy(update={"resource_roles": rows})

    def test_each_resource_once(self):
        assert attributes_table(self.content()).rows == [
            ["Built-in", "officeLocation", "Which office?", "Short text", "", "No", "Sales"],
            ["Directory schema extension", "extension_1_badge", "", "", "A; B", "Yes", "IT"],
        ]

    def test_the_summary_has_them(self):
        [section] = BY_KEY["requestor-information"].summary(self.content())
        assert [len(table.rows) for table in section.all_tables] == [0, 2]

    def test_saving_the_tab_leaves_them_alone(self):
        page = Page(RequestorInformationForm, self.content())
        page.send(question__0__text="Why?")
        assert attributes_table(page.document) == attributes_table(self.content())


class TestOverTheWire:
    def of_the_seed(self, company, priya):
        content = document(company)
        planner = company.named("servicePrincipal", "Campaign Planner")["id"]
        team = company.named("group", "Marketing Team")["id"]
        asked: list[tuple[d.OriginSystem, str]] = [("AadApplication", planner), ("AadGroup", team)]
        return content, describe(priya.person, content.basics.catalog, asked).found

    def test_a_resource_that_is_picked_brings_what_its_catalog_requires(self, company, priya):
        content, found = self.of_the_seed(company, priya)
        required = [one for resource in found for one in resource.attributes]
        assert [one.name for one in required] == ["officeLocation"]
        rows = tuple(d.ResourceRole(resource=one) for one in found)
        draft = drafted(priya, content.model_copy(update={"resource_roles": rows}))
        address = f"/drafts/{draft.pk}/requestor-information/"
        page = text_of(priya.get(address, part="attributes"))
        assert "Which office do you work in?" in page
        assert "Answer format" in page
        assert "Add question" not in page

    def test_no_attributes_say_so(self, company, priya):
        draft = drafted(priya, document(company))
        answer = priya.get(f"/drafts/{draft.pk}/requestor-information/", part="attributes")
        assert "No attributes are required by the selected resources." in text_of(answer)
        assert "Add question" in text_of(see(priya, draft, "requestor-information"))
