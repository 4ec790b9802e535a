"""The page that holds planned times of a procedure against measured ones, and the way to it from its steps."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.agency.models.calendar import calendar_of
from sotay.attachments.sides import Side, side
from sotay.commands import NotFound
from sotay.operation.dossiers.models import Dossier
from sotay.operation.procedures.cases import Case, cases_of
from sotay.operation.procedures.models import TimeUnit
from sotay.operation.procedures.words import time_words
from sotay.operation.statistics.step_times import NEWEST, StepTime, measured
from sotay.operation.tabs import address
from sotay.support.documents.models import Kind
from sotay.support.documents.queries import get_document
from sotay.support.documents.sight import visible_revisions
from sotay.support.models import Document, Revision
from sotay.ui import charts
from sotay.ui.formats import so
from sotay.ui.parts import Link

LONGEST = 90
"""So many letters of a step stand beside its bar."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as a line of the table."""

    time: StepTime

    @property
    def planned(self) -> str:
        """The planned time, as it is written where it is no single number."""
        one = self.time.step
        return time_words(one.time_value, one.time_unit) or one.time_text

    @property
    def median(self) -> str:
        """The median with its unit."""
        return self._said(self.time.median)

    @property
    def high(self) -> str:
        """The 90th percentile with its unit."""
        return self._said(self.time.high)

    @property
    def verdict(self) -> str:
        """How practice stands against the plan; nothing where either is missing."""
        if not self.time.pace.count:
            return _("chưa đo được")
        if self.time.planned is None:
            return _("không so được: chưa ghi thời gian theo giờ, ngày làm việc")
        if self.time.is_slow:
            return _("quá nửa số hồ sơ lâu hơn thời gian đã định")
        if self.time.is_often_slow:
            return _("hơn 10 % số hồ sơ lâu hơn thời gian đã định")
        return _("trong thời gian đã định")

    def _said(self, value: Any) -> str:
        return "–" if value is None else f"{so(value, 1)} {TimeUnit(self.time.unit).label}"


@dataclass(frozen=True, slots=True)
class CaseTimes:
    """A case with its steps and what was measured of them."""

    case: Case
    lines: tuple[StepLine, ...]

    @property
    def bars(self) -> Any:
        """The medians by step in working days, None while fewer than two steps are measured."""
        told = [one for one in self.lines if one.time.pace.median is not None]
        if len(told) < 2:  # noqa: PLR2004  nothing to compare
            return None
        rows = [
            charts.Bar(
                label=_short(f"{one.time.step.position}. {one.time.step.work}"),
                value=float(one.time.pace.median or 0),
                shown=one.median,
                tone="warn" if one.time.is_slow else "",
            )
            for one in told
        ]
        return charts.bars(rows, title=_("Trung vị thời gian đo được của các bước"), column=_("Bước"))


@dataclass(frozen=True, slots=True)
class TimesPage:
    """What the page shows: the revision, its cases, how many dossiers were looked at, and the other revisions."""

    document: Document
    revision: Revision | None
    cases: tuple[CaseTimes, ...]
    dossiers: int
    others: tuple[Revision, ...]

    @property
    def is_cut(self) -> bool:
        """Whether there are more dossiers than were measured."""
        return self.dossiers == NEWEST

    @property
    def steps(self) -> int:
        """How many steps were measured."""
        return sum(bool(line.time.pace.count) for case in self.cases for line in case.lines)


def get_times(slug: str, *, viewer: Actor, revision: str = "") -> TimesPage:
    """Return the times of a procedure: of the revision in force, or of the one named (by its number in addresses).

    NotFound hides what the viewer may not see, what is no procedure, and revisions of others.
    """
    document = get_document(slug, viewer=viewer)
    if document.kind != Kind.PROCEDURE:
        raise NotFound
    seen = visible_revisions(Revision.objects.filter(document=document), viewer)
    used = Dossier.objects.filter(agency=viewer.agency, origin=Dossier.Origin.DESK, revision__document=document)
    in_force = Revision.State.IN_FORCE
    there = [
        one
        for one in seen.prefetch_related("variants__steps__unit").order_by("-order")
        if one.state == in_force or one.pk in set(used.values_list("revision", flat=True).distinct())
    ]
    chosen = _chosen(there, revision)
    if chosen is None:
        return TimesPage(document, None, (), 0, ())
    cases = cases_of(chosen)
    times, count = measured(chosen, [step for case in cases for step in case.steps], calendar_of(viewer.agency))
    by_step = {one.step.pk: StepLine(one) for one in times}
    shown = tuple(CaseTimes(case, tuple(by_step[step.pk] for step in case.steps)) for case in cases)
    return TimesPage(document, chosen, shown, count, tuple(one for one in there if one != chosen))


def _chosen(revisions: list[Revision], named: str) -> Revision | None:
    if not named:
        in_force = [one for one in revisions if one.state == Revision.State.IN_FORCE]
        return next(iter(in_force or revisions), None)
    try:
        wanted = UUID(named)
    except ValueError as error:
        raise NotFound from error
    found = next((one for one in revisions if one.uuid == wanted), None)
    if found is None:
        raise NotFound
    return found


def _dossiers_of(record: Any, _viewer: Actor) -> Exists:
    rows = Dossier.objects.filter(origin=Dossier.Origin.DESK)
    if isinstance(record, Revision):
        return Exists(rows.filter(agency=record.agency_id, revision=record))
    if isinstance(record, Document):
        return Exists(rows.filter(agency=record.agency_id, revision__document=record))
    return Exists(rows.none())


@side("operation.times", order=2, exists=_dossiers_of)
def times_of(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Lead from a procedure and its steps to how long they take in practice, once dossiers went through them."""
    document = record.document if isinstance(record, Revision) else record
    if not there or not isinstance(document, Document) or document.kind != Kind.PROCEDURE:
        return None
    url = address(viewer, "procedure_times", slug=document.slug)
    if isinstance(record, Revision):
        url = f"{url}?revision={record.uuid}"
    rows = Dossier.objects.filter(agency=document.agency_id, origin=Dossier.Origin.DESK)
    of = {"revision": record} if isinstance(record, Revision) else {"revision__document": record}
    count = rows.filter(**of).count()
    note = ngettext("đo trên %d hồ sơ", "đo trên %d hồ sơ", count) % count
    return Side(title=_("Rà soát với thực tế"), lines=[Link(label=_("Thời gian từng bước"), url=url, note=note)])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]}…"
