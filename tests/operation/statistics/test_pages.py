"""What the pages of statistics and counts show and do."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.operation.statistics.models import MonthlyCount
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.standard import ParameterValueFactory
from tests.factories.statistics import MonthlyCountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_stop(agency):
    return person(agency, Seat.Role.ONE_STOP)


def at(agency, name, **kwargs):
    return reverse(f"operation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def text_of(response):
    return " ".join(response.content.decode().replace("&nbsp;", " ").split())


def test_the_page_names_the_denominator_and_what_is_missing(agency, official, signed_in):
    MonthlyCountFactory(agency=agency, month=date(2025, 1, 1), settled_on_time=4157, settled_late=12, due=4169)

    shown = text_of(signed_in(official).get(at(agency, "statistics"), {"year": "2025", "part": "Q1"}))

    assert "99,71 %" in shown
    assert "hồ sơ đã giải quyết" in shown
    assert "Tháng 02–03/2025" in shown
    assert "Báo cáo tháng trên hệ thống một cửa" in shown
    assert "theo dõi trên hệ thống một cửa" in shown


def test_the_denominator_is_the_agencys_of_the_first_day_of_the_period(agency, official, signed_in):
    ParameterValueFactory(
        agency=agency, code="dossiers.rate.denominator", value="RECEIVED", valid_from_date=date(2025, 2, 1)
    )
    for month in (1, 2):
        MonthlyCountFactory(agency=agency, month=date(2025, month, 1), received=100, settled_on_time=90, settled_late=0)
    client = signed_in(official)

    january = client.get(at(agency, "statistics"), {"year": "2025", "part": "01"})
    february = client.get(at(agency, "statistics"), {"year": "2025", "part": "02"})

    assert "100,00 %" in text_of(january)
    assert "90,00 %" in text_of(february)
    assert "<b>hồ sơ tiếp nhận trong kỳ</b>" in text_of(february)


def test_the_whole_is_never_added_to_its_parts(agency, official, signed_in):
    unit = UnitFactory(agency=agency, name="Văn phòng")
    MonthlyCountFactory(agency=agency, received=100, settled_on_time=None, settled_late=None)
    MonthlyCountFactory(agency=agency, unit=unit, received=70, settled_on_time=None, settled_late=None)

    answer = signed_in(official).get(at(agency, "statistics"), {"year": "2026", "by": "unit"})

    assert answer.context["page"].whole.cell("received").number == 100
    assert "ghi chung 100, cộng theo các đơn vị 70 (lệch 30)" in text_of(answer)
    of_unit = signed_in(official).get(at(agency, "statistics"), {"year": "2026", "unit": unit.slug})
    assert of_unit.context["page"].whole.cell("received").number == 70


@pytest.mark.parametrize("by", ["month", "unit", "field", "service", "nonsense"])
def test_every_way_to_look_and_its_file(agency, official, signed_in, by):
    MonthlyCountFactory(agency=agency)
    MonthlyCountFactory(agency=agency, field="Đất đai")
    client = signed_in(official)

    assert client.get(at(agency, "statistics"), {"year": "2026", "by": by}).status_code == 200
    csv = client.get(at(agency, "statistics"), {"year": "2026", "by": by, "export": "csv"})
    assert "hồ sơ đã giải quyết" in b"".join(csv.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("asked", [{"year": "26"}, {"year": "2026", "part": "Q5"}, {"year": "x"}, {"unit": "khong-co"}])
def test_a_period_or_unit_that_is_none_is_not_found(agency, official, signed_in, asked):
    assert signed_in(official).get(at(agency, "statistics"), asked).status_code == 404


def test_an_empty_page_says_how_to_begin(agency, one_stop, official, signed_in):
    shown = text_of(signed_in(one_stop).get(at(agency, "statistics")))
    assert at(agency, "count_new") in shown
    assert at(agency, "count_new") not in text_of(signed_in(official).get(at(agency, "statistics")))


def test_counts_are_entered_and_what_does_not_match_is_told_and_kept(agency, one_stop, signed_in):
    client = signed_in(one_stop)
    data = {"month": "10/2019", "settled": "17.651", "settled_early": "13767", "settled_on_time": "3.254", "settled_late": "634"}  # fmt: skip

    answer = client.send(at(agency, "count_new"), data, follow=True)

    assert MonthlyCount.objects.get().settled == 17651
    assert "17.655" in text_of(answer)


@pytest.mark.parametrize(("typed", "told"), [
    ({"month": "Quý III"}, "không phải là một tháng"), ({"received": "1,5"}, "số nguyên"), ({"received": "-1"}, "số nguyên"),
    ({"received": "9999999999"}, "quá lớn"), ({"received": ""}, "ít nhất một số liệu"), ({"month": ""}, "bắt buộc"),
])  # fmt: skip
def test_a_form_with_something_wrong_comes_back_with_what_was_typed(agency, one_stop, signed_in, typed, told):
    data = {"month": "05/2026", "received": "10", "source": "Báo cáo của tôi"} | typed

    answer = signed_in(one_stop).send(at(agency, "count_new"), data)

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert "Báo cáo của tôi" in text_of(answer)


def test_counts_are_changed_and_removed_with_a_reason(agency, one_stop, signed_in):
    row, client = MonthlyCountFactory(agency=agency), signed_in(one_stop)
    change, remove = at(agency, "count_change", uuid=row.uuid), at(agency, "count_remove", uuid=row.uuid)
    data = {"month": "05/2026", "received": "0", "settled_on_time": "", "version": row.version}

    assert client.send(change, data).status_code == 422
    assert client.send(change, data | {"reason": "Đếm lại"}).status_code == 302
    row.refresh_from_db()
    assert (row.received, row.settled_on_time) == (0, None)
    assert client.send(change, data | {"reason": "Đếm lại", "received": "5"}).status_code == 409  # of before the change
    assert client.send(remove, {"version": row.version, "reason": "Nhầm"}).status_code == 302
    assert not MonthlyCount.objects.exists()


def test_the_list_is_narrowed_and_its_file_reads_back(agency, secretary, signed_in):
    unit = UnitFactory(agency=agency)
    MonthlyCountFactory(agency=agency, unit=unit)
    MonthlyCountFactory(agency=agency, month=date(2025, 4, 1), field="Đất đai")
    client = signed_in(secretary)

    def found(**asked):
        return client.get(at(agency, "count_list"), asked).context["table"].paginator.count

    assert (found(), found(unit=unit.pk), found(year="2025"), found(words="04/2025")) == (2, 1, 1, 1)
    csv = b"".join(client.get(at(agency, "count_list"), {"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert "05/2026" in csv
    assert "Đất đai" in csv


@pytest.mark.parametrize("name", ["statistics", "count_list"])
def test_the_queries_are_the_same_for_one_and_for_thirty_rows(agency, official, signed_in, name):
    client = signed_in(official)
    asked = {"year": "2026", "by": "unit"} if name == "statistics" else {}

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at(agency, name), asked).status_code == 200
        return len(caught)

    MonthlyCountFactory(agency=agency, unit=UnitFactory(agency=agency))
    queries()
    one = queries()
    for _number in range(29):
        MonthlyCountFactory(agency=agency, unit=UnitFactory(agency=agency))
    assert queries() == one
