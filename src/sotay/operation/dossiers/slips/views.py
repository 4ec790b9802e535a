"""The page of a printed form."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sotay.commands import NotFound, may, require
from sotay.operation.dossiers.queries import get_dossier
from sotay.operation.dossiers.slips import papers, queries
from sotay.operation.dossiers.slips.queries import Slip
from sotay.operation.tabs import address, crumb_to
from sotay.pages import guests_may_read
from sotay.papers.answering import Note, form_answer
from sotay.ui.formats import ngay
from sotay.ui.parts import Link


@guests_may_read
def dossier_slip(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Show a printed form of a dossier: of its latest event of the kind, or of the one `?event=` names by its order."""
    actor = request.actor
    require(actor, "operation.view")
    dossier = get_dossier(slug, viewer=actor)
    require(actor, "operation.view", dossier)
    order = request.GET.get("event", "")
    if order and not (order.isascii() and order.isdigit()):
        raise NotFound
    whole = may(actor, "operation.see_person", dossier)
    slip = queries.get_slip(dossier, form, order=int(order) if order else None, is_whole=whole)
    site = request.build_absolute_uri("/").rstrip("/")
    return form_answer(
        request,
        papers.CODES[form],
        crumbs=[
            crumb_to(actor, "dossiers"),
            Link(label=dossier.code, url=address(actor, "dossier_detail", slug=dossier.slug)),
        ],
        links=list(_others(slip, address(actor, "dossier_slip", slug=dossier.slug, form=form))),
        notes=list(_notes(slip)),
        name=f"{papers.TITLES[form]} {dossier.code}",  # tells the dossier and nobody
        build=lambda making: papers.paper_of(slip, form, making, site=site),
    )


def _others(slip: Slip, here: str) -> Iterator[Link]:
    """Yield the forms of this kind other events gave."""
    for one in slip.others:
        number = f" ({one.number})" if one.number else ""
        yield Link(label=_("Bản ngày %(day)s%(number)s") % {"day": ngay(one.date), "number": number},
                   url=f"{here}?event={one.order}")  # fmt: skip


def _notes(slip: Slip) -> Iterator[Note]:
    if slip.is_anonymised:
        text = _("Thông tin của người nộp đã xóa ngày %s; phiếu chỉ còn mã hồ sơ, thủ tục và các mốc thời gian.")
        yield Note(tone="warn", title=_("Hồ sơ đã ẩn danh"), text=text % ngay(slip.dossier.anonymised_date))
    elif not slip.is_whole:
        text = _(
            "Chỉ bộ phận một cửa, người đang giải quyết, đơn vị của hồ sơ và lãnh đạo cơ quan xem được họ tên, địa chỉ và lý do."
        )
        yield Note(title=_("Thông tin người nộp được che"), text=text)
