"""Pages of plans and reports as the secretary, the committee and others go through them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Agency, Seat
from sotay.manual.models import Directive, Report
from sotay.manual.reports import commands
from sotay.work.waiting.registry import Asked, all_waiting
from tests.conftest import person
from tests.factories.improvement import NonconformityFactory
from tests.factories.inspections import InspectionFactory
from tests.factories.reports import DirectiveFactory, OutgoingPaperFactory, ReportFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"manual:{name}", kwargs={"agency": agency.short_name, **kwargs})


@pytest.fixture
def now(agency):
    """The secretary as of today, since pages look at today."""
    return person(agency, Seat.Role.SECRETARY, on=today())


def test_the_year_shows_what_is_owed_and_a_report_is_begun_from_there(agency, now, signed_in):
    client, year = signed_in(now), today().year
    page = client.get(url(agency, "report_list")).content.decode()
    for words in (
        "Kế hoạch duy trì, cải tiến hệ thống",
        "Công văn hướng dẫn",
        "6 tháng đầu năm",
        "cải cách hành chính",
    ):
        assert words in page
    assert "Phụ lục II" not in page  # owed by provinces and ministries
    begin = f"{url(agency, 'report_new')}?kind=COMMITTEE&amp;year={year}&amp;half=1"
    assert begin in page

    form = client.get(begin.replace("&amp;", "&")).content.decode()
    assert 'value="COMMITTEE" selected' in form
    answer = client.send(url(agency, "report_new"), {"kind": "COMMITTEE", "year": year, "half": 1})
    report = Report.objects.get()
    assert answer.url == url(agency, "report_detail", slug=report.slug)
    again = client.send(url(agency, "report_new"), {"kind": "COMMITTEE", "year": year, "half": 1})
    assert (again.status_code, Report.objects.count()) == (422, 1)
    assert begin not in client.get(url(agency, "report_list")).content.decode()


def test_a_report_shows_numbers_with_links_and_paragraphs_to_copy(agency, now, signed_in):
    NonconformityFactory(agency=agency, found_date=date(today().year, 1, 2))
    report = commands.begin_report(agency, actor=now, kind="COMMITTEE", year=today().year, on=today())
    client = signed_in(now)
    page = client.get(url(agency, "report_detail", slug=report.slug)).content.decode()
    for words in (
        "1 phiếu</a>",
        "Kỳ này",
        f"Năm {today().year - 1}",
        "chốt khi trình",
        url(agency, "report_extract", slug=report.slug),
    ):
        assert words in page, words
    extract = client.get(url(agency, "report_extract", slug=report.slug)).content.decode()
    assert extract.count("data-copy=") == 3
    assert "Nội dung\tKết quả" in extract
    plan = commands.begin_report(agency, actor=now, kind="PLAN", year=today().year, on=today())
    assert client.get(url(agency, "report_extract", slug=plan.slug)).status_code == 404


def test_a_plan_shows_which_duties_get_which_days_before_it_is_submitted(agency, now, signed_in):
    plan = commands.begin_report(agency, actor=now, kind="PLAN", year=today().year, on=today())
    client, here = signed_in(now), url(agency, "report_detail", slug=plan.slug)
    assert "phát hành kế hoạch không đổi mốc nào" in client.get(here).content.decode()
    dates = url(agency, "report_dates", slug=plan.slug)
    assert 'name="audit_yearly_due" value="30/9"' in client.get(dates).content.decode()
    wrong = client.send(dates, {"version": plan.version, "audit_yearly_due": "31/2"})
    assert (wrong.status_code, "có trong mọi năm" in wrong.content.decode()) == (422, True)
    assert client.send(dates, {"version": plan.version, "audit_yearly_due": "31/8"}).url == here
    page = client.get(here).content.decode()
    assert ("<b>31/8</b>" in page, "1 mốc đổi theo kế hoạch" in page) == (True, True)


def test_letters_of_bodies_above_are_kept_found_and_ended(agency, now, signed_in):
    client = signed_in(now)
    letter = {"number": "128/SKHCN-TĐC", "dated": "13/03/2026", "issuer": "Sở KH&CN", "summary": "Hướng dẫn duy trì"}
    answer = client.send(url(agency, "directive_new"), letter)
    one = Directive.objects.get()
    assert answer.url == url(agency, "directive_detail", slug=one.slug)
    assert "Hướng dẫn duy trì" in client.get(answer.url).content.decode()
    assert client.send(
        url(agency, "directive_change", slug=one.slug), letter | {"version": 1, "issuer": "UBND tỉnh"}
    ).url
    end = {"version": 2, "ended_date": "01/04/2026", "reason": "Có văn bản mới"}
    assert client.send(url(agency, "directive_end", slug=one.slug), end).url == answer.url
    listed = client.get(f"{url(agency, 'directive_list')}?cited=yes").content.decode()
    assert "128/SKHCN-TĐC" not in listed
    found = client.get(f"{url(agency, 'directive_list')}?words=UBND").content.decode()
    assert "128/SKHCN-TĐC" in found


def test_lists_ask_as_often_for_one_row_and_for_thirty(agency, now, signed_in):
    client = signed_in(now)

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    ReportFactory(agency=agency, kind="SELF", year=today().year, inspection=InspectionFactory(agency=agency))
    DirectiveFactory(agency=agency)
    addresses = (url(agency, "report_list"), url(agency, "directive_list"))
    few = [queries(one) for one in addresses]
    for place in range(29):
        ReportFactory(
            agency=agency,
            kind="SELF",
            year=today().year,
            inspection=InspectionFactory(agency=agency),
            slug=f"tu-{place}",
        )
        DirectiveFactory(agency=agency)
    assert [queries(one) for one in addresses] == few


def test_years_that_are_none_are_not_found(agency, now, signed_in):
    client = signed_in(now)
    for year in ("x", "999", "٢٠٢٦", "99999"):
        assert client.get(f"{url(agency, 'report_list')}?year={year}").status_code == 404


def test_a_late_report_is_marked_and_one_before_the_agency_used_sotay_is_not_overdue(agency, now, signed_in):
    Agency.objects.filter(pk=agency.pk).update(in_use_from_date=date(today().year, 1, 1))
    year = today().year - 1
    page = signed_in(now).get(f"{url(agency, 'report_list')}?year={year}&export=csv").getvalue().decode()
    assert "quá hạn" not in page.lower()
    paper = OutgoingPaperFactory(agency=agency, issued=True, issued_date=date(year, 6, 21))
    ReportFactory(agency=agency, year=year, paper=paper, due_date=date(year, 6, 20))
    page = signed_in(now).get(f"{url(agency, 'report_list')}?year={year}&export=csv").getvalue().decode()
    assert "(muộn)" in page


def test_a_withdrawn_report_is_drafted_again_from_its_page(agency, now, signed_in):
    report = ReportFactory(agency=agency, out=True)
    client, again = signed_in(now), url(agency, "report_again", slug=report.slug)
    refused = client.send(again)
    assert (refused.status_code, "đang có văn bản" in refused.content.decode()) == (422, True)
    paper = report.paper
    paper.state, paper.ended_date, paper.ended_reason = "WITHDRAWN", today(), "Sai"
    paper.save()
    assert client.send(again).url == url(agency, "report_detail", slug=report.slug)
    report.refresh_from_db()
    assert report.paper.state == "DRAFT"


def test_a_draft_waits_for_the_secretary_until_it_is_submitted(agency, now):
    report = ReportFactory(agency=agency, year=today().year)

    def waits():
        asked = Asked((agency.pk,), today())
        return [one for one in all_waiting(asked) if one.key == f"report:{report.uuid}"]

    (one,) = waits()
    assert (one.user_ids, one.link_kwargs) == (frozenset({now.person.pk}), {"slug": report.slug})
    assert one.due == date(today().year, 6, 20)
    report.paper.returned_reason = "Sửa"
    report.paper.save()
    assert waits() == []
    report.paper.returned_reason, report.paper.state = "", "CANCELLED"
    report.paper.ended_date, report.paper.ended_reason = today() - timedelta(days=1), "x"
    report.paper.save()
    assert waits() == []
