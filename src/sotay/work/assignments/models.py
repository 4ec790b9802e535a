"""Assignments (công việc được giao): who does what by when, for every origin, with helpers and extensions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.holding import Held, person_or_seat
from sotay.agency.models import AgencyOwned, Seat, Unit, User


class Assignment(Held, AgencyOwned):
    """A piece of work given to a person or a seat: given, taken or returned, done, confirmed by who gave it.

    `origin_type` and `origin_uuid` name the record it comes from, when it comes from one.
    """

    class State(models.TextChoices):
        """Where it stands."""

        GIVEN = "GIVEN", _("Mới giao")
        TAKEN = "TAKEN", _("Đang thực hiện")
        RETURNED = "RETURNED", _("Bị trả lại người giao")
        DONE = "DONE", _("Đã báo hoàn thành")
        CONFIRMED = "CONFIRMED", _("Đã xác nhận")
        CANCELLED = "CANCELLED", _("Đã hủy")

    WITH_OWNER = (State.GIVEN, State.TAKEN)
    WITH_GIVER = (State.RETURNED, State.DONE)
    OPEN = (State.GIVEN, State.TAKEN, State.RETURNED)
    ENDED = (State.CONFIRMED, State.CANCELLED)

    code = models.CharField(_("mã"), max_length=40)
    slug = models.SlugField(max_length=60, editable=False)
    title = models.CharField(_("nội dung công việc"), max_length=300)
    what = models.TextField(_("yêu cầu, kết quả cần đạt"), blank=True)
    origin_type = models.CharField(max_length=80, blank=True, editable=False)
    origin_uuid = models.UUIDField(null=True, blank=True, editable=False)
    origin_text = models.CharField(_("từ"), max_length=300, blank=True, editable=False)
    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người giao"))
    giver_role = models.CharField(max_length=20, choices=Seat.Role, blank=True)
    giver_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_date = models.DateField(_("ngày giao"))
    due_date = models.DateField(_("hạn"))
    state = models.CharField(max_length=9, choices=State, default=State.GIVEN)
    state_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    taken_date = models.DateField(_("ngày nhận"), null=True, blank=True)
    done_date = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    result = models.TextField(_("kết quả"), blank=True)
    ended_date = models.DateField(_("ngày xác nhận, hủy"), null=True, blank=True)

    class Meta:
        verbose_name = _("công việc được giao")
        verbose_name_plural = _("công việc được giao")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="assignment_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="assignment_slug_once"),
            person_or_seat("assignment_of_a_person_or_seat"),
            models.CheckConstraint(
                name="assignment_done_has_day_and_result",
                condition=~models.Q(state__in=["DONE", "CONFIRMED"])
                | (models.Q(done_date__isnull=False) & ~models.Q(result="")),
            ),
            models.CheckConstraint(
                name="assignment_ended_has_its_day",
                condition=models.Q(ended_date__isnull=True) ^ models.Q(state__in=["CONFIRMED", "CANCELLED"]),
            ),
            models.CheckConstraint(
                name="assignment_given_back_with_reason",
                condition=~models.Q(state__in=["RETURNED", "CANCELLED"]) | ~models.Q(state_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_date"], name="assignment_by_due"),
            models.Index(fields=["agency", "origin_uuid"], name="assignment_of_an_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:300]


class Helper(AgencyOwned):
    """Somebody who helps (phối hợp); the owner answers for the work."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="helpers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("người phối hợp")
        constraints = [models.UniqueConstraint(fields=["agency", "assignment", "user"], name="helper_once")]

    def __str__(self) -> str:
        return str(self.user)


class Extension(AgencyOwned):
    """A later day asked for, with its reason, and what the giver answered; it lapses when the work ends or changes hands."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "ASKED", _("Đang xin")
        GRANTED = "GRANTED", _("Được gia hạn")
        REFUSED = "REFUSED", _("Không gia hạn")
        LAPSED = "LAPSED", _("Không còn cần trả lời")

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="extensions")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người xin"))
    asked_date = models.DateField(_("ngày xin"))
    from_due_date = models.DateField(_("hạn cũ"))
    wanted_date = models.DateField(_("hạn xin"))
    reason = models.CharField(_("lý do"), max_length=500)
    state = models.CharField(max_length=7, choices=State, default=State.ASKED)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_date = models.DateField(_("ngày trả lời"), null=True, blank=True)
    answer = models.CharField(_("ý kiến"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("xin gia hạn")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "assignment"], condition=models.Q(state="ASKED"), name="extension_one_asked"
            ),
            models.CheckConstraint(
                name="extension_asks_for_later", condition=models.Q(wanted_date__gt=models.F("from_due_date"))
            ),
            models.CheckConstraint(
                name="extension_answered_has_its_day",
                condition=models.Q(state="ASKED") | models.Q(decided_date__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}"
