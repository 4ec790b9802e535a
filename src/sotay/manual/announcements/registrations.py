"""How announcements are found again, searched and told, and what follows upon their papers."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.manual.announcements import following as _followed  # noqa: F401  what follows the issue of their papers
from sotay.manual.announcements import obligations as _owed  # noqa: F401  registers 5 to 8
from sotay.manual.announcements import permissions as _allowed  # noqa: F401
from sotay.manual.announcements import waiting as _waits  # noqa: F401
from sotay.manual.announcements.models import Announcement, Posting, ScopeChange
from sotay.manual.announcements.sight import visible, visible_changes, visible_postings
from sotay.papers.forms import forms_in
from sotay.search import index

forms_in("sotay.manual.announcements.papers")

subjects.register(
    Announcement,
    label=_("Công bố"),
    url_name="manual:announcement_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible,
    state=lambda one: str(one.get_state_display()),
    related=("agency", "agency__overseer", "replaces", "confirmation"),
)
subjects.register(
    Posting,
    label=_("Niêm yết bản công bố"),
    url_name="manual:announcement_detail",
    url_kwargs=lambda one: {"slug": one.announcement.slug},
    visible=visible_postings,
    related=("agency", "announcement", "posted_by"),
)
subjects.register(
    ScopeChange,
    label=_("Quyết định về thay đổi phạm vi"),
    url_name="manual:announcement_differences",
    url_kwargs=lambda _one: {},
    visible=visible_changes,
    related=("agency",),
)
index.register(
    Announcement,
    code=lambda one: one.number,
    text=lambda one: "\n".join([one.scope_text, one.reason_text, *one.fields, *one.places]),
)
sentences.register(
    {
        "manual.announcement.begun": _("Lập lần công bố"),
        "manual.announcement.written": _("Sửa nội dung công bố"),
        "manual.announcement.list_renewed": _("Lấy lại danh mục thủ tục công bố"),
        "manual.announcement.paper_drafted": _("Soạn văn bản công bố"),
        "manual.announcement.issued": _("Công bố hệ thống quản lý chất lượng"),
        "manual.announcement.decision_replaced": _("Thay quyết định công bố"),
        "manual.announcement.superseded": _("Bản công bố được thay thế"),
        "manual.announcement.notified": _("Thông báo việc công bố"),
        "manual.announcement.notice_withdrawn": _("Thu hồi văn bản thông báo việc công bố"),
        "manual.announcement.withdrawn": _("Thu hồi bản công bố"),
        "manual.announcement.declared": _("Nhập bản công bố đã có"),
        "manual.announcement.cancelled": _("Bỏ lần công bố đang chuẩn bị"),
        "manual.announcement.posted": _("Ghi niêm yết, đăng tải bản công bố"),
        "manual.announcement.taken_down": _("Ghi gỡ bản công bố"),
        "manual.scope_change.decided": _("Quyết định về thay đổi phạm vi"),
    }
)
