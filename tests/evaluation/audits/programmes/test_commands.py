"""Each command upon programmes: what it does, when it refuses, whom it denies; what a first draft rests on."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, return_with_reason, withdraw
from sotay.commands import Refused, Stale
from sotay.evaluation.audits.programmes import commands
from sotay.evaluation.models import Programme, ProgrammeLine
from sotay.journal.models import Entry
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.context import ProcessFactory
from tests.factories.findings import AuditFactory, FindingFactory, VisitFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammeLineFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
State, Priority = Programme.State, ProgrammeLine.Priority


@pytest.fixture
def committee_head(agency):
    return person(agency, Seat.Role.COMMITTEE_HEAD)


@pytest.fixture
def programme(agency):
    return ProgrammeLineFactory(programme__agency=agency).programme


def acts():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def a_line(programme, **values):
    values.setdefault("unit", UnitFactory(agency=programme.agency))
    return ProgrammeLine(agency=programme.agency, programme=programme, **values)


def test_a_first_draft_has_every_unit_and_last_years_months(agency, secretary):
    before = ProgrammeFactory(agency=agency, year=2025, approved=True, purpose="Như mọi năm")
    old = ProgrammeLineFactory(programme=before, months=[3, 9])
    new = UnitFactory(agency=agency)
    UnitFactory(agency=agency, ended_date=TODAY)
    process = ProcessFactory(agency=agency, clauses=["8.5", "8.2"])

    made = commands.begin_programme(agency, actor=secretary, year=2026, months=[6], on=TODAY)

    months = {line.unit_id or -line.process_id: line.months for line in made.lines.all()}
    assert months == {old.unit_id: [3, 9], new.pk: [6], -process.pk: []}
    assert made.lines.get(process=process).clauses == ["8.2", "8.5"]
    assert (made.slug, made.purpose, made.state) == ("2026", "Như mọi năm", State.DRAFT)


def test_a_first_draft_says_where_nonconformities_were_and_what_changed(agency, secretary):
    found, changed, calm = UnitFactory.create_batch(3, agency=agency)
    audit = AuditFactory(agency=agency, reported=True, to_date=date(2026, 5, 20))
    for grade, dropped in (("NONCONFORMITY", False), ("NOTE", False), ("NONCONFORMITY", True)):
        FindingFactory(
            audit=audit,
            unit=found,
            grade=grade,
            is_dropped=dropped,
            dropped_reason="x" if dropped else "",
            clause="8.5.1",
        )
    document = DocumentFactory(agency=agency, unit=changed, clauses=["7.5", "8.2"])
    RevisionFactory(document=document, in_force=True)
    RevisionFactory(
        document=DocumentFactory(agency=agency, unit=calm),
        in_force=True,
        approved_date=date(2026, 5, 1),
        in_force_date=date(2026, 5, 20),
    )

    made = commands.begin_programme(agency, actor=secretary, year=2026, months=[11], on=TODAY)

    told = {line.unit_id: (line.priority, line.priority_text) for line in made.lines.all()}
    assert told[found.pk] == (Priority.RESULTS, f"1 điểm không phù hợp tại cuộc đánh giá {audit.code}")
    assert told[changed.pk] == (Priority.CHANGE, "1 tài liệu được sửa đổi, ban hành")
    assert told[calm.pk] == (Priority.ROUTINE, "")
    assert made.lines.get(unit=changed).clauses == ["7.5", "8.2"]


def test_beginning_refuses_a_second_one_and_a_year_out_of_reach(agency, secretary, head):
    ProgrammeFactory(agency=agency)

    def codes(year):
        return refused(commands.begin_programme, agency, actor=secretary, year=year, on=TODAY)

    assert codes(2026) == ("programme_there",)
    assert codes(2028) == ("year_out_of_reach",)
    with pytest.raises(PermissionDenied):
        commands.begin_programme(agency, actor=head, year=2027, on=TODAY)


def test_a_draft_is_written_as_a_whole_and_the_same_again_is_nothing(programme, secretary):
    kept = programme.lines.get()
    new = UnitFactory(agency=programme.agency)

    def lines():
        return [
            a_line(programme, unit=kept.unit, months=[9, 5], clauses=["9.2", "7.5"]),
            a_line(programme, unit=new, months=[2], priority="RISK", priority_text=" Nhiều  hồ sơ "),
            a_line(programme),
        ]

    told = {"actor": secretary, "purpose": programme.purpose, "criteria": programme.criteria}
    one = commands.write_programme(programme, version=1, lines=lines(), **told)
    again = commands.write_programme(one, version=2, lines=lines(), **told)

    assert repr(again) == "UNCHANGED"
    rows = list(one.lines.order_by("position"))
    assert [(row.months, row.clauses, row.priority_text) for row in rows] == [
        ([5, 9], ["7.5", "9.2"], ""), ([2], [], "Nhiều hồ sơ"),
    ]  # fmt: skip
    assert rows[0].pk == kept.pk
    with pytest.raises(Stale):
        commands.write_programme(one, version=1, lines=lines(), **told)


def test_writing_refuses_other_agencies_wrong_months_and_what_is_no_draft(agency, other_agency, programme, secretary):
    foreign = UnitFactory(agency=other_agency)

    def codes(one, *lines):
        return refused(commands.write_programme, one, actor=secretary, version=1, lines=lines)

    assert codes(programme, a_line(programme, unit=foreign, months=[1])) == ("of_another_agency",)
    assert codes(programme, a_line(programme, months=[13])) == ("no_month",)
    approved = ProgrammeFactory(agency=agency, year=2025, approved=True)
    assert codes(approved, a_line(approved, months=[1])) == ("not_draft",)


def test_submitting_refuses_an_empty_one_and_priorities_without_reason(agency, programme, secretary):
    empty = ProgrammeFactory(agency=agency, year=2027, purpose="", criteria="")
    assert refused(commands.submit_programme, empty, actor=secretary, version=1, on=TODAY) == (
        "purpose_missing", "criteria_missing", "nothing_planned",
    )  # fmt: skip
    ProgrammeLineFactory(programme=programme, priority="RISK")
    assert refused(commands.submit_programme, programme, actor=secretary, version=1, on=TODAY) == (
        "priority_without_reason",
    )


def test_the_head_of_the_committee_approves_and_a_revision_takes_its_place(programme, secretary, committee_head):
    approval = commands.submit_programme(programme, actor=secretary, version=1, on=TODAY)
    assert refused(commands.write_programme, programme, actor=secretary, version=2, lines=[]) == ("not_draft",)
    approve(approval, actor=committee_head, version=approval.version, on=TODAY)
    programme.refresh_from_db()
    assert (programme.state, programme.approved_date) == (State.APPROVED, TODAY)

    told = {"actor": secretary, "version": programme.version}
    assert refused(commands.revise_programme, programme, reason=" ", **told) == ("reason_missing",)
    new = commands.revise_programme(programme, reason="Thêm đơn vị", **told)
    assert (new.slug, new.lines.get().months) == ("2026-1", [5])
    assert refused(commands.revise_programme, programme, reason="x", **told) == ("revision_there",)
    second = commands.submit_programme(new, actor=secretary, version=1, on=TODAY)
    programme.refresh_from_db()
    assert programme.state == State.APPROVED
    approve(second, actor=committee_head, version=second.version, on=TODAY + timedelta(days=1))

    assert list(Programme.objects.order_by("revision").values_list("state", flat=True)) == ["SUPERSEDED", "APPROVED"]
    for act in ("submitted", "approved", "revised", "superseded"):
        assert f"evaluation.programme.{act}" in acts()


def test_a_returned_one_is_a_draft_with_its_reason_and_one_taken_back_without(programme, secretary, committee_head):
    approval = commands.submit_programme(programme, actor=secretary, version=1, on=TODAY)
    return_with_reason(approval, actor=committee_head, version=approval.version, reason="Thêm Văn phòng")
    programme.refresh_from_db()
    assert (programme.state, programme.returned_reason) == (State.DRAFT, "Thêm Văn phòng")

    again = commands.submit_programme(programme, actor=secretary, version=programme.version, on=TODAY)
    withdraw(again, actor=secretary, version=again.version, reason="Nhầm")
    programme.refresh_from_db()
    assert (programme.state, programme.returned_reason) == (State.DRAFT, "")


def test_only_a_draft_nobody_was_shown_is_dropped(agency, programme, secretary, official, committee_head):
    bare = ProgrammeLineFactory(programme__agency=agency, programme__year=2027).programme
    commands.drop_programme(bare, actor=secretary, version=1, reason="Nhầm năm")
    assert list(Programme.objects.all()) == [programme]
    approval = commands.submit_programme(programme, actor=secretary, version=1, on=TODAY)
    return_with_reason(approval, actor=committee_head, version=approval.version, reason="x")
    programme.refresh_from_db()
    told = {"version": programme.version, "reason": "x"}
    assert refused(commands.drop_programme, programme, actor=secretary, **told) == ("was_submitted",)
    with pytest.raises(PermissionDenied):
        commands.drop_programme(programme, actor=official, **told)
    audit = AuditFactory(agency=agency, programme=ProgrammeFactory(agency=agency, year=2025))
    VisitFactory(audit=audit)
    assert refused(commands.drop_programme, audit.programme, actor=secretary, version=1, reason="x") == ("has_audit",)


def test_only_who_runs_the_system_writes(programme, head, official, committee_head):
    for actor in (head, official, committee_head):
        for act, more in (
            (commands.write_programme, {"lines": []}),
            (commands.submit_programme, {"on": TODAY}),
            (commands.revise_programme, {"reason": "x"}),
        ):
            with pytest.raises(PermissionDenied):
                act(programme, actor=actor, version=1, **more)
