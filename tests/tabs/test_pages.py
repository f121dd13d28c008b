"""What the templates show of a tab."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string

import wizard.document as d
from tests.tabs.documents import ADA, FABRIKAM, LEADS, Page, draft
from wizard.rules import Level, Place, Problem
from wizard.tabs import BY_KEY

SCRIPT = "<script>alert(1)</script>"


class Sight:
    """A tab's template, drawn."""

    def __init__(self, key, document=None, *, problems=(), **choices):
        tab = BY_KEY[key]
        form = Page(tab.form, document or draft(), **choices).drawn()
        form.mark([self.problem(*one) for one in problems])
        self.html = render_to_string(tab.template, {"form": form, "tab": tab, "document": document})
        self.text = " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())

    @staticmethod
    def problem(control, message, level="error"):
        return Problem(id="R1", level=Level(level), place=Place(tab="x", control=control), message=message)

    def tag(self, **attributes):
        """The opening tag that has these attributes."""
        wanted = [f'{name}="{value}"' for name, value in attributes.items()]
        found = [tag for tag in re.findall(r"<\w[^>]*>", self.html) if all(one in tag for one in wanted)]
        assert found, wanted
        return found[0]


class TestRequests:
    def test_a_new_draft_shows_one_card_and_its_picture(self):
        sight = Sight("requests")
        assert "First Approver" in sight.text
        assert "Second Approver" not in sight.text
        assert "Approval timeline" in sight.text
        assert "Maximum 14" in sight.text
        assert "Nobody can request yet." in sight.text

    def test_days_that_are_none_yet_have_no_picture(self):
        sight = Sight("requests", draft(approval={"stages": [{"decision_days": None}]}))
        assert "Approval timeline" not in sight.text

    def test_the_buttons_of_a_list(self):
        document = draft(audience={"kind": "specific_users", "targets": [ADA.model_dump(mode="json")]})
        sight = Sight("requests", document)
        assert "open" in sight.tag(value="pick/targets")
        assert "open" in sight.tag(value="pick/stage-0-fallback")
        assert 'value="ada"' in sight.tag(name="remove:targets")
        assert sight.tag(id="id_targets")

    def test_what_changes_the_tab_says_so(self):
        assert Sight("requests").html.count("data-redraw") == 7
        assert Sight("requests").html.count("Update the page") == 7

    def test_none_has_only_emails_and_enable(self):
        sight = Sight("requests", draft(audience={"kind": "none"}, approval=None))
        assert "Require approval" not in sight.text
        assert 'name="scope"' not in sight.html
        assert "there are no request settings" in sight.text
        assert "Disable assignment emails" in sight.text
        assert "administrators can't assign it" in sight.text

    def test_anybody_from_outside_is_warned_of_and_approved(self):
        sight = Sight("requests", draft(audience={"kind": "all_external_users"}))
        assert "This will allow any user not yet in your directory to view and submit" in sight.text
        assert "disabled" in sight.tag(name="approval", value="no")
        assert 'value="yes"' in sight.tag(type="hidden", name="approval")

    def test_outsiders_bring_their_learn_more_bar(self):
        sight = Sight("requests", draft(audience={"kind": "all_connected_organizations"}))
        assert "Learn more about setting up policies for users not yet in your directory" in sight.text

    def test_all_connected_organizations_are_listed_to_look_at(self):
        document = draft(audience={"kind": "all_connected_organizations"})
        sight = Sight("requests", document, connected_organizations=[FABRIKAM])
        assert "Connected organizations 1 selected" in sight.text
        assert "Fabrikam" in sight.text
        assert "remove:connected" not in sight.html

    def test_specific_organizations_warn_of_social_domains(self):
        sight = Sight("requests", draft(audience={"kind": "specific_connected_organizations"}))
        assert "live.com" in sight.text
        assert sight.tag(value="pick/organizations")

    def test_a_catalog_without_outsiders_greys_the_family(self):
        catalog = d.ExistingCatalog(id="f", display_name="Finance", is_externally_visible=False)
        sight = Sight("requests", draft().model_copy(update={"basics": d.Basics(catalog=catalog)}))
        assert "disabled" in sight.tag(name="family", value="external")
        assert "Catalog 'Finance' is not enabled for external users." in sight.text

    def test_sponsors_without_licence_are_shown_with_the_reason(self):
        sight = Sight("requests", governance_licence=False)
        assert "disabled" in sight.tag(value="sponsors")
        assert "Sponsors as approvers: Needs a Microsoft Entra ID Governance licence" in sight.text

    def test_the_rules_speak_beside_the_controls(self):
        problems = [
            ("targets", "Select at least one user or group."),
            ("stage-0-decision_days", "Enter a whole number from 1 to 14."),
            ("approval", "New guests would be added without anyone checking.", "warning"),
        ]
        sight = Sight("requests", problems=problems)
        assert all(message in sight.text for _, message, *_ in problems)
        assert 'aria-describedby="id_targets_error"' in sight.tag(id="id_targets")
        assert 'aria-invalid="true"' in sight.tag(id="id_stage-0-decision_days")


class TestRequestorInformation:
    def test_rows_carry_their_buttons(self):
        sight = Sight("requestor-information", draft(questions=[{"format": "short_text", "text": "Why?"}]))
        for value in ("remove-question:0", "move-up:0", "move-down:0", "add-question"):
            assert 'name="do"' in sight.tag(value=value)
        assert sight.tag(name="question-1-text", placeholder="Enter question")

    def test_required_says_no_unless_ticked(self):
        sight = Sight("requestor-information", draft(questions=[{"format": "short_text", "required": True}]))
        boxes = re.findall(r'<input[^>]*name="question-0-required"[^>]*>', sight.html)
        assert ['type="hidden"' in box for box in boxes] == [True, False]
        assert "checked" in boxes[1]

    def test_only_multiple_choice_has_answers(self):
        short = Sight("requestor-information", draft(questions=[{"format": "short_text"}]))
        assert "Add answer" not in short.text
        question = {"format": "multiple_choice", "choices": [{"text": "A"}]}
        sight = Sight("requestor-information", draft(questions=[question]))
        assert sight.tag(value="remove-choice:0:0")
        assert sight.tag(value="add-choice:0")
        assert sight.tag(name="question-0-choice-1", placeholder="Enter answer")

    def test_missing_answers_are_said_where_the_link_leads(self):
        problem = ("question-0-choices", "Add at least one answer.")
        sight = Sight(
            "requestor-information", draft(questions=[{"format": "multiple_choice"}]), problems=[problem]
        )
        assert "Add at least one answer." in sight.text
        assert sight.tag(id="id_question-0-choices")


class TestLifecycle:
    def test_only_the_value_of_the_choice_is_there(self):
        sight = Sight("lifecycle")
        assert sight.tag(name="expiration_days", value="365")
        assert "expiration_hours" not in sight.html

    def test_a_date_names_its_time_zone(self):
        document = draft(expiration={"kind": "on_date"})
        sight = Sight("lifecycle", document, time_zone="Europe/Helsinki")
        assert "time zone Europe/Helsinki" in sight.text
        assert 'type="date"' in sight.tag(name="expiration_date")

    def test_never_hides_extensions(self):
        assert "Allow users to extend access" in Sight("lifecycle").text
        assert "extend" not in Sight("lifecycle", draft(expiration={"kind": "never"})).text

    def test_an_extension_in_force_is_open(self):
        assert "open" not in Sight("lifecycle").tag(**{"class": "more"})
        assert " open" in Sight("lifecycle", draft(extension={})).tag(**{"class": "more"})

    def test_zero_days_are_warned_of(self):
        warning = ("expiration_days", "Assignments would end as soon as they are delivered.", "warning")
        assert warning[1] in Sight("lifecycle", problems=[warning]).text


@pytest.mark.parametrize("key", ["requests", "requestor-information", "lifecycle"])
def test_names_and_texts_are_never_markup(key):
    evil = ADA.model_copy(update={"display_name": SCRIPT, "detail": f'"{SCRIPT}'}).model_dump(mode="json")
    question = {"format": "multiple_choice", "text": SCRIPT, "choices": [{"text": SCRIPT}]}
    stages = [{"approver": {"kind": "specific", "approvers": [evil]}}]
    document = draft(
        audience={"kind": "specific_users", "targets": [evil, LEADS.model_dump(mode="json")]},
        approval={"stages": stages},
        questions=[question],
        expiration={"kind": "on_date", "time_zone": SCRIPT},
    )
    sight = Sight(key, document, problems=[("targets", SCRIPT), ("approval", SCRIPT, "warning")])
    assert "<script" not in sight.html
