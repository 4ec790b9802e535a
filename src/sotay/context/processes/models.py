"""Processes (quá trình) and flows between them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Seat, Unit
from sotay.standard.catalogue.fields import ClauseField


class Process(AgencyOwned):
    """A process of the system: what goes in, what comes out, who owns it, which clauses it serves (ISO 9001 4.4.1)."""

    class Kind(models.TextChoices):
        """Where it stands in the diagram."""

        MANAGEMENT = "MANAGEMENT", _("Quá trình quản lý")
        CORE = "CORE", _("Quá trình giải quyết công việc")
        SUPPORT = "SUPPORT", _("Quá trình hỗ trợ")

    code = models.CharField(_("mã quá trình"), max_length=20)
    slug = models.SlugField(max_length=60, editable=False)
    name = models.CharField(_("tên quá trình"), max_length=200)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind, default=Kind.CORE)
    inputs = models.TextField(_("đầu vào"), blank=True)
    outputs = models.TextField(_("đầu ra"), blank=True)
    owner_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị chủ trì")
    )
    owner_role = models.CharField(_("vai trò chủ trì"), max_length=20, choices=Seat.Role, blank=True)
    clauses = ArrayField(ClauseField(), default=list, blank=True, verbose_name=_("điều khoản"))
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=100)
    ended_date = models.DateField(_("kết thúc từ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("quá trình")
        verbose_name_plural = _("quá trình")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="process_slug_once"),
            models.UniqueConstraint(
                fields=["agency", "code"],
                condition=models.Q(ended_date__isnull=True),
                name="process_code_once_while_it_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Flow(AgencyOwned):
    """What one process hands to another."""

    source = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="flows_out")
    target = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="flows_in")
    what = models.CharField(_("chuyển giao"), max_length=200)

    class Meta:
        verbose_name = _("tương tác")
        verbose_name_plural = _("tương tác")
        constraints = [
            models.UniqueConstraint(fields=["agency", "source", "target"], name="flow_once"),
            models.CheckConstraint(name="flow_not_to_itself", condition=~models.Q(source=models.F("target"))),
        ]

    def __str__(self) -> str:
        return self.what
