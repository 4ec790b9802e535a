"""Issues of the manual as a document: what was printed and put into force, frozen, part by part."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned
from sotay.manual.statements.models import Manual
from sotay.standard.catalogue.fields import ClauseField
from sotay.support.models import Revision


class ManualIssue(AgencyOwned):
    """The manual as it was issued: its files stand in a revision of its document (STCL, level I), its texts in parts here.

    What was amended afterwards is *thay đổi kể từ lần ban hành …*.
    """

    manual = models.ForeignKey(Manual, on_delete=models.PROTECT, related_name="issues")
    revision_of_document = models.OneToOneField(
        Revision, on_delete=models.PROTECT, related_name="+", verbose_name=_("bản tài liệu")
    )
    edition = models.PositiveSmallIntegerField(_("lần ban hành"))
    amendment = models.PositiveSmallIntegerField(_("lần sửa đổi"))
    issued_date = models.DateField(_("ngày ban hành"))

    class Meta:
        verbose_name = _("bản sổ tay đã ban hành")
        verbose_name_plural = _("bản sổ tay đã ban hành")
        ordering = ["-issued_date", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "manual", "edition", "amendment"], name="manual_issue_once")
        ]

    def __str__(self) -> str:
        return _("Lần ban hành %(edition)02d, lần sửa đổi %(amendment)02d") % {
            "edition": self.edition,
            "amendment": self.amendment,
        }


class IssuedPart(AgencyOwned):
    """The text of one part of an issue; append-only, so that what was printed stays what it was."""

    TRACK = False

    issue = models.ForeignKey(ManualIssue, on_delete=models.CASCADE, related_name="parts")
    slug = models.CharField(max_length=60)
    clause = ClauseField(blank=True)
    title = models.CharField(max_length=200)
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "slug"]
        constraints = [models.UniqueConstraint(fields=["agency", "issue", "slug"], name="issued_part_once")]

    def __str__(self) -> str:
        return f"{self.clause} {self.title}".strip()
