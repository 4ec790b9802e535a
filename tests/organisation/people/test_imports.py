"""People and seats from a table."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.agency.models import Decision, Seat, User
from sotay.exchange.columns import parse_rows, words_of
from sotay.exchange.outcome import RowsRefused
from sotay.exchange.reading import read
from sotay.exchange.writing import write_xlsx
from sotay.journal.models import Entry
from sotay.organisation.people.imports import apply, columns
from tests.conftest import TODAY
from tests.factories.agency import DecisionFactory, SeatFactory, UnitFactory, UserFactory
from tests.soaking import tries

pytestmark = pytest.mark.django_db

HEADINGS = ["Họ và tên", "Tên đăng nhập", "Vai trò", "Phòng", "Chức vụ", "Từ ngày", "Số quyết định", "Ngày quyết định"]


def rows_of(*lines):
    text = "\n".join(";".join(line) for line in (HEADINGS, *lines))
    parsed = parse_rows(read(text.encode(), name="ds.csv", words=words_of(columns)), columns)
    assert parsed.ok, parsed.problems
    return parsed.rows


def line(name, username="", role="", unit="", title="", since="01/06/2026", number="", day=""):
    return [name, username, role, unit, title, since, number, day]


def applied(agency, actor, rows):
    return apply(rows, agency=agency, actor=actor, on=TODAY)


def test_people_and_seats_are_made_at_once_and_the_same_file_again_changes_nothing(agency, secretary):
    UnitFactory(agency=agency, code="VP", name="Văn phòng Sở")
    rows = rows_of(
        line("Nguyễn Văn An", unit="VP", title="Chuyên viên"),
        line("Nguyễn Văn An", role="Đánh giá viên", unit="VP"),
        line("Lê Thị Bình", "binhlt", "Trưởng phòng", "văn phòng sở"),
        line("Trần Cường", "cuongt", "Thư ký", number="04/QĐ-BCĐ", day="05/01/2026"),
    )

    first, second = applied(agency, secretary, rows), applied(agency, secretary, rows)

    assert (first.created, first.updated, first.unchanged) == (4, 0, 0)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 4)
    an = User.objects.get(username="annv")
    assert {(seat.role, seat.unit.code) for seat in an.seats.all()} == {("OFFICIAL", "VP"), ("AUDITOR", "VP")}
    assert not an.has_usable_password()
    assert an.name_sort
    assert Decision.objects.filter(number="04/QĐ-BCĐ").count() == 1
    assert Entry.objects.get().data["people"] == 3


def test_a_changed_title_updates_the_seat(agency, secretary):
    applied(agency, secretary, rows_of(line("Lê An", "anl", title="Chuyên viên")))

    done = applied(agency, secretary, rows_of(line("Lê An", "anl", title="Chuyên viên chính")))

    assert (done.created, done.updated) == (0, 1)
    seat = Seat.objects.get(user__username="anl")
    assert (seat.title, seat.version) == ("Chuyên viên chính", 2)


def test_an_account_of_another_agency_is_seated_and_never_renamed(agency, secretary):
    SeatFactory(user=UserFactory(username="anl", full_name="Lê An"))

    applied(agency, secretary, rows_of(line("lê an", "anl")))
    done = applied(agency, secretary, rows_of(line("Lê Văn An", "anl")))

    user = User.objects.get(username="anl")
    assert user.full_name == "Lê An"
    assert user.seats.filter(agency=agency).exists()
    assert [flag.column for flag in done.flagged] == ["Họ và tên"]


def test_a_slip_in_a_username_seats_no_stranger_and_tells_no_name(agency, secretary):
    SeatFactory(user=UserFactory(username="anl", full_name="Lê Thị Kín"))

    with pytest.raises(RowsRefused) as refusal:
        applied(agency, secretary, rows_of(line("Lê Văn An", "anl")))

    assert [problem.column for problem in refusal.value.problems] == ["Tên đăng nhập"]
    assert "Kín" not in str(refusal.value)


def test_a_first_day_that_differs_is_told_and_the_standing_one_kept(agency, secretary):
    rows = rows_of(line("Lê An", "anl", since="01/05/2026"))
    applied(agency, secretary, rows)

    done = applied(agency, secretary, rows_of(line("Lê An", "anl", since="01/06/2026")))

    assert [flag.column for flag in done.flagged] == ["Từ ngày"]
    assert str(Seat.objects.get(user__username="anl").from_date) == "2026-05-01"
    assert not applied(agency, secretary, rows).flagged


def test_a_file_cannot_end_the_last_seat_that_administers(agency, secretary):
    head = "Họ và tên;Tên đăng nhập;Vai trò;Đến hết ngày"
    seat = Seat.objects.get(user=secretary.user)
    text = f"{head}\n{seat.user.full_name};{seat.user.username};Thư ký ISO;30/06/2026"
    rows = parse_rows(read(text.encode(), name="ds.csv", words=words_of(columns)), columns).rows
    seat.decision = DecisionFactory(agency=agency)
    seat.save()

    with pytest.raises(RowsRefused) as refusal:
        applied(agency, secretary, rows)
    assert [problem.column for problem in refusal.value.problems] == ["Đến hết ngày"]

    SeatFactory(agency=agency, role=Seat.Role.ADMINISTRATOR)
    assert applied(agency, secretary, rows).updated == 1


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        ([line("Lê An", unit="KHONGCO")], "Đơn vị (mã hoặc tên)"),
        ([line("Lê An", role="Trưởng phòng")], "Đơn vị (mã hoặc tên)"),
        ([line("Lê An", role="Thư ký ISO")], "Số quyết định"),
        ([line("Lê An", number="04/QĐ")], "Số quyết định"),
        ([line("Lê An", "anl"), line("Lê An", "anl")], "Họ và tên"),
        ([line("Lê An", "anl"), line("Lý Anh", "anl", "Văn thư")], "Tên đăng nhập"),
        ([line("Lê An", role="Giám đốc"), line("Lê Bình", role="Giám đốc")], "Vai trò"),
    ],
)
def test_a_bad_row_names_its_cell_and_nothing_is_written(agency, secretary, lines, column):
    before = User.objects.count()

    with pytest.raises(RowsRefused) as refusal:
        applied(agency, secretary, rows_of(line("Trần Tốt", "totr"), *lines))

    assert column in {problem.column for problem in refusal.value.problems}
    assert all(problem.row for problem in refusal.value.problems)
    assert User.objects.count() == before
    assert not Entry.objects.exists()


def test_homonyms_of_one_unit_are_asked_for_their_username(agency, secretary):
    for _person in range(2):
        SeatFactory(agency=agency, user=UserFactory(full_name="Lê An"))

    with pytest.raises(RowsRefused) as refusal:
        applied(agency, secretary, rows_of(line("Lê An")))

    assert "Có nhiều người cùng tên" in str(refusal.value)


def test_import_is_denied_to_an_official(agency, official):
    with pytest.raises(PermissionDenied):
        applied(agency, official, rows_of(line("Lê An")))


def test_1000_rows_take_few_statements(agency, secretary, django_assert_max_num_queries):
    UnitFactory(agency=agency, code="VP")
    rows = rows_of(*(line(f"Nguyễn Văn Số {number}", f"so{number}", unit="VP") for number in range(1000)))

    with django_assert_max_num_queries(30):
        assert applied(agency, secretary, rows).created == 1000


def test_the_export_is_read_back_unchanged(agency, secretary, signed_in):
    unit = UnitFactory(agency=agency)
    SeatFactory(agency=agency, unit=unit, role=Seat.Role.UNIT_HEAD)
    content = signed_in(secretary).get(f"/{agency.short_name}/organisation/people/?export=xlsx").getvalue()

    parsed = parse_rows(read(content, name="ds.xlsx", words=words_of(columns)), columns)
    done = applied(agency, secretary, parsed.rows)

    assert (parsed.ok, done.created, done.updated, done.unchanged) == (True, 0, 0, 2)


CELL = st.sampled_from(
    ["", "Lê An", "Trần Bình", "anl", "binht", "VP", "Giám đốc", "Trưởng phòng", "Chuyên viên", "1/QĐ"]
)
DAY = st.sampled_from(["", "01/06/2026", "31/12/2030"])


@settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL, DAY, CELL, DAY), min_size=1, max_size=6))
def test_any_table_is_refused_whole_or_stands_and_is_then_unchanged(agency, secretary, lines):
    from django.db import transaction

    UnitFactory._meta.model.objects.filter(agency=agency, code="VP").exists() or UnitFactory(agency=agency, code="VP")
    file = write_xlsx(
        [one for one in columns if one.key in KEYS], [dict(zip(KEYS, one, strict=True)) for one in lines], title="ds"
    )
    parsed = parse_rows(read(file, name="ds.xlsx", words=words_of(columns)), columns)
    if not parsed.ok:
        return
    before = (User.objects.count(), Seat.objects.count(), Entry.objects.count())
    mark = transaction.savepoint()
    try:
        applied(agency, secretary, parsed.rows)
    except RowsRefused:
        assert (User.objects.count(), Seat.objects.count(), Entry.objects.count()) == before
    else:
        again = applied(agency, secretary, parsed.rows)
        assert (again.created, again.updated, again.unchanged) == (0, 0, len(parsed.rows))
    transaction.savepoint_rollback(mark)


KEYS = ["full_name", "username", "role", "unit", "title", "from_date", "decision_number", "decision_date"]
