"""The summary: every setting by its label, in the wizard's order."""

import datetime as dt

import wizard.document as d
from tests.tabs.documents import ADA, BOB, FABRIKAM, LEADS, draft
from wizard.tabs import BY_KEY

REQUESTS, REQUESTOR_INFORMATION = BY_KEY["requests"], BY_KEY["requestor-information"]
LIFECYCLE = BY_KEY["lifecycle"]


def document(**changes):
    policy = d.Policy(**{"approval": None, **changes})
    return d.Document(policies=(policy,))


def rows(section):
    return {row.label: list(row.values) for row in section.rows}


class TestRequests:
    def test_everything_about_two_stages(self):
        stages = (
            d.Stage(approver=d.Manager(fallback=(LEADS,))),
            d.Stage(approver=d.SpecificApprovers(approvers=(ADA, BOB)), decision_days=5),
        )
        found = REQUESTS.summary(
            document(
                audience=d.SpecificUsers(targets=(ADA, LEADS)),
                approval=d.Approval(requestor_justification=False, stages=stages),
                enabled=True,
            )
        )
        assert [section.title for section in found] == ["Requests", "First Approver", "Second Approver"]
        assert list(rows(found[0]).items()) == [
            ("Users who can request access", ["Specific users and groups", "Ada Okafor", "IT Leads"]),
            ("Require approval", ["Yes"]),
            ("Require requestor justification", ["No"]),
            ("Disable assignment emails", ["No"]),
            ("Enabled", ["Yes"]),
            ("How many stages", ["2"]),
        ]
        assert list(rows(found[1]).items()) == [
            ("Approvers", ["Manager as approver", "Fallback: IT Leads"]),
            ("Decision must be made in how many days?", ["14"]),
            ("Require approver justification", ["Yes"]),
            ("If no action taken, forward to alternate approvers?", ["No"]),
        ]
        assert rows(found[2])["Approvers"] == ["Ada Okafor", "Bob"]

    def test_alternates_of_a_file_are_there(self):
        second = d.Alternates(approver=d.SecondLevelManager(fallback=(BOB,)), forward_after_days=8)
        stage = d.Stage(approver=d.Manager(), alternates=second)
        found = REQUESTS.summary(document(approval=d.Approval(stages=(stage,))))
        assert rows(found[1])["Alternate approvers"] == ["Second level manager", "Fallback: Bob"]
        assert rows(found[1])["Forward to alternate approver(s) after how many days"] == ["8"]

    def test_nobody_can_request_yet(self):
        assert rows(REQUESTS.summary(document())[0])["Enabled"] == ["No", "Nobody can request yet."]

    def test_none_says_nothing_of_approval(self):
        [section] = REQUESTS.summary(document(audience=d.DirectAssignmentOnly(), enabled=True))
        assert rows(section) == {
            "Users who can request access": ["None (administrator direct assignments only)"],
            "Disable assignment emails": ["No"],
            "Enabled": ["Yes"],
        }

    def test_organizations_by_name(self):
        audience = d.SpecificConnectedOrganizations(organizations=(FABRIKAM,))
        [section] = REQUESTS.summary(document(audience=audience))
        assert rows(section)["Users who can request access"] == [
            "Specific connected organizations",
            "Fabrikam",
        ]
        assert rows(section)["Require approval"] == ["No"]

    def test_what_is_no_number_yet_is_left_open(self):
        stage = d.Stage(decision_days=None)
        found = REQUESTS.summary(document(approval=d.Approval(stages=(stage,))))
        assert rows(found[1])["Decision must be made in how many days?"] == []


class TestRequestorInformation:
    def table(self, *questions):
        [section] = REQUESTOR_INFORMATION.summary(draft(questions=list(questions)))
        assert section.title == "Requestor information"
        found, attributes = section.all_tables
        assert (found.title, attributes.title) == ("Questions", "Attributes")
        return found

    def test_the_grid(self):
        choice = {"format": "multiple_choice", "text": "Why?", "choices": [{"text": "Work"}, {"text": "Fun"}]}
        table = self.table({"format": "short_text", "text": "Cost centre?", "required": True}, choice)
        assert table.columns == ["Question", "Answer format", "Multiple choice options", "Required"]
        assert table.rows == [
            ["Cost centre?", "Short text", "", "Yes"],
            ["Why?", "Multiple choice", "Work; Fun", "No"],
        ]

    def test_languages_and_patterns_of_a_file_are_there(self):
        spanish = [{"language_code": "es", "text": "¿Centro de costo?"}]
        question = {"format": "short_text", "text": "Cost centre?", "localizations": spanish}
        table = self.table({**question, "regex_pattern": "[0-9]+"})
        assert table.columns[4:] == ["Localizations", "Regex pattern (Preview)"]
        assert table.rows[0][4:] == ["es: ¿Centro de costo?", "[0-9]+"]

    def test_languages_of_an_answer_stand_beside_it(self):
        spanish = [{"language_code": "es", "text": "Trabajo"}]
        choice = {"text": "Work", "localizations": spanish}
        table = self.table({"format": "multiple_choice", "text": "Why?", "choices": [choice]})
        assert table.rows[0][2] == "Work (es: Trabajo)"

    def test_no_questions(self):
        assert self.table().rows == []
        assert self.table().empty.startswith("None.")


class TestLifecycle:
    def rows(self, **changes):
        [section] = LIFECYCLE.summary(document(**changes))
        assert section.title == "Lifecycle"
        return rows(section)

    def test_a_new_draft(self):
        assert list(self.rows().items()) == [
            ("Access package assignments expire", ["After 365 days"]),
            ("Users can request specific timeline", ["Yes"]),
            ("Allow users to extend access", ["No"]),
            ("Require access reviews", ["No"]),
        ]

    def test_every_expiration(self):
        def expires(expiration):
            return self.rows(expiration=expiration)["Access package assignments expire"]

        day = dt.date(2027, 6, 30)
        assert expires(d.OnDate(date=day, time_zone="Europe/Helsinki")) == [
            "30 June 2027, at the end of the day (Europe/Helsinki)"
        ]
        assert expires(d.AfterHours(hours=8)) == ["After 8 hours"]
        assert expires(d.AfterDays(days=1)) == ["After 1 day"]
        assert expires(d.Never()) == ["Never"]
        assert expires(d.OnDate()) == expires(d.AfterDays(days=None)) == expires(d.AfterHours()) == []

    def test_extension(self):
        found = self.rows(extension=d.Extension(approval_required=True))
        assert found["Allow users to extend access"] == ["Yes"]
        assert found["Require approval to grant extension"] == ["Yes"]

    def test_the_access_review_of_a_file(self):
        review = d.AccessReview(
            starts_on=dt.date(2027, 1, 4), reviewer=d.ManagerReview(fallback=(ADA,)), duration_days=20
        )
        found = list(self.rows(access_review=review).items())[3:]
        assert found == [
            ("Require access reviews", ["Yes"]),
            ("Starting on", ["4 January 2027"]),
            ("Review frequency", ["Quarterly"]),
            ("Duration (in days)", ["20"]),
            ("Reviewers", ["Manager"]),
            ("Fallback reviewers", ["Ada Okafor"]),
            ("If reviewers don't respond", ["No change"]),
            ("Show reviewer decision helpers", ["Yes"]),
            ("Require reviewer justification", ["Yes"]),
        ]
