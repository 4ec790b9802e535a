"""Pages of the manual as a document: begun, taken from a file after a look at what it would bring, its issue declared."""

import hashlib

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.vietnamese import one_line
from sotay.blobs.models import Blob
from sotay.blobs.storage import open_blob
from sotay.commands import NotFound, Refused, require, upkeep
from sotay.manual.amendments.models import Amendment
from sotay.manual.amendments.taking import take_file
from sotay.manual.statements import commands, forms, queries
from sotay.manual.statements.guards import why_not_replace, why_not_use
from sotay.manual.statements.models import Manual
from sotay.manual.statements.reading import ReadManual, UnreadableManual, read_manual_file
from sotay.manual.statements.sample import sample_manual
from sotay.manual.statements.taking import known_clauses
from sotay.manual.tabs import address, crumb_to
from sotay.organisation.decisions.commands import kept
from sotay.pages import once, run, run_plain, shown
from sotay.ui.pages import form_page
from sotay.ui.parts import Action

SALT = "manual.import"
AN_HOUR = 3600


@once
@require_POST
def manual_begin(request: HttpRequest) -> HttpResponse:
    """Begin an empty manual."""
    actor = request.actor
    for reason in run_plain(commands.begin_manual, actor.agency, actor=actor):
        messages.error(request, str(reason.text))
    return redirect(address(actor, "manual_detail"))


@once
@require_POST
def manual_sample(request: HttpRequest) -> HttpResponse:
    """Take the sample, marked *bản mẫu – chưa chỉnh sửa*."""
    actor = request.actor
    read = sample_manual(actor.agency.name)
    digest = hashlib.sha256(repr(read).encode()).hexdigest()
    reasons = run_plain(
        commands.take_manual,
        actor.agency,
        actor=actor,
        read=read,
        file_hash=digest,
        on=today(),
        origin=Manual.Origin.SAMPLE,
    )
    for reason in reasons:
        messages.error(request, str(reason.text))
    return redirect(address(actor, "manual_detail"))


@once
def import_manual(request: HttpRequest) -> HttpResponse:
    """Take the file of a manual and show what it would bring."""
    actor = request.actor
    require(actor, "manual.import_manual")
    form = forms.UploadManual(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            blob = keep_upload(form.cleaned_data["file"])
            _read(blob)
        except (Refused, UnreadableManual) as problem:
            form.add_error("file", str(problem))
        else:
            return redirect(address(actor, "import_preview", token=_token(actor, blob, form.cleaned_data["file"].name)))
    return form_page(
        request,
        form=form,
        title=_("Nhập sổ tay từ tệp"),
        intro=_(
            "Sotay đọc từng điều khoản 4.1–10.3, điều khoản không áp dụng, phần đầu và phụ lục; dòng nào không hiểu được liệt kê lại để anh, chị xem."
        ),
        submit=_("Đọc tệp"),
        crumbs=[crumb_to(actor, "book")],
        cancel_url=address(actor, "manual_detail"),
    )


@once
def import_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a file would bring; on confirmation take it, all or nothing."""
    actor = request.actor
    require(actor, "manual.import_manual")
    blob, name = _from_token(actor, token)
    read = _read(blob)
    reasons = tuple(why_not_use(read))
    if request.method == "POST" and not reasons:
        taken = take_file(
            actor.agency, actor=actor, read=read, file_hash=blob.sha256, on=today(), file=blob, file_name=name
        )
        if isinstance(taken, Amendment):
            messages.success(request, _("Đã đưa nội dung của tệp %s vào một đợt sửa đổi.") % name)
            return redirect(address(actor, "amendment_detail", slug=taken.slug))
        messages.success(request, _("Đã nhập sổ tay từ tệp %s.") % name)
        return redirect(address(actor, "manual_detail"))
    return render(
        request,
        "manual/statements/preview.html",
        {
            "seen": queries.preview(read, agency=actor.agency),
            "name": name,
            "reasons": shown(reasons, actor),
            "proposed": any(why_not_replace(queries.get_manual(viewer=actor))),
            "crumbs": [crumb_to(actor, "book")],
            "again": Action(label=_("Chọn tệp khác"), url=address(actor, "import_manual"), icon="upload"),
        },
    )


@once
def manual_declare(request: HttpRequest) -> HttpResponse:
    """Name the decision that issued the manual."""
    actor = request.actor
    manual = queries.need_manual(viewer=actor)
    require(actor, "manual.declare_issue", manual)
    form = forms.DeclareIssue(request.POST or None, request.FILES or None, manual=manual)
    if request.method == "POST" and run(form, commands.declare_issue, manual, actor=actor, on=today()):
        messages.success(request, _("Đã ghi quyết định ban hành; nội dung áp dụng được tính là đã duyệt."))
        return redirect(address(actor, "manual_detail"))
    return form_page(
        request,
        form=form,
        title=_("Quyết định ban hành sổ tay"),
        intro=_("Sổ tay nhập vào được coi là đã duyệt theo quyết định ban hành của nó. Chỉ hỏi một lần."),
        submit=_("Ghi quyết định"),
        crumbs=[crumb_to(actor, "book")],
        cancel_url=address(actor, "manual_detail"),
    )


@upkeep
def keep_upload(file: object) -> Blob:
    """Keep the bytes of an upload until it is confirmed; nothing names them before."""
    return kept(file)


def _read(blob: Blob) -> ReadManual:
    with open_blob(blob) as stream:
        return read_manual_file(stream.read(), known_clauses=known_clauses())


def _token(actor: Actor, blob: Blob, name: str) -> str:
    """Return a signed word for an upload: only this person, in this agency, for an hour, can confirm it."""
    return signing.dumps([blob.sha256, one_line(name)[-120:], str(actor.user.uuid), str(actor.agency.uuid)], salt=SALT)


def _from_token(actor: Actor, token: str) -> tuple[Blob, str]:
    try:
        digest, name, user, agency = signing.loads(token, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature as error:
        raise NotFound from error
    if (user, agency) != (str(actor.user.uuid), str(actor.agency.uuid)):
        raise NotFound
    blob = Blob.objects.filter(pk=digest).first()
    if blob is None:
        raise NotFound
    return blob, name
