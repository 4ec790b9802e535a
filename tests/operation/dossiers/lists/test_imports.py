"""Lists from one-stop systems: taken, repeated, refused, left out; every bad cell named."""

import io
import json
from datetime import date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import Workbook

from sotay.agency.models.calendar import CalendarDay
from sotay.agency.workdays import DayKind
from sotay.journal.models import Entry
from sotay.operation.dossiers import tallies
from sotay.operation.dossiers.models import Dossier, DossierPerson
from sotay.search.models import IndexEntry
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.dossiers import DossierFactory, DossierSourceFactory
from tests.factories.services import ServiceFactory
from tests.operation.dossiers.lists.lists import HEAD, book_of, code_of, csv_of, named, row, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


@pytest.fixture
def service(agency, unit):
    return ServiceFactory(agency=agency, code="1.000001", name="Cấp giấy phép họp báo", unit=unit)


def test_a_list_is_taken_and_the_same_list_changes_nothing(agency, secretary, service, unit):
    waiting = row(2, returned="", state="Chờ trả kết quả")
    data = csv_of(row(1), waiting, row(3, result="", returned="", state="", result_number=""))

    done, again = take(agency, secretary, data), take(agency, secretary, data)

    assert not done.errors
    assert (done.created, done.updated, done.unchanged) == (3, 0, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert [one.state for one in Dossier.objects.order_by("code")] == ["RETURNED", "READY", "IN_PROGRESS"]
    first = Dossier.objects.get(key=code_of(1))
    assert (first.timing, first.worked_days, first.channel, first.flags) == ("EARLY", 4, "ONLINE", [])
    assert (first.person.name, first.unit, first.slug) == ("Nguyễn Văn An", unit, code_of(1).lower())
    [entry] = Entry.objects.filter(action="operation.dossiers.imported")
    assert entry.data["created"] == 3
    assert not tallies.differences(agency.pk)


def test_a_blank_cell_changes_nothing_and_what_is_told_is_written(agency, secretary, service):
    take(agency, secretary, csv_of(row(1, result="", returned="", state="", result_number="")))
    told = row(
        1, service="", channel="", received="", due="", state="", result_number="7/GP", name="", phone="0912000111"
    )

    done = take(agency, secretary, csv_of(told))

    assert (done.created, done.updated, done.errors) == (0, 1, ())
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.result_number, dossier.due_date) == ("RETURNED", "7/GP", date(2026, 6, 8))
    assert (dossier.person.name, dossier.person.phone, dossier.version) == ("Nguyễn Văn An", "0912000111", 2)
    assert not tallies.differences(agency.pk)


def test_every_bad_row_is_named_and_nothing_is_written(agency, secretary, service):
    data = csv_of(
        row(1), row(2, returned="31/05/2026"), row(3, service="9.999999"), row(4, received="31/02/2026"),
        row(5), row(5), row(6, unit="Phòng lạ"), row(7, state="Lạ lùng"), row(8, received="13/06/2026"),
        row(9, received="06/13/2026"), ("", *row(10)[1:]), row(11, result="", returned=""),
    )  # fmt: skip

    outcome = take(agency, secretary, data)

    assert named(outcome) == [
        ("Dòng 3, cột “Ngày trả” (H3)", "Ngày 31/05/2026 trước ngày tiếp nhận 01/06/2026."),
        ("Dòng 4, cột “Mã TTHC” (B4)", "Danh mục thủ tục không có “9.999999”."),
        ("Dòng 5, cột “Ngày tiếp nhận” (E5)", "Lịch không có ngày “31/02/2026”."),
        ("Dòng 6, cột “Mã hồ sơ” (A6)", "Mã hồ sơ này có ở nhiều dòng: 6, 7."),
        ("Dòng 7, cột “Mã hồ sơ” (A7)", "Mã hồ sơ này có ở nhiều dòng: 6, 7."),
        ("Dòng 8, cột “Đơn vị xử lý” (C8)", "Cơ quan không có đơn vị “Phòng lạ”."),
        ("Dòng 9, cột “Trạng thái” (I9)", "Không rõ trạng thái “Lạ lùng” nghĩa là gì."),
        ("Dòng 10, cột “Ngày tiếp nhận” (E10)", "Ngày 13/06/2026 chưa đến."),
        ("Dòng 10, cột “Ngày có kết quả” (G10)", "Ngày 05/06/2026 trước ngày tiếp nhận 13/06/2026."),
        ("Dòng 10, cột “Ngày trả” (H10)", "Ngày 05/06/2026 trước ngày tiếp nhận 13/06/2026."),
        ("Dòng 11, cột “Ngày tiếp nhận” (E11)", "“06/13/2026” chỉ đọc được theo thứ tự ngày tháng kia."),
        ("Dòng 12, cột “Mã hồ sơ” (A12)", "Ô trống."),
        (
            "Dòng 13, cột “Trạng thái” (I13)",
            "Trạng thái là đã xong nhưng không có ngày có kết quả, ngày trả hay ngày kết thúc.",
        ),
    ]
    assert (outcome.created, outcome.bad_rows, outcome.rows) == (1, 11, 12)
    assert not Dossier.objects.exists()
    assert not Entry.objects.filter(action="operation.dossiers.imported").exists()


def test_the_others_are_taken_where_that_is_chosen_and_the_journal_says_so(agency, secretary, service):
    data = csv_of(row(1), row(2, received="31/02/2026"), row(3))

    tried = take(agency, secretary, data, leave_out=True, dry_run=True)
    done = take(agency, secretary, data, leave_out=True)

    assert (tried.created, done.created, done.bad_rows, len(done.left_out)) == (2, 2, 1, 1)
    assert sorted(Dossier.objects.values_list("key", flat=True)) == [code_of(1), code_of(3)]
    entry = Entry.objects.get(action="operation.dossiers.imported")
    assert (entry.data["left_out"], entry.data["sha256"]) == (1, "0" * 64)
    assert take(agency, secretary, csv_of(row(2))).created == 1


def test_a_dossier_of_the_desk_is_never_overwritten(agency, secretary, service):
    DossierFactory(agency=agency, service=service, code=code_of(1), key=code_of(1))

    outcome = take(agency, secretary, csv_of(row(1)))

    assert [what for _where, what in named(outcome)] == [
        "Hồ sơ này được tiếp nhận tại Sotay; danh sách không sửa hồ sơ đó."
    ]


def test_what_is_doubtful_is_kept_and_said(agency, secretary, service):
    data = csv_of(
        row(1, received="31/05/2026"), row(2, due=""), row(3, result_number=""), ("HS 12", *row(4)[1:]),
        row(5, state="Đang xử lý"), row(6, channel="Chim bồ câu"),
    )  # fmt: skip

    outcome = take(agency, secretary, data)

    assert not outcome.errors
    flags = {one.key: one.flags for one in Dossier.objects.all()}
    assert flags == {
        code_of(1): ["received_day_off"], code_of(2): ["no_due"], code_of(3): ["no_result_number"],
        "HS12": ["code_form"], code_of(5): ["state_by_dates"], code_of(6): [],
    }  # fmt: skip
    assert len(outcome.flagged) == 6
    assert take(agency, secretary, data).unchanged == 6


def test_a_workbook_with_titles_merged_headings_and_hidden_columns_is_read(agency, secretary, service):
    lines = [
        ("SỞ THỬ NGHIỆM",), ("DANH SÁCH HỒ SƠ",), ("Từ ngày 01/06/2026",), (),
        ("STT", "Mã hồ sơ", "Tên TTHC", "Thời gian", None, None, None, "Ghi chú"),
        (None, None, None, "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày có kết quả", "Ngày trả", None),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
        ("Lĩnh vực báo chí",),
        (1, code_of(1), "Cấp giấy phép họp báo", datetime.combine(date(2026, 6, 1), time(8, 30)), date(2026, 6, 8), 46178, "08:15 05/06/2026", "x"),
        (2, code_of(2), "cấp giấy phép họp báo", "2026-06-01 16:20", "08/06/2026", None, None, None),
        ("Tổng cộng: 2 hồ sơ",),
    ]  # fmt: skip
    merged = ("A5:A6", "B5:B6", "C5:C6", "D5:G5", "H5:H6", "A8:H8")
    data = book_of(*lines, hidden=("E",), merged=merged)

    outcome = take(agency, secretary, data, name="ho-so.xlsx")

    assert named(outcome) == []
    assert outcome.created == 2
    first = Dossier.objects.get(key=code_of(1))
    assert (first.received_at.hour, first.result_date, first.returned_date) == (1, date(2026, 6, 5), date(2026, 6, 5))
    notes = [one["what"] for one in outcome.notes]
    assert "Có 1 cột ẩn, vẫn được đọc." in notes
    assert "2 dòng tiêu đề nhóm, dòng tổng, không đọc." in notes


def test_a_formula_gives_its_value_or_is_named(agency, secretary, service):
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Danh sách"
    sheet.append(HEAD)
    sheet.append(row(1, due="=DATE(2026,6,8)"))
    out = io.BytesIO()
    workbook.save(out)

    outcome = take(agency, secretary, out.getvalue(), name="ho-so.xlsx")
    as_text = take(agency, secretary, csv_of(row(2, service='="1.000001"'), row(3, unit="=A1")))

    assert [where for where, _what in named(outcome)] == ["Trang “Danh sách”, dòng 2, cột “Ngày hẹn trả” (F2)"]
    assert [where for where, _what in named(as_text)] == ["Dòng 3, cột “Đơn vị xử lý” (C3)"]


def test_a_file_cut_in_the_middle_is_refused(agency, secretary, service):
    whole = csv_of(*(row(number) for number in range(1, 30)))
    book = book_of(HEAD, *(row(number) for number in range(1, 30)))

    for data, name in (
        (whole[: whole.rindex("Đã trả".encode())], "a.csv"),
        (whole[: whole.rindex("ă".encode()) + 1], "a.csv"),
        (whole[:-40] + b'"', "a.csv"),
        (book[: len(book) // 2], "a.xlsx"),
    ):
        assert take(agency, secretary, data, name=name, leave_out=True).errors
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_told_apart(agency, secretary, service, encoding):
    assert take(agency, secretary, csv_of(row(1), encoding=encoding, delimiter=",")).created == 1
    assert DossierPerson.objects.get().name == "Nguyễn Văn An"


def test_decomposed_letters_are_read(agency, secretary, service):
    import unicodedata

    data = unicodedata.normalize("NFD", csv_of(row(1)).decode()).encode()
    assert take(agency, secretary, data).created == 1
    assert DossierPerson.objects.get().name == "Nguyễn Văn An"


def test_a_column_in_the_other_order_is_suggested_and_read_by_a_source_that_says_so(agency, secretary, service):
    head = list(HEAD)
    lines = [row(1, received="06/01/2026", due="06/23/2026", result="06/05/2026", returned="06/05/2026")]
    data = csv_of(*lines)

    refused = take(agency, secretary, data)
    columns = dict(
        zip(("code", "service", "unit", "channel", "received", "due", "result", "returned"), head, strict=False)
    )
    DossierSourceFactory(agency=agency, slug="my", name="Hệ thống Mỹ", date_order="MONTH_FIRST", columns=columns)
    done = take(agency, secretary, data, source="my")

    assert ("Cột “Ngày hẹn trả”", "Các ngày trong cột này chỉ đọc được hết theo thứ tự ngày tháng kia.") in named(
        refused
    )
    assert (done.created, named(done)) == (1, [])
    dossier = Dossier.objects.get()
    assert (dossier.received_date, dossier.due_date) == (date(2026, 6, 1), date(2026, 6, 23))
    assert dossier.source.slug == "my"


@pytest.mark.parametrize("leave_out", [False, True])
def test_a_column_in_the_other_order_is_not_taken_without_its_errors(agency, secretary, service, leave_out):
    clear = row(1, received="05/13/2026", due="06/23/2026")
    swapped = row(2, received="05/06/2026", due="06/10/2026", result="", returned="", state="Đang xử lý")

    outcome = take(agency, secretary, csv_of(clear, swapped), leave_out=leave_out)

    assert (outcome.ok, outcome.bad_rows, outcome.left_out) == (False, 0, ())
    assert not Dossier.objects.exists()


def test_a_moment_of_another_zone_is_that_of_the_office(agency, secretary, service):
    midnight, evening = "2026-05-31T17:00:00.000Z", "2026-06-01T18:30:00+00:00"
    head = ("Mã hồ sơ", "Mã TTHC", "Ngày tiếp nhận")
    data = csv_of((code_of(1), service.code, midnight), (code_of(2), service.code, evening), head=head)

    assert take(agency, secretary, data).created == 2

    first, second = Dossier.objects.order_by("key")
    assert (first.received_date, first.received_at) == (date(2026, 6, 1), None)
    assert (second.received_date, second.received_at.isoformat()) == (date(2026, 6, 2), "2026-06-01T18:30:00+00:00")


def test_a_calendar_decided_later_changes_no_list_that_comes_again(agency, secretary, service):
    data = csv_of(row(1))
    take(agency, secretary, data)
    [before] = Dossier.objects.values()
    CalendarDay.objects.create(agency=agency, date=date(2026, 6, 3), kind=DayKind.SWAP_OFF, name="Nghỉ")

    assert take(agency, secretary, data).unchanged == 1
    assert [*Dossier.objects.values()] == [before]


def test_a_source_no_more_used_reads_no_list(agency, secretary, service):
    source = DossierSourceFactory(agency=agency, ended_date=TODAY)

    [error] = take(agency, secretary, csv_of(row(1)), source=source.slug).errors

    assert "đã thôi dùng" in error["what"]
    assert not Dossier.objects.exists()


def test_the_source_of_another_agency_reads_no_list(agency, secretary, service):
    source = DossierSourceFactory(agency=AgencyFactory())

    [error] = take(agency, secretary, csv_of(row(1)), source=source.slug).errors

    assert "Không có nguồn danh sách" in error["what"]


@pytest.mark.parametrize("sign", ["\t", "\x85", "\u2028", "\\N", "\\", "\u200b"])
def test_signs_that_mean_something_to_the_database_are_only_signs(agency, secretary, service, sign):
    take(agency, secretary, csv_of(row(1, name=f"Nguyễn{sign}An", result_number=f"{sign}1/GP"), row(2)))

    assert Dossier.objects.count() == 2
    assert DossierPerson.objects.filter(name__startswith="Nguyễn", name__endswith="An").count() == 2


def test_a_list_without_what_is_needed_says_which_headings_there_are(agency, secretary, service):
    outcome = take(agency, secretary, csv_of(("a", "b"), head=("Mã hồ sơ", "Ghi chú")))
    [error] = outcome.errors
    assert "Ngày tiếp nhận" in error["what"]
    assert "Mã hồ sơ; Ghi chú" in error["what"]


def test_states_without_a_return_close_by_the_day_that_stands(agency, secretary, service):
    refused = row(1, state="Từ chối tiếp nhận", result="", returned="", result_number="")
    drawn = row(2, state="Công dân rút hồ sơ", returned="", result_number="")

    assert take(agency, secretary, csv_of(refused, drawn)).created == 2

    found = {one.key: (one.state, one.ended_date, one.result_date) for one in Dossier.objects.all()}
    assert found == {
        code_of(1): ("REFUSED", date(2026, 6, 1), None),
        code_of(2): ("WITHDRAWN", date(2026, 6, 5), None),
    }


def test_what_was_emptied_is_not_filled_again(agency, secretary, service):
    take(agency, secretary, csv_of(row(1)))
    Dossier.objects.update(anonymised_date=TODAY)
    DossierPerson.objects.update(name="", phone="")

    assert take(agency, secretary, csv_of(row(1))).unchanged == 1
    assert DossierPerson.objects.get().name == ""


def test_the_command_line_takes_a_list_by_a_saved_source_and_leaves_rows_out(agency, service, tmp_path):
    columns = {"code": "Mã hồ sơ", "service": "Mã TTHC", "received": "Ngày tiếp nhận"}
    DossierSourceFactory(agency=agency, slug="cu", name="Phần mềm cũ", columns=columns)
    path = tmp_path / "ho-so.csv"
    path.write_bytes(csv_of(row(1), row(2, received="31/02/2026")))

    def run(*more):
        out = io.StringIO()
        call_command("import", "dossiers", str(path), "--agency", agency.short_name, "--json", *more, stdout=out)
        return json.loads(out.getvalue())

    with pytest.raises(CommandError, match="Lịch không có ngày"):
        run()
    tried = run("--source", "Phần mềm cũ", "--leave-out-errors", "--dry-run")
    assert (tried["created"], tried["bad_rows"], Dossier.objects.count()) == (1, 1, 0)
    done, again = (run("--source", "cu", "--leave-out-errors") for _time in range(2))
    assert (done["created"], again["created"]) == (1, 0)
    assert (Dossier.objects.get().source.slug, Dossier.objects.get().state) == ("cu", "IN_PROGRESS")


def test_a_day_s_dossiers_are_found_by_their_code(agency, secretary, service):
    take(agency, secretary, csv_of(row(1)))
    [entry] = IndexEntry.objects.filter(subject_type="operation.dossier")
    assert "nguyen" not in entry.words


def test_an_official_may_not(agency, official, service):
    with pytest.raises(PermissionDenied):
        take(agency, official, csv_of(row(1)))
