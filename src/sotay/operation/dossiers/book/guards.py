"""Why the register of a year cannot be closed; asked by page and command alike."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.operation.dossiers.models import DossierBook

State = DossierBook.State


def why_not_close(book: DossierBook, count: int, *, this_year: int) -> Iterator[Reason]:
    """Yield the reasons a register cannot be submitted to be closed: its year is not over, nothing stands in it, it is closed."""
    if book.state == State.SUBMITTED:
        yield Reason(_("Sổ đang trình khóa."), code="submitted")
    elif book.state == State.CLOSED:
        yield Reason(_("Sổ đã khóa."), code="closed")
    if book.year >= this_year:
        yield Reason(_("Năm %d chưa hết; chỉ khóa sổ khi hết năm.") % book.year, code="year_not_over")
    if not count:
        yield Reason(_("Năm %d không có hồ sơ nào trong sổ.") % book.year, code="empty")
