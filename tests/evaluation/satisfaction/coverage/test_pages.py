"""The page of coverage: what it says of much, little and nothing, its file, and a constant number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.evaluation.satisfaction.models import RatingCount
from tests.evaluation.satisfaction.coverage.helping import answer, answer_for, settle
from tests.factories.agency import UnitFactory
from tests.factories.satisfaction import SurveyFactory
from tests.factories.statistics import MonthlyCountFactory

pytestmark = pytest.mark.django_db


def address(agency, **query):
    return reverse(
        "evaluation:coverage", kwargs={"agency": agency.short_name}, query={"year": "2026", "part": "H1"} | query
    )


def shown(client, agency, **query):
    answered = client.get(address(agency, **query))
    assert answered.status_code == 200
    return answered.content.decode()


@pytest.fixture
def client(signed_in, secretary):
    return signed_in(secretary)


def test_it_tells_the_share_what_is_needed_and_until_when(client, agency):
    unit = UnitFactory(agency=agency, name="Phòng Một cửa")
    idle = UnitFactory(agency=agency, name="Phòng Tổ chức", handles_services=False)
    answer_for(settle(agency, 100, unit=unit)[:50])

    page = shown(client, agency)

    assert "50 phiếu hợp lệ trên 100 hồ sơ đã giải quyết: 50,00 %." in page
    assert "Phải lớn hơn 50 %: cần từ 51 phiếu, còn thiếu 1 phiếu, hạn ngày 09/06/2026 đã qua." in page
    assert "Còn thiếu 1 phiếu" in page
    assert unit.name in page
    assert idle.name in page
    assert "Không áp dụng: không giải quyết thủ tục" in page


def test_small_units_and_noughts_are_said_plainly(client, agency):
    small, none = UnitFactory(agency=agency), UnitFactory(agency=agency)
    answer_for(settle(agency, 3, unit=small))
    answer(agency, unit=none, given_date=date(2026, 3, 3))

    page = shown(client, agency)

    assert "ít hồ sơ: mỗi phiếu bằng 33,3 điểm phần trăm" in page
    assert "Không có hồ sơ đã giải quyết, có 1 phiếu" in page


def test_ratings_of_the_portal_are_named_beside_the_share_without_them(client, agency):
    answer_for(settle(agency, 4)[:1])
    RatingCount.objects.create(agency=agency, month=date(2026, 3, 1), returned=2, levels=[0, 0, 0, 0, 2], source="Cổng")

    page = shown(client, agency)

    assert "3 phiếu hợp lệ trên 4 hồ sơ đã giải quyết: 75,00 %." in page
    assert "Trong đó 2 lượt đánh giá trên Cổng, không có phiếu; chỉ tính phiếu: 25,00 %." in page


def test_services_of_months_told_of_the_whole_alone_are_said(client, agency):
    MonthlyCountFactory(agency=agency, month=date(2026, 2, 1), settled_on_time=30, settled_late=0)
    settle(agency, 2, day=date(2026, 3, 3))

    page = shown(client, agency)

    assert "trên 32 hồ sơ đã giải quyết" in page
    assert "Theo thủ tục chỉ có số hồ sơ của tháng 03–05/2026; các tháng khác chỉ có số chung." in page


def test_an_agency_without_anything_is_told_where_to_begin(client, agency):
    page = shown(client, agency)

    assert "Chưa có phiếu và chưa có số hồ sơ của kỳ này" in page
    assert " 0 %" not in page


def test_the_days_no_half_takes_in_are_said(client, agency):
    answer_for(settle(agency, 1, day=date(2026, 6, 1)))
    said = "từ ngày 01/11/2026 đến 31/12/2026 không thuộc kỳ 6 tháng nào"

    assert said in shown(client, agency, part="H2")
    assert said not in shown(client, agency, part="H1")
    assert said not in shown(client, agency, part="")


def test_every_period_opens_and_another_is_not_found(client, agency):
    for part in ("", "H2", "Q3", "02"):
        shown(client, agency, part=part)
    for query in ({"part": "H3"}, {"part": "x"}, {"year": "20"}, {"year": "0000"}):
        assert client.get(address(agency, **query)).status_code == 404


def test_the_file_has_every_line_of_the_page(client, agency):
    unit = UnitFactory(agency=agency, name="Phòng Một cửa")
    answer_for(settle(agency, 2, unit=unit))

    answered = client.get(address(agency, export="csv"))
    text = b"".join(answered.streaming_content).decode("utf-8-sig")

    assert "Phòng Một cửa" in text
    assert "Mã dùng một lần của hồ sơ" in text
    assert client.get(address(agency, export="xlsx")).status_code == 200


def test_many_units_and_answers_cost_no_more_queries(client, agency):
    survey = SurveyFactory(agency=agency)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            shown(client, agency)
        return len(captured)

    answer_for(settle(agency, 1, unit=UnitFactory(agency=agency)), survey=survey)
    one = asked()
    for _ in range(12):
        answer_for(settle(agency, 1, unit=UnitFactory(agency=agency)), survey=survey)
    assert asked() == one
