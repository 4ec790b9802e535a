"""Pages of dossiers: the register, one dossier, every act upon it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from sotay.agency.clock import now, today
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.operation.dossiers import filters, queries, tables
from sotay.operation.dossiers.desk import forms, guards
from sotay.operation.dossiers.desk.acts import ACTS, done_of, intro_of
from sotay.operation.dossiers.desk.commands import originals, waits
from sotay.operation.dossiers.desk.page import DossierShown, paper_words
from sotay.operation.dossiers.keeping import is_kept_here
from sotay.operation.dossiers.models import Dossier, DossierPaper
from sotay.operation.dossiers.sides import sides_of
from sotay.operation.tabs import address, crumb_to, tabs_for
from sotay.pages import found, guests_may_read, once, run, shown, url_of
from sotay.ui.formats import luc
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link


@guests_may_read
def dossier_list(request: HttpRequest) -> HttpResponseBase:
    """List the dossiers, the newest first."""
    actor, on = request.actor, today()
    require(actor, "operation.view")
    here = is_kept_here(actor.agency, on)
    rows = queries.with_persons(queries.list_dossiers(viewer=actor))
    chosen = filters.Dossiers(request.GET, queryset=rows, request=request)
    in_file = bool(request.GET.get("export"))
    table = tables.Dossiers(chosen.qs, on=on, names_people=here and actor.is_member, in_file=in_file)
    table.request = request
    title = _("Hồ sơ")
    if in_file:
        return answer(request, table, title=title)
    actions = _actions(request, here=here)
    return list_page(
        request,
        title=title,
        tabs=tabs_for(actor, active="dossiers"),
        filter=chosen,
        table=table,
        intro=chosen.counted_words
        or ("" if here else _("Hồ sơ nằm trên hệ thống một cửa; ở đây là danh sách nhập từ hệ thống đó.")),
        actions=[*_beside(request, here=here), *actions],
        empty=_empty(actions, here=here),
        template="operation/dossiers/list.html",
    )


def _beside(request: HttpRequest, *, here: bool) -> list[Action]:
    """Return the ways to the register of the year, to receipts in one file, to the lists of dossiers to be made anonymous."""
    actor, found = request.actor, []
    if may(actor, "operation.view_anonymising"):
        found.append(Action(label=_("Ẩn danh hồ sơ"), url=address(actor, "anonymising_list"), icon="eye"))
    if here and may(actor, "operation.view_dossier_book"):
        url = address(actor, "dossier_book", slug=today().year)
        found.append(Action(label=_("Sổ theo dõi hồ sơ"), url=url, icon="notebook"))
    if here and may(actor, "operation.receive_dossier"):
        url = address(actor, "dossier_receipts")
        found.append(Action(label=_("In nhiều giấy tiếp nhận"), url=url, icon="printer"))
    return found


def _actions(request: HttpRequest, *, here: bool) -> list[Action]:
    actor, found = request.actor, []
    if here and may(actor, "operation.receive_dossier"):
        found.append(Action(label=_("Tiếp nhận hồ sơ"), url=address(actor, "dossier_new"), icon="plus", primary=True))
    elif not here and actor.is_member and may(actor, "operation.receive_dossier"):
        try:
            url = address(actor, "dossier_import")
        except NoReverseMatch:
            return found
        found.append(Action(label=_("Nhập từ tệp"), url=url, icon="upload", primary=True))
    return found


def _empty(actions: list[Action], *, here: bool) -> Empty:
    why = (
        _(
            "Tiếp nhận hồ sơ tại Bộ phận Một cửa: Sotay cấp mã, tính ngày hẹn trả theo quy trình và lịch làm việc, in giấy tiếp nhận."
        )
        if here
        else _(
            "Hồ sơ nằm trên hệ thống một cửa. Nhập danh sách hồ sơ xuất từ hệ thống đó để có số liệu, hoặc đổi tham số nguồn hồ "
            "sơ nếu cơ quan ghi sổ tại Sotay."
        )
    )
    return Empty(
        title=_("Chưa có hồ sơ nào"),
        why=why,
        basis=_("8.5 · Sản xuất và cung cấp dịch vụ; 8.6 · Thông qua sản phẩm và dịch vụ"),
        action=actions[0] if actions else None,
    )


@guests_may_read
def dossier_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a dossier: where it stands, when it is due, what happened."""
    actor = request.actor
    require(actor, "operation.view")
    dossier = queries.get_dossier(slug, viewer=actor)
    page = DossierShown(dossier, actor, on=today())
    return record_page(
        request,
        page=page.record_page(),
        template="operation/dossiers/detail.html",
        context={
            "shown": page,
            "dossier": dossier,
            "sides": sides_of(dossier, viewer=actor),
            "tabs": tabs_for(actor, active="dossiers"),
        },
    )


def _act(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Show or take the form of an act; where it cannot happen now the page says why before anything is typed."""
    actor, on, act = request.actor, today(), ACTS[name]
    dossier = queries.get_dossier(slug, viewer=actor)
    require(actor, act.permission, dossier)
    form, anew = act.form(request.POST or None, dossier=dossier, viewer=actor, on=on), waits.begins_anew(dossier)
    if request.method == "POST":
        if run(form, act.command, dossier, actor=actor, now=now()):
            messages.success(request, done_of(act, form.result, anew=anew))  # type: ignore[attr-defined]
            return redirect(url_of(dossier))
        _say_what_happened(form, dossier)
    else:
        form.reasons = shown(tuple(guards.why_not_at_all(dossier, act.kind)), actor)  # type: ignore[attr-defined]
    return _form(
        request, form, dossier, title=act.title, submit=act.submit, intro=intro_of(act, dossier), folded=act.folded
    )


def _say_what_happened(form: forms.ActForm, dossier: Dossier) -> None:
    """Add what happened to a dossier since a form was opened, where something did: the refusal follows from that."""
    events = queries.events_of(dossier)
    if not events or form.data.get("version") == str(dossier.version):
        return
    last = events[-1]
    words = _("Từ khi mở trang này hồ sơ đã có thay đổi; việc gần nhất: %(what)s lúc %(when)s, %(who)s.")
    form.add_error(None, words % {"what": last, "when": luc(last.at), "who": last.by or "–"})


def _form(request: HttpRequest, form: Any, dossier: Dossier, **said: Any) -> HttpResponse:
    crumbs = [crumb_to(request.actor, "dossiers"), Link(label=dossier.code, url=url_of(dossier))]
    kicker = f"{dossier.code} · {dossier.service.name}"
    return form_page(request, form=form, kicker=kicker, crumbs=crumbs, cancel_url=url_of(dossier), **said)


@once
def dossier_hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand a dossier to the next step."""
    return _act(request, slug, "dossier_hand_over")


@once
def dossier_send_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a dossier back to an earlier step."""
    return _act(request, slug, "dossier_send_back")


@once
def dossier_supplement(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for what is missing."""
    return _act(request, slug, "dossier_supplement")


@once
def dossier_supplemented(request: HttpRequest, slug: str) -> HttpResponse:
    """Take what was missing."""
    return _act(request, slug, "dossier_supplemented")


@once
def dossier_pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Pause a dossier."""
    return _act(request, slug, "dossier_pause")


@once
def dossier_resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Go on with a paused dossier."""
    return _act(request, slug, "dossier_resume")


@once
def dossier_apologise(request: HttpRequest, slug: str) -> HttpResponse:
    """Apologise and name one new day."""
    return _act(request, slug, "dossier_apologise")


@once
def dossier_result(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the result."""
    return _act(request, slug, "dossier_result")


@once
def dossier_return(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the result."""
    return _act(request, slug, "dossier_return")


@once
def dossier_stop(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop a dossier by a notice."""
    return _act(request, slug, "dossier_stop")


@once
def dossier_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep that a dossier was taken back."""
    return _act(request, slug, "dossier_withdraw")


@once
def dossier_paper_back(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Keep that originals were given back."""
    return _paper(
        request, slug, position, forms.ReturnedPaperForm, DossierPaper.Fate.RETURNED,
        title=_("Trả lại bản chính"), submit=_("Ghi đã trả lại"), done=_("Đã ghi trả lại bản chính."),
    )  # fmt: skip


@once
def dossier_paper_lost(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Keep that originals were lost or damaged."""
    return _paper(
        request, slug, position, forms.LostPaperForm, DossierPaper.Fate.LOST,
        title=_("Mất, hư hỏng bản chính"), submit=_("Ghi mất, hư hỏng"), done=_("Đã ghi mất, hư hỏng bản chính. Hãy ghi nhận thêm ở mục “Đầu ra không phù hợp”."),
    )  # fmt: skip


def _paper(
    request: HttpRequest, slug: str, position: int, shape: type[forms.PaperForm], fate: DossierPaper.Fate, *, title: str, submit: str,
    done: str,
) -> HttpResponse:  # fmt: skip
    actor = request.actor
    dossier = queries.get_dossier(slug, viewer=actor)
    require(actor, "operation.serve_dossier", dossier)
    paper = found(next((one for one in queries.papers_of(dossier) if one.position == position), None))
    form = shape(request.POST or None, dossier=dossier)
    if dossier.anonymised_date is not None:  # nothing is written about it any more
        form.fields.pop("reason", None)
    if request.method == "POST":
        if run(form, originals.tell_fate, paper, actor=actor, now=now(), fate=fate):
            messages.success(request, done)
            return redirect(url_of(dossier))
    else:
        why = (*guards.why_not_at_all(dossier, originals.FATES[fate]), *guards.why_not_paper(paper))
        form.reasons = shown(why, actor)  # type: ignore[attr-defined]
    name = paper_words(paper, is_whole=may(actor, "operation.see_person", dossier))
    intro = f"{name}: {paper.originals} {_('bản chính')}"
    return _form(request, form, dossier, title=title, submit=submit, intro=intro, folded=("day", "hour"))
