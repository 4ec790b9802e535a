"""Dossiers for tests: their columns are always those of the clock over their events."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from sotay.agency.workdays import shipped_calendar
from sotay.operation.dossiers.clock import COLUMNS, Happening, Rules, replay
from sotay.operation.dossiers.models import (
    AnonymisingItem,
    AnonymisingList,
    Dossier,
    DossierBook,
    DossierEvent,
    DossierPaper,
    DossierPerson,
    DossierSource,
)
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory
from tests.factories.services import ServiceFactory

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
Kind, State = DossierEvent.Kind, Dossier.State


def at(day, hour=9, minute=0):
    """Return a moment of a day by the agency's clock; a datetime as it is."""
    if isinstance(day, datetime):
        return day
    return datetime.combine(day, time(hour, minute), ZONE)


def rules_of(dossier):
    """Return the rules of a made dossier: its limit, without a late hour, pauses that stop the clock."""
    return Rules(limit_value=dossier.limit_value, limit_unit=dossier.limit_unit)


def follow_clock(dossier):
    """Set the columns of a dossier to what its events come to."""
    events = [
        Happening(one.kind, one.at.astimezone(ZONE).replace(tzinfo=None), one.due_date)
        for one in dossier.events.order_by("order")
    ]
    clock = replay(events, rules_of(dossier), shipped_calendar())
    for name in COLUMNS:
        setattr(dossier, name, getattr(clock, name))


def happen(dossier, kind, day, **values):
    """Let something happen to a dossier on a day (at 09:00) or at a moment; return its event."""
    moment = at(day)
    event = DossierEvent.objects.create(
        agency=dossier.agency, dossier=dossier, order=dossier.events.count() + 1, kind=kind, at=moment.astimezone(UTC),
        date=moment.date(), by=values.pop("by", None) or dossier.received_by, **values,
    )  # fmt: skip
    follow_clock(dossier)
    if kind == Kind.RESULT and not dossier.result_approved_by:
        dossier.result_number, dossier.result_approved_by = "15/GP-STN", "Trần Thị Ký, Giám đốc"
    if kind == Kind.RETURNED and not dossier.returned_how:
        dossier.returned_how = "DIRECT"
    dossier.save()
    if kind in {Kind.RECEIVED, Kind.SUPPLEMENTED} and event.due_date is None:
        event.due_date = dossier.receipt_due_date
        event.save(update_fields=["due_date"])
    dossier.refresh_from_db()
    return event


class DossierFactory(DjangoModelFactory):
    """A dossier received here on Monday 01/06/2026 at 09:00, five working days to go: due on 08/06/2026.

    What came later: `happened=[(kind, day or moment), (kind, day, {columns of the event}), …]`, or the traits `ready`
    (result on 04/06), `returned` (on 05/06), `waiting` (for what is missing since 03/06), `refused`, `late` (result on
    10/06). `imported=True` has no events: give its columns by name. `with_person=True` adds who handed it in.
    """

    class Meta:
        model = Dossier

    class Params:
        ready = factory.Trait(happened=[(Kind.RESULT, date(2026, 6, 4))])
        returned = factory.Trait(happened=[(Kind.RESULT, date(2026, 6, 4)), (Kind.RETURNED, date(2026, 6, 5))])
        late = factory.Trait(happened=[(Kind.RESULT, date(2026, 6, 10))])
        waiting = factory.Trait(
            happened=[
                (Kind.SUPPLEMENT_ASKED, date(2026, 6, 3), {
                    "reason": "Thiếu bản sao có chứng thực", "papers": [{"name": "Giấy phép cũ", "originals": 1}],
                    "number": "05/HDHS",
                })
            ]
        )  # fmt: skip
        refused = factory.Trait(first=Kind.REFUSED)
        imported = factory.Trait(origin=Dossier.Origin.IMPORTED, received_at=None, received_by=None)

    agency = factory.SubFactory(AgencyFactory)
    number = factory.Sequence(lambda n: n % 10_000)
    received_date = date(2026, 6, 1)
    received_at = factory.LazyAttribute(lambda one: at(one.received_date))
    code = factory.LazyAttribute(lambda one: f"000.00.16.H47-{one.received_date:%y%m%d}-{one.number:04d}")
    key = factory.LazyAttribute(lambda one: one.code.upper())
    slug = factory.LazyAttribute(lambda one: one.code.lower().replace(".", "-"))
    service = factory.SubFactory(ServiceFactory, agency=factory.SelfAttribute("..agency"))
    unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))
    channel = "DIRECT"
    limit_value = Decimal(5)
    limit_unit = "WORKING_DAY"
    received_by = factory.SubFactory(UserFactory)
    happened = ()
    first = Kind.RECEIVED
    with_person = False

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        happened, first = kwargs.pop("happened"), kwargs.pop("first")
        kwargs.pop("number")
        with_person = kwargs.pop("with_person")
        dossier = model_class(*args, **kwargs)
        if dossier.origin == Dossier.Origin.IMPORTED:
            dossier.save()
            dossier.refresh_from_db()
        else:
            dossier.ended_date = dossier.received_date if first == Kind.REFUSED else None
            dossier.state = State.REFUSED if first == Kind.REFUSED else State.IN_PROGRESS
            dossier.save()
            unit = {"unit": dossier.unit}
            happen(dossier, first, at(dossier.received_at).astimezone(ZONE), **unit)
            for kind, day, *more in happened:
                happen(dossier, kind, day, **(unit | (more[0] if more else {})))
        if with_person:
            DossierPersonFactory(dossier=dossier)
        return dossier


class DossierPersonFactory(DjangoModelFactory):
    """Who handed a dossier in, with every column filled."""

    class Meta:
        model = DossierPerson

    dossier = factory.SubFactory(DossierFactory)
    agency = factory.SelfAttribute("dossier.agency")
    name = "Nguyễn Văn An"
    address = "12 Trần Phú, phường Tam Kỳ"
    identity_number = "049088001234"
    phone = "0905123678"
    email = "an.nguyen@example.vn"
    request = "Cấp giấy phép"


class DossierPaperFactory(DjangoModelFactory):
    """A paper with one original, kept."""

    class Meta:
        model = DossierPaper

    dossier = factory.SubFactory(DossierFactory)
    agency = factory.SelfAttribute("dossier.agency")
    position = factory.LazyAttribute(lambda one: one.dossier.papers.count() + 1)
    name = "Đơn đề nghị"
    originals = 1


class DossierSourceFactory(DjangoModelFactory):
    """A one-stop system whose lists are imported, without any columns known."""

    class Meta:
        model = DossierSource

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Hệ thống một cửa {n}")
    slug = factory.Sequence(lambda n: f"he-thong-{n}")


class DossierBookFactory(DjangoModelFactory):
    """The open book of 2025; `closed=True` gives one closed in January 2026 without any dossier."""

    class Meta:
        model = DossierBook

    class Params:
        closed = factory.Trait(state=DossierBook.State.CLOSED, closed_date=date(2026, 1, 12), count=0)

    agency = factory.SubFactory(AgencyFactory)
    year = 2025
    slug = factory.LazyAttribute(lambda one: str(one.year))


class AnonymisingListFactory(DjangoModelFactory):
    """A draft over what was closed before June 2026; `approved=True` gives one the head has approved."""

    class Meta:
        model = AnonymisingList

    class Params:
        approved = factory.Trait(state=AnonymisingList.State.APPROVED, approved_date=date(2026, 6, 10))

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"AD-2026-{n:02d}")
    slug = factory.LazyAttribute(lambda one: one.code.lower())
    closed_before_date = date(2026, 6, 1) + timedelta(days=9)


class AnonymisingItemFactory(DjangoModelFactory):
    """A returned dossier in a list."""

    class Meta:
        model = AnonymisingItem

    list = factory.SubFactory(AnonymisingListFactory)
    agency = factory.SelfAttribute("list.agency")
    dossier = factory.SubFactory(
        DossierFactory, agency=factory.SelfAttribute("..agency"), returned=True, with_person=True
    )
