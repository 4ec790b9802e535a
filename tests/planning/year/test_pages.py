"""The objectives of a year as people see them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals.models import Approval
from sotay.planning.objectives.models import ObjectiveSet
from sotay.planning.year.queries import get_year, list_objectives, narrowed
from tests.conftest import person
from tests.factories.agency import SeatFactory, UnitFactory, UserFactory
from tests.factories.planning import (
    ObjectiveFactory,
    ObjectiveSetFactory,
    PlanLineFactory,
    ReportFactory,
    ResultFactory,
)  # fmt: skip

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 12)


def url(agency, name, query="", **kwargs):
    return reverse(f"planning:{name}", kwargs={"agency": agency.short_name, **kwargs}) + query


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", slug="vp", name="Văn phòng", order=1)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


def a_set(agency, unit, *, count=1, parent=None, **state):
    one = ObjectiveSetFactory(agency=agency, unit=unit, **(state or {"in_force": True}))
    return one, [ObjectiveFactory(set=one, parent=parent) for _ in range(count)]


def told(objective, value, *, period="2026-H1", state="TAKEN", report=None):
    report = report or ReportFactory(
        agency=objective.agency, unit=objective.set.unit, period=period, state=state, sent_date=date(2026, 6, 8),
        due_date=date(2026, 6, 9),
    )  # fmt: skip
    ResultFactory(report=report, objective=objective, value=Decimal(value))
    return report


def in_round(one):
    """Submit a set to the head."""
    kind = "planning.objectiveset"
    approval = Approval.objects.create(
        agency=one.agency, purpose="planning.objectives", subject_type=kind, subject_uuid=one.uuid, title="x",
        author=UserFactory(), content_hash="x",
    )  # fmt: skip
    approval.items.create(agency=one.agency, subject_type=kind, subject_uuid=one.uuid, title="x", content_hash="x")
    approval.steps.create(agency=one.agency, position=1, label="Phê duyệt", role=Seat.Role.HEAD)
    approval.steps.create(agency=one.agency, position=2, label="Cho ý kiến", role=Seat.Role.COMMITTEE_HEAD)


def test_a_year_without_objectives_teaches(agency, secretary, official, signed_in):
    page = signed_in(secretary).get(url(agency, "objectives")).content.decode()
    read = signed_in(official).get(url(agency, "objectives")).content.decode()

    assert "Chưa có mục tiêu chất lượng năm" in page
    assert url(agency, "set_begin") in page
    assert url(agency, "set_begin") not in read


def test_the_tree_goes_from_the_agency_to_the_units_through_revisions(agency, secretary, unit):
    old = ObjectiveSetFactory(agency=agency, unit=None, state="SUPERSEDED", approved_date=date(2026, 1, 5))
    before = ObjectiveFactory(set=old, code="MT-01")
    now, _none = a_set(agency, None, count=0, in_force=True, revision=1, reason="x")
    top = ObjectiveFactory(set=now, key=before.key, code="MT-01")
    _one, (child,) = a_set(agency, unit, parent=before)
    other = UnitFactory(agency=agency)
    _two, (grandchild,) = a_set(agency, other, parent=child)
    a_set(agency, UnitFactory(agency=agency))
    told(child, 99)

    year = get_year(viewer=secretary, year=2026, on=ON)

    (root,) = year.tree
    assert (root.line.objective, root.below, root.good_below, year.untied) == (top, 2, 1, 1)
    (below,) = root.children
    assert (below.line.objective, [one.line.objective for one in below.children]) == (child, [grandchild])


def test_progress_is_told_by_the_newest_report_that_was_sent(agency, secretary, unit):
    _one, (good, bad, silent) = a_set(agency, unit, count=3)
    report = told(good, 90, period="2026-Q1")
    told(bad, 90, report=report)
    newer = told(good, 99)
    told(bad, 90, report=newer)
    told(silent, 99, period="2026-Q3", state="DRAFT")

    (place,) = get_year(viewer=secretary, year=2026, on=ON).units

    counts = place.counts
    assert (counts["EXPECTED"], counts["EXPECTED_MISS"], counts["UNKNOWN"], place.good) == (1, 1, 1, 1)
    assert place.period == "6 tháng đầu năm 2026"


def test_final_figures_make_it_achieved_or_missed(agency, secretary, unit):
    _one, (good, bad) = a_set(agency, unit, count=2)
    told(bad, "97.96", report=told(good, 98, period="2026-F"))

    (place,) = get_year(viewer=secretary, year=2026, on=ON).units

    assert (place.counts["ACHIEVED"], place.counts["MISSED"]) == (1, 1)


def test_who_holds_a_set_up_is_named(agency, secretary, head, unit, unit_head):
    other, third = UnitFactory(agency=agency, order=2), UnitFactory(agency=agency, order=3)
    draft, _objectives = a_set(agency, other, state="SUBMITTED")
    a_set(agency, third, count=0)
    in_round(draft)

    none, waiting, approved = get_year(viewer=secretary, year=2026, on=ON).units

    assert none.waits_for == str(unit_head.user)
    assert waiting.waits_for == f"chờ Người đứng đầu cơ quan ({head.user})"
    assert approved.waits_for == ""


def test_a_draft_is_shown_to_its_writers_alone(agency, unit, unit_head, official):
    one, _objectives = a_set(agency, unit, state="DRAFT")

    def seen(viewer):
        return get_year(viewer=viewer, year=2026, on=ON).units[0].prepared

    assert (seen(unit_head), seen(official)) == (one, None)


def test_the_secretary_has_words_to_remind_with(agency, secretary, official, unit, unit_head, signed_in):
    a_set(agency, None)
    a_set(agency, UnitFactory(agency=agency, name="Phòng Đủ"))
    a_set(agency, UnitFactory(agency=agency, name="Phòng Đã Trình"), state="SUBMITTED")
    here = url(agency, "objectives", "?year=2026")

    page = signed_in(secretary).get(here).content.decode()

    assert f"- Văn phòng: chưa có, {unit_head.user}" in page
    assert "hạn phê duyệt 31/01/2026" in page
    assert "- Phòng Đủ" not in page
    assert "- Phòng Đã Trình" not in page
    assert "Lời nhắc" not in signed_in(official).get(here).content.decode()


@pytest.mark.parametrize("query", ["?year=abcd", "?year=99999", "?year=", "?year=٢٠٢٦"])
def test_a_year_nobody_can_read_is_this_one(agency, secretary, signed_in, query):
    page = signed_in(secretary).get(url(agency, "objectives", query))

    assert (page.status_code, f"năm {today().year}" in page.content.decode()) == (200, True)


def fill(agency, units, each):
    own = ObjectiveSet.objects.filter(agency=agency, unit=None).first()
    top = ObjectiveFactory(set=own or ObjectiveSetFactory(agency=agency, unit=None, in_force=True))
    for number in range(units):
        unit = UnitFactory(agency=agency)
        SeatFactory(agency=agency, unit=unit, role=Seat.Role.UNIT_HEAD)
        state = {"in_force": True} if number % 2 else {"state": ObjectiveSet.State.SUBMITTED}
        one, objectives = a_set(agency, unit, count=each, parent=top, **state)
        if one.state == ObjectiveSet.State.SUBMITTED:
            in_round(one)
        report = told(objectives[0], 99)
        for objective in objectives[1:]:
            told(objective, 97, report=report)


@pytest.mark.parametrize("name", ["objectives", "objective_list"])
def test_the_pages_of_a_year_ask_as_often_for_30_units_as_for_1(agency, secretary, signed_in, name):
    client = signed_in(secretary)

    def asked():
        client.get(url(agency, name, "?year=2026"))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, name, "?year=2026"))
        return [one["sql"] for one in seen]

    fill(agency, 2, 1)
    few = asked()
    for number in range(28):
        unit = UnitFactory(agency=agency)
        _one, objectives = a_set(
            agency, unit, count=3, **({"in_force": True} if number % 2 else {"state": "SUBMITTED"})
        )
        told(objectives[0], 99)
    many = asked()
    assert len(many) == len(few), "\n".join(many)
    assert len(few) <= 12, "\n".join(few)


def test_the_list_is_narrowed_sorted_and_exported_without_others(agency, secretary, other_agency, signed_in, unit):
    client = signed_in(secretary)
    _one, (late,) = a_set(agency, unit)
    own, _none = a_set(agency, None, count=0)
    ObjectiveFactory(set=own, code="MT-99", statement="Công khai đầy đủ thủ tục")
    ObjectiveFactory(set=ObjectiveSetFactory(agency=other_agency, in_force=True), statement="Của người khác")
    told(late, 90)
    here = url(agency, "objective_list", "?year=2026")

    assert "Công khai" in client.get(f"{here}&words=cong khai").content.decode()
    assert "Công khai" not in client.get(f"{here}&unit=vp").content.decode()
    assert late.statement in client.get(f"{here}&verdict=EXPECTED_MISS").content.decode()
    assert "Không có mục nào khớp" in client.get(f"{here}&verdict=ACHIEVED").content.decode()
    file = client.get(f"{here}&export=csv&sort=statement").getvalue().decode("utf-8-sig")
    assert file.index("Công khai") < file.index(late.statement)
    assert "dự kiến không đạt" in file
    assert "Người chịu trách nhiệm" in file
    assert "Của người khác" not in file
    assert client.get(f"{here}&export=xlsx").status_code == 200


def test_what_serves_no_objective_above_is_found(agency, secretary, unit):
    _own, (top,) = a_set(agency, None)
    _one, (tied,) = a_set(agency, unit, parent=top)
    _two, (loose,) = a_set(agency, UnitFactory(agency=agency))

    rows = narrowed(list_objectives(viewer=secretary, year=2026, on=ON), tied="no")

    assert [row.objective for row in rows] == [loose]
    assert tied != top


def test_complete_drafts_are_submitted_under_one_decision(agency, secretary, head, unit, signed_in):
    year = today().year
    drafts = []
    for one in (None, unit, UnitFactory(agency=agency)):
        draft, (objective,) = a_set(agency, one, state="DRAFT", year=year)
        drafts.append(draft)
        if one in {None, unit}:
            PlanLineFactory(objective=objective)
    here = url(agency, "sets_submit", year=year)
    client = signed_in(secretary)

    page = client.get(here).content.decode()
    answer = client.send(here, {"sets": [drafts[0].slug, drafts[1].slug], "note": "Trình chung"})

    assert "chưa có kế hoạch thực hiện" in page
    assert answer.status_code == 302
    approval = Approval.objects.get()
    assert (approval.items.count(), approval.submitted_at <= timezone.now()) == (2, True)
    assert set(ObjectiveSet.objects.filter(state="SUBMITTED")) == set(drafts[:2])


def test_a_draft_that_lacks_something_cannot_be_chosen(agency, secretary, head, unit, signed_in):
    draft, _objectives = a_set(agency, unit, state="DRAFT", year=today().year)

    answer = signed_in(secretary).send(url(agency, "sets_submit", year=draft.year), {"sets": [draft.slug]})

    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.state == "DRAFT"


@pytest.mark.parametrize(
    ("role", "stands"), [(Seat.Role.SECRETARY, True), (Seat.Role.HEAD, True), (Seat.Role.OFFICIAL, False)]
)
def test_planning_stands_in_the_rail_of_those_who_answer_for_it(agency, signed_in, role, stands):
    page = signed_in(person(agency, role)).get(url(agency, "objective_list")).content.decode()

    assert ("Hoạch định" in page) is stands
