"""Reads of services: the catalogue, one page of each, what stands in it as a `Content`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.agency.vietnamese import fold_code
from sotay.commands import NotFound
from sotay.context.laws.models import Law
from sotay.context.laws.same_number import meant_by
from sotay.context.services.content import KEPT, Content, Paper, Printed, key_of, law_key
from sotay.context.services.models import Service, ServiceBasis, ServiceChange, ServiceLimit, ServicePaper
from sotay.context.services.serving import is_told, served_by
from sotay.search.queries import matching
from sotay.ui.parts import Link


def list_services(*, viewer: Actor) -> QuerySet[Service]:
    """Return the catalogue by code, with the unit and the limits of each."""
    return (
        Service.objects.of(viewer)
        .select_related("agency", "unit")
        .prefetch_related(Prefetch("limits", queryset=ServiceLimit.objects.order_by("position")))
        .order_by("code", "pk")
    )


def with_words(services: QuerySet[Service], words: str, *, viewer: Actor) -> QuerySet[Service]:
    """Keep the services in whose code, name, field or decision the words stand; a code may be typed without its points."""
    found = Q(uuid__in=matching(words, model=Service, viewer=viewer))
    if key := key_of(words):
        bare = fold_code(key)
        found |= Q(key=key) | (Q(key=f"{bare[0]}.{bare[1:]}") if bare.isdigit() else Q())
    return services.filter(found)


def fields_of_services(*, viewer: Actor) -> list[str]:
    """Return the fields of work that stand in the catalogue."""
    fields = Service.objects.of(viewer).exclude(field="").order_by("field").values_list("field", flat=True)
    return list(fields.distinct())


def units_to_settle(*, viewer: Actor) -> QuerySet[Unit]:
    """Return the units of the agency, whether they stand or ended: a service may still be theirs."""
    return Unit.objects.of(viewer).order_by("order", "name_sort")


def unserved(services: QuerySet[Service], *, viewer: Actor, on: date) -> QuerySet[Service]:
    """Keep the published services no procedure in force serves; none is kept while nobody can tell."""
    if not is_told():
        return services.none()
    offered = list(services.published(on).prefetch_related(None))  # type: ignore[attr-defined]
    lacking = [pk for pk, links in served_by(offered, viewer).items() if not links]
    return services.filter(pk__in=lacking)


def get_service(slug: str, *, viewer: Actor) -> Service:
    """Return one service of the viewer's agency; NotFound hides those of others."""
    service = list_services(viewer=viewer).filter(slug=slug).first()
    if service is None:
        raise NotFound
    return service


def get_change(uuid: UUID, *, viewer: Actor) -> ServiceChange:
    """Return one change of a service of the viewer's agency; NotFound hides those of others."""
    change = ServiceChange.objects.of(viewer).select_related("service", "agency").filter(uuid=uuid).first()
    if change is None:
        raise NotFound
    return change


def content_of(service: Service) -> Content:
    """Return what stands of a service, to be compared with what is printed now; four queries where nothing is prefetched."""
    return contents_of([service], prefetched=False)[service.pk]


def contents_of(services: Sequence[Service], *, prefetched: bool) -> dict[int, Content]:
    """Return what stands of services, by their pks; `prefetched` says that limits, papers and bases lie ready."""
    if prefetched:
        return {
            service.pk: _content(service, service.limits.all(), service.papers.all(), service.bases.all())
            for service in services
        }
    pks = [service.pk for service in services]
    limits, papers, bases = defaultdict(list), defaultdict(list), defaultdict(list)
    for limit in ServiceLimit.objects.filter(service__in=pks).order_by("service_id", "position"):
        limits[limit.service_id].append(limit)
    for paper in ServicePaper.objects.filter(service__in=pks).order_by("service_id", "position"):
        papers[paper.service_id].append(paper)
    for basis in ServiceBasis.objects.filter(service__in=pks).order_by("service_id", "pk").select_related("law"):
        bases[basis.service_id].append(basis)
    return {
        service.pk: _content(service, limits[service.pk], papers[service.pk], bases[service.pk]) for service in services
    }


def _content(
    service: Service, limits: Iterable[ServiceLimit], papers: Iterable[ServicePaper], bases: Iterable[ServiceBasis]
) -> Content:
    values = {name: getattr(service, name) for name in ("code", *KEPT)}
    values |= {"levels": tuple(service.levels), "channels": tuple(service.channels)}
    return Content(
        **values,
        limits=tuple(dict.fromkeys(Printed(one.channel, one.text) for one in limits)),
        papers=tuple(Paper(one.name, one.originals, one.copies, one.note) for one in papers),
        bases=tuple(one.text or str(one.law) for one in bases),
    )


def laws_named(texts: Iterable[str], *, agency_id: int) -> dict[str, Law]:
    """Return, by the text, the law of the register each text names by its number, where exactly one is meant; one query."""
    keys = {text: key for text in texts if (key := law_key(text))}
    bearing: dict[str, list[Law]] = defaultdict(list)
    if keys:
        wanted = Q()
        for key in set(keys.values()):
            wanted |= Q(key=key) | Q(key__startswith=f"{key}@")
        for law in Law.objects.filter(wanted, agency_id=agency_id):
            bearing[Law.base_of(law.key)].append(law)
    found = {text: meant_by(text, bearing[key]) for text, key in keys.items()}
    return {text: laws[0] for text, laws in found.items() if len(laws) == 1}


@dataclass(frozen=True, slots=True)
class ServicePage:
    """What the page of a service shows; `served_by` is None while nobody can tell who serves it."""

    service: Service
    limits: tuple[ServiceLimit, ...]
    papers: tuple[ServicePaper, ...]
    bases: tuple[tuple[str, Law | None], ...]
    decision_law: Law | None
    changes: tuple[ServiceChange, ...]
    served_by: tuple[Link, ...] | None


def get_service_page(slug: str, *, viewer: Actor) -> ServicePage:
    """Return a service with all that is printed of it and what decisions did; a constant number of queries.

    A basis is linked also to a law that came into the register after it was written.
    """
    service = get_service(slug, viewer=viewer)
    bases = list(service.bases.select_related("law").order_by("pk"))
    named = laws_named([*(one.text for one in bases if one.law is None), service.decision], agency_id=service.agency_id)
    return ServicePage(
        service=service,
        limits=tuple(service.limits.all()),
        papers=tuple(service.papers.all()),
        bases=tuple((one.text or str(one.law), one.law or named.get(one.text)) for one in bases),
        decision_law=named.get(service.decision),
        changes=tuple(service.changes.select_related("made_by").order_by("-order")),
        served_by=tuple(served_by([service], viewer)[service.pk]) if is_told() else None,
    )
