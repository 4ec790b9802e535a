"""Seats: a person in a role, in a unit or the agency, from a day to a day, by a decision."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models.decision import Decision
from sotay.agency.models.owned import AgencyOwned, OwnedQuerySet
from sotay.agency.models.unit import Unit
from sotay.agency.models.user import User
from sotay.agency.vietnamese import fold


def in_force(on: date, prefix: str = "") -> models.Q:
    """Return the condition that a from–to span holds on a day; an open end never ends."""
    return models.Q(**{f"{prefix}from_date__lte": on}) & (
        models.Q(**{f"{prefix}to_date__isnull": True}) | models.Q(**{f"{prefix}to_date__gte": on})
    )


class SeatQuerySet(OwnedQuerySet):
    """Filters over seats."""

    def in_force(self, on: date) -> "SeatQuerySet":
        """Keep the seats held on a day, by people whose account stands."""
        return self.filter(in_force(on), user__is_active=True)

    def in_role(self, *roles: str) -> "SeatQuerySet":
        """Keep the seats of these roles."""
        return self.filter(role__in=roles)

    def counting_as(self, role: str) -> "SeatQuerySet":
        """Keep the seats that count as this role: those of the role itself, and of deputies in charge in its place."""
        deputies = [deputy for deputy, head in Seat.DEPUTY_OF.items() if head == role]
        return self.filter(models.Q(role=role) | models.Q(role__in=deputies, manner__in=Seat.IN_CHARGE))


class Seat(AgencyOwned):
    """A person in a role (ISO 9001 5.3); it ends by date, and its work stays with the next holder."""

    class Role(models.TextChoices):
        """Roles as agencies call them; the title on screen and paper is the seat's own."""

        HEAD = "HEAD", _("Người đứng đầu cơ quan")
        DEPUTY_HEAD = "DEPUTY_HEAD", _("Phó Giám đốc")
        COMMITTEE_HEAD = "COMMITTEE_HEAD", _("Trưởng Ban Chỉ đạo ISO")
        COMMITTEE_DEPUTY = "COMMITTEE_DEPUTY", _("Phó Trưởng Ban Chỉ đạo ISO")
        COMMITTEE_MEMBER = "COMMITTEE_MEMBER", _("Thành viên Ban Chỉ đạo ISO")
        QMR = "QMR", _("Đại diện lãnh đạo về chất lượng (QMR)")
        SECRETARY = "SECRETARY", _("Thư ký ISO")
        TEAM_MEMBER = "TEAM_MEMBER", _("Thành viên Tổ công tác ISO")
        UNIT_HEAD = "UNIT_HEAD", _("Trưởng phòng")
        UNIT_DEPUTY = "UNIT_DEPUTY", _("Phó Trưởng phòng")
        OFFICIAL = "OFFICIAL", _("Công chức, viên chức, người lao động")
        AUDITOR = "AUDITOR", _("Đánh giá viên nội bộ")
        ONE_STOP = "ONE_STOP", _("Công chức tại Bộ phận Một cửa")
        CLERK = "CLERK", _("Văn thư")
        ADMINISTRATOR = "ADMINISTRATOR", _("Quản trị của cơ quan")

    class Manner(models.TextChoices):
        """How the seat is held; whoever is in charge counts as the holder (practice: phụ trách, quyền)."""

        FULL = "FULL", _("chính thức")
        ACTING = "ACTING", _("quyền")
        IN_CHARGE = "IN_CHARGE", _("phụ trách")

    # Only these need a decision; a unit's people are told by their notice of assignment.
    NEEDS_DECISION = frozenset(
        {Role.COMMITTEE_HEAD, Role.COMMITTEE_DEPUTY, Role.COMMITTEE_MEMBER, Role.QMR, Role.SECRETARY, Role.TEAM_MEMBER}
    )
    IN_A_UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_DEPUTY})
    DEPUTY_OF: ClassVar[dict[str, str]] = {Role.DEPUTY_HEAD: Role.HEAD, Role.UNIT_DEPUTY: Role.UNIT_HEAD}
    IN_CHARGE = (Manner.ACTING, Manner.IN_CHARGE)
    COMMITTEE = frozenset({Role.COMMITTEE_HEAD, Role.COMMITTEE_DEPUTY, Role.COMMITTEE_MEMBER})

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats", verbose_name=_("người giữ"))
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)
    manner = models.CharField(_("cách giữ"), max_length=10, choices=Manner, default=Manner.FULL)
    title = models.CharField(
        _("chức danh"), max_length=120, blank=True, help_text=_("Như ghi trên văn bản, ví dụ Chi cục trưởng.")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("đơn vị")
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("theo quyết định"),
    )
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("vai trò")
        verbose_name_plural = _("vai trò")
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_it_starts",
                condition=models.Q(to_date__isnull=True) | models.Q(to_date__gte=models.F("from_date")),
            ),
            models.CheckConstraint(
                name="seat_of_unit_head_has_a_unit",
                condition=~models.Q(role__in=["UNIT_HEAD", "UNIT_DEPUTY"]) | models.Q(unit__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "agency"], name="seat_of_a_person"),
            models.Index(fields=["agency", "role", "from_date"], name="seat_by_role"),
        ]

    def __str__(self) -> str:
        return self.named

    @property
    def counts_as(self) -> tuple[str, ...]:
        """The role, and that of the head for a deputy in charge (practice.md 1.3)."""
        head = self.DEPUTY_OF.get(self.role)
        return (self.role, head) if head and self.manner in self.IN_CHARGE else (self.role,)

    @property
    def named(self) -> str:
        """The title the holder bears, with *quyền* or *phụ trách* before or after as it is said."""
        title = self.title or str(self.get_role_display())
        said = fold(title)
        if self.manner == self.Manner.ACTING and not said.startswith(("q.", "quyen ")):
            return f"Q. {title}"
        if self.manner == self.Manner.IN_CHARGE and "phu trach" not in said:
            return f"{title} (phụ trách)"
        return title


class Delegation(AgencyOwned):
    """A seat lent to another person for a time (ủy quyền); acts are recorded as done for that seat."""

    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("vai trò được ủy quyền")
    )
    to_user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("người nhận")
    )
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=300)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theo văn bản")
    )

    class Meta:
        verbose_name = _("ủy quyền")
        verbose_name_plural = _("ủy quyền")
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_starts", condition=models.Q(to_date__gte=models.F("from_date"))
            ),
        ]
        indexes = [models.Index(fields=["to_user", "agency"], name="delegation_to_a_person")]
