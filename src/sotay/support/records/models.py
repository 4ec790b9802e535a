"""Records: classes with retention, the year's list of files (A6), files, handing over, disposal (A7) – NĐ 30/2020, law 5."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, Decision, Unit, User


def retention_text(years: int | None) -> str:
    """Return a retention as it is typed and printed; None is for ever."""
    return str(_("vĩnh viễn")) if years is None else str(_("%d năm") % years)


class RecordClass(AgencyOwned):
    """A class of records (loại hồ sơ) and how long it is kept: years after its start event, or permanently."""

    class Start(models.TextChoices):
        """From when the years are counted."""

        WORK_ENDED = "WORK_ENDED", _("hết năm công việc kết thúc")
        DOCUMENT_ENDED = "DOCUMENT_ENDED", _("ngày tài liệu hết hiệu lực")

    class Disposal(models.TextChoices):
        """What happens when the time is over."""

        DESTROY = "DESTROY", _("hủy theo danh mục được duyệt")
        ARCHIVE = "ARCHIVE", _("nộp lưu trữ lịch sử")

    code = models.CharField(_("mã loại"), max_length=20)
    slug = models.SlugField(max_length=60, editable=False)
    heading = models.CharField(_("đề mục"), max_length=200, blank=True)
    title = models.CharField(_("tên loại hồ sơ"), max_length=300)
    is_permanent = models.BooleanField(_("bảo quản vĩnh viễn"), default=False)
    years = models.PositiveSmallIntegerField(_("thời hạn bảo quản (năm)"), null=True, blank=True)
    start = models.CharField(_("tính từ"), max_length=14, choices=Start, default=Start.WORK_ENDED)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    disposal = models.CharField(_("khi hết hạn"), max_length=7, choices=Disposal, default=Disposal.DESTROY)
    clauses = models.CharField(_("điều khoản ISO"), max_length=200, blank=True)
    ended_date = models.DateField(_("thôi dùng từ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("loại hồ sơ")
        verbose_name_plural = _("loại hồ sơ")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code"], condition=models.Q(ended_date__isnull=True), name="record_class_code_once"
            ),
            models.UniqueConstraint(fields=["agency", "slug"], name="record_class_slug_once"),
            models.CheckConstraint(
                name="record_class_years_or_permanent",
                condition=models.Q(is_permanent=True, years__isnull=True)
                | models.Q(is_permanent=False, years__gte=1, years__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:300]

    @property
    def retention(self) -> str:
        """How long it is kept, in words."""
        return retention_text(self.years)

    @property
    def retention_from(self) -> str:
        """How long it is kept and from when, in words."""
        if self.is_permanent:
            return self.retention
        words = _("%(time)s, tính từ %(start)s") % {"time": self.retention, "start": self.get_start_display()}
        return str(words)


class RecordList(AgencyOwned):
    """The *Danh mục hồ sơ* of a year, issued by the head at its start (NĐ 30 Điều 28, Phụ lục V)."""

    class State(models.TextChoices):
        """Where it stands; what was returned is a draft again."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        ISSUED = "ISSUED", _("Đã ban hành")

    year = models.PositiveSmallIntegerField(_("năm"))
    slug = models.SlugField(max_length=20, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    issued_date = models.DateField(_("ngày ban hành"), null=True, blank=True)

    class Meta:
        verbose_name = _("danh mục hồ sơ")
        verbose_name_plural = _("danh mục hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="record_list_once_a_year"),
            models.UniqueConstraint(fields=["agency", "slug"], name="record_list_slug_once"),
            models.CheckConstraint(
                name="record_list_issued_has_day",
                condition=~models.Q(state="ISSUED") | models.Q(issued_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return _("Danh mục hồ sơ năm %d") % self.year


class RecordLine(AgencyOwned):
    """One line of the list: number and sign, heading, title, retention, who makes it."""

    list = models.ForeignKey(RecordList, on_delete=models.CASCADE, related_name="lines")
    record_class = models.ForeignKey(
        RecordClass, on_delete=models.PROTECT, related_name="lines", verbose_name=_("loại hồ sơ")
    )
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    number = models.CharField(_("số và ký hiệu hồ sơ"), max_length=40)
    heading = models.CharField(_("đề mục"), max_length=200, blank=True)
    title = models.CharField(_("tiêu đề hồ sơ"), max_length=300)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị lập")
    )
    maker = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người lập")
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    issued_date = models.DateField(_("ngày ban hành, bổ sung"), null=True, blank=True, editable=False)
    issued_years = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("dòng của danh mục hồ sơ")
        verbose_name_plural = _("dòng của danh mục hồ sơ")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "list", "number"], name="record_line_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"[:300]

    @property
    def years(self) -> int | None:
        """Years of keeping, None for ever: as they were issued, whatever the class says now; of a draft, as it says."""
        return self.issued_years if self.issued_date else self.record_class.years

    @property
    def retention(self) -> str:
        """How long files of this line are kept, in words."""
        return retention_text(self.years)


class RecordFile(AgencyOwned):
    """A file (hồ sơ) opened by a line of the list; it is closed, handed over, and disposed of only by an approved list."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "OPEN", _("Đang lập")
        CLOSED = "CLOSED", _("Đã kết thúc")
        HANDED_OVER = "HANDED_OVER", _("Đã nộp lưu")
        DISPOSED = "DISPOSED", _("Đã hủy")

    line = models.ForeignKey(
        RecordLine, on_delete=models.PROTECT, related_name="files", verbose_name=_("theo danh mục")
    )
    record_class = models.ForeignKey(
        RecordClass, on_delete=models.PROTECT, related_name="files", verbose_name=_("loại hồ sơ")
    )
    number = models.CharField(_("số hồ sơ"), max_length=60)
    slug = models.SlugField(max_length=80, editable=False)
    title = models.CharField(_("tiêu đề hồ sơ"), max_length=300)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị lập")
    )
    keeper = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người giữ")
    )
    place = models.CharField(_("nơi để"), max_length=200, blank=True)
    state = models.CharField(max_length=11, choices=State, default=State.OPEN)
    opened_date = models.DateField(_("ngày mở"))
    closed_date = models.DateField(_("ngày kết thúc công việc"), null=True, blank=True)
    sheets = models.PositiveIntegerField(_("số tờ"), null=True, blank=True)
    kept_until_date = models.DateField(_("được giữ lại đến ngày"), null=True, blank=True)
    kept_by = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản đồng ý giữ lại"),
    )

    class Meta:
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="record_file_number_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="record_file_slug_once"),
            models.CheckConstraint(
                name="record_file_closed_has_day",
                condition=models.Q(state="OPEN", closed_date__isnull=True)
                | (~models.Q(state="OPEN") & models.Q(closed_date__gte=models.F("opened_date"))),
            ),
            models.CheckConstraint(
                name="record_file_kept_by_paper",
                condition=models.Q(kept_until_date__isnull=True) | models.Q(kept_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "closed_date"], name="record_file_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"[:300]


class Transfer(AgencyOwned):
    """A list of files handed over (mục lục hồ sơ nộp lưu) or disposed of (danh mục hủy): approved, done by minutes."""

    class Manner(models.TextChoices):
        """To the archive, or away."""

        ARCHIVE = "ARCHIVE", _("Nộp lưu")
        DISPOSE = "DISPOSE", _("Hủy")

    class State(models.TextChoices):
        """Where it stands; disposal is approved before it is done."""

        DRAFT = "DRAFT", _("Đang lập")
        SUBMITTED = "SUBMITTED", _("Đang trình")
        APPROVED = "APPROVED", _("Đã phê duyệt")
        DONE = "DONE", _("Đã thực hiện")
        CANCELLED = "CANCELLED", _("Đã hủy bỏ")

    manner = models.CharField(_("việc"), max_length=7, choices=Manner)
    code = models.CharField(_("số"), max_length=40)
    slug = models.SlugField(max_length=60, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    reason = models.CharField(_("lý do, căn cứ"), max_length=500, blank=True)
    returned_reason = models.CharField(_("lý do trả lại, hủy bỏ"), max_length=500, blank=True)
    approved_date = models.DateField(_("ngày phê duyệt"), null=True, blank=True)
    done_date = models.DateField(_("ngày giao nhận, ngày hủy"), null=True, blank=True)
    method = models.CharField(_("hình thức hủy"), max_length=200, blank=True)
    received_by = models.CharField(_("bên nhận"), max_length=200, blank=True)
    minutes = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("biên bản")
    )

    class Meta:
        verbose_name = _("danh sách nộp lưu, hủy hồ sơ")
        verbose_name_plural = _("danh sách nộp lưu, hủy hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="transfer_code_once"),
            models.UniqueConstraint(fields=["agency", "slug"], name="transfer_slug_once"),
            models.CheckConstraint(
                name="transfer_done_with_minutes",
                condition=~models.Q(state="DONE") | models.Q(done_date__isnull=False, minutes__isnull=False),
            ),
            models.CheckConstraint(
                name="transfer_disposal_was_approved",
                condition=~models.Q(manner="DISPOSE", state__in=["APPROVED", "DONE"])
                | models.Q(approved_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.get_manner_display()}"


class TransferItem(AgencyOwned):
    """One file of a list."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="items")
    file = models.ForeignKey(RecordFile, on_delete=models.PROTECT, related_name="transfers", verbose_name=_("hồ sơ"))
    left_out_reason = models.CharField(_("lý do để lại"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "transfer", "file"], name="transfer_item_once")]

    def __str__(self) -> str:
        return str(self.file)
