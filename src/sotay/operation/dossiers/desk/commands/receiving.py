"""Dossiers received at the desk, refused there, or settled on the spot (law 3.2: 17)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.vietnamese import nfc, one_line
from sotay.commands import command, lock, refuse, require, upkeep
from sotay.context.models import Service
from sotay.journal.recording import record
from sotay.operation.dossiers import codes, secret
from sotay.operation.dossiers.desk import guards
from sotay.operation.dossiers.desk.acting import Kind, happen, local, moment_of
from sotay.operation.dossiers.desk.commands.endings import give_result, return_result
from sotay.operation.dossiers.desk.limits import Agreed, agreed_for
from sotay.operation.dossiers.models import Dossier, DossierPaper, DossierPerson
from sotay.operation.procedures.models import Variant

PERSON = ("kind", "name", "address", "identity_number", "phone", "email", "request")


@command
def receive(
    service: Service,
    *,
    actor: Actor,
    now: datetime,
    variant: Variant | None = None,
    at: datetime | None = None,
    channel: str = Service.Channel.DIRECT,
    wanted_how: str = "",
    sets: int = 1,
    papers: Iterable[Mapping[str, Any]] = (),
    **person: Any,
) -> Dossier:
    """Receive a dossier: its code and receipt, what it is counted by from now on, the papers it came with.

    `wanted_how` is the way in which the result is wanted (Mẫu 01), where it was asked; `papers` have `name`, `originals` and
    `copies`; `person` the columns of `DossierPerson`. Who received it has it.
    """
    require(actor, "operation.receive_dossier", service)
    at = moment_of(at, now)
    _hold_the_book(service, at, now)
    refuse(guards.why_not_receive(service, at=at, now=now, name=person.get("name", "")))

    agreed = agreed_for(service, variant, channel=channel)
    dossier = _dossier(service, agreed, at=at, actor=actor, channel=channel, sets=sets)
    dossier.wanted_how = wanted_how
    dossier.step, dossier.holder, dossier.holder_unit_id = agreed.step, actor.person, desk_of(actor)
    dossier.secret_hash = secret.hash_of(secret.draw(dossier))
    happen(dossier, Kind.RECEIVED, at=at, by=actor.person, unit_id=dossier.holder_unit_id, to_step=agreed.step)
    _keep_person(dossier, person)
    kept = [one for one in papers if one["originals"] or one["copies"]]
    DossierPaper.objects.bulk_create(
        DossierPaper(
            agency=dossier.agency, dossier=dossier, position=position, name=one_line(one["name"])[:600],
            originals=one["originals"], copies=one["copies"],
        )
        for position, one in enumerate(kept, start=1)
    )  # fmt: skip

    record(
        "operation.dossier.received",
        actor=actor,
        subject=dossier,
        code=dossier.code,
        service=service.code,
        received_date=dossier.received_date,
        due_date=dossier.due_date,
        papers=len(kept),
    )
    return dossier


@command
def receive_and_return(
    service: Service, *, actor: Actor, now: datetime, result_number: str, result_approved_by: str, **values: Any
) -> Dossier:
    """Receive a dossier whose result is given on the spot (NĐ 61/2018 Điều 17.4): registered all the same."""
    require(actor, "operation.receive_dossier", service)
    dossier = receive(service, actor=actor, now=now, **values)
    at = dossier.received_at
    dossier = give_result(
        dossier, actor=actor, now=now, at=at, result_number=result_number, result_approved_by=result_approved_by
    )
    return return_result(
        dossier, actor=actor, now=now, at=at, returned_how=Service.Channel.DIRECT, taken_by=values["name"]
    )


@command
def refuse_reception(
    service: Service,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    at: datetime | None = None,
    channel: str = Service.Channel.DIRECT,
    number: str = "",
    **person: Any,
) -> Dossier:
    """Refuse to take a dossier in, with the reason its slip says (Mẫu 03); it stands in the register, but not in figures."""
    require(actor, "operation.receive_dossier", service)
    at = moment_of(at, now)
    _hold_the_book(service, at, now)
    refuse(guards.why_not_receive(service, at=at, now=now, name=person.get("name", "")), guards.why_no_reason(reason))

    dossier = _dossier(service, Agreed(unit=service.unit), at=at, actor=actor, channel=channel, sets=1)
    happen(
        dossier, Kind.REFUSED, at=at, by=actor.person, unit_id=desk_of(actor), reason=nfc(reason).strip(),
        number=one_line(number),
    )  # fmt: skip
    _keep_person(dossier, person)

    record(
        "operation.dossier.refused", actor=actor, subject=dossier, code=dossier.code, service=service.code,
        received_date=dossier.received_date,
    )  # fmt: skip
    return dossier


def desk_of(actor: Actor) -> int | None:
    """Return the unit of the one-stop desk the actor sits at, else any of his units."""
    desks = sorted(actor.unit_ids(Seat.Role.ONE_STOP)) or sorted(actor.unit_ids())
    return desks[0] if desks else None


def _hold_the_book(service: Service, at: datetime, now: datetime) -> None:
    """Let nobody submit the register of a year that is over while something is written into it (`submit_book` locks alike)."""
    if local(at).year < local(now).year:
        lock(service.agency)


def _dossier(service: Service, agreed: Agreed, *, at: datetime, actor: Actor, channel: str, sets: int) -> Dossier:
    day = local(at).date()
    code = codes.next_code(service.agency, received_date=day)
    while Dossier.objects.filter(agency=service.agency, key=codes.key_of(code)).exists():  # imported under this code
        code = codes.next_code(service.agency, received_date=day)
    key = codes.key_of(code)
    return Dossier(
        agency=service.agency,
        code=code,
        key=key,
        slug=codes.slug_of(key),
        service=service,
        unit=agreed.unit,
        revision=agreed.revision,
        variant=agreed.variant,
        channel=channel,
        sets=sets,
        received_at=at,
        received_date=day,
        received_by=actor.person,
        limit_value=agreed.limit_value,
        limit_unit=agreed.limit_unit,
        late_from=agreed.late_from,
        pauses_count=agreed.pauses_count,
    )


@upkeep
def _keep_person(dossier: Dossier, person: Mapping[str, Any]) -> None:
    said = {name: one_line(person.get(name) or "") for name in PERSON if name != "kind"}
    DossierPerson.objects.create(
        agency=dossier.agency, dossier=dossier, kind=person.get("kind") or DossierPerson.Kind.PERSON, **said
    )
