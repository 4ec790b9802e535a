"""Pages of the yearly programme as the secretary and the head of the committee use them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals.models import Approval
from sotay.evaluation.models import Programme
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.context import ProcessFactory
from tests.factories.evaluation import AuditorFactory
from tests.factories.findings import AuditFactory, VisitFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammeLineFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_a_programme_is_begun_ticked_submitted_approved_and_printed(agency, signed_in):
    unit = UnitFactory(agency=agency, name="Văn phòng")
    process = ProcessFactory(agency=agency, name="Tiếp dân")
    lead = AuditorFactory(agency=agency).user
    client = signed_in(person(agency, Seat.Role.SECRETARY, on=today()))
    head = signed_in(person(agency, Seat.Role.COMMITTEE_HEAD, on=today()))
    year = today().year
    answer = client.send(url(agency, "programme_new"), {"year": year, "months": ["3"]})
    write = url(agency, "programme_change", slug=str(year))
    assert answer.url == write
    form = client.get(write).content.decode()
    assert f'name="u{unit.pk}-months" value="3"' in form

    typed = {f"u{unit.pk}-months": ["3", "9"], f"u{unit.pk}-lead": lead.pk, f"u{unit.pk}-clauses": "8.5, 11.9"}
    typed |= {f"p{process.pk}-months": ["9"], f"p{process.pk}-priority": "RISK", "purpose": "a", "criteria": "b"}
    refused = client.send(write, typed | {"version": 1})
    assert (refused.status_code, "11.9" in refused.content.decode()) == (422, True)
    client.send(write, typed | {"version": 1, f"u{unit.pk}-clauses": "8.5"})
    page = client.get(url(agency, "programme_detail", slug=str(year))).content.decode()
    assert "chưa nêu rõ căn cứ ưu tiên “Rủi ro, mức độ quan trọng”" in page
    told = typed | {f"p{process.pk}-priority_text": "Đông người", f"u{unit.pk}-clauses": "8.5", "version": 2}
    moved = client.send(write, told | {"version": 1})
    assert (moved.status_code, "Đông người" in moved.content.decode()) == (409, True)
    client.send(write, told)

    client.send(url(agency, "programme_submit", slug=str(year)), {"version": 3, "note": ""})
    approval = Approval.objects.get()
    shown = head.get(reverse("approvals:approval_detail", kwargs={"agency": agency.short_name, "slug": approval.uuid}))
    assert "Đông người" in shown.content.decode()
    paper = client.get(url(agency, "programme_print", slug=str(year))).content.decode()
    for words in (
        "CHƯƠNG TRÌNH",
        "Văn phòng",
        "Tiếp dân",
        lead.full_name,
    ):
        assert words in paper


def test_the_page_holds_what_was_done_against_what_was_planned(agency, secretary, signed_in):
    programme = ProgrammeFactory(agency=agency, approved=True)
    line = ProgrammeLineFactory(programme=programme, months=[1, 5])
    audit = AuditFactory(agency=agency, met=True, programme=programme)
    VisitFactory(audit=audit, unit=line.unit)

    page = signed_in(secretary).get(url(agency, "programme_detail", slug="2026")).content.decode()

    for words in ("tháng 5", "tháng 1 chưa đánh giá", 'class="programme-done"', 'class="programme-missed"', audit.code):
        assert words in page


def test_drafts_are_seen_by_who_prepares_and_oversees_alone(agency, official, secretary, signed_in):
    ProgrammeFactory(agency=agency)
    ProgrammeFactory(agency=agency, year=2025, approved=True)

    def seen(actor):
        page = signed_in(actor).get(url(agency, "programme_list")).content.decode()
        return [year for year in ("2025", "2026") if f"/programmes/{year}/" in page]

    assert (seen(official), seen(secretary)) == (["2025"], ["2025", "2026"])
    assert signed_in(official).get(url(agency, "programme_detail", slug="2026")).status_code == 404


def test_the_list_is_narrowed_and_leaves_as_a_file(agency, secretary, signed_in):
    client = signed_in(secretary)
    one = ProgrammeFactory(agency=agency, approved=True)
    ProgrammeLineFactory(programme=one, months=[5, 6])
    ProgrammeLineFactory(programme=one, months=[5])
    ProgrammeFactory(agency=agency, year=2025, approved=True)

    file = client.get(url(agency, "programme_list"), {"export": "csv", "year": "2026"})
    text = b"".join(file.streaming_content).decode()

    assert "2025" not in text
    assert "3" in text.splitlines()[1]


def test_thirty_lines_cost_as_many_queries_as_one(agency, secretary, signed_in):
    client = signed_in(secretary)
    programme = ProgrammeFactory(agency=agency)

    def asked(name):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url(agency, name, slug="2026")).status_code == 200
        return len(seen)

    ProgrammeLineFactory(programme=programme)
    names = ("programme_detail", "programme_change", "programme_print")
    for name in names:
        asked(name)
    before = [asked(name) for name in names]
    ProgrammeLineFactory.create_batch(29, programme=programme)
    assert [asked(name) for name in names] == before


def test_a_revision_is_begun_with_its_reason_and_an_empty_list_says_what_to_do(agency, signed_in):
    client = signed_in(person(agency, Seat.Role.SECRETARY, on=today()))
    assert "Chưa có chương trình đánh giá nội bộ" in client.get(url(agency, "programme_list")).content.decode()
    ProgrammeFactory(agency=agency, approved=True)

    answer = client.send(url(agency, "programme_revise", slug="2026"), {"reason": "Đột xuất", "version": 1})

    assert answer.url == url(agency, "programme_change", slug="2026-1")
    client.send(url(agency, "programme_drop", slug="2026-1"), {"reason": "Nhầm", "version": 1})
    assert Programme.objects.count() == 1
