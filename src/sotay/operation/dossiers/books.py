"""Why nothing more can be received in a year: its register is closed, and its numbers are final (TT 01/2018/TT-VPCP)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.operation.dossiers.models import DossierBook


def why_closed(agency_id: int, year: int, *, field: str = "received_date") -> Iterator[Reason]:
    """Yield the reason no dossier can be received in a year: its register is closed, or waits to be closed.

    `field` is where the page shows it.
    """
    book = DossierBook.objects.filter(agency_id=agency_id, year=year).exclude(state=DossierBook.State.OPEN).first()
    if book is None:
        return
    if book.state == DossierBook.State.CLOSED:
        words = _("Sổ theo dõi hồ sơ năm %(year)d đã khóa ngày %(day)s; không ghi thêm hồ sơ vào năm này.") % {
            "year": year,
            "day": f"{book.closed_date:%d/%m/%Y}",
        }
        yield Reason(words, code="book_closed", field=field)
    else:
        words = _("Sổ theo dõi hồ sơ năm %d đang trình khóa sổ; rút lại lần trình để ghi thêm.") % year
        yield Reason(words, code="book_submitted", field=field)
