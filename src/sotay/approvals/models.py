"""Approvals (phê duyệt), their steps and sets; the routes an agency chose for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, Seat, Unit, User


class Rule(models.TextChoices):
    """How many of a step's signers must agree."""

    ALL = "ALL", _("tất cả")
    ONE = "ONE", _("một người bất kỳ")


class Route(AgencyOwned):
    """The steps an agency chose for a purpose; without one the purpose's own default holds."""

    purpose = models.CharField(_("dùng cho"), max_length=60)

    class Meta:
        verbose_name = _("tuyến phê duyệt")
        constraints = [models.UniqueConstraint(fields=["agency", "purpose"], name="route_once_per_purpose")]

    def __str__(self) -> str:
        return self.purpose


class RouteStep(AgencyOwned):
    """One step of a route: a role (in a unit when named) or a person."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("bước"))
    label = models.CharField(_("tên bước"), max_length=60)
    rule = models.CharField(_("cần"), max_length=3, choices=Rule, default=Rule.ONE)
    role = models.CharField(_("vai trò"), max_length=20, choices=Seat.Role, blank=True)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người")
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="route_step_role_or_person",
                condition=models.Q(role="", user__isnull=False) | (~models.Q(role="") & models.Q(user__isnull=True)),
            ),
        ]


class Approval(AgencyOwned):
    """One going-round of a set of records: submitted, then returned, approved or withdrawn.

    `content_hash` covers the whole set as it was submitted. `approved_date` is the business date: today's for an
    approval on the system, the paper's for one by signed paper; `decided_at` is when it was entered, both are shown.
    """

    class State(models.TextChoices):
        """Where the round stands."""

        OPEN = "OPEN", _("Đang trình")
        RETURNED = "RETURNED", _("Trả lại")
        APPROVED = "APPROVED", _("Đã phê duyệt")
        WITHDRAWN = "WITHDRAWN", _("Đã rút")

    class Way(models.TextChoices):
        """Two equal ways to approve (practice.md 1.1)."""

        SYSTEM = "SYSTEM", _("xác nhận trên hệ thống")
        PAPER = "PAPER", _("theo văn bản đã ký")

    purpose = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=80)
    subject_uuid = models.UUIDField()
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người trình"))
    submitted_at = models.DateTimeField(auto_now_add=True)
    content_hash = models.CharField(max_length=64)
    note = models.TextField(_("nội dung trình"), blank=True)
    way = models.CharField(max_length=6, choices=Way, blank=True)
    paper = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals")
    approved_date = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("phê duyệt")
        verbose_name_plural = _("phê duyệt")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "subject_type", "subject_uuid"],
                condition=models.Q(state="OPEN"),
                name="approval_one_open_per_record",
            ),
            models.CheckConstraint(
                name="approval_approved_has_date_and_way",
                condition=~models.Q(state="APPROVED") | (models.Q(approved_date__isnull=False) & ~models.Q(way="")),
            ),
            models.CheckConstraint(
                name="approval_by_paper_has_paper", condition=~models.Q(way="PAPER") | models.Q(paper__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "-submitted_at"], name="approval_by_state")]

    def __str__(self) -> str:
        return self.title


class Item(AgencyOwned):
    """One record of a set, pinned to the hash of its content; it can be taken out with a reason."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="items")
    subject_type = models.CharField(max_length=80)
    subject_uuid = models.UUIDField()
    title = models.CharField(max_length=300)
    content_hash = models.CharField(max_length=64)
    left_out = models.BooleanField(_("để lại"), default=False)
    left_out_reason = models.CharField(_("lý do để lại"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "approval", "subject_type", "subject_uuid"], name="item_once_per_approval"
            ),
            models.CheckConstraint(
                name="item_left_out_with_reason", condition=models.Q(left_out=False) | ~models.Q(left_out_reason="")
            ),
        ]
        indexes = [models.Index(fields=["agency", "subject_uuid"], name="item_of_a_record")]

    def __str__(self) -> str:
        return self.title


class Step(AgencyOwned):
    """One step of a round and how it was decided."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    rule = models.CharField(max_length=3, choices=Rule, default=Rule.ONE)
    role = models.CharField(max_length=20, choices=Seat.Role, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "approval", "position"], name="step_once_per_position")
        ]

    def __str__(self) -> str:
        return self.label


class Vote(AgencyOwned):
    """One signer's word on a step."""

    class Word(models.TextChoices):
        """What the signer said."""

        APPROVED = "APPROVED", _("đồng ý")
        RETURNED = "RETURNED", _("trả lại")

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=200, blank=True)
    for_seat = models.CharField(max_length=200, blank=True)
    word = models.CharField(max_length=8, choices=Word)
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "step", "user"], name="vote_once_per_person")]
