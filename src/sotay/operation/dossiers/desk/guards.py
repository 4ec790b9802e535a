"""Why something cannot happen to a dossier now."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.models import Seat, Unit, User
from sotay.agency.models.calendar import calendar_of
from sotay.commands import Reason, why_no_reason
from sotay.context.models import Service
from sotay.operation.dossiers import books, clock
from sotay.operation.dossiers.desk.acting import Kind, local
from sotay.operation.dossiers.keeping import why_not_kept_here
from sotay.operation.dossiers.models import Dossier, DossierEvent, DossierPaper
from sotay.operation.procedures.models import ProcedureStep
from sotay.ui.formats import luc, ngay

State = Dossier.State
ACTS = {
    Kind.HANDED_OVER: gettext_lazy("chuyển bước"),
    Kind.SENT_BACK: gettext_lazy("trả lại bước trước"),
    Kind.SUPPLEMENT_ASKED: gettext_lazy("yêu cầu bổ sung"),
    Kind.SUPPLEMENTED: gettext_lazy("ghi đã bổ sung đủ"),
    Kind.PAUSED: gettext_lazy("tạm dừng"),
    Kind.RESUMED: gettext_lazy("ghi tiếp tục giải quyết"),
    Kind.APOLOGISED: gettext_lazy("xin lỗi và hẹn lại"),
    Kind.STOPPED: gettext_lazy("dừng giải quyết"),
    Kind.WITHDRAWN: gettext_lazy("ghi người nộp rút hồ sơ"),
    Kind.RESULT: gettext_lazy("ghi kết quả"),
    Kind.RETURNED: gettext_lazy("trả kết quả"),
}


def why_not_receive(service: Service, *, at: datetime, now: datetime, name: str) -> Iterator[Reason]:
    """Yield the reasons a dossier of a service cannot be received, or refused at the desk, at a moment."""
    yield from why_not_kept_here(service.agency, on=local(now).date())
    yield from _why_not_then(at, now=now)
    day = local(at).date()
    if service.from_date and day < service.from_date:
        yield Reason(
            _("Thủ tục áp dụng từ ngày %s.") % ngay(service.from_date), code="service_not_yet", field="day",
            fix=("context:service_detail", service),
        )  # fmt: skip
    if service.abolished_date and day >= service.abolished_date:
        yield Reason(
            _("Thủ tục đã bãi bỏ từ ngày %s.") % ngay(service.abolished_date), code="service_abolished",
            fix=("context:service_detail", service),
        )  # fmt: skip
    if not name.strip():
        yield Reason(_("Chưa ghi tên người nộp hồ sơ."), code="name_missing", field="name")
    yield from books.why_closed(service.agency_id, day.year, field="day")


def why_not_act(dossier: Dossier, kind: str, *, at: datetime, now: datetime) -> Iterator[Reason]:
    """Yield the reasons this cannot happen to a dossier at a moment, whatever is said with it."""
    yield from why_not_at_all(dossier, kind)
    yield from _why_not_then(at, now=now)
    last = DossierEvent.objects.filter(agency_id=dossier.agency_id, dossier=dossier).order_by("-order").first()
    if last is not None and at < last.at:
        yield Reason(
            _("Việc trước của hồ sơ (%(what)s) xảy ra lúc %(when)s; thời điểm này không thể sớm hơn.")
            % {"what": str(last), "when": luc(last.at)},
            code="before_the_last",
            field="day",
        )


def why_not_at_all(dossier: Dossier, kind: str) -> Iterator[Reason]:
    """Yield the reasons this cannot happen to a dossier where it stands: imported, in another state.

    One that was received here goes on to its end, also when the agency keeps its register elsewhere by now.
    """
    if not dossier.is_here:
        yield Reason(
            _("Hồ sơ này nhập từ hệ thống một cửa; việc giải quyết ghi ở đó, Sotay chỉ cập nhật theo danh sách nhập."),
            code="imported",
            fix=("operation:dossier_detail", dossier),
        )
    elif dossier.state not in clock.FOLLOWS[kind]:
        act = ACTS.get(Kind(kind), "")
        words = _("Hồ sơ đang ở trạng thái “%(state)s” nên không %(act)s được.")
        yield Reason(
            words % {"state": dossier.get_state_display(), "act": act},
            code="not_in_this_state",
            fix=("operation:dossier_detail", dossier),
        )


def why_not_hand_over(
    dossier: Dossier, *, to_step: ProcedureStep | None, to_unit: Unit | None, to_user: User | None, on: date
) -> Iterator[Reason]:
    """Yield the reasons a dossier cannot be handed to a step, unit or person."""
    if to_unit is None and to_user is None:
        yield Reason(_("Chưa chọn người hoặc đơn vị nhận."), code="nobody", field="to_user")
    if to_step is not None and to_step.variant_id != dossier.variant_id:
        yield Reason(_("Bước này thuộc trường hợp khác của quy trình."), code="step_of_another_case", field="to_step")
    if to_unit is not None and (
        to_unit.agency_id != dossier.agency_id or (to_unit.ended_date and to_unit.ended_date <= on)
    ):
        yield Reason(_("Đơn vị nhận không còn hoạt động trong cơ quan."), code="unit_not_here", field="to_unit")
    if to_user is not None:
        seats = Seat.objects.filter(agency_id=dossier.agency_id, user=to_user).in_force(on)
        if not seats.exists():
            yield Reason(
                _("%s không còn giữ vị trí nào trong cơ quan.") % to_user, code="person_not_here", field="to_user"
            )


def why_not_forward(dossier: Dossier, *, to_step: ProcedureStep | None) -> Iterator[Reason]:
    """Yield that a step stands before the present one: there a dossier is sent back, with the reason."""
    if to_step is not None and dossier.step is not None and to_step.position < dossier.step.position:
        yield Reason(
            _("Bước này ở trước bước hiện tại; muốn đưa hồ sơ về đó, hãy dùng “Trả lại bước trước” và ghi lý do."),
            code="step_before",
            field="to_step",
        )


def why_not_back(dossier: Dossier, *, to_step: ProcedureStep | None) -> Iterator[Reason]:
    """Yield that a dossier is not sent back to a step before the present one."""
    if dossier.step is not None and (to_step is None or to_step.position >= dossier.step.position):
        yield Reason(_("Hãy chọn bước trước mà hồ sơ được trả về."), code="no_step_before", field="to_step")


def why_not_ask(*, reason: str, papers: Iterable[object]) -> Iterator[Reason]:
    """Yield the reasons what is missing cannot be asked for: the slip names the papers and why (Mẫu 02)."""
    yield from why_no_reason(reason)
    if not list(papers):
        yield Reason(_("Chưa ghi giấy tờ cần bổ sung."), code="papers_missing", field="papers")


def why_not_apologise(dossier: Dossier, *, new_due_date: date, reason: str, said_on: date) -> Iterator[Reason]:
    """Yield the reasons no new day can be promised: once only, a working day later than the one promised (NĐ 61 Điều 19.9).

    `said_on` is the day of the apology: the new day comes after it.
    """
    yield from why_no_reason(reason)
    if dossier.apologised_date is not None:
        yield Reason(
            _("Hồ sơ đã được xin lỗi và hẹn lại ngày %(day)s (hẹn đến %(new)s); chỉ được hẹn lại một lần.")
            % {"day": ngay(dossier.apologised_date), "new": ngay(dossier.new_due_date)},
            code="apologised_already",
        )
    if dossier.due_date is None:
        yield Reason(_("Hồ sơ không có ngày hẹn trả để hẹn lại."), code="no_due_date")
    elif new_due_date <= dossier.due_date:
        yield Reason(
            _("Ngày hẹn lại phải sau ngày hẹn trả %s.") % ngay(dossier.due_date), code="new_day_too_early",
            field="new_due_date",
        )  # fmt: skip
    elif new_due_date <= said_on:
        yield Reason(
            _("Ngày hẹn lại phải sau ngày xin lỗi %s.") % ngay(said_on), code="new_day_passed", field="new_due_date"
        )
    elif not calendar_of(dossier.agency).is_working_day(new_due_date):
        yield Reason(
            _("Ngày %s cơ quan nghỉ; hãy hẹn vào một ngày làm việc.") % ngay(new_due_date), code="new_day_off",
            field="new_due_date",
        )  # fmt: skip


def why_no_result(*, number: str, approved_by: str) -> Iterator[Reason]:
    """Yield that a result lacks its number, or who approved it (8.6 b); its day is when it was given."""
    if not number.strip():
        yield Reason(_("Chưa ghi số, ký hiệu của kết quả."), code="number_missing", field="result_number")
    if not approved_by.strip():
        yield Reason(_("Chưa ghi người phê duyệt kết quả."), code="approver_missing", field="result_approved_by")


def why_not_return(dossier: Dossier, *, how: str, taken_by: str) -> Iterator[Reason]:
    """Yield the reasons a result cannot be returned; that it is late is none (practice.md 6)."""
    if dossier.result_date is None or not dossier.result_number or not dossier.result_approved_by:
        yield Reason(
            _("Chưa có đủ số, ngày và người phê duyệt kết quả (8.6 b); hãy ghi kết quả trước khi trả."),
            code="no_result",
            fix=("operation:dossier_result", dossier),
        )
    if not how:
        yield Reason(_("Chưa chọn hình thức trả."), code="how_missing", field="returned_how")
    if not taken_by.strip():
        yield Reason(_("Chưa ghi người nhận kết quả."), code="taker_missing", field="taken_by")


def why_not_paper(paper: DossierPaper) -> Iterator[Reason]:
    """Yield the reasons nothing can be told of the originals of a paper."""
    if not paper.originals:
        yield Reason(_("Giấy tờ này không có bản chính."), code="no_originals")
    elif paper.fate != DossierPaper.Fate.KEPT:
        words = _("Bản chính: %(fate)s ngày %(day)s.")
        yield Reason(words % {"fate": paper.get_fate_display(), "day": ngay(paper.fate_date)}, code="no_longer_kept")


def _why_not_then(at: datetime, *, now: datetime) -> Iterator[Reason]:
    if at > now:
        yield Reason(_("Thời điểm này chưa đến."), code="later_than_now", field="day")
