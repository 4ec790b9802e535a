"""Why a nonconformity cannot be logged, taken up, rejected, corrected, evaluated, given to another or opened again now."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.holding import Holders, Owner
from sotay.agency.models import Seat, Unit
from sotay.commands import Reason, may, why_no_reason
from sotay.improvement.nonconformities import terms
from sotay.improvement.nonconformities.models import Nonconformity, Round
from sotay.improvement.nonconformities.origins import SOURCES
from sotay.ui.formats import ngay
from sotay.work.assignments.permissions import owns

State, Need = Nonconformity.State, Nonconformity.Need
DETAIL = "improvement:nonconformity_detail"


def why_not_log(sheet: Nonconformity, *, on: date) -> Iterator[Reason]:
    """Yield what is missing or wrong of the four fields: what, where, when, evidence."""
    if not sheet.what:
        yield Reason(_("Chưa ghi nội dung không phù hợp."), code="what_missing", field="what")
    if sheet.unit is None and not sheet.place:
        yield Reason(_("Chọn đơn vị, hoặc ghi nơi xảy ra."), code="place_missing", field="unit")
    for field, record in (("unit", sheet.unit), ("document", sheet.document)):
        if record is not None and record.agency_id != sheet.agency_id:
            yield Reason(_("Không có trong cơ quan."), code="of_another_agency", field=field)
    if sheet.found_date > on:
        yield Reason(_("Ngày phát hiện chưa đến."), code="found_later", field="found_date")
    born = SOURCES.get(sheet.origin_type)
    if born in Nonconformity.ALWAYS_ACTED_UPON and sheet.source != born:
        yield Reason(
            _("Phiếu bắt nguồn từ đánh giá, kiểm tra: nguồn là “%s”.") % born.label,
            code="source_of_origin",
            field="source",
        )


def why_not_change(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield why what was logged cannot be written anew: it is over, or its plan lies with who approves."""
    if sheet.state in {*Nonconformity.ENDED, State.SUBMITTED}:
        yield stands(sheet)


def why_not_so_changed(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield what was accepted and would be taken from under it: evidence, a day before all that followed."""
    if sheet.state == State.REPORTED and sheet.correction_date is None:
        return
    if sheet.state != State.REPORTED and not sheet.evidence:
        yield Reason(
            _("Phiếu đã tiếp nhận: bằng chứng khách quan không để trống."), code="evidence_missing", field="evidence"
        )
    first = min((day for day in (sheet.accepted_date, sheet.correction_date) if day), default=None)
    if first is not None and sheet.found_date > first:
        yield Reason(_("Sau ngày tiếp nhận hoặc khắc phục (%s).") % ngay(first), code="found_after", field="found_date")


def why_not_take_up(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield why it can be neither accepted nor rejected: that was decided."""
    if sheet.state != State.REPORTED:
        yield stands(sheet)


def why_not_accept(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield what a sheet lacks to be accepted: evidence, besides."""
    yield from why_not_take_up(sheet)
    if not sheet.evidence:
        yield Reason(
            _("Chưa ghi bằng chứng khách quan."),
            code="evidence_missing",
            fix=("improvement:nonconformity_change", sheet),
        )


def why_not_reject(sheet: Nonconformity, *, reason: str) -> Iterator[Reason]:
    """Yield why it cannot be rejected."""
    yield from why_not_take_up(sheet)
    yield from why_no_reason(reason)


def why_not_so_given(
    sheet: Nonconformity, *, owner: Owner, grade: str, due_date: date | None, since: date, on: date
) -> Iterator[Reason]:
    """Yield what is wrong with grade, owner and limit as they are filled in."""
    if grade not in Nonconformity.Grade.values:
        yield Reason(_("Chọn mức độ."), code="grade_missing", field="grade")
    if due_date is None:
        yield Reason(_("Cần có hạn."), code="due_missing", field="due_date")
    elif due_date < since and due_date != terms.due_of_inspection(sheet):
        yield Reason(_("Hạn đứng trước ngày tiếp nhận."), code="due_too_early", field="due_date")
    if since > on:
        yield Reason(_("Ngày này chưa đến."), code="accepted_later", field="accepted_date")
    if since < sheet.found_date:
        yield Reason(
            _("Trước ngày phát hiện (%s).") % ngay(sheet.found_date), code="before_found", field="accepted_date"
        )
    yield from why_not_owned_by(sheet, owner, on=on)


def why_not_owned_by(sheet: Nonconformity, owner: Owner, *, on: date) -> Iterator[Reason]:
    """Yield why somebody cannot answer for a sheet: nobody named, gone, or the one who verified its effect (10.2.1 d)."""
    if not owner:
        yield Reason(_("Chọn người hoặc chức danh chịu trách nhiệm."), code="owner_missing", field="owner")
        return
    no_seat = list(why_no_such_seat(owner, agency_id=sheet.agency_id, on=on))
    if no_seat:
        yield from no_seat
        return
    people = people_of(sheet.agency_id, owner, on=on)
    if owner.user is not None and not people:
        yield Reason(
            _("%s không còn giữ vai trò nào trong cơ quan; hãy chọn người khác.") % owner.user,
            code="owner_left",
            field="owner",
        )
    if sheet.pk and people & set(verifiers_of(sheet)):
        yield Reason(
            _("Người đã thẩm tra hiệu lực của phiếu không thể trở thành người chịu trách nhiệm."),
            code="owner_verified",
            field="owner",
        )


def why_no_such_seat(owner: Owner, *, agency_id: int, on: date) -> Iterator[Reason]:
    """Yield why nothing can be given to a seat of a unit: none is named, it ended, it is another agency's."""
    if owner.role not in Seat.IN_A_UNIT:
        return
    if owner.unit is None:
        yield Reason(_("Chức danh này thuộc một đơn vị; cần chọn đơn vị."), code="unit_missing", field="owner")
    elif not Unit.objects.filter(agency_id=agency_id, pk=owner.unit.pk).in_force(on).exists():
        yield Reason(
            _("%s đã kết thúc; hãy giao cho đơn vị tiếp nhận.") % owner.unit.name, code="unit_ended", field="owner"
        )


def why_not_hand_over(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield why grade, owner and limit cannot be changed: it was not taken up, is over, or lies with who approves."""
    if sheet.state == State.REPORTED:
        yield Reason(_("Phiếu chưa được tiếp nhận."), code="not_accepted", fix=(DETAIL, sheet))
    elif sheet.state in {*Nonconformity.ENDED, State.SUBMITTED}:
        yield stands(sheet)


def why_not_correct(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield why no correction can be told: it is over, or what follows rests on the one told already."""
    if sheet.state not in {State.REPORTED, State.ACCEPTED, State.ANALYSING}:
        yield stands(sheet)


def why_not_so_corrected(sheet: Nonconformity, *, on: date) -> Iterator[Reason]:
    """Yield what is wrong with a correction as it is filled in."""
    if not sheet.correction:
        yield Reason(_("Chưa ghi đã khắc phục thế nào."), code="correction_missing", field="correction")
    if sheet.correction_date is None:
        yield Reason(_("Chưa ghi ngày khắc phục."), code="correction_day_missing", field="correction_date")
    elif sheet.correction_date > on:
        yield Reason(_("Ngày này chưa đến."), code="correction_later", field="correction_date")
    elif sheet.correction_date < sheet.found_date:
        yield Reason(
            _("Trước ngày phát hiện (%s).") % ngay(sheet.found_date), code="before_found", field="correction_date"
        )


def why_not_evaluate(sheet: Nonconformity) -> Iterator[Reason]:
    """Yield why the need for corrective action cannot be evaluated: it comes after the correction (10.2.1 b)."""
    if sheet.state == State.REPORTED:
        yield Reason(_("Phiếu chưa được tiếp nhận."), code="not_accepted", fix=(DETAIL, sheet))
    elif sheet.state != State.ACCEPTED:
        yield stands(sheet)
    if not sheet.correction:
        yield Reason(
            _("Chưa ghi sự khắc phục: xử lý ngay hậu quả trước, rồi mới đánh giá có cần hành động khắc phục."),
            code="not_corrected",
            fix=("improvement:nonconformity_correct", sheet),
        )


def why_not_correction_alone(sheet: Nonconformity, actor: Actor, *, on: date) -> Iterator[Reason]:
    """Yield why a correction alone is not enough here, or not this one's to say."""
    if terms.needs_action(sheet, on=on):
        yield Reason(
            _("Điểm không phù hợp của đánh giá, kiểm tra luôn cần hành động khắc phục."),
            code="always_acted_upon",
            field="need",
        )
    if not may(actor, "improvement.decide_nonconformity", sheet):
        yield Reason(
            _("Chỉ khắc phục do Thư ký ISO, QMR hoặc lãnh đạo quyết định."), code="not_yours_to_say", field="need"
        )
    elif owns(actor, sheet):
        yield Reason(
            _("Người chịu trách nhiệm không tự quyết định chỉ khắc phục; cần một người khác."),
            code="owner_decides",
            field="need",
        )


def why_not_so_evaluated(
    sheet: Nonconformity, actor: Actor, *, need: str, reason: str, need_date: date, on: date
) -> Iterator[Reason]:
    """Yield what is wrong with an evaluation as it is filled in."""
    if need == Need.CORRECTION:
        yield from why_not_correction_alone(sheet, actor, on=on)
        if not reason.strip():
            yield Reason(
                _("Chỉ khắc phục thì cần nêu lý do không cần tìm nguyên nhân."), code="reason_missing", field="reason"
            )
    elif need != Need.ACTION:
        yield Reason(_("Chọn một kết luận."), code="need_missing", field="need")
    if need_date > on:
        yield Reason(_("Ngày này chưa đến."), code="need_later", field="need_date")
    if sheet.correction_date is not None and need_date < sheet.correction_date:
        yield Reason(
            _("Trước ngày khắc phục (%s).") % ngay(sheet.correction_date), code="before_correction", field="need_date"
        )


def why_not_reopen(sheet: Nonconformity, *, reason: str) -> Iterator[Reason]:
    """Yield why a sheet cannot be opened again: it is not closed, or no reason is given."""
    if sheet.state != State.CLOSED:
        yield stands(sheet)
    yield from why_no_reason(reason)


def verifiers_of(sheet: Nonconformity) -> Iterable[int]:
    """Return the keys of all who verified a round of a sheet."""
    return Round.objects.filter(nonconformity=sheet, verified_by__isnull=False).values_list("verified_by_id", flat=True)


def people_of(agency_id: int, owner: Owner, *, on: date) -> frozenset[int]:
    """Return the keys of the people an owner stands for on a day: the person, or who holds the seat or has it lent."""
    row = Nonconformity(agency_id=agency_id)
    owner.put_on(row)
    return Holders([agency_id], on=on).owners(row)


def stands(sheet: Nonconformity) -> Reason:
    """Return that a sheet stands elsewhere."""
    said = {"code": sheet.code, "state": str(sheet.get_state_display()).lower()}
    return Reason(_("Phiếu %(code)s: %(state)s.") % said, code="stands_elsewhere")
