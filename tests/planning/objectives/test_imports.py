"""Objectives and plans from a file, and into a file that reads back."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from sotay.agency.actor import COMMAND_LINE, Actor
from sotay.agency.models import Seat
from sotay.exchange import export, imports
from sotay.exchange.export import json_lines
from sotay.exchange.writing import template_xlsx, write_csv, write_xlsx
from sotay.journal.models import Entry
from sotay.planning.objectives.exports import rows
from sotay.planning.objectives.imports import columns, examples
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine
from tests.conftest import TODAY, person
from tests.factories.agency import SeatFactory, UnitFactory, UserFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, PlanLineFactory
from tests.soaking import tries

pytestmark = pytest.mark.django_db
HEAD = ("Năm", "Mã đơn vị", "Mã", "Nội dung mục tiêu", "Chỉ tiêu", "ĐVT", "Cách tính", "Người chịu trách nhiệm")
PLAN = (*HEAD[:4], "Công việc", "Người thực hiện", "Đến ngày", "Cách đánh giá")


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


def take(agency, actor, data, *, name="mt.xlsx", dry_run=False):
    kind = imports.find("objectives")
    source = imports.Source(name=name, sha256="0" * 64)
    return imports.attempt(kind, data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=dry_run)


def book(*lines, merged=(), formats=()):
    workbook = Workbook()
    sheet = workbook.active
    for line in lines:
        sheet.append(line)
    for at, shown in formats:
        sheet[at].number_format = shown
    for span in merged:
        sheet.merge_cells(span)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def where(outcome):
    return [(one["where"].rsplit("(", 1)[-1].rstrip(")"), one["what"]) for one in outcome.errors]


def first(unit_code="VP", code="MT-01", target="≥ 98 %", owner="Trưởng phòng", words="Đúng hạn", year=2026):
    return (year, unit_code, code, words, target, "%", "Đúng hạn / đã giải quyết", owner)


def test_a_draft_is_made_with_objectives_and_plans_and_the_same_file_changes_nothing(
    agency, secretary, unit, unit_head
):
    lines = [
        (*HEAD, *PLAN[4:]),
        (*first(), "Rà soát hồ sơ hằng tuần", unit_head.user.username, date(2026, 11, 30), "Sổ theo dõi"),
        (2026, "VP", "MT-01", None, None, None, None, None, "Tập huấn", "Trưởng phòng", "15/04/2026", "Danh sách"),
        (*[None] * 8, "Họp rút kinh nghiệm", None, None, None),
        (*first(None, "MT-09", owner="Thư ký ISO"), *[None] * 4),
    ]

    done, again = take(agency, secretary, book(*lines)), take(agency, secretary, book(*lines))

    assert (done.errors, done.created, done.unchanged) == ((), 4, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 4)
    one = ObjectiveSet.objects.get(unit=unit)
    objective = one.objectives.get()
    assert (one.state, one.slug, objective.slug, objective.direction) == ("DRAFT", "2026-vp", "2026-vp-mt-01", "GE")
    assert (objective.owner_role, objective.owner_unit, objective.target_value) == ("UNIT_HEAD", unit, 98)
    plan = list(objective.plan.all())
    assert [line.what for line in plan] == ["Rà soát hồ sơ hằng tuần", "Tập huấn", "Họp rút kinh nghiệm"]
    assert (plan[0].owner_user, plan[1].to_date, plan[1].owner_role) == (unit_head.user, date(2026, 4, 15), "UNIT_HEAD")
    assert ObjectiveSet.objects.get(unit=None).objectives.get().owner_role == "SECRETARY"
    assert [entry.action for entry in Entry.objects.order_by("pk")] == ["planning.set.imported"] * 2


def test_a_try_out_says_the_same_and_leaves_nothing(agency, secretary, unit, unit_head):
    data = book(HEAD, first(), first(code="MT-02", target="98"))

    tried = take(agency, secretary, data, dry_run=True)

    assert not ObjectiveSet.objects.exists()
    assert not Entry.objects.exists()
    assert tried == take(agency, secretary, data)
    assert (tried.created, len(tried.flagged)) == (2, 1)


def test_merged_cells_hold_for_every_row(agency, secretary, unit, unit_head):
    lines = [PLAN]
    lines += [(2026, "VP", "MT-01", "Đúng hạn", f"Việc {n}", "Trưởng phòng", date(2026, 6, n), "Sổ") for n in (1, 2, 3)]

    done = take(agency, secretary, book(*lines, merged=["A2:A4", "B2:B4", "C2:C4", "D2:D4"]))

    assert done.errors == ()
    assert Objective.objects.get().plan.count() == 3


@pytest.mark.parametrize(
    ("value", "shown", "target", "stored"),
    [
        (0.98, "0%", "98%", None),
        ("≥ 98,5 %", "General", "≥ 98,5 %", Decimal("98.5")),
        ("98", "General", "98", None),
        (0.98, "General", "0.98", None),
        (1, "0%", "100%", Decimal(100)),
        ("không có", "General", "không có", None),
        ("không để xảy ra", "General", "không để xảy ra", Decimal(0)),
    ],
)
def test_a_target_is_understood_or_kept_as_typed_and_flagged(
    agency, secretary, unit, unit_head, value, shown, target, stored
):
    done = take(agency, secretary, book(HEAD, first(target=value), formats=[("E2", shown)]))

    objective = Objective.objects.get()
    assert (done.errors, objective.target_text, objective.target_value) == ((), target, stored)
    assert len(done.flagged) == (stored is None)


@pytest.mark.parametrize(
    ("value", "shown", "stored", "flags"),
    [
        (0.975, "0.0%", Decimal("97.5"), 0),
        ("97,5 %", "General", Decimal("97.5"), 0),
        (97.5, "General", Decimal("97.5"), 0),
        (0.975, "General", Decimal("0.975"), 1),
    ],
)
def test_a_baseline_is_read_as_it_is_seen(agency, secretary, unit, unit_head, value, shown, stored, flags):
    data = book((*HEAD, "Giá trị nền"), (*first(), value), formats=[("I2", shown)])

    done = take(agency, secretary, data)

    assert (done.errors, Objective.objects.get().baseline, len(done.flagged)) == ((), stored, flags)


@pytest.mark.parametrize(
    ("owner", "role"),
    [
        ("Trưởng phòng", "UNIT_HEAD"),
        ("trưởng đơn vị, VP", "UNIT_HEAD"),
        ("Trưởng phòng, Văn phòng", "UNIT_HEAD"),
        ("Chánh Văn phòng", "UNIT_HEAD"),
        ("Phó Trưởng phòng (Văn phòng)", "UNIT_DEPUTY"),
        ("Giám đốc", "HEAD"),
        ("Thư ký ISO", "SECRETARY"),
    ],
)
def test_an_owner_may_be_a_title(agency, secretary, unit, unit_head, owner, role):
    done = take(agency, secretary, book(HEAD, first(owner=owner)))

    assert (done.errors, Objective.objects.get().owner_role) == ((), role)


def test_an_owner_may_be_a_name_of_the_unit_or_the_title_a_seat_bears(agency, secretary, unit):
    here, there = (UserFactory(full_name="Lê Thị Hoa") for _ in range(2))
    SeatFactory(agency=agency, user=here, unit=unit)
    SeatFactory(agency=agency, user=there)
    SeatFactory(agency=agency, role=Seat.Role.UNIT_HEAD, unit=unit, title="Chi cục trưởng")

    done = take(agency, secretary, book(HEAD, first(owner="lê thị hoa"), first(code="MT-02", owner="Chi cục trưởng")))

    assert done.errors == ()
    assert Objective.objects.get(code="MT-01").owner_user == here
    assert Objective.objects.get(code="MT-02").owner_role == "UNIT_HEAD"


def test_every_bad_cell_is_named_and_nothing_is_written(agency, secretary, unit, unit_head):
    two = [UserFactory(full_name="Lê Thị Hoa") for _ in range(2)]
    for user in two:
        SeatFactory(agency=agency, user=user)
    lines = [
        (*HEAD, "Giá trị nền", "Mục tiêu cấp trên", "Công việc", "Từ ngày", "Đến ngày"),
        (*first("XX"), None, None, None, None, None),
        (*first(owner="Ông Nào Đó"), None, None, None, None, None),
        (*first(code="MT-02", owner="Lê Thị Hoa"), "nhiều", None, None, None, None),
        (*first(code="MT-03", year=None), None, None, None, None, None),
        (*first(code="MT-04"), None, "MT-77", "Việc", date(2026, 5, 1), date(2026, 4, 1)),
        (*first(code="MT-05", words=None), 12, None, None, date(2026, 5, 1), None),
        (*first(None, code="MT-06", owner="Trưởng phòng"), None, None, None, None, None),
    ]
    taken = [*lines[:3], (*first(code="MT-02", owner="Lê Thị Hoa"), *[None] * 5), *lines[4:]]

    cells = where(take(agency, secretary, book(*lines)))
    others = {cell for cell, _what in where(take(agency, secretary, book(*taken)))}

    assert [cell for cell, _what in cells] == ["I4"]
    assert others == {"B2", "H3", "H4", "A5", "J6", "M6", "D7", "K7", "H8"}
    assert not Objective.objects.exists()


def test_a_second_row_that_tells_otherwise_is_refused(agency, secretary, unit, unit_head):
    done = take(agency, secretary, book(HEAD, first(), first(words="Khác hẳn")))

    assert where(done) == [("D3", "Khác với dòng 2 của cùng mục tiêu.")]


@pytest.mark.parametrize(
    ("state", "said"),
    [("IN_FORCE", "lập bản điều chỉnh"), ("SUBMITTED", "rút lại"), ("CLOSED", "Bỏ các dòng này")],
)
def test_a_set_that_is_no_draft_is_not_changed_and_the_file_says_what_to_do(
    agency, secretary, unit, unit_head, state, said
):
    approved = {} if state == "SUBMITTED" else {"approved_date": date(2026, 1, 15), "in_force_date": date(2026, 1, 15)}
    one = ObjectiveSetFactory(agency=agency, unit=unit, state=state, **approved)
    ObjectiveFactory(set=one, code="MT-01")

    done = take(agency, secretary, book(HEAD, first(words="Khác")))

    (error,) = done.errors
    assert said in error["mend"]
    assert Objective.objects.get().statement == "Giải quyết hồ sơ đúng hạn"


def test_a_revision_being_written_is_taken_into(agency, secretary, unit, unit_head):
    old = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    ObjectiveFactory(set=old, code="MT-01")
    new = ObjectiveSetFactory(agency=agency, unit=unit, revision=1, reason="x")

    assert take(agency, secretary, book(HEAD, first())).created == 1
    assert new.objectives.get().statement == "Đúng hạn"


def test_a_unit_that_ended_and_a_year_out_of_reach_are_refused(agency, secretary, unit, unit_head):
    UnitFactory(agency=agency, code="CU", ended_date=date(2026, 2, 1))

    done = take(agency, secretary, book(HEAD, first("CU"), first(year=2031)))

    assert {cell for cell, _what in where(done)} == {"B2", "A3"}


def test_objectives_of_units_tie_to_those_of_the_agency_in_the_same_file(agency, secretary, unit, unit_head):
    lines = [
        (*HEAD, "Mục tiêu cấp trên"),
        (*first(code="MT-02"), "MT-01"),
        (*first(code="MT-03"), "VP: MT-02"),
        (*first(None, owner="Thư ký ISO"), None),
    ]

    done, again = take(agency, secretary, book(*lines)), take(agency, secretary, book(*lines))

    assert (done.errors, again.unchanged) == ((), 3)
    middle = Objective.objects.get(code="MT-02")
    assert (middle.parent.set.unit, Objective.objects.get(code="MT-03").parent) == (None, middle)


def test_a_ring_of_objectives_is_refused(agency, secretary, unit, unit_head):
    lines = [
        (*HEAD, "Mục tiêu cấp trên"),
        (*first(code="MT-02"), "VP: MT-03"),
        (*first(code="MT-03"), "VP: MT-02"),
    ]

    assert {cell for cell, _what in where(take(agency, secretary, book(*lines)))} == {"I2", "I3"}


def test_import_is_denied_to_a_unit_head_and_open_to_the_command_line(agency, unit, unit_head):
    data = book(HEAD, first())
    with pytest.raises(PermissionDenied):
        take(agency, unit_head, data)

    assert take(agency, Actor(agency=agency, origin=COMMAND_LINE), data).created == 1


def test_the_template_has_the_examples_aside_and_they_can_be_imported(agency, secretary, unit, unit_head):
    template = template_xlsx(columns, examples).read()
    filled = write_xlsx(
        columns, [{c.key: row.get(c.key) for c in columns} for row in examples], title="Mục tiêu"
    ).read()

    assert "không có dòng dữ liệu" in take(agency, secretary, template).errors[0]["what"]
    assert (take(agency, secretary, filled).created, PlanLine.objects.count()) == (2, 2)


WRITERS = {
    "mt.xlsx": lambda some: write_xlsx(columns, some, title="Mục tiêu").read(),
    "mt.csv": lambda some: write_csv(columns, some),
    "mt.json": lambda some: "".join(json_lines(columns, some)).encode(),
}


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_exported_is_imported_unchanged(agency, secretary, unit, unit_head, name):
    own = ObjectiveSetFactory(agency=agency, unit=None, in_force=True)
    top = ObjectiveFactory(set=own, code="MT-01", owner_role="SECRETARY", owner_unit=None)
    draft = ObjectiveSetFactory(agency=agency, unit=unit)
    one = ObjectiveFactory(
        set=draft, code="MT-01", parent=top, baseline=Decimal("1.234"), statement="Dòng một\nDòng hai"
    )
    ObjectiveFactory(set=draft, code="MT-02", target_text="98", statement="Chọn chiều ở ô bên", periods="QUARTER")
    ObjectiveFactory(
        set=draft, code="MT-03", owner_role="", owner_unit=None, owner_user=unit_head.user, target_text="không có",
        direction="", target_value=None,
    )  # fmt: skip
    PlanLineFactory(objective=one)
    PlanLineFactory(objective=one)  # the same words twice
    PlanLineFactory(objective=one, what="=1+1", owner_role="", owner_unit=None, to_date=None)
    gone = UserFactory()  # holds no seat any more
    ObjectiveFactory(set=draft, code="MT-04", owner_role="", owner_unit=None, owner_user=gone)
    before = list(Objective.objects.order_by("pk").values()), list(PlanLine.objects.order_by("pk").values())

    told = [{c.key: row.get(c.key) for c in columns} for row in rows(secretary)]
    done = take(agency, secretary, WRITERS[name](told), name=name)

    assert (done.errors, done.created, done.updated, done.unchanged) == ((), 0, 0, len(told))
    assert (list(Objective.objects.order_by("pk").values()), list(PlanLine.objects.order_by("pk").values())) == before


def test_the_export_leaves_out_what_the_viewer_may_not_read(agency, unit, official, secretary):
    ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=unit))

    assert list(rows(official)) == []
    assert len(list(rows(secretary))) == 1
    assert export.find("objectives").columns is columns


def test_the_file_is_taken_by_the_command_line_as_json(agency, unit, unit_head, capsys, tmp_path):
    path = tmp_path / "mt.json"
    path.write_text(json.dumps([{"year": 2026, "unit": "VP", "code": "MT-01", "statement": "Đúng hạn", "target": 98}]))

    call_command("import", "objectives", str(path), agency=agency.short_name, json=True, dry_run=True)

    told = json.loads(capsys.readouterr().out)
    assert (told["created"], len(told["flagged"]), told["errors"]) == (1, 1, [])
    assert not Objective.objects.exists()


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
TARGETS = (
    st.sampled_from(["≥ 98 %", "98", "98,5 %", "không có", "trước 30/9", "dưới 3 %", "0,98", "", "60/60 hồ sơ"]) | CELL
)
OWNERS = st.sampled_from(["Trưởng phòng", "Thư ký ISO", "Trưởng phòng, VP", "", "VP"]) | CELL
LINE = st.tuples(
    st.sampled_from(["2026", "2025", "", "x"]), st.sampled_from(["VP", "", "Văn phòng", "zz"]),
    st.sampled_from(["MT-01", "MT-02", ""]), st.sampled_from(["Đúng hạn", "Hài lòng", ""]) | CELL, TARGETS,
    st.sampled_from(["%", "", "điểm"]), CELL, OWNERS, st.sampled_from(["Việc một", "Việc hai", ""]) | CELL, OWNERS,
    st.sampled_from(["30/06/2026", "", "hôm nào"]), CELL,
)  # fmt: skip


@settings(max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, min_size=1, max_size=6))
def test_any_cells_are_refused_whole_or_taken_and_then_unchanged(agency, secretary, unit, unit_head, lines):
    data = json.dumps([dict(zip((*HEAD, *PLAN[4:]), line, strict=True)) for line in lines]).encode()
    mark = transaction.savepoint()
    done = take(agency, secretary, data, name="mt.json")
    if done.errors:
        assert not Objective.objects.filter(agency=agency).exists()
    else:
        again = take(agency, secretary, data, name="mt.json")
        assert (again.errors, again.created, again.updated, again.unchanged) == ((), 0, 0, done.rows)
        told = [{c.key: row.get(c.key) for c in columns} for row in rows(secretary)]
        back = take(agency, secretary, WRITERS["mt.json"](told), name="back.json")
        assert (back.errors, back.created, back.updated) == ((), 0, 0)
    transaction.savepoint_rollback(mark)
