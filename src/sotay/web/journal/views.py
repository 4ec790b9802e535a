"""Pages of the journal."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from sotay.agency import subjects
from sotay.commands import require
from sotay.journal.models import Entry
from sotay.journal.queries import last_position, verify_chain
from sotay.pages import url_of_known
from sotay.web.journal import queries
from sotay.web.journal.forms import JournalFilter


def journal(request: HttpRequest) -> HttpResponse:
    """Show the agency's journal, newest first."""
    require(request.actor, "web.view_journal")
    form = JournalFilter(request.GET or None, areas=queries.areas())
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    before = request.GET.get("before", "")
    entries = queries.list_entries(viewer=request.actor, **asked)
    page = queries.get_page(entries, viewer=request.actor, before=int(before) if before.isdigit() else None)
    kept = request.GET.copy()
    kept.pop("before", None)
    found = {"page": page, "form": form, "query": kept.urlencode(), "agency_name": request.agency.name}
    return render(request, "web/journal/journal.html", found)


def record_journal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show all that was done to one record, and how its row changed."""
    first = Entry.objects.filter(agency=request.agency, subject_uuid=uuid).order_by("seq").first()
    record = subjects.find(subjects.Ref(first.subject_type, uuid), viewer=request.actor) if first else None
    if record is None:
        raise Http404
    require(request.actor, "web.view_record_journal", record)
    entries = Entry.objects.filter(agency=request.agency, subject_uuid=uuid).order_by("-seq")
    known = subjects.known(record)
    found = {
        "page": queries.get_page(entries, viewer=request.actor),
        "known": known,
        "url": url_of_known(known, agency=request.agency.short_name),
        "changes": queries.row_history(record),
    }
    return render(request, "web/journal/record.html", found)


def checkpoint(request: HttpRequest) -> HttpResponse:
    """Recompute the chain and show where it stands, as text and QR, to be kept outside the database."""
    import segno

    require(request.actor, "web.view_journal")
    verdict = verify_chain(request.agency)
    seq, last_hash = last_position(request.agency)
    text = f"{request.agency.short_name} {seq}:{last_hash}"
    drawn = segno.make(text, micro=False).svg_inline(scale=4, dark="#1f2a30", light=None, omitsize=False)
    return render(request, "web/journal/checkpoint.html", {"verdict": verdict, "text": text, "qr": mark_safe(drawn)})  # noqa: S308  drawn by segno from our own text
