"""The index over every record, and over the files on them."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from sotay.agency.models import Agency
from sotay.blobs.models import Blob
from sotay.search.fields import LexemesField


class IndexEntry(models.Model):
    """What a record is found by: its title and text, folded (no marks, lower case), and its code without signs.

    `search` holds the words, those of title and code marked once more, the agency, the kind and what lists are narrowed by
    (`facets`); what `is_past` (withdrawn, no longer in force) is found behind what holds. Derived from the record; written anew in the transaction that changes it. `digest` tells of which texts
    its passages were made.
    """

    derived: ClassVar[bool] = True

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    subject_type = models.CharField(max_length=80)
    subject_uuid = models.UUIDField()
    title = models.CharField(max_length=300)
    title_folded = models.CharField(max_length=300)
    code_folded = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    search = LexemesField()
    digest = models.CharField(max_length=64, blank=True)
    is_past = models.BooleanField(default=False, db_default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "subject_type", "subject_uuid"], name="index_entry_once")
        ]
        indexes = [
            GinIndex(fields=["search"], name="index_entry_search"),
            models.Index("agency", OpClass("code_folded", name="text_pattern_ops"), name="index_entry_code"),
            GinIndex(OpClass("code_folded", name="gin_trgm_ops"), name="index_entry_code_within"),
        ]


class IndexFile(models.Model):
    """That a file is on a record, under which name; `place` tells files of the same content apart from others."""

    derived: ClassVar[bool] = True

    entry = models.ForeignKey(IndexEntry, on_delete=models.CASCADE, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)

    class Meta:
        indexes = [models.Index(fields=["blob", "entry"], name="index_file_of_a_blob")]


class IndexPassage(models.Model):
    """Some hundred words that stand together in a record's own text, or in the file `name` on it.

    `search` holds their words and pairs, and those of the record's title and code, so that both are found together.
    """

    derived: ClassVar[bool] = True

    entry = models.ForeignKey(IndexEntry, on_delete=models.CASCADE, related_name="passages")
    name = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    search = LexemesField()

    class Meta:
        indexes = [GinIndex(fields=["search"], name="index_passage_search")]
