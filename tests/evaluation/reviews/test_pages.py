"""Pages of reviews by their forms: planned to concluded, the pack, the minutes, papers, what waits, the month."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals.models import Approval
from sotay.evaluation.models import MonthlyLook, Review
from sotay.evaluation.reviews.models import Input
from sotay.evaluation.reviews.waiting import comments_to_make, reviews_to_carry_on
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.evaluation.reviews import acts
from tests.factories.agency import UnitFactory
from tests.factories.reviews import MonthlyLookFactory, ReviewDecisionFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def day(one):
    return f"{one:%d/%m/%Y}"


def body(response):
    return response.content.decode()


def version(review):
    return Review.objects.get(pk=review.pk).version


def test_a_review_goes_its_whole_way_by_its_forms(agency, signed_in):
    on = today()
    unit = UnitFactory(agency=agency)
    secretary, head = (person(agency, role, on=on) for role in (Seat.Role.SECRETARY, Seat.Role.HEAD))
    leader = person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=on)
    desk, boss, office = signed_in(secretary), signed_in(head), signed_in(leader)

    plan = {"title": "Xem xét năm", "meeting_date": day(on), "meeting_time": "8h30", "place": "Phòng A"}
    plan |= {"from_date": day(on - timedelta(days=100)), "to_date": day(on), "chair": head.user.pk}
    plan |= {"attendance": "Các trưởng phòng", "comments_due_date": day(on - timedelta(days=1))}
    desk.send(url(agency, "review_new"), plan)
    review = Review.objects.get()
    page = url(agency, "review_detail", slug=review.slug)
    assert "08:30" in body(desk.get(page))
    assert office.get(page).status_code == 404

    reports = {f"unit_{key}": unit.pk if key == "d" else "" for key in Input.values}
    desk.send(url(agency, "review_reports", slug=review.slug), reports | {"version": 1})
    desk.send(url(agency, "review_invite", slug=review.slug), {"invited_date": day(on), "version": version(review)})
    comment = {"key": "d", "unit": unit.pk, "text": "Thiếu máy quét"}
    office.send(url(agency, "review_comment", slug=review.slug), comment)
    pack = body(office.get(url(agency, "review_pack", slug=review.slug)))
    for words in ("Thiếu máy quét", "muộn hạn góp ý", "Chưa có dữ liệu trong hệ thống", "được chốt khi họp"):
        assert words in pack

    held = {"held_date": day(on), "present": "Đủ", "version": version(review)}
    desk.send(url(agency, "review_hold", slug=review.slug), held)
    assert f"Số liệu chốt ngày {day(on)}" in body(desk.get(url(agency, "review_pack", slug=review.slug)))
    assert "Hôm nay" in body(desk.get(url(agency, "review_pack", slug=review.slug) + "?today=1"))
    assert "Chưa trình được biên bản" in body(desk.get(page))
    minutes = {f"conclusion_{key}": "Đã xem" for key in Input.values} | {"present": "Đủ", "judgement": "SUITABLE"}
    minutes |= {"policy_suitable": "YES", "none_kinds": ["CHANGE", "RESOURCES"], "version": version(review)}
    desk.send(url(agency, "review_minutes", slug=review.slug), minutes)
    decision = {"kind": "IMPROVEMENT", "text": "Mua máy quét", "owner": f"user:{leader.user.uuid}", "due_date": day(on)}
    desk.send(url(agency, "review_decision_new", slug=review.slug), decision)
    desk.send(url(agency, "review_submit", slug=review.slug), {"version": version(review)})
    approval = Approval.objects.get()
    shown = body(boss.get(reverse("approvals:approval_detail", args=[agency.short_name, approval.uuid])))
    assert "Mua máy quét" in shown
    approve = reverse("approvals:approval_approve", args=[agency.short_name, approval.uuid])
    boss.send(approve, {"version": approval.version})

    review.refresh_from_db()
    assert review.state == "CONCLUDED"
    assert "Đang thực hiện" in body(office.get(url(agency, "review_decisions", slug=review.slug)))
    paper = {"new_number": "30/TB", "new_date": day(on), "version": version(review)}
    desk.send(url(agency, "review_notice", slug=review.slug), paper)
    for name, words in (
        ("review_plan_print", "KẾ HOẠCH, GIẤY MỜI"),
        ("review_pack_print", "BÁO CÁO ĐẦU VÀO"),
        ("review_minutes_print", "BIÊN BẢN"),
        ("review_notice_print", "Số: 30/TB"),
    ):
        assert words in body(desk.get(url(agency, name, slug=review.slug)))
    assert "Mua máy quét" in body(desk.get(url(agency, "review_decision_list") + "?standing=LEFT"))


def test_a_review_before_the_audit_says_so(agency, secretary, signed_in):
    review = ReviewFactory(agency=agency, concluded=True)

    said = "họp khi chưa có báo cáo đánh giá nội bộ của năm"
    client = signed_in(secretary)
    assert said in body(client.get(url(agency, "review_list")))
    assert said in body(client.get(url(agency, "review_detail", slug=review.slug)))


def test_minutes_keep_what_was_typed_when_somebody_else_wrote_first(agency, secretary, signed_in):
    review = ReviewFactory(agency=agency, held=True)
    client = signed_in(secretary)
    form = url(agency, "review_minutes", slug=review.slug)
    client.send(form, {"version": 1, "absent": "Phòng A"})

    late = client.send(form, {"version": 1, "absent": "Phòng B"})

    assert late.status_code == 409
    assert "Phòng B" in body(late)


def test_the_plan_is_refused_beside_its_fields(agency, secretary, signed_in):
    typed = {"title": "Xem xét", "meeting_date": "32/6/2026", "from_date": "01/01/2026", "to_date": "31/05/2026"}
    refused = signed_in(secretary).send(url(agency, "review_new"), typed | {"meeting_time": "tám giờ"})

    assert refused.status_code == 422
    assert "Giờ viết dạng 08:00." in body(refused)
    assert "tám giờ" in body(refused)


def test_lists_ask_the_same_for_one_and_thirty_rows(agency, secretary, signed_in):
    client = signed_in(secretary)
    lists = (url(agency, "review_list"), url(agency, "review_decision_list"), url(agency, "month_list"))

    def asked(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    ReviewDecisionFactory(review=ReviewFactory(agency=agency, concluded=True))
    MonthlyLookFactory(agency=agency)
    for address in lists:
        client.get(address)
    one = [asked(address) for address in lists]
    for number in range(20):
        ReviewDecisionFactory(review=ReviewFactory(agency=agency, concluded=True))
        if number < 11:
            MonthlyLookFactory(agency=agency, year=2025, month=number + 1)

    assert [asked(address) for address in lists] == one


def test_lists_leave_as_files(agency, secretary, signed_in):
    ReviewDecisionFactory(review=ReviewFactory(agency=agency, concluded=True))
    MonthlyLookFactory(agency=agency)
    client = signed_in(secretary)

    for name in ("review_list", "review_decision_list", "month_list"):
        for form in ("csv", "xlsx"):
            assert client.get(url(agency, name) + f"?export={form}").status_code == 200


def test_the_month_is_kept_with_its_numbers_and_then_stays(agency, signed_in):
    secretary = person(agency, Seat.Role.SECRETARY, on=today())
    client = signed_in(secretary)
    slug = f"{today():%Y-%m}"
    assert "Tháng trước" in body(client.get(url(agency, "monthly_look")))

    keep = url(agency, "month_keep", slug=slug)
    assert client.send(keep, {"held_date": day(today()), "note": " "}).status_code == 422
    client.send(
        keep, {"held_date": day(today()), "note": "Đôn đốc hồ sơ", "new_number": "5/TB", "new_date": day(today())}
    )

    look = MonthlyLook.objects.get()
    assert (look.note, look.paper.number) == ("Đôn đốc hồ sơ", "5/TB")
    assert {one["code"] for one in look.numbers} >= {"work.overdue", "outputs.found"}
    client.send(keep, {"held_date": day(today()), "note": "Đôn đốc thêm", "decision": look.paper_id, "version": 1})
    numbers = look.numbers
    look.refresh_from_db()
    assert (look.note, look.numbers) == ("Đôn đốc thêm", numbers)
    page = body(client.get(url(agency, "month_detail", slug=slug)))
    for words in ("Đôn đốc thêm", "Số liệu như khi giao ban", "5/TB"):
        assert words in page
    assert client.get(url(agency, "month_detail", slug="2999-01")).status_code == 404


def test_reviews_wait_for_who_prepares_them_and_for_heads_of_units(agency, secretary, head):
    unit = UnitFactory(agency=agency)
    leader = acts.unit_head(agency, unit)
    review = acts.begin(agency, secretary)
    asked = Asked((agency.pk,), TODAY)

    (first,) = reviews_to_carry_on(asked)
    assert (first.user_ids, first.link) == (frozenset({secretary.user.pk}), "evaluation:review_detail")
    assert list(comments_to_make(asked)) == []
    acts.invite(review, secretary)
    (comment,) = comments_to_make(asked)
    assert (comment.user_ids, comment.unit_id, comment.due) == (frozenset({leader.user.pk}), unit.pk, acts.HELD)
    assert [one.link for one in reviews_to_carry_on(asked)] == ["evaluation:review_hold"]
    acts.hold(review, secretary)
    assert list(comments_to_make(asked)) == []
    assert [one.link for one in reviews_to_carry_on(asked)] == ["evaluation:review_minutes"]
