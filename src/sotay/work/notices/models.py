"""A notice to one person."""

import uuid

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency, AgencyOwned, OwnedQuerySet, User


class MailChoice(AgencyOwned):
    """Which mails a person wants of an agency; whoever chose nothing gets them all. Notices on the pages are told anyway."""

    class Wants(models.TextChoices):
        """Which mails."""

        ALL = "ALL", _("Mỗi ngày một thư, và thư ngay khi có việc bị trả lại hoặc quá hạn")
        URGENT = "URGENT", _("Chỉ khi có việc bị trả lại hoặc quá hạn")
        NONE = "NONE", _("Không nhận thư; chỉ xem trên Sotay")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người dùng"))
    wants = models.CharField(_("nhận thư"), max_length=6, choices=Wants, default=Wants.ALL)

    class Meta:
        verbose_name = _("lựa chọn nhận thư")
        verbose_name_plural = _("lựa chọn nhận thư")
        constraints = [models.UniqueConstraint(fields=["agency", "user"], name="mail_choice_once")]

    def __str__(self) -> str:
        return str(_("Thư gửi %s") % self.user)


class Notice(models.Model):
    """Something a person should know: made from what commands recorded or of what falls due, never a record of its own.

    Who told, of what and why are kept as texts, so that a notice reads the same whatever becomes of the record.

    A reminder names by `item` what waits (the key of `WaitingItem`) and by `key` the item, its due day and how many days
    before or after: nobody gets the same key twice, nor the same item twice on a day. Its `text` is the one next action, a
    Vietnamese source text; that of a request for help names who does the work. What somebody reminds of by hand has an
    item and no key. `working_date` is the last working
    day on or before a due day that is a day off. `mail_uuid` and `mail_begun_at` are set when a mail is begun, `mailed_at`
    when it went out; the uuid is that of the mail's first notice.
    """

    derived = True

    class Kind(models.TextChoices):
        """What the notice is about."""

        APPROVAL_WAITS = "APPROVAL_WAITS", _("Chờ anh, chị phê duyệt")
        APPROVED = "APPROVED", _("Đã được phê duyệt")
        RETURNED = "RETURNED", _("Bị trả lại")
        MENTIONED = "MENTIONED", _("Nhắc tới anh, chị")
        ASSIGNED = "ASSIGNED", _("Việc mới được giao")
        WORK_CHANGED = "WORK_CHANGED", _("Việc được giao có thay đổi")
        WORK_DONE = "WORK_DONE", _("Việc đã giao được báo hoàn thành")
        EXTENSION = "EXTENSION", _("Xin gia hạn, trả lời gia hạn")
        REMINDER = "REMINDER", _("Nhắc việc đến hạn")
        OVERDUE = "OVERDUE", _("Quá hạn từ hôm nay")
        HELP_ASKED = "HELP_ASKED", _("Đề nghị hỗ trợ")
        IN_FORCE = "IN_FORCE", _("Tài liệu có hiệu lực")
        TOLD = "TOLD", _("Thông báo")
        FILE_DAMAGED = "FILE_DAMAGED", _("Tệp lưu trữ bị hỏng hoặc bị mất")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("việc"), max_length=20, choices=Kind)
    item = models.CharField(max_length=160, blank=True)
    key = models.CharField(max_length=200, blank=True)
    due_date = models.DateField(_("hạn"), null=True)
    working_date = models.DateField(null=True)
    reminded_date = models.DateField(_("ngày nhắc"), null=True)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_uuid = models.UUIDField(null=True)
    link_name = models.CharField(max_length=80, blank=True)
    link_kwargs = models.JSONField(default=dict)
    subject_text = models.CharField(_("hồ sơ"), max_length=300)
    who = models.CharField(_("từ"), max_length=200, blank=True)
    text = models.CharField(_("nội dung"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    read_at = models.DateTimeField(_("đã đọc lúc"), null=True)
    mail_uuid = models.UUIDField(null=True, editable=False)
    mail_begun_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(_("gửi thư lúc"), null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "user", "key"], condition=~models.Q(key=""), name="notice_once_per_key"
            ),
            models.UniqueConstraint(
                fields=["agency", "user", "item", "reminded_date"],
                condition=~models.Q(item=""),
                name="notice_once_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(mailed_at__isnull=True), name="notice_not_mailed"),
            models.Index(fields=["mail_uuid"], name="notice_of_a_mail"),
            models.Index(fields=["agency", "user", "-created_at"], name="notice_newest_first"),
            models.Index(fields=["agency", "user"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["agency", "subject_uuid"], name="notice_of_a_record"),
        ]

    # Told by mail as soon as they are known; everything else waits for the mail of the day.
    AT_ONCE = (Kind.RETURNED, Kind.OVERDUE)
    # They say of something in the list of Việc của tôi that it is due: shown there, not told again.
    OF_DUE_DAYS = (Kind.REMINDER, Kind.OVERDUE)
    OVERDUE_REMINDER = _("Nhắc việc quá hạn")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject_text}"

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # Django leaves a method that is there
        """Return what it is about in words; a reminder of what was overdue already says so."""
        is_overdue = self.kind == self.Kind.REMINDER and bool(self.due_date and self.reminded_date)
        is_overdue = is_overdue and self.due_date < self.reminded_date  # type: ignore[operator]
        return str(self.OVERDUE_REMINDER if is_overdue else self.Kind(self.kind).label)

    @property
    def told(self) -> str:
        """What it says beside its kind and record: the due day in the language of the page, and the text kept."""
        return " ".join(filter(None, [self._due_words, self._text_words]))

    @property
    def is_of_the_list(self) -> bool:
        """Whether it says of a row of Việc của tôi that it is due; what somebody reminds of by hand says more."""
        return self.kind in self.OF_DUE_DAYS and bool(self.key)

    @property
    def _text_words(self) -> str:
        """The text kept; of a reminder the next action, of a request for help whose work it is."""
        if not self.text:
            return ""
        if self.kind == self.Kind.HELP_ASKED:
            return gettext("Người thực hiện: %s. Mong anh, chị quan tâm, hỗ trợ để việc được hoàn thành.") % self.text
        return gettext("Việc cần làm: %s.") % gettext(self.text) if self.is_of_the_list else self.text

    @property
    def _due_words(self) -> str:
        if self.due_date is None:
            return ""
        if self.kind == self.Kind.IN_FORCE:
            return gettext("Đọc và xác nhận chậm nhất ngày %s.") % f"{self.due_date:%d/%m/%Y}"
        if self.reminded_date is None:
            return gettext("Hạn %s.") % f"{self.due_date:%d/%m/%Y}"
        days = (self.due_date - self.reminded_date).days
        facts = {"day": f"{self.due_date:%d/%m/%Y}", "days": abs(days)}
        if days < 0:
            return gettext("Hạn %(day)s, đã quá %(days)s ngày.") % facts
        said = (gettext("Hạn %(day)s, còn %(days)s ngày.") if days else gettext("Hạn %(day)s, là hôm nay.")) % facts
        if self.working_date:
            off = gettext("Hạn rơi vào ngày nghỉ; ngày làm việc cuối trước đó là %s.") % f"{self.working_date:%d/%m/%Y}"
            said = f"{said} {off}"
        return said
