"""What happened, so that nobody can change it unseen: a chain of hashes from the first save to object ids."""

from wizard.evidence.chain import record
from wizard.evidence.rows import of_create, of_review, of_revision

__all__ = ["of_create", "of_review", "of_revision", "record"]
