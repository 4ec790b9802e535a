"""The table of standings equals what is computed, is written in few statements, and follows what commands touch."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Agency, Seat
from sotay.commands import UNCHANGED, Refused
from sotay.journal.models import Entry, Touched
from sotay.organisation.units.commands import create_unit
from sotay.standard.models import DeclaredEvidence, Standing
from sotay.standard.parameters.commands import set_parameter
from sotay.standard.standings import freshness
from sotay.standard.standings.commands import declare_evidence, refresh
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.standard.standings.models import Word
from tests.conftest import person
from tests.factories.agency import AgencyFactory, DecisionFactory, UnitFactory
from tests.factories.standard import ApplicabilityFactory
from tests.standard.standings import judged

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 12)


def kept(agency):
    """Return the rows of the table as what lines are compared by."""
    return sorted(
        (
            row.obligation, row.unit_id, row.period, row.standing, row.due_date, row.evidence_date, row.late, row.count,
            row.reason, json.dumps(row.params, sort_keys=True), row.link_name, json.dumps(row.link_kwargs, sort_keys=True), row.subject_uuid,
        )
        for row in Standing.objects.filter(agency=agency)
    )  # fmt: skip


def computed(agency, on=ON):
    return sorted(
        (
            line.obligation, line.unit_id, line.period, str(line.standing), line.due, line.evidence_date, line.late, line.count,
            line.reason, json.dumps(line.params, sort_keys=True), line.link, json.dumps(line.link_kwargs, sort_keys=True), line.subject_uuid,
        )
        for line in standings_of(agency, on=on)
    )  # fmt: skip


def by_text(rows):
    return sorted(map(repr, rows))


@pytest.mark.usefixtures("judges")
def test_the_table_equals_what_is_computed(agency):
    UnitFactory.create_batch(2, agency=agency)
    ApplicabilityFactory(agency=agency)
    DecisionFactory(agency=agency, summary=judged.REPORT, date=date(2026, 5, 5))
    DecisionFactory(agency=agency, summary=judged.LAW, date=date(2026, 3, 2), number="Nghị định 5\tnăm\n2026 \\N")
    agencies = Agency.objects.filter(pk=agency.pk)

    assert refresh(agencies, on=ON) == len(kept_lines := standings_of(agency, on=ON))
    assert by_text(kept(agency)) == by_text(computed(agency))
    assert {row.judged_for_date for row in Standing.objects.all()} == {ON}

    DecisionFactory(agency=agency, summary=judged.REPORT, date=date(2026, 4, 4))
    refresh(agencies, on=date(2027, 1, 2))
    assert by_text(kept(agency)) == by_text(computed(agency, on=date(2027, 1, 2)))
    assert kept_lines


def test_refreshing_one_obligation_leaves_the_others(agency, other_agency):
    refresh([agency, other_agency], on=ON)
    before = {row.pk for row in Standing.objects.exclude(agency=agency, obligation="own.seats")}

    assert refresh([agency], on=ON, codes={"own.seats"}) == 1

    assert {row.pk for row in Standing.objects.exclude(agency=agency, obligation="own.seats")} == before
    assert Standing.objects.filter(agency=agency, obligation="own.seats").count() == 1


def test_thirty_agencies_are_written_in_as_many_statements_as_one():
    agencies = AgencyFactory.create_batch(30)

    def statements(some):
        with CaptureQueriesContext(connection) as captured:
            refresh(some, on=ON)
        return len(captured)

    assert statements(agencies[:1]) == statements(agencies)


def test_a_command_touches_and_the_touch_is_judged_once(agency):
    secretary = person(agency, Seat.Role.SECRETARY)
    refresh([agency], on=ON)
    create_unit(agency, actor=secretary, code="VP", name="Văn phòng")
    assert not Standing.objects.filter(unit__isnull=False).exists()

    assert freshness.judge_touched(on=ON) > 0

    assert Standing.objects.get(obligation="own.unit_heads").unit.code == "VP"
    assert not Touched.objects.exists()
    assert freshness.judge_touched(on=ON) == 0
    assert by_text(kept(agency)) == by_text(computed(agency))


@pytest.mark.usefixtures("judges")
def test_only_what_watches_an_act_is_judged_again(agency, other_agency):
    refresh([agency, other_agency], on=ON)
    DecisionFactory(agency=agency, summary=judged.REPORT, date=date(2026, 5, 5))
    before = {row.pk for row in Standing.objects.exclude(agency=agency, obligation="audit.yearly")}
    Touched.objects.create(agency=agency, action="evaluation.audit.closed")
    Touched.objects.create(agency=other_agency, action="context.nothing.watched")

    assert freshness.judge_touched(on=ON) == 2  # of this year, and of the one before, which stays owed

    assert Standing.objects.get(agency=agency, obligation="audit.yearly", period="2026").standing == Word.MET
    assert {row.pk for row in Standing.objects.exclude(agency=agency, obligation="audit.yearly")} == before
    assert not Touched.objects.exists()


def test_acts_of_the_house_itself_wake_everything():
    assert freshness.codes_touched(["standard.parameter.set"]) is None
    assert freshness.codes_touched(["context.x", "organisation.seat.given"]) is None
    assert freshness.codes_touched(["context.x"]) == frozenset()


def test_the_night_takes_all_agencies_in_being_in_batches(monkeypatch):
    agencies = AgencyFactory.create_batch(5)
    AgencyFactory(ended_date=date(2025, 1, 1))
    monkeypatch.setattr(freshness, "BATCH", 2)

    assert [[one.pk for one in some] for some in freshness.batches()] == [
        [agencies[0].pk, agencies[1].pk],
        [agencies[2].pk, agencies[3].pk],
        [agencies[4].pk],
    ]


def test_judging_in_batches_gives_the_same_lines(monkeypatch):
    agencies = AgencyFactory.create_batch(5)
    whole = list(judge_all(agencies, on=ON))
    monkeypatch.setattr("sotay.standard.standings.judging.BATCH", 2)

    assert by_text(judge_all(agencies, on=ON)) == by_text(whole)


def test_a_command_takes_hold_of_a_touch_noted_already(agency):
    """Else it could be judged and forgotten before what the command wrote can be seen."""
    secretary = person(agency, Seat.Role.SECRETARY)
    Touched.objects.create(agency=agency, action="standard.parameter.set")

    def place():
        with connection.cursor() as cursor:
            cursor.execute("SELECT ctid FROM journal_touched")
            return cursor.fetchall()

    before = place()
    set_parameter(agency, actor=secretary, code="standing.warning", value="9", valid_from_date=ON, reason="x")

    assert len(before) == len(place()) == 1
    assert place() != before


def test_declared_evidence_is_entered_once_and_recorded(agency):
    agency.in_use_from_date = ON
    secretary = person(agency, Seat.Role.SECRETARY)
    paper = {"obligation": "audit.yearly", "number": "12/BC-STN", "date": date(2026, 3, 2)}

    row = declare_evidence(agency, actor=secretary, **paper)

    assert Entry.objects.get().action == "standard.evidence.declared"
    assert declare_evidence(agency, actor=secretary, **paper) is UNCHANGED
    declare_evidence(agency, actor=secretary, note="bản giấy", **paper)
    assert (DeclaredEvidence.objects.get(), DeclaredEvidence.objects.get().note) == (row, "bản giấy")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"obligation": "own.seats"}, "own_check"),
        ({"date": date(2026, 6, 13)}, "after_use"),
        ({"unit": True}, "wrong_unit"),
    ],
)
def test_declared_evidence_is_refused(agency, changes, code):
    agency.in_use_from_date = ON
    secretary = person(agency, Seat.Role.SECRETARY)
    if "unit" in changes:
        changes = {"unit": UnitFactory(agency=agency)}

    with pytest.raises(Refused) as refusal:
        declare_evidence(agency, actor=secretary, **({"obligation": "audit.yearly", "date": ON} | changes))

    assert refusal.value.codes == (code,)
    assert not Entry.objects.exists()


def test_declared_evidence_is_denied_to_officials_and_strangers(agency, other_agency):
    for actor in (person(agency, Seat.Role.OFFICIAL), person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            declare_evidence(agency, actor=actor, obligation="audit.yearly", date=ON)
    with pytest.raises(Http404):
        declare_evidence(agency, actor=person(agency, Seat.Role.HEAD), obligation="audit.weekly", date=ON)
