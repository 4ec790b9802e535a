"""The periodic look at a document: one question, still right? (7.5.2 c; công văn 262 mục 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, User
from sotay.support.documents.models import Document, Revision


class DocumentReview(AgencyOwned):
    """One look at a document in force: it is still right (the clock starts again), or it has to be changed."""

    class Answer(models.TextChoices):
        """What was found."""

        STILL_RIGHT = "STILL_RIGHT", _("Vẫn phù hợp")
        CHANGE = "CHANGE", _("Cần sửa đổi")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="looks", verbose_name=_("tài liệu"))
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="+", verbose_name=_("bản được rà soát")
    )
    reviewed_date = models.DateField(_("ngày rà soát"))
    answer = models.CharField(_("kết luận"), max_length=11, choices=Answer)
    reason = models.CharField(_("lý do, nhận xét"), max_length=500)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người rà soát"))
    draft = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản sửa đổi")
    )

    class Meta:
        verbose_name = _("lần rà soát tài liệu")
        verbose_name_plural = _("lần rà soát tài liệu")
        indexes = [models.Index(fields=["agency", "document", "-reviewed_date"], name="document_review_newest")]

    def __str__(self) -> str:
        return f"{self.document} – {self.get_answer_display()}"
