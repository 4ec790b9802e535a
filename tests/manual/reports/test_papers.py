"""The papers of reports: what stands in them, set as PDF and Word, pinned ones unchanged by what happens since."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from sotay.agency.models import Agency, Seat
from sotay.manual.reports import commands
from sotay.manual.reports.guards import FORMS
from sotay.manual.reports.papers.parts import numbers_table
from sotay.manual.reports.results import NEVER
from sotay.papers import forms
from sotay.papers.docx import docx
from sotay.papers.forms import Making
from sotay.papers.kept import plain, read
from sotay.papers.model import Prose, Run, Table, words
from sotay.papers.pdf import pdf
from sotay.papers.workbook import workbook
from sotay.support.outgoing.following import tell
from tests.conftest import TODAY, person
from tests.factories.agency import DecisionFactory, SeatFactory, UnitFactory
from tests.factories.announcements import AnnouncementFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.improvement import NonconformityFactory
from tests.factories.inspections import InspectionFactory, InspectionRoundFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, ResultFactory
from tests.factories.planning import ReportFactory as ObjectiveReportFactory
from tests.factories.reports import DirectiveFactory, OutgoingPaperFactory
from tests.factories.services import ServiceFactory
from tests.factories.standard import DeclaredEvidenceFactory

pytestmark = pytest.mark.django_db


def begun(agency, actor, kind, **more):
    return commands.begin_report(agency, actor=actor, kind=kind, year=2026, on=TODAY, **more)


def paper_of(report, viewer, on=TODAY):
    form = forms.find(FORMS[report.kind])
    return form.build(report, Making(agency=report.agency, viewer=viewer, on=on, year=report.year, half=report.half))


def text_of(paper):
    told = []
    for block in paper.every_block():
        if isinstance(block, Table):
            told += [words(cell) for row in block.rows for cell in row]
        elif hasattr(block, "text"):
            told.append(words(block.text))
    return "\n".join(told)


@pytest.mark.parametrize("kind", list(FORMS))
@pytest.mark.parametrize("filled", [False, True])
def test_each_is_set_as_pdf_and_word_with_data_and_without(agency, kind, filled):
    agency.kind = Agency.Kind.OVERSEER
    agency.save()
    secretary = person(agency, Seat.Role.SECRETARY)
    if filled:
        NonconformityFactory(agency=agency, found_date=date(2025, 5, 4), what="Thiếu phiếu " * 60)
        FindingFactory(audit=AuditFactory(agency=agency, reported=True), grade="NOTE")
        InspectionRoundFactory(agency=agency, by_file=60, on_site=20)
        DirectiveFactory(agency=agency)
    paper = paper_of(begun(agency, secretary, kind), secretary)

    assert pdf(paper).startswith(b"%PDF-1.")
    assert docx(paper).startswith(b"PK")
    assert read(plain(paper)) == paper
    assert "%(" not in text_of(paper)


def test_the_plan_cites_letters_names_duties_with_days_and_takes_up_open_points(agency, secretary):
    SeatFactory(
        agency=agency,
        role=Seat.Role.COMMITTEE_HEAD,
        decision=DecisionFactory(agency=agency, number="150/QĐ-STN", date=date(2026, 2, 4)),
    )
    DirectiveFactory(agency=agency, number="128/SKHCN-TĐC")
    DirectiveFactory(agency=agency, number="9/UBND", ended_date=date(2026, 1, 1))
    NonconformityFactory(agency=agency, code="KPH-2025-01", found_date=date(2025, 5, 4))
    plan = begun(agency, secretary, "PLAN")
    plan = commands.set_dates(plan, actor=secretary, version=plan.version, chosen={"audit.yearly.due": "31/8"})
    paper = paper_of(plan, secretary)

    bases = "\n".join(paper.bases)
    assert ("128/SKHCN-TĐC ngày 13/03/2025" in bases, "150/QĐ-STN" in bases, "9/UBND" in bases) == (True, True, False)
    (schedule,) = [one for one in paper.annexes[0].blocks if isinstance(one, Table)]
    rows = {words(row[1]): (words(row[2]), words(row[3])) for row in schedule.rows}
    audit = next(one for what, one in rows.items() if "Đánh giá nội bộ hằng năm" in what)
    assert audit == ("Đánh giá viên nội bộ, Thư ký ISO", "31/08/2026")
    assert rows["Báo cáo kết quả mục tiêu 6 tháng"] == ("Trưởng các đơn vị", "09/06/2026")
    assert rows["Báo cáo năm gửi Ban Chỉ đạo ISO"][1] == "20/11/2026"
    days = [words(row[3])[3:5] + words(row[3])[:2] for row in schedule.rows]
    assert days == sorted(days)
    assert "KPH-2025-01" in text_of(paper)
    assert paper.number.symbol.startswith("KH-")


def test_what_is_kept_elsewhere_or_not_owed_stands_in_no_plan(agency, secretary):
    said = text_of(paper_of(begun(agency, secretary, "PLAN"), secretary))
    assert "danh mục hồ sơ" not in said.lower()  # kept in the document system by default
    assert "Tổng hợp kết quả kiểm tra" not in said


def test_the_letter_tells_units_what_who_and_by_when_with_the_days_of_the_plan(agency, secretary):
    plan = begun(agency, secretary, "PLAN")
    commands.set_dates(plan, actor=secretary, version=plan.version, chosen={"audit.yearly.due": "31/8"})
    letter = paper_of(begun(agency, secretary, "GUIDE"), secretary)

    said = text_of(letter)
    assert (letter.is_letter, letter.subject.startswith("hướng dẫn duy trì")) == (True, True)
    for part in (
        "Công bố hệ thống quản lý chất lượng", "Chính sách chất lượng và mục tiêu chất lượng", "Đánh giá nội bộ",
        "Xem xét của lãnh đạo", "Đo lường sự hài lòng", "nhiều hơn 50% số hồ sơ", "chậm nhất 3 tháng",
        "báo cáo kết quả 6 tháng chậm nhất ngày 09/06/2026", "được phê duyệt) chậm nhất ngày 31/08/2026",
        "Thực hiện: Trưởng các đơn vị.",
    ):  # fmt: skip
        assert part in said, part
    assert {one.key for one in letter.blocks if isinstance(one, Prose)} >= {"intro", "audit", "law", "end"}


def test_numbers_lead_to_their_records_and_late_duties_are_marked(agency, secretary):
    agency.in_use_from_date = date(2025, 12, 1)
    agency.save()
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 4))
    paper = paper_of(begun(agency, secretary, "COMMITTEE", half=1), secretary)
    table = next(one for one in paper.blocks if isinstance(one, Table) and one.key == "nonconformities")
    (number,) = table.rows[0][1]
    assert number.text == "1 phiếu"
    assert number.link.startswith(f"/{agency.short_name}/improvement/")
    duties = next(one for one in paper.blocks if isinstance(one, Table) and one.key == "duties")
    states = [row[4] for row in duties.rows]
    assert (Run("quá hạn, chưa thực hiện", bold=True),) in states
    assert "Chưa có số liệu; nhập tại mục Danh mục tài liệu trên hệ thống." in text_of(paper)


def test_the_two_reports_tell_the_same_numbers_to_two_readers(agency, secretary, head):
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 4))
    AuditFactory(agency=agency, reported=True)
    committee = paper_of(begun(agency, secretary, "COMMITTEE", half=1), secretary)
    province = paper_of(begun(agency, secretary, "PROVINCE", half=1), secretary)

    assert (committee.to, province.to) == ((agency.committee_name,), ("Ban Chỉ đạo cải cách hành chính tỉnh",))
    assert (committee.letterhead.agency, province.letterhead.agency) == ("Tổ công tác ISO", agency.name)
    assert (committee.signature.name, province.signature.name) == (secretary.user.full_name, head.user.full_name)
    numbers = {words(row[0]): words(row[1]) for one in province.blocks if isinstance(one, Table) for row in one.rows}
    theirs = {words(row[0]): words(row[1]) for one in committee.blocks if isinstance(one, Table) for row in one.rows}
    assert numbers["Sự không phù hợp chưa đóng"] == theirs["Sự không phù hợp chưa đóng"] == "1 phiếu"
    assert committee.behind == province.behind


def test_the_sheets_behind_the_numbers_open_as_xlsx(agency, secretary):
    NonconformityFactory(agency=agency, code="KPH-7", what="=1+1", found_date=date(2026, 5, 4))
    paper = paper_of(begun(agency, secretary, "COMMITTEE", half=1), secretary)
    book = openpyxl.load_workbook(BytesIO(workbook(paper.behind)))
    assert len(book.sheetnames) == 9
    (row,) = list(book["Sự không phù hợp"].iter_rows(min_row=2, values_only=True))
    assert row[0] == "Sự không phù hợp phát hiện trong kỳ; Sự không phù hợp chưa đóng"
    assert (row[1], str(row[2]).endswith("1+1"), row[4]) == ("KPH-7", True, "Mới ghi nhận")


def test_what_was_submitted_says_the_same_whatever_happens_since(agency, secretary):
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 4))
    report = begun(agency, secretary, "COMMITTEE", half=1)
    tell(report.paper, "submitting", actor=secretary, on=TODAY)
    report.refresh_from_db()
    before = paper_of(report, secretary)
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 5))
    assert paper_of(report, secretary, on=date(2026, 6, 30)) == before


def test_papers_are_vietnamese_whatever_the_language_of_the_screen(agency, secretary):
    report = begun(agency, secretary, "COMMITTEE", half=1)
    said = paper_of(report, secretary)
    with override("en"):
        assert paper_of(report, secretary) == said


def test_the_self_report_tells_thirteen_lines_to_the_inspecting_body(agency, secretary):
    inspection = InspectionFactory(agency=agency, plan="Kế hoạch số 5/KH-UBND")
    paper = paper_of(begun(agency, secretary, "SELF", inspection=inspection), secretary)
    parts = {one.key: one for one in paper.blocks if isinstance(one, Table)}
    assert (len(parts["part_a"].rows), len(parts["part_b"].rows)) == (7, 6)
    assert (paper.to, paper.bases) == ((inspection.body,), ("Thực hiện Kế hoạch số 5/KH-UBND",))
    assert parts["missing"].rows
    assert not any(words(row[4]).startswith("Còn thiếu") for part in ("part_a", "part_b") for row in parts[part].rows)
    assert "Bằng chứng ngày" not in "".join(words(row[3]) for part in ("part_a", "part_b") for row in parts[part].rows)


def test_a_period_nobody_knows_anything_of_has_no_column(agency, secretary):
    one = {"title": "Phiếu", "words": "2 phiếu", "link": "", "link_kwargs": {}, "query": {}, "said": ""}
    unknown, known = (one | {"before": word} for word in (NEVER, "1 phiếu"))
    assert [column.key for column in numbers_table("t", [unknown], agency, before="năm 2025").columns] == [
        "what",
        "now",
        "said",
    ]
    both = numbers_table("t", [unknown, known], agency, before="năm 2025")
    assert [column.key for column in both.columns] == ["what", "now", "before", "said"]
    assert [row[2] for row in both.rows] == [NEVER, "1 phiếu"]


def test_the_yearly_report_tells_the_content_of_annex_two(agency, secretary):
    ServiceFactory(agency=agency)
    AuditFactory(agency=agency, reported=True, code="ĐG-2026-01")
    NonconformityFactory(agency=agency, found_date=date(2026, 5, 4), closed=True)
    paper = paper_of(begun(agency, secretary, "ANNEX2"), secretary)
    (table,) = [one for one in paper.blocks if isinstance(one, Table)]
    rows = {words(row[1]): words(row[2]) for row in table.rows}
    assert rows["Công bố hệ thống (số, ngày)"] == "chưa có số liệu"
    assert rows["Thủ tục hành chính trong phạm vi áp dụng / tổng số đã công bố"] == "0/1"
    assert rows["Đánh giá nội bộ (ngày phê duyệt báo cáo)"] == "ĐG-2026-01: 28/05/2026"
    assert rows["Sự không phù hợp phát hiện trong năm / đã đóng trong năm"] == "1/1"
    assert rows["Tỷ lệ giải quyết hồ sơ đúng hạn"] == "chưa có số liệu"
    assert paper.to == ("Sở Khoa học và Công nghệ",)


def test_the_yearly_report_names_the_announcement_that_stands(agency, secretary):
    DeclaredEvidenceFactory(
        agency=agency, obligation="announcement.issued", number="7/QĐ-STN", date=date(2024, 5, 6)
    )  # fmt: skip
    report = begun(agency, secretary, "ANNEX2")

    def said(on):
        (table,) = [one for one in paper_of(report, secretary, on=on).blocks if isinstance(one, Table)]
        return words(table.rows[2][2])

    assert said(TODAY) == "7/QĐ-STN, ngày 06/05/2024"
    one = AnnouncementFactory(agency=agency, number="12/QĐ-STN", issued_date=date(2026, 6, 1))
    assert said(TODAY) == "12/QĐ-STN, ngày 01/06/2026"
    assert said(date(2026, 5, 31)) == "7/QĐ-STN, ngày 06/05/2024"
    one.state, one.ended_date, one.ended_reason = "WITHDRAWN", date(2026, 6, 10), "Sai"
    one.save()
    assert said(TODAY) == "không có bản công bố đang có hiệu lực"


def test_the_roll_up_sums_up_the_rounds_and_never_takes_the_unknown_for_nought(agency):
    agency.kind = Agency.Kind.OVERSEER
    agency.save()
    secretary = person(agency, Seat.Role.SECRETARY)
    InspectionRoundFactory(agency=agency, bodies=60, by_file=60, on_site=20, announced=55)
    InspectionRoundFactory(agency=agency, bodies=5, by_file=5, from_date=date(2026, 9, 1))
    InspectionRoundFactory(agency=agency, year=2025)
    paper = paper_of(begun(agency, secretary, "ROLLUP"), secretary)
    (table,) = [one for one in paper.blocks if isinstance(one, Table)]
    assert [words(cell) for cell in table.rows[1][3:]] == ["5", "5", "0", "chưa có số liệu"]
    assert [words(cell) for cell in table.rows[2][1:]] == ["Cộng", "", "65", "65", "20", "55 (chưa đủ số liệu)"]


def test_the_objectives_report_names_who_was_late_and_what_was_missed(agency, secretary):
    late, silent = UnitFactory(agency=agency, name="Phòng Một"), UnitFactory(agency=agency, name="Phòng Hai")
    for unit in (late, silent):
        objective = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=unit, in_force=True))
        if unit is late:
            report = ObjectiveReportFactory(agency=agency, unit=unit, sent=True, sent_date=date(2026, 6, 11))
            ResultFactory(
                report=report, objective=objective, value=10, estimate=12, cause="Thiếu người", remedy="Bổ sung"
            )
    making = Making(agency=agency, viewer=secretary, on=TODAY, year=2026, half=1)
    paper = forms.find("C4T").build(None, making)

    said = text_of(paper)
    assert "1/2 đơn vị đã gửi báo cáo, 1 đơn vị gửi muộn" in said
    assert ("Đã gửi (muộn)" in said, "Chưa lập (quá hạn)" in said, "Thiếu người" in said) == (True, True, True)
    assert (len(paper.behind[0].rows), paper.annexes[0].landscape) == (1, True)
    assert pdf(paper).startswith(b"%PDF-1.")


def test_the_objectives_report_of_an_agency_without_data_says_so(agency, secretary):
    making = Making(agency=agency, viewer=secretary, on=TODAY, year=2026)
    said = text_of(forms.find("C4T").build(None, making))
    assert "Chưa có số liệu: cơ quan chưa có bộ mục tiêu nào" in said


def test_as_many_queries_for_a_paper_of_little_and_of_much(agency, other_agency, secretary):
    counts = []
    for viewer, times in ((secretary, 1), (person(other_agency, Seat.Role.SECRETARY), 8)):
        for _time in range(times):
            NonconformityFactory(agency=viewer.agency, found_date=date(2026, 5, 4))
            FindingFactory(audit=AuditFactory(agency=viewer.agency, reported=True), grade="NOTE")
            DirectiveFactory(agency=viewer.agency)
        told = {}
        for kind in ("PLAN", "GUIDE", "COMMITTEE", "SELF", "ANNEX2"):
            report = begun(viewer.agency, viewer, kind)
            with CaptureQueriesContext(connection) as captured:
                paper_of(report, viewer)
            told[kind] = len(captured)
        counts.append(told)
    assert counts[0] == counts[1]


def test_a_paper_of_another_kind_has_nothing_to_print(agency, secretary):
    report = begun(agency, secretary, "PLAN")
    assert [code for code in FORMS.values() if forms.find(code).when(report)] == ["PLAN"]
    assert OutgoingPaperFactory(agency=agency).form == "COMMITTEE"
