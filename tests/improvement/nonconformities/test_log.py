"""Logging: four fields, from any record, several findings at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.commands import Refused
from sotay.improvement.nonconformities import commands
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.outputs import OutputFactory

pytestmark = pytest.mark.django_db


def log(agency, actor, **more):
    said = {"what": " Thiếu chữ ký ", "found_date": TODAY, "place": "Bộ phận Một cửa", "evidence": "Hồ sơ HS-01"}
    return commands.log_nonconformity(agency, actor=actor, on=TODAY, **said | more)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def test_anybody_logs_one_and_it_gets_the_next_code(agency, official):
    one, two = log(agency, official), log(agency, official)
    assert (one.code, two.code) == (f"KPH-{TODAY.year}-001", f"KPH-{TODAY.year}-002")
    assert (one.what, one.state, one.source, one.found_by) == ("Thiếu chữ ký", "REPORTED", "SELF", official.user)


def test_what_and_where_are_asked_for_and_no_day_to_come(agency, official):
    later = TODAY + timedelta(days=1)
    assert refused(log, agency, official, what=" ", place=" ", found_date=later) == (
        "what_missing",
        "place_missing",
        "found_later",
    )


def test_a_unit_of_another_agency_is_refused(agency, other_agency, official):
    assert refused(log, agency, official, unit=UnitFactory(agency=other_agency)) == ("of_another_agency",)


def test_one_of_another_agency_may_not(agency, other_agency):
    with pytest.raises(PermissionDenied):
        log(agency, person(other_agency, Seat.Role.OFFICIAL))


def test_from_an_output_it_knows_its_source_and_stands_once_while_open(agency, official):
    output = OutputFactory(agency=agency)
    one = log(agency, official, origin=output)
    assert (one.source, one.origin_uuid) == ("DOSSIER", output.uuid)
    assert output.code in one.origin_text
    assert refused(log, agency, official, origin=output) == ("logged_already",)
