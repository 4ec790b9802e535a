"""Answers that look alike or came in a burst: flagged *cần xem lại*, decided by a second person, never silently dropped."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Unit, User
from sotay.evaluation.satisfaction.models.answers import Answer, AnswerBatch
from sotay.evaluation.satisfaction.models.surveys import Survey


class Suspicion(AgencyOwned):
    """Some answers to be looked at again, for one reason; `key` names the group, so that finding it again makes no second one."""

    class Kind(models.TextChoices):
        """Why."""

        SAME_PATTERN = "SAME_PATTERN", _("Nhiều phiếu trả lời giống hệt nhau")
        ONE_OFFICIAL = "ONE_OFFICIAL", _("Nhiều phiếu một người nhập, cùng ngày ghi trên phiếu")
        BURST = "BURST", _("Nhiều phiếu đến dồn dập từ một nơi")

    class State(models.TextChoices):
        """What came of it."""

        WAITING = "WAITING", _("Cần xem lại")
        CLEARED = "CLEARED", _("Đã xem: phiếu đúng")
        UPHELD = "UPHELD", _("Đã xem: không tính")

    kind = models.CharField(_("lý do"), max_length=12, choices=Kind)
    key = models.CharField(max_length=200, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="suspicions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(AnswerBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    of_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người nhập")
    )
    day = models.DateField(_("ngày của phiếu"))
    found_date = models.DateField(_("ngày phát hiện"))
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_date = models.DateField(_("ngày xem lại"), null=True, blank=True)
    reason = models.CharField(_("lý do kết luận"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("nhóm phiếu cần xem lại")
        verbose_name_plural = _("nhóm phiếu cần xem lại")
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "key"], name="suspicion_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="suspicion_slug_once"),
            models.CheckConstraint(
                name="suspicion_decided_by_somebody_with_reason",
                condition=models.Q(state="WAITING", decided_by__isnull=True, decided_date__isnull=True)
                | (
                    models.Q(state__in=["CLEARED", "UPHELD"], decided_by__isnull=False, decided_date__isnull=False)
                    & ~models.Q(reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day:%d/%m/%Y}"


class SuspectAnswer(AgencyOwned):
    """An answer of such a group; append-only: it is written with the group and stays."""

    TRACK: ClassVar[bool] = False

    suspicion = models.ForeignKey(Suspicion, on_delete=models.CASCADE, related_name="members")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="suspicions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "suspicion", "answer"], name="suspect_answer_once")]

    def __str__(self) -> str:
        return str(self.answer_id)
