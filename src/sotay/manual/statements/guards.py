"""Why a manual cannot be begun, taken from a file, or its decision not be named, now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.commands import Reason
from sotay.manual.statements.models import Manual
from sotay.manual.statements.reading import ReadManual


def why_not_begin(agency: Agency) -> Iterator[Reason]:
    """Yield the reasons an agency cannot begin a manual."""
    if Manual.objects.filter(agency=agency).exists():
        yield Reason(_("Cơ quan đã có sổ tay."), code="begun_already", fix=("manual:manual_detail", None))


def is_bare_sample(manual: Manual) -> bool:
    """Return whether nothing stands in the manual but the sample nobody has edited yet."""
    return (
        manual.origin == Manual.Origin.SAMPLE
        and not manual.statements.exclude(text="").filter(is_sample=False).exists()
    )


def why_not_replace(manual: Manual | None, *, by_sample: bool = False) -> Iterator[Reason]:
    """Yield the reasons no file can take the place of the text in force; it then comes as an amendment.

    A sample is nobody's text: the agency's own takes its place, whatever was decided about the sample; another sample
    does not (`by_sample`).
    """
    if manual and not by_sample and is_bare_sample(manual):
        return
    if manual and manual.issue_decision_id:
        yield Reason(
            _("Sổ tay đã có quyết định ban hành; hãy sửa bằng một đợt sửa đổi để không mất nội dung đã duyệt."),
            code="issued_here",
            fix=("manual:amendment_list", None),
        )
    elif manual and manual.amendments.exclude(state="WITHDRAWN").exists():
        yield Reason(
            _("Sổ tay đang được sửa đổi trên hệ thống; hãy hoàn thành hoặc hủy đợt sửa đổi trước khi nhập tệp khác."),
            code="amended_here",
            fix=("manual:amendment_list", None),
        )


def why_not_take(manual: Manual | None, read: ReadManual, *, by_sample: bool = False) -> Iterator[Reason]:
    """Yield the reasons a manual that was read cannot become the text in force."""
    yield from why_not_use(read)
    yield from why_not_replace(manual, by_sample=by_sample)


def why_not_use(read: ReadManual) -> Iterator[Reason]:
    """Yield the reasons a file that was read says nothing for a manual."""
    if not read.statements:
        yield Reason(
            _("Không đọc được nội dung áp dụng của điều khoản nào trong tệp này."), code="no_statements", field="file"
        )


def why_not_declare_issue(
    manual: Manual, *, number: str | None = None, signed_date: date | None = None, on: date | None = None
) -> Iterator[Reason]:
    """Yield the reasons the decision that issued the manual cannot be named."""
    if manual.issue_decision_id:
        yield Reason(_("Đã ghi quyết định ban hành của bản này."), code="issued_already")
    if not manual.statements.exclude(text="").exists():
        yield Reason(_("Sổ tay chưa có nội dung nào."), code="nothing_to_issue", fix=("manual:import_manual", None))
    if number is not None and not number.strip():
        yield Reason(_("Cần ghi số, ký hiệu của quyết định."), code="number_missing", field="number")
    if signed_date and on and signed_date > on:
        yield Reason(_("Ngày ký đứng sau hôm nay."), code="signed_in_future", field="date")
