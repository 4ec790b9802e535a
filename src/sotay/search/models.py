"""The index over every record."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from sotay.agency.models import Agency


class IndexEntry(models.Model):
    """What a record is found by: its title and text, folded (no marks, lower case), and its code without signs.

    Derived from the record; written anew in the transaction that changes it.
    """

    derived: ClassVar[bool] = True

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    subject_type = models.CharField(max_length=80)
    subject_uuid = models.UUIDField()
    title = models.CharField(max_length=300)
    title_folded = models.CharField(max_length=300)
    code_folded = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    excerpt = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "subject_type", "subject_uuid"], name="index_entry_once")
        ]
        indexes = [
            GinIndex(OpClass("words", name="gin_trgm_ops"), name="index_entry_words"),
            models.Index(fields=["agency", "code_folded"], name="index_entry_code"),
        ]
