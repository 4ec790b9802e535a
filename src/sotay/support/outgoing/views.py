"""Pages of outgoing papers until they are signed: listed, drafted, shown, written on, submitted, given up, mended."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.agency.document_types import DOCUMENT_TYPES
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.pages import once, run, url_of
from sotay.papers import forms as registry
from sotay.papers.html import html
from sotay.support.outgoing import commands, content, filters, forms, queries, tables
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.paper_page import PaperShown
from sotay.support.outgoing.signing import words
from sotay.support.outgoing.signing.comparing import lacking
from sotay.support.tabs import address, crumb_to, tabs_for
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, Link


def paper_list(request: HttpRequest) -> HttpResponseBase:
    """List the papers the viewer may see."""
    actor = request.actor
    require(actor, "support.view_papers")
    chosen = filters.Papers(request.GET, queryset=queries.list_papers(viewer=actor), request=request)
    if request.GET.get("export"):
        return answer(request, tables.Papers(chosen.qs), title=_("Văn bản đi"))
    actions = [Action(label=_("Sổ đăng ký"), url=address(actor, "register"), icon="book")]
    if may(actor, "support.manage_series"):
        actions.append(Action(label=_("Sổ cấp số"), url=address(actor, "series_list"), icon="list-check"))
    add = None
    if may(actor, "support.draft_paper"):
        add = Action(label=_("Soạn văn bản"), url=address(actor, "paper_draft"), icon="plus", primary=True)
        actions.append(add)
    return list_page(
        request,
        title=_("Văn bản đi"),
        tabs=tabs_for(actor, active="papers"),
        filter=chosen,
        table=tables.Papers(chosen.qs, exclude=tables.TOLD_BELOW),
        actions=actions,
        empty=Empty(
            title=_("Chưa có văn bản nào"),
            why=_(
                "Quyết định, báo cáo, kế hoạch, công văn về hệ thống được soạn từ số liệu đang có, trình ký, ghi số và phát hành ở đây."
            ),
            basis=_("NĐ 30/2020/NĐ-CP Điều 9–18; 7.5.2 · Tạo lập và cập nhật"),
            action=add,
        ),
    )


@once
def paper_draft(request: HttpRequest) -> HttpResponse:
    """Draft a paper: choose a form, then the record it is about (`?form=&type=&uuid=&year=&half=`)."""
    actor = request.actor
    require(actor, "support.draft_paper")
    form = registry.find(request.GET.get("form", ""))
    if form is None or not form.is_drafted_by_anybody:
        if request.method == "POST" or request.GET.get("form"):
            raise Http404
        return _choose(request)
    about = None
    if request.GET.get("uuid"):
        about = queries.record_by(request.GET.get("type", form.of), request.GET["uuid"], viewer=actor)
        if about is None or about._meta.label_lower != form.of or not form.may(actor, about):
            raise Http404
    initial = {"year": request.GET.get("year") or today().year, "half": request.GET.get("half") or 0}
    bound = forms.DraftPaper(request.POST or None, viewer=actor, of=form, about=about, on=today(), initial=initial)
    draft = partial(commands.draft_paper, form=form.code)
    if request.method == "POST" and run(bound, draft, actor.agency, actor=actor, on=today()):
        messages.success(request, _("Đã lập dự thảo."))
        return redirect(url_of(bound.result))
    intro = _("Về: %s") % about if about is not None else ""
    if form.of and about is None and not bound.records:
        intro = _("Chưa có hồ sơ nào để lập văn bản này.")
    return form_page(
        request,
        form=bound,
        title=_("Soạn: %s") % form.title,
        kicker=_("Văn bản đi"),
        intro=intro,
        submit=_("Lập dự thảo"),
        crumbs=[crumb_to(actor, "papers"), Link(label=_("Soạn văn bản"), url=address(actor, "paper_draft"))],
        cancel_url=address(actor, "paper_list"),
        folded=(),
    )


def _choose(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    url = reverse("support:paper_draft", kwargs={"agency": actor.agency.short_name})
    rows = [
        {"form": one, "url": f"{url}?{urlencode({'form': one.code})}"} for one in queries.forms_to_issue(viewer=actor)
    ]
    context = {"rows": rows, "tabs": tabs_for(actor, active="papers"), "crumbs": [crumb_to(actor, "papers")]}
    return render(request, "support/outgoing/choose.html", context)


def paper_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a paper: where it stands, the one thing to do next, how it looks, its files and signed copies."""
    actor = request.actor
    require(actor, "support.view_papers")
    page = queries.get_paper_page(slug, viewer=actor)
    paper = page.paper
    said = None if content.is_gone(paper, viewer=actor) else content.built(paper, viewer=actor, on=today())
    sides = PaperShown(page, actor, said=said, on=today())
    copies = [_copy(page, place) for place in range(len(page.copies))]
    context = {
        "shown": page,
        "paper": paper,
        "sides": sides,
        "copies": copies,
        "preview": html(said, level=3) if said is not None else "",
        "tabs": tabs_for(actor, active="papers"),
    }
    return record_page(request, page=sides.record_page(), template="support/outgoing/detail.html", context=context)


def _copy(page: queries.PaperPage, place: int) -> dict[str, Any]:
    """Return a signed copy as the page tells of it; what was brought before follows it."""
    one, before = page.copies[place], page.copies[place + 1 :]
    former = words.is_of_former(one.file, page.approval)
    return {
        "copy": one,
        "word": words.word_of_file(one.check),
        "tone": words.tone_of_file(one.check),
        "why": words.why_of_file(one.check),
        "signatures": words.signatures_of(one.check),
        "comparison": words.comparison_word(one.file, one.check, is_former=former),
        "comparison_tone": words.comparison_tone(one.file, one.check, is_former=former),
        "lacks": words.why_lacking(lacking(one.check, (copy.check for copy in before))),
    }


@once
def paper_write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write on a draft: every prose of its form, signer, addressees, recipients, bases."""
    actor = request.actor
    paper = queries.get_paper(slug, viewer=actor)
    require(actor, "support.write_paper", paper)
    if paper.state != OutgoingPaper.State.DRAFT or content.is_gone(paper, viewer=actor):
        messages.info(request, _("Văn bản này không sửa được nữa."))
        return redirect(url_of(paper))
    proposed = content.proposed(paper, viewer=actor, on=today())
    now = content.written_on(proposed, paper, on=today())
    form = forms.WritePaper(request.POST or None, viewer=actor, paper=paper, now=now, proposed=proposed, on=today())
    if request.method == "POST" and run(form, commands.write_paper, paper, actor=actor, on=today()):
        messages.success(request, _("Đã lưu dự thảo."))
        return redirect(url_of(paper))
    return form_of(
        request, form, paper, title=_("Soạn văn bản"), submit=_("Lưu dự thảo"),
        intro=_("Số liệu và bảng biểu lấy từ hồ sơ; chỉ sửa phần lời. Đoạn cách nhau bằng một dòng trống, dòng bắt đầu bằng “- ” là gạch đầu dòng."),
        folded=[name for name in ("bases", "unit") if name in form.fields],
    )  # fmt: skip


@once
def paper_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit a draft for signature."""
    actor = request.actor
    paper = queries.get_paper(slug, viewer=actor)
    require(actor, "support.write_paper", paper)
    form = forms.Submit(request.POST or None, initial={"version": paper.version})
    if request.method == "POST" and run(form, commands.submit_paper, paper, actor=actor, on=today()):
        messages.success(request, _("Đã trình ký."))
        return redirect(url_of(paper))
    signer = f"{paper.signer.user.full_name}, {paper.signer.named}" if paper.signer else _("chưa chọn người ký")
    return form_of(
        request, form, paper, title=_("Trình ký"), submit=_("Trình ký"),
        intro=_("Người ký: %s. Nội dung được chốt lại, người ký xác nhận trên hệ thống hoặc ký bản in.") % signer,
    )  # fmt: skip


@once
def paper_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a paper up."""
    return with_reason(
        request, slug, forms.WithReason, commands.cancel_paper, permission="support.write_paper",
        title=_("Hủy văn bản"), done=_("Đã hủy văn bản."),
        intro=_("Văn bản vẫn được lưu cùng lý do; số đã cấp không dùng lại cho văn bản khác."),
    )  # fmt: skip


@once
def paper_mend(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft the paper that replaces or corrects an issued one."""
    actor = request.actor
    paper = queries.get_paper(slug, viewer=actor)
    require(actor, "support.draft_paper", paper)
    form = forms.Mend(request.POST or None, initial={"version": paper.version})
    if request.method == "POST" and run(form, commands.mend_paper, paper, actor=actor, on=today()):
        messages.success(request, _("Đã lập dự thảo văn bản sửa."))
        return redirect(url_of(form.result))
    return form_of(
        request, form, paper, title=_("Thay thế, đính chính"), submit=_("Lập dự thảo"),
        intro=_("Văn bản đã phát hành giữ nguyên, sai sót được sửa bằng văn bản khác (NĐ 30/2020/NĐ-CP Điều 18)."),
    )  # fmt: skip


def with_reason(
    request: HttpRequest, slug: str, shape: Any, act: Any, *, permission: str, title: str, done: str, intro: str
) -> HttpResponse:
    """Answer with a form that asks for a reason, and do what it is for."""
    actor = request.actor
    paper = queries.get_paper(slug, viewer=actor)
    require(actor, permission, paper)
    form = shape(request.POST or None, initial={"version": paper.version})
    if request.method == "POST" and run(form, act, paper, actor=actor, on=today()):
        messages.success(request, done)
        return redirect(url_of(paper))
    return form_of(request, form, paper, title=title, submit=title, intro=intro)


def form_of(request: HttpRequest, form: Any, paper: OutgoingPaper, **words_: Any) -> HttpResponse:
    """Answer with a form about a paper."""
    return form_page(
        request,
        form=form,
        kicker=str(paper),
        crumbs=[
            crumb_to(request.actor, "papers"),
            Link(label=_short(paper), url=url_of(paper)),
        ],
        cancel_url=url_of(paper),
        **words_,
    )


def _short(paper: OutgoingPaper) -> str:
    """Return what leads back to a paper, whose name stands below it: its number, else its kind."""
    return paper.full_number if paper.number is not None else DOCUMENT_TYPES.get(paper.abbreviation, paper.abbreviation)
