"""Quality objectives (mục tiêu chất lượng) in sets of a unit and a year, with the plan of each (ISO 9001 6.2)."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.holding import Held, person_or_seat
from sotay.agency.models import AgencyOwned, OwnedQuerySet, Unit, User
from sotay.planning.objectives.targets import Direction, Target, target_of
from sotay.work.models import Assignment


class ObjectiveSetQuerySet(OwnedQuerySet):
    """Filters over sets."""

    def that_hold(self) -> "ObjectiveSetQuerySet":
        """Keep the sets that were approved and are not superseded."""
        return self.filter(state__in=["APPROVED", "IN_FORCE", "CLOSED"])

    def approved_by(self, on: date) -> "ObjectiveSetQuerySet":
        """Keep the sets approved on or before a day, superseded ones too."""
        return self.filter(approved_date__lte=on)


class ObjectiveSet(AgencyOwned):
    """A *bộ mục tiêu*: the objectives and the plan of a unit, or of the agency itself, for a year (practice.md 4).

    It is submitted, approved and printed as one. A change during the year is a new revision with a reason; the one
    before stays in force until the new one is.
    """

    class State(models.TextChoices):
        """Where it stands; what was returned is a draft again, with the reason."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        APPROVED = "APPROVED", _("Đã phê duyệt")
        IN_FORCE = "IN_FORCE", _("Đang thực hiện")
        SUPERSEDED = "SUPERSEDED", _("Đã được thay thế")
        CLOSED = "CLOSED", _("Đã tổng kết")

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="objective_sets", verbose_name=_("đơn vị")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    revision = models.PositiveSmallIntegerField(_("lần điều chỉnh"), default=0)
    slug = models.SlugField(max_length=80, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    reason = models.CharField(_("lý do điều chỉnh"), max_length=300, blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    in_force_date = models.DateField(_("thực hiện từ ngày"), null=True, blank=True)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    superseded_date = models.DateField(_("được thay thế từ ngày"), null=True, blank=True)
    closed_date = models.DateField(_("ngày tổng kết"), null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chép từ bộ mục tiêu")
    )
    is_kept = models.BooleanField(_("giữ nguyên mục tiêu năm trước"), default=False)

    objects = ObjectiveSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ mục tiêu")
        verbose_name_plural = _("bộ mục tiêu")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "year", "revision"], nulls_distinct=False, name="objective_set_revision_once"
            ),
            models.UniqueConstraint(fields=["agency", "slug"], name="objective_set_slug_once"),
            models.UniqueConstraint(
                fields=["agency", "unit", "year"],
                condition=models.Q(state__in=["DRAFT", "SUBMITTED"]),
                nulls_distinct=False,
                name="objective_set_one_being_prepared",
            ),
            models.UniqueConstraint(
                fields=["agency", "unit", "year"],
                condition=models.Q(state__in=["IN_FORCE", "CLOSED"]),
                nulls_distinct=False,
                name="objective_set_one_in_force",
            ),
            models.CheckConstraint(
                name="objective_set_that_holds_was_approved",
                condition=models.Q(state__in=["DRAFT", "SUBMITTED"]) | models.Q(approved_date__isnull=False),
            ),
            models.CheckConstraint(
                name="objective_set_revised_with_reason", condition=models.Q(revision=0) | ~models.Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["agency", "year", "unit"], name="objective_set_of_a_year")]

    def __str__(self) -> str:
        whose = self.unit.name if self.unit else self.agency.name
        named = _("Mục tiêu chất lượng năm %(year)s – %(whose)s") % {"year": self.year, "whose": whose}
        return named + (_(", điều chỉnh lần %d") % self.revision if self.revision else "")


class Objective(Held, AgencyOwned):
    """One objective of a set. `key` is the same through the revisions of a set, so that its results go on.

    The target stands as it was typed and as it was understood; `direction` is empty while it was not. `fact` is the code
    of the fact its results are taken from (`standard/registry/facts.py`), empty for those that are written by hand.
    """

    class Periods(models.TextChoices):
        """How often its result is reported."""

        HALF = "HALF", _("6 tháng và năm")
        QUARTER = "QUARTER", _("hằng quý")
        YEAR = "YEAR", _("cả năm")

    set = models.ForeignKey(
        ObjectiveSet, on_delete=models.CASCADE, related_name="objectives", verbose_name=_("bộ mục tiêu")
    )
    key = models.UUIDField(default=uuid4, editable=False)
    code = models.CharField(_("mã"), max_length=40)
    slug = models.SlugField(max_length=80, editable=False)
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    statement = models.TextField(_("nội dung mục tiêu"))
    target_text = models.CharField(_("chỉ tiêu"), max_length=200, blank=True)
    direction = models.CharField(max_length=4, choices=Direction, blank=True, editable=False)
    target_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True, editable=False)
    target_date = models.DateField(null=True, blank=True, editable=False)
    measure = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    formula = models.TextField(_("cách tính"), blank=True)
    periods = models.CharField(_("kỳ báo cáo"), max_length=7, choices=Periods, default=Periods.HALF)
    baseline = models.DecimalField(_("giá trị nền"), max_digits=18, decimal_places=4, null=True, blank=True)
    data_source = models.CharField(_("nguồn số liệu"), max_length=200, blank=True)
    fact = models.CharField(_("lấy kết quả từ"), max_length=60, blank=True)
    policy_link = models.CharField(_("gắn với nội dung chính sách"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("mục tiêu cấp trên"),
    )
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("mục tiêu")
        verbose_name_plural = _("mục tiêu")
        constraints = [
            models.UniqueConstraint(fields=["agency", "set", "key"], name="objective_once_in_a_set"),
            models.UniqueConstraint(fields=["agency", "set", "code"], name="objective_code_once_in_a_set"),
            models.UniqueConstraint(fields=["agency", "slug"], name="objective_slug_once"),
            person_or_seat("objective_of_a_person_or_seat", required=False),
        ]
        indexes = [models.Index(fields=["agency", "key"], name="objective_by_key")]

    def __str__(self) -> str:
        return f"{self.code} {self.statement}"[:300]

    @property
    def target(self) -> Target | None:
        """The target as it was understood, None while it was not."""
        return target_of(self.direction, self.target_value, self.target_date, self.measure)


class PlanLine(Held, AgencyOwned):
    """One line of the plan of an objective: what, with what, who, until when, how it is judged (6.2.2).

    `key` is the same through the revisions of a set, so that the work it became is never given twice.
    """

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="plan")
    key = models.UUIDField(default=uuid4, editable=False)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    what = models.CharField(_("công việc, biện pháp"), max_length=300)
    resources = models.CharField(_("nguồn lực"), max_length=300, blank=True)
    from_date = models.DateField(_("từ ngày"), null=True, blank=True)
    to_date = models.DateField(_("đến ngày"), null=True, blank=True)
    judged_by = models.CharField(_("cách đánh giá kết quả"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dòng kế hoạch")
        verbose_name_plural = _("kế hoạch thực hiện mục tiêu")
        ordering = ["order", "pk"]
        constraints = [
            person_or_seat("plan_line_of_a_person_or_seat", required=False),
            models.CheckConstraint(
                name="plan_line_ends_after_it_starts",
                condition=models.Q(to_date__isnull=True)
                | models.Q(from_date__isnull=True)
                | models.Q(to_date__gte=models.F("from_date")),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def slug(self) -> str:
        """How it stands in addresses."""
        return str(self.uuid)


class SetReading(AgencyOwned):
    """*Tôi đã đọc và hiểu*: one person's word on a set (objectives are made known, 6.2.1 f)."""

    set = models.ForeignKey(ObjectiveSet, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_date = models.DateField(_("ngày đọc"))

    class Meta:
        verbose_name = _("xác nhận đã đọc và hiểu")
        constraints = [models.UniqueConstraint(fields=["agency", "set", "user"], name="set_reading_once_per_person")]

    def __str__(self) -> str:
        return str(self.user)
