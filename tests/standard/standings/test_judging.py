"""Judging: words on each side of an edge, whose duty, exclusions, sources, days before use, declared papers, batches."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.models import Agency, Seat
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.standard.standings.models import Word
from tests.factories.agency import AgencyFactory, DecisionFactory, SeatFactory, UnitFactory
from tests.factories.standard import ApplicabilityFactory, DeclaredEvidenceFactory, ParameterValueFactory
from tests.standard.standings import judged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judges")]

JUNE = date(2026, 6, 12)


def audit(agency, day):
    return DecisionFactory(agency=agency, summary=judged.REPORT, date=day)


def only(lines):
    """Return the one line of the newest period: a year before that is still owed has one of its own."""
    newest = max(one.period for one in lines)
    (line,) = [one for one in lines if one.period == newest]
    return line


@pytest.mark.parametrize(
    ("on", "word"),
    [
        (date(2026, 1, 1), Word.OPEN),
        (date(2026, 8, 30), Word.OPEN),
        (date(2026, 8, 31), Word.DUE_SOON),
        (date(2026, 9, 30), Word.DUE_SOON),
        (date(2026, 10, 1), Word.OVERDUE),
    ],
)
def test_what_is_not_done_turns_with_the_days(agency, line_of, on, word):
    line = only(line_of(agency, "audit.yearly", on))

    assert (line.standing, line.due, line.reason) == (word, date(2026, 9, 30), "Chưa có báo cáo.")


def test_evidence_on_the_due_date_meets_in_time_and_a_day_later_late(agency, line_of):
    late = AgencyFactory(in_use_from_date=agency.in_use_from_date)
    audit(agency, date(2026, 9, 30))
    audit(late, date(2026, 10, 1))

    on = date(2026, 12, 31)
    in_time, too_late = only(line_of(agency, "audit.yearly", on)), only(line_of(late, "audit.yearly", on))
    assert [(one.standing, one.late) for one in (in_time, too_late)] == [(Word.MET, False), (Word.MET, True)]


def test_evidence_after_the_day_asked_about_does_not_count_yet(agency, line_of):
    audit(agency, date(2026, 6, 20))

    assert only(line_of(agency, "audit.yearly", date(2026, 6, 19))).standing == Word.OPEN
    line = only(line_of(agency, "audit.yearly", date(2026, 6, 20)))
    assert (line.standing, line.evidence_date, line.why) == (Word.MET, date(2026, 6, 20), "Bằng chứng ngày 20/06/2026.")


def test_the_earliest_evidence_counts_and_all_are_counted(agency, line_of):
    audit(agency, date(2026, 6, 1))
    audit(agency, date(2026, 4, 1))

    line = only(line_of(agency, "audit.yearly", JUNE))
    assert (line.evidence_date, line.count, line.why) == (
        date(2026, 4, 1),
        2,
        "2 bằng chứng, sớm nhất ngày 01/04/2026.",
    )


def test_evidence_of_another_year_or_agency_does_not_count(agency, other_agency, line_of):
    audit(agency, date(2025, 12, 31))
    audit(other_agency, date(2026, 5, 1))

    assert only(line_of(agency, "audit.yearly", JUNE)).standing == Word.OPEN


def test_a_parameter_moves_the_due_date_of_periods_that_begin_under_it(agency, line_of):
    ParameterValueFactory(agency=agency, value="03-31", valid_from_date=date(2025, 6, 1))
    ParameterValueFactory(agency=agency, value="10-31", valid_from_date=date(2026, 1, 1))
    ParameterValueFactory(agency=agency, value="12-15", valid_from_date=date(2026, 1, 2))

    assert only(line_of(agency, "audit.yearly", date(2025, 6, 12))).due == date(2025, 9, 30)
    assert only(line_of(agency, "audit.yearly", JUNE)).due == date(2026, 10, 31)
    assert only(line_of(agency, "audit.yearly", date(2027, 6, 12))).due == date(2027, 12, 15)


def test_the_warning_span_is_a_parameter(agency, line_of):
    ParameterValueFactory(agency=agency, code="standing.warning", value="5")

    assert only(line_of(agency, "audit.yearly", date(2026, 9, 24))).standing == Word.OPEN
    assert only(line_of(agency, "audit.yearly", date(2026, 9, 25))).standing == Word.DUE_SOON


def test_a_unit_owes_its_own_line(agency, line_of):
    done, missing = UnitFactory(agency=agency, order=1), UnitFactory(agency=agency, order=2)
    SeatFactory(agency=agency, role=Seat.Role.AUDITOR, unit=done, title="2026", from_date=date(2026, 6, 9))

    lines = line_of(agency, "objectives.half", JUNE)

    assert [(one.unit_id, one.standing, one.late) for one in lines if one.period == "2026"] == [
        (done.pk, Word.MET, False),
        (missing.pk, Word.OVERDUE, False),
    ]


def test_a_unit_that_ended_or_began_after_the_due_date_owes_nothing(agency, line_of):
    UnitFactory(agency=agency, ended_date=date(2026, 5, 1))
    UnitFactory(agency=agency, started_date=date(2026, 6, 10))
    in_time = UnitFactory(agency=agency, started_date=date(2026, 6, 9))

    lines = line_of(agency, "objectives.half", date(2026, 7, 1))

    assert [one.unit_id for one in lines if one.period == "2026"] == [in_time.pk]


def test_an_agency_without_units_keeps_the_obligation_in_sight(agency, line_of):
    line = only(line_of(agency, "objectives.half", JUNE))

    assert (line.standing, line.unit_id, line.why) == (Word.NOT_ARISEN, None, "Cơ quan chưa có đơn vị.")


def test_what_is_carried_stays_owed_after_its_year_until_it_is_met(agency, line_of):
    unit = UnitFactory(agency=agency)
    on = date(2027, 1, 15)

    assert [(one.period, one.standing) for one in line_of(agency, "objectives.half", on)] == [
        ("2026", Word.OVERDUE),
        ("2027", Word.OPEN),
    ]
    SeatFactory(agency=agency, role=Seat.Role.AUDITOR, unit=unit, title="2026", from_date=date(2027, 1, 10))
    assert [one.period for one in line_of(agency, "objectives.half", on)] == ["2027"]


def test_what_is_not_carried_is_not_owed_after_its_year(agency, line_of):
    on = date(2027, 1, 15)
    assert [one.period for one in line_of(agency, "training.disseminated", on)] == ["2027"]
    assert {one.period for one in line_of(agency, "audit.yearly", on)} >= {"2026", "2027"}


def test_days_before_the_agency_used_sotay_are_never_overdue(agency, line_of):
    agency.in_use_from_date = date(2026, 10, 2)
    on = date(2026, 12, 1)

    line = only(line_of(agency, "audit.yearly", on))
    assert (line.standing, line.why) == (Word.NOT_APPLICABLE, "Trước khi dùng hệ thống.")

    agency.in_use_from_date = date(2026, 9, 30)
    assert only(line_of(agency, "audit.yearly", on)).standing == Word.OVERDUE


def test_an_agency_that_has_not_begun_is_behind_with_nothing(agency):
    agency.in_use_from_date = None

    assert Word.OVERDUE not in {one.standing for one in standings_of(agency, on=date(2026, 12, 31))}


def test_a_declared_paper_is_evidence_and_says_so(agency, line_of):
    agency.in_use_from_date = date(2026, 10, 2)
    DeclaredEvidenceFactory(agency=agency, number="12/BC-STN", date=date(2026, 3, 2))

    line = only(line_of(agency, "audit.yearly", date(2026, 12, 1)))

    assert (line.standing, line.evidence_date) == (Word.MET, date(2026, 3, 2))
    assert line.why == "Nhập khi khởi tạo: 12/BC-STN ngày 02/03/2026."


def test_a_declared_paper_of_another_year_or_obligation_is_no_evidence(agency, line_of):
    DeclaredEvidenceFactory(agency=agency, date=date(2025, 3, 2))
    DeclaredEvidenceFactory(agency=agency, obligation="review.yearly")

    assert only(line_of(agency, "audit.yearly", JUNE)).standing == Word.OPEN


def test_a_paper_declared_for_the_agency_speaks_for_all_its_units(agency, line_of):
    first, second = UnitFactory(agency=agency, order=1), UnitFactory(agency=agency, order=2)
    DeclaredEvidenceFactory(agency=agency, obligation="objectives.half", unit=second, date=date(2026, 6, 1))
    assert [one.standing for one in line_of(agency, "objectives.half", JUNE) if one.period == "2026"] == [
        Word.OVERDUE,
        Word.MET,
    ]

    DeclaredEvidenceFactory(agency=agency, obligation="objectives.half", date=date(2026, 6, 2))
    lines = [one for one in line_of(agency, "objectives.half", JUNE) if one.period == "2026"]
    assert [(one.unit_id, one.evidence_date) for one in lines] == [
        (first.pk, date(2026, 6, 2)),
        (second.pk, date(2026, 6, 1)),
    ]


@pytest.mark.parametrize(
    ("code", "kind", "owed"),
    [
        ("services.published", "SPECIALISED", False),
        ("services.published", "PROVINCE", True),
        ("inspection.yearly", "SPECIALISED", False),
        ("inspection.yearly", "OVERSEER", True),
        ("inspection.rollup", "PROVINCE", False),
        ("inspection.rollup", "OVERSEER", True),
        ("report.national", "COMMUNE", False),
        ("report.national", "MINISTRY", True),
    ],
)
def test_what_binds_another_kind_of_agency_is_its_responsibility(line_of, code, kind, owed):
    line = only(line_of(AgencyFactory(kind=kind), code, JUNE))

    assert (line.standing == Word.NOT_APPLICABLE) is not owed
    if not owed:
        assert line.why.startswith("Trách nhiệm của ")


def test_a_clause_not_applied_takes_its_obligations_away_with_its_reason(agency, line_of):
    assert only(line_of(agency, "equipment.checked", JUNE)).standing == Word.NOT_CHECKED

    ApplicabilityFactory(agency=agency, clause="7.1.5", reason="Cơ quan không có phương tiện đo.")

    line = only(line_of(agency, "equipment.checked", JUNE))
    assert (line.standing, line.due) == (Word.NOT_APPLICABLE, None)
    assert line.why == "Điều khoản 7.1.5 không áp dụng: Cơ quan không có phương tiện đo."


def test_a_clause_above_takes_obligations_below_away(agency, line_of):
    ApplicabilityFactory(agency=agency, clause="8.4")

    assert only(line_of(agency, "providers.evaluated", JUNE)).standing == Word.NOT_APPLICABLE


def test_an_exclusion_never_switches_off_the_law(agency, line_of):
    ApplicabilityFactory(agency=agency, clause="8")

    for code, one in obligations().items():
        if one.clause.startswith("8") and (one.legal or one.is_own):
            found = {line.reason for line in line_of(agency, code, JUNE)}
            assert not any(reason.startswith("Điều khoản") for reason in found), code


def test_a_clause_applies_again_from_the_day_that_was_decided(agency, line_of):
    ApplicabilityFactory(agency=agency, clause="8.4", valid_from_date=date(2026, 1, 1))
    ApplicabilityFactory(agency=agency, clause="8.4", valid_from_date=date(2026, 6, 1), applicable=True)

    assert only(line_of(agency, "providers.evaluated", date(2025, 12, 31))).standing == Word.NOT_CHECKED
    assert only(line_of(agency, "providers.evaluated", date(2026, 5, 31))).standing == Word.NOT_APPLICABLE
    assert only(line_of(agency, "providers.evaluated", date(2026, 6, 1))).standing == Word.NOT_CHECKED


def test_what_another_system_keeps_is_not_checked_until_the_agency_keeps_it_here(agency, line_of):
    assert only(line_of(agency, "dossiers.receipt", JUNE)).why == "Theo dõi trên hệ thống một cửa."
    assert only(line_of(agency, "records.list", JUNE)).why == "Theo dõi trên hệ thống quản lý văn bản."

    ParameterValueFactory(agency=agency, code="documents.source", value="SOTAY", valid_from_date=JUNE)

    line = only(line_of(agency, "documents.numbering", JUNE))
    assert (line.standing, line.why) == (Word.NOT_CHECKED, "Chưa kiểm tra tự động.")


def test_what_nobody_judges_says_so(agency, line_of):
    line = only(line_of(agency, "review.yearly", JUNE))
    assert (line.standing, line.due, line.why) == (Word.NOT_CHECKED, date(2026, 12, 31), "Chưa kiểm tra tự động.")


def law(agency, day, **fields):
    return DecisionFactory(agency=agency, summary=judged.LAW, date=day, **fields)


def test_an_event_that_has_not_happened_has_not_arisen(agency, line_of):
    law(agency, date(2026, 6, 13))

    line = only(line_of(agency, "law.update", JUNE))
    assert (line.standing, line.why) == (Word.NOT_ARISEN, "Chưa có việc phát sinh.")


def test_each_open_event_has_a_line_with_its_own_due_date(agency, line_of):
    older, newer = law(agency, date(2026, 3, 2), number="1/2026/NĐ-CP"), law(agency, date(2026, 4, 1))
    law(agency, date(2026, 2, 1), signer_title="xong")

    lines = line_of(agency, "law.update", date(2026, 6, 3))

    assert [(one.subject_uuid, one.due, one.standing) for one in lines] == [
        (older.uuid, date(2026, 6, 2), Word.OVERDUE),
        (newer.uuid, date(2026, 7, 1), Word.DUE_SOON),
    ]
    assert lines[0].why == "1/2026/NĐ-CP, ngày 02/03/2026."
    assert lines[0].link_kwargs == {"uuid": str(older.uuid)}


def test_events_all_done_are_met_by_the_latest(agency, line_of):
    law(agency, date(2026, 2, 1), signer_title="xong")

    line = only(line_of(agency, "law.update", JUNE))
    assert (line.standing, line.evidence_date, line.count) == (Word.MET, date(2026, 5, 1), 1)
    assert only(line_of(agency, "law.update", date(2026, 4, 30))).standing == Word.DUE_SOON


def test_an_event_that_fell_due_before_use_is_not_overdue(agency, line_of):
    agency.in_use_from_date = date(2026, 6, 3)
    law(agency, date(2026, 3, 2))

    assert only(line_of(agency, "law.update", JUNE)).why == "Trước khi dùng hệ thống."


def test_an_event_may_bear_its_own_due_date(agency, line_of):
    law(agency, date(2026, 6, 1))

    assert only(line_of(agency, "nonconformity.corrected", JUNE)).due == date(2026, 6, 20)


def test_all_of_the_catalogue_is_there_in_its_order(agency):
    UnitFactory(agency=agency)
    codes = list(dict.fromkeys(line.obligation for line in standings_of(agency, on=JUNE)))

    assert codes == list(obligations())


def test_no_line_stands_twice(agency):
    UnitFactory.create_batch(3, agency=agency)
    law(agency, date(2026, 3, 2))
    law(agency, date(2026, 3, 2))
    lines = standings_of(agency, on=date(2027, 1, 15))
    keys = [(one.obligation, one.unit_id, one.period, one.subject_uuid) for one in lines]

    assert len(keys) == len(set(keys))


def cast(number):
    """Make agencies with all that judging reads."""
    agencies = []
    for _one in range(number):
        agency = AgencyFactory(in_use_from_date=date(2024, 1, 1))
        for _two in range(3):
            unit = UnitFactory(agency=agency)
            SeatFactory(agency=agency, unit=unit, role=Seat.Role.UNIT_HEAD)
        SeatFactory(agency=agency, role=Seat.Role.HEAD)
        ApplicabilityFactory(agency=agency)
        ParameterValueFactory(agency=agency)
        DeclaredEvidenceFactory(agency=agency)
        audit(agency, date(2026, 5, 5))
        law(agency, date(2026, 3, 2))
        agencies.append(agency)
    return agencies


def test_thirty_agencies_take_as_many_queries_as_one():
    agencies = cast(30)

    def queries(some):
        with CaptureQueriesContext(connection) as captured:
            lines = list(judge_all(Agency.objects.filter(pk__in=[one.pk for one in some]), on=JUNE))
        return len(captured), len(lines)

    one, lines_of_one = queries(agencies[:1])
    thirty, lines_of_thirty = queries(agencies)

    assert one == thirty
    assert lines_of_thirty == 30 * lines_of_one


def test_a_batch_judges_each_agency_as_alone():
    agencies = cast(3)
    ParameterValueFactory(agency=agencies[1], value="05-31", valid_from_date=date(2026, 1, 1), code="review.yearly.due")
    together = list(judge_all(agencies, on=JUNE))

    for agency in agencies:
        assert sorted(map(repr, standings_of(agency, on=JUNE))) == sorted(
            repr(line) for line in together if line.agency_id == agency.pk
        )


def test_an_obligation_nobody_judges_says_which_paper_was_declared_and_never_looks_met(agency, line_of):
    DeclaredEvidenceFactory(agency=agency, obligation="providers.evaluated", date=date(2026, 3, 2), number="31/BC-STN")

    line = only(line_of(agency, "providers.evaluated", JUNE))
    assert (line.standing, line.evidence_date) == (Word.NOT_CHECKED, date(2026, 3, 2))
    assert line.why == "Nhập khi khởi tạo: 31/BC-STN ngày 02/03/2026; chưa kiểm tra tự động."
    assert only(line_of(agency, "providers.evaluated", date(2026, 3, 1))).why == "Chưa kiểm tra tự động."
    assert only(line_of(agency, "providers.evaluated", date(2027, 6, 1))).why == "Chưa kiểm tra tự động."


def test_a_period_before_use_says_so_also_where_nobody_judges(line_of):
    agency = AgencyFactory(in_use_from_date=date(2026, 7, 1))

    said = [(line.period, line.standing, line.why) for line in line_of(agency, "security.logs", JUNE)]
    assert said[:2] == [
        ("2026-Q1", Word.NOT_CHECKED, "Trước khi dùng hệ thống."),
        ("2026-Q2", Word.NOT_CHECKED, "Trước khi dùng hệ thống."),
    ]
    assert said[2] == ("2026-Q3", Word.NOT_CHECKED, "Chưa kiểm tra tự động.")


def test_a_unit_founded_later_has_its_time_to_set_up_from_its_own_first_day(agency, line_of):
    UnitFactory(agency=agency, code="VP")
    UnitFactory(agency=agency, code="MOI", started_date=date(2026, 6, 1))

    old, new = sorted(line_of(agency, "own.unit_heads", JUNE), key=lambda line: line.due)
    assert (old.standing, old.due) == (Word.OVERDUE, date(2020, 1, 31))
    assert (new.standing, new.due) == (Word.DUE_SOON, date(2026, 7, 1))
