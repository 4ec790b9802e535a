"""Reads of classes of records."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.search.queries import matching
from sotay.support.records.classes.proposals import is_proposed, proposals
from sotay.support.records.models import RecordClass, RecordFile, RecordLine

DISPOSED = RecordFile.State.DISPOSED


def list_classes(*, viewer: Actor, ended: bool = False) -> QuerySet[RecordClass]:
    """Return the classes in use (or those that ended), by heading and code, with the number of files kept by each."""
    rows = RecordClass.objects.of(viewer).filter(ended_date__isnull=not ended)
    return rows.annotate(kept=Count("files", filter=~Q(files__state=DISPOSED))).order_by("heading", "code", "pk")


def narrowed(
    rows: QuerySet[RecordClass], *, viewer: Actor, words: str = "", retention: str = ""
) -> QuerySet[RecordClass]:
    """Narrow classes: words without marks; a number of years, `permanent`, or `proposed` where nobody decided yet."""
    if words.strip():
        rows = rows.filter(uuid__in=matching(words, model=RecordClass, viewer=viewer))
    if retention == "permanent":
        rows = rows.filter(is_permanent=True)
    elif retention == "proposed":
        rows = rows.filter(basis=proposals()[0].basis)
    elif retention.isdecimal():
        rows = rows.filter(years=int(retention))
    return rows


def get_class(slug: str, *, viewer: Actor) -> RecordClass:
    """Return one class of the viewer's agency; NotFound hides those of others."""
    one = RecordClass.objects.of(viewer).select_related("agency").filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


def retentions(*, viewer: Actor) -> list[int]:
    """Return the years that occur among the classes in use."""
    rows = RecordClass.objects.of(viewer).filter(ended_date__isnull=True, years__isnull=False)
    years = rows.order_by("years").values_list("years", flat=True).distinct()
    return [one for one in years if one is not None]


@dataclass(frozen=True, slots=True)
class ClassPage:
    """What the page of a class shows."""

    one: RecordClass
    lines: tuple[RecordLine, ...]
    files: int
    open_files: int
    proposed: bool


def get_class_page(slug: str, *, viewer: Actor) -> ClassPage:
    """Return a class with the newest lines that use it and how many files it has."""
    one = get_class(slug, viewer=viewer)
    counts = one.files.aggregate(
        kept=Count("pk", filter=~Q(state=DISPOSED)), open=Count("pk", filter=Q(state=RecordFile.State.OPEN))
    )
    lines = one.lines.select_related("list__agency", "unit").order_by("-list__year", "order", "pk")[:20]
    return ClassPage(one, tuple(lines), counts["kept"], counts["open"], is_proposed(one))


def still_proposed(classes: Iterable[RecordClass]) -> list[RecordClass]:
    """Return those whose retention nobody decided on yet, each once."""
    return list({one.pk: one for one in classes if is_proposed(one)}.values())
