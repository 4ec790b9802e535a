"""The page of a printed form."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from sotay.agency.clock import today
from sotay.agency.vietnamese import format_date_in_words
from sotay.commands import NotFound, may, require
from sotay.operation.dossiers import words
from sotay.operation.dossiers.models import Dossier
from sotay.operation.dossiers.queries import get_dossier
from sotay.operation.dossiers.secret import grouped
from sotay.operation.dossiers.slips import papers, queries
from sotay.operation.dossiers.slips.files import file_of, made_for
from sotay.operation.dossiers.slips.queries import Slip
from sotay.operation.tabs import address, crumb_to
from sotay.pages import guests_may_read
from sotay.papers.faces import DOCX, FACES, PDF, shown
from sotay.ui.formats import HANOI
from sotay.ui.links import with_query
from sotay.ui.parts import Action, Link

TITLES: Final = {
    queries.RECEIPT: gettext_lazy("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    queries.SUPPLEMENT: gettext_lazy("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    queries.REFUSAL: gettext_lazy("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    queries.APOLOGY: gettext_lazy("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
    queries.STOP: gettext_lazy("Thông báo dừng giải quyết hồ sơ"),
    queries.CONTROL: gettext_lazy("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
}

SERIES: Final = {queries.SUPPLEMENT: "HDHS", queries.REFUSAL: "HDHS", queries.APOLOGY: "PXL", queries.STOP: "TB"}
"""After which letters each form is numbered by hand, where no number was told."""


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
    face = request.GET.get("face", "")
    if face:
        return _as_file(request, dossier, form, face, order=int(order) if order else None)
    whole = may(actor, "operation.see_person", dossier)
    slip = queries.get_slip(dossier, form, order=int(order) if order else None, is_whole=whole)
    page = f"{_site(request)}{reverse('dossier_status', kwargs={'secret': slip.secret})}" if slip.secret else ""
    said_on = slip.event.at.astimezone(HANOI).date()
    return _answer(
        request,
        slip,
        {
            "words": format_date_in_words(said_on),
            "page": page,
            "look_up": f"{_site(request)}{reverse('dossier_look_up')}" if slip.secret else "",
            "qr": _drawn(page) if page else "",
            "secret": grouped(slip.secret),
            "moved_to": dossier.due_date if words.has_moved(dossier) else None,
            "series": SERIES.get(form, ""),
            "numbered": form in SERIES,
            "faces": [
                Action(label=FACES[one].word, url=with_query(request, face=one), icon=FACES[one].icon)
                for one in (PDF, DOCX)
            ],
        },
    )


def _as_file(request: HttpRequest, dossier: Dossier, form: str, face: str, *, order: int | None) -> HttpResponse:
    """Answer with the same form as a file; its name tells the dossier and nobody."""
    if face not in {PDF, DOCX} or form not in queries.KINDS:
        raise NotFound
    making = made_for(request.actor, papers.CODES[form], on=today())
    paper = papers.paper_at(dossier, form, making, order=order)
    return file_of(shown(paper, face), face=face, name=f"{TITLES[form]} {dossier.code}")


def _answer(request: HttpRequest, slip: Slip, values: dict) -> HttpResponse:
    actor, dossier = request.actor, slip.dossier
    crumbs = [
        crumb_to(actor, "dossiers"),
        Link(label=dossier.code, url=address(actor, "dossier_detail", slug=dossier.slug)),
    ]
    here = address(actor, "dossier_slip", slug=dossier.slug, form=slip.form)
    context = {
        "slip": slip,
        "dossier": dossier,
        "event": slip.event,
        "title": TITLES[slip.form],
        "template": f"operation/dossiers/slips/{slip.form}.html",
        "crumbs": crumbs,
        "others": [(one, f"{here}?event={one.order}") for one in slip.others],
    }
    response = render(request, "operation/dossiers/slips/slip.html", context | values)
    response["Cache-Control"] = "no-store"
    return response


def _site(request: HttpRequest) -> str:
    return str(settings.SOTAY_ADDRESS or request.build_absolute_uri("/").rstrip("/"))


def _drawn(text: str) -> SafeString:
    import segno

    drawn = segno.make(text, error="m", micro=False).svg_inline(scale=3, dark="#000", light=None, border=0)
    return mark_safe(drawn)  # noqa: S308  drawn by segno from an address of our own
