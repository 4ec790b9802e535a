"""Pages beside an announcement: where it hangs, how the scope moved on, what is decided of that."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.manual.announcements import forms, guards, queries
from sotay.manual.announcements.differences import Kind, end_of_next_quarter, reason_for
from sotay.manual.announcements.models import Announcement, Posting
from sotay.manual.announcements.moved import moved_of
from sotay.manual.announcements.postings import commands as postings
from sotay.manual.announcements.views import act
from sotay.manual.tabs import address, crumb_to, tabs_for
from sotay.pages import once, run, shown, url_of
from sotay.ui.pages import form_page
from sotay.ui.parts import Action


@once
def announcement_post(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep where an announcement hangs or stands."""
    one = queries.get_announcement(slug, viewer=request.actor)
    require(request.actor, "manual.post_announcement", one)
    there = set(one.postings.filter(ended_date__isnull=True).values_list("kind", flat=True))
    kind = Posting.Kind.PORTAL if Posting.Kind.OFFICE in there else Posting.Kind.OFFICE
    form = forms.PostingForm(
        request.POST or None, request.FILES or None, initial={"kind": kind, "posted_date": today()}
    )
    return act(
        request, one, form, postings.add_posting,
        title=_("Ghi niêm yết, đăng tải"), done=_("Đã ghi niêm yết, đăng tải."), on=today(),
    )  # fmt: skip


@once
def posting_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep that a posting was taken down."""
    posting = queries.get_posting(uuid, viewer=request.actor)
    require(request.actor, "manual.post_announcement", posting)
    form = forms.ReasonForm(request.POST or None, one=posting)
    return act(
        request, posting.announcement, form, postings.end_posting, subject=posting,
        title=_("Gỡ: %s") % posting, submit=_("Gỡ"), done=_("Đã ghi gỡ."), on=today(),
    )  # fmt: skip


def announcement_differences(request: HttpRequest) -> HttpResponse:
    """Show how today's scope differs from the announced one, and what was decided of it."""
    actor = request.actor
    require(actor, "manual.view_announcements")
    moved = moved_of(actor.agency, on=today())
    decides = bool(moved.undecided) and may(actor, "manual.decide_scope_change")
    decide = Action(label=_("Quyết định"), url=address(actor, "scope_change_decide"), icon="gavel", primary=True)
    by_key = {one.key: each.change for each in moved.decided for one in each.found}
    return render(
        request,
        "manual/announcements/differences.html",
        {
            "moved": moved,
            "rows": [(one, Kind(one.kind).label, by_key.get(one.key)) for one in moved.found],
            "reason": Announcement.Reason(reason).label if (reason := reason_for(moved.found)) else "",
            "decide": decide if decides else None,
            "changes": queries.list_changes(viewer=actor)[:20],
            "standing_url": url_of(moved.standing) if moved.standing else "",
            "crumbs": [crumb_to(actor, "announcements")],
            "tabs": tabs_for(actor, active="announcements"),
        },
    )


@once
def scope_change_decide(request: HttpRequest) -> HttpResponse:
    """Decide on a moved scope: announce again, or with a later announcement by a day."""
    actor, on = request.actor, today()
    require(actor, "manual.decide_scope_change")
    moved = moved_of(actor.agency, on=on)
    due = max(moved.default_due or end_of_next_quarter(on), on)
    form = forms.ChangeForm(request.POST or None, due_date=due)
    here = address(actor, "announcement_differences")
    if request.method == "POST" and run(form, postings.decide_scope_change, actor.agency, actor=actor, on=on):
        messages.success(request, _("Đã ghi quyết định về thay đổi phạm vi."))
        return redirect(here)
    if request.method != "POST":
        missing = guards.why_not_decide(moved.standing, moved.undecided, way="", due_date=due, reason="", on=on)
        form.reasons = shown(missing, actor)  # type: ignore[attr-defined]
    return form_page(
        request,
        form=form,
        title=_("Quyết định về thay đổi phạm vi"),
        submit=_("Lưu quyết định"),
        intro="; ".join(f"{one.said} {one.what}" for one in moved.undecided[:8]),
        crumbs=[crumb_to(actor, "announcements")],
        cancel_url=here,
        folded=(),
    )
