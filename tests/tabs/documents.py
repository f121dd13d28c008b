"""Documents nobody thought of, and helpers that fill in a tab as a browser would."""

from typing import Any

from hypothesis import strategies as st

import wizard.document as d
from wizard.tabs.base import Choices, Remembered, TabForm

#: No NUL: neither a browser nor PostgreSQL's JSON takes one.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)

ADA = d.Principal(kind="user", id="ada", display_name="Ada Okafor", detail="ada@contoso.onmicrosoft.com")
BOB = d.Principal(kind="user", id="bob", display_name="Bob")
LEADS = d.Principal(kind="group", id="leads", display_name="IT Leads")
FABRIKAM = d.ConnectedOrganization(id="fabrikam", display_name="Fabrikam", detail="fabrikam.com")


NUMBERS = st.none() | st.integers(-5, 10**12)
FLAGS = st.booleans()


def some(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None or a few, as a tuple."""
    return st.lists(one, max_size=3).map(tuple)


PEOPLE = some(st.builds(d.Principal, kind=st.sampled_from(["user", "group"]), id=TEXT, display_name=TEXT))
ORGANIZATIONS = some(st.builds(d.ConnectedOrganization, id=TEXT, display_name=TEXT))
LOCALIZATIONS = some(st.builds(d.Localization, language_code=TEXT, text=TEXT))
SPECIFIC = st.builds(d.SpecificApprovers, approvers=PEOPLE)
RELATIONS = [d.Manager, d.Sponsors, d.InternalSponsor, d.ExternalSponsor]
AUDIENCES = st.one_of(
    st.builds(d.SpecificUsers, targets=PEOPLE),
    st.builds(d.SpecificConnectedOrganizations, organizations=ORGANIZATIONS),
    st.sampled_from([d.AllMembers(), d.AllUsers(), d.AllConnectedOrganizations()]),
    st.sampled_from([d.AllExternalUsers(), d.DirectAssignmentOnly()]),
)
ALTERNATES = st.builds(
    d.Alternates,
    approver=SPECIFIC | st.builds(d.SecondLevelManager, fallback=PEOPLE),
    forward_after_days=NUMBERS,
)
STAGES = st.builds(
    d.Stage,
    approver=st.one_of(SPECIFIC, *(st.builds(kind, fallback=PEOPLE) for kind in RELATIONS)),
    decision_days=NUMBERS,
    approver_justification=FLAGS,
    alternates=st.none() | ALTERNATES,
)
APPROVALS = st.builds(
    d.Approval, requestor_justification=FLAGS, stages=st.lists(STAGES, max_size=4).map(tuple)
)
ASKED = {"text": TEXT, "required": FLAGS, "localizations": LOCALIZATIONS}
CHOICES = some(st.builds(d.Choice, text=TEXT, localizations=LOCALIZATIONS))
QUESTIONS = st.one_of(
    st.builds(d.ShortText, **ASKED, regex_pattern=st.none() | TEXT),
    st.builds(d.LongText, **ASKED, regex_pattern=st.none() | TEXT),
    st.builds(d.MultipleChoice, **ASKED, choices=CHOICES),
    st.builds(d.QuestionWithoutFormat, **ASKED),
)
EXPIRATIONS = st.one_of(
    st.builds(d.OnDate, date=st.none() | st.dates(), time_zone=st.sampled_from(["UTC", "Europe/Berlin"])),
    st.builds(d.AfterDays, days=NUMBERS),
    st.builds(d.AfterHours, hours=NUMBERS),
    st.just(d.Never()),
)
REVIEWERS = st.one_of(
    st.just(d.SelfReview()),
    st.builds(d.SpecificReviewers, reviewers=PEOPLE),
    st.builds(d.ManagerReview, fallback=PEOPLE),
)
REVIEWS = st.builds(
    d.AccessReview,
    starts_on=st.none() | st.dates(),
    frequency=st.sampled_from(["annually", "bi_annually", "quarterly", "monthly", "weekly"]),
    duration_days=NUMBERS,
    reviewer=REVIEWERS,
    if_no_response=st.sampled_from(["no_change", "remove_access", "take_recommendations"]),
    decision_helpers=FLAGS,
    reviewer_justification=FLAGS,
)
POLICIES = st.builds(
    d.Policy,
    audience=AUDIENCES,
    approval=st.none() | APPROVALS,
    disable_assignment_emails=FLAGS,
    enabled=FLAGS,
    verified_ids=some(st.builds(d.VerifiedId, issuer=TEXT, credential_types=some(TEXT))),
    verified_ids_by_hand=FLAGS,
    questions=some(QUESTIONS),
    expiration=EXPIRATIONS,
    custom_timeline=FLAGS,
    extension=st.none() | st.builds(d.Extension, approval_required=FLAGS),
    access_review=st.none() | REVIEWS,
)
#: Any document at all, sense or nonsense.
DOCUMENTS = st.builds(d.Document, policies=st.lists(POLICIES, min_size=1, max_size=2).map(tuple))


def draft(**policy: Any) -> d.Document:
    """A new draft whose policy differs in what is named, in the words of a draft file."""
    data = d.blank().model_dump(mode="json")
    data["policies"][0] |= policy
    return d.load(data)


class Page:
    """A tab in front of a person: draws, types, saves, and draws again from what was saved."""

    def __init__(self, kind: type[TabForm], document: d.Document, **choices: Any) -> None:
        self.kind = kind
        self.document = document
        self.remembered = Remembered()
        self.choices = Choices(**choices)
        self.refused: dict[str, Any] = {}

    def beside(self) -> tuple[Remembered, Choices]:
        """What a form gets beside the document."""
        return self.remembered, self.choices

    def drawn(self) -> Any:
        return self.kind.drawn(self.document, *self.beside())

    def send(self, *, do: str = "", people: dict[str, Any] | None = None, **controls: str) -> Any:
        """Posts `controls` (double underscores for hyphens), presses `do`, saves; answers the form."""
        changed = {name.replace("__", "-"): value for name, value in controls.items()}
        form = self.kind.posted(changed, self.document, *self.beside())
        form.people |= people or {}
        self.refused = dict(form.errors)
        if do:
            verb, _, argument = do.partition(":")
            form.act(verb, argument)
        self.document = form.apply_to(self.document)
        self.remembered = Remembered.from_json(form.remember().to_json())
        return form

    @property
    def policy(self) -> Any:
        return self.document.policy
