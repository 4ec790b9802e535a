"""Why an amendment cannot be written, submitted, issued or cancelled now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.manual.amendments.models import Amendment
from sotay.manual.statements.models import Manual, Statement


def why_not_write(amendment: Amendment) -> Iterator[Reason]:
    """Yield the reasons no draft of this amendment can be changed."""
    if amendment.state != Amendment.State.DRAFT:
        yield Reason(
            _("Đợt sửa đổi %(code)s %(state)s; nội dung của đợt không sửa được nữa.")
            % {"code": amendment.code, "state": amendment.get_state_display().lower()},
            code="not_draft",
            fix=("manual:amendment_detail", amendment),
        )


def why_not_propose(
    statement: Statement, text: str, *, amendment: Amendment | None = None, base_version: int | None = None
) -> Iterator[Reason]:
    """Yield the reasons a text cannot be proposed for a statement."""
    if not text.strip():
        yield Reason(_("Nội dung áp dụng còn trống."), code="text_missing", field="text")
    if base_version is not None and base_version != statement.version:
        yield Reason(
            _("Nội dung đang có hiệu lực vừa thay đổi; hãy xem lại bản mới rồi lưu lần nữa."),
            code="base_moved_on",
            fix=("manual:statement_detail", statement),
        )
    others = statement.drafts.exclude(amendment__state__in=[Amendment.State.ISSUED, Amendment.State.WITHDRAWN])
    if amendment is not None:
        others = others.exclude(amendment=amendment)
    if other := others.select_related("amendment", "amendment__agency").first():
        yield Reason(
            _("Điều khoản này đang được sửa trong đợt %s.") % other.amendment.code,
            code="drafted_elsewhere",
            fix=("manual:amendment_detail", other.amendment),
        )


def why_not_submit(amendment: Amendment) -> Iterator[Reason]:
    """Yield the reasons an amendment cannot be submitted."""
    yield from why_not_write(amendment)
    drafts = list(amendment.drafts.select_related("statement"))
    if not drafts:
        yield Reason(_("Đợt sửa đổi chưa có nội dung nào."), code="no_drafts", fix=("manual:manual_detail", None))
    for draft in drafts:
        if draft.base_text != draft.statement.text:
            yield Reason(
                _("Nội dung đang có hiệu lực của %s đã thay đổi sau khi soạn bản sửa; hãy xem lại bản sửa.")
                % draft.statement,
                code="base_moved_on",
                fix=("manual:statement_edit", draft.statement),
            )
        elif draft.statement.is_stated and draft.text.strip() == draft.base_text.strip():
            yield Reason(
                _("Bản sửa của %s không khác nội dung đang có hiệu lực.") % draft.statement,
                code="nothing_changed",
                fix=("manual:statement_edit", draft.statement),
            )


def why_not_issue(
    amendment: Amendment, *, issued_date: date | None = None, number: str | None = None, on: date | None = None
) -> Iterator[Reason]:
    """Yield the reasons an amendment cannot be issued (on this day, by this decision)."""
    if amendment.state != Amendment.State.APPROVED:
        yield Reason(
            _("Chỉ ban hành được đợt sửa đổi đã duyệt; đợt này %s.") % amendment.get_state_display().lower(),
            code="not_approved",
            fix=("manual:amendment_detail", amendment),
        )
    if _is_undeclared(amendment):
        yield Reason(
            _("Hãy ghi quyết định ban hành của bản sổ tay đang có trước khi ban hành bản sửa đổi."),
            code="issue_not_declared",
            fix=("manual:manual_declare", None),
        )
    for draft in amendment.drafts.select_related("statement"):
        if draft.base_text != draft.statement.text:
            yield Reason(
                _("Nội dung đang có hiệu lực của %s đã thay đổi sau khi duyệt bản sửa; hãy hủy đợt này và soạn lại.")
                % draft.statement,
                code="base_moved_on",
                fix=("manual:statement_detail", draft.statement),
            )
    if issued_date and on and issued_date > on:
        yield Reason(_("Ngày ký đứng sau hôm nay."), code="signed_in_future", field="date")
    if issued_date and amendment.approved_date and issued_date < amendment.approved_date:
        yield Reason(_("Ngày ban hành đứng trước ngày phê duyệt."), code="issued_before_approved", field="date")
    if number is not None and not number.strip():
        yield Reason(_("Cần ghi số, ký hiệu của quyết định ban hành."), code="number_missing", field="number")


def why_not_withdraw(amendment: Amendment) -> Iterator[Reason]:
    """Yield the reasons an amendment cannot be cancelled."""
    if amendment.state not in {Amendment.State.DRAFT, Amendment.State.APPROVED}:
        yield Reason(
            _("Đợt sửa đổi %s; không hủy được.") % amendment.get_state_display().lower(),
            code="cannot_withdraw",
            fix=("manual:amendment_detail", amendment),
        )


def _is_undeclared(amendment: Amendment) -> bool:
    """Return whether texts read from the agency's file still wait for the decision that issued them.

    A sample is nobody's text: it needs no decision before the agency's own texts replace it.
    """
    manual = amendment.manual
    return (
        manual.origin == Manual.Origin.IMPORTED
        and manual.issue_decision_id is None
        and manual.statements.exclude(text="").exclude(drafts__amendment=amendment).exists()
    )
