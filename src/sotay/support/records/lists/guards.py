"""Why a list of files cannot be begun, written, submitted, supplemented or dropped now; asked by page and command alike."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.support.records.models import RecordLine, RecordList

State = RecordList.State
FIRST_YEAR = 2000


def why_not_begin(year: int, *, this_year: int, there: RecordList | None) -> Iterator[Reason]:
    """Yield the reasons the list of a year cannot be begun."""
    if not FIRST_YEAR <= year <= this_year + 1:
        yield Reason(
            _("Danh mục hồ sơ lập cho năm từ %(first)s đến %(last)s.") % {"first": FIRST_YEAR, "last": this_year + 1},
            code="year_far",
            field="year",
        )
    if there is not None:
        yield Reason(
            _("Danh mục hồ sơ năm %d đã có.") % year,
            code="list_taken",
            field="year",
            fix=("support:record_list_detail", there),
        )


def why_not_write(one: RecordList) -> Iterator[Reason]:
    """Yield the reason the lines of a list cannot be written."""
    if one.state == State.SUBMITTED:
        yield Reason(_("Danh mục đang trình; rút lại để sửa."), code="submitted")
    elif one.state == State.ISSUED:
        yield Reason(
            _("Danh mục đã ban hành; mở bổ sung để thêm dòng."),
            code="issued",
            fix=("support:record_list_supplement", one),
        )


def why_not_number(one: RecordList, number: str, *, line: RecordLine | None = None) -> Iterator[Reason]:
    """Yield the reasons a line cannot have this number and sign."""
    if not number:
        yield Reason(_("Cần số và ký hiệu hồ sơ."), code="number_missing", field="number")
    same = RecordLine.objects.filter(agency_id=one.agency_id, list=one, number__iexact=number)
    if same.exclude(pk=line.pk if line else None).exists():
        yield Reason(_("Số %s đã có trong danh mục này.") % number, code="number_taken", field="number")


def why_not_change_line(one: RecordList, line: RecordLine) -> Iterator[Reason]:
    """Yield the reasons number, title and class of a line cannot be changed: what was issued stands until next year."""
    yield from why_not_write(one)
    if line.issued_date is not None:
        yield Reason(
            _("Dòng này đã ban hành; chỉ đổi được đơn vị, người lập và ghi chú."), code="line_issued", field="title"
        )


def why_not_remove_line(one: RecordList, line: RecordLine) -> Iterator[Reason]:
    """Yield the reasons a line cannot be taken out."""
    yield from why_not_write(one)
    if line.issued_date is not None:
        yield Reason(_("Dòng này đã ban hành, không bỏ được trong năm."), code="line_issued")


def why_not_submit(one: RecordList, lines: Iterable[RecordLine]) -> Iterator[Reason]:
    """Yield what keeps a list from being submitted: nothing new in it, lines nobody makes."""
    yield from why_not_write(one)
    new = [line for line in lines if line.issued_date is None]
    if not new:
        words = _("Chưa có dòng bổ sung nào.") if one.issued_date else _("Danh mục chưa có dòng nào.")
        yield Reason(words, code="no_lines", fix=("support:record_line_new", one))
    for line in new:
        if line.unit_id is None and line.maker_id is None:
            yield Reason(
                _("%(number)s chưa có đơn vị hoặc người lập.") % {"number": line.number},
                code="maker_missing",
                fix=("support:record_line_change", line),
            )
        if line.record_class.ended_date is not None:
            yield Reason(
                _("%(number)s dùng loại hồ sơ %(code)s đã thôi dùng.")
                % {"number": line.number, "code": line.record_class.code},
                code="class_ended",
                fix=("support:record_line_change", line),
            )


def why_not_supplement(one: RecordList) -> Iterator[Reason]:
    """Yield the reason a list cannot be opened for more lines."""
    if one.state != State.ISSUED:
        yield Reason(_("Chỉ bổ sung danh mục đã ban hành."), code="not_issued")


def why_not_close_supplement(one: RecordList, lines: Iterable[RecordLine]) -> Iterator[Reason]:
    """Yield the reasons a list opened for more lines cannot go back to how it was issued."""
    yield from why_not_write(one)
    if one.issued_date is None:
        yield Reason(_("Danh mục chưa được ban hành."), code="not_issued")
    for line in lines:
        if line.issued_date is None:
            yield Reason(
                _("Dòng bổ sung %s chưa trình; trình hoặc bỏ dòng này trước.") % line.number,
                code="new_lines",
                fix=("support:record_line_change", line),
            )


def why_not_drop(one: RecordList) -> Iterator[Reason]:
    """Yield the reasons a list cannot be given up."""
    yield from why_not_write(one)
    if one.issued_date is not None:
        yield Reason(_("Danh mục đã ban hành một lần, không bỏ được."), code="issued_once")
    elif one.returned_reason:
        yield Reason(_("Danh mục đã trình một lần, hãy sửa và trình lại."), code="was_submitted")
