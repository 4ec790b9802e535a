"""Pages of inspections: a finding becomes a sheet in one click, the answer's table tells what was done, papers are given."""

from datetime import date

import pytest
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Grant
from sotay.evaluation.inspections.followed import sheets_of
from sotay.evaluation.inspections.inspection_page import InspectionShown
from sotay.evaluation.inspections.queries import get_inspection_page
from sotay.evaluation.models import Inspection
from sotay.improvement.models import Nonconformity
from sotay.improvement.nonconformities.commands import log_nonconformity
from tests.factories.agency import DecisionFactory, UserFactory
from tests.factories.blobs import stored
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(agency):
    return InspectionFindingFactory(inspection=InspectionFactory(agency=agency, minuted=True))


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def logged(finding, actor):
    return log_nonconformity(
        finding.agency,
        actor=actor,
        on=today(),
        what=finding.what,
        found_date=date(2026, 6, 5),
        place="Bộ phận Một cửa",
        evidence="Biên bản kiểm tra",
        origin=finding,
    )


def test_a_finding_leads_to_a_sheet_and_then_tells_it(agency, secretary, signed_in, finding):
    client, slug = signed_in(secretary), finding.inspection.slug
    new = reverse("improvement:nonconformity_new", kwargs={"agency": agency.short_name})
    page = url(agency, "inspection_detail", slug=slug)
    assert f"{new}?origin=evaluation.inspectionfinding%3A{finding.uuid}" in client.get(page).content.decode()

    sheet = logged(finding, secretary)

    shown = client.get(page).content.decode()
    assert sheet.code in shown
    assert "origin=evaluation.inspectionfinding" not in shown
    assert sheets_of(agency.pk, [finding.uuid])[finding.uuid][0].code == sheet.code
    assert sheet.code in client.get(url(agency, "inspection_finding", slug=finding.slug)).content.decode()


def test_the_table_that_goes_with_the_answer_tells_what_was_done(agency, secretary, signed_in, finding):
    sheet = logged(finding, secretary)
    Nonconformity.objects.update(correction="Đã sắp xếp lại 12 hồ sơ", correction_date=date(2026, 6, 9))

    shown = signed_in(secretary).get(url(agency, "inspection_print", slug=finding.inspection.slug)).content.decode()
    assert "Đã sắp xếp lại 12 hồ sơ (09/06/2026)" in shown
    assert sheet.code in shown
    assert finding.what in shown


def test_the_way_tells_no_day_of_a_notice_nobody_entered(agency, secretary):
    one = InspectionFactory(agency=agency)

    def notes():
        steps = InspectionShown(get_inspection_page(one.slug, viewer=secretary), secretary, on=today()).steps
        return [step.note for step in steps][:2]

    assert notes() == ["", "01/06/2026"]
    one.decision = DecisionFactory(agency=agency, date=date(2026, 5, 20))
    one.to_date, one.state = date(2026, 6, 3), "HELD"
    one.save()
    assert notes() == ["20/05/2026", "03/06/2026"]


def test_a_rejected_sheet_puts_nothing_right(agency, secretary, finding):
    logged(finding, secretary)
    Nonconformity.objects.update(state="REJECTED", state_reason="Không đúng")

    assert sheets_of(agency.pk, [finding.uuid])[finding.uuid] == []


def test_the_signed_copy_is_given_and_one_without_is_not_found(agency, official, signed_in, finding):
    client, one = signed_in(official), finding.inspection
    assert client.get(url(agency, "inspection_paper", slug=one.slug, which="minutes")).status_code == 404
    one.minutes.file, one.minutes.file_name = stored(), "bien-ban.txt"
    one.minutes.save()

    given = client.get(url(agency, "inspection_paper", slug=one.slug, which="minutes"))
    assert "bien-ban.txt" in given["Content-Disposition"]
    assert client.get(url(agency, "inspection_paper", slug=one.slug, which="agency")).status_code == 404


def test_the_form_lets_an_inspector_in_from_the_page(agency, secretary, signed_in):
    one, inspector, client = InspectionFactory(agency=agency), UserFactory(), signed_in(secretary)
    there = url(agency, "inspection_let_read", slug=one.slug)
    assert 'value="evaluation"' in client.get(there).content.decode()
    day = f"{today():%d/%m/%Y}"
    sent = {"version": 1, "to_user": inspector.username, "from_date": day, "to_date": day, "areas": ["evaluation"]}

    assert client.send(there, sent | {"to_user": "khong-co"}).status_code == 422
    assert client.send(there, sent | {"areas": []}).status_code == 422
    assert client.send(there, sent).status_code == 302
    assert Grant.objects.get().areas == ["evaluation"]
    assert str(inspector) in client.get(url(agency, "inspection_detail", slug=one.slug)).content.decode()


def test_the_whole_way_through_the_pages(agency, secretary, signed_in):
    client = signed_in(secretary)
    typed = {"body": "Sở KH&CN", "manner": "SITE", "from_date": "01/06/2026"}
    assert client.send(url(agency, "inspection_new"), typed).status_code == 302
    one = Inspection.objects.get()

    def send(name, slug=None, **data):
        one.refresh_from_db()
        answer = client.send(url(agency, name, slug=slug or one.slug), {"version": one.version, **data})
        assert answer.status_code == 302, answer.context["form"].errors
        one.refresh_from_db()

    send("inspection_hold", to_date="03/06/2026")
    send("inspection_minutes", new_number="05/BB-ĐKT", new_date="05/06/2026", conclusion="Cơ bản phù hợp")
    send("inspection_lines", verdict_A1="CONFORMS", verdict_B3="NOT", text_B3="Chưa đăng tải")
    send("inspection_finding_new", what="Chưa đăng tải bản công bố", line="B3")
    assert one.findings.get().line == "B3"
    send("inspection_fixes", new_number="120/BC-STTTT", new_date="10/06/2026")
    shown = client.get(url(agency, "inspection_detail", slug=one.slug)).content.decode()
    assert url(agency, "inspection_fixes", slug=one.slug) in shown
    send("inspection_fixes", new_number="121/BC-STTTT", new_date="11/06/2026")
    assert one.fixes.number == "121/BC-STTTT"
    send("inspection_answer", answer="Chấp nhận", answer_date="12/06/2026")
    send("inspection_close", closed_date="12/06/2026")

    assert (one.state, one.fixes_due_date) == (Inspection.State.CLOSED, date(2026, 8, 5))
    shown = client.get(url(agency, "inspection_detail", slug=one.slug)).content.decode()
    assert all(text in shown for text in ("05/BB-ĐKT", "121/BC-STTTT", "Chưa đăng tải", "Đã kết thúc"))
