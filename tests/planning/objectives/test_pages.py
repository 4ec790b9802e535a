"""Pages of sets and objectives as heads of units, the head and others use them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals.models import Approval
from sotay.planning.models import Objective, ObjectiveSet, PlanLine, SetReading
from tests.conftest import person
from tests.factories.agency import SeatFactory, UnitFactory
from tests.factories.planning import (
    ObjectiveFactory,
    ObjectiveSetFactory,
    PlanLineFactory,
    ReportFactory,
    ResultFactory,
)

pytestmark = pytest.mark.django_db
State = ObjectiveSet.State


def url(agency, name, **kwargs):
    return reverse(f"planning:{name}", kwargs={"agency": agency.short_name, **kwargs})


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today(), user__full_name="Phạm Đức Anh")


@pytest.fixture
def draft(agency, unit):
    return ObjectiveSetFactory(agency=agency, unit=unit, year=today().year)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_a_head_of_unit_writes_an_unmeasurable_objective_mends_it_and_submits(agency, unit, unit_head, head, signed_in):
    client = signed_in(unit_head)
    begun = client.send(url(agency, "set_begin"), {"unit": unit.pk, "year": today().year}, follow=True)
    assert "Thêm mục tiêu đầu tiên" in text(begun)
    one = ObjectiveSet.objects.get()

    typed = {"statement": "Nâng cao chất lượng phục vụ", "target_text": "tốt hơn", "periods": "HALF"}
    saved = client.send(url(agency, "objective_add", slug=one.slug), typed, follow=True)

    objective = Objective.objects.get()
    assert objective.target_text == "tốt hơn"
    assert "“tốt hơn” không có con số hoặc ngày để đo. Viết như “≥ 98 %”" in text(saved)
    page = text(client.get(url(agency, "set_detail", slug=one.slug)))
    assert "“tốt hơn” không có con số hoặc ngày để đo" in page
    assert "Chưa có cách tính" in page
    assert f'href="#{objective.slug}"' in page
    assert "Trình cả bộ để phê duyệt" not in page

    mended = {
        "statement": "Hồ sơ đúng hạn", "target_text": "≥98,5 %", "formula": "Đúng hạn chia cho đã giải quyết", "version": 1,
        "owner": f"role:UNIT_HEAD:{unit.uuid}", "periods": "QUARTER",
    }  # fmt: skip
    saved = client.send(url(agency, "objective_change", slug=objective.slug), mended, follow=True)
    assert "Lập kế hoạch thực hiện" in text(saved)
    line = {
        "what": "Rà soát hằng tuần",
        "owner": f"user:{unit_head.user.uuid}",
        "to_date": "31/12/2099",
        "judged_by": "Sổ",
    }
    client.send(url(agency, "plan_line_add", slug=objective.slug), line)
    page = text(client.get(url(agency, "set_detail", slug=one.slug)))
    assert "Trình cả bộ để phê duyệt" in page
    assert "Trưởng phòng, Văn phòng (Phạm Đức Anh)" in page

    sent = client.send(url(agency, "set_submit", slug=one.slug), {"version": 1, "note": "Kính trình"}, follow=True)

    assert "Chờ Người đứng đầu cơ quan" in text(sent)
    approval = Approval.objects.get()
    decided = signed_in(head).get(reverse("approvals:approval_detail", args=[agency.short_name, approval.uuid]))
    for shown in ("Hồ sơ đúng hạn", "≥98,5 %", "Rà soát hằng tuần", "31/12/2099", "Phạm Đức Anh"):
        assert shown in text(decided)


def test_what_was_typed_comes_back_with_a_form_that_is_refused(agency, draft, unit_head, signed_in):
    typed = {"statement": "Hồ sơ đúng hạn", "target_text": "≥ 98 %" + "…" * 300, "baseline": "chín mươi"}

    answer = signed_in(unit_head).send(url(agency, "objective_add", slug=draft.slug), typed)

    assert answer.status_code == 422
    assert "Hồ sơ đúng hạn" in text(answer)
    assert "chín mươi" in text(answer)
    assert "Số viết dạng 1.234,5." in text(answer)
    assert not Objective.objects.exists()


def test_the_words_alone_are_enough_to_save(agency, draft, unit_head, signed_in):
    answer = signed_in(unit_head).send(
        url(agency, "objective_add", slug=draft.slug), {"statement": "Một", "again": "1"}
    )

    assert answer["Location"] == url(agency, "objective_add", slug=draft.slug)
    assert Objective.objects.get().periods == "HALF"


def test_a_page_that_moved_on_shows_both_sides(agency, draft, unit_head, signed_in):
    objective = ObjectiveFactory(set=draft)
    objective.statement = "Của người khác"
    objective.save()
    typed = {"statement": "Của tôi", "version": 1, "periods": "HALF"}

    answer = signed_in(unit_head).send(url(agency, "objective_change", slug=objective.slug), typed)

    assert answer.status_code == 409
    assert "Của người khác" in text(answer)
    assert "Của tôi" in text(answer)


def test_five_fields_stand_in_front(agency, draft, unit_head, signed_in):
    shown = signed_in(unit_head).get(url(agency, "objective_add", slug=draft.slug)).context

    assert [field.name for field in shown["front"]] == ["statement", "target_text", "formula", "owner", "periods"]
    line = PlanLineFactory(objective=ObjectiveFactory(set=draft))
    shown = signed_in(unit_head).get(url(agency, "plan_line_change", slug=line.uuid)).context
    assert [field.name for field in shown["front"]] == ["what", "owner", "to_date", "judged_by"]


def test_an_objective_is_tied_to_one_of_the_agency(agency, draft, unit_head, signed_in):
    top = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=None, year=draft.year, in_force=True))
    other_year = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=None, year=draft.year - 1, in_force=True))
    client = signed_in(unit_head)
    choices = client.get(url(agency, "objective_add", slug=draft.slug)).context["form"].fields["parent"].queryset
    assert list(choices) == [top]
    assert other_year not in choices

    client.send(url(agency, "objective_add", slug=draft.slug), {"statement": "Một", "parent": top.pk})

    mine = Objective.objects.get(set=draft)
    assert mine.parent == top
    assert mine.code in text(client.get(url(agency, "objective_detail", slug=top.slug)))
    assert str(top.code) in text(client.get(url(agency, "objective_detail", slug=mine.slug)))


def test_the_tie_to_an_objective_of_the_agency_outlives_its_revision(agency, draft, unit_head, signed_in):
    old = ObjectiveSetFactory(agency=agency, unit=None, year=draft.year, in_force=True)
    mine = ObjectiveFactory(set=draft, parent=ObjectiveFactory(set=old))
    old.state = State.SUPERSEDED
    old.save()
    new = ObjectiveSetFactory(agency=agency, unit=None, year=draft.year, in_force=True, revision=1, reason="Vì")
    now = ObjectiveFactory(set=new, key=mine.parent.key)

    form = signed_in(unit_head).get(url(agency, "objective_change", slug=mine.slug)).context["form"]

    assert form.initial["parent"] == now.pk
    assert "không bắt buộc" not in str(form["target_text"].as_field_group())


def test_lines_and_objectives_are_taken_out_from_their_pages(agency, draft, unit_head, signed_in):
    line = PlanLineFactory(objective=ObjectiveFactory(set=draft))
    client = signed_in(unit_head)

    client.send(url(agency, "plan_line_remove", slug=line.uuid), {"version": 1})
    assert not PlanLine.objects.exists()
    client.send(url(agency, "objective_remove", slug=line.objective.slug), {"version": 1})
    assert not Objective.objects.exists()
    dropped = client.send(url(agency, "set_drop", slug=draft.slug), {"version": 1, "reason": "Lập nhầm"})
    assert dropped["Location"] == f"{url(agency, 'objectives')}?year={draft.year}"


def test_a_returned_set_says_why(agency, unit, unit_head, signed_in):
    one = ObjectiveSetFactory(agency=agency, unit=unit, returned_reason="Chỉ tiêu thấp hơn năm trước")

    assert "Chỉ tiêu thấp hơn năm trước" in text(signed_in(unit_head).get(url(agency, "set_detail", slug=one.slug)))


def test_a_dissolved_unit_is_told_who_goes_on(agency, unit, secretary, draft, signed_in):
    PlanLineFactory(objective=ObjectiveFactory(set=draft))
    unit.ended_date = date(2026, 5, 1)
    unit.save()

    page = text(signed_in(secretary).get(url(agency, "set_detail", slug=draft.slug)))

    assert "Văn phòng đã kết thúc ngày 01/05/2026." in page
    assert "Trình cả bộ để phê duyệt" not in page


def test_the_people_of_the_unit_confirm_and_the_page_counts_them(agency, unit, unit_head, signed_in):
    one = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    staff = person(agency, Seat.Role.OFFICIAL, unit=unit, on=today(), user__full_name="Lê Thị Hoa")
    outside = person(agency, Seat.Role.OFFICIAL, on=today())
    where = url(agency, "set_detail", slug=one.slug)
    assert "Tôi đã đọc và hiểu" in text(signed_in(staff).get(where))
    assert "Tôi đã đọc và hiểu" not in text(signed_in(outside).get(where))
    assert "Lê Thị Hoa" in text(signed_in(unit_head).get(where))

    page = text(signed_in(staff).send(url(agency, "set_read", slug=one.slug), follow=True))

    assert SetReading.objects.get().user == staff.user
    assert "anh, chị đã đọc và hiểu mục tiêu chất lượng" in page
    assert "1/2" in page


def test_a_revision_begins_from_the_page_and_leads_to_it(agency, unit, unit_head, signed_in):
    one = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    ObjectiveFactory(set=one)

    page = signed_in(unit_head).send(
        url(agency, "set_revise", slug=one.slug), {"version": 1, "reason": "Sáp nhập"}, follow=True
    )

    assert "điều chỉnh lần 1" in text(page)
    assert "Sáp nhập" in text(page)
    old = text(signed_in(unit_head).get(url(agency, "set_detail", slug=one.slug)))
    assert "Bản điều chỉnh" in old


def test_the_paper_holds_objectives_and_plan(agency, unit, unit_head, signed_in):
    one = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    objective = ObjectiveFactory(set=one)
    for _time in range(2):
        PlanLineFactory(objective=objective)
    ObjectiveFactory(set=one, statement="Không có kế hoạch")

    page = text(signed_in(unit_head).get(url(agency, "set_print", slug=one.slug)))

    assert "MỤC TIÊU CHẤT LƯỢNG VÀ KẾ HOẠCH THỰC HIỆN" in page
    assert page.count("Rà soát hồ sơ sắp đến hạn hằng tuần") == 2
    assert "chưa có kế hoạch" in page
    assert "NGƯỜI PHÊ DUYỆT" in page


def test_results_stand_on_the_page_of_their_objective(agency, unit, unit_head, signed_in):
    objective = ObjectiveFactory(set=ObjectiveSetFactory(agency=agency, unit=unit, in_force=True))
    where = url(agency, "objective_detail", slug=objective.slug)
    sent = ReportFactory(agency=agency, unit=unit, sent=True)
    ResultFactory(report=sent, objective=objective, value="97.5")
    ResultFactory(report=ReportFactory(agency=agency, unit=unit, period="2026-Y"), objective=objective)

    page = signed_in(unit_head).get(where)

    (told,) = page.context["shown"].told
    assert (told.verdict, told.tone) == ("dự kiến không đạt", "warn")
    assert "97,5" in text(page)
    assert page.context["chart"].goal_words == "chỉ tiêu ≥ 98%"


def test_a_superseded_objective_leads_to_the_one_that_holds(agency, unit, unit_head, signed_in):
    old = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True)
    before = ObjectiveFactory(set=old)
    old.state = State.SUPERSEDED
    old.save()
    new = ObjectiveSetFactory(agency=agency, unit=unit, in_force=True, revision=1, reason="Vì")
    after = ObjectiveFactory(set=new, key=before.key)

    page = text(signed_in(unit_head).get(url(agency, "objective_detail", slug=before.slug)))

    assert url(agency, "objective_detail", slug=after.slug) in page


def fill(draft, count):
    for _time in range(count):
        for _line in range(2):
            PlanLineFactory(objective=ObjectiveFactory(set=draft))


@pytest.mark.parametrize("name", ["set_detail", "set_print"])
def test_the_page_of_a_set_costs_the_same_for_1_and_30_objectives(agency, draft, unit_head, signed_in, name):
    client, where = signed_in(unit_head), url(agency, name, slug=draft.slug)
    fill(draft, 1)
    client.get(where)
    with CaptureQueriesContext(connection) as few:
        client.get(where)
    fill(draft, 29)
    for _time in range(20):
        SeatFactory(agency=agency, unit=draft.unit)
    with CaptureQueriesContext(connection) as many:
        client.get(where)

    assert len(many) == len(few)
