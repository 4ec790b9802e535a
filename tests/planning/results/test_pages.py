"""Pages of results as people use them."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import travel

from sotay.approvals.commands import approve_by_paper
from sotay.approvals.models import Approval
from sotay.planning.results.commands import send_report
from sotay.planning.results.models import Report
from tests.factories.agency import UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, ReportFactory, ResultFactory

pytestmark = pytest.mark.django_db
JUNE_5, JUNE_12 = date(2026, 6, 5), date(2026, 6, 12)
HALF = {"period": "2026-H1"}


@pytest.fixture(autouse=True)
def _in_june():
    with travel(JUNE_12, tick=False):
        yield


def url(agency, name, **kwargs):
    return reverse(f"planning:{name}", kwargs={"agency": agency.short_name, **kwargs})


def form_of(agency):
    return url(agency, "report_write", period="2026-H1", unit="vp")


def typed(goals, **more):
    """Return what is typed into the form of the three objectives; `more` by name of the objective and column."""
    cells = {f"{goal.key}-{name}": "" for goal in vars(goals).values() for name in ("cause", "remedy", "evidence")}
    for name, value in more.items():
        goal, _dash, column = name.partition("_")
        cells[f"{getattr(goals, goal).key}-{column}"] = value
    return {"note": "", "version": "", **cells}


def test_a_head_writes_sends_and_sees_what_follows(
    agency, unit, unit_head, goals, secretary, committee_head, signed_in
):
    client = signed_in(unit_head)
    page = client.get(form_of(agency)).content.decode()
    assert "Giải quyết hồ sơ đúng hạn" in page
    assert "≥ 98 %" in page

    answer = client.send(form_of(agency), typed(goals, share_value="97,96", never_value="0"))

    report = Report.objects.get()
    assert answer.headers["Location"] == url(agency, "report_detail", slug=report.slug)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Chưa gửi được" in page
    assert "MT-01 dự kiến không đạt: cần nêu nguyên nhân." in page
    assert f'href="{form_of(agency)}#id_{goals.share.key}-cause"' in page
    assert f'id="id_{goals.share.key}-cause"' in client.get(form_of(agency)).content.decode()

    mended = typed(
        goals, share_value="97,96", never_value="0", share_cause="Thiếu người", share_remedy="Bố trí thêm người"
    )
    client.send(form_of(agency), mended | {"version": str(report.version)})
    report.refresh_from_db()
    client.send(url(agency, "report_send", slug=report.slug), {"note": "Kính gửi", "version": str(report.version)})

    page = client.get(url(agency, "report_detail", slug=report.slug)).content.decode()
    assert "Đã gửi" in page
    assert "Gửi muộn" in page
    assert "Chờ Thư ký ISO" in page
    approval = Approval.objects.get()
    shown = signed_in(secretary).get(
        reverse("approvals:approval_detail", kwargs={"agency": agency.short_name, "slug": approval.uuid})
    )
    assert "Bố trí thêm người" in shown.content.decode()


def test_a_draft_is_saved_and_written_on(agency, unit, unit_head, goals, signed_in):
    client = signed_in(unit_head)

    answer = client.send(form_of(agency), typed(goals, share_value="98.5") | {"stay": "1"})

    assert answer.headers["Location"] == form_of(agency)
    page = client.get(form_of(agency)).content.decode()
    assert 'value="98,5"' in page
    assert "dự kiến đạt" in page


def test_bad_cells_are_told_beside_the_field_and_nothing_typed_is_lost(agency, unit, unit_head, goals, signed_in):
    answer = signed_in(unit_head).send(
        form_of(agency),
        typed(goals, share_value="gần đủ", never_value="-1", share_cause="Thiếu người", day_done_date="31/2/2026"),
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="gần đủ"' in page
    assert 'value="31/2/2026"' in page
    assert "Thiếu người" in page
    assert f'id="id_{goals.share.key}-value_error"' in page
    assert not Report.objects.exists()


def test_a_refusal_stands_beside_its_field(agency, unit, unit_head, goals, signed_in):
    answer = signed_in(unit_head).send(form_of(agency), typed(goals, never_value="-1", day_done_date="01/07/2026"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="id_{goals.never.key}-value_error"' in page
    assert f'id="id_{goals.day.key}-done_date_error"' in page
    assert 'value="-1"' in page


def test_two_people_writing_see_both_versions(agency, unit, unit_head, goals, secretary, signed_in):
    client = signed_in(unit_head)
    client.send(form_of(agency), typed(goals, share_value="98"))
    read = str(Report.objects.get().version)
    signed_in(secretary).send(form_of(agency), typed(goals, share_value="97") | {"version": read})

    answer = client.send(form_of(agency), typed(goals, share_value="99") | {"version": read})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Nội dung hiện nay" in page
    row = re.search(r"<tr><th scope=\"row\">MT-01 – Kết quả.*?</tr>", page, re.DOTALL)
    assert ">97<" in row[0]
    assert ">99<" in row[0]
    now = Report.objects.get()
    assert f'value="{now.version}"' in page
    client.send(form_of(agency), typed(goals, share_value="99") | {"version": str(now.version)})
    assert now.results.get(key=goals.share.key).value == 99


def test_a_form_opened_before_somebody_began_the_report_says_so(agency, unit, unit_head, goals, secretary, signed_in):
    signed_in(secretary).send(form_of(agency), typed(goals, share_value="97"))

    answer = signed_in(unit_head).send(form_of(agency), typed(goals, share_value="99"))

    assert answer.status_code == 409
    assert f'name="version" value="{Report.objects.get().version}"' in answer.content.decode()


def test_what_was_known_before_stands_beside(agency, unit, unit_head, goals, the_set, signed_in):
    goals.never.baseline = Decimal(2)
    goals.never.save()
    ResultFactory(
        report=ReportFactory(agency=agency, unit=unit, taken=True), objective=goals.share, value=Decimal("98.5")
    )

    page = signed_in(unit_head).get(url(agency, "report_write", period="2026-Y", unit="vp")).content.decode()

    assert "Kỳ trước (6 tháng đầu năm 2026)" in page
    assert "98,5 %" in page
    assert "2 vụ" in page


def test_without_an_approved_set_the_form_says_why(agency, unit, secretary, signed_in):
    page = signed_in(secretary).get(form_of(agency)).content.decode()

    assert "Chưa có bộ mục tiêu năm 2026 của Văn phòng Sở được phê duyệt." in page
    assert "Lưu nháp" not in page


def test_a_report_that_was_sent_is_not_shown_as_a_form(agency, unit, unit_head, goals, signed_in):
    report = ReportFactory(agency=agency, unit=unit, sent=True)

    page = signed_in(unit_head).get(form_of(agency)).content.decode()

    assert url(agency, "report_detail", slug=report.slug) in page
    assert "Lưu nháp" not in page


def test_final_figures_ask_for_no_estimate(agency, unit, secretary, goals, signed_in):
    with travel(date(2027, 1, 10), tick=False):
        page = signed_in(secretary).get(url(agency, "report_write", period="2026-F", unit="vp")).content.decode()

    assert f"{goals.share.key}-value" in page
    assert f"{goals.share.key}-estimate" not in page


def test_the_secretary_enters_a_paper_with_the_day_it_was_received(
    agency, unit, secretary, committee_head, goals, signed_in
):
    client = signed_in(secretary)
    client.send(form_of(agency), typed(goals, share_value="99", never_value="0"))
    report = Report.objects.get()

    client.send(
        url(agency, "report_send", slug=report.slug),
        {"note": "", "version": str(report.version), "received_date": "08/06/2026"},
    )

    report.refresh_from_db()
    assert (report.state, report.sent_date, report.is_late) == ("SENT", date(2026, 6, 8), False)


def test_the_history_names_the_paper_a_report_was_taken_by(agency, unit, secretary, committee_head, goals, signed_in):
    client = signed_in(secretary)
    client.send(form_of(agency), typed(goals, share_value="99", never_value="0"))
    report = Report.objects.get()
    approval = send_report(report, actor=secretary, version=report.version, on=JUNE_12)
    said = {"number": "12/BC-BCĐ", "date": JUNE_12, "signer_name": "Trần Thị Ký"}
    approve_by_paper(approval, actor=secretary, version=approval.version, **said)

    of_the_record = reverse("web:record_journal", kwargs={"agency": agency.short_name, "uuid": report.uuid})
    for path in (url(agency, "report_detail", slug=report.slug), of_the_record):
        assert "Tiếp nhận báo cáo kết quả mục tiêu theo văn bản 12/BC-BCĐ" in client.get(path).content.decode()


def test_the_board_tells_who_has_sent_who_is_late_and_who_has_not(agency, unit, goals, secretary, signed_in):
    late = UnitFactory(agency=agency, name="Phòng Bưu chính")
    sent = ReportFactory(agency=agency, unit=late, state="SENT", sent_date=date(2026, 6, 11), due_date=date(2026, 6, 9))
    ResultFactory(
        report=sent, objective=ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=late, in_force=True))
    )

    page = signed_in(secretary).get(url(agency, "result_board") + "?period=2026-H1").content.decode()

    rows = {
        name: row
        for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
        for name in ("Văn phòng Sở", "Phòng Bưu chính")
        if name in row
    }
    assert "Chưa lập" in rows["Văn phòng Sở"]
    assert "Quá hạn" in rows["Văn phòng Sở"]
    assert "Nhắc" in rows["Văn phòng Sở"]
    assert "gửi muộn" in rows["Phòng Bưu chính"]
    assert "1 dự kiến đạt" in rows["Phòng Bưu chính"]
    assert 'name="only"' not in rows["Phòng Bưu chính"]
    assert "- Văn phòng Sở: chưa lập" in page
    assert "- Phòng Bưu chính" not in page


def test_the_board_opens_at_the_period_due_nearest(agency, unit, official, signed_in):
    assert "6 tháng đầu năm 2026" in signed_in(official).get(url(agency, "result_board")).content.decode()


def test_an_official_reads_the_board_without_the_buttons(agency, unit, goals, official, signed_in):
    page = signed_in(official).get(url(agency, "result_board") + "?period=2026-H1").content.decode()

    assert "Văn phòng Sở" in page
    assert 'name="only"' not in page
    assert "Sao chép lời nhắc" not in page


def test_nobody_is_behind_with_a_period_before_sotay_or_one_that_has_not_begun(
    agency, unit, unit_head, goals, secretary, signed_in
):
    agency.in_use_from_date = date(2026, 6, 10)
    agency.save()
    client = signed_in(secretary)

    def row(period):
        page = client.get(url(agency, "result_board") + f"?period={period}").content.decode()
        return next(one for one in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "Văn phòng Sở" in one)

    before = row("2026-H1")
    assert "Trước khi dùng hệ thống" in before
    assert form_of(agency) in before  # figures of old can still be entered
    later = row("2026-F")
    assert "Chưa đến kỳ" in later
    for one in (before, later):
        assert "Quá hạn" not in one
        assert 'name="only"' not in one
    assert "Văn phòng Sở" not in client.get(url(agency, "period_report", **HALF)).content.decode().split("Chưa gửi")[-1]


@pytest.mark.parametrize("key", ["2026-H9", "x", "2026"])
def test_a_period_that_is_none_is_not_found(agency, secretary, signed_in, key):
    client = signed_in(secretary)

    assert client.get(url(agency, "result_board") + f"?period={key}").status_code == 404
    assert client.get(url(agency, "period_report", period=key)).status_code == 404


def test_one_click_reminds_one_unit_or_all_chosen(agency, unit, unit_head, goals, secretary, signed_in):
    other = UnitFactory(agency=agency, name="Phòng Bưu chính")
    client, path = signed_in(secretary), url(agency, "report_remind", **HALF)

    answer = client.send(path, {"only": unit.slug, "unit": [unit.slug, other.slug]}, follow=True)
    page = answer.content.decode()
    assert "Đã nhắc: Văn phòng Sở." in page
    assert f"Nhắc gần nhất 12/06/2026 07:00: {unit_head.name}" in page
    answer = client.send(path, {"unit": [unit.slug, other.slug]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Văn phòng Sở: hôm nay đã nhắc rồi." in page
    assert "Phòng Bưu chính: chưa có ai khác phụ trách đơn vị để nhắc." in page
    with travel(date(2026, 6, 13), tick=False):
        client = signed_in(secretary)
        page = client.send(path, {"unit": [unit.slug, other.slug]}, follow=True).content.decode()
    assert "Đã nhắc: Văn phòng Sở." in page
    assert "Không nhắc được hoặc hôm nay đã nhắc: Phòng Bưu chính." in page
    answer = client.send(path, {})
    assert (answer.status_code, "Chưa nhắc được" in answer.content.decode()) == (422, True)


def test_the_report_of_the_agency_tells_sums_misses_and_who_is_missing(agency, unit, goals, official, signed_in):
    half = ReportFactory(agency=agency, unit=unit, sent=True, note="Xin thêm một biên chế")
    missed = {"value": Decimal(90), "cause": "Thiếu người", "remedy": "Bố trí thêm", "evidence": "Sổ một cửa quý II"}
    ResultFactory(report=half, objective=goals.share, **missed)
    ResultFactory(report=half, objective=goals.never, value=Decimal(0))
    UnitFactory(agency=agency, name="Phòng Bưu chính")
    client, path = signed_in(official), url(agency, "period_report", **HALF)

    page = client.get(path).content.decode()

    assert "Thiếu người" in page
    assert "Bố trí thêm" in page
    assert "Sổ một cửa quý II" in page
    assert "Xin thêm một biên chế" in page
    assert "Phòng Bưu chính: Chưa có bộ mục tiêu" in page
    file = client.get(path + "?export=csv").getvalue().decode("utf-8-sig")
    assert "MT-01" in file
    assert "dự kiến không đạt" in file
    assert client.get(path + "?export=xlsx").status_code == 200
    assert client.get(path + "?export=pdf").status_code == 404


def test_a_draft_shows_no_figures_in_the_report_of_the_agency(agency, unit, goals, official, signed_in):
    ResultFactory(report=ReportFactory(agency=agency, unit=unit), objective=goals.share, cause="Chưa soát")

    page = signed_in(official).get(url(agency, "period_report", **HALF)).content.decode()
    assert "Chưa soát" not in page
    file = signed_in(official).get(url(agency, "period_report", **HALF) + "?export=csv").getvalue().decode("utf-8-sig")
    assert "Chưa soát" not in file


def test_the_secretary_opens_a_report_again(agency, unit, goals, secretary, signed_in):
    report = ReportFactory(agency=agency, unit=unit, taken=True)
    client = signed_in(secretary)
    assert "Mở lại" in client.get(url(agency, "report_detail", slug=report.slug)).content.decode()

    client.send(url(agency, "report_open", slug=report.slug), {"reason": "Sai số", "version": str(report.version)})

    report.refresh_from_db()
    assert (report.state, report.returned_reason) == ("RETURNED", "Sai số")


def test_the_pages_ask_as_often_for_30_units_as_for_one(agency, unit, goals, secretary, signed_in):
    client = signed_in(secretary)
    report = ReportFactory(agency=agency, unit=unit, sent=True)
    ResultFactory(report=report, objective=goals.share)
    paths = {
        "board": url(agency, "result_board") + "?period=2026-H1",
        "period": url(agency, "period_report", **HALF),
        "detail": url(agency, "report_detail", slug=report.slug),
        "write": url(agency, "report_write", period="2026-Y", unit="vp"),
    }

    def asked(path):
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        return len(seen)

    few = {name: asked(path) for name, path in paths.items()}
    for n in range(29):
        other = UnitFactory(agency=agency)
        one = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=other, in_force=True))
        ResultFactory(report=ReportFactory(agency=agency, unit=other, sent=bool(n % 2)), objective=one)
        ResultFactory(report=report, objective=ObjectiveFactory(set=goals.share.set))
    assert {name: asked(path) for name, path in paths.items()} == few
    assert max(few.values()) <= 17
