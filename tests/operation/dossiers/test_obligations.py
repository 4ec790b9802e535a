"""Obligations 35–38 where dossiers are kept here: met, gap, edge dates, by month and unit; elsewhere; many at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.operation.dossiers.broken import NotBroken, read_broken
from sotay.operation.models import Dossier, DossierBook, DossierEvent
from sotay.standard.standings.commands import refresh
from sotay.standard.standings.judging import judge_all, standings_of
from sotay.standard.standings.links import url_of_line
from sotay.standard.standings.queries import list_lines
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.dossiers import DossierBookFactory, DossierFactory, at
from tests.factories.procedures import ProcedureStepFactory, VariantFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
Kind = DossierEvent.Kind
RECEIPT, SUPPLEMENT, APOLOGY, SHEET = (
    "dossiers.receipt", "dossiers.supplement", "dossiers.apology", "dossiers.control_sheet",
)  # fmt: skip


def keeps_here(**values):
    agency = AgencyFactory(**{"in_use_from_date": date(2026, 1, 1)} | values)
    ParameterValueFactory(agency=agency, code="dossiers.source", value="SOTAY", valid_from_date=date(2025, 1, 1))
    return agency


@pytest.fixture
def agency(db):
    return keeps_here()


def judged(agency, code, on=TODAY):
    return {(one.unit_id, one.period): one for one in standings_of(agency, on=on, codes={code})}


def only(agency, code, on=TODAY):
    (one,) = judged(agency, code, on).values()
    return one


def told(line):
    return line.standing, line.count, line.period


@pytest.mark.parametrize("code", [RECEIPT, SUPPLEMENT, APOLOGY, SHEET])
def test_where_the_one_stop_system_keeps_them_they_are_followed_there(code):
    agency = AgencyFactory(in_use_from_date=date(2026, 1, 1))
    DossierFactory(agency=agency)

    line = only(agency, code)

    assert (line.standing, line.why) == ("NOT_CHECKED", "Theo dõi trên hệ thống một cửa.")


@pytest.mark.parametrize("code", [RECEIPT, SUPPLEMENT, APOLOGY, SHEET])
def test_without_dossiers_nothing_arose(agency, code):
    assert only(agency, code).standing == "NOT_ARISEN"


def test_every_dossier_received_has_code_receipt_and_day(agency):
    DossierFactory(agency=agency)
    DossierFactory(agency=agency, limit_value=None, limit_unit="")
    DossierFactory(agency=agency, refused=True)

    met = only(agency, RECEIPT)

    assert told(met) == ("MET", 2, "2026-06")
    assert met.evidence_date == date(2026, 6, 1)
    assert met.why == "2 hồ sơ tiếp nhận đều có mã, giấy tiếp nhận và ngày hẹn trả."


def test_a_reception_nobody_gave_or_without_its_day_is_a_breach_of_its_month(agency):
    DossierFactory(agency=agency)
    nobody = DossierFactory(agency=agency)
    nobody.events.update(by=None)
    DossierFactory(agency=agency, received_date=date(2026, 5, 29)).events.all().delete()
    unpromised = DossierFactory(agency=agency)
    unpromised.receipt_due_date = None
    unpromised.save()

    lines = judged(agency, RECEIPT)

    assert {told(line) for line in lines.values()} == {("OVERDUE", 1, "2026-05"), ("OVERDUE", 2, "2026-06")}
    june = lines[None, "2026-06"]
    assert june.why == "2 trên 3 hồ sơ tiếp nhận thiếu mã, ngày hẹn trả hoặc người tiếp nhận."
    assert (june.link, june.link_kwargs) == (
        "operation:dossier_list",
        {"?": {"broken": "receipt.2026-06"}},
    )


def test_only_this_month_and_the_one_before_are_told_and_nothing_before_use():
    agency = keeps_here(in_use_from_date=date(2026, 5, 20))
    for day in (date(2026, 4, 30), date(2026, 5, 19), date(2026, 5, 20)):
        DossierFactory(agency=agency, received_date=day)

    assert told(only(agency, RECEIPT)) == ("MET", 1, "2026-05")
    assert only(agency, RECEIPT, date(2026, 7, 1)).standing == "NOT_ARISEN"
    begins = keeps_here(in_use_from_date=None)
    DossierFactory(agency=begins, received_date=date(2026, 6, 1))
    assert only(begins, RECEIPT).standing == "NOT_ARISEN"


def asked(agency, day, unit, **more):
    return DossierFactory(agency=agency, unit=unit, happened=[(Kind.SUPPLEMENT_ASKED, day)], **more)


def test_a_supplement_is_asked_within_three_working_days_by_unit(agency):
    one, two = UnitFactory(agency=agency), UnitFactory(agency=agency)
    asked(agency, date(2026, 6, 4), one)  # the third working day
    asked(agency, date(2026, 6, 5), two)
    asked(agency, date(2026, 6, 2), two)
    DossierFactory(agency=agency, unit=two)  # nothing asked: no breach

    lines = judged(agency, SUPPLEMENT)

    assert told(lines[one.pk, "2026-06"]) == ("MET", 1, "2026-06")
    late = lines[two.pk, "2026-06"]
    assert told(late) == ("OVERDUE", 1, "2026-06")
    assert late.why == "1 trên 2 lần yêu cầu bổ sung quá thời hạn kể từ ngày nhận hồ sơ."
    assert late.link_kwargs == {"?": {"broken": "supplement.2026-06", "unit": two.slug}}


def test_its_term_is_a_parameter_and_runs_anew_from_the_day_the_dossier_was_complete(agency):
    unit = UnitFactory(agency=agency)
    DossierFactory(
        agency=agency,
        unit=unit,
        happened=[
            (Kind.SUPPLEMENT_ASKED, date(2026, 6, 2)),
            (Kind.SUPPLEMENTED, date(2026, 6, 8)),
            (Kind.SUPPLEMENT_ASKED, date(2026, 6, 11)),
        ],
    )
    assert told(only(agency, SUPPLEMENT)) == ("MET", 2, "2026-06")

    ParameterValueFactory(
        agency=agency, code="dossiers.supplement.term", value="2 WORKING", valid_from_date=date(2025, 1, 1)
    )
    assert told(only(agency, SUPPLEMENT)) == ("OVERDUE", 1, "2026-06")


def test_what_came_after_the_late_hour_counts_from_the_next_working_day(agency):
    unit = UnitFactory(agency=agency)
    moment = at(date(2026, 6, 1), 15, 30)
    asked(agency, date(2026, 6, 5), unit, received_at=moment, late_from=moment.time())
    assert told(only(agency, SUPPLEMENT)) == ("OVERDUE", 1, "2026-06")
    later = at(date(2026, 6, 1), 15, 31)
    agency = keeps_here()
    asked(agency, date(2026, 6, 5), UnitFactory(agency=agency), received_at=later, late_from=moment.time())
    assert told(only(agency, SUPPLEMENT)) == ("MET", 1, "2026-06")


def apologised(agency, day, unit, *more):
    happened = [(Kind.APOLOGISED, day, {"due_date": date(2026, 6, 15)})] if day else []
    return DossierFactory(agency=agency, unit=unit, happened=[*happened, *more])


def test_what_runs_past_its_day_is_apologised_for_a_day_before(agency):
    in_time, late, never = (UnitFactory(agency=agency) for _number in range(3))
    apologised(agency, date(2026, 6, 7), in_time)  # due on 08/06
    apologised(agency, date(2026, 6, 8), late, (Kind.RESULT, date(2026, 6, 9)))
    DossierFactory(agency=agency, unit=never, late=True)
    DossierFactory(agency=agency, unit=never)
    DossierFactory(agency=agency, unit=never, happened=[(Kind.RESULT, date(2026, 6, 8))])  # on its day

    lines = judged(agency, APOLOGY)

    assert told(lines[in_time.pk, "2026-06"]) == ("MET", 1, "2026-06")
    assert told(lines[late.pk, "2026-06"]) == ("OVERDUE", 1, "2026-06")
    assert told(lines[never.pk, "2026-06"]) == ("OVERDUE", 2, "2026-06")
    assert lines[never.pk, "2026-06"].why == ("2 trên 2 hồ sơ quá hạn không được xin lỗi, hẹn lại trước ngày hẹn trả.")


def test_on_its_day_nothing_ran_past_and_the_working_day_before_it_is_soon_due(agency):
    unit = UnitFactory(agency=agency)
    DossierFactory(agency=agency, unit=unit)  # due on Monday 08/06
    apologised(agency, date(2026, 6, 4), unit)

    assert only(agency, APOLOGY, date(2026, 6, 4)).standing == "NOT_ARISEN"
    soon = only(agency, APOLOGY, date(2026, 6, 5))  # Friday
    assert (soon.standing, soon.due, soon.unit_id, soon.period) == ("DUE_SOON", date(2026, 6, 7), unit.pk, "")
    assert soon.why == "1 hồ sơ đến hạn ngày làm việc tới, chưa có kết quả và chưa xin lỗi, hẹn lại."
    assert soon.link_kwargs == {"?": {"broken": "to_apologise", "unit": unit.slug}}
    assert only(agency, APOLOGY, date(2026, 6, 8)).standing == "NOT_ARISEN"
    assert told(only(agency, APOLOGY, date(2026, 6, 9))) == ("OVERDUE", 1, "2026-06")


def by_steps(agency, *happened, **more):
    variant = VariantFactory(revision__document__agency=agency)
    first, second = (ProcedureStepFactory(variant=variant, position=number) for number in (1, 2))
    return DossierFactory(agency=agency, variant=variant, happened=happened, **more), first, second


def test_what_was_settled_by_several_steps_went_from_hand_to_hand(agency):
    unit = UnitFactory(agency=agency)
    handed = (Kind.HANDED_OVER, date(2026, 6, 2), {"to_unit": unit})
    by_steps(agency, handed, (Kind.RESULT, date(2026, 6, 4)))
    DossierFactory(agency=agency, ready=True)  # no procedure of several steps
    assert told(only(agency, SHEET)) == ("MET", 1, "2026-06")

    by_steps(agency, (Kind.RESULT, date(2026, 6, 4)))
    by_steps(agency, (Kind.HANDED_OVER, date(2026, 6, 2)), (Kind.RESULT, date(2026, 6, 4)))
    by_steps(agency)  # nothing settled yet
    broken = only(agency, SHEET)

    assert told(broken) == ("OVERDUE", 2, "2026-06")
    assert broken.why == "2 trên 3 hồ sơ đã giải quyết không ghi đủ việc giao nhận giữa các bước."


@pytest.mark.parametrize(
    ("on", "word"),
    [(date(2026, 1, 1), "DUE_SOON"), (date(2026, 1, 31), "DUE_SOON"), (date(2026, 2, 1), "OVERDUE")],
)
def test_the_book_of_last_year_is_closed_by_the_end_of_january(on, word):
    agency = keeps_here(in_use_from_date=date(2025, 1, 1))
    DossierFactory(agency=agency, received_date=date(2025, 6, 2))

    line = judged(agency, SHEET, on)[None, "2025"]

    assert (line.standing, line.due) == (word, date(2026, 1, 31))
    assert (line.link, line.link_kwargs) == ("operation:dossier_book", {"slug": "2025"})
    DossierBookFactory(agency=agency, closed=True, closed_date=date(2026, 2, 1))
    late = judged(agency, SHEET, date(2026, 2, 1))[None, "2025"]
    assert (late.standing, late.late, late.evidence_date) == ("MET", True, date(2026, 2, 1))


def test_a_book_closed_in_time_meets_it_and_an_older_one_left_open_stays_owed():
    agency = keeps_here(in_use_from_date=date(2024, 1, 1))
    DossierBookFactory(agency=agency, closed=True, closed_date=date(2026, 1, 31))
    DossierBookFactory(agency=agency, year=2024, state=DossierBook.State.SUBMITTED)

    lines = judged(agency, SHEET)

    assert {period: (one.standing, one.late) for (_unit, period), one in lines.items()} == {
        "2025": ("MET", False),
        "2024": ("OVERDUE", False),
    }


def test_a_year_whose_book_nobody_ever_submitted_stays_owed_until_it_is_closed():
    agency = keeps_here(in_use_from_date=date(2023, 6, 1))
    for day in (date(2023, 5, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 6, 2)):
        DossierFactory(agency=agency, received_date=day)

    owed = {period: one.standing for (_unit, period), one in judged(agency, SHEET).items()}

    assert owed == {"2024": "OVERDUE", "2025": "OVERDUE"}
    DossierBookFactory(agency=agency, year=2024, closed=True, closed_date=TODAY)
    assert [period for _unit, period in judged(agency, SHEET)] == ["2025"]


def test_a_year_before_use_has_no_book_to_close(agency):
    DossierFactory(agency=agency, received_date=date(2025, 6, 2))

    assert only(agency, SHEET).standing == "NOT_ARISEN"


def behind(agency, line, on=TODAY):
    broken = read_broken(line.link_kwargs["?"]["broken"])
    rows = broken.among(Dossier.objects.filter(agency=agency), agency=agency, on=on)
    return rows.filter(unit__slug=unit) if (unit := line.link_kwargs["?"].get("unit")) else rows


def test_each_line_leads_to_the_dossiers_behind_it(agency):
    unit = UnitFactory(agency=agency)
    good = DossierFactory(agency=agency, unit=unit)
    nobody = DossierFactory(agency=agency, unit=unit, returned=True)
    nobody.events.update(by=None)
    late = asked(agency, date(2026, 6, 5), unit)
    asked(agency, date(2026, 6, 4), unit)
    past, _first, _second = by_steps(agency, (Kind.RESULT, date(2026, 6, 10)))
    DossierFactory(agency=keeps_here(), late=True)

    def found(code):
        lines = [one for one in standings_of(agency, on=TODAY, codes={code}) if one.standing == "OVERDUE"]
        assert {one.count for one in lines} == {behind(agency, one).count() for one in lines}
        return {dossier.pk for one in lines for dossier in behind(agency, one)}

    assert found(RECEIPT) == {nobody.pk}
    assert found(SUPPLEMENT) == {late.pk}
    assert found(APOLOGY) == {good.pk, past.pk}
    assert found(SHEET) == {past.pk}
    soon = read_broken("to_apologise").among(Dossier.objects.all(), agency=agency, on=date(2026, 6, 5))
    assert set(soon) == {good}


@pytest.mark.parametrize("text", ["", "receipt", "receipt.2026", "other.2026-06", "to_apologise.2026-06", "receipt.x"])
def test_an_address_that_names_no_breach_is_none(text):
    with pytest.raises(NotBroken):
        read_broken(text)


def test_the_register_shows_what_led_there_alone(agency, signed_in):
    desk = signed_in(person(agency, Seat.Role.ONE_STOP, on=today()))
    one, two = DossierFactory(agency=agency), DossierFactory(agency=agency)
    one.events.update(by=None)
    register = reverse("operation:dossier_list", kwargs={"agency": agency.short_name})

    page = desk.get(register, {"broken": "receipt.2026-06"}).content.decode()

    assert (one.code in page, two.code in page) == (True, False)
    assert "Thiếu mã, ngày hẹn trả hoặc người tiếp nhận (tháng 6/2026)" in page
    assert "Việc phải làm còn thiếu" not in desk.get(register).content.decode()


def test_what_is_kept_reads_as_what_was_judged_and_leads_to_the_same_list(agency):
    unit = UnitFactory(agency=agency)
    asked(agency, date(2026, 6, 5), unit)
    secretary = person(agency, Seat.Role.SECRETARY)
    refresh([agency], on=TODAY)

    kept = [one for one in list_lines(viewer=secretary, on=TODAY) if one.obligation == SUPPLEMENT]

    assert kept == standings_of(agency, on=TODAY, codes={SUPPLEMENT})
    register = reverse("operation:dossier_list", kwargs={"agency": agency.short_name})
    wanted = f"{register}?broken=supplement.2026-06&unit={unit.slug}"
    assert url_of_line(kept[0], agency=agency.short_name) == wanted


def test_many_agencies_are_judged_at_once():
    def asked_of(count):
        agencies = [keeps_here() for _number in range(count)]
        for agency in agencies:
            asked(agency, date(2026, 6, 5), UnitFactory(agency=agency))
            apologised(agency, None, UnitFactory(agency=agency))
            by_steps(agency, (Kind.RESULT, date(2026, 6, 4)))
            DossierBookFactory(agency=agency)
        with CaptureQueriesContext(connection) as seen:
            lines = [*judge_all(agencies, on=TODAY, codes={RECEIPT, SUPPLEMENT, APOLOGY, SHEET})]
        assert len(lines) >= 4 * count
        return len(seen)

    assert asked_of(1) == asked_of(30)
