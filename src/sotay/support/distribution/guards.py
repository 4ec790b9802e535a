"""Why a reading cannot be confirmed, people not be reminded, and paper copies not be given or taken back now."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Unit
from sotay.commands import Reason
from sotay.support.distribution.models import PaperCopy
from sotay.support.documents.models import Document, Revision
from sotay.ui.formats import ngay


def why_not_confirm(revision: Revision, *, on: date) -> Iterator[Reason]:
    """Yield the reasons nobody can confirm having read this revision: only the one in force is confirmed."""
    if revision.state != Revision.State.IN_FORCE:
        yield Reason(
            _("Bản %(number)s %(state)s; chỉ xác nhận bản đang có hiệu lực.")
            % {"number": revision.number, "state": revision.get_state_display().lower()},
            code="not_in_force",
            fix=("support:document_detail", revision.document),
        )
    elif revision.in_force_date and on < revision.in_force_date:
        yield Reason(_("Ngày đọc đứng trước ngày có hiệu lực."), code="read_before_in_force")


def why_not_address(document: Document) -> Iterator[Reason]:
    """Yield the reasons it cannot be said whom a document is for."""
    if document.state in {Document.State.WITHDRAWN, Document.State.DROPPED}:
        yield Reason(
            _("“%(document)s” %(state)s; không chọn nơi nhận nữa.")
            % {"document": document, "state": document.get_state_display().lower()},
            code="document_ended",
        )


def why_not_remind(unread: Sequence[object]) -> Iterator[Reason]:
    """Yield why there is nobody to remind."""
    if not unread:
        yield Reason(_("Mọi người phải đọc đều đã xác nhận."), code="nobody_to_remind")


def why_not_give(
    revision: Revision | None,
    *,
    unit: Unit | None,
    holder: str,
    given_date: date,
    number: int | None,
    document: Document,
    on: date,
) -> Iterator[Reason]:
    """Yield the reasons no paper copy can be given: a copy is of the revision in force and held by somebody."""
    if revision is None:
        yield Reason(
            _("Tài liệu chưa có bản đang có hiệu lực nên chưa cấp bản giấy."),
            code="not_in_force",
            fix=("support:document_detail", document),
        )
    elif revision.in_force_date and given_date < revision.in_force_date:
        yield Reason(
            _("Ngày cấp đứng trước ngày có hiệu lực %s.") % ngay(revision.in_force_date),
            code="given_before_in_force",
            field="given_date",
        )
    if given_date > on:
        yield Reason(_("Ngày cấp ở tương lai."), code="given_in_future", field="given_date")
    if unit is None and not holder.strip():
        yield Reason(_("Cần ghi đơn vị hoặc người, nơi giữ."), code="holder_missing", field="holder")
    if number is not None and document.paper_copies.filter(number=number).exists():
        yield Reason(_("Bản số %02d đã được cấp.") % number, code="number_taken", field="number")


def why_not_take_back(copies: Sequence[PaperCopy], *, returned_date: date, fate: str, on: date) -> Iterator[Reason]:
    """Yield the reasons these copies cannot be taken back."""
    if not copies:
        yield Reason(_("Chưa chọn bản nào."), code="copies_missing", field="copies")
    if not fate:
        yield Reason(_("Cần ghi cách xử lý bản cũ."), code="fate_missing", field="fate")
    if returned_date > on:
        yield Reason(_("Ngày thu hồi ở tương lai."), code="taken_back_in_future", field="returned_date")
    for copy in copies:
        if copy.returned_date is not None:
            yield Reason(
                _("%(copy)s đã thu hồi ngày %(day)s.") % {"copy": copy, "day": ngay(copy.returned_date)},
                code="taken_back_already",
                field="copies",
            )
        elif returned_date < copy.given_date:
            yield Reason(
                _("%(copy)s cấp ngày %(day)s; không thu hồi trước ngày đó được.")
                % {"copy": copy, "day": ngay(copy.given_date)},
                code="taken_back_before_given",
                field="returned_date",
            )
