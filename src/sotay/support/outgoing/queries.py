"""Reads of outgoing papers: the list, one page of each, and what a new one can be drafted from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit
from sotay.agency.subjects import Known, Ref
from sotay.agency.vietnamese import fold
from sotay.approvals.models import Approval, Step
from sotay.approvals.queries import latest_for
from sotay.commands import NotFound
from sotay.papers import forms
from sotay.papers.forms import Form
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper, SignatureCheck, SignedFile
from sotay.support.outgoing.sight import visible

MOST_RECORDS = 300
RELATED = ("agency", "unit", "drafted_by", "signer__user", "series", "decision", "pdf", "docx", "behind")


def list_papers(*, viewer: Actor) -> QuerySet[OutgoingPaper]:
    """Return the papers the viewer may see, newest first, with the verdict upon their newest signed copy and its reason."""
    newest = SignatureCheck.objects.filter(signed_file__paper=OuterRef("pk")).order_by("-signed_file__pk", "-pk")
    rows = visible(OutgoingPaper.objects.of(viewer), viewer).select_related("agency", "unit", "signer__user")
    told = {"verdict": Subquery(newest.values("verdict")[:1]), "why": Subquery(newest.values("verdicts__reason")[:1])}
    return rows.defer("content", "words").annotate(**told).order_by("-pk")


def with_words(papers: QuerySet[OutgoingPaper], words: str) -> QuerySet[OutgoingPaper]:
    """Keep the papers in whose number, symbol or extract the words stand, with or without marks."""
    wanted = fold(words)
    rows = papers.order_by().values_list("pk", "subject", "symbol", "number", "number_suffix")
    found = [
        pk
        for pk, subject, symbol, number, suffix in rows
        if wanted in fold(f"{subject} {'' if number is None else f'{number:02}'}{suffix}/{symbol}")
    ]
    return papers.filter(pk__in=found)


def get_paper(slug: str, *, viewer: Actor) -> OutgoingPaper:
    """Return one paper the viewer may see; NotFound hides all others."""
    rows = visible(OutgoingPaper.objects.of(viewer), viewer).select_related(*RELATED, "mends__agency")
    paper = rows.filter(slug=slug).first()
    if paper is None:
        raise NotFound
    return paper


def get_signed_file(uuid: UUID, *, paper: OutgoingPaper, viewer: Actor) -> SignedFile:
    """Return a signed copy of a paper."""
    one = SignedFile.objects.of(viewer).filter(paper=paper, uuid=uuid).select_related("file", "paper__agency").first()
    if one is None:
        raise NotFound
    return one


def get_series(slug: str, *, viewer: Actor) -> NumberSeries:
    """Return one series of the viewer's agency."""
    series = NumberSeries.objects.of(viewer).select_related("agency").filter(slug=slug).first()
    if series is None:
        raise NotFound
    return series


@dataclass(frozen=True, slots=True)
class Copy:
    """A signed copy with every look at its signatures, the newest first."""

    file: SignedFile
    checks: tuple[SignatureCheck, ...]

    @property
    def check(self) -> SignatureCheck:
        """The newest look."""
        return self.checks[0]


@dataclass(frozen=True, slots=True)
class PaperPage:
    """What the page of a paper shows."""

    paper: OutgoingPaper
    approval: Approval | None
    steps: tuple[Step, ...]
    copies: tuple[Copy, ...]
    mended_by: tuple[OutgoingPaper, ...]
    about: Known | None


def get_paper_page(slug: str, *, viewer: Actor) -> PaperPage:
    """Return a paper with its round, signed copies and what puts it right; a constant number of queries."""
    paper = get_paper(slug, viewer=viewer)
    approval = latest_for(paper)
    steps = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    files = SignedFile.objects.filter(paper=paper).select_related("file", "brought_by").prefetch_related("checks")
    ref = Ref(paper.subject_type, paper.subject_uuid) if paper.subject_uuid else None
    mending = visible(paper.mended_by.exclude(state=OutgoingPaper.State.CANCELLED), viewer).select_related("agency")
    return PaperPage(
        paper=paper,
        approval=approval,
        steps=tuple(steps),
        copies=tuple(Copy(one, tuple(reversed(list(one.checks.all())))) for one in files.order_by("-pk")),
        mended_by=tuple(mending.order_by("pk")),
        about=subjects.resolve([ref], viewer=viewer).get(ref) if ref else None,
    )


def forms_to_issue(*, viewer: Actor) -> list[Form]:
    """Return the forms a paper can be drafted from, the plain letter first; a correction is drafted from the paper it corrects."""
    del viewer  # the registry is the same for all
    found = [one for one in forms.everyone() if one.is_drafted_by_anybody and one.of != OutgoingPaper._meta.label_lower]
    return sorted(found, key=lambda one: bool(one.of or one.asks))


def record_by(subject_type: str, uuid: str, *, viewer: Actor) -> Any | None:
    """Return the record named in an address, None for one that is not there for the viewer."""
    try:
        return subjects.find(Ref(subject_type, UUID(uuid)), viewer=viewer)
    except ValueError:
        return None


def records_for(form: Form, *, viewer: Actor) -> list[Any]:
    """Return the newest records a form can be drafted from, as the viewer sees them."""
    rows = subjects.rows_of(form.of, viewer=viewer)
    if rows is None:
        return []
    return [one for one in rows.order_by("-pk")[:MOST_RECORDS] if form.when(one) and form.may(viewer, one)]


def units(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the units that draft papers."""
    return Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")


def seats_by(keys: Iterable[int]) -> QuerySet[Seat]:
    """Return seats by their keys, with who holds them."""
    return Seat.objects.filter(pk__in=list(keys)).select_related("user", "unit", "agency")
