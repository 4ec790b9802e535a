"""Results are written, sent, taken or returned, opened again; units are reminded."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from time_machine import travel

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, withdraw
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.planning.models import ObjectiveSet
from sotay.planning.objectives.commands import put_in_force, submit_set
from sotay.planning.results.commands import open_again, remind_of_reports, send_report, write_results
from sotay.planning.results.lines import Given
from sotay.planning.results.models import Report, Result
from sotay.planning.results.queries import lines_to_send
from sotay.standard.reporting import reporting_period
from sotay.work.notices.models import Notice
from tests.conftest import person
from tests.factories.agency import SeatFactory, UnitFactory
from tests.factories.planning import (
    ObjectiveFactory,
    ObjectiveSetFactory,
    PlanLineFactory,
    ReportFactory,
    ResultFactory,
)
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
JUNE_5, JUNE_12 = date(2026, 6, 5), date(2026, 6, 12)
JANUARY = date(2027, 1, 10)


def given_for(objective, **values):
    return Given(key=objective.key, **values)


def write(actor, unit, results, *, period="2026-H1", on=JUNE_5, **more):
    return write_results(actor.agency, actor=actor, unit=unit, period=period, results=results, on=on, **more)


def good(goals, *, final=False):
    """Return figures with which nothing is missed."""
    day = {"done_date": date(2026, 9, 20)} if final else {}
    return [
        given_for(goals.share, value=Decimal(99)), given_for(goals.day, **day), given_for(goals.never, value=Decimal(0)),
    ]  # fmt: skip


def send(actor, report, on=JUNE_5, **more):
    report = Report.objects.get(pk=report.pk)
    return send_report(report, actor=actor, version=report.version, on=on, **more)


def take(approval, *signers, on=JUNE_12):
    for signer in signers:
        approval.refresh_from_db()
        approve(approval, actor=signer, version=approval.version, on=on)


@pytest.fixture
def report(unit, unit_head, goals):
    return write(unit_head, unit, good(goals))


# Writing.


def test_a_draft_is_saved_whatever_is_missing(unit, unit_head, goals):
    report = write(unit_head, unit, [given_for(goals.share, value=Decimal("97.96"))], note=" Xin thêm người ")

    assert (report.state, report.period, report.year, report.slug) == ("DRAFT", "2026-H1", 2026, "2026-h1-vp")
    assert report.note == "Xin thêm người"
    (result,) = report.results.all()
    assert (result.objective, result.value) == (goals.share, Decimal("97.96"))
    entry = Entry.objects.get(action="planning.report.written")
    assert entry.data["objectives"] == ["MT-01"]


def test_a_draft_is_written_again_over_the_version_it_was_read_with(unit, unit_head, goals, report):
    again = write(unit_head, unit, [given_for(goals.share, value=Decimal(98))], version=report.version)

    assert again.pk == report.pk
    assert again.results.get(key=goals.share.key).value == 98
    with pytest.raises(Stale):
        write(unit_head, unit, [given_for(goals.share, value=Decimal(97))], version=report.version)
    with pytest.raises(Stale):  # somebody began it while this form was open
        write(unit_head, unit, [given_for(goals.share, value=Decimal(97))])
    assert again.results.get(key=goals.share.key).value == 98


def test_the_same_again_changes_nothing(unit, unit_head, goals, report):
    assert write(unit_head, unit, good(goals), version=report.version) is UNCHANGED


def test_a_figure_can_be_taken_back(unit, unit_head, goals, report):
    write(unit_head, unit, [given_for(goals.share)], version=report.version)

    assert report.results.get(key=goals.share.key).value is None


def test_who_does_not_head_the_unit_writes_nothing(agency, unit, goals, official, head):
    other = person(agency, Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=agency))
    for actor in (official, head, other):
        with pytest.raises(PermissionDenied):
            write(actor, unit, good(goals))
    assert not Report.objects.exists()


def test_the_secretary_writes_for_a_unit_and_the_head_for_the_agency(agency, unit, goals, secretary, head):
    own = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=None, in_force=True))

    assert write(secretary, unit, good(goals)).unit == unit
    assert write(head, None, [given_for(own, value=Decimal(99))]).slug == "2026-h1-co-quan"


def test_results_need_an_approved_set(agency, unit, unit_head):
    draft = ObjectiveSetFactory(agency=agency, unit=unit)
    objective = ObjectiveFactory(set=draft)

    with pytest.raises(Refused) as refused:
        write(unit_head, unit, [given_for(objective, value=Decimal(1))])
    assert refused.value.codes == ("no_set",)


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"value": Decimal(-1)}, "negative", "value"),
        ({"estimate": Decimal(-1)}, "negative", "estimate"),
        ({"done_date": date(2026, 6, 6)}, "done_in_future", "done_date"),
    ],
)
def test_nonsense_is_refused_beside_its_field(unit, unit_head, goals, values, code, field):
    with pytest.raises(Refused) as refused:
        write(unit_head, unit, [given_for(goals.share, **values)])
    (reason,) = refused.value.reasons
    assert (reason.code, reason.field) == (code, f"{goals.share.key}-{field}")
    assert not Report.objects.exists()


def test_only_objectives_that_report_in_the_period_take_results(unit, unit_head, the_set):
    yearly = ObjectiveFactory(set=the_set, periods="YEAR")

    with pytest.raises(Refused) as refused:
        write(unit_head, unit, [given_for(yearly, value=Decimal(1))])
    assert refused.value.codes == ("not_in_period",)
    write(unit_head, unit, [given_for(yearly, value=Decimal(1))], period="2026-Y", on=date(2026, 11, 1))


def test_quarters_are_reported_by_objectives_of_quarters_alone(unit, unit_head, goals, the_set):
    quarterly = ObjectiveFactory(set=the_set, periods="QUARTER")

    with pytest.raises(Refused) as refused:
        write(unit_head, unit, [given_for(goals.share, value=Decimal(1))], period="2026-Q1")
    assert refused.value.codes == ("not_in_period",)
    assert write(unit_head, unit, [given_for(quarterly, value=Decimal(1))], period="2026-Q1")
    assert write(unit_head, unit, [given_for(quarterly, value=Decimal(1))])


def test_a_period_that_has_not_begun_takes_nothing(unit, unit_head, goals):
    with pytest.raises(Refused) as refused:
        write(unit_head, unit, good(goals), on=date(2025, 12, 31))
    assert refused.value.codes == ("not_begun",)


def test_final_figures_wait_for_the_end_of_the_year(unit, unit_head, goals):
    with pytest.raises(Refused) as refused:
        write(unit_head, unit, good(goals), period="2026-F", on=date(2026, 12, 31))
    assert refused.value.codes == ("year_not_over",)
    assert write(unit_head, unit, good(goals), period="2026-F", on=date(2027, 1, 1))


def test_a_unit_that_ended_begins_no_report(unit, unit_head, goals):
    unit.ended_date = date(2026, 6, 1)
    unit.save()

    with pytest.raises(Refused) as refused:
        write(unit_head, unit, good(goals))
    assert "unit_ended" in refused.value.codes


# Sending.


def test_a_report_is_sent_through_the_secretary_to_the_committee(
    unit, unit_head, goals, report, secretary, committee_head
):
    approval = send(unit_head, report, note="Kính gửi")

    report.refresh_from_db()
    assert (report.state, report.sent_date, report.due_date, report.is_late) == (
        "SENT", JUNE_5, date(2026, 6, 9), False,
    )  # fmt: skip
    assert report.cutoff_date == date(2026, 5, 31)
    assert [(step.role, step.label) for step in approval.steps.all()] == [
        ("SECRETARY", "Tiếp nhận"), ("COMMITTEE_HEAD", "Cho ý kiến"),
    ]  # fmt: skip
    take(approval, secretary)
    report.refresh_from_db()
    assert report.state == "SENT"
    take(approval, committee_head)
    report.refresh_from_db()
    assert (report.state, report.taken_date) == ("TAKEN", JUNE_12)
    assert ObjectiveSet.objects.get().state == "IN_FORCE"


def test_a_report_can_be_taken_by_a_signed_paper(unit, unit_head, goals, report, secretary, committee_head):
    approval = send(unit_head, report)

    approve_by_paper(
        approval, actor=secretary, version=approval.version, number="12/BC-BCĐ", date=JUNE_5, signer_name="Trần Thị Ký"
    )

    report.refresh_from_db()
    assert (report.state, report.taken_date) == ("TAKEN", JUNE_5)
    for action in ("planning.report.taken", "approvals.approval.approved"):
        assert Entry.objects.get(action=action).data["paper"] == "12/BC-BCĐ"


def test_sending_says_what_is_missing(unit, unit_head, goals):
    report = write(
        unit_head,
        unit,
        [given_for(goals.share, value=Decimal(90)), given_for(goals.day, estimate_date=date(2026, 12, 1))],
    )

    with pytest.raises(Refused) as refused:
        send(unit_head, report)
    assert [(reason.code, reason.field) for reason in refused.value.reasons] == [
        ("cause_missing", f"{goals.share.key}-cause"), ("remedy_missing", f"{goals.share.key}-remedy"),
        ("cause_missing", f"{goals.day.key}-cause"), ("remedy_missing", f"{goals.day.key}-remedy"),
        ("value_missing", f"{goals.never.key}-value"),
    ]  # fmt: skip


def test_a_miss_is_sent_with_its_cause_and_remedy(unit, unit_head, goals, secretary, committee_head):
    missed = given_for(goals.share, value=Decimal(90), cause="Thiếu người", remedy="Bố trí thêm")
    report = write(unit_head, unit, [missed, given_for(goals.never, value=Decimal(0))])

    send(unit_head, report)

    lines = lines_to_send(report, period=reporting_period(report.agency_id, "2026-H1"), on=JUNE_5)
    assert [line.verdict for line in lines] == ["EXPECTED_MISS", "PENDING", "EXPECTED"]


def test_a_late_report_stays_marked_late(unit, unit_head, goals, report, secretary, committee_head):
    approval = send(unit_head, report, on=date(2026, 6, 10))
    take(approval, secretary, committee_head)

    report.refresh_from_db()
    assert report.is_late
    ParameterValueFactory(agency=unit.agency, code="objectives.half.due", value="06-30")
    assert Report.objects.get(pk=report.pk).is_late


def test_the_ninth_is_in_time(unit, unit_head, goals, report, secretary, committee_head):
    send(unit_head, report, on=date(2026, 6, 9))

    report.refresh_from_db()
    assert not report.is_late


def test_a_report_on_paper_is_judged_by_the_day_it_was_received(goals, report, secretary, committee_head):
    send(secretary, report, on=JUNE_12, received_date=date(2026, 6, 8))

    report.refresh_from_db()
    assert (report.sent_date, report.is_late) == (date(2026, 6, 8), False)
    entry = Entry.objects.get(action="planning.report.sent")
    assert (entry.data["on_paper"], entry.data["sent_date"]) == (True, "2026-06-08")


@pytest.mark.parametrize(
    ("received", "code"), [(date(2026, 6, 13), "received_in_future"), (date(2025, 12, 31), "received_too_early")]
)
def test_a_paper_is_received_within_reason(goals, report, secretary, committee_head, received, code):
    with pytest.raises(Refused) as refused:
        send(secretary, report, on=JUNE_12, received_date=received)
    assert refused.value.codes == (code,)


def test_the_head_of_the_unit_cannot_say_when_a_paper_was_received(unit_head, goals, report, secretary, committee_head):
    with pytest.raises(PermissionDenied):
        send(unit_head, report, on=JUNE_12, received_date=date(2026, 6, 8))


def test_who_does_not_head_the_unit_sends_nothing(goals, report, official):
    with pytest.raises(PermissionDenied):
        send(official, report)


def test_what_is_sent_before_the_cutoff_says_to_which_day_it_tells(unit, unit_head, goals, secretary, committee_head):
    report = write(unit_head, unit, good(goals), on=date(2026, 5, 20))
    send(unit_head, report, on=date(2026, 5, 20))

    report.refresh_from_db()
    assert report.cutoff_date == date(2026, 5, 20)


def test_a_day_that_came_before_the_cutoff_was_missed(unit, unit_head, goals, secretary, committee_head):
    goals.day.target_date = date(2026, 5, 25)
    goals.day.save()
    report = write(unit_head, unit, [good(goals)[0], good(goals)[2]])

    with pytest.raises(Refused) as refused:
        send(unit_head, report)
    assert refused.value.codes == ("cause_missing", "remedy_missing")
    period = reporting_period(report.agency_id, "2026-H1")
    assert lines_to_send(report, period=period, on=date(2026, 5, 24))[1].verdict == "PENDING"


def test_a_report_that_was_sent_is_not_written(unit, unit_head, goals, report, secretary, committee_head):
    send(unit_head, report)
    report.refresh_from_db()

    with pytest.raises(Refused) as refused:
        write(unit_head, unit, [given_for(goals.share, value=Decimal(1))], version=report.version)
    assert refused.value.codes == ("report_sent",)
    with pytest.raises(Refused) as refused:
        send(unit_head, report)
    assert refused.value.codes == ("sent_already",)


def test_a_later_target_changes_no_verdict_that_was_sent(
    agency, unit, unit_head, the_set, goals, report, secretary, committee_head
):
    send(unit_head, report)
    the_set.state, the_set.superseded_date = "SUPERSEDED", JUNE_12
    the_set.save()
    revised = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True, revision=1, reason="Điều chỉnh")
    ObjectiveFactory(set=revised, key=goals.share.key, code="MT-01", target_value=Decimal("99.5"))
    period = reporting_period(agency.pk, "2026-H1")

    assert [one.verdict for one in lines_to_send(report, period=period, on=JUNE_12)] == [
        "EXPECTED", "PENDING", "EXPECTED",
    ]  # fmt: skip


def test_a_report_returned_after_a_revision_is_sent_with_the_objectives_that_hold(
    agency, unit, unit_head, the_set, goals, report, secretary, committee_head
):
    approval = send(unit_head, report)
    return_with_reason(approval, actor=secretary, version=approval.version, reason="Số liệu chưa khớp")
    the_set.state, the_set.superseded_date = "SUPERSEDED", JUNE_12
    the_set.save()
    revised = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True, revision=1, reason="Điều chỉnh")
    kept = ObjectiveFactory(set=revised, key=goals.share.key, code="MT-01", target_value=Decimal(95))

    send(unit_head, report, on=JUNE_12)

    (result,) = report.results.all()
    assert (result.objective, result.value) == (kept, Decimal(99))


# Returned, taken, opened again, closed.


def test_a_returned_report_says_why_and_is_sent_again_by_its_new_day(
    unit, unit_head, goals, report, secretary, committee_head
):
    approval = send(unit_head, report)
    return_with_reason(approval, actor=secretary, version=approval.version, reason="Số liệu chưa khớp")

    report.refresh_from_db()
    assert (report.state, report.returned_reason) == ("RETURNED", "Số liệu chưa khớp")
    write(unit_head, unit, [given_for(goals.share, value=Decimal(98))], version=report.version)
    send(unit_head, report, on=JUNE_12)
    report.refresh_from_db()
    assert (report.state, report.sent_date, report.is_late, report.returned_reason) == ("SENT", JUNE_12, True, "")


def test_its_author_takes_it_back(unit, unit_head, goals, report, secretary, committee_head):
    approval = send(unit_head, report)
    withdraw(approval, actor=unit_head, version=approval.version, reason="Nhầm số")

    report.refresh_from_db()
    assert (report.state, report.returned_reason) == ("DRAFT", "")
    entry = Entry.objects.get(action="planning.report.withdrawn")
    assert (entry.reason, entry.subject_uuid) == ("Nhầm số", report.uuid)
    assert not Entry.objects.filter(action="planning.report.returned").exists()


@pytest.fixture
def final(unit, unit_head, goals, secretary, committee_head):
    """The final figures of 2026, taken."""
    report = write(unit_head, unit, good(goals, final=True), period="2026-F", on=JANUARY)
    take(send(unit_head, report, on=JANUARY), secretary, committee_head, on=JANUARY)
    return Report.objects.get(pk=report.pk)


def test_taking_the_final_figures_closes_the_set(final, the_set, unit, unit_head, goals):
    the_set.refresh_from_db()

    assert (final.state, the_set.state, the_set.closed_date) == ("TAKEN", "CLOSED", JANUARY)
    assert Entry.objects.filter(action="planning.set.closed").count() == 1
    lines = lines_to_send(final, period=reporting_period(final.agency_id, "2026-F"), on=JANUARY)
    assert {line.verdict for line in lines} == {"ACHIEVED"}
    with pytest.raises(Refused) as refused:
        write(unit_head, unit, good(goals), period="2026-Y", on=JANUARY)
    assert refused.value.codes == ("set_closed",)


def test_the_secretary_opens_the_final_figures_and_the_set_again(final, the_set, secretary, unit_head, goals, unit):
    with travel(JANUARY):
        opened = open_again(final, actor=secretary, version=final.version, reason="Sai số hồ sơ")

    the_set.refresh_from_db()
    assert (opened.state, opened.returned_reason, the_set.state, the_set.closed_date) == (
        "RETURNED", "Sai số hồ sơ", "IN_FORCE", None,
    )  # fmt: skip
    told = Notice.objects.get(kind="RETURNED")
    assert (told.user, told.text, told.link_name) == (unit_head.user, "Sai số hồ sơ", "planning:report_write")
    assert write(
        unit_head,
        unit,
        [given_for(goals.share, value=Decimal(98))],
        period="2026-F",
        version=opened.version,
        on=JANUARY,
    )


def test_an_earlier_period_is_not_opened_once_the_year_is_closed(final, unit, secretary):
    half = ReportFactory(agency=unit.agency, unit=unit, taken=True)

    with pytest.raises(Refused) as refused:
        open_again(half, actor=secretary, version=half.version, reason="Sai")
    assert refused.value.codes == ("set_closed",)
    assert refused.value.reasons[0].fix == ("planning:report_detail", final)  # where it is opened again


def test_what_came_back_after_the_year_was_closed_is_mended_and_sent(
    unit, unit_head, goals, report, the_set, secretary, committee_head
):
    approval = send(unit_head, report)
    final = write(unit_head, unit, good(goals, final=True), period="2026-F", on=JANUARY)
    take(send(unit_head, final, on=JANUARY), secretary, committee_head, on=JANUARY)
    return_with_reason(approval, actor=secretary, version=approval.version, reason="Sai số hồ sơ")
    report.refresh_from_db()

    write(unit_head, unit, [given_for(goals.share, value=Decimal(98))], version=report.version, on=JANUARY)
    take(send(unit_head, report, on=JANUARY), secretary, committee_head, on=JANUARY)

    report.refresh_from_db()
    the_set.refresh_from_db()
    assert (report.state, report.is_late, the_set.state, the_set.closed_date) == ("TAKEN", True, "CLOSED", JANUARY)
    assert report.results.get(key=goals.share.key).value == 98


def test_a_revision_still_on_its_way_does_not_open_a_closed_year(
    agency, unit, unit_head, goals, the_set, secretary, committee_head, head
):
    revised = ObjectiveSetFactory(agency=agency, unit=unit, revision=1, reason="Điều chỉnh")
    PlanLineFactory(objective=ObjectiveFactory(set=revised, key=goals.share.key))
    approval = submit_set(revised, actor=secretary, version=revised.version, on=JANUARY)
    final = write(unit_head, unit, good(goals, final=True), period="2026-F", on=JANUARY)
    take(send(unit_head, final, on=JANUARY), secretary, committee_head, on=JANUARY)

    with travel(JANUARY), pytest.raises(Refused) as refused:
        take(approval, head, on=JANUARY)
    assert refused.value.codes == ("year_closed",)

    return_with_reason(approval, actor=head, version=approval.version, reason="Năm đã tổng kết")
    revised.refresh_from_db()
    with pytest.raises(Refused) as refused:
        submit_set(revised, actor=secretary, version=revised.version, on=JANUARY)
    assert refused.value.codes == ("year_closed",)
    ObjectiveSet.objects.filter(pk=revised.pk).update(state="APPROVED", approved_date=JANUARY, in_force_date=JANUARY)
    revised.refresh_from_db()
    assert put_in_force(revised, actor=head, on=JANUARY) is UNCHANGED


def test_only_what_was_taken_is_opened_and_with_a_reason(report, secretary):
    with pytest.raises(Refused) as refused:
        open_again(report, actor=secretary, version=report.version, reason=" ")
    assert refused.value.codes == ("not_taken", "reason_missing")


def test_nobody_but_the_secretary_opens_a_report(unit, unit_head, head, the_set):
    taken = ReportFactory(agency=unit.agency, unit=unit, taken=True)
    for actor in (unit_head, head):
        with pytest.raises(PermissionDenied):
            open_again(taken, actor=actor, version=taken.version, reason="Sai")


# Reminding.


def remind(actor, *units, on=JUNE_12):
    return remind_of_reports(actor.agency, actor=actor, period="2026-H1", units=units, on=on)


def test_heads_of_the_units_chosen_are_reminded_once_a_day(agency, unit, unit_head, goals, secretary):
    other = UnitFactory(agency=agency)
    deputy = person(agency, Seat.Role.UNIT_DEPUTY, unit=other)

    assert [place.unit for place in remind(secretary, unit, other)] == [unit, other]

    told = {one.user: one for one in Notice.objects.filter(kind="REMINDER")}
    assert set(told) == {unit_head.user, deputy.user}
    notice = told[unit_head.user]
    assert notice.link_kwargs == {"period": "2026-H1", "unit": "vp"}
    assert (notice.due_date, notice.who, notice.subject_text) == (
        date(2026, 6, 9), secretary.name, "Kết quả mục tiêu 6 tháng đầu năm 2026",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        remind(secretary, unit)
    assert refused.value.codes == ("reminded_today",)
    assert Entry.objects.filter(action="planning.report.reminded").count() == 1


def test_only_where_somebody_is_told_it_is_said_that_a_unit_was_reminded(agency, unit, unit_head, goals, secretary):
    headless = UnitFactory(agency=agency)
    own = UnitFactory(agency=agency)
    SeatFactory(agency=agency, user=secretary.user, role=Seat.Role.UNIT_HEAD, unit=own)

    for nobody in (headless, own):
        with pytest.raises(Refused) as refused:
            remind(secretary, nobody)
        assert refused.value.codes == ("nobody_to_remind",)
    assert not Entry.objects.filter(action="planning.report.reminded").exists()

    assert [place.unit for place in remind(secretary, headless, unit, own)] == [unit]
    (told,) = Entry.objects.get(action="planning.report.reminded").data["told"]
    assert told["unit"] == str(unit.uuid)


def test_who_has_sent_is_not_reminded(agency, unit, unit_head, secretary):
    ReportFactory(agency=agency, unit=unit, sent=True)

    with pytest.raises(Refused) as refused:
        remind(secretary, unit)
    assert refused.value.codes == ("none_to_remind",)
    assert not Notice.objects.exists()


def test_a_reminder_of_a_report_waits_for_nobody_once_it_is_sent(unit, unit_head, report, secretary, committee_head):
    remind(secretary, unit)
    assert Notice.objects.get(user=unit_head.user).read_at is None

    send(unit_head, report, on=JUNE_12)

    assert Notice.objects.get(user=unit_head.user).read_at is not None  # and so it is not mailed in the morning


def test_the_head_is_reminded_of_the_agencys_own_report(agency, secretary, head):
    ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=None, in_force=True))

    assert len(remind(secretary, None)) == 1
    assert Notice.objects.get().user == head.user


def test_only_who_runs_the_system_reminds(unit, unit_head, goals):
    with pytest.raises(PermissionDenied):
        remind(unit_head, unit)


def test_a_unit_of_another_agency_is_not_reminded(other_agency, secretary):
    with pytest.raises(Refused) as refused:
        remind(secretary, UnitFactory(agency=other_agency))
    assert refused.value.codes == ("none_to_remind",)


def test_results_of_objectives_that_no_longer_report_go_when_sent(
    unit, unit_head, goals, report, the_set, secretary, committee_head
):
    gone = ObjectiveFactory(set=the_set, periods="YEAR")
    ResultFactory(report=report, objective=gone)

    send(unit_head, report)

    assert not Result.objects.filter(key=gone.key).exists()
