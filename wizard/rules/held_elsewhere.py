"""Rules about behaviour rather than about a document, and where each is held."""

#: Rule to the file that holds it, and how.
HELD_ELSEWHERE = {
    "R7": ("wizard/actions/drafts.py", "A draft that was created from can no longer be saved."),
    "R15": ("wizard/views/pick_resources.py", "See all starts cleared each time the pane opens."),
    "R16": (
        "wizard/plan/resources.py",
        "A resource outside the catalog is requested before its role is used.",
    ),
    "R20": ("wizard/document/audience.py", "Each scope is a type of its own, with its own list or none."),
    "R43": ("wizard/document/package.py", "No approval is None, which has no stages."),
    "R47": (
        "wizard/document/package.py",
        "Emails and Enable are two members that know nothing of each other.",
    ),
    "R65": ("wizard/actions/submissions.py", "Create is refused while a rule finds an error."),
    "R67": ("portal/graph/calls/entitlement.py", "The package is created with isHidden false."),
    "R68": ("wizard/views/submissions.py", "Create asks the tenant for the person's rights anew."),
    "R69": ("wizard/document/package.py", "Kinds are types: what a choice does not use cannot be stored."),
    "R70": ("wizard/models/submission.py", "A draft has one submission, says the database."),
}
