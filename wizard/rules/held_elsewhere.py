"""Rules about behaviour rather than about a document: where each is held, and which tests prove it."""

from typing import NamedTuple


class Held(NamedTuple):
    """`proofs` are tests as file::name."""

    file: str
    how: str
    proofs: tuple[str, ...]


def _proven(*names: str) -> tuple[str, ...]:
    return tuple(f"tests/proofs/test_held_elsewhere.py::test_{name}" for name in names)


HELD_ELSEWHERE = {
    "R7": Held(
        "wizard/actions/drafts.py",
        "A draft that was created from can no longer be saved.",
        _proven("r7_passes_while_nothing_exists", "r7_fails_to_move_what_is_being_created"),
    ),
    "R15": Held(
        "wizard/views/pick_resources.py",
        "See all starts cleared each time the pane opens.",
        _proven(
            "r15_passes_since_see_all_starts_cleared_each_time",
            "r15_fails_to_list_what_the_catalog_does_not_have",
        ),
    ),
    "R16": Held(
        "wizard/plan/resources.py",
        "A resource outside the catalog is requested before its role is used.",
        _proven(
            "r16_passes_since_the_resource_is_in_the_catalog_afterwards",
            "r16_fails_to_use_a_role_before_its_resource_is_in_the_catalog",
        ),
    ),
    "R20": Held(
        "wizard/document/audience.py",
        "Each scope is a type of its own, with its own list or none.",
        (
            *_proven(
                "r20_passes_for_one_family_and_one_scope", "r20_fails_to_store_the_scope_of_another_family"
            ),
            "tests/rules/test_requests.py::test_r20_a_scope_cannot_carry_the_list_of_another",
        ),
    ),
    "R43": Held(
        "wizard/document/package.py",
        "No approval is None, which has no stages.",
        _proven(
            "r43_passes_without_approval_and_without_stages", "r43_fails_to_send_stages_posted_beside_a_no"
        ),
    ),
    "R46": Held(
        "templates/wizard/tabs/_verified_ids.html",
        "The page says that all types of all issuers have to be presented.",
        _proven("r46_passes_since_the_page_asks_for_all", "r46_fails_to_say_any"),
    ),
    "R47": Held(
        "wizard/document/package.py",
        "Emails and Enable are two members that know nothing of each other.",
        _proven("r47_passes_for_every_pair_and_fails_to_couple_them"),
    ),
    "R52": Held(
        "templates/wizard/tabs/requestor_information.html",
        "The page has no control for attributes; the catalog has.",
        _proven("r52_passes_and_fails_to_edit_attributes"),
    ),
    "R59": Held(
        "wizard/tabs/lifecycle/form.py",
        "The help says so, and Microsoft holds it: an extension has no end date of its own.",
        _proven(
            "r59_passes_since_the_help_names_the_end_date",
            "r59_fails_to_send_an_end_of_its_own_for_extensions",
        ),
    ),
    "R65": Held(
        "wizard/actions/submissions.py",
        "Create is refused while a rule finds an error.",
        _proven("r65_passes_without_errors", "r65_fails_with_one_and_lists_all_with_their_tabs"),
    ),
    "R67": Held(
        "portal/graph/calls/entitlement.py",
        "The package is created with isHidden false.",
        _proven(
            "r67_passes_since_hidden_is_no_after_create", "r67_fails_to_take_hidden_from_a_hand_made_post"
        ),
    ),
    "R68": Held(
        "wizard/views/submissions.py",
        "Create asks the tenant for the person's rights anew.",
        _proven("r68_passes_while_the_role_is_held", "r68_fails_without_the_role_and_keeps_the_draft"),
    ),
    "R69": Held(
        "wizard/document/package.py",
        "Kinds are types: what a choice does not use cannot be stored.",
        _proven(
            "r69_passes_since_what_is_hidden_is_not_sent_and_comes_back",
            "r69_fails_to_keep_leftovers_posted_beside_none",
        ),
    ),
    "R70": Held(
        "wizard/models/submission.py",
        "A draft has one submission that was not undone, says the database.",
        (
            *_proven("r70_passes_with_one_package_and_fails_to_make_two"),
            "tests/views/test_creation.py::test_twice_is_once",
        ),
    ),
}
