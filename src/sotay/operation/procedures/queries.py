"""Reads of procedures: the list with their cases, the steps of a revision, which services are served and which are not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.agency.vietnamese import fold
from sotay.commands import NotFound
from sotay.context.models import Service
from sotay.operation.procedures.cases import Case, cases_of
from sotay.operation.procedures.models import ProcedureRules, ProcedureService, ProcedureStep, Variant
from sotay.operation.procedures.sums import Verdict
from sotay.support.documents.models import Kind
from sotay.support.documents.queries import get_revision, list_documents
from sotay.support.documents.sight import visible, visible_revisions
from sotay.support.models import Document, Revision


def list_procedures(*, viewer: Actor) -> QuerySet[Document]:
    """Return the procedures that stand, as far as the viewer sees them, by code."""
    documents = list_documents(viewer=viewer).filter(kind=Kind.PROCEDURE)
    return documents.filter(state__in=[Document.State.DRAFT, Document.State.IN_FORCE])


@dataclass(frozen=True, slots=True)
class Row:
    """A case of a procedure as the list tells it; a procedure without steps has one row without a case."""

    document: Document
    revision: Revision | None
    case: Case | None
    services: tuple[Service, ...]

    @property
    def problem(self) -> str:
        """What is in the way, or should be looked at: REFUSED, DOUBT, NO_STEPS, or nothing.

        A procedure of the system itself, which serves no service, may say all it has to say without steps.
        """
        if self.case is None:
            return "NO_STEPS" if self.services else ""
        if self.case.verdict == Verdict.NO_STEPS:
            return "NO_STEPS"
        if self.case.refusal:
            return "REFUSED"
        return "DOUBT" if self.case.doubts else ""

    @property
    def notes(self) -> list[str]:
        """The same in words."""
        if self.case is None:
            return [_("Chưa có bước nào.")] if self.services else []
        return [self.case.refusal, *self.case.doubts] if self.case.refusal else self.case.doubts

    @property
    def hours(self) -> Any:
        """What the steps come to in working hours, for sorting."""
        return self.case.total.own if self.case and self.case.total else None

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands by code."""
        return self.document.code_sort, self.document.pk


def rows_of(documents: QuerySet[Document], *, viewer: Actor, problem: str = "") -> list[Row]:
    """Return the rows of procedures; a constant number of queries. `problem` keeps those with one, ANY with whichever.

    A procedure is told by its revision in force, or while that one has no steps by the one that is being prepared.
    """
    asked = list(documents.prefetch_related("serves__service"))
    states = [Revision.State.IN_FORCE, *Revision.PREPARED]
    seen = visible_revisions(Revision.objects.of(viewer).filter(document__in=asked, state__in=states), viewer)
    by_document: dict[int, list[Revision]] = defaultdict(list)
    for one in seen.prefetch_related("variants__steps").order_by("order"):
        by_document[one.document_id].append(one)
    rows = []
    for document in asked:
        revision, cases = _told_by(by_document[document.pk])
        services = tuple(sorted((one.service for one in document.serves.all()), key=lambda one: one.code))
        told: list[Case | None] = [*cases] or [None]
        rows += [Row(document, revision, case, services) for case in told]
    return [row for row in rows if not problem or row.problem == problem or (problem == "ANY" and row.problem)]


def _told_by(revisions: Sequence[Revision]) -> tuple[Revision | None, list[Case]]:
    ordered = sorted(revisions, key=lambda one: one.state != Revision.State.IN_FORCE)
    for one in ordered:
        if cases := cases_of(one):
            return one, cases
    return (ordered[0] if ordered else None), []


def fields_of_procedures(*, viewer: Actor) -> list[str]:
    """Return the fields of work procedures are of."""
    fields = Document.objects.of(viewer).filter(kind=Kind.PROCEDURE).exclude(field="").order_by("field")
    return list(fields.values_list("field", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class StepsPage:
    """What the page of the steps of a revision shows."""

    revision: Revision
    cases: tuple[Case, ...]
    services: tuple[Service, ...]
    rules: ProcedureRules | None


def get_steps(uuid: Any, *, viewer: Actor) -> StepsPage:
    """Return the cases of a revision the viewer may see; NotFound hides all others."""
    revision = get_revision(uuid, viewer=viewer)
    services = Service.objects.of(viewer).filter(procedures__document=revision.document_id).order_by("code")
    rules = ProcedureRules.objects.filter(document=revision.document_id).first()
    return StepsPage(revision, tuple(cases_of(revision)), tuple(services), rules)


def get_variant(uuid: UUID, *, viewer: Actor) -> Variant:
    """Return one case of a revision the viewer may see."""
    rows = Variant.objects.of(viewer).select_related("revision__document__unit", "revision__agency", "agency")
    variant = rows.filter(uuid=uuid, revision__in=visible_revisions(Revision.objects.of(viewer), viewer)).first()
    if variant is None:
        raise NotFound
    return variant


def get_step(uuid: UUID, *, viewer: Actor) -> ProcedureStep:
    """Return one step of a revision the viewer may see."""
    rows = ProcedureStep.objects.of(viewer).select_related(
        "unit", "variant__revision__document__unit", "variant__revision__agency", "agency"
    )
    seen = visible_revisions(Revision.objects.of(viewer), viewer)
    step = rows.filter(uuid=uuid, variant__revision__in=seen).first()
    if step is None:
        raise NotFound
    return step


def units_for_steps(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the units that may do a step."""
    return Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")


def services_of(document: Document) -> QuerySet[Service]:
    """Return the services a procedure serves, by code."""
    return Service.objects.filter(procedures__document=document).order_by("code")


def rules_of(document: Document) -> ProcedureRules:
    """Return how dossiers of a procedure are counted; the usual rules where none were agreed."""
    found = ProcedureRules.objects.filter(document=document).first()
    return found or ProcedureRules(agency=document.agency, document=document)


@dataclass(frozen=True, slots=True)
class Served:
    """A published service with the procedures that serve it: those in force, and those that are not yet."""

    service: Service
    in_force: tuple[Document, ...]
    coming: tuple[Document, ...]
    seen: frozenset[int]

    @property
    def standing(self) -> str:
        """COVERED by one in force, COMING while only drafts serve it, else a GAP."""
        return "COVERED" if self.in_force else "COMING" if self.coming else "GAP"

    @property
    def place(self) -> tuple[int, str, str]:
        """Where it stands in the matrix: gaps first, then by field and code."""
        return ("GAP", "COMING", "COVERED").index(self.standing), fold(self.service.field), self.service.code


def coverage_of(services: QuerySet[Service], *, viewer: Actor, standing: str = "") -> list[Served]:
    """Return published services with what serves them, gaps first; a constant number of queries.

    A procedure the viewer may not see still serves; `seen` says which can be named.
    """
    asked = list(services)
    links = ProcedureService.objects.of(viewer).filter(service__in=asked).select_related("document")
    by_service: dict[int, list[Document]] = defaultdict(list)
    for link in links.order_by("document__code_sort", "document_id"):
        by_service[link.service_id].append(link.document)
    documents = {one.pk for found in by_service.values() for one in found}
    seen = visible(Document.objects.of(viewer).filter(pk__in=documents), viewer)
    named = frozenset(seen.values_list("pk", flat=True)) if documents else frozenset()
    rows = []
    for service in asked:
        serving = by_service[service.pk]
        in_force = tuple(one for one in serving if is_in_force(one))
        coming = tuple(one for one in serving if one.state == Document.State.DRAFT)
        rows.append(Served(service, in_force, coming, named))
    kept = [row for row in rows if not standing or row.standing == standing]
    return sorted(kept, key=lambda row: row.place)


def is_in_force(document: Document) -> bool:
    """Return whether a document is a procedure in force."""
    return document.kind == Kind.PROCEDURE and document.state == Document.State.IN_FORCE


def published_services(*, viewer: Actor, on: date) -> QuerySet[Service]:
    """Return the services that are offered, by code."""
    services = Service.objects.of(viewer).published(on)
    return services.select_related("agency").order_by("code", "pk")


def get_service(slug: str, *, viewer: Actor) -> Service:
    """Return a service of the viewer's agency."""
    service = Service.objects.of(viewer).select_related("agency").filter(slug=slug).first()
    if service is None:
        raise NotFound
    return service


def procedures_to_serve(service: Service, *, viewer: Actor) -> QuerySet[Document]:
    """Return the procedures that do not serve a service yet."""
    return list_procedures(viewer=viewer).exclude(serves__service=service)


def known_services(keys: Iterable[str], *, viewer: Actor) -> dict[str, Service]:
    """Return the services of the catalogue by their keys."""
    return {one.key: one for one in Service.objects.of(viewer).filter(key__in=list(keys))}
