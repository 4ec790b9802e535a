"""Nonconformities (sự không phù hợp, form E1): what was wrong, put right at once, why it came about, what keeps it away."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.holding import Held, person_or_seat
from sotay.agency.models import AgencyOwned, OwnedQuerySet, Unit, User
from sotay.standard.catalogue.fields import ClauseField
from sotay.support.models import Document
from sotay.work.models import Assignment


class NonconformityQuerySet(OwnedQuerySet):
    """Filters over nonconformities."""

    def that_are_open(self) -> "NonconformityQuerySet":
        """Keep those something is left to do about."""
        return self.exclude(state__in=["CLOSED", "REJECTED"])


class Nonconformity(Held, AgencyOwned):
    """A sheet. Logged with four fields: what, where, when, evidence; grade, clause and cause come later, also from others.

    The correction (*sự khắc phục*) is done at once and stands apart from corrective action (*hành động khắc phục*), whose
    need is evaluated after it (10.2.1 b). The owner answers for the sheet; who verifies the effect is never the owner.
    `origin_type` and `origin_uuid` name the record it was born from, when it was. `answered_by` keeps the keys of all who
    ever answered for it: none of them verifies it, whoever owns it now.
    """

    class Source(models.TextChoices):
        """Where it comes from."""

        AUDIT = "AUDIT", _("Đánh giá nội bộ")
        INSPECTION = "INSPECTION", _("Kiểm tra của cơ quan có thẩm quyền")
        COMPLAINT = "COMPLAINT", _("Phản ánh, kiến nghị")
        DOSSIER = "DOSSIER", _("Hồ sơ quá hạn, đầu ra không phù hợp")
        OBJECTIVE = "OBJECTIVE", _("Mục tiêu không đạt")
        REVIEW = "REVIEW", _("Xem xét của lãnh đạo")
        SURVEY = "SURVEY", _("Khảo sát hài lòng")
        SELF = "SELF", _("Tự phát hiện")

    class Grade(models.TextChoices):
        """How grave; a note (lưu ý) is no nonconformity."""

        MINOR = "MINOR", _("Nhẹ")
        MAJOR = "MAJOR", _("Nặng")

    class Need(models.TextChoices):
        """What the evaluation after the correction came to."""

        CORRECTION = "CORRECTION", _("Chỉ khắc phục")
        ACTION = "ACTION", _("Cần hành động khắc phục")

    class State(models.TextChoices):
        """Where it stands; a new round begins again at ANALYSING, the sheet stays the same."""

        REPORTED = "REPORTED", _("Mới ghi nhận")
        REJECTED = "REJECTED", _("Không chấp nhận")
        ACCEPTED = "ACCEPTED", _("Đã tiếp nhận")
        ANALYSING = "ANALYSING", _("Đang phân tích nguyên nhân")
        SUBMITTED = "SUBMITTED", _("Kế hoạch đang trình")
        ACTING = "ACTING", _("Đang thực hiện")
        VERIFYING = "VERIFYING", _("Chờ thẩm tra hiệu lực")
        CLOSED = "CLOSED", _("Đã đóng")

    ENDED = (State.CLOSED, State.REJECTED)
    ALWAYS_ACTED_UPON = (Source.AUDIT, Source.INSPECTION)
    """Where corrective action is always wanted, as the setting `nonconformity.need` says by default (practice.md 7)."""

    code = models.CharField(_("số phiếu"), max_length=40, editable=False)
    slug = models.SlugField(max_length=60, editable=False)
    source = models.CharField(_("nguồn"), max_length=10, choices=Source, default=Source.SELF)
    origin_type = models.CharField(max_length=80, blank=True, editable=False)
    origin_uuid = models.UUIDField(null=True, blank=True, editable=False)
    origin_text = models.CharField(_("từ"), max_length=300, blank=True, editable=False)
    what = models.TextField(_("nội dung không phù hợp"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    place = models.CharField(_("nơi xảy ra"), max_length=200, blank=True)
    people = models.CharField(_("người liên quan"), max_length=300, blank=True)
    found_date = models.DateField(_("ngày phát hiện"))
    evidence = models.TextField(_("bằng chứng khách quan"), blank=True)
    found_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người phát hiện")
    )
    grade = models.CharField(_("mức độ"), max_length=5, choices=Grade, blank=True)
    clause = ClauseField(_("điều khoản"), blank=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quy trình, tài liệu"),
    )
    requirement = models.CharField(_("yêu cầu bị vi phạm"), max_length=500, blank=True)
    due_date = models.DateField(_("hạn hoàn thành"), null=True, blank=True)
    correction = models.TextField(_("khắc phục ngay"), blank=True)
    correction_date = models.DateField(_("ngày khắc phục"), null=True, blank=True)
    correction_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người khắc phục")
    )
    need = models.CharField(_("sự cần thiết của hành động khắc phục"), max_length=10, choices=Need, blank=True)
    need_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    need_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    need_date = models.DateField(_("ngày đánh giá sự cần thiết"), null=True, blank=True)
    has_similar = models.BooleanField(_("có sự không phù hợp tương tự ở nơi khác"), null=True, blank=True)
    similar_text = models.CharField(_("tương tự ở đâu, đã xem xét thế nào"), max_length=500, blank=True)
    changes_risks = models.BooleanField(_("phải cập nhật rủi ro, cơ hội"), null=True, blank=True)
    changes_system = models.BooleanField(_("phải thay đổi hệ thống, tài liệu"), null=True, blank=True)
    changes_text = models.CharField(_("nêu rõ thay đổi"), max_length=500, blank=True)
    round = models.PositiveSmallIntegerField(_("vòng"), default=1, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.REPORTED)
    state_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    accepted_date = models.DateField(_("ngày tiếp nhận"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người tiếp nhận")
    )
    answered_by = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    closed_date = models.DateField(_("ngày đóng"), null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = NonconformityQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự không phù hợp")
        verbose_name_plural = _("sự không phù hợp")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="nonconformity_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="nonconformity_slug_once"),
            person_or_seat("nonconformity_of_a_person_or_seat", required=False),
            models.CheckConstraint(
                name="nonconformity_rejected_with_reason",
                condition=~models.Q(state="REJECTED") | ~models.Q(state_reason=""),
            ),
            models.CheckConstraint(
                name="nonconformity_accepted_has_day_and_owner",
                condition=models.Q(state__in=["REPORTED", "REJECTED"])
                | (
                    models.Q(accepted_date__isnull=False, due_date__isnull=False)
                    & (models.Q(owner_user__isnull=False) | ~models.Q(owner_role=""))
                ),
            ),
            models.CheckConstraint(
                name="nonconformity_need_has_person_and_day",
                condition=models.Q(need="") | models.Q(need_by__isnull=False, need_date__isnull=False),
            ),
            models.CheckConstraint(
                name="nonconformity_correction_alone_with_reason",
                condition=~models.Q(need="CORRECTION") | ~models.Q(need_reason=""),
            ),
            models.CheckConstraint(
                name="nonconformity_acted_upon_by_need",
                condition=~models.Q(state__in=["ANALYSING", "SUBMITTED", "ACTING"]) | models.Q(need="ACTION"),
            ),
            models.CheckConstraint(
                name="nonconformity_closed_has_its_day",
                condition=models.Q(closed_date__isnull=True) ^ models.Q(state="CLOSED"),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_date"], name="nonconformity_by_due"),
            models.Index(fields=["agency", "-found_date"], name="nonconformity_newest_first"),
            models.Index(fields=["agency", "clause", "unit"], name="nonconformity_alike"),
            models.Index(fields=["agency", "origin_uuid"], name="nonconformity_of_an_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.what}"[:300]

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state not in self.ENDED


class Round(AgencyOwned):
    """One round of causes, plan, actions and verification; an effect that was not reached begins another (10.2.1 d).

    The effect can be verified from `verify_from` on: the last action's day and the waiting time of the grade.
    """

    class Method(models.TextChoices):
        """How the causes were looked for."""

        FIVE_WHY = "FIVE_WHY", _("5 câu hỏi vì sao")
        FISHBONE = "FISHBONE", _("Biểu đồ xương cá")
        OTHER = "OTHER", _("Cách khác")

    class Verdict(models.TextChoices):
        """What came of the verification."""

        EFFECTIVE = "EFFECTIVE", _("Có hiệu lực")
        NOT_EFFECTIVE = "NOT_EFFECTIVE", _("Không có hiệu lực")
        INCONCLUSIVE = "INCONCLUSIVE", _("Chưa kết luận được")

    nonconformity = models.ForeignKey(Nonconformity, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(default=1)
    method = models.CharField(_("cách phân tích"), max_length=8, choices=Method, default=Method.FIVE_WHY)
    root_cause = models.TextField(_("nguyên nhân gốc"), blank=True)
    analysed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người phân tích")
    )
    reopened_reason = models.CharField(_("lý do mở vòng này"), max_length=500, blank=True)
    approved_date = models.DateField(_("ngày phê duyệt kế hoạch"), null=True, blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    actions_done_date = models.DateField(_("ngày xong hành động cuối"), null=True, blank=True)
    verify_from = models.DateField(_("thẩm tra được từ ngày"), null=True, blank=True)
    verified_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người thẩm tra")
    )
    verified_date = models.DateField(_("ngày thẩm tra"), null=True, blank=True)
    verdict = models.CharField(_("kết luận"), max_length=13, choices=Verdict, blank=True)
    verdict_text = models.TextField(_("căn cứ kết luận"), blank=True)

    class Meta:
        verbose_name = _("vòng khắc phục")
        ordering = ["nonconformity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "nonconformity", "number"], name="round_once"),
            models.CheckConstraint(
                name="round_verdict_has_person_day_and_words",
                condition=models.Q(verdict="")
                | (models.Q(verified_by__isnull=False, verified_date__isnull=False) & ~models.Q(verdict_text="")),
            ),
            models.CheckConstraint(
                name="round_approved_knows_its_cause",
                condition=models.Q(approved_date__isnull=True) | ~models.Q(root_cause=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nonconformity.code} ({self.number})"


class Cause(AgencyOwned):
    """One *why* in its order, or one bone of the fish: a branch and what stands on it."""

    class Branch(models.TextChoices):
        """The bones of the fish, in words of an office; empty for a row of whys."""

        PEOPLE = "PEOPLE", _("Con người")
        METHOD = "METHOD", _("Quy trình, cách làm")
        MEANS = "MEANS", _("Trang thiết bị, phần mềm")
        INPUT = "INPUT", _("Hồ sơ, thông tin đầu vào")
        MEASURE = "MEASURE", _("Theo dõi, kiểm tra")
        SURROUNDINGS = "SURROUNDINGS", _("Môi trường, quy định")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="causes")
    position = models.PositiveSmallIntegerField(default=1)
    branch = models.CharField(_("nhóm nguyên nhân"), max_length=12, choices=Branch, blank=True)
    text = models.CharField(_("nguyên nhân"), max_length=300)

    class Meta:
        verbose_name = _("nguyên nhân")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "round", "position"], name="cause_once")]

    def __str__(self) -> str:
        return self.text


class Action(Held, AgencyOwned):
    """A corrective action of a round; once the plan is approved it is an assignment, whose state tells whether it is done."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    what = models.CharField(_("hành động khắc phục"), max_length=300)
    due_date = models.DateField(_("hạn"))
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("công việc")
    )

    class Meta:
        verbose_name = _("hành động khắc phục")
        verbose_name_plural = _("hành động khắc phục")
        ordering = ["position", "pk"]
        constraints = [person_or_seat("action_of_a_person_or_seat")]

    def __str__(self) -> str:
        return self.what
