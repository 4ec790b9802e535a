"""A dossier: its code, what it asks for, its dates and where it stands; nothing in it names a citizen."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, OwnedQuerySet, Unit, User
from sotay.context.models import Service
from sotay.operation.dossiers.models.sources import DossierSource
from sotay.operation.procedures.models import ProcedureStep, TimeUnit, Variant
from sotay.support.models import Revision

LimitUnit = TimeUnit


class Timing(models.TextChoices):
    """How a settled dossier stands against the day on its receipt (TT 01/2018/TT-VPCP, phiếu kiểm soát)."""

    EARLY = "EARLY", _("Trước hạn")
    ON_TIME = "ON_TIME", _("Đúng hạn")
    LATE = "LATE", _("Quá hạn")


class DossierQuerySet(OwnedQuerySet):
    """Filters over dossiers."""

    def received(self) -> "DossierQuerySet":
        """Leave out those refused at reception: they were never taken in."""
        return self.exclude(state="REFUSED")

    def settled(self) -> "DossierQuerySet":
        """Keep those whose result is ready or returned (practice.md 8); withdrawn and stopped ones are none."""
        return self.filter(settled_date__isnull=False)

    def pending(self, on: date) -> "DossierQuerySet":
        """Keep those received by a day and not closed on it."""
        return self.received().filter(Q(closed_date__isnull=True) | Q(closed_date__gt=on), received_date__lte=on)

    def late(self, on: date) -> "DossierQuerySet":
        """Keep those that were pending past their day at the end of a day."""
        return self.pending(on).filter(due_date__lt=on)


class Dossier(AgencyOwned):
    """A dossier (hồ sơ) of a service: what happened is told by its events, these columns are what follows from them.

    The clock (law 3.2, practice.md 6): `due_date` is the day on the receipt in force, empty while the clock stands
    (waiting for what is missing; a pause that does not count) and where the service knows no limit. It moves when what
    was missing came or a pause ended, never by an apology (`new_due_date`), and never after it has passed. `settled_date`,
    `closed_date` and `timing` are computed by the database. `limit_value`, `limit_unit`, `late_from` and `pauses_count` are
    the rules of its reception; what a procedure agrees later never moves it. `worked_days` are working days
    from `counted_from` (not counted itself) to the settling, without pauses. A dossier keeps the revision and case of its
    reception.
    """

    TAKES_FILES: ClassVar[bool] = False

    class State(models.TextChoices):
        """Where it stands."""

        IN_PROGRESS = "IN_PROGRESS", _("Đang giải quyết")
        SUPPLEMENT = "SUPPLEMENT", _("Chờ bổ sung")
        PAUSED = "PAUSED", _("Tạm dừng")
        READY = "READY", _("Có kết quả, chờ trả")
        RETURNED = "RETURNED", _("Đã trả kết quả")
        REFUSED = "REFUSED", _("Từ chối tiếp nhận")
        STOPPED = "STOPPED", _("Dừng giải quyết")
        WITHDRAWN = "WITHDRAWN", _("Đã rút")

    class Origin(models.TextChoices):
        """Where it is kept: received here, or taken from a list of the one-stop system."""

        DESK = "DESK", _("Tiếp nhận tại Sotay")
        IMPORTED = "IMPORTED", _("Nhập từ hệ thống một cửa")

    OPEN = (State.IN_PROGRESS, State.SUPPLEMENT, State.PAUSED)
    SETTLED = (State.READY, State.RETURNED)
    DROPPED = (State.STOPPED, State.WITHDRAWN)

    code = models.CharField(_("mã hồ sơ"), max_length=60)
    key = models.CharField(max_length=60, editable=False)
    slug = models.CharField(max_length=60, editable=False)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="dossiers", verbose_name=_("thủ tục hành chính")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("đơn vị giải quyết")
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    variant = models.ForeignKey(
        Variant, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("trường hợp")
    )
    channel = models.CharField(_("hình thức nộp"), max_length=6, choices=Service.Channel, blank=True)
    wanted_how = models.CharField(
        _("đăng ký nhận kết quả"), max_length=6, choices=Service.Channel, blank=True, db_default=""
    )
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.DESK, editable=False)
    source = models.ForeignKey(
        DossierSource, on_delete=models.PROTECT, related_name="dossiers", null=True, blank=True, editable=False
    )
    sets = models.PositiveSmallIntegerField(_("số lượng bộ"), default=1)
    received_at = models.DateTimeField(_("thời điểm tiếp nhận"), null=True, blank=True)
    received_date = models.DateField(_("ngày tiếp nhận"))
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    counted_from = models.DateField(_("tính thời hạn từ ngày"), null=True, blank=True)
    limit_value = models.DecimalField(_("thời hạn giải quyết"), max_digits=7, decimal_places=2, null=True, blank=True)
    limit_unit = models.CharField(_("tính bằng"), max_length=11, choices=TimeUnit, blank=True)
    late_from = models.TimeField(_("nhận sau giờ này tính từ ngày làm việc kế tiếp"), null=True, blank=True)
    pauses_count = models.BooleanField(_("thời gian tạm dừng vẫn tính vào thời hạn"), default=False)
    receipt_due_date = models.DateField(_("ngày hẹn trả trên giấy tiếp nhận"), null=True, blank=True)
    due_date = models.DateField(_("ngày hẹn trả"), null=True, blank=True)
    new_due_date = models.DateField(_("ngày hẹn lại"), null=True, blank=True)
    apologised_date = models.DateField(_("ngày xin lỗi"), null=True, blank=True)
    supplements = models.PositiveSmallIntegerField(_("số lần yêu cầu bổ sung"), default=0)
    paused_days = models.PositiveIntegerField(_("số ngày làm việc tạm dừng"), default=0)
    state = models.CharField(_("trạng thái"), max_length=11, choices=State, default=State.IN_PROGRESS)
    step = models.ForeignKey(
        ProcedureStep, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("đang ở bước")
    )
    holder_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("đơn vị đang giữ")
    )
    holder = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("người đang giữ")
    )
    result_date = models.DateField(_("ngày có kết quả"), null=True, blank=True)
    result_number = models.CharField(_("số, ký hiệu kết quả"), max_length=80, blank=True)
    result_approved_by = models.CharField(_("người phê duyệt kết quả"), max_length=200, blank=True)
    is_rejected = models.BooleanField(_("kết quả là văn bản từ chối giải quyết"), default=False)
    returned_date = models.DateField(_("ngày trả kết quả"), null=True, blank=True)
    returned_how = models.CharField(_("hình thức trả"), max_length=6, choices=Service.Channel, blank=True)
    ended_date = models.DateField(_("ngày từ chối, dừng, rút"), null=True, blank=True)
    worked_days = models.IntegerField(_("số ngày làm việc đã giải quyết"), null=True, blank=True)
    secret_hash = models.CharField(max_length=64, blank=True, editable=False)
    anonymised_date = models.DateField(_("ngày ẩn danh"), null=True, blank=True, editable=False)
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    settled_date = models.GeneratedField(
        expression=Case(
            When(state__in=["READY", "RETURNED"], then=Coalesce(F("result_date"), F("returned_date"))), default=None
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
        verbose_name=_("ngày giải quyết xong"),
    )
    closed_date = models.GeneratedField(
        expression=Case(
            When(state__in=["READY", "RETURNED"], then=Coalesce(F("result_date"), F("returned_date"))),
            When(state__in=["STOPPED", "WITHDRAWN", "REFUSED"], then=F("ended_date")),
            default=None,
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    timing = models.GeneratedField(
        expression=Case(
            When(~Q(state__in=["READY", "RETURNED"]) | Q(due_date__isnull=True), then=Value("")),
            When(Q(result_date__isnull=False, result_date__lt=F("due_date")), then=Value("EARLY")),
            When(Q(result_date__isnull=False, result_date=F("due_date")), then=Value("ON_TIME")),
            When(Q(result_date__isnull=False), then=Value("LATE")),
            When(returned_date__lt=F("due_date"), then=Value("EARLY")),
            When(returned_date=F("due_date"), then=Value("ON_TIME")),
            default=Value("LATE"),
        ),
        output_field=models.CharField(max_length=7, choices=Timing, blank=True),
        db_persist=True,
        verbose_name=_("trước hạn, đúng hạn, quá hạn"),
    )

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="dossier_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="dossier_slug_once"),
            models.CheckConstraint(
                name="dossier_settled_has_day",
                condition=~Q(state__in=["READY", "RETURNED"])
                | Q(result_date__isnull=False)
                | Q(returned_date__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_returned_has_day",
                condition=Q(state="RETURNED", returned_date__isnull=False)
                | (~Q(state="RETURNED") & Q(returned_date__isnull=True)),
            ),
            models.CheckConstraint(
                name="dossier_ended_has_day",
                condition=Q(state__in=["REFUSED", "STOPPED", "WITHDRAWN"], ended_date__isnull=False)
                | (~Q(state__in=["REFUSED", "STOPPED", "WITHDRAWN"]) & Q(ended_date__isnull=True)),
            ),
            models.CheckConstraint(
                name="dossier_dates_in_order",
                condition=(Q(result_date__isnull=True) | Q(result_date__gte=F("received_date")))
                & (Q(returned_date__isnull=True) | Q(returned_date__gte=F("received_date")))
                & (Q(returned_date__isnull=True) | Q(result_date__isnull=True) | Q(returned_date__gte=F("result_date")))
                & (Q(ended_date__isnull=True) | Q(ended_date__gte=F("received_date"))),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-received_date", "-id"], name="dossier_newest_first"),
            models.Index(
                fields=["agency", "due_date"], condition=Q(closed_date__isnull=True), name="dossier_open_by_due"
            ),
            models.Index(fields=["agency", "service", "received_date"], name="dossier_by_service"),
            models.Index(fields=["agency", "state", "timing", "channel"], name="dossier_by_class"),
            models.Index(fields=["agency", "settled_date", "timing"], name="dossier_by_settling"),
            models.Index(fields=["secret_hash"], condition=~Q(secret_hash=""), name="dossier_by_secret"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """Whether it is still being settled."""
        return self.state in self.OPEN

    @property
    def is_here(self) -> bool:
        """Whether it was received here, so that its events are known; an imported one only has its dates."""
        return self.origin == self.Origin.DESK

    def is_late(self, on: date) -> bool:
        """Return whether it was settled late, or is open past its day."""
        if self.settled_date is not None:
            return self.timing == Timing.LATE
        return self.is_open and self.due_date is not None and self.due_date < on
