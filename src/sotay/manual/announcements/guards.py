"""Why nothing can be announced, drafted, posted, put off or withdrawn now."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.commands import Reason
from sotay.evaluation.models import Review
from sotay.manual.announcements.differences import Difference
from sotay.manual.announcements.grounds import Grounds
from sotay.manual.announcements.models import Announcement, Posting, ScopeChange
from sotay.support.models import OutgoingPaper
from sotay.ui.formats import ngay

State = Announcement.State


def why_not_announce(grounds: Grounds, *, again: bool) -> Iterator[Reason]:
    """Yield what an announcement would rest on and is not there (QĐ 19/2014/QĐ-TTg Điều 4.2, 4.3).

    `again`: a re-announcement takes an audit and a review of the last twelve months (practice.md 9).
    """
    yield from _why_no_audit(grounds, again=again)
    yield from _why_no_review(grounds, again=again)
    if grounds.confirmation is None:
        yield Reason(
            _("Người đứng đầu chưa xác nhận hiệu lực của hệ thống."),
            code="not_confirmed",
            fix=("evaluation:confirmation_list", None),
        )
    if grounds.scope is None:
        yield Reason(
            _("Chưa có phạm vi áp dụng nào được phê duyệt."), code="no_scope", fix=("context:scope_detail", None)
        )
    if not grounds.has_services:
        yield Reason(
            _("Danh mục thủ tục hành chính của cơ quan còn trống."),
            code="no_services",
            fix=("context:service_list", None),
        )


def _why_no_audit(grounds: Grounds, *, again: bool) -> Iterator[Reason]:
    audit = grounds.audit
    if audit is None:
        yield Reason(
            _("Chưa có cuộc đánh giá nội bộ nào có báo cáo được phê duyệt."),
            code="no_audit",
            fix=("evaluation:audit_list", None),
        )
        return
    if again and (audit.reported_date or date.min) < grounds.fresh_since:
        said = {"code": audit.code, "day": ngay(audit.reported_date or date.min)}
        yield Reason(
            _("Cuộc đánh giá nội bộ gần nhất %(code)s hoàn thành ngày %(day)s, đã quá 12 tháng.") % said,
            code="audit_too_old",
            fix=("evaluation:audit_list", None),
        )
    for finding in grounds.open_major:
        yield Reason(
            _("Điểm không phù hợp nặng %s của cuộc đánh giá chưa đóng.") % finding.code,
            code="open_major",
            fix=("evaluation:finding_detail", finding),
        )


def _why_no_review(grounds: Grounds, *, again: bool) -> Iterator[Reason]:
    review = grounds.review
    if review is None:
        yield Reason(
            _("Chưa có cuộc xem xét của lãnh đạo nào có biên bản được phê duyệt."),
            code="no_review",
            fix=("evaluation:review_list", None),
        )
        return
    if review.judgement == Review.Judgement.NOT:
        said = {"code": review.code, "word": str(review.get_judgement_display())}
        yield Reason(
            _("Cuộc xem xét gần nhất %(code)s kết luận: %(word)s.") % said,
            code="review_says_not",
            fix=("evaluation:review_detail", review),
        )
    if again and (review.concluded_date or date.min) < grounds.fresh_since:
        said = {"code": review.code, "day": ngay(review.concluded_date or date.min)}
        yield Reason(
            _("Cuộc xem xét của lãnh đạo gần nhất %(code)s kết luận ngày %(day)s, đã quá 12 tháng.") % said,
            code="review_too_old",
            fix=("evaluation:review_list", None),
        )


def why_not_begin(
    prepared: Announcement | None, *, standing: Announcement | None, found: Collection[Difference], reason: str
) -> Iterator[Reason]:
    """Yield why no other one can be begun: `prepared` is on its way, or nothing of the scope of the one `standing` changed."""
    if prepared is not None:
        yield Reason(
            _("%s đang chuẩn bị.") % prepared,
            code="prepared_already",
            fix=("manual:announcement_detail", prepared),
        )
    if standing is not None and not found:
        yield Reason(
            _("Phạm vi không khác bản công bố đang có hiệu lực; không phải công bố lại."),
            code="nothing_changed",
            fix=("manual:announcement_detail", standing),
        )
    elif standing is not None and not reason:
        yield Reason(_("Chọn lý do công bố lại."), code="reason_missing", field="reason")


def why_not_write(one: Announcement) -> Iterator[Reason]:
    """Yield why an announcement cannot be changed: only what is being prepared is, until its decision is submitted."""
    if one.state != State.DRAFT:
        yield Reason(
            _("%(one)s %(state)s; không sửa được nữa.") % {"one": one, "state": one.get_state_display().lower()},
            code="not_draft",
        )
    elif one.decision_paper is not None and one.decision_paper.state != OutgoingPaper.State.DRAFT:
        paper = one.decision_paper
        if paper.state not in {OutgoingPaper.State.CANCELLED, OutgoingPaper.State.WITHDRAWN}:
            yield Reason(
                _("Quyết định công bố %s; hãy trả về dự thảo trước khi sửa.") % paper.get_state_display().lower(),
                code="decision_submitted",
                fix=("support:paper_detail", paper),
            )


def why_not_draft(one: Announcement, form: str, grounds: Grounds) -> Iterator[Reason]:
    """Yield why a paper of an announcement cannot be drafted: the decision first, the notice after the issue, its text either time."""
    there = _paper_of(one, form)
    if there is not None and there.state not in {OutgoingPaper.State.CANCELLED, OutgoingPaper.State.WITHDRAWN}:
        yield Reason(
            _("Văn bản này đã được soạn: %s.") % there, code="drafted_already", fix=("support:paper_detail", there)
        )
    if form == NOTICE:
        if one.state != State.ISSUED:
            yield Reason(_("Chỉ thông báo bản công bố đã được ban hành."), code="not_issued")
        elif one.notified_date is not None:
            yield Reason(
                _("Việc công bố đã được thông báo ngày %s.") % ngay(one.notified_date), code="notified_already"
            )
        return
    if form == STATEMENT and one.state == State.ISSUED and not one.is_from_before:
        return
    if one.state != State.DRAFT:
        yield from why_not_write(one)
        return
    yield from why_not_announce(grounds, again=one.replaces_id is not None)


DECISION, STATEMENT, NOTICE = "I5", "I5.1", "I6"
"""The forms of the three papers."""
PAPERS = {DECISION: "decision_paper", STATEMENT: "statement_paper", NOTICE: "notice_paper"}


def _paper_of(one: Announcement, form: str) -> OutgoingPaper | None:
    found: OutgoingPaper | None = getattr(one, PAPERS[form])
    return found


def why_not_issue(one: Announcement, grounds: Grounds, *, signed: date) -> Iterator[Reason]:
    """Yield why a decision of the day of `grounds` cannot announce: that day is held against them, not that of entry."""
    if one.state != State.DRAFT:
        yield Reason(_("%s không còn là bản đang chuẩn bị.") % one, code="not_draft")
    elif backdated := list(why_backdated(one, signed)):
        yield from backdated
    elif early := list(_why_too_early(one, grounds.on)):
        yield from early
    else:
        yield from why_not_announce(grounds, again=one.replaces_id is not None)


def why_backdated(one: Announcement, signed: date) -> Iterator[Reason]:
    """Yield that an announcement would hold from a day before its decision was signed: the paper says so, and is not rewritten."""
    if one.state == State.DRAFT and one.effective_date is not None and one.effective_date < signed:
        said = {"day": ngay(one.effective_date), "signed": ngay(signed)}
        yield Reason(
            _(
                "Công bố ghi có hiệu lực từ ngày %(day)s, trước ngày ký quyết định %(signed)s: trả quyết định về dự thảo, "
                "sửa ngày hiệu lực của lần công bố rồi trình lại."
            )
            % said,
            code="effective_before_signing",
            field="effective_date",
            fix=(DETAILS["announcement"], one),
        )


def why_not_state(one: Announcement, day: date) -> Iterator[Reason]:
    """Yield why the text of an announcement (bản công bố) of a day cannot go out: its decision comes first."""
    if one.state != State.ISSUED:
        yield Reason(
            _("Bản công bố chỉ phát hành sau khi quyết định công bố đã phát hành và còn hiệu lực."),
            code="not_announced",
            fix=(DETAILS["announcement"], one),
        )
    elif one.issued_date is not None and day < one.issued_date:
        said = {"day": ngay(day), "issued": ngay(one.issued_date)}
        yield Reason(
            _("Bản công bố ghi ngày %(day)s, trước ngày của quyết định công bố %(issued)s.") % said,
            code="stated_before_issue",
            fix=(DETAILS["announcement"], one),
        )


def _why_too_early(one: Announcement, day: date) -> Iterator[Reason]:
    """Yield what the announcement rests on and came only after the day its decision was signed (QĐ 19/2014/QĐ-TTg Điều 4)."""
    told: tuple[tuple[Any, Any, str], ...] = (
        (one.audit, one.audit and one.audit.reported_date, _("báo cáo đánh giá nội bộ được phê duyệt")),
        (one.review, one.review and one.review.concluded_date, _("biên bản xem xét của lãnh đạo được phê duyệt")),
        (one.confirmation, one.confirmation and one.confirmation.confirmed_date, _("xác nhận hiệu lực của hệ thống")),
        (one.replaces, one.replaces and one.replaces.issued_date, _("bản công bố được thay thế")),
    )
    for record, since, words in told:
        if since is not None and day < since:
            said = {"day": ngay(day), "what": words, "since": ngay(since)}
            yield Reason(
                _("Quyết định ký ngày %(day)s, trước ngày %(since)s (%(what)s).") % said,
                code="signed_too_early",
                fix=(DETAILS[record._meta.model_name], record),
            )


DETAILS = {
    "audit": "evaluation:audit_detail",
    "review": "evaluation:review_detail",
    "confirmation": "evaluation:confirmation_detail",
    "announcement": "manual:announcement_detail",
}
"""The page of each record an announcement rests on."""


def why_not_notify(one: Announcement, day: date) -> Iterator[Reason]:
    """Yield why a notice signed on a day tells nobody of an announcement: it stands no more, or did not stand yet."""
    if one.state != State.ISSUED:
        yield Reason(
            _("Chỉ thông báo bản công bố đang có hiệu lực."), code="not_issued", fix=("manual:announcement_detail", one)
        )
    elif one.issued_date is not None and day < one.issued_date:
        yield Reason(
            _("Công văn ký ngày %(day)s, trước ngày công bố %(issued)s.")
            % {"day": ngay(day), "issued": ngay(one.issued_date)},
            code="notified_before_issue",
            fix=("manual:announcement_detail", one),
        )


def why_not_post(
    one: Announcement, *, kind: str, place: str, address: str, note: str, posted_date: date, on: date
) -> Iterator[Reason]:
    """Yield why a posting cannot be kept so."""
    if one.state != State.ISSUED:
        yield Reason(_("Chỉ niêm yết, đăng tải bản công bố đang có hiệu lực."), code="not_issued")
    wanted = {
        Posting.Kind.OFFICE: ("place", place, _("Ghi nơi niêm yết.")),
        Posting.Kind.PORTAL: ("address", address, _("Ghi địa chỉ trang đã đăng.")),
        Posting.Kind.NO_PORTAL: ("note", note, _("Ghi rõ vì sao không đăng trên trang thông tin điện tử.")),
    }
    field, value, words = wanted[Posting.Kind(kind)]
    if not value:
        yield Reason(words, code="place_missing", field=field)
    if posted_date > on:
        yield Reason(_("Ngày niêm yết, đăng tải đứng sau hôm nay."), code="posted_in_future", field="posted_date")
    elif one.issued_date and posted_date < one.issued_date:
        yield Reason(
            _("Bản công bố được ban hành ngày %s, không thể niêm yết trước ngày đó.") % ngay(one.issued_date),
            code="posted_before_issue",
            field="posted_date",
        )


def why_not_end(posting: Posting) -> Iterator[Reason]:
    """Yield why a posting cannot be taken down."""
    if posting.ended_date is not None:
        yield Reason(_("Đã ghi gỡ ngày %s.") % ngay(posting.ended_date), code="ended_already")


def why_not_decide(
    standing: Announcement | None,
    undecided: Collection[Difference],
    *,
    way: str,
    due_date: date,
    reason: str,
    on: date,
) -> Iterator[Reason]:
    """Yield why nothing can be decided on a moved scope so."""
    if standing is None:
        yield Reason(_("Chưa có bản công bố nào đang có hiệu lực."), code="none_announced")
    elif not undecided:
        yield Reason(_("Không có thay đổi phạm vi nào chờ quyết định."), code="nothing_to_decide")
    if due_date < on:
        yield Reason(_("Hạn công bố đứng trước hôm nay."), code="due_in_past", field="due_date")
    if way == ScopeChange.Way.LATER and not reason:
        yield Reason(_("Ghi lý do gộp vào lần công bố sau."), code="reason_missing", field="reason")


def why_not_cancel(one: Announcement) -> Iterator[Reason]:
    """Yield why an announcement in preparation cannot be given up: a paper of it is on its way."""
    if one.state != State.DRAFT:
        yield Reason(_("%s không còn là bản đang chuẩn bị.") % one, code="not_draft")
    for paper in (one.decision_paper, one.statement_paper):
        if paper is not None and paper.state not in {OutgoingPaper.State.CANCELLED, OutgoingPaper.State.WITHDRAWN}:
            yield Reason(
                _("Văn bản %(paper)s %(state)s; hãy hủy văn bản trước.")
                % {"paper": paper, "state": paper.get_state_display().lower()},
                code="paper_open",
                fix=("support:paper_detail", paper),
            )


def why_not_withdraw(one: Announcement) -> Iterator[Reason]:
    """Yield why an announcement in force cannot be withdrawn here: its decision is withdrawn among the outgoing papers."""
    if one.state != State.ISSUED:
        yield Reason(_("Chỉ thu hồi được bản công bố đang có hiệu lực."), code="not_issued")
    elif one.decision_paper is not None and one.decision_paper.state == OutgoingPaper.State.ISSUED:
        yield Reason(
            _("Bản công bố hết hiệu lực khi quyết định %s được thu hồi.") % one.number,
            code="by_its_decision",
            fix=("support:paper_detail", one.decision_paper),
        )


def why_not_declare(
    standing: Announcement | None,
    *,
    issued_date: date,
    effective_date: date | None,
    notified_date: date | None,
    services: int,
    on: date,
) -> Iterator[Reason]:
    """Yield why an announcement from before Sotay cannot be entered so."""
    if standing is not None:
        yield Reason(
            _("%s đã có và đang có hiệu lực.") % standing,
            code="announced_already",
            fix=("manual:announcement_detail", standing),
        )
    if issued_date > on:
        yield Reason(_("Ngày công bố đứng sau hôm nay."), code="issued_in_future", field="issued_date")
    if effective_date is not None and effective_date < issued_date:
        yield Reason(
            _("Ngày có hiệu lực đứng trước ngày ký quyết định."),
            code="effective_before_signing",
            field="effective_date",
        )
    if notified_date is not None and notified_date < issued_date:
        yield Reason(_("Ngày thông báo đứng trước ngày công bố."), code="notified_before_issue", field="notified_date")
    elif notified_date is not None and notified_date > on:
        yield Reason(_("Ngày thông báo đứng sau hôm nay."), code="notified_in_future", field="notified_date")
    if not services:
        yield Reason(_("Ghi danh mục thủ tục đã công bố, mỗi dòng một thủ tục."), code="no_services", field="services")


def moved_words(count: int) -> str:
    """Return how many things of the scope differ, in words."""
    return ngettext("%d điểm khác bản công bố", "%d điểm khác bản công bố", count) % count
