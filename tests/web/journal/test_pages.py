"""The pages of the journal tell what happened, page by page, and hide other agencies'."""

from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Seat
from sotay.journal.models import Entry
from sotay.journal.sentences import name_of
from sotay.organisation.units.commands import change_unit, create_unit
from sotay.web.journal.words import told_fields, word_for
from tests.conftest import person

pytestmark = pytest.mark.django_db


def url(agency, rest=""):
    return f"/{agency.short_name}/journal/{rest}"


def test_the_newest_come_first_fifty_to_a_page(agency, secretary, signed_in):
    for number in range(53):
        create_unit(agency, actor=secretary, code=f"P{number}", name=f"Phòng số {number}")
    client = signed_in(secretary)

    first = client.get(url(agency)).content.decode()
    assert "Phòng số 52" in first
    assert "Phòng số 2<" not in first
    assert "before=4" in first
    assert "Phòng số 2<" in client.get(url(agency) + "?before=4").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("?words=Văn", True), ("?words=Thanh", False), ("?since=2020-01-01", True), ("?until=2020-01-01", False)],
)
def test_entries_are_found_by_record_and_day(agency, secretary, signed_in, query, found):
    create_unit(agency, actor=secretary, code="VP", name="Văn phòng")

    assert ("Thêm đơn vị" in signed_in(secretary).get(url(agency) + query).content.decode()) is found


def test_a_record_tells_each_field_that_changed(agency, secretary, signed_in):
    unit = create_unit(agency, actor=secretary, code="VP", name="Văn phòng", started_date=date(2026, 1, 1))
    change_unit(unit, actor=secretary, version=1, code="VP", name="Phòng Tổng hợp", started_date=date(2026, 1, 1))

    page = signed_in(secretary).get(url(agency, f"of/{unit.uuid}/")).content.decode()

    assert "Sửa đơn vị" in page
    assert page.index("Văn phòng") < page.rindex("Phòng Tổng hợp")
    assert "01/01/2026" in page


def test_every_field_that_is_told_has_a_word_in_vietnamese():
    followed = [model for model in apps.get_models() if getattr(model, "pgh_event_models", None)]
    assert followed

    for model in followed:
        for field in told_fields(model):
            assert word_for(field) != field.name.replace("_", " "), f"{model._meta.label}.{field.name}"


def test_a_field_that_points_to_a_record_tells_its_name(agency, secretary, signed_in):
    office = create_unit(agency, actor=secretary, code="VP", name="Văn phòng")
    team = create_unit(agency, actor=secretary, code="TO", name="Tổ Tin học", parent=office)

    page = signed_in(secretary).get(url(agency, f"of/{team.uuid}/")).content.decode()

    assert "Văn phòng" in page


def test_programs_are_named_in_words():
    assert name_of("command_line") == "dòng lệnh"
    assert name_of("job:refresh_standings") == "tiến trình nền"
    assert name_of("Lê Thị Hồng Vân") == "Lê Thị Hồng Vân"


def test_another_agencys_record_is_not_found(agency, secretary, other_agency, signed_in):
    stranger = person(other_agency, Seat.Role.SECRETARY)
    unit = create_unit(other_agency, actor=stranger, code="KHAC", name="Phòng Canary")

    assert signed_in(secretary).get(url(agency, f"of/{unit.uuid}/")).status_code == 404
    assert signed_in(secretary).get(url(agency, f"of/{uuid4()}/")).status_code == 404
    assert "Canary" not in signed_in(secretary).get(url(agency)).content.decode()


def test_the_checkpoint_says_whether_the_chain_is_whole(agency, secretary, signed_in):
    create_unit(agency, actor=secretary, code="VP", name="Văn phòng")
    entry = Entry.objects.get(agency=agency)

    page = signed_in(secretary).get(url(agency, "checkpoint/")).content.decode()

    assert f"{agency.short_name} 1:{entry.hash}" in page
    assert "chuỗi nguyên vẹn" in page
    assert "<svg" in page


def test_the_same_queries_for_one_entry_and_for_fifty(agency, secretary, signed_in):
    client = signed_in(secretary)
    create_unit(agency, actor=secretary, code="A", name="A")
    client.get(url(agency))
    with CaptureQueriesContext(connection) as few:
        client.get(url(agency))
    for number in range(50):
        create_unit(agency, actor=secretary, code=f"P{number}", name=f"Phòng {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(url(agency))

    assert len(many) == len(few) <= 12
