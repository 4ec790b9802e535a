"""Writes upon services, each under the decision that publishes, changes or abolishes them; and who settles them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Agency, Unit
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.context.services import guards, queries
from sotay.context.services.content import Content, differences, key_of
from sotay.context.services.models import Service, ServiceChange
from sotay.context.services.writing import carried, put_content, write_parts
from sotay.journal.recording import record

Act = ServiceChange.Act


@command
def publish_service(
    agency: Agency,
    *,
    actor: Actor,
    decision_date: date | None,
    effective_date: date | None = None,
    unit: Unit | None = None,
    **values: Any,
) -> Service:
    """Put a service into the catalogue under the decision that publishes it; values are the fields of a `Content`."""
    require(actor, "context.publish_services", agency)
    agency, on = lock(agency), today()
    content = Content().with_values(values)
    key = key_of(content.code)
    there = Service.objects.filter(agency=agency, key=key).first() if key else None
    service = Service(agency=agency, unit=unit, from_date=effective_date or decision_date)
    refuse(
        guards.why_not_kept(code=key and content.code, name=content.name, there=there),
        guards.why_not_by_decision(decision=content.decision, decision_date=decision_date, on=on),
        guards.why_not_assigned(service, unit_agency_id=unit.agency_id if unit else None),
    )

    put_content(service, content, dated=True)
    service.slug = free_slug(Service.objects.filter(agency=agency), content.code)
    service.save()
    write_parts([(service, content)])
    _tell(service, Act.PUBLISHED, actor=actor, decision_date=decision_date, effective_date=effective_date)

    record("context.service.published", actor=actor, subject=service, **_said(service, decision_date))
    return service


@command
def change_service(
    service: Service,
    *,
    actor: Actor,
    version: int,
    decision_date: date | None,
    effective_date: date | None = None,
    **values: Any,
) -> Service:
    """Change what is printed of a service under a decision; each field that differs is kept, old and new."""
    require(actor, "context.write_service", service)
    service, on = lock(service, version=version), today()
    old = queries.content_of(service)
    new = old.with_values(values)
    key = key_of(new.code)
    taken = Service.objects.filter(agency=service.agency, key=key).exclude(pk=service.pk).first() if key else None
    refuse(
        guards.why_not_changed(service),
        guards.why_not_kept(code=key and new.code, name=new.name, there=taken),
        guards.why_not_by_decision(decision=new.decision, decision_date=decision_date, on=on),
    )
    changed = differences(old, new)
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    put_content(service, new, dated=True)
    service.save()
    write_parts([(service, new)])
    _tell(
        service,
        Act.CHANGED,
        actor=actor,
        decision_date=decision_date,
        effective_date=effective_date,
        fields=changed,
    )

    fields = [one["field"] for one in changed]
    record("context.service.changed", actor=actor, subject=service, fields=fields, **_said(service, decision_date))
    return service


@command
def abolish_service(
    service: Service,
    *,
    actor: Actor,
    version: int,
    decision: str,
    decision_date: date | None,
    effective_date: date | None,
) -> Service:
    """Abolish a service from a day under a decision; what is printed of it stays to be read."""
    require(actor, "context.publish_services", service)
    service, on = lock(service, version=version), today()
    refuse(
        guards.why_not_abolished(service, abolished_date=effective_date),
        guards.why_not_by_decision(decision=decision, decision_date=decision_date, on=on),
    )

    service.state, service.abolished_date = Service.State.ABOLISHED, effective_date
    service.save()
    said = one_line(decision)[:200]
    _tell(
        service,
        Act.ABOLISHED,
        actor=actor,
        decision=said,
        decision_date=decision_date,
        effective_date=effective_date,
    )

    record(
        "context.service.abolished",
        actor=actor,
        subject=service,
        decision=said,
        decision_date=decision_date,
        abolished_date=effective_date,
    )
    return service


@command
def restore_service(
    service: Service,
    *,
    actor: Actor,
    version: int,
    decision: str,
    decision_date: date | None,
    effective_date: date | None = None,
) -> Service:
    """Publish an abolished service again under a decision, as it stood."""
    require(actor, "context.publish_services", service)
    service, on = lock(service, version=version), today()
    refuse(
        guards.why_not_restored(service),
        guards.why_not_by_decision(decision=decision, decision_date=decision_date, on=on),
    )

    content = queries.content_of(service).with_values({"decision": decision})
    put_content(service, content, dated=True)
    service.state, service.abolished_date = Service.State.PUBLISHED, None
    service.from_date = effective_date or decision_date
    service.save()
    _tell(service, Act.RESTORED, actor=actor, decision_date=decision_date, effective_date=effective_date)

    record("context.service.restored", actor=actor, subject=service, **_said(service, decision_date))
    return service


@command
def assign_service(service: Service, *, actor: Actor, version: int, unit: Unit | None) -> Service:
    """Name the unit that settles a service; that is the agency's own matter and needs no decision."""
    require(actor, "context.publish_services", service)
    service = lock(service, version=version)
    refuse(guards.why_not_assigned(service, unit_agency_id=unit.agency_id if unit else None))
    if service.unit_id == (unit.pk if unit else None):
        return UNCHANGED  # type: ignore[return-value]

    service.unit = unit
    service.save()

    record("context.service.assigned", actor=actor, subject=service, unit=unit.code if unit else "")
    return service


@command
def date_decision(
    change: ServiceChange, *, actor: Actor, decision_date: date | None, effective_date: date | None = None
) -> ServiceChange:
    """Enter the day a decision was signed, at once for every service it did something to."""
    require(actor, "context.publish_services", change.service)
    change = lock(change)
    refuse(guards.why_not_dated(change, decision_date=decision_date, on=today()))

    changes = _of_one_decision(change)
    for one in changes:
        one.decision_date = decision_date
        one.effective_date = one.effective_date or effective_date
        one.version += 1
    ServiceChange.objects.bulk_update(changes, ["decision_date", "effective_date", "version"])
    services = list(Service.objects.filter(pk__in=[one.service_id for one in changes]).select_for_update())
    known = queries.contents_of(services, prefetched=False)
    for service in services:
        put_content(service, known[service.pk], dated=carried(service))
        service.from_date = service.from_date or effective_date or decision_date
        service.version += 1
    Service.objects.bulk_update(services, ["flags", "from_date", "version"])

    record(
        "context.service.decision_dated",
        actor=actor,
        subject=change.service,
        decision=change.decision,
        decision_date=decision_date,
        services=len(services),
    )
    return change


@command
def put_on_web(change: ServiceChange, *, actor: Actor, web_address: str, web_date: date | None) -> ServiceChange:
    """Tell where and when the list on the web followed a decision, at once for all it did (TT 26/2014/TT-BKHCN điều 4)."""
    require(actor, "context.publish_services", change.service)
    change = lock(change)
    refuse(guards.why_not_on_web(change, address=web_address, day=web_date, on=today()))
    changes = _of_one_decision(change)
    if all((one.web_address, one.web_date) == (web_address, web_date) for one in changes):
        return UNCHANGED  # type: ignore[return-value]

    for one in changes:
        one.web_address, one.web_date = web_address, web_date
        one.version += 1
    ServiceChange.objects.bulk_update(changes, ["web_address", "web_date", "version"])

    record(
        "context.service.put_on_web",
        actor=actor,
        subject=change.service,
        decision=change.decision,
        address=web_address,
        web_date=web_date,
        services=len({one.service_id for one in changes}),
    )
    return change


def _of_one_decision(change: ServiceChange) -> list[ServiceChange]:
    """Return, locked, all a decision did: the changes with its number and day."""
    same = ServiceChange.objects.filter(
        agency=change.agency, decision=change.decision, decision_date=change.decision_date
    )
    return list(same.select_for_update().order_by("pk")) if change.decision else [change]


def _tell(
    service: Service,
    act: str,
    *,
    actor: Actor,
    decision_date: date | None,
    effective_date: date | None,
    decision: str | None = None,
    fields: Iterable[Mapping[str, str]] = (),
) -> None:
    """Keep what a decision did to a service, behind what others did before."""
    last = service.changes.order_by("-order").values_list("order", flat=True).first() or 0
    ServiceChange.objects.create(
        agency=service.agency,
        service=service,
        order=last + 1,
        act=act,
        decision=service.decision if decision is None else decision,
        decision_date=decision_date,
        effective_date=effective_date,
        fields=list(fields),
        made_by=actor.user,
    )


def _said(service: Service, decision_date: date | None) -> dict[str, Any]:
    return {
        "code": service.code,
        "decision": service.decision,
        "decision_date": decision_date,
        "flags": service.flags,
    }
