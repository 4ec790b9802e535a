"""Reads of programmes: the list, the page of one, what its form offers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Func, IntegerField, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from sotay.agency.actor import Actor
from sotay.agency.models import Unit, User
from sotay.approvals.models import Approval, Step
from sotay.approvals.queries import latest_for
from sotay.commands import NotFound
from sotay.evaluation.audits.auditors.queries import valid_auditors
from sotay.evaluation.audits.models import Audit, Programme, ProgrammeLine
from sotay.evaluation.audits.programmes.done import Cell, cells_of
from sotay.evaluation.audits.programmes.drafting import numbered, standing_processes
from sotay.evaluation.audits.sight import SEES_ALL, visible_audits

State = Programme.State
HELD = (State.APPROVED, State.SUPERSEDED)


def visible(programmes: QuerySet[Programme], viewer: Actor) -> QuerySet[Programme]:
    """Keep what the viewer may see: programmes from their approval on; drafts for who prepares or oversees them."""
    if not viewer.is_guest and (viewer.user is None or viewer.holds(*SEES_ALL)):
        return programmes
    return programmes.filter(state__in=HELD)


def list_programmes(*, viewer: Actor) -> QuerySet[Programme]:
    """Return the programmes the viewer may see, newest first; `turns` is how often something is audited by each."""
    months = Func(F("lines__months"), function="cardinality", output_field=IntegerField())
    rows = visible(Programme.objects.of(viewer), viewer).select_related("agency")
    return rows.annotate(turns=Coalesce(Sum(months), Value(0))).order_by("-year", "-revision", "-pk")


def get_programme(slug: str, *, viewer: Actor) -> Programme:
    """Return one programme the viewer may see; NotFound hides all others."""
    one = visible(Programme.objects.of(viewer), viewer).select_related("agency").filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


def lines_of(programme: Programme) -> list[ProgrammeLine]:
    """Return the lines of a programme with unit, process and who leads, in their order."""
    rows = programme.lines.select_related("unit", "process__owner_unit", "lead", "agency")
    return list(rows.order_by("position", "pk"))


def lines_to_write(programme: Programme, *, on: date) -> list[ProgrammeLine]:
    """Return what the form of a programme shows: its lines, and an empty one for whatever stands without one."""
    lines = lines_of(programme)
    there = {(line.unit_id, line.process_id) for line in lines}
    agency = programme.agency
    for unit in Unit.objects.filter(agency=agency).in_force(on).order_by("order", "name_sort", "pk"):
        if (unit.pk, None) not in there:
            lines.append(ProgrammeLine(agency=agency, programme=programme, unit=unit))
    for process in standing_processes(agency, on):
        if (None, process.pk) not in there:
            lines.append(ProgrammeLine(agency=agency, programme=programme, process=process))
    return numbered(sorted(lines, key=lambda line: line.process_id is not None))


def programme_of(agency_id: int, year: int) -> Programme | None:
    """Return the programme of a year that holds."""
    rows = Programme.objects.filter(agency_id=agency_id, year=year, state=State.APPROVED)
    return rows.select_related("agency").first()


def possible_leads(*, viewer: Actor, year: int) -> QuerySet[User]:
    """Return the people who may lead an audit of a year: of the register on its first or last day, or today."""
    ids: set[int] = set()
    for day in (date(year, 1, 1), date(year, 6, 30), date(year, 12, 31)):
        ids.update(valid_auditors(viewer.agency.pk, day).values_list("user_id", flat=True))
    return User.objects.filter(pk__in=ids).order_by("name_sort", "pk")


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """What the page of a programme shows; `rows` are its lines with the cells of twelve months."""

    programme: Programme
    rows: tuple[tuple[ProgrammeLine, tuple[Cell, ...]], ...]
    approval: Approval | None
    steps: tuple[Step, ...]
    revisions: tuple[Programme, ...]
    audits: tuple[Audit, ...]

    @property
    def prepared(self) -> Programme | None:
        """A later revision that is not approved yet."""
        return next((one for one in self.revisions if one.revision > self.programme.revision), None)


def get_page(slug: str, *, viewer: Actor, on: date) -> ProgrammePage:
    """Return a programme with its lines, what was done of each, its approval and revisions; constant queries."""
    one = get_programme(slug, viewer=viewer)
    lines = lines_of(one)
    approval = latest_for(one)
    steps = approval.steps.select_related("user", "unit").prefetch_related("votes__user") if approval else ()
    same = visible(Programme.objects.of(viewer), viewer).filter(year=one.year).select_related("agency")
    audits = (
        visible_audits(Audit.objects.of(viewer).filter(programme__year=one.year), viewer)
        .select_related("agency")
        .order_by("from_date", "pk")
    )
    return ProgrammePage(
        programme=one,
        rows=tuple(zip(lines, cells_of(one, lines, on=on), strict=True)),
        approval=approval,
        steps=tuple(steps),
        revisions=tuple(same.order_by("-revision")),
        audits=tuple(audits),
    )
