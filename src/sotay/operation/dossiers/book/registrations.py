"""How registers of years are found again, closed and told of."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.journal import sentences
from sotay.operation.dossiers.book import commands, queries
from sotay.operation.dossiers.models import DossierBook
from sotay.search import index
from sotay.ui.formats import so


def _told(book: DossierBook) -> dict[str, Any]:
    """Return what who closes a register reads of it."""
    summary = queries.summary_of(book.agency_id, book.year)
    return {
        "facts": [
            (_now("Số hồ sơ trong sổ"), so(summary.all)),
            (_now("Đã có kết quả"), so(summary.settled)),
            (_now("Chưa giải quyết xong, chuyển năm sau"), so(summary.open)),
            (_now("Từ chối tiếp nhận"), so(summary.refused)),
            (_now("Dừng giải quyết, đã rút"), so(summary.dropped)),
        ]
    }


subjects.register(
    DossierBook,
    label=_("Sổ theo dõi hồ sơ"),
    url_name="operation:dossier_book",
    url_kwargs=lambda book: {"slug": book.slug},
    visible=lambda rows, viewer: rows if viewer.is_member or viewer.user is None else rows.none(),
    state=lambda book: str(book.get_state_display()),
    related=("agency",),
)
index.register(DossierBook, code=lambda book: f"SO {book.year}")
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Khóa sổ theo dõi hồ sơ"),
        steps=(purposes.DefaultStep(Seat.Role.HEAD, _("Khóa sổ")),),
        content=queries.content_of,
        on_approved=commands.book_closed,
        on_returned=commands.book_returned,
        may_submit="operation.close_dossier_book",
        template="operation/dossiers/personal/approved.html",
        show=_told,
    )
)
sentences.register(
    {
        "operation.dossier_book.submitted": _("Trình khóa sổ theo dõi hồ sơ"),
        "operation.dossier_book.closed": _("Khóa sổ theo dõi hồ sơ"),
        "operation.dossier_book.returned": _("Không khóa sổ theo dõi hồ sơ, trả lại"),
    }
)
