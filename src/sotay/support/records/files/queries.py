"""Reads of files: the register, one page of each, what is due to be handed over or disposed of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound
from sotay.search.queries import matching
from sotay.standard.parameters.queries import Values, values_of
from sotay.support.records.files.guards import BEING_MADE
from sotay.support.records.models import RecordClass, RecordFile, RecordLine, Transfer, TransferItem
from sotay.support.records.retention import (
    HISTORY_YEARS,
    archive_due,
    kept_until,
    must_be_archived,
    time_is_over,
    to_be_archived,
)  # fmt: skip
from sotay.support.records.sight import visible

State = RecordFile.State
KEPT = (State.OPEN, State.CLOSED, State.HANDED_OVER)
ARCHIVE_DUE = "records.archive.due"
TO_ARCHIVE, TO_DISPOSE, TO_HISTORY = "archive", "dispose", "history"


def list_files(*, viewer: Actor) -> QuerySet[RecordFile]:
    """Return the files the viewer may see, the newest first."""
    rows = visible(RecordFile.objects.of(viewer), viewer)
    return rows.select_related("agency", "record_class", "unit", "keeper", "line__list").order_by(
        "-opened_date", "number", "pk"
    )


def narrowed(
    rows: QuerySet[RecordFile], *, viewer: Actor, on: date, words: str = "", state: str = "",
    record_class: RecordClass | None = None, unit: Unit | None = None, year: int | None = None, due: str = "",
) -> QuerySet[RecordFile]:  # fmt: skip
    """Narrow files: words without marks, state, class, unit, year of the list; what is due."""
    if words.strip():
        rows = rows.filter(uuid__in=matching(words, model=RecordFile, viewer=viewer))
    if state:
        rows = rows.filter(state=state)
    if record_class is not None:
        rows = rows.filter(record_class=record_class)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if year is not None:
        rows = rows.filter(line__list__year=year)
    if due:
        rows = rows.filter(pk__in=due_files(due, viewer=viewer, on=on).values("pk"))
    return rows


def get_file(slug: str, *, viewer: Actor) -> RecordFile:
    """Return one file the viewer may see; NotFound hides all others."""
    file = list_files(viewer=viewer).filter(slug=slug).select_related("kept_by").first()
    if file is None:
        raise NotFound
    return file


def spans_of(agency_ids: Iterable[int]) -> list[tuple[int | None, str]]:
    """Return the retentions that occur among the classes of agencies."""
    rows = RecordClass.objects.filter(agency_id__in=list(agency_ids), years__isnull=False)
    return list(rows.order_by("years", "start").values_list("years", "start").distinct())


def with_lists(files: QuerySet[RecordFile]) -> QuerySet[RecordFile]:
    """Return files with `listed` (in a list that is not done) and `archived` (how often the archive took it)."""
    items = TransferItem.objects.filter(file=OuterRef("pk"), left_out_reason="", transfer__state__in=BEING_MADE)
    taken = Q(transfers__left_out_reason="", transfers__transfer__state=Transfer.State.DONE)
    taken &= Q(transfers__transfer__manner=Transfer.Manner.ARCHIVE)
    return files.annotate(listed=Exists(items), archived=Count("transfers", filter=taken, distinct=True))


def due_condition(what: str, *, spans: Iterable[tuple[int | None, str]], on: date) -> Q:
    """Return the condition on files that are to be handed over this year or before, disposed of, or given to history."""
    over = time_is_over(spans, on=on)
    destroyed = Q(record_class__disposal=RecordClass.Disposal.DESTROY, record_class__is_permanent=False)
    if what == TO_ARCHIVE:
        not_kept = Q(kept_until_date__isnull=True) | Q(kept_until_date__lt=on)
        closed = Q(state=State.CLOSED, closed_date__lt=date(on.year, 1, 1))
        return closed & to_be_archived() & not_kept & ~(destroyed & over)
    if what == TO_DISPOSE:
        return Q(state__in=[State.CLOSED, State.HANDED_OVER]) & destroyed & over
    old = Q(record_class__is_permanent=True, closed_date__lt=date(on.year - HISTORY_YEARS, 1, 1))
    kept_for_history = Q(record_class__disposal=RecordClass.Disposal.ARCHIVE, record_class__is_permanent=False) & over
    return Q(state=State.HANDED_OVER) & (old | kept_for_history)


def due_files(what: str, *, viewer: Actor, on: date) -> QuerySet[RecordFile]:
    """Return the files the viewer may see that are due and in no list yet, the oldest first.

    A file left out of a disposal this year, with its reason, is not proposed again until the next.
    """
    spans = spans_of([viewer.agency.pk])
    rows = with_lists(list_files(viewer=viewer)).filter(due_condition(what, spans=spans, on=on), listed=False)
    if what == TO_HISTORY:
        rows = rows.filter(archived__lt=2)
    if what == TO_DISPOSE:
        rows = rows.exclude(pk__in=left_out_this_year(on).filter(agency=viewer.agency).values("file"))
    return rows.order_by("closed_date", "number", "pk")


def left_out_this_year(on: date) -> QuerySet[TransferItem]:
    """Return the items left out of disposals this year."""
    being_made = [Transfer.State.DRAFT, Transfer.State.SUBMITTED]
    decided = Q(transfer__approved_date__year=on.year) | Q(transfer__state__in=being_made)
    return TransferItem.objects.filter(decided, transfer__manner=Transfer.Manner.DISPOSE).exclude(left_out_reason="")


def due_of(file: RecordFile, values: Values) -> date | None:
    """Return by when a closed file goes to the archive, as the agency set the day; None where it need not."""
    if file.closed_date is None:
        return None
    at = date(file.closed_date.year + 1, 1, 1)
    return archive_due(file.record_class, file.closed_date, month_day=values.value(file.agency_id, ARCHIVE_DUE, at))


@dataclass(frozen=True, slots=True)
class FilePage:
    """What the page of a file shows."""

    file: RecordFile
    archive_due: date | None
    must_archive: bool
    kept_until: date | None
    transfers: tuple[TransferItem, ...]

    @property
    def listed(self) -> TransferItem | None:
        """The list the file stands in and that is not done."""
        found = (one for one in self.transfers if one.transfer.state in BEING_MADE and not one.left_out_reason)
        return next(found, None)

    @property
    def is_over(self) -> bool:
        """Whether it was handed over or disposed of."""
        return self.file.state in {State.HANDED_OVER, State.DISPOSED}


def get_file_page(slug: str, *, viewer: Actor) -> FilePage:
    """Return a file with its days and the lists it stands in; constant queries."""
    file = get_file(slug, viewer=viewer)
    transfers = file.transfers.select_related("transfer__minutes", "transfer__agency").order_by("-transfer__created_at")
    closed = file.closed_date
    return FilePage(
        file=file,
        archive_due=due_of(file, values_of([file.agency_id])),
        must_archive=must_be_archived(file.record_class),
        kept_until=kept_until(file.record_class, closed) if closed else None,
        transfers=tuple(transfers),
    )


def lines_to_open(*, viewer: Actor, words: str = "") -> QuerySet[RecordLine]:
    """Return the issued lines of the newest years, for choosing what a file is opened by."""
    rows = RecordLine.objects.of(viewer).filter(issued_date__isnull=False)
    if words.strip():
        rows = rows.filter(Q(number__icontains=words.strip()) | Q(title__icontains=words.strip()))
    return rows.select_related("list__agency", "record_class", "unit", "maker", "agency").order_by(
        "-list__year", "order", "pk"
    )
