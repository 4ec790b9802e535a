"""The secretary sees the answers pass half of the settled dossiers, sums them up, and the committee issues the report."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.evaluation.models import Answer, Synthesis
from sotay.evaluation.satisfaction.synthesis.naming import half_to_write, halves
from sotay.web.demo.building import cast
from tests.browser.conftest import copied_database, type_in
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory, UserFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory
from tests.factories.statistics import MonthlyCountFactory

pytestmark = pytest.mark.browser
PEOPLE = {"thu-ky": Seat.Role.SECRETARY, "truong-ban": Seat.Role.COMMITTEE_HEAD}


@pytest.fixture
def demo(empty_template, django_db_blocker):
    """An agency with two people in a database of its own: ten dossiers settled in a month, five answers given then."""
    with copied_database(django_db_blocker, empty_template):
        agency = AgencyFactory(short_name="stttt", in_use_from_date=date(2020, 1, 1))
        for username, role in PEOPLE.items():
            user = UserFactory(username=username, password=make_password(cast()["password"]))
            SeatFactory(agency=agency, user=user, role=role, from_date=date(2020, 1, 1))
        half = half_to_write(agency.pk, on=today())
        last = next(days for one, days in halves(agency.pk, on=today()) if one == half).end
        last = min(last, today().replace(day=1) - timedelta(days=1))  # a month that is over
        MonthlyCountFactory(agency=agency, month=last.replace(day=1), received=10, settled_on_time=10, settled_late=0)
        survey = SurveyFactory(agency=agency, from_date=last.replace(day=1), to_date=today())
        unit = UnitFactory(agency=agency, name="Văn phòng")
        for _number in range(5):
            AnswerFactory(survey=survey, unit=unit, given_date=last)
        yield agency


def test_the_secretary_sees_coverage_pass_and_issues_the_report(window, demo):
    secretary = window()
    type_in(secretary, "thu-ky")
    half = half_to_write(demo.pk, on=today())
    year, _dash, part = half.key.partition("-")
    coverage = f"/stttt/evaluation/satisfaction/?year={year}&part={part}"
    secretary.goto(coverage)
    told = secretary.locator("main")
    expect(told).to_contain_text("50")  # five of ten are not enough
    before = told.inner_text()

    answer = Answer.objects.order_by("pk")[0]
    AnswerFactory(survey=answer.survey, unit=answer.unit, given_date=answer.given_date, marks=[5, 5, 1, None])
    secretary.goto(coverage)
    expect(told).to_contain_text("60")
    assert told.inner_text() != before

    secretary.get_by_role("link", name="Báo cáo khảo sát").first.click()
    secretary.get_by_role("link", name="Lập báo cáo").first.click()
    expect(secretary.get_by_label("Kỳ báo cáo")).to_have_value(half.key)
    secretary.get_by_role("button", name="Lập báo cáo").click()
    expect(secretary.locator("main")).to_contain_text("6 phiếu trên 10 hồ sơ đã giải quyết: 60 %")
    secretary.get_by_role("link", name="Viết nhận xét").first.click()
    expect(secretary.get_by_label("Nhận xét, đánh giá")).to_have_value(re.compile("^6 phiếu hợp lệ"))
    secretary.get_by_label("Giải pháp").fill("Bố trí thêm ghế chờ trước ngày 31/12.")
    secretary.get_by_role("button", name="Lưu báo cáo").click()
    secretary.get_by_role("link", name="Trình báo cáo").first.click()
    secretary.get_by_role("button", name="Trình báo cáo").click()
    expect(secretary.locator("main")).to_contain_text("Số liệu chốt khi trình")

    head = window()
    type_in(head, "truong-ban")
    one = Synthesis.objects.get()
    head.goto(f"/stttt/evaluation/syntheses/{one.slug}/")
    head.get_by_role("link", name=re.compile("Lần trình ngày")).first.click()
    expect(head.locator("main")).to_contain_text("hài lòng và rất hài lòng 100,00 %")
    head.locator("main").get_by_role("button", name=re.compile("Đồng ý|Phê duyệt")).first.click()
    expect(head.locator("main")).to_contain_text(re.compile("Đã phê duyệt|Đã đồng ý"))

    secretary.goto(f"/stttt/evaluation/syntheses/{one.slug}/")
    expect(secretary.locator("main")).to_contain_text("Đã ban hành")
    assert Synthesis.objects.get().state == "ISSUED"
