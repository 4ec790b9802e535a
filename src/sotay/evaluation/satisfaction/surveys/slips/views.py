"""Pages of slips: made, a batch, its print in sheets of eight, links by e-mail and those that failed."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import may, require
from sotay.evaluation.satisfaction.models import Channel, Slip, SlipBatch, Survey
from sotay.evaluation.satisfaction.surveys import printing
from sotay.evaluation.satisfaction.surveys.queries import get_survey
from sotay.evaluation.satisfaction.surveys.slips import commands, forms, guards, mail, queries
from sotay.evaluation.tabs import CUSTOMERS
from sotay.pages import once, run, shown, url_of
from sotay.ui.formats import ngay
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge

A_SHEET: Final = 8
AT_ONCE: Final = 25 * A_SHEET
"""How many slips are drawn for one page: each QR takes the server some milliseconds, which others wait for."""
PER_PAGE: Final = 50
FAILURES: Final = {
    mail.NO_ADDRESS: gettext_lazy("địa chỉ thư không đúng"),
    "SMTPRecipientsRefused": gettext_lazy("máy chủ thư không nhận địa chỉ này"),
}


@once
def slips_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make slips to be printed for settled dossiers."""
    survey = get_survey(slug, viewer=request.actor)
    require(request.actor, "evaluation.hand_out_slips", survey)
    return _make(
        request,
        survey,
        Channel.QR,
        title=_("In phiếu có mã cho hồ sơ đã giải quyết"),
        submit=_("Lập phiếu"),
        intro=_(
            "Mỗi hồ sơ một phiếu có mã dùng một lần, tám phiếu một tờ A4; trên phiếu không có tên người nộp. Hồ sơ đã có ý "
            "kiến hoặc đã có phiếu của đợt này được bỏ qua."
        ),
    )


@once
def links_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Send links to the applicants of settled dossiers who gave an address."""
    survey = get_survey(slug, viewer=request.actor)
    require(request.actor, "evaluation.run_surveys", survey)
    return _make(
        request,
        survey,
        Channel.LINK,
        title=_("Gửi liên kết qua thư điện tử"),
        submit=_("Gửi"),
        intro=_(
            "Mỗi người nộp để lại địa chỉ thư nhận một liên kết dùng một lần cho hồ sơ của mình. Thư được gửi lần lượt; "
            "thư lỗi được nêu tên hồ sơ để xem lại."
        ),
    )


def slip_batch(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Show a batch: for which dossiers, and of links what became of them. Who answered is not told."""
    actor, batch = request.actor, _own(request, uuid)
    is_mailed = batch.channel == Channel.LINK
    page = RecordPage(
        title=_("Liên kết gửi ngày %s") % ngay(batch.made_date) if is_mailed else _("Phiếu có mã lập ngày %s") % ngay(batch.made_date),
        kicker=batch.survey.code,
        crumbs=_crumbs(request, batch.survey),
        state=_state(batch),
        actions=[] if is_mailed else [_print_action(request, batch)],
        next_action=_again(request, batch),
        blocked=_blocked(request, batch),
        **aside(batch, viewer=actor),
    )  # fmt: skip
    part = Paginator(queries.slips_of(batch), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"slip": one, "failure": _failure(one.failure)} for one in part]
    return record_page(
        request,
        page=page,
        template="evaluation/satisfaction/surveys/slip_batch.html",
        context={
            "batch": batch,
            "is_mailed": is_mailed,
            "rows": rows,
            "part": part,
            "facts": _facts(batch),
            "tabs": CUSTOMERS.tabs_for(actor, active="surveys"),
        },
    )


def slip_batch_print(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Show the slips of a batch as sheets of eight, some sheets at a time, drawn anew as often as they are asked for."""
    batch = _own(request, uuid)
    site = printing.site_of(request)
    rows = queries.slips_of(batch) if batch.channel != Channel.LINK else Slip.objects.none()
    part = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    slips = []
    for one in queries.printed(part, first=part.start_index()):
        address = printing.address_of(site, "survey_by_token", token=one.token) if one.token else ""
        slips.append({"printed": one, "qr": printing.qr(address) if address else ""})
    response = render(
        request,
        "evaluation/satisfaction/surveys/slips.html",
        {
            "batch": batch,
            "survey": batch.survey,
            "sheets": [slips[start : start + A_SHEET] for start in range(0, len(slips), A_SHEET)],
            "part": part,
            "place": printing.spoken(f"{site}/s/t"),
            "crumbs": [*_crumbs(request, batch.survey), Link(label=_("Phiếu có mã"), url=url_of(batch))],
        },
    )
    response["Cache-Control"] = "no-store"
    return response


@once
def links_again(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Let links be sent again that failed."""
    batch = queries.get_batch(uuid, viewer=request.actor)
    require(request.actor, "evaluation.run_surveys", batch)
    form = forms.SendAgainForm(request.POST or None)
    if request.method == "POST" and run(form, commands.send_again, batch, actor=request.actor, on=today()):
        messages.success(request, _("Các thư lỗi sẽ được gửi lại trong ít phút."))
        return redirect(url_of(batch))
    return form_page(
        request,
        form=form,
        title=_("Gửi lại thư lỗi"),
        kicker=str(batch),
        submit=_("Gửi lại"),
        crumbs=[*_crumbs(request, batch.survey), Link(label=str(batch), url=url_of(batch))],
        cancel_url=url_of(batch),
    )


def _make(request: HttpRequest, survey: Survey, channel: str, *, title: str, submit: str, intro: str) -> HttpResponse:
    actor, on = request.actor, today()
    form = forms.SlipsForm(request.POST or None, viewer=actor, survey=survey, on=on)
    if request.method == "POST" and run(form, commands.make_slips, survey, actor=actor, on=on, channel=channel):
        batch = form.result  # type: ignore[attr-defined]
        messages.success(request, _done(batch, batch.slips.count()))
        return redirect(url_of(batch))
    if request.method != "POST":
        known = {"from_date": form.initial["from_date"], "to_date": form.initial["to_date"]}
        count = queries.dossiers_to_ask(survey, channel=channel, on=on, **known).count()
        reasons = guards.why_not_make(survey, channel=channel, count=count, on=on, **known)
        form.reasons = shown([one for one in reasons if not one.field], actor)  # type: ignore[attr-defined]
        intro += " " + _("Với các ngày dưới đây hiện có %s hồ sơ chưa được hỏi.") % count
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(survey),
        intro=intro,
        submit=submit,
        crumbs=_crumbs(request, survey),
        cancel_url=url_of(survey),
        folded=("services",),
    )


def _done(batch: SlipBatch, count: int) -> str:
    said = _("Đã lập %s liên kết; thư được gửi lần lượt.") if batch.channel == Channel.LINK else _("Đã lập %s phiếu.")
    said %= count
    if count == commands.MOST:
        said += " " + _("Mỗi lượt nhiều nhất %s; hãy lập thêm lượt cho các hồ sơ còn lại.") % commands.MOST
    return said


def _facts(batch: SlipBatch) -> list[tuple[Any, Any]]:
    counts = batch.count, batch.sent, batch.failed  # type: ignore[attr-defined]  # annotated
    rows = [(_("Số phiếu"), str(counts[0]))]
    if batch.channel == Channel.LINK:
        rows = [
            (_("Số liên kết"), str(counts[0])),
            (_("Đã gửi"), str(counts[1])),
            (_("Gửi lỗi"), str(counts[2])),
            (_("Chờ gửi"), str(counts[0] - counts[1] - counts[2])),
        ]
    rows += [(_("Đơn vị"), str(batch.unit or _("mọi đơn vị"))), (_("Người lập"), str(batch.made_by or ""))]
    return [(word, value) for word, value in rows if value]


def _failure(failure: str) -> str:
    return str(FAILURES.get(failure, _("máy chủ thư từ chối (%s)") % failure)) if failure else ""


def _state(batch: SlipBatch) -> StateBadge:
    if batch.channel != Channel.LINK:
        return StateBadge(label=_("In lại được"), tone="done")
    if batch.failed:  # type: ignore[attr-defined]  # annotated
        return StateBadge(label=_("Có thư lỗi"), tone="warn")
    if _waits(batch):
        if any(guards.why_links_wait(batch, on=today())):
            return StateBadge(label=_("Chưa gửi được"), tone="warn")
        return StateBadge(label=_("Đang gửi"), tone="now")
    return StateBadge(label=_("Đã gửi hết"), tone="done")


def _waits(batch: SlipBatch) -> bool:
    """Return whether links of a batch wait to be sent."""
    return batch.channel == Channel.LINK and batch.sent + batch.failed < batch.count  # type: ignore[attr-defined]


def _blocked(request: HttpRequest, batch: SlipBatch) -> list[Blocked]:
    """Say why links that wait are not sent."""
    reasons = list(guards.why_links_wait(batch, on=today())) if _waits(batch) else []
    return [Blocked(title=_("Thư đang chờ chưa được gửi"), reasons=shown(reasons, request.actor))] if reasons else []


def _print_action(request: HttpRequest, batch: SlipBatch) -> Action:
    there = CUSTOMERS.address(request.actor, "slip_batch_print", uuid=batch.uuid)
    return Action(label=_("In phiếu"), url=there, icon="printer", primary=True)


def _again(request: HttpRequest, batch: SlipBatch) -> NextAction | None:
    failed = batch.failed  # type: ignore[attr-defined]  # annotated
    if not failed or not may(request.actor, "evaluation.run_surveys", batch):
        return None
    action = Action(
        label=_("Gửi lại"),
        url=CUSTOMERS.address(request.actor, "links_again", uuid=batch.uuid),
        icon="send",
        primary=True,
    )
    return NextAction(title=_("%s thư chưa gửi được") % failed, note=_("Xem lý do từng hồ sơ dưới đây."), action=action)


def _own(request: HttpRequest, uuid: Any) -> SlipBatch:
    require(request.actor, "evaluation.hand_out_slips")
    batch = queries.get_batch(uuid, viewer=request.actor)
    require(request.actor, "evaluation.hand_out_slips", batch)
    return batch


def _crumbs(request: HttpRequest, survey: Survey) -> list[Link]:
    return [CUSTOMERS.crumb_to(request.actor, "surveys"), Link(label=survey.code, url=url_of(survey))]
