"""Sets and objectives: begun, written, revised, dropped, read; refused; denied."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.holding import Owner
from sotay.agency.models import Seat, UnitSuccession
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.planning.models import Objective, ObjectiveSet, PlanLine
from sotay.planning.objectives.commands import (
    add_objective,
    add_plan_line,
    begin_set,
    change_objective,
    change_plan_line,
    confirm_reading,
    drop_set,
    put_in_force,
    remove_objective,
    remove_plan_line,
    revise_set,
    submit_set,
)
from sotay.search.models import IndexEntry
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.planning import ObjectiveFactory, ObjectiveSetFactory, PlanLineFactory

pytestmark = pytest.mark.django_db
State = ObjectiveSet.State


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def draft(agency, unit):
    return ObjectiveSetFactory(agency=agency, unit=unit)


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def begun(agency, actor, unit, *, year=2026):
    return begin_set(agency, actor=actor, unit=unit, year=year, on=TODAY)


def test_begin_set_has_an_address_that_can_be_read(agency, unit, unit_head, secretary):
    one = begun(agency, unit_head, unit)

    assert (one.slug, one.state, one.revision) == ("2026-vp", State.DRAFT, 0)
    assert begun(agency, secretary, None).slug == "2026-co-quan"
    assert actions() == ["planning.set.begun"] * 2


def test_begin_set_refuses_a_second_one_and_a_year_out_of_reach(agency, unit, unit_head, draft):
    assert codes(begun, agency, unit_head, unit) == ("set_there",)
    assert codes(begun, agency, unit_head, unit, year=2024) == ("year_out_of_reach",)


def test_begin_set_refuses_a_unit_that_ended_and_names_who_goes_on(agency, unit, secretary):
    heir = UnitFactory(agency=agency, name="Phòng Tổng hợp")
    UnitSuccession.objects.create(agency=agency, predecessor=unit, successor=heir, date=TODAY)
    unit.ended_date = TODAY
    unit.save()

    with pytest.raises(Refused) as refusal:
        begun(agency, secretary, unit)

    assert refusal.value.codes == ("unit_ended",)
    assert "Phòng Tổng hợp" in str(refusal.value)


def test_begin_set_is_denied_to_others(agency, unit, official, head, other_agency):
    elsewhere = person(agency, Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=agency))
    for actor in (official, head, elsewhere, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            begun(agency, actor, unit)
    assert begun(agency, head, None).unit is None


def test_add_objective_numbers_it_and_reads_the_target(unit_head, draft):
    first = add_objective(draft, actor=unit_head, statement="Hồ sơ đúng hạn", target_text="≥98,5 %")
    second = add_objective(draft, actor=unit_head, statement="Chuyển đổi TCVN", target_text="trước ngày 30/9")

    assert [first.code, second.code] == ["MT-01", "MT-02"]
    assert (first.direction, first.target_value, first.measure) == ("GE", Decimal("98.5"), "%")
    assert (second.direction, second.target_date) == ("BY", date(2026, 9, 29))


def test_add_objective_keeps_a_target_that_is_not_understood_as_it_was_typed(unit_head, draft):
    one = add_objective(draft, actor=unit_head, statement="Nâng cao chất lượng", target_text="98", measure="%")

    assert (one.target_text, one.direction, one.target_value) == ("98", "", None)
    assert one.target is None


def test_add_objective_refuses_no_words_a_taken_code_and_what_is_no_draft(agency, unit, unit_head, draft):
    add_objective(draft, actor=unit_head, statement="Một", code="MT-01")

    assert codes(add_objective, draft, actor=unit_head, statement=" ") == ("statement_missing",)
    assert codes(add_objective, draft, actor=unit_head, statement="Hai", code="MT-01") == ("code_taken",)
    holding = ObjectiveSetFactory(agency=agency, unit=unit, year=2025, in_force=True)
    assert codes(add_objective, holding, actor=unit_head, statement="Ba") == ("not_draft",)


def test_add_objective_is_denied_to_an_official(official, draft):
    with pytest.raises(PermissionDenied):
        add_objective(draft, actor=official, statement="Một")


def test_change_objective_keeps_what_was_before_in_the_journal(unit_head, draft):
    one = ObjectiveFactory(set=draft)

    changed = change_objective(
        one,
        actor=unit_head,
        version=1,
        owner=Owner(role="SECRETARY"),
        statement="Khác",
        target_text="≥ 99 %",
        measure="",
    )

    assert (changed.statement, changed.target_value, changed.owner_role) == ("Khác", Decimal(99), "SECRETARY")
    entry = Entry.objects.get()
    assert entry.action == "planning.objective.changed"
    assert "Giải quyết hồ sơ đúng hạn" in str(entry.data)
    with pytest.raises(Stale):
        change_objective(one, actor=unit_head, version=1, statement="Lại khác")


def test_change_objective_changes_nothing_twice(unit_head, draft):
    one = ObjectiveFactory(set=draft, measure="")
    same = {"owner": Owner(role="UNIT_HEAD", unit=draft.unit), "target_text": "≥ 98 %", "measure": "%"}
    one = change_objective(one, actor=unit_head, version=1, **same)

    assert change_objective(one, actor=unit_head, version=one.version, **same) is UNCHANGED


def test_change_objective_refuses_no_words_and_what_is_submitted(unit_head, draft):
    one = ObjectiveFactory(set=draft)
    assert codes(change_objective, one, actor=unit_head, version=1, statement="") == ("statement_missing",)

    draft.state = State.SUBMITTED
    draft.save()
    assert codes(change_objective, one, actor=unit_head, version=1) == ("not_draft",)


def test_remove_objective_takes_it_out_of_the_set_and_the_search(unit_head, draft):
    one = add_objective(draft, actor=unit_head, statement="Một")
    assert IndexEntry.objects.filter(subject_uuid=one.uuid).exists()

    remove_objective(one, actor=unit_head, version=one.version)

    assert not Objective.objects.exists()
    assert not IndexEntry.objects.filter(subject_uuid=one.uuid).exists()
    assert actions()[-1] == "planning.objective.removed"


def test_remove_objective_refuses_what_objectives_of_units_are_tied_to(agency, secretary, draft):
    top = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=None))
    child = ObjectiveFactory(set=draft, parent=top)

    assert codes(remove_objective, top, actor=secretary, version=1) == ("is_parent",)
    assert codes(drop_set, top.set, actor=secretary, version=1, reason="Lập lại") == ("is_parent",)
    child.delete()
    remove_objective(top, actor=secretary, version=1)


def test_plan_lines_come_change_and_go(unit_head, draft):
    objective = ObjectiveFactory(set=draft)
    line = add_plan_line(objective, actor=unit_head, what=" Tập  huấn ", to_date=date(2026, 6, 30))
    assert line.what == "Tập huấn"

    line = change_plan_line(line, actor=unit_head, version=1, owner=Owner(role="SECRETARY"), judged_by="Danh sách")
    assert (line.judged_by, line.owner_role) == ("Danh sách", "SECRETARY")
    assert change_plan_line(line, actor=unit_head, version=2, owner=Owner(role="SECRETARY")) is UNCHANGED
    with pytest.raises(Stale):
        change_plan_line(line, actor=unit_head, version=1, what="Khác")

    remove_plan_line(line, actor=unit_head, version=line.version)
    assert not PlanLine.objects.exists()
    assert actions() == ["planning.plan_line.added", "planning.plan_line.changed", "planning.plan_line.removed"]


def test_plan_lines_are_refused_without_words_or_when_they_end_before_they_start(unit_head, draft):
    objective = ObjectiveFactory(set=draft)

    wrong = {"what": " ", "from_date": date(2026, 7, 1), "to_date": date(2026, 6, 30)}

    assert codes(add_plan_line, objective, actor=unit_head, **wrong) == ("what_missing", "ends_before_it_starts")
    draft.state = State.SUBMITTED
    draft.save()
    line = PlanLineFactory(objective=objective)
    assert codes(add_plan_line, objective, actor=unit_head, what="Việc") == ("not_draft",)
    assert codes(change_plan_line, line, actor=unit_head, version=1) == ("not_draft",)
    assert codes(remove_plan_line, line, actor=unit_head, version=1) == ("not_draft",)


def test_plan_lines_are_denied_to_an_official(official, draft):
    line = PlanLineFactory(objective=ObjectiveFactory(set=draft))
    for act, on, more in (
        (add_plan_line, line.objective, {"what": "Việc"}),
        (change_plan_line, line, {"version": 1}),
        (remove_plan_line, line, {"version": 1}),
        (remove_objective, line.objective, {"version": 1}),
        (change_objective, line.objective, {"version": 1}),
    ):
        with pytest.raises(PermissionDenied):
            act(on, actor=official, **more)


def test_submit_refuses_with_every_gap_and_where_it_is_mended(unit_head, head, draft):
    bad = ObjectiveFactory(
        set=draft,
        code="MT-1",
        target_text="98",
        direction="",
        target_value=None,
        formula="",
        owner_role="",
        owner_unit=None,
    )
    unplanned = ObjectiveFactory(set=draft, code="MT-2", measure="")
    PlanLineFactory(objective=bad, to_date=None, judged_by="", owner_role="", owner_unit=None)

    with pytest.raises(Refused) as refusal:
        submit_set(draft, actor=unit_head, version=1, on=TODAY)

    assert refusal.value.codes == (
        "target_direction", "formula_missing", "owner_missing", "plan_incomplete", "measure_missing", "plan_missing",
    )  # fmt: skip
    assert {fix[1] for reason in refusal.value.reasons if (fix := reason.fix)} == {bad, unplanned, bad.plan.get()}
    assert "người thực hiện, thời hạn, cách đánh giá" in str(refusal.value)
    assert ObjectiveSet.objects.get().state == State.DRAFT


def test_submit_refuses_an_empty_set_and_that_of_a_unit_that_ended(unit, unit_head, head, draft):
    unit.ended_date = TODAY
    unit.save()

    assert codes(submit_set, draft, actor=unit_head, version=1, on=TODAY) == ("unit_ended", "set_empty")


def test_submit_refuses_where_nobody_could_approve(unit_head, draft):
    PlanLineFactory(objective=ObjectiveFactory(set=draft))

    assert codes(submit_set, draft, actor=unit_head, version=1, on=TODAY) == ("no_signer",)
    with pytest.raises(Stale):
        submit_set(draft, actor=unit_head, version=7, on=TODAY)


def test_submit_is_denied_to_an_official(official, draft):
    with pytest.raises(PermissionDenied):
        submit_set(draft, actor=official, version=1, on=TODAY)


def test_revise_copies_objectives_with_their_keys(agency, unit, unit_head):
    one = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True, slug="2026-vp")
    line = PlanLineFactory(objective=ObjectiveFactory(set=one))

    new = revise_set(one, actor=unit_head, version=1, reason="Sáp nhập")

    assert (new.revision, new.state, new.slug) == (1, State.DRAFT, "2026-vp-1")
    copied = new.objectives.get()
    assert copied.key == line.objective.key
    assert copied.plan.get().key == line.key
    assert ObjectiveSet.objects.get(pk=one.pk).state == State.IN_FORCE


def test_revise_refuses_a_draft_a_second_revision_and_no_reason(agency, unit, unit_head, draft):
    assert codes(revise_set, draft, actor=unit_head, version=1, reason="Vì") == ("not_in_force",)
    draft.delete()
    one = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    assert codes(revise_set, one, actor=unit_head, version=1, reason=" ") == ("reason_missing",)
    revise_set(one, actor=unit_head, version=1, reason="Vì")
    assert codes(revise_set, one, actor=unit_head, version=1, reason="Vì") == ("revision_there",)


def test_revise_and_drop_are_denied_to_an_official(agency, unit, official, draft):
    one = ObjectiveSetFactory(agency=agency, unit=unit, year=2025, in_force=True)
    for act, on in ((revise_set, one), (drop_set, draft)):
        with pytest.raises(PermissionDenied):
            act(on, actor=official, version=1, reason="Vì")


def test_drop_removes_a_draft_nobody_was_shown(unit_head, draft):
    add_objective(draft, actor=unit_head, statement="Một")

    drop_set(draft, actor=unit_head, version=1, reason="Lập nhầm năm")

    assert not ObjectiveSet.objects.exists()
    assert not IndexEntry.objects.filter(subject_type__startswith="planning.").exists()
    assert actions()[-1] == "planning.set.dropped"


def test_drop_refuses_what_was_submitted_once_and_no_reason(unit_head, draft):
    draft.returned_reason = "Sửa chỉ tiêu"
    draft.save()

    assert codes(drop_set, draft, actor=unit_head, version=2, reason="") == ("was_submitted", "reason_missing")


def test_reading_is_kept_once(agency, official, draft):
    one = ObjectiveSetFactory(agency=agency, unit=None, in_force=True)

    assert confirm_reading(one, actor=official, on=TODAY).read_date == TODAY
    assert confirm_reading(one, actor=official, on=TODAY) is UNCHANGED
    assert codes(confirm_reading, draft, actor=official, on=TODAY) == ("not_in_force",)


def test_reading_is_denied_to_strangers(agency, other_agency):
    one = ObjectiveSetFactory(agency=agency, unit=None, in_force=True)
    with pytest.raises(PermissionDenied):
        confirm_reading(one, actor=person(other_agency, Seat.Role.OFFICIAL), on=TODAY)


def test_put_in_force_is_denied_to_who_writes_the_set(agency, unit, unit_head):
    one = ObjectiveSetFactory(agency=agency, unit=unit, state=State.APPROVED, approved_date=TODAY, in_force_date=TODAY)
    with pytest.raises(PermissionDenied):
        put_in_force(one, actor=unit_head, on=TODAY)
