"""Why documents and their revisions cannot be written, submitted, issued or withdrawn now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import fold, fold_code
from sotay.approvals import purposes
from sotay.commands import Reason
from sotay.standard.registry.gates import declare_gate, gate
from sotay.support.documents.models import Document, Kind, Revision
from sotay.support.documents.writing import content_of
from sotay.ui.formats import ngay

State = Revision.State
WITHDRAW = declare_gate("document.withdraw")
SUBMIT = declare_gate("revision.submit")


def why_not_name(
    agency: Agency, *, code: str, title: str, field: str = "", document: Document | None = None
) -> Iterator[Reason]:
    """Yield the reasons a document cannot bear this code and title: code and field of work are the key."""
    if not fold_code(code):
        yield Reason(_("Cần ghi mã tài liệu."), code="code_missing", field="code")
    if not title.strip():
        yield Reason(_("Cần ghi tên tài liệu."), code="title_missing", field="title")
    standing = Document.objects.filter(agency=agency).standing()
    there = standing.filter(code_folded=fold_code(code), field_folded=fold(field)).exclude(
        pk=document.pk if document else None
    )
    if fold_code(code) and (taken := there.first()):
        yield Reason(
            _("Mã %(code)s đã dùng cho “%(title)s”; nếu là tài liệu của lĩnh vực khác, hãy ghi lĩnh vực.")
            % {"code": taken.code, "title": taken.title},
            code="code_taken",
            field="code",
            fix=("support:document_detail", taken),
        )


def why_unit_ended(unit: Unit | None, *, on: date) -> Iterator[Reason]:
    """Yield why a unit that ended keeps no document any more."""
    if unit is not None and unit.ended_date is not None and unit.ended_date < on:
        yield Reason(
            _("%(unit)s đã kết thúc ngày %(day)s; hãy chọn đơn vị khác.")
            % {"unit": unit.name, "day": ngay(unit.ended_date)},
            code="unit_ended",
            field="unit",
        )


def why_not_change(document: Document) -> Iterator[Reason]:
    """Yield the reasons what stands about a document cannot be changed."""
    if document.state in {Document.State.WITHDRAWN, Document.State.DROPPED}:
        yield Reason(
            _("“%(document)s” %(state)s; không sửa được nữa.")
            % {"document": document, "state": document.get_state_display().lower()},
            code="document_ended",
        )


def why_not_revise(document: Document, *, prepared: Revision | None) -> Iterator[Reason]:
    """Yield the reasons no new revision can be begun; `prepared` is the one that is being prepared already."""
    yield from why_not_change(document)
    if prepared is not None:
        yield Reason(
            _("%(number)s của tài liệu này %(state)s.")
            % {"number": prepared.number.capitalize(), "state": prepared.get_state_display().lower()},
            code="prepared_already",
            fix=("support:revision_detail", prepared),
        )


def why_not_write(revision: Revision) -> Iterator[Reason]:
    """Yield the reasons a revision cannot be written: only a draft is."""
    if revision.state != State.DRAFT:
        yield Reason(
            _("Bản %(number)s %(state)s; muốn sửa hãy lập bản sửa đổi mới.")
            % {"number": revision.number, "state": revision.get_state_display().lower()},
            code="not_draft",
        )


def why_empty(revision: Revision) -> Iterator[Reason]:
    """Yield what a revision lacks to be decided on: something to read, and what was changed."""
    has_text = any(part.text.strip() for part in revision.parts.all())
    if not (revision.source_id or revision.pdf_id or has_text):
        yield Reason(
            _("Chưa có nội dung: hãy tải tệp lên hoặc viết các phần của tài liệu."),
            code="content_missing",
            fix=("support:revision_change", revision),
        )
    if revision.order > 1 and not revision.summary.strip():
        yield Reason(
            _("Chưa ghi nội dung thay đổi so với bản trước."),
            code="summary_missing",
            field="summary",
            fix=("support:revision_change", revision),
        )
    if revision.document.unit_id is None and revision.document.kind != Kind.EXTERNAL:
        yield Reason(
            _("Chưa ghi đơn vị chủ trì tài liệu."),
            code="unit_missing",
            field="unit",
            fix=("support:document_change", revision.document),
        )


def why_not_submit(revision: Revision, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a revision cannot be submitted; the gate `revision.submit` adds those of every area."""
    yield from why_not_change(revision.document)
    yield from why_not_write(revision)
    yield from why_empty(revision)
    yield from why_unit_ended(revision.document.unit, on=on)
    yield from gate(SUBMIT, revision)


def why_not_issue(revision: Revision, *, in_force_date: date, decided_date: date | None = None) -> Iterator[Reason]:
    """Yield the reasons a revision cannot be issued to come into force on a day (practice.md 5)."""
    if revision.state != State.APPROVED:
        yield Reason(
            _("“%(revision)s” %(state)s, chưa ban hành được.")
            % {"revision": revision, "state": revision.get_state_display().lower()},
            code="not_approved",
            fix=("support:revision_detail", revision),
        )
    elif revision.approved_date and in_force_date < revision.approved_date:
        yield Reason(
            _("“%(revision)s”: ngày hiệu lực %(day)s đứng trước ngày phê duyệt %(approved)s.")
            % {"revision": revision, "day": ngay(in_force_date), "approved": ngay(revision.approved_date)},
            code="in_force_before_approval",
            field="in_force_date",
        )
    yield from _why_before_the_former(revision, in_force_date)
    if decided_date is not None and in_force_date < decided_date:
        yield Reason(
            _("Ngày hiệu lực %(day)s đứng trước ngày ký quyết định ban hành %(decided)s.")
            % {"day": ngay(in_force_date), "decided": ngay(decided_date)},
            code="in_force_before_decision",
            field="in_force_date",
        )


def _why_before_the_former(revision: Revision, day: date) -> Iterator[Reason]:
    """Yield why a revision cannot take its place before the one in force did: on no day would both have held."""
    former = revision.document.revisions.filter(state=State.IN_FORCE).exclude(pk=revision.pk).first()
    if former is not None and former.in_force_date is not None and day < former.in_force_date:
        yield Reason(
            _("“%(revision)s”: ngày hiệu lực %(day)s đứng trước ngày %(former)s có hiệu lực (%(since)s).")
            % {"revision": revision, "day": ngay(day), "former": former.number, "since": ngay(former.in_force_date)},
            code="in_force_before_former",
            field="in_force_date",
            fix=("support:revision_detail", former),
        )


def why_not_withdraw_on(document: Document, day: date) -> Iterator[Reason]:
    """Yield why a document cannot be withdrawn from a day on: before its revision in force came into force."""
    current = document.revisions.filter(state=State.IN_FORCE).first()
    if current is not None and current.in_force_date is not None and day < current.in_force_date:
        yield Reason(
            _("“%(document)s”: ngày thu hồi %(day)s đứng trước ngày %(number)s có hiệu lực (%(since)s).")
            % {"document": document, "day": ngay(day), "number": current.number, "since": ngay(current.in_force_date)},
            code="withdrawn_before_in_force",
            field="withdrawn_date",
        )


def why_not_withdraw(document: Document, *, replaced_by: Document | None = None) -> Iterator[Reason]:
    """Yield the reasons a document itself cannot be withdrawn; the gate `document.withdraw` adds those of every area."""
    if document.state != Document.State.IN_FORCE:
        yield Reason(_("Chỉ thu hồi tài liệu đang có hiệu lực; “%s” thì không.") % document, code="not_in_force")
    if replaced_by is not None and (
        replaced_by.pk == document.pk
        or replaced_by.agency_id != document.agency_id
        or replaced_by.state != Document.State.IN_FORCE
    ):
        yield Reason(
            _("Tài liệu thay thế phải là một tài liệu khác đang có hiệu lực."),
            code="replacement_not_in_force",
            field="replaced_by",
        )
    prepared = document.revisions.filter(state__in=Revision.PREPARED).first()
    if prepared is not None:
        yield Reason(
            _("Bản %s đang được soạn hoặc trình; hãy bỏ bản đó trước.") % prepared.number,
            code="prepared_already",
            fix=("support:revision_detail", prepared),
        )


def why_not_open_again(revision: Revision) -> Iterator[Reason]:
    """Yield the reasons an approved revision cannot be written again: it was issued, or never approved."""
    if revision.state != State.APPROVED or revision.in_force_date is not None:
        yield Reason(
            _("Chỉ mở lại bản đã phê duyệt mà chưa ban hành; bản %(number)s %(state)s.")
            % {"number": revision.number, "state": revision.get_state_display().lower()},
            code="not_to_open",
        )


def why_moved_on(revision: Revision) -> Iterator[Reason]:
    """Yield why an approval does not hold for what the revision says now."""
    if revision.state == State.APPROVED and purposes.hash_of(content_of(revision)) != revision.approved_hash:
        yield Reason(
            _("“%s” đã thay đổi sau khi phê duyệt: phê duyệt này thuộc bản trước. Hãy mở lại và trình lại.") % revision,
            code="content_changed",
            fix=("support:revision_detail", revision),
        )


def why_not_drop(revision: Revision) -> Iterator[Reason]:
    """Yield the reasons a revision cannot be given up: only a draft, or one approved that was never issued."""
    if revision.state not in {State.DRAFT, State.APPROVED} or (
        revision.state == State.APPROVED and revision.in_force_date is not None
    ):
        yield Reason(
            _("Bản %(number)s %(state)s, không bỏ được.")
            % {"number": revision.number, "state": revision.get_state_display().lower()},
            code="not_to_drop",
        )
