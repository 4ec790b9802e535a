"""What a unit has besides its name and place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, Unit


class AssignmentNotice(AgencyOwned):
    """The notice by which a unit assigns its people their tasks (thông báo phân công nhiệm vụ, practice.md 1.3)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notices", verbose_name=_("đơn vị"))
    paper = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+", verbose_name=_("thông báo"))

    class Meta:
        verbose_name = _("thông báo phân công nhiệm vụ")
        verbose_name_plural = _("thông báo phân công nhiệm vụ")
        constraints = [models.UniqueConstraint(fields=["agency", "unit", "paper"], name="assignment_notice_once")]

    def __str__(self) -> str:
        return str(self.paper)
