"""Reads of findings: the one list over all audits, one of them, the lines they are made from."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Cast

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound
from sotay.evaluation.audits.findings.followed import has_open_sheet, has_sheet, sheets_of
from sotay.evaluation.audits.models import Audit, ChecklistLine, Finding, Grade
from sotay.evaluation.audits.sight import visible_audits, visible_findings
from sotay.evaluation.sheets import Sheet
from sotay.search.queries import matching

ASKED_OF_UNIT = tuple(grade for grade in Grade if grade != Grade.STRENGTH)
"""What a unit is asked its opinion of: everything but praise."""


def list_findings(*, viewer: Actor) -> QuerySet[Finding]:
    """Return the findings of all audits the viewer may see, those of the latest audit first."""
    # said of the audits too, or the database reads those of every agency to put the findings in order
    rows = visible_findings(Finding.objects.of(viewer).filter(audit__agency=viewer.agency), viewer)
    return rows.select_related("agency", "audit", "unit", "document").order_by(
        "-audit__from_date", "-audit__pk", "number"
    )


def with_sheets(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Tell of each finding whether sheets were born from it, and open ones, and how its clause is put in order."""
    numbers = Func(F("clause"), Value("."), function="string_to_array", output_field=ArrayField(CharField()))
    return findings.annotate(
        with_sheet=_told(has_sheet()),
        with_open_sheet=_told(has_open_sheet()),
        clause_order=Cast(numbers, ArrayField(IntegerField())),
    )


def _told(condition: Q) -> Case:
    return Case(When(condition, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())


def get_finding(slug: str, *, viewer: Actor) -> Finding:
    """Return one finding the viewer may see; NotFound hides drafts from who was audited."""
    rows = list_findings(viewer=viewer).select_related("found_by", "opinion_by", "visit", "line")
    finding = rows.prefetch_related("audit__members").filter(slug=slug).first()
    if finding is None:
        raise NotFound
    return finding


def get_line(uuid: Any, *, viewer: Actor) -> ChecklistLine:
    """Return a line of a checklist with its visit and audit."""
    rows = ChecklistLine.objects.of(viewer).select_related("visit__audit__agency", "visit__unit", "document", "agency")
    line = rows.prefetch_related("visit__audit__members").filter(uuid=uuid).first()
    if line is None:
        raise NotFound
    return line


def line_named(text: str, audit: Audit, *, viewer: Actor) -> ChecklistLine | None:
    """Return the line of an audit's checklists a form was opened from, None for none."""
    if not text:
        return None
    try:
        line = get_line(text, viewer=viewer)
    except ValidationError as error:  # no uuid
        raise NotFound from error
    if line.visit.audit_id != audit.pk:
        raise NotFound
    return line


def with_words(findings: QuerySet, words: str, *, viewer: Actor) -> QuerySet:
    """Keep those in whose code or text the words stand."""
    found = Q(uuid__in=matching(words, model=Finding, viewer=viewer))
    return findings.filter(found | Q(code__icontains=words.strip()) | Q(what__icontains=words.strip()))


def audits_with_findings(*, viewer: Actor) -> QuerySet[Audit]:
    """Return the audits that have findings the viewer may see."""
    own = visible_findings(Finding.objects.of(viewer), viewer).filter(audit=OuterRef("pk"))
    audits = visible_audits(Audit.objects.of(viewer), viewer)
    return audits.filter(Exists(own)).order_by("-from_date", "-pk")


def units_with_findings(*, viewer: Actor) -> QuerySet[Unit]:
    """Return the units findings the viewer may see were made at."""
    rows = visible_findings(Finding.objects.of(viewer), viewer)
    return Unit.objects.of(viewer).filter(pk__in=rows.values("unit")).order_by("order", "name_sort")


def years_with_findings(*, viewer: Actor) -> list[int]:
    """Return the years of audits with findings, the latest first."""
    rows = visible_findings(Finding.objects.of(viewer), viewer)
    return sorted(set(rows.order_by().values_list("audit__year", flat=True).distinct()), reverse=True)


def sheets_by_finding(findings: Iterable[Finding]) -> dict[Any, list[Sheet]]:
    """Return the sheets born from each of these findings of one agency, by its uuid."""
    rows = list(findings)
    return sheets_of(rows[0].agency_id, [one.uuid for one in rows]) if rows else {}
