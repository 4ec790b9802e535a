"""Taking over the existing set: recognised, previewed, taken as drafts on one list, issued by one decision; refused."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from sotay.agency.models import Seat
from sotay.blobs.models import Blob
from sotay.exchange import imports
from sotay.exchange.runs.models import Run
from sotay.organisation.decisions.queries import NewDecision
from sotay.support.documents.models import Document, Revision
from sotay.support.issuing.commands import issue_together
from sotay.support.issuing.listing import keep_unit
from sotay.support.issuing.models import Issue
from sotay.support.takeover.archive import pack_folder
from sotay.support.takeover.recognising import from_first_page, from_name, kind_of_code
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
PROCEDURES = Path(__file__).parents[2] / "cases" / "procedures_doc"
HEAD = (
    "Mã tài liệu",
    "Tên tài liệu",
    "Loại",
    "Cấp",
    "Đơn vị",
    "Lĩnh vực",
    "Lần ban hành",
    "Ngày ban hành",
    "Ngày hiệu lực",
    "Tên tệp",
)


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def listed(*rows, head=HEAD):
    workbook = Workbook()
    for row in (head, *rows):
        workbook.active.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def page(code, title="Tiếp công dân", day="07/7/2025", more=""):
    return f"SỞ TƯ PHÁP\nQUY TRÌNH\nMã hiệu: {code}\n{title}\nLần ban hành: 02\nNgày ban hành: {day}\nMỤC LỤC\n{more}"


def take(agency, actor, files, *, dry_run=False, name="bo.zip"):
    kind = imports.find("documents")
    data = files if isinstance(files, bytes) else packed(files)
    source = imports.Source(name=name, sha256="0" * 64)
    return imports.attempt(kind, data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=dry_run)


def said(outcome):
    return [(one["where"], one["what"]) for one in outcome.errors]


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


# --- recognised


def test_codes_and_titles_are_read_from_names():
    assert from_name("QT 01-VP Tiếp công dân.docx").code == "QT 01-VP"
    assert from_name("QT 01-VP Tiếp công dân.docx").title == "Tiếp công dân"
    assert from_name("HD_05_lập biên bản.pdf").title == "Lập biên bản"
    assert from_name("QTBIS01.doc").code == "QTBIS01"
    assert from_name("01. Đăng ký khai sinh.doc").code == ""


def test_first_pages_of_procedures_tell_code_title_number_and_day():
    found = from_first_page(page("QT 01/CX-HCTP"))
    assert (found.code, found.title, found.edition, found.amendment) == ("QT 01/CX-HCTP", "Tiếp công dân", 2, None)
    assert (found.issue_date, found.effective_date) == (date(2025, 7, 7), None)
    before = from_first_page(
        "QUY TRÌNH\nNuôi con nuôi Mã hiệu: QT 02/CX Lần ban hành: 01 Lần sửa đổi: 03 Hiệu lực từ ngày 09/07/2025"
    )
    assert (before.title, before.edition, before.amendment) == ("Nuôi con nuôi", 1, 3)
    assert before.effective_date == date(2025, 7, 9)
    assert from_first_page("Lần ban hành: 01/7/2025").edition is None
    assert from_first_page("Ngày ban hành: 31/02/2025").issue_date is None


@given(st.text())
def test_nothing_in_a_name_or_a_page_breaks_recognising(text):
    from_first_page(text)
    from_name(text)
    kind_of_code(text)


# --- taken over


def test_files_alone_become_drafts_on_one_list_with_their_days(agency, unit, secretary):
    files = {
        "Văn phòng/QT 01-VP.txt": page("QT 01/VP"),
        "Hộ tịch/khai sinh.txt": page("QT 02/CX", "Khai sinh", "01/07/2025"),
        "Thumbs.db": b"x",
        "__MACOSX/._a.txt": b"x",
    }

    outcome = take(agency, secretary, files)

    assert (outcome.ok, outcome.created, outcome.errors) == (True, 2, ())
    issue = Issue.objects.get()
    assert (issue.is_taken_over, issue.state) == (True, Issue.State.DRAFT)
    own, other = Document.objects.order_by("code_sort")
    assert (own.code, own.title, own.unit, own.field, own.level, own.kind) == (
        "QT 01/VP",
        "Tiếp công dân",
        unit,
        "",
        2,
        "PROCEDURE",
    )
    assert (other.code, other.field, other.unit) == ("QT 02/CX", "Hộ tịch", None)
    revision = own.revisions.get()
    assert (revision.state, revision.edition, revision.amendment, revision.source_name) == (
        "DRAFT",
        2,
        0,
        "QT 01-VP.txt",
    )
    assert [item.in_force_date for item in issue.items.all()] == [date(2025, 7, 1), date(2025, 7, 7)]
    assert any("chưa rõ đơn vị chủ trì" in one["what"] for one in outcome.flagged)


def test_a_list_says_what_files_do_not_and_wins_over_them(agency, unit, secretary):
    row = (
        "QT-09/VP",
        "Tên trong danh sách",
        "Hướng dẫn",
        "III",
        "Văn phòng",
        "Hộ tịch",
        "03",
        "05/01/2025",
        "06/01/2025",
        "a.txt",
    )
    outcome = take(
        agency, secretary, {"danh muc.xlsx": listed(row), "a.txt": page("QT 01/VP"), "a.pdf": PDF, "thua.txt": "x"}
    )

    assert outcome.errors == ()
    document = Document.objects.get()
    assert (document.code, document.title, document.kind, document.level, document.unit, document.field) == (
        "QT-09/VP", "Tên trong danh sách", "INSTRUCTION", 3, unit, "Hộ tịch",
    )  # fmt: skip
    revision = document.revisions.get()
    assert (revision.edition, revision.source_name, revision.pdf_name) == (3, "a.txt", "a.pdf")
    assert {"where": "thua.txt", "what": "Tệp không có trong danh sách, không nhập."} in outcome.flagged


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_every_bad_cell_and_file_is_named_and_nothing_is_taken(agency, unit, secretary):
    rows = [
        ("QT 01/VP", "Một", "Thơ", "V", "Phòng Không Có", "", "x", "31/02/2025", "", "a.txt"),
        ("QT 02/VP", "Hai", "", "", "VP", "", "", "", "", "khong-co.txt"),
    ]
    files = {"danh muc.xlsx": listed(*rows), "a.txt": "Một", "rong.docx": b"", "hong.pdf": b"khong phai pdf \x00\x01"}

    outcome = take(agency, secretary, files)

    places = said(outcome)
    cells = {where for where, _what in places}
    assert {f"danh muc.xlsx: trang “Sheet”, dòng 2, cột “{column}” ({at})" for column, at in (
        ("Loại", "C2"), ("Cấp", "D2"), ("Lần ban hành", "G2"), ("Ngày ban hành", "H2"),
    )} <= cells  # fmt: skip
    assert ("rong.docx", "Tệp không có nội dung.") in places
    assert "hong.pdf" in cells
    assert not Document.objects.exists()
    assert not Issue.objects.exists()
    assert not Blob.objects.exists()


def test_missing_files_unknown_units_and_doubles_are_named(agency, unit, secretary):
    rows = [
        ("QT 01/VP", "Một", "", "", "Phòng Không Có", "", "", "01/01/2025", "", "a.txt"),
        ("QT 02/VP", "Hai", "", "", "VP", "", "", "01/01/2025", "", "b.txt"),
        ("qt02/vp", "Ba", "", "", "VP", "", "", "01/01/2025", "", "c.txt"),
    ]
    files = {"danh muc.xlsx": listed(*rows), "a.txt": "Một", "b.txt": "Hai", "c.txt": "Hai"}

    whats = [what for _where, what in said(take(agency, secretary, files))]

    assert whats == [
        "Không có đơn vị “Phòng Không Có” đang hoạt động.",
        "Mã qt02/vp trùng với b.txt.",
        "Nội dung tệp c.txt giống hệt tệp của b.txt.",
    ]
    gone = said(take(agency, secretary, {"danh muc.xlsx": listed(rows[1]), "a.txt": "Một"}))
    assert gone == [
        ("danh muc.xlsx: trang “Sheet”, dòng 2, cột “Tên tệp” (J2)", "Không thấy tệp “b.txt” trong bộ tệp.")
    ]


def test_one_code_in_two_fields_needs_the_fields(agency, secretary):
    files = {"a.txt": page("QT 01/CX", more="a"), "b.txt": page("QT 01/CX", more="b")}
    assert [what for _where, what in said(take(agency, secretary, files))] == ["Mã QT 01/CX trùng với a.txt."]

    apart = {"Hộ tịch/a.txt": files["a.txt"], "Chứng thực/b.txt": files["b.txt"]}

    assert take(agency, secretary, apart).created == 2
    assert set(Document.objects.values_list("field", flat=True)) == {"Hộ tịch", "Chứng thực"}


def test_what_is_there_already_is_left_alone_and_other_content_is_a_new_revision(agency, unit, secretary, head):
    take(agency, secretary, {"Văn phòng/QT 01.txt": page("QT 01/VP")})
    issue = Issue.objects.get()
    paper = NewDecision(number="1/QĐ", date=date(2025, 7, 1), signer_name="Ký")
    issue_together(issue, actor=secretary, version=issue.version, decision=paper, on=TODAY)

    same = take(agency, secretary, {"Văn phòng/QT 01.txt": page("QT 01/VP")})
    assert (same.created, same.updated, same.unchanged) == (0, 0, 1)
    assert Issue.objects.count() == 1
    clash = take(agency, secretary, {"Văn phòng/QT 01.txt": page("QT 01/VP", more="khác")})
    assert said(clash)[0][1] == "QT 01/VP đã có lần ban hành 02, sửa đổi 00 với nội dung khác."
    newer = page("QT 01/VP", more="khác").replace("Lần ban hành: 02", "Lần ban hành: 03")
    assert take(agency, secretary, {"Văn phòng/QT 01.txt": newer}).updated == 1
    document = Document.objects.get()
    assert [(one.edition, one.state) for one in document.revisions.order_by("order")] == [(2, "IN_FORCE"), (3, "DRAFT")]


def test_a_document_that_is_being_written_is_not_overrun(agency, unit, secretary):
    document = DocumentFactory(agency=agency, unit=unit, code="QT 01/VP")
    RevisionFactory(document=document)

    refused = take(agency, secretary, {"QT 01.txt": page("QT 01/VP")})

    assert said(refused)[0][1] == "QT 01/VP đang có bản soạn, trình hoặc chờ ban hành."


def test_days_are_never_before_the_day_of_issue(agency, secretary):
    row = ("QT 01/VP", "Một", "", "", "", "", "", "07/07/2025", "03/07/2024", "a.txt")
    outcome = take(agency, secretary, {"danh muc.xlsx": listed(row), "a.txt": "Một"})

    assert any("đứng trước ngày ban hành" in one["what"] for one in outcome.flagged)
    assert Issue.objects.get().items.get().in_force_date == date(2025, 7, 7)


# --- refused


def locked():
    data = bytearray(packed({"a.txt": "a"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không phải tệp nén ZIP"),
        (b"Rar!\x1a\x07\x00", "không phải tệp nén ZIP"),
        (packed({"a.txt": "a"})[:-30], "hỏng"),
        (locked(), "mật khẩu"),
        (packed({"../../etc/a.txt": "a"}), "đường dẫn ra ngoài"),
        (packed({"C:/a.txt": "a"}), "đường dẫn ra ngoài"),
        (packed({"a.txt": "0" * 30_000_000}), "quá lớn"),
        (packed({}), "không có tệp nào"),
        (packed({"__MACOSX/a": "x"}), "không có tệp nào"),
    ],
    ids=["empty", "rar", "cut", "locked", "out", "drive", "bomb", "none", "left"],
)
def test_archives_that_cannot_be_taken_say_why(agency, secretary, data, words):
    ((_where, what),) = said(take(agency, secretary, data))

    assert words in what
    assert not Blob.objects.exists()


def test_a_macro_or_a_program_in_the_set_is_named(agency, secretary):
    files = {
        "QT 01.txt": page("QT 01/VP"),
        "a.docm": packed({"[Content_Types].xml": "x"}),
        "b.exe": b"MZ\x90\x00\x03" + b"\x00" * 90,
    }

    assert {where for where, _what in said(take(agency, secretary, files))} == {"a.docm", "b.exe"}
    assert not Document.objects.exists()


def test_taking_over_is_denied_to_others(agency, official, head):
    for actor in (official, head, person(agency, Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=agency))):
        with pytest.raises(PermissionDenied):
            take(agency, actor, {"QT 01.txt": page("QT 01/VP")})


def test_a_trial_leaves_nothing(agency, secretary):
    assert take(agency, secretary, {"QT 01.txt": page("QT 01/VP")}, dry_run=True).created == 1
    assert not Document.objects.exists()
    assert not Blob.objects.exists()


# --- the command line, and the real set


def test_a_folder_is_taken_on_the_command_line_in_the_name_of_the_secretary_and_once_only(agency, tmp_path, capsys):
    person(agency, Seat.Role.SECRETARY)
    (tmp_path / "bo").mkdir()
    (tmp_path / "bo" / "QT 01.txt").write_text(page("QT 01/VP"), encoding="utf-8")

    for _turn in range(2):
        call_command("import", "documents", str(tmp_path / "bo"), agency=agency.short_name, json=True)

    first, second = capsys.readouterr().out.split("}\n{")
    assert json.loads(first + "}")["created"] == 1
    assert "đã được nhập" in second
    assert Document.objects.count() == 1
    assert Run.objects.count() == 1
    assert pack_folder(tmp_path / "bo") == pack_folder(tmp_path / "bo")


REAL = {
    "Hộ tịch": ("quy_trinh_cap_ho_tich_cap_xa__DOC_001.doc", "Đăng ký khai sinh", date(2025, 7, 7)),
    "Chứng thực": (
        "quy_trinh_chung_thuc__DOC_004.doc",
        "Thủ tục chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản, quyền sử dụng đất và nhà ở",
        date(2025, 7, 7),
    ),
    "Nuôi con nuôi": (
        "quy_trinh_nuoi_con_nuoi__DOC_001.doc", "Đăng ký việc nuôi con nuôi trong nước", date(2025, 7, 9),
    ),
}  # fmt: skip


def test_real_procedures_of_one_code_come_into_force_under_one_decision(agency, secretary, head):
    unit = UnitFactory(agency=agency, code="HCTP")
    files = {f"{field}/{name}": (PROCEDURES / name).read_bytes() for field, (name, _title, _day) in REAL.items()}

    outcome = take(agency, secretary, files)

    assert (outcome.errors, outcome.created) == ((), 3)
    issue = Issue.objects.get()
    for item in issue.items.select_related("document", "revision"):
        name, title, day = REAL[item.document.field]
        assert (item.document.code, item.document.title) == ("QT 01/CX-HCTP", title)
        assert (item.revision.source_name, item.revision.edition, item.in_force_date) == (name, 1, day)
    if Document.objects.filter(unit__isnull=True).exists():
        keep_unit(issue, actor=secretary, unit=unit, on=TODAY)
    paper = NewDecision(number="151/QĐ-STP", date=date(2025, 7, 7), signer_name="Giám đốc")
    issue_together(issue, actor=secretary, version=Issue.objects.get().version, decision=paper, on=TODAY)
    assert set(Revision.objects.values_list("state", flat=True)) == {"IN_FORCE"}
    assert set(Revision.objects.values_list("in_force_date", flat=True)) == {date(2025, 7, 7), date(2025, 7, 9)}
