"""The report of an audit as a paper: numbers counted from its findings or pinned, each with the findings it counts."""

from datetime import date

import pytest

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.evaluation.models import Audit, AuditReport, VisitAuditor
from sotay.papers import forms
from sotay.papers.model import Paragraph, Run, words
from tests.conftest import TODAY, person
from tests.factories.agency import UserFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.paper_words import asked, built, has_table, is_empty, links, prose, table, values

pytestmark = pytest.mark.django_db


def sentence(paper):
    """Return the sentence with the numbers."""
    return next(
        one for one in paper.blocks
        if isinstance(one, Paragraph) and isinstance(one.text, tuple) and words(one.text).startswith("Đã đánh giá")
    )  # fmt: skip


def test_its_numbers_are_counted_from_the_findings_and_lead_to_them(agency, audit, found, written, lead):
    paper = built("D7", written, lead)

    assert (paper.abbreviation, paper.heading) == ("BC", "BÁO CÁO")
    assert paper.signature.lines == ("TM. ĐOÀN ĐÁNH GIÁ NỘI BỘ", "TRƯỞNG ĐOÀN")
    assert paper.signature.name == str(lead.user)
    told = words(sentence(paper).text)
    assert told.startswith(
        "Đã đánh giá 2 đơn vị, ghi nhận 4 phát hiện, trong đó có 2 điểm không phù hợp và 2 điểm lưu ý"
        " (2 điểm không phù hợp, 2 điểm lưu ý)."
    )
    (number,) = [one for one in sentence(paper).text if one.text == "2 điểm không phù hợp"]
    assert number.link.endswith(f"?audit={audit.slug}&grade=NONCONFORMITIES")
    units = table(paper, "units")
    assert units[0] == ["1", found[0].unit.name, "2", "1", "3"]
    assert units[-1] == ["", "Cộng", "2", "2", "4"]
    rows = table(paper, "findings")
    assert [row[1] for row in rows] == [one.code for one in found]
    assert rows[0][3:5] == ["Điểm không phù hợp", "8.5.1"]
    assert links(paper, "findings")[found[0].code].endswith(f"/{found[0].slug}/")
    assert prose(paper, "effectiveness") == "Hệ thống có hiệu lực"
    assert prose(paper, "conclusion") == "Phù hợp tiêu chuẩn"
    assert "Không có cuộc đánh giá nội bộ nào trước đó" in prose(paper, "former")
    assert values(paper)["days"] == "từ ngày 18/05/2026 đến ngày 20/05/2026; họp kết thúc ngày 20/05/2026"
    findings, by_unit = paper.behind
    assert len(findings.rows) == 4
    assert by_unit.rows[0][2:] == (2, 1, 3)


def test_a_submitted_one_keeps_the_numbers_it_was_submitted_with(audit, found, submitted, lead):
    FindingFactory(audit=audit, unit=found[0].unit, visit=found[0].visit, number=9)
    report = AuditReport.objects.get()
    assert "4 phát hiện" in words(sentence(built("D7", report, lead)).text)
    assert len(table(built("D7", report, lead), "findings")) == 4


def test_exceptions_and_what_came_of_the_last_findings_are_told(agency, audit, found, written, lead):
    VisitAuditor.objects.create(
        agency=agency, visit=found[0].visit, user=UserFactory(), override_reason="Chỉ còn một người"
    )
    assert not has_table(built("D7", written, lead), "former")
    before = AuditFactory(
        agency=agency, reported=True, year=2025, from_date=date(2025, 5, 5), to_date=date(2025, 5, 6),
        closed_meeting_date=date(2025, 5, 6), reported_date=date(2025, 5, 12),
    )  # fmt: skip
    last = FindingFactory(audit=before, number=1)
    paper = built("D7", written, lead)
    assert "dù chưa bảo đảm độc lập: Chỉ còn một người" in prose(paper, "exceptions")
    assert "Chưa ghi quyết định lập đoàn đánh giá." in prose(paper, "exceptions")
    assert table(paper, "former") == [
        ["1", last.code, str(last.unit), "Điểm không phù hợp", last.what, "chưa có phiếu"]
    ]


def test_the_paper_is_for_those_who_may_read_the_report(agency, audit, found, written, lead):
    ref = subjects.ref_of(written)
    outsider = person(agency, Seat.Role.OFFICIAL)
    assert subjects.find(ref, viewer=lead) == written
    assert subjects.find(ref, viewer=outsider) is None
    Audit.objects.filter(pk=audit.pk).update(state="REPORTED", reported_date=TODAY)
    assert subjects.find(ref, viewer=outsider) == written
    assert forms.find("D7").edited


def test_a_blank_is_empty_and_thirty_findings_ask_no_more_than_four(agency, audit, found, written, lead):
    blank = built("D7", None, lead)
    assert is_empty(blank)
    assert table(blank, "findings") == []
    few = asked(lambda: built("D7", written, lead))
    for number in range(30):
        FindingFactory(audit=audit, unit=found[0].unit, visit=found[0].visit, number=number + 50)
    assert asked(lambda: built("D7", written, lead)) == few
    assert (
        Run("34 phát hiện", bold=True, link=sentence(built("D7", written, lead)).text[3].link)
        in sentence(built("D7", written, lead)).text
    )
