"""Why dossiers cannot be listed, a list submitted, carried out or cancelled now; asked by page and command alike."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.operation.dossiers.models import AnonymisingItem, AnonymisingList
from sotay.operation.dossiers.personal.sets import MONTHS
from sotay.standard.models import ParameterValue
from sotay.ui.formats import ngay

State = AnonymisingList.State


def why_not_begin(agency: object, before: date, *, latest: date) -> Iterator[Reason]:
    """Yield the reason a list cannot reach to a day: dossiers closed then are to be kept longer."""
    if before > latest:
        yield Reason(
            _("Thông tin của hồ sơ kết thúc từ ngày %(day)s còn trong thời gian giữ; chọn ngày đến %(day)s.")
            % {"day": ngay(latest)},
            code="too_early",
            field="closed_before_date",
            fix=("standard:parameter_detail", ParameterValue(agency=agency, code=MONTHS)),
        )


def why_nothing(count: int) -> Iterator[Reason]:
    """Yield that nothing is over its time."""
    if not count:
        yield Reason(
            _("Không có hồ sơ nào kết thúc trước ngày này còn thông tin người nộp mà chưa nằm trong danh sách khác."),
            code="nothing",
            field="closed_before_date",
        )


def why_not_write(one: AnonymisingList) -> Iterator[Reason]:
    """Yield the reason a list cannot be chosen anew."""
    if one.state != State.DRAFT:
        yield Reason(_("Danh sách đã chuyển sang bước “%s”.") % one.get_state_display().lower(), code="not_draft")


def why_not_leave_out(one: AnonymisingList, item: AnonymisingItem) -> Iterator[Reason]:
    """Yield the reasons a dossier cannot be left out: the list is being decided or over, or it was left out already."""
    if item.left_out_reason:
        yield Reason(_("Hồ sơ này đã được để lại: %s") % item.left_out_reason, code="left_out")
    if one.state not in {State.DRAFT, State.APPROVED}:
        yield Reason(_("Danh sách đã chuyển sang bước “%s”.") % one.get_state_display().lower(), code="not_open")


def why_not_submit(one: AnonymisingList, count: int) -> Iterator[Reason]:
    """Yield the reasons a list cannot be submitted."""
    yield from why_not_write(one)
    if not count:
        yield Reason(_("Danh sách không còn hồ sơ nào."), code="empty")


def why_not_carry_out(one: AnonymisingList, count: int) -> Iterator[Reason]:
    """Yield the reasons the data of a list cannot be emptied: the head has not approved it, or nothing is left in it."""
    if one.state != State.APPROVED:
        yield Reason(_("Người đứng đầu chưa phê duyệt danh sách này."), code="not_approved")
    if not count:
        yield Reason(_("Danh sách không còn hồ sơ nào."), code="empty")


def why_not_cancel(one: AnonymisingList) -> Iterator[Reason]:
    """Yield the reason a list cannot be given up."""
    if one.state not in {State.DRAFT, State.APPROVED}:
        yield Reason(_("Danh sách đã chuyển sang bước “%s”.") % one.get_state_display().lower(), code="not_open")
