"""Which documents a legal document affects, unit by unit (practice.md 5, the three-month rule)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned
from sotay.context.models import Law, LawReview
from sotay.support.documents.models import Document
from sotay.support.requests.models import ChangeRequest


class AffectedDocument(AgencyOwned):
    """A document a unit found affected by a law; followed when a revision naming this law is in force, or it is withdrawn.

    Several units may name one document; they share the request to change it.
    """

    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="affected", verbose_name=_("văn bản"))
    review = models.ForeignKey(LawReview, on_delete=models.PROTECT, related_name="affected")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="affected_by", verbose_name=_("tài liệu")
    )
    request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("tài liệu chịu ảnh hưởng")
        constraints = [
            models.UniqueConstraint(fields=["agency", "review", "document"], name="affected_document_once_per_unit")
        ]

    def __str__(self) -> str:
        return str(self.document)
