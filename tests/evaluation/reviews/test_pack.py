"""The pack: twelve inputs from the facts of every area, what nobody tells, last time's numbers beside, constant queries."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.agency.holding import Owner
from sotay.evaluation.models import ReviewDecision
from sotay.evaluation.reviews import queries
from sotay.evaluation.reviews.inputs import FACTS, OF_THE_MONTH
from sotay.evaluation.reviews.models import Input
from sotay.evaluation.reviews.pack import figures_of, read_figures
from sotay.standard.catalogue.periods import Span
from sotay.standard.registry.facts import facts
from tests.conftest import TODAY
from tests.evaluation.reviews import acts
from tests.factories.outputs import OutputFactory
from tests.factories.reviews import ReviewFactory

pytestmark = pytest.mark.django_db
CASES = json.loads((Path(__file__).parents[2] / "cases" / "audits.json").read_text("utf-8"))


def pack(review, viewer, **more):
    shown = queries.get_pack(queries.get_review(review.slug, viewer=viewer), on=TODAY, **more)
    return {one.input.key: one for one in shown.inputs}


def test_every_declared_fact_is_told_by_somebody():
    declared = {code for codes in FACTS.values() for code in codes} | set(OF_THE_MONTH)

    assert declared - set(facts()) == set()
    assert len(OF_THE_MONTH) <= 10


def test_the_inputs_and_outputs_are_those_of_the_standard():
    case = CASES["management_review"]

    assert [key.partition(")")[0] for key in case["inputs"]] == Input.values == list(FACTS)
    assert len(ReviewDecision.Kind) == case["counts"]["outputs"] == len(case["outputs"])


def test_numbers_are_those_of_the_days_of_the_review_and_open_their_records(agency, secretary):
    OutputFactory(agency=agency, found_date=date(2026, 5, 4))
    OutputFactory(agency=agency, found_date=date(2025, 12, 31))
    shown = pack(ReviewFactory(agency=agency), secretary)

    (found,) = [row for row in shown["c3"].rows if row[0].code == "outputs.found"]
    assert found[0].value == 1
    assert found[1].endswith("/operation/outputs/?state=KEPT&since=01%2F01%2F2026&until=31%2F05%2F2026")


def test_an_input_nobody_tells_of_is_told_as_unknown_and_never_as_nought(agency, secretary):
    shown = pack(ReviewFactory(agency=agency), secretary)

    for key in ("c1", "d", "e"):
        assert not shown[key].has_data
    assert not shown["d"].rows
    assert not shown["e"].rows
    assert {one.value for one in shown["c1"].figures} == {None}
    assert not any(one.value == 0 for one in shown["c7"].figures)


def test_last_times_numbers_and_todays_stand_beside(agency, secretary, head):
    OutputFactory(agency=agency, found_date=date(2026, 5, 4))
    first = acts.concluded(agency, secretary, head, Owner(secretary.user))
    OutputFactory(agency=agency, found_date=date(2026, 5, 6))
    second = ReviewFactory(agency=agency, meeting_at=acts.MEETING.replace(year=2027))

    (row,) = [row for row in pack(first, secretary, with_today=True)["c3"].rows if row[0].code == "outputs.found"]
    assert (row[0].value, row[3].value) == (1, 2)
    (row,) = [row for row in pack(second, secretary)["c3"].rows if row[0].code == "outputs.found"]
    assert (row[0].value, row[2].value) == (2, 1)


def test_decisions_of_earlier_reviews_come_back_with_their_state(agency, secretary, head):
    acts.concluded(agency, secretary, head, Owner(secretary.user))
    after = ReviewFactory(agency=agency, meeting_at=acts.MEETING.replace(year=2027), to_date=TODAY)

    shown = pack(after, secretary)["a"]

    (line,) = shown.lines
    assert (line.title, line.value) == ("Rà soát quy trình", "Đang thực hiện")
    assert "31/07/2026" in line.said
    assert {one.code: one.value for one in shown.figures} == {
        "reviews.decisions_done": 0,
        "reviews.decisions_open": 1,
        "reviews.decisions_overdue": 0,
    }


def test_the_pack_asks_as_often_for_one_record_as_for_thirty(agency, secretary):
    review = ReviewFactory(agency=agency)
    pack(review, secretary)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            pack(review, secretary)
        return len(captured)

    OutputFactory(agency=agency, found_date=date(2026, 5, 4))
    one = asked()
    for _number in range(30):
        OutputFactory(agency=agency, found_date=date(2026, 5, 4))

    assert asked() == one


def test_numbers_and_lines_of_earlier_decisions_are_of_one_day(agency, secretary, head):
    first = acts.concluded(agency, secretary, head, Owner(secretary.user))
    work = ReviewDecision.objects.get(review=first).assignment
    done = {"state": "CONFIRMED", "done_date": TODAY, "ended_date": TODAY, "result": "Xong"}
    type(work).objects.filter(pk=work.pk).update(**done)
    after = ReviewFactory(agency=agency, meeting_at=acts.MEETING.replace(year=2027), to_date=date(2026, 6, 11))

    shown = pack(after, secretary)["a"]

    assert [line.value for line in shown.lines] == ["Đã thực hiện"]
    assert {one.code: one.value for one in shown.figures} == {
        "reviews.decisions_done": 1,
        "reviews.decisions_open": 0,
        "reviews.decisions_overdue": 0,
    }


def test_work_cancelled_after_the_day_was_overdue_on_it(agency, secretary, head):
    review = acts.concluded(agency, secretary, head, Owner(secretary.user))
    work = ReviewDecision.objects.get(review=review).assignment
    later = {"state": "CANCELLED", "state_reason": "Thôi", "ended_date": date(2026, 9, 1)}
    type(work).objects.filter(pk=work.pk).update(**later)

    def counted(on):
        found = read_figures(["reviews.decisions_overdue", "work.overdue"], agency, Span.of(TODAY, on), on=on)
        return [one.value for one in found.values()]

    assert counted(date(2026, 8, 31)) == [1, 1]
    assert counted(date(2026, 9, 1)) == [0, 0]


def test_facts_asked_together_read_what_they_share_once(agency):
    codes = [code for code in FACTS[Input.C2] if code.startswith("objectives.")]

    def asked(*codes):
        with CaptureQueriesContext(connection) as captured:
            read_figures(codes, agency, Span.of(date(2026, 1, 1), TODAY), on=TODAY)
        return len(captured)

    assert len(codes) == 6
    assert asked(*codes) == asked("objectives.total") <= 3
    kept = ("providers.evaluated", "providers.kept", "providers.watched", "providers.failed")
    assert asked(*kept) == asked("providers.kept") == 1


def test_the_numbers_of_a_feature_are_counted_together(agency):
    review = ReviewFactory(agency=agency)
    with CaptureQueriesContext(connection) as captured:
        told = figures_of(review, on=TODAY)

    assert sum(map(len, told.values())) == len({code for codes in FACTS.values() for code in codes}) > 50
    assert len(captured) <= 25
