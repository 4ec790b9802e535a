"""Why what is to be issued together cannot be changed, submitted or issued now."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Decision
from sotay.commands import Reason
from sotay.standard.registry.gates import gate
from sotay.support.documents import guards as documents
from sotay.support.documents.models import Document, Revision
from sotay.support.issuing.models import Issue, IssueItem
from sotay.ui.formats import ngay

State = Issue.State
OPEN = (State.DRAFT, State.SUBMITTED, State.APPROVED)
TO_ISSUE = (Revision.State.DRAFT, Revision.State.APPROVED)
NAMED = 5
"""How many codes a reason names before it says how many more there are."""


def why_not_change(issue: Issue) -> Iterator[Reason]:
    """Yield the reasons the list of an issue cannot be changed: only while it is prepared."""
    if issue.state != State.DRAFT:
        yield Reason(
            _("“%(issue)s” %(state)s; danh sách không sửa được nữa.")
            % {"issue": issue, "state": issue.get_state_display().lower()},
            code="not_draft",
        )


def why_not_name(name: str) -> Iterator[Reason]:
    """Yield why an issue cannot bear this name."""
    if not name.strip():
        yield Reason(_("Cần ghi tên đợt ban hành."), code="name_missing", field="name")


def why_not_take(revision: Revision, *, others: Iterable[IssueItem]) -> Iterator[Reason]:
    """Yield the reasons a revision cannot be put on a list; `others` are the open lines that name its document."""
    if revision.state not in TO_ISSUE or revision.in_force_date is not None:
        yield Reason(
            _("“%(revision)s” %(state)s; chỉ ban hành bản đang soạn hoặc đã phê duyệt, chưa ban hành.")
            % {"revision": revision, "state": revision.get_state_display().lower()},
            code="not_to_issue",
            field="revisions",
            fix=("support:revision_detail", revision),
        )
    yield from _why_listed(others, field="revisions")


def why_not_take_withdrawal(document: Document, *, reason: str, others: Iterable[IssueItem]) -> Iterator[Reason]:
    """Yield the reasons the withdrawal of a document cannot be put on a list."""
    if not reason.strip():
        yield Reason(_("Cần nêu lý do."), code="reason_missing", field="withdraw_reason")
    for one in documents.why_not_withdraw(document):
        yield Reason(one.text, code=one.code, fix=one.fix, field="document")
    yield from _why_listed(others, field="document")


def _why_listed(others: Iterable[IssueItem], *, field: str) -> Iterator[Reason]:
    for other in others:
        yield Reason(
            _("%(document)s đã nằm trong “%(issue)s”.") % {"document": other.document.code, "issue": other.issue},
            code="listed_already",
            field=field,
            fix=("support:issue_detail", other.issue),
        )


def why_not_submit(issue: Issue, items: Sequence[IssueItem], *, on: date) -> Iterator[Reason]:
    """Yield the reasons a list cannot be submitted; `items` with revision, parts and document at hand."""
    yield from why_not_change(issue)
    yield from why_incomplete(items, on=on)


def why_incomplete(items: Sequence[IssueItem], *, on: date) -> Iterator[Reason]:
    """Yield what keeps a list from being decided on: empty, or lines that are not ready."""
    if not items:
        yield Reason(_("Danh sách chưa có tài liệu nào."), code="issue_empty")
    for item in items:
        if item.revision is not None:
            yield from _why_not_ready(item.revision, on=on)
    yield from why_not_withdraw(items)


def _why_not_ready(revision: Revision, *, on: date) -> Iterator[Reason]:
    code, document = revision.document.code, revision.document
    if revision.state == Revision.State.DRAFT:
        reasons = documents.why_not_submit(revision, on=on)
    elif revision.state == Revision.State.APPROVED and revision.in_force_date is None:
        reasons = documents.why_moved_on(revision)
    else:
        state = revision.get_state_display().lower()
        words = _("bản trong danh sách %s; hãy đưa ra khỏi danh sách.") % state
        reasons = iter([Reason(words, code="not_to_issue", fix=("support:document_detail", document))])
    for one in reasons:
        text = _("%(code)s: %(what)s") % {"code": code, "what": one.text}
        yield Reason(text, code=one.code, fix=one.fix or ("support:revision_detail", revision))


def why_not_withdraw(items: Sequence[IssueItem]) -> Iterator[Reason]:
    """Yield the reasons the withdrawals of a list cannot be done, what the list itself puts right aside.

    A document that takes another's place may come into force with the list, and one that cites what is withdrawn may be
    revised or withdrawn by it.
    """
    listed = {item.document_id for item in items}
    issued = {item.document_id for item in items if item.revision_id}
    for item in items:
        if item.revision_id is not None:
            continue
        document, heir = item.document, item.replaced_by
        reasons = list(documents.why_not_withdraw(document))
        if heir is None:
            reasons += [one for one in gate(documents.WITHDRAW, document) if not _is_of(one, listed)]
        elif heir.pk not in issued:
            reasons += [
                one for one in documents.why_not_withdraw(document, replaced_by=heir) if one.field == "replaced_by"
            ]
        for one in reasons:
            text = _("%(code)s: %(what)s") % {"code": document.code, "what": one.text}
            yield Reason(text, code=one.code, fix=one.fix)


def _is_of(reason: Reason, listed: set[int]) -> bool:
    """Return whether a reason is put right at a document the list itself names."""
    record = reason.fix[1] if reason.fix else None
    return isinstance(record, Document) and record.pk in listed


def why_not_issue(issue: Issue, items: Sequence[IssueItem], *, on: date) -> Iterator[Reason]:
    """Yield the reasons a list cannot be issued by a signed decision, which may approve it as well."""
    if issue.state not in OPEN:
        yield Reason(
            _("“%(issue)s” %(state)s.") % {"issue": issue, "state": issue.get_state_display().lower()},
            code="not_open",
        )
        return
    if issue.state == State.SUBMITTED:
        if not items:
            yield Reason(_("Danh sách chưa có tài liệu nào."), code="issue_empty")
        return  # what was submitted is pinned; the round itself says when it moved on
    yield from why_incomplete(items, on=on)
    if issue.state == State.APPROVED:
        for item in items:
            if item.revision is not None and item.revision.state == Revision.State.DRAFT:
                yield Reason(
                    _("%s đã được mở lại sau khi phê duyệt; hãy mở lại danh sách và trình lại.") % item.document.code,
                    code="opened_again",
                    fix=("support:revision_detail", item.revision),
                )


def why_not_by_paper(paper: Decision | None, *, approves: bool) -> Iterator[Reason]:
    """Yield the reasons a paper cannot stand for the decision; one that approves as well must say who signed it."""
    if paper is None:
        yield Reason(_("Cần ghi quyết định ban hành."), code="decision_missing", field="decision")
    elif approves and not paper.signer_name:
        yield Reason(
            _("Văn bản số %s chưa ghi người ký; hãy bổ sung người ký.") % paper.number,
            code="signer_missing",
            field="decision",
            fix=("organisation:decision_detail", paper),
        )


def why_not_days(days: Iterable[tuple[Revision, date]], *, paper: Decision) -> Iterator[Reason]:
    """Yield why days in force cannot stand: before the paper was signed, or before the revision was approved."""
    days = list(days)
    before = [(one, day) for one, day in days if day < paper.date]
    if before:
        said = {"day": ngay(paper.date), "which": _named(before), "number": paper.number}
        yield Reason(
            _("Quyết định %(number)s ký ngày %(day)s; không có hiệu lực trước ngày ký được: %(which)s.") % said,
            code="in_force_before_decision",
            field="in_force_date",
        )
    unripe = [(one, day) for one, day in days if one.approved_date and day < one.approved_date and day >= paper.date]
    if unripe:
        yield Reason(
            _("Ngày hiệu lực đứng trước ngày phê duyệt của: %s.") % _named(unripe),
            code="in_force_before_approval",
            field="in_force_date",
        )


def _named(rows: Sequence[tuple[Revision, date]]) -> str:
    """Return codes with their days, the first few by name."""
    named = ", ".join(f"{one.document.code} ({ngay(day)})" for one, day in rows[:NAMED])
    more = len(rows) - NAMED
    return named + (_(" và %d tài liệu khác") % more if more > 0 else "")


def why_not_reopen(issue: Issue) -> Iterator[Reason]:
    """Yield the reasons an approved list cannot be opened again."""
    if issue.state != State.APPROVED:
        yield Reason(_("Chỉ mở lại danh sách đã phê duyệt mà chưa ban hành."), code="not_approved")


def why_not_cancel(issue: Issue) -> Iterator[Reason]:
    """Yield the reasons an issue cannot be given up: it is being decided, or was issued."""
    if issue.state not in {State.DRAFT, State.APPROVED}:
        yield Reason(
            _("“%(issue)s” %(state)s, không hủy được.") % {"issue": issue, "state": issue.get_state_display().lower()},
            code="not_to_cancel",
        )
