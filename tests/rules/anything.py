"""Documents nobody thought of: any at all, and some of which many are right."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from pydantic import AwareDatetime

from tests.rules.support import ALICE, BOB, CAROL, FABRIKAM, IT_LEADS, LAUNCHES, MARKETING, row
from wizard.document import (
    AccessReview,
    AfterDays,
    AfterHours,
    AllExternalUsers,
    AllMembers,
    Alternates,
    Approval,
    Basics,
    DirectAssignmentOnly,
    Document,
    Extension,
    InternalSponsor,
    Manager,
    ManagerReview,
    MultipleChoice,
    Never,
    OnDate,
    Policy,
    SecondLevelManager,
    SelfReview,
    ShortText,
    SpecificApprovers,
    SpecificConnectedOrganizations,
    SpecificReviewers,
    SpecificUsers,
    Stage,
)

st.register_type_strategy(AwareDatetime, st.datetimes(timezones=st.just(dt.UTC)))

ANY_DOCUMENT = st.from_type(Document)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(["new", "manager"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)

_APPROVERS = [
    Manager(fallback=(IT_LEADS,)),
    InternalSponsor(fallback=(IT_LEADS,)),
    SpecificApprovers(approvers=(BOB,)),
]
_ALTERNATES = [SecondLevelManager(fallback=(IT_LEADS,)), SpecificApprovers(approvers=(CAROL,))]
_STAGES = st.builds(
    Stage,
    approver=st.sampled_from(_APPROVERS),
    decision_days=st.integers(0, 15),
    alternates=st.none()
    | st.builds(
        Alternates, approver=st.sampled_from(_ALTERNATES), forward_after_days=st.none() | st.integers(0, 15)
    ),
)
_POLICIES = st.builds(
    Policy,
    audience=st.sampled_from(
        [
            AllMembers(),
            SpecificUsers(targets=(ALICE,)),
            SpecificConnectedOrganizations(organizations=(FABRIKAM,)),
            AllExternalUsers(),
            DirectAssignmentOnly(),
        ]
    ),
    approval=st.none() | st.builds(Approval, stages=st.lists(_STAGES, max_size=3).map(tuple)),
    questions=st.lists(st.builds(ShortText) | st.builds(MultipleChoice), max_size=1).map(tuple),
    expiration=st.sampled_from([AfterHours(hours=8), Never(), OnDate(date=dt.date(2030, 1, 1))])
    | st.builds(AfterDays),
    extension=st.none() | st.builds(Extension),
    access_review=st.none()
    | st.builds(
        AccessReview,
        starts_on=st.none() | st.dates(dt.date(2026, 11, 20)),
        duration_days=st.integers(0, 30),
        reviewer=st.sampled_from(
            [SelfReview(), SpecificReviewers(reviewers=(ALICE,)), ManagerReview(fallback=(BOB,))]
        ),
    ),
)

OFTEN_RIGHT = st.builds(
    Document,
    basics=st.builds(
        Basics,
        name=st.just("Campaign"),
        description=st.just("For the campaign"),
        catalog=st.sampled_from([MARKETING, LAUNCHES]),
    ),
    resource_roles=st.lists(
        st.sampled_from([row("Owner"), row(catalog_resource_id=None), row("Owner", name="Press"), row(None)]),
        max_size=3,
    ).map(tuple),
    policies=st.tuples(_POLICIES),
)
