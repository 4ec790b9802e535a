"""Who must know a document, by when, and who has confirmed it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.support.distribution.models import Reading
from sotay.support.distribution.readers import TERM, to_know
from sotay.support.documents.models import Audience, Revision
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory
from tests.factories.standard import ParameterValueFactory
from tests.factories.support import AudienceFactory, DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
IN_FORCE = date(2026, 6, 1)


@pytest.fixture
def document(agency):
    document = DocumentFactory(agency=agency)
    RevisionFactory(document=document, in_force=True, in_force_date=IN_FORCE, approved_date=IN_FORCE)
    return document


def meant(document, since=IN_FORCE, **values):
    audience = AudienceFactory(document=document, **values)
    moment = datetime(since.year, since.month, since.day, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    Audience.objects.filter(pk=audience.pk).update(created_at=moment)


def readers(document, on=TODAY):
    return {one.user_id: one for each in to_know([document.agency_id], on=on) for one in each.readers}


def test_nobody_must_know_what_is_meant_for_nobody(document, official):
    assert readers(document) == {}


@pytest.mark.parametrize(
    ("narrowed", "who"),
    [
        ({}, {"head", "inside", "outside"}),
        ({"unit": True}, {"head", "inside"}),
        ({"role": Seat.Role.UNIT_HEAD}, {"head"}),
        ({"unit": True, "role": Seat.Role.OFFICIAL}, {"inside"}),
    ],
)
def test_who_holds_the_seats_it_is_meant_for_must_know_it(document, narrowed, who):
    agency = document.agency
    unit = UnitFactory(agency=agency)
    people = {
        "head": person(agency, Seat.Role.UNIT_HEAD, unit=unit),
        "inside": person(agency, Seat.Role.OFFICIAL, unit=unit),
        "outside": person(agency, Seat.Role.OFFICIAL),
    }
    meant(document, **narrowed | ({"unit": unit} if narrowed.get("unit") else {}))

    assert set(readers(document)) == {people[name].user.pk for name in who}


def test_a_deputy_in_charge_counts_as_the_head_of_the_unit(document):
    deputy = SeatFactory(
        agency=document.agency, role=Seat.Role.UNIT_DEPUTY, unit=UnitFactory(agency=document.agency), manner="ACTING"
    )
    meant(document, role=Seat.Role.UNIT_HEAD)

    assert set(readers(document)) == {deputy.user_id}


def test_the_time_begins_with_the_force_the_address_the_coming_or_the_use_whichever_is_last(document, official):
    meant(document)
    assert readers(document)[official.user.pk].due_date == IN_FORCE + timedelta(days=7)

    new = person(document.agency, Seat.Role.OFFICIAL, from_date=date(2026, 6, 10))
    assert readers(document)[new.user.pk].due_date == date(2026, 6, 17)

    document.audiences.update(created_at=datetime(2026, 6, 11, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    assert readers(document)[official.user.pk].due_date == date(2026, 6, 18)

    document.agency.in_use_from_date = date(2026, 6, 12)
    document.agency.save()
    assert readers(document)[official.user.pk].due_date == date(2026, 6, 19)


def test_it_is_late_the_day_after_the_last(document, official):
    meant(document)
    one = readers(document)[official.user.pk]

    assert not one.is_late(on=date(2026, 6, 8))
    assert one.is_late(on=date(2026, 6, 9))


def test_the_agency_sets_the_days(document, official):
    meant(document)
    ParameterValueFactory(agency=document.agency, code=TERM, value="30")

    assert readers(document)[official.user.pk].due_date == IN_FORCE + timedelta(days=30)


def test_what_needs_no_confirmation_is_not_asked_for(document, official):
    AudienceFactory(document=document, must_confirm=False)

    assert readers(document) == {}


def superseded_by(document, *, minor):
    old = document.revisions.get()
    old.state, old.ended_date = Revision.State.SUPERSEDED, date(2026, 6, 10)
    old.save()
    new = RevisionFactory(
        document=document, in_force=True, amendment=1, order=2, is_minor=minor, in_force_date=date(2026, 6, 10)
    )
    return old, new


@pytest.mark.parametrize(("minor", "read"), [(True, date(2026, 6, 2)), (False, None)])
def test_only_a_minor_revision_takes_over_the_readings_of_the_one_before(document, official, minor, read):
    meant(document)
    old, _new = superseded_by(document, minor=minor)
    Reading.objects.create(agency=document.agency, revision=old, user=official.user, read_date=date(2026, 6, 2))

    assert readers(document)[official.user.pk].read_date == read


@pytest.mark.parametrize(("minor", "begun"), [(True, IN_FORCE), (False, date(2026, 6, 10))])
def test_a_minor_change_gives_nobody_more_time(document, official, minor, begun):
    meant(document)
    superseded_by(document, minor=minor)

    assert readers(document)[official.user.pk].due_date == begun + timedelta(days=7)


def test_a_day_gone_by_knows_the_revision_of_that_day_and_no_later_reading(document, official):
    meant(document)
    old, new = superseded_by(document, minor=False)
    Reading.objects.create(agency=document.agency, revision=old, user=official.user, read_date=date(2026, 6, 9))
    Reading.objects.create(agency=document.agency, revision=new, user=official.user, read_date=date(2026, 6, 12))

    assert readers(document, date(2026, 6, 8))[official.user.pk].read_date is None
    assert readers(document, date(2026, 6, 9))[official.user.pk].read_date == date(2026, 6, 9)
    assert readers(document, date(2026, 6, 11))[official.user.pk].read_date is None
    assert readers(document)[official.user.pk].read_date == date(2026, 6, 12)


def test_a_document_that_was_withdrawn_need_not_be_read(document, official):
    meant(document)
    document.revisions.update(state="WITHDRAWN", ended_date=TODAY)
    document.state, document.withdrawn_date, document.withdrawn_reason = "WITHDRAWN", TODAY, "x"
    document.save()

    assert readers(document) == {}


def test_thirty_agencies_take_as_many_queries_as_one():
    def filled(agency):
        document = DocumentFactory(agency=agency)
        revision = RevisionFactory(document=document, in_force=True)
        meant(document)
        seat = SeatFactory(agency=agency)
        Reading.objects.create(agency=agency, revision=revision, user=seat.user, read_date=TODAY)

    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            to_know([one.pk for one in agencies], on=TODAY)
        return len(seen)

    agencies = AgencyFactory.create_batch(30)
    for agency in agencies:
        filled(agency)
    assert asked(agencies[:1]) == asked(agencies) == 5
