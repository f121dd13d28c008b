"""The access package wizard: drafts, review, plan and submission."""
