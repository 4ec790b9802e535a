"""Reads of inspections received: the list, the page of each with what the minutes say and what was put right."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sotay.agency.actor import Actor
from sotay.agency.models import Decision, Unit, User
from sotay.commands import NotFound
from sotay.evaluation.inspections.contents import LINES, ContentLine
from sotay.evaluation.inspections.followed import sheets_of
from sotay.evaluation.inspections.models import Inspection, InspectionFinding, InspectionLine
from sotay.evaluation.sheets import Sheet
from sotay.search.queries import matching

State = Inspection.State
LATE, KEPT = "LATE", "KEPT"
"""Asked for where the report on fixes is overdue."""
PAPERS = ("decision", "minutes", "fixes")
"""The signed papers of an inspection whose files can be opened from its page."""


def list_inspections(*, viewer: Actor) -> QuerySet[Inspection]:
    """Return the inspections of the viewer's agency, newest first, each with `found`: how many findings it has."""
    found = InspectionFinding.objects.filter(inspection=OuterRef("pk")).order_by().values("inspection")
    counted = Subquery(found.annotate(count=Count("pk")).values("count"))
    rows = Inspection.objects.of(viewer).select_related("agency").annotate(found=Coalesce(counted, 0))
    return rows.order_by("-from_date", "-pk")


def late(rows: QuerySet[Inspection], *, on: date) -> QuerySet[Inspection]:
    """Keep those of a list (with `found`) whose report on fixes is overdue on a day."""
    return rows.filter(state=State.MINUTES, found__gt=0, fixes_due_date__lt=on)


def with_words(rows: QuerySet[Inspection], words: str, *, viewer: Actor) -> QuerySet[Inspection]:
    """Keep those in whose code, body, plan or conclusion the words stand."""
    return rows.filter(uuid__in=matching(words, model=Inspection, viewer=viewer))


def get_inspection(slug: str, *, viewer: Actor) -> Inspection:
    """Return one inspection of the viewer's agency; NotFound hides those of others."""
    rows = list_inspections(viewer=viewer).select_related("decision", "minutes", "fixes", "grant__to_user")
    one = rows.filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


def get_finding(slug: str, *, viewer: Actor) -> InspectionFinding:
    """Return one finding of an inspection of the viewer's agency; NotFound hides those of others."""
    rows = InspectionFinding.objects.of(viewer).select_related("agency", "inspection__agency", "unit", "noted_by")
    finding = rows.filter(slug=slug).first()
    if finding is None:
        raise NotFound
    return finding


def get_paper(one: Inspection, which: str) -> Decision:
    """Return a signed paper of an inspection that has a file; NotFound for none."""
    paper: Decision | None = getattr(one, which) if which in PAPERS else None
    if paper is None or paper.file_id is None:
        raise NotFound
    return paper


@dataclass(frozen=True, slots=True)
class Concluded:
    """A line of contents A or B with what the minutes say of it, if anything."""

    line: ContentLine
    said: InspectionLine | None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the sheets that put it right."""

    finding: InspectionFinding
    sheets: list[Sheet]

    @property
    def is_open(self) -> bool:
        """Whether nothing was begun, or something is left to do."""
        return not self.sheets or any(sheet.is_open for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """What the page of an inspection shows."""

    inspection: Inspection
    lines: tuple[Concluded, ...]
    findings: tuple[Found, ...]


def get_inspection_page(slug: str, *, viewer: Actor) -> InspectionPage:
    """Return an inspection with its conclusions and findings; a constant number of queries."""
    one = get_inspection(slug, viewer=viewer)
    said = {row.line: row for row in one.lines.all()}
    rows = list(one.findings.select_related("unit", "agency").order_by("position", "pk"))
    sheets = sheets_of(one.agency_id, [row.uuid for row in rows])
    return InspectionPage(
        inspection=one,
        lines=tuple(Concluded(line, said.get(line.key)) for line in LINES),
        findings=tuple(Found(row, sheets[row.uuid]) for row in rows),
    )


def units_to_name(*, viewer: Actor, on: date, besides: int | None = None) -> QuerySet[Unit]:
    """Return the units a finding can be about: those in force, and the one it names already."""
    units = Unit.objects.of(viewer)
    return units.filter(Q(pk__in=units.in_force(on).values("pk")) | Q(pk=besides)).order_by("order", "name_sort")


def inspector_called(name: str) -> User | None:
    """Return the person of this username who may sign in, if there is one."""
    return User.objects.filter(username=name.strip().lower(), is_active=True, is_superuser=False).first()
