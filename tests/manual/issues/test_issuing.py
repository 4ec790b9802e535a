"""The manual as a document: printed within the decree, issued once, frozen, and what changed since."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from docx import Document as WordFile
from pypdf import PdfReader

from sotay.blobs.storage import open_blob
from sotay.commands import Refused, Stale
from sotay.manual.issues.commands import issue_manual
from sotay.manual.issues.printing import one_clause, whole_manual
from sotay.manual.issues.queries import changes_since
from sotay.manual.models import Manual, ManualIssue, Statement
from sotay.manual.statements.commands import keep_citations
from sotay.organisation.decisions.queries import NewDecision
from sotay.papers.docx import docx
from sotay.papers.forms import Making
from sotay.papers.linter import why_not_nd30
from sotay.papers.pdf import pdf
from sotay.support.models import Document, Revision
from tests.conftest import TODAY
from tests.factories.agency import SeatFactory, UnitFactory
from tests.factories.context import ProcessFactory
from tests.factories.manual import AmendmentFactory, DraftFactory, ManualFactory, StatementFactory

pytestmark = pytest.mark.django_db
PAPER = NewDecision(number="31/QĐ-STN", date=date(2026, 6, 1), signer_name="Trần Văn Bình", signer_title="Giám đốc")


@pytest.fixture
def manual(agency):
    UnitFactory(agency=agency)
    SeatFactory(agency=agency, role="HEAD", from_date=date(2026, 1, 1))
    manual = ManualFactory(agency=agency, issued=True)
    StatementFactory(
        manual=manual, clause="4.1", title="Hiểu tổ chức", text="Theo QT BIS 01 và NĐ 61/2018/NĐ-CP.\n\n- một\n- hai"
    )
    StatementFactory(
        manual=manual, clause="7.5", title="Thông tin dạng văn bản", text="| A | B |\n|---|---|\n| 1 | 2 |"
    )
    StatementFactory(
        manual=manual, part="FRONT", clause="", slug="gioi-thieu", title="Giới thiệu", order=1, text="Sở …"
    )
    StatementFactory(
        manual=manual,
        part="ANNEX",
        clause="",
        slug="phu-luc-1",
        title="Phụ lục 1. Sơ đồ hệ thống",
        order=900_000,
        text="",
    )
    ProcessFactory(agency=agency, name="Giải quyết thủ tục", kind="CORE")
    keep_citations(manual)
    return manual


def making(agency, viewer):
    return Making(agency=agency, viewer=viewer, on=TODAY, year=2026)


def issued(manual, actor, **more):
    manual.refresh_from_db()
    return issue_manual(manual, actor=actor, version=manual.version, **{"decision": PAPER, "on": TODAY} | more)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def pages_of(file):
    return [page.extract_text() for page in PdfReader(BytesIO(file)).pages]


def test_the_whole_has_cover_revisions_contents_texts_and_the_diagram(agency, secretary, manual):
    amendment = AmendmentFactory(manual=manual, issued=True, reason="Cập nhật một cửa")
    DraftFactory(amendment=amendment, statement=Statement.objects.get(slug="7.5", agency=agency))
    paper = whole_manual(manual, making(agency, secretary))
    file = pdf(paper)
    pages = pages_of(file)
    assert "SỬA ĐỔI TÀI LIỆU" in pages[0]
    assert "Cập nhật một cửa" in pages[0]
    assert "MỤC LỤC" in pages[1]
    contents = " ".join(pages[1].split())
    place = next(number for number, text in enumerate(pages[2:], start=3) if "7.5. Thông tin dạng văn bản" in text)
    assert contents.split("7.5. Thông tin dạng văn bản")[1].lstrip(" .").startswith(str(place))
    whole = " ".join(" ".join(pages).split())
    assert "Tài liệu viện dẫn: QT BIS 01; 61/2018/NĐ-CP" in whole or "QT BIS 01" in whole
    assert "6 Hoạch định" in pages[-1]
    assert not paper.annexes[0].landscape
    assert why_not_nd30(paper, pdf=file, docx=docx(paper)) == []


def test_it_is_vietnamese_whatever_the_language_of_the_screen(agency, secretary, manual):
    with override("en"):
        revision = issued(manual, secretary).revision_of_document
    assert revision.summary == f"In và ban hành {agency.manual_name} từ nội dung đang có hiệu lực."
    with open_blob(revision.pdf) as file:
        said = " ".join(" ".join(pages_of(file.read())).split())
    assert "4. Bối cảnh của tổ chức" in said
    assert "Context of the organi" not in said


def test_fonts_of_the_diagram_are_in_the_file(agency, secretary, manual):
    reader = PdfReader(BytesIO(pdf(whole_manual(manual, making(agency, secretary)))))
    fonts = set()
    for page in reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            fonts.add(str(font.get_object()["/BaseFont"]).rpartition("+")[2])
    assert fonts
    assert all(font.startswith("Tinos") for font in fonts), fonts


def test_one_clause_is_printed_alone(agency, secretary, manual):
    statement = Statement.objects.select_related("manual__agency", "agency").get(slug="4.1", agency=agency)
    paper = one_clause(statement, making(agency, secretary))
    assert paper.heading == "4.1. Hiểu tổ chức"
    assert why_not_nd30(paper, pdf=pdf(paper), docx=docx(paper)) == []


def test_the_word_file_lists_its_headings_in_a_field(agency, secretary, manual):
    file = WordFile(BytesIO(docx(whole_manual(manual, making(agency, secretary)))))
    said = [one.text for one in file.paragraphs]
    assert "MỤC LỤC" in said
    xml = file.element.xml
    assert 'TOC \\o "1-2"' in xml
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"')


def test_issuing_makes_a_revision_of_its_document_with_both_files(agency, secretary, manual):
    one = issued(manual, secretary)
    revision = one.revision_of_document
    document = revision.document
    assert (document.code, document.kind, document.level, document.clauses) == ("STCL", "MANUAL", 1, ["4.4", "7.5"])
    assert (revision.state, revision.edition, revision.amendment) == ("IN_FORCE", 1, 0)
    assert (revision.in_force_date, revision.decision.number) == (date(2026, 6, 1), "31/QĐ-STN")
    with open_blob(revision.pdf) as file:
        assert any("Hiểu tổ chức" in text for text in pages_of(file.read()))
    assert revision.source.media_type.endswith("wordprocessingml.document")
    assert one.parts.count() == 4
    assert refused(issued, manual, secretary) == ("issued_already",)


def test_what_changed_since_is_told_and_the_issue_stays_what_it_was(agency, secretary, manual):
    one = issued(manual, secretary)
    assert changes_since(one) == []
    sha = one.revision_of_document.pdf_id
    Statement.objects.filter(agency=agency, slug="4.1").update(text="Văn bản mới")
    StatementFactory(manual=manual, clause="8.6", text="Thêm")
    Statement.objects.filter(agency=agency, slug="7.5").update(text="")
    told = {change.title.split()[0]: change.word for change in changes_since(one)}
    assert told == {"4.1": "changed", "8.6": "added", "7.5": "dropped"}
    assert Revision.objects.get(pk=one.revision_of_document_id).pdf_id == sha


def test_a_later_edition_is_the_next_revision_of_the_same_document(agency, secretary, manual):
    first = issued(manual, secretary)
    type(manual).objects.filter(pk=manual.pk).update(revision=1)
    later = NewDecision(number="44/QĐ-STN", date=date(2026, 6, 10), signer_name="Trần Văn Bình")
    second = issued(manual, secretary, decision=later)
    first.revision_of_document.refresh_from_db()
    assert second.revision_of_document.document == first.revision_of_document.document
    assert (first.revision_of_document.state, second.revision_of_document.state) == ("SUPERSEDED", "IN_FORCE")
    assert Document.objects.filter(agency=agency).count() == 1
    assert ManualIssue.objects.first() == second


def test_nothing_loose_is_issued(agency, secretary, manual):
    Statement.objects.filter(agency=agency, slug="4.1").update(approved_date=None)
    assert refused(issued, manual, secretary) == ("not_approved",)
    bare = ManualFactory()
    from sotay.agency.models import Seat
    from tests.conftest import person

    other = person(bare.agency, Seat.Role.SECRETARY)
    assert refused(issue_manual, bare, actor=other, version=1, decision=PAPER, on=TODAY) == (
        "empty",
        "issue_not_declared",
    )
    assert not ManualIssue.objects.exists()


def test_it_is_printed_before_anything_is_locked_and_once(agency, secretary, manual, monkeypatch):
    printed = []

    def watched(paper, **more):
        printed.append(not any("FOR UPDATE" in one["sql"] for one in connection.queries))
        return pdf(paper, **more)

    monkeypatch.setattr("sotay.manual.issues.commands.pdf", watched)
    with CaptureQueriesContext(connection):
        issued(manual, secretary)
    assert printed == [True]


def test_a_manual_that_is_changed_while_it_is_printed_is_not_issued(agency, secretary, manual, monkeypatch):
    def changed(paper, **more):
        there = Manual.objects.get(pk=manual.pk)
        there.save()
        return pdf(paper, **more)

    monkeypatch.setattr("sotay.manual.issues.commands.pdf", changed)
    with pytest.raises(Stale):
        issued(manual, secretary)
    assert not ManualIssue.objects.exists()


def test_its_first_code_stands_on_its_cover(agency, secretary, manual):
    one = issued(manual, secretary, code="STCL-01")
    with open_blob(one.revision_of_document.pdf) as file:
        assert "STCL-01" in pages_of(file.read())[0]


def test_only_who_runs_the_system_issues_it(agency, manual, head, official):
    for actor in (head, official):
        with pytest.raises(PermissionDenied):
            issued(manual, actor)
