"""In which catalogs holders of a portal role may use it. Rows are never deleted: they are the record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class CatalogGrant(models.Model):
    """One role, one catalog, and one person or everybody who holds the role in Entra."""

    class Role(models.TextChoices):
        HELPDESK = "Helpdesk", "Helpdesk"
        REVIEWER = "Reviewer", "Reviewer"
        AUDITOR = "Auditor", "Auditor"

    role = models.CharField(max_length=20, choices=Role.choices)
    #: Entra's object id of one person, in lower case; empty for everybody who holds the app role.
    holder_id = models.CharField(max_length=36, blank=True)
    #: Name and address as the directory had them when it was granted.
    holder_name = models.CharField(max_length=256, blank=True)
    holder_address = models.CharField(max_length=256, blank=True)
    #: In lower case.
    catalog_id = models.CharField(max_length=36)
    catalog_name = models.CharField(max_length=1024, blank=True)
    #: Whether it reached whoever granted it.
    to_self = models.BooleanField(default=False)
    #: None where `manage.py grant` was run.
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["holder_id"], condition=Q(ended_at=None), name="grant_of_holder")]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "holder_id", "catalog_id"],
                condition=Q(ended_at=None),
                name="one_standing_grant",
            ),
            models.CheckConstraint(
                name="only_what_ended_was_ended_by_somebody",
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} for {self.holder}: {self.catalog}"

    @property
    def holder(self) -> str:
        return self.holder_name or self.holder_id or f"everybody with the role {self.role}"

    @property
    def catalog(self) -> str:
        return self.catalog_name or self.catalog_id
