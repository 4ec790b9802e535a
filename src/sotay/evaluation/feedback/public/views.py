"""Pages without sign-in: feedback is sent, followed by the code of its receipt, read where it was made known; no session."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sotay.agency.clock import today
from sotay.agency.models import Agency, Unit
from sotay.evaluation.feedback import codes, queries
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.feedback.public.commands import says, take_feedback
from sotay.evaluation.feedback.public.reading import Typed, published_from, typed_of
from sotay.evaluation.open_forms import FIELD, Arrived, arrived, fresh, open_to_anybody
from sotay.pages import sessionless
from sotay.ui.asking import asks_too_often, sends_too_often

PER_MINUTE: Final = 20
"""How much feedback comes from one address in a minute; a whole office may stand behind one."""
ASKED_PER_MINUTE: Final = 20
"""How many codes one address may try in a minute."""
PAGES_PER_MINUTE: Final = 120
OK, MISSING, CONFLICT, WRONG, TOO_MANY = 200, 404, 409, 422, 429


@open_to_anybody
def feedback_send(request: HttpRequest, office: str) -> HttpResponse:
    """Take what somebody has to say to an agency, and lead to its receipt."""
    with _spoken(request):
        found = queries.office_of(office, on=today())
        if found is None:
            return _page(request, "closed.html", None, status=MISSING)
        if request.method != "POST":
            return _form(request, found, Typed(), fresh(_about(found)))
        return _take(request, found)


@open_to_anybody
def feedback_look_up(request: HttpRequest, office: str) -> HttpResponse:
    """Ask for the code of a receipt and lead to how it stands."""
    with _spoken(request):
        found = queries.office_of(office, on=today())
        if found is None:
            return _page(request, "closed.html", None, status=MISSING)
        if request.method != "POST":
            return _page(request, "look_up.html", found)
        if asks_too_often(request, "feedback-code", per_minute=ASKED_PER_MINUTE):
            return _page(request, "look_up.html", found, too_often=True, status=TOO_MANY)
        typed = request.POST.get("code", "")[:60].replace("\x00", "")
        feedback = queries.followed(found, typed)
        if feedback is None:
            return _page(request, "look_up.html", found, unknown=True, typed=typed, status=MISSING)
        return _lead_to(found, codes.read(typed))


@sessionless
@require_safe
def feedback_follow(request: HttpRequest, office: str, code: str) -> HttpResponse:
    """Say how a feedback stands to whoever has the code of its receipt; nothing of what was said, nor of who sent it."""
    with _spoken(request):
        found = queries.office_of(office, on=today())
        if found is None:
            return _page(request, "closed.html", None, status=MISSING)
        if asks_too_often(request, "feedback-code", per_minute=ASKED_PER_MINUTE):
            return _page(request, "look_up.html", found, too_often=True, status=TOO_MANY)
        feedback = queries.followed(found, code)
        if feedback is None:
            return _page(request, "look_up.html", found, unknown=True, status=MISSING)
        return _page(
            request,
            "status.html",
            found,
            feedback=feedback,
            code=codes.grouped(codes.read(code)),
            is_restricted=feedback.is_restricted,
            is_new=bool(request.GET.get("sent")),
        )


@sessionless
@require_safe
def feedback_published(request: HttpRequest, office: str) -> HttpResponse:
    """List what an agency made known with its answers; nobody is named."""
    with _spoken(request):
        found = queries.office_of(office, on=today())
        if found is None:
            return _page(request, "closed.html", None, status=MISSING)
        if asks_too_often(request, "feedback-published", per_minute=PAGES_PER_MINUTE):
            return _page(request, "look_up.html", found, too_often=True, status=TOO_MANY)
        shown = published_from(found, request.GET.get("from", ""))
        return _page(request, "published.html", found, shown=shown, kept=f"from={shown.start}" if shown.start else "")


def _take(request: HttpRequest, office: Agency) -> HttpResponse:
    """Take what was sent: every refusal is said in words, with all that was typed, and changes nothing."""
    came = arrived(request.POST, about=_about(office))
    typed = typed_of(request.POST, office, _units(office))
    if sends_too_often(request, "feedback", per_minute=PER_MINUTE):
        notice = _("Có quá nhiều phản ánh gửi đến cùng lúc. Những gì đã ghi vẫn còn đây; hãy bấm gửi lại sau một phút.")
        return _form(request, office, typed, came, notice=notice, status=TOO_MANY)
    if came.again:
        return _form(request, office, typed, came, notice=came.again, status=WRONG)
    if typed.wrong:
        return _form(request, office, typed, came, status=WRONG)
    made = take_feedback(
        office,
        kind=typed.values["kind"],
        said=typed.said,
        nonce=came.nonce,
        on=today(),
        about_unit=typed.unit,
        dossier=typed.dossier,
        concerns_official=typed.concerns_official,
    )
    if not says(made, typed.said):
        return _sent_before(request, office, typed)
    return _lead_to(office, codes.code_of(made), sent="1")


def _sent_before(request: HttpRequest, office: Agency, typed: Typed) -> HttpResponse:
    """Say that other words arrived by this form before, which stay: nobody reads that these were taken in."""
    notice = _(
        "Trang này đã gửi một phản ánh trước đó, với nội dung khác; phản ánh ấy đã được tiếp nhận. Nội dung dưới đây chưa gửi; "
        "muốn gửi thành phản ánh riêng, hãy bấm gửi lần nữa."
    )
    return _form(request, office, typed, fresh(_about(office)), notice=notice, status=CONFLICT)


def _form(
    request: HttpRequest, office: Agency, typed: Typed, came: Arrived, *, notice: str = "", status: int = OK
) -> HttpResponse:
    kinds = [(one.value, one.label) for one in Feedback.HANDLED]
    return _page(
        request,
        "form.html",
        office,
        typed=typed.values,
        wrong=typed.wrong,
        wrong_count=len(typed.wrong),
        first_wrong=next(iter(typed.wrong), ""),
        kinds=kinds,
        units=_units(office),
        notice=notice,
        token_field=FIELD,
        token=came.token,
        is_fresh=status == OK,
        status=status,
    )


def _lead_to(office: Agency, code: str, **more: str) -> HttpResponse:
    """Lead to how a feedback stands, in the language that is spoken."""
    address = reverse("feedback_follow", kwargs={"office": office.short_name, "code": code})
    query = urlencode(more | {"lang": translation.get_language() or "vi"})
    response = HttpResponseRedirect(f"{address}?{query}")
    response.status_code = 303
    return _privately(response)


def _page(
    request: HttpRequest, template: str, office: Agency | None, *, status: int = OK, **values: Any
) -> HttpResponse:
    """Answer; the same is said of an agency there is not and of one that shows nothing."""
    values = {"office": office, "address": request.path} | values
    response = render(request, f"evaluation/feedback/public/{template}", values, status=status)
    response["Content-Language"] = translation.get_language() or "vi"
    return _privately(response)


def _privately(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _spoken(request: HttpRequest) -> Any:
    """Return the language asked for, as a context; nothing is kept of it."""
    said = request.POST if request.method == "POST" else request.GET
    chosen = said.get("lang", "")
    return translation.override(chosen if chosen in {"vi", "en"} else translation.get_language())


def _about(office: Agency) -> str:
    return f"feedback|{office.short_name}"


def _units(office: Agency) -> list[Unit]:
    return list(Unit.objects.filter(agency=office).in_force(today()).order_by("order", "name_sort"))
