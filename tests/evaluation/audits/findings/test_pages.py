"""Pages of findings: from a line in one click, by its form, changed, dropped, corrected, commented upon; list, sort, export."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.evaluation.models import Audit, Finding
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.findings import AuditFactory, FindingFactory, LineFactory, MemberFactory, VisitFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def day(one):
    return f"{one:%d/%m/%Y}"


def body(response):
    return response.content.decode()


@pytest.fixture
def audit(agency):
    return AuditFactory(agency=agency)


@pytest.fixture
def visit(audit):
    return VisitFactory(audit=audit)


@pytest.fixture
def client(agency, audit, signed_in):
    """The leader of the team."""
    actor = person(agency, Seat.Role.OFFICIAL, on=today())
    MemberFactory(audit=audit, user=actor.user)
    return signed_in(actor)


def test_a_line_makes_one_in_one_click_and_a_second_click_leads_to_it(agency, visit, client):
    line = LineFactory(visit=visit)

    first = client.send(url(agency, "finding_from_line", uuid=line.uuid))
    one = Finding.objects.get()
    again = client.send(url(agency, "finding_from_line", uuid=line.uuid))

    assert first.url == again.url == url(agency, "finding_detail", slug=one.slug)
    page = body(client.get(first.url))
    for words in (one.code, line.evidence, str(visit.unit), "Điểm lưu ý", line.question):
        assert words in page
    assert Finding.objects.count() == 1


def test_a_form_opened_from_a_line_is_filled_in(agency, audit, visit, client):
    line = LineFactory(visit=visit)
    form = body(client.get(f"{url(agency, 'finding_new', slug=audit.slug)}?line={line.uuid}"))
    assert line.evidence in form
    assert f'<option value="{visit.unit.pk}" selected>' in form
    assert '<option value="NOTE" selected>' in form
    other = LineFactory()
    assert client.get(f"{url(agency, 'finding_new', slug=audit.slug)}?line={other.uuid}").status_code == 404
    assert client.get(f"{url(agency, 'finding_new', slug=audit.slug)}?line=x").status_code == 404


def test_one_is_logged_changed_dropped_by_its_forms(agency, audit, visit, client):
    said = {"unit": visit.unit.pk, "grade": "NONCONFORMITY", "what": "Thiếu phiếu", "found_date": day(today())}
    refused = client.send(url(agency, "finding_new", slug=audit.slug), said | {"document": "QT 99"})
    assert (refused.status_code, "Thiếu phiếu" in body(refused)) == (422, True)
    client.send(url(agency, "finding_new", slug=audit.slug), said)
    one = Finding.objects.get()

    client.send(url(agency, "finding_change", slug=one.slug), said | {"grade": "NOTE", "version": 1})
    stale = client.send(url(agency, "finding_change", slug=one.slug), said | {"version": 1})
    client.send(url(agency, "finding_drop", slug=one.slug), {"reason": "Đã có", "version": 2})

    one.refresh_from_db()
    assert (one.grade, one.is_dropped, stale.status_code) == ("NOTE", True, 409)
    assert "Đã bỏ" in body(client.get(url(agency, "finding_detail", slug=one.slug)))


def test_after_the_meeting_a_grade_is_corrected_and_the_unit_gives_its_opinion(agency, audit, visit, client, signed_in):
    one = FindingFactory(audit=audit, visit=visit, unit=visit.unit)
    Audit.objects.update(state="MET", closed_meeting_date=audit.to_date)
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=visit.unit, on=today())
    page = url(agency, "finding_detail", slug=one.slug)
    assert url(agency, "finding_change", slug=one.slug) not in body(client.get(page))
    assert "đơn vị chưa có ý kiến" in body(client.get(page))

    client.send(url(agency, "finding_correct", slug=one.slug), {"grade": "NOTE", "reason": "Nhẹ hơn", "version": 1})
    theirs = signed_in(unit_head)
    assert url(agency, "finding_opinion", slug=one.slug) in body(theirs.get(page))
    without = {"opinion": "OTHERWISE", "opinion_date": day(today()), "version": 2}
    refused = theirs.send(url(agency, "finding_opinion", slug=one.slug), without)
    assert (refused.status_code, "Cần nêu ý kiến khác" in body(refused)) == (422, True)
    theirs.send(url(agency, "finding_opinion", slug=one.slug), without | {"opinion_text": "Có sổ điện tử"})

    shown = body(client.get(page))
    for words in ("Điểm lưu ý", "Có ý kiến khác", "Có sổ điện tử", str(unit_head.user), "Nhẹ hơn"):
        assert words in shown


def test_the_list_is_narrowed_sorted_and_leaves_as_it_is_shown(agency, secretary, signed_in):
    client = signed_in(secretary)
    met, old = AuditFactory(agency=agency, met=True), AuditFactory(agency=agency, reported=True, year=2025)
    unit = UnitFactory(agency=agency)
    one = FindingFactory(audit=met, unit=unit, what="Thiếu phiếu kiểm soát", clause="10.2", number=101)
    two = FindingFactory(audit=met, grade="NOTE", clause="8.5.1", agreed=True, number=102)
    three = FindingFactory(audit=old, grade="NOTE", clause="4.1", number=103)

    def shown(**query):
        page = body(client.get(url(agency, "finding_list"), query))
        found = [(page.find(f">{each.code}<"), name) for name, each in (("1", one), ("2", two), ("3", three))]
        return [name for place, name in sorted(found) if place >= 0]

    assert sorted(shown()) == ["1", "2", "3"]
    assert shown(words="phiếu kiểm soát", unit=unit.slug) == ["1"]
    assert shown(audit=met.slug) == ["1", "2"]
    assert shown(grade="NONCONFORMITIES") == ["1"]
    assert sorted(shown(grade="NOTE")) == ["2", "3"]
    assert shown(clause="8.5") == ["2"]
    assert shown(year="2025") == ["3"]
    assert shown(opinion="AGREED") == ["2"]
    assert sorted(shown(opinion="NONE")) == ["1", "3"]
    assert shown(sheet="NONE") == ["1"]
    assert shown(sheet="ANY") == shown(sheet="OPEN") == []
    assert shown(reported_since="01/05/2026", reported_until="30/05/2026") == ["3"]
    assert shown(sort="clause") == ["3", "2", "1"]
    assert shown(sort="-clause") == ["1", "2", "3"]
    for column in ("code", "what", "unit", "found_date", "opinion", "sheet"):
        assert sorted(shown(sort=column)) == ["1", "2", "3"]
    file = client.get(url(agency, "finding_list"), {"export": "xlsx", "grade": "NONCONFORMITIES"})
    sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert one.code in values
    assert two.code not in values


def test_the_log_is_narrowed_as_the_list(agency, secretary, signed_in):
    client = signed_in(secretary)
    audit = AuditFactory(agency=agency, met=True)
    one, note = FindingFactory(audit=audit), FindingFactory(audit=audit, grade="NOTE")
    other = FindingFactory(audit=AuditFactory(agency=agency, met=True))
    listed = body(client.get(url(agency, "finding_list"), {"audit": audit.slug}))
    assert f"/findings/log/?audit={audit.slug}&amp;export=xlsx" in listed

    file = client.get(url(agency, "finding_log"), {"export": "csv", "audit": audit.slug})
    text = b"".join(file.streaming_content).decode("utf-8-sig")

    assert one.code in text
    assert "chưa có phiếu" in text
    assert note.code not in text
    assert other.code not in text


def test_the_list_asks_the_same_for_one_and_thirty(agency, secretary, signed_in):
    client = signed_in(secretary)
    audit = AuditFactory(agency=agency, met=True)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, "finding_list"))
        return len(seen)

    FindingFactory(audit=audit)
    client.get(url(agency, "finding_list"))
    one = asked()
    for _number in range(24):
        FindingFactory(audit=audit)
    assert asked() == one


def test_an_empty_list_says_what_belongs_there(agency, official, signed_in):
    page = body(signed_in(official).get(url(agency, "finding_list")))
    assert "Chưa có phát hiện nào" in page
    assert url(agency, "audit_list") in page
