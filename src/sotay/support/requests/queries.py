"""Reads of requests about documents: the list, one page, and what a record led to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold, fold_code, one_line
from sotay.approvals.models import Approval, Step
from sotay.approvals.queries import last_round_with
from sotay.commands import NotFound
from sotay.search.queries import matching
from sotay.support.documents.models import Document
from sotay.support.documents.sight import visible as visible_documents
from sotay.support.requests.models import ChangeRequest
from sotay.support.requests.sight import visible

State = ChangeRequest.State
OPEN, OVERDUE = "OPEN", "OVERDUE"


def list_requests(*, viewer: Actor) -> QuerySet[ChangeRequest]:
    """Return the requests the viewer may see, newest first."""
    rows = ChangeRequest.objects.of(viewer).select_related("agency", "document", "unit", "asked_by", "law")
    return visible(rows, viewer).order_by("-asked_date", "-pk")


def narrowed(
    rows: QuerySet[ChangeRequest], *, viewer: Actor, on: date, words: str = "", state: str = "", unit: Any = None
) -> QuerySet[ChangeRequest]:
    """Keep the requests by words, state (`OPEN`, `OVERDUE` or one of their own) and unit."""
    if words:
        found = Q(uuid__in=matching(words, model=ChangeRequest, viewer=viewer))
        code = fold_code(words)
        rows = rows.filter(found | Q(document__code_folded__startswith=code) if code else found)
    if state in {OPEN, OVERDUE}:
        rows = rows.filter(state__in=ChangeRequest.OPEN)
        rows = rows.filter(due_date__lt=on) if state == OVERDUE else rows
    elif state:
        rows = rows.filter(state=state)
    return rows.filter(Q(unit=unit) | Q(document__unit=unit)) if unit else rows


def get_request(slug: str, *, viewer: Actor) -> ChangeRequest:
    """Return one request the viewer may see; NotFound hides all others."""
    rows = list_requests(viewer=viewer).filter(slug=slug)
    one = rows.select_related("agency", "document__unit", "unit", "asked_by", "law", "revision__document").first()
    if one is None:
        raise NotFound
    return one


@dataclass(frozen=True, slots=True)
class RequestPage:
    """What the page of a request shows."""

    request: ChangeRequest
    impacts: tuple[Document, ...]
    hidden: int
    origin: subjects.Known | None
    approval: Approval | None
    steps: tuple[Step, ...]


def get_request_page(slug: str, *, viewer: Actor) -> RequestPage:
    """Return a request with where it came from and the round it went through; a constant number of queries."""
    one = get_request(slug, viewer=viewer)
    approval, steps = last_round_with(one)
    impacts = tuple(visible_documents(one.impacts.all(), viewer).order_by("code_sort", "pk"))
    return RequestPage(
        request=one,
        impacts=impacts,
        hidden=one.impacts.count() - len(impacts),
        origin=origin_of(one, viewer=viewer),
        approval=approval,
        steps=steps,
    )


def origin_of(one: ChangeRequest, *, viewer: Actor) -> subjects.Known | None:
    """Return the record a request was opened from, as far as the viewer may see it."""
    if not one.origin_uuid:
        return None
    ref = subjects.Ref(one.origin_type, one.origin_uuid)
    return subjects.resolve([ref], viewer=viewer).get(ref)


def about(record: Any, *, viewer: Actor) -> QuerySet[ChangeRequest]:
    """Return the requests opened from a record, or about it, that the viewer may see, newest first."""
    ref = subjects.ref_of(record)
    told = Q(origin_type=ref.type, origin_uuid=ref.uuid) | Q(document__uuid=ref.uuid) | Q(law__uuid=ref.uuid)
    told |= Q(revision__uuid=ref.uuid)
    return list_requests(viewer=viewer).filter(told)


def read_documents(text: str, *, viewer: Actor) -> tuple[list[Document], list[str]]:
    """Return the standing documents named by code, one a line or parted by `;`, and what none or several bear.

    A code that several fields of work use is told apart by the field behind it: *QT 01 (Đất đai)*.
    """
    said = [one for part in text.replace(";", "\n").splitlines() if (one := one_line(part))]
    wanted = {line: _code_and_field(line) for line in said}
    codes = {code for pairs in wanted.values() for code, _field in pairs}
    standing = visible_documents(Document.objects.of(viewer).standing(), viewer).filter(code_folded__in=codes)
    by_code: dict[str, list[Document]] = {}
    for document in standing.select_related("unit", "agency").order_by("pk"):
        by_code.setdefault(document.code_folded, []).append(document)
    found: dict[int, Document] = {}
    unknown = []
    for line in said:
        some = [
            document
            for code, field in wanted[line]
            for document in by_code.get(code, ())
            if field is None or document.field_folded == field
        ]
        exact = [one for one in some if not one.field_folded] if len(some) > 1 else some
        if len(exact) == 1:
            found[exact[0].pk] = exact[0]
        else:
            unknown.append(line)
    return list(found.values()), unknown


def write_document(document: Document) -> str:
    """Return how a document is named so that `read_documents` finds it again."""
    return f"{document.code} ({document.field})" if document.field else document.code


def _code_and_field(line: str) -> list[tuple[str, str | None]]:
    """Return what a line may mean: the whole a code, or a code with its field in brackets behind."""
    head, bracket, rest = line.rpartition(" (")
    pairs: list[tuple[str, str | None]] = [(fold_code(line), None)]
    if bracket and rest.endswith(")"):
        pairs.append((fold_code(head), fold(rest[:-1])))
    return pairs
