"""How issues are found by reference, approved, searched and told of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.journal import sentences
from sotay.search import index
from sotay.support.documents.additions import told_of
from sotay.support.documents.models import Document, Revision
from sotay.support.issuing import commands
from sotay.support.issuing.content import content_of, withdrawal_of
from sotay.support.issuing.models import Issue
from sotay.support.issuing.sight import visible

STEPS = (
    purposes.DefaultStep(Seat.Role.SECRETARY, _("Soát xét")),
    purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),
)


def shown_to_approver(record: Revision | Document) -> dict[str, Any]:
    """Return what the page of a round shows of a line: the revision, or the withdrawal."""
    if isinstance(record, Revision):
        return {"revision": record, "document": record.document, "added": told_of(record)}
    return {"document": record, "item": withdrawal_of(record)}


def authors_of(record: Revision | Document) -> set[int]:
    """Return who wrote a line that is approved with the list; what was approved on its own was reviewed then."""
    written = isinstance(record, Revision) and record.state in {Revision.State.DRAFT, Revision.State.SUBMITTED}
    return {record.author_id} if written else set()  # type: ignore[union-attr]


subjects.register(
    Issue,
    label=_("Đợt ban hành"),
    url_name="support:issue_detail",
    url_kwargs=lambda issue: {"slug": issue.slug},
    visible=visible,
    state=lambda issue: str(issue.get_state_display()),
    related=("agency",),
)
index.register(Issue, text=lambda issue: issue.reason)
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Đợt ban hành tài liệu"),
        steps=STEPS,
        content=content_of,
        on_approved=commands.issue_approved,
        on_returned=commands.issue_returned,
        may_submit=commands.MAY,
        template="support/issuing/approved.html",
        show=shown_to_approver,
        authors=authors_of,
    )
)
sentences.register(
    {
        "support.issue.begun": _("Lập đợt ban hành"),
        "support.issue.changed": _("Sửa thông tin đợt ban hành"),
        "support.issue.listed": _("Đưa tài liệu vào danh sách ban hành"),
        "support.issue.withdrawal_listed": _("Đưa tài liệu vào danh sách thu hồi"),
        "support.issue.unlisted": _("Đưa tài liệu ra khỏi danh sách"),
        "support.issue.unit_kept": _("Ghi đơn vị chủ trì cho các tài liệu chưa có"),
        "support.issue.submitted": _("Trình đợt ban hành"),
        "support.issue.approved": _("Đợt ban hành được phê duyệt"),
        "support.issue.returned": _("Đợt ban hành bị trả lại"),
        "support.issue.issued": _("Ban hành theo quyết định"),
        "support.issue.reopened": _("Mở lại đợt ban hành để sửa danh sách"),
        "support.issue.cancelled": _("Hủy đợt ban hành"),
        "support.issue.taken_over": _("Nhập các tài liệu có từ trước"),
    }
)
