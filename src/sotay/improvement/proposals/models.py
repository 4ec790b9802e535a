"""Proposals to improve (đề xuất cải tiến): proposed, judged, carried out, measured."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.work.models import Assignment


class Proposal(AgencyOwned):
    """A proposal. Two fields are enough to make one; who judges it says why, and what it brought is measured at the end.

    `origin_type` and `origin_uuid` name the record it was born from, when it was.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "PROPOSED", _("Chờ xem xét")
        ACCEPTED = "ACCEPTED", _("Được chấp nhận, đang thực hiện")
        REJECTED = "REJECTED", _("Không chấp nhận")
        DONE = "DONE", _("Đã thực hiện, chờ đo kết quả")
        MEASURED = "MEASURED", _("Đã đo kết quả")
        WITHDRAWN = "WITHDRAWN", _("Đã rút")

    class Outcome(models.TextChoices):
        """What the measuring came to."""

        BETTER = "BETTER", _("Tốt hơn")
        SAME = "SAME", _("Không đổi")
        WORSE = "WORSE", _("Kém hơn")

    ENDED = (State.REJECTED, State.MEASURED, State.WITHDRAWN)

    code = models.CharField(_("mã"), max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    title = models.CharField(_("nội dung đề xuất"), max_length=300)
    what = models.TextField(_("hiện trạng và cách làm đề xuất"), blank=True)
    benefit = models.TextField(_("lợi ích dự kiến"), blank=True)
    measure = models.CharField(_("đo kết quả bằng"), max_length=300, blank=True)
    before = models.CharField(_("trước khi cải tiến"), max_length=200, blank=True)
    origin_type = models.CharField(max_length=80, blank=True, editable=False)
    origin_uuid = models.UUIDField(null=True, blank=True, editable=False)
    origin_text = models.CharField(_("từ"), max_length=300, blank=True, editable=False)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đề xuất"))
    proposed_date = models.DateField(_("ngày đề xuất"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    judged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người xem xét")
    )
    judged_date = models.DateField(_("ngày xem xét"), null=True, blank=True)
    judged_text = models.CharField(_("ý kiến xem xét"), max_length=500, blank=True)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("công việc")
    )
    done_date = models.DateField(_("ngày thực hiện xong"), null=True, blank=True)
    measured_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người đo")
    )
    measured_date = models.DateField(_("ngày đo"), null=True, blank=True)
    after = models.CharField(_("sau khi cải tiến"), max_length=200, blank=True)
    outcome = models.CharField(_("kết quả"), max_length=6, choices=Outcome, blank=True)
    outcome_text = models.TextField(_("nhận xét kết quả"), blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)

    class Meta:
        verbose_name = _("đề xuất cải tiến")
        verbose_name_plural = _("đề xuất cải tiến")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="proposal_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="proposal_slug_once"),
            models.CheckConstraint(
                name="proposal_judged_by_someone",
                condition=models.Q(state__in=["PROPOSED", "WITHDRAWN"])
                | models.Q(judged_by__isnull=False, judged_date__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_rejected_with_reason",
                condition=~models.Q(state="REJECTED") | ~models.Q(judged_text=""),
            ),
            models.CheckConstraint(
                name="proposal_measured_has_its_outcome",
                condition=~models.Q(state="MEASURED")
                | (models.Q(measured_by__isnull=False, measured_date__isnull=False) & ~models.Q(outcome="")),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "-proposed_date"], name="proposal_by_state")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:300]
