"""Pages of work as those who give and do it use them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.actor import actor_of
from sotay.agency.clock import today
from sotay.agency.holding import Owner
from sotay.agency.models import Seat
from sotay.agency.models.calendar import calendar_of
from sotay.agency.subjects import ref_of
from sotay.search.index import keep
from sotay.search.queries import find
from sotay.work.assignments.commands import give_assignment
from sotay.work.models import Assignment
from tests.conftest import TODAY, person
from tests.factories.agency import SeatFactory, UnitFactory
from tests.factories.work import AssignmentFactory, ExtensionFactory

pytestmark = pytest.mark.django_db
Role, State = Seat.Role, Assignment.State


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def owner(agency, unit):
    return person(agency, Role.UNIT_HEAD, unit=unit, on=today())


def url(agency, name, **kwargs):
    return reverse(f"work:{name}", kwargs={"agency": agency.short_name, **kwargs})


def of_unit(agency, unit, **more):
    return AssignmentFactory(
        agency=agency, owner_role=Role.UNIT_HEAD, owner_unit=unit, giver_role=Role.SECRETARY, **more
    )


def choice(unit):
    return f"role:UNIT_HEAD:{unit.uuid}"


def later(days):
    return f"{today() + timedelta(days=days):%d/%m/%Y}"


def page_of(client, agency, name, **kwargs):
    return client.get(url(agency, name, **kwargs)).content.decode()


def test_work_goes_from_giving_to_confirming_by_its_pages(agency, secretary, unit, owner, signed_in):
    giver, doer = signed_in(secretary), signed_in(owner)
    helper = SeatFactory(agency=agency)
    form = {"title": "Rà soát quy trình", "owner": choice(unit), "due_date": later(5), "helping": [helper.user.pk]}

    answer = giver.send(url(agency, "assignment_give"), form)
    one = Assignment.objects.get()
    assert answer.url == url(agency, "assignment_detail", slug=one.slug)
    assert "Nhận việc" in page_of(doer, agency, "assignment_detail", slug=one.slug)

    take = url(agency, "assignment_take", slug=one.slug) + f"?version={one.version}"
    assert doer.send(take).status_code == 302
    proof = SimpleUploadedFile("bien-ban.txt", "Biên bản".encode())
    report = {"result": "Đã trình văn bản 15/TTr", "done_date": "", "file": proof, "version": "2"}
    assert doer.send(url(agency, "assignment_finish", slug=one.slug), report).status_code == 302

    page = page_of(giver, agency, "assignment_detail", slug=one.slug)
    assert "Đã trình văn bản 15/TTr" in page
    assert "bien-ban.txt" in page
    one.refresh_from_db()
    confirm = url(agency, "assignment_confirm", slug=one.slug) + f"?version={one.version}"
    assert giver.send(confirm).status_code == 302
    one.refresh_from_db()
    assert one.state == State.CONFIRMED
    assert "Xác nhận hoàn thành công việc" in page_of(giver, agency, "assignment_detail", slug=one.slug)


def test_a_button_pressed_on_an_old_page_is_asked_again(agency, secretary, unit, owner, signed_in):
    done = {"state": State.DONE, "result": "Kết quả cũ", "done_date": date(2026, 6, 10)}
    one = of_unit(agency, unit, **done)
    one.result = "Kết quả mới"
    one.save()
    client = signed_in(secretary)

    answer = client.send(url(agency, "assignment_confirm", slug=one.slug) + "?version=1")

    assert answer.status_code == 409
    one.refresh_from_db()
    assert one.state == State.DONE
    seen = {"version": str(one.version)}
    assert client.send(url(agency, "assignment_confirm", slug=one.slug) + "?version=1", seen).status_code == 302


def test_a_form_sent_after_another_change_shows_who_was_to_do_it_and_help_on_both_sides(
    agency, secretary, unit, signed_in
):
    other, day = UnitFactory(agency=agency, name="Phòng Khác"), today() + timedelta(days=5)
    one, (there, wanted) = (
        of_unit(agency, unit, due_date=day),
        (SeatFactory(agency=agency).user for _number in range(2)),
    )
    one.helpers.create(agency=agency, user=there)
    one.save()
    form = {"title": one.title, "owner": choice(other), "due_date": later(5), "helping": [wanted.pk], "version": "1"}

    answer = signed_in(secretary).send(url(agency, "assignment_change", slug=one.slug), form)

    assert answer.status_code == 409
    changed = {row.label: (row.theirs, row.mine) for row in answer.context["changed"]}
    assert changed.keys() == {"Người thực hiện", "Phối hợp"}
    assert changed["Phối hợp"] == (there.full_name, wanted.full_name)
    theirs, mine = changed["Người thực hiện"]
    assert (unit.name in theirs, other.name in mine) == (True, True)


def test_a_double_click_gives_once_and_a_refused_form_keeps_what_was_typed(agency, secretary, unit, signed_in):
    client, token = signed_in(secretary), str(uuid4())
    form = {"title": "Rà soát quy trình", "owner": choice(unit), "due_date": later(5)}

    answers = [client.send(url(agency, "assignment_give"), form, token=token) for _number in range(2)]

    assert answers[0].url == answers[1].url
    assert Assignment.objects.count() == 1
    refused = client.send(url(agency, "assignment_give"), form | {"due_date": later(-1), "what": "Đã gõ"})
    assert refused.status_code == 422
    assert "Đã gõ" in refused.content.decode()


def test_the_form_proposes_seven_working_days_and_offers_only_whom_one_may_give_to(agency, secretary, unit, signed_in):
    other = UnitFactory(agency=agency, name="Phòng Ngoài")
    colleague, stranger = SeatFactory(agency=agency, unit=unit).user, SeatFactory(agency=agency, unit=other).user
    official = person(agency, Role.OFFICIAL, unit=unit, on=today())

    page = page_of(signed_in(official), agency, "assignment_give")
    offered = page.split('name="owner"')[1].split("</select>")[0]
    assert f"{calendar_of(agency).add_working_days(today(), 7):%d/%m/%Y}" in page
    assert colleague.full_name in offered
    assert stranger.full_name not in offered
    assert other.name not in offered
    assert other.name in page_of(signed_in(secretary), agency, "assignment_give")


def test_work_is_given_from_any_record_and_stands_beside_it(agency, secretary, unit, owner, official, signed_in):
    client = signed_in(secretary)
    origin = f"{ref_of(unit).type}:{unit.uuid}"
    detail = reverse("organisation:unit_detail", kwargs={"agency": agency.short_name, "slug": unit.slug})
    before = client.get(detail).content.decode()
    assert "Chưa giao việc nào từ hồ sơ này." in before
    assert f"?origin=agency.unit%3A{unit.uuid}" in before

    give = url(agency, "assignment_give") + f"?origin={origin}"
    client.send(give, {"title": "Cập nhật phân công", "owner": choice(unit), "due_date": later(5)})

    assert "Cập nhật phân công" in client.get(detail).content.decode()
    assert "Cập nhật phân công" not in signed_in(official).get(detail).content.decode()
    one = Assignment.objects.get()
    assert detail in page_of(signed_in(owner), agency, "assignment_detail", slug=one.slug)


def test_work_is_not_given_from_what_is_not_seen(agency, other_agency, unit, official, signed_in):
    client, hidden = signed_in(official), of_unit(agency, unit)

    for origin in (hidden, UnitFactory(agency=other_agency)):
        ref = ref_of(origin)
        assert client.get(url(agency, "assignment_give"), {"origin": f"{ref.type}:{ref.uuid}"}).status_code == 404
    assert client.get(url(agency, "assignment_give"), {"origin": "nonsense"}).status_code == 404


def test_a_later_day_is_asked_and_answered_by_its_pages(agency, secretary, unit, owner, signed_in):
    one = of_unit(agency, unit, due_date=today() + timedelta(days=3))
    wanted = {"wanted_date": later(10), "reason": "Chờ số liệu", "version": "1"}

    assert signed_in(owner).send(url(agency, "extension_ask", slug=one.slug), wanted).status_code == 302
    extension = one.extensions.get()
    client = signed_in(secretary)
    assert "Chờ số liệu" in page_of(client, agency, "assignment_detail", slug=one.slug)
    answer_url = url(agency, "extension_answer", slug=one.slug, uuid=extension.uuid)
    refused = client.send(answer_url, {"granted": "no", "answer": "", "version": "1"})
    assert refused.status_code == 422
    client.send(answer_url, {"granted": "yes", "answer": "", "version": "1"})
    one.refresh_from_db()
    assert one.due_date == today() + timedelta(days=10)
    assert "Được gia hạn" in page_of(client, agency, "assignment_detail", slug=one.slug)
    assert client.get(url(agency, "extension_answer", slug=one.slug, uuid=uuid4())).status_code == 404


def test_what_was_given_back_is_changed_and_given_again_and_what_is_cancelled_says_why(
    agency, secretary, unit, owner, signed_in
):
    one = of_unit(agency, unit, due_date=today() + timedelta(days=3))
    doer, giver = signed_in(owner), signed_in(secretary)

    doer.send(url(agency, "assignment_give_back", slug=one.slug), {"reason": "Thuộc Văn phòng", "version": "1"})
    assert "Thuộc Văn phòng" in page_of(giver, agency, "assignment_detail", slug=one.slug)
    form = {"title": one.title, "owner": choice(unit), "due_date": later(5), "version": "2"}
    giver.send(url(agency, "assignment_change", slug=one.slug), form)
    one.refresh_from_db()
    assert one.state == State.GIVEN
    giver.send(url(agency, "assignment_cancel", slug=one.slug), {"reason": "Không còn cần", "version": "3"})
    assert "Không còn cần" in page_of(doer, agency, "assignment_detail", slug=one.slug)


def test_the_page_says_that_nobody_does_it_and_where_to_give_it_to_another(agency, secretary, signed_in):
    empty, left = UnitFactory(agency=agency), SeatFactory(agency=agency, to_date=date(2026, 1, 2))
    client = signed_in(secretary)

    for one in (of_unit(agency, empty), AssignmentFactory(agency=agency, owner_user=left.user, giver=secretary.user)):
        page = page_of(client, agency, "assignment_detail", slug=one.slug)
        assert "Chưa có người thực hiện" in page
        assert url(agency, "assignment_change", slug=one.slug) in page


def test_a_seat_is_called_by_its_title_and_who_holds_it_today_is_awaited(agency, official, head, signed_in):
    inspectors = UnitFactory(agency=agency, name="Thanh tra")
    chief = SeatFactory(agency=agency, role=Role.UNIT_HEAD, unit=inspectors, title="Chánh Thanh tra").user
    before = SeatFactory(agency=agency, role=Role.HEAD, to_date=today() - timedelta(days=1)).user
    Seat.objects.filter(user=head.user).update(title="Giám đốc")
    to_seat = {"owner_user": None, "owner_role": Role.UNIT_HEAD, "owner_unit": inspectors}
    done = {"state": State.DONE, "done_date": today(), "result": "Đã ban hành"}
    one = AssignmentFactory(agency=agency, giver=before, giver_role=Role.HEAD, **to_seat, **done)
    client = signed_in(actor_of(chief, agency=agency, on=today()))

    page, row = client.get(url(agency, "assignment_detail", slug=one.slug)), client.get(url(agency, "assignment_list"))

    assert f"Chánh Thanh tra ({chief})" in page.text
    assert f"{before} (Giám đốc)" in page.text
    assert f"Chờ {head.user} (Giám đốc)" in page.text
    assert "Người đứng đầu cơ quan" not in page.text + row.text
    assert "Trưởng phòng" not in page.text + row.text


def test_each_list_shows_its_own(agency, other_agency, secretary, unit, owner, signed_in):
    to_unit, elsewhere = of_unit(agency, unit), of_unit(agency, UnitFactory(agency=agency))
    foreign = of_unit(other_agency, UnitFactory(agency=other_agency))
    helped = AssignmentFactory(agency=agency)
    helped.helpers.create(agency=agency, user=owner.user)
    of_people = AssignmentFactory(agency=agency, owner_user=SeatFactory(agency=agency, unit=unit).user)

    def shown(actor, name):
        page = page_of(signed_in(actor), agency, name)
        return {one for one in (to_unit, elsewhere, foreign, helped, of_people) if f">{one.title}<" in page}

    assert shown(owner, "assignment_list") == {to_unit, helped}
    assert shown(owner, "assignment_given_list") == set()
    assert shown(owner, "assignment_all_list") == {to_unit, helped, of_people}
    assert shown(secretary, "assignment_given_list") == {to_unit, elsewhere}
    assert shown(secretary, "assignment_all_list") == {to_unit, elsewhere, helped, of_people}


def test_a_list_is_narrowed_by_words_state_due_day_and_unit(agency, secretary, unit, signed_in):
    day = today()
    late = of_unit(agency, unit, title="Báo cáo quý", due_date=day - timedelta(days=2))
    soon = AssignmentFactory(
        agency=agency, title="Đào tạo nội bộ", owner_user=SeatFactory(agency=agency, unit=unit).user,
        due_date=day + timedelta(days=3), state=State.TAKEN,
    )  # fmt: skip
    ended = of_unit(agency, UnitFactory(agency=agency), title="Họp xem xét", due_date=day - timedelta(days=9),
        state=State.CANCELLED, state_reason="Thôi", ended_date=day)  # fmt: skip
    keep([late, soon, ended])
    client = signed_in(secretary)

    def shown(**query):
        page = client.get(url(agency, "assignment_all_list"), query).content.decode()
        return {one for one in (late, soon, ended) if one.title in page}

    assert shown() == {late, soon, ended}
    assert shown(words="dao tao") == {soon}
    assert shown(words=late.code.lower()) == {late}
    assert shown(state="OPEN") == {late, soon}
    assert shown(state="CANCELLED") == {ended}
    assert shown(due="overdue") == {late}
    assert shown(due="soon") == {soon}
    assert shown(unit=unit.pk) == {late, soon}


def test_lists_and_pages_ask_as_often_for_30_as_for_1(agency, secretary, unit, owner, signed_in):
    client = signed_in(secretary)

    def asked(name, **kwargs):
        client.get(url(agency, name, **kwargs))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, name, **kwargs))
        return len(seen)

    names = ("assignment_list", "assignment_given_list", "assignment_all_list")
    one = of_unit(agency, unit, due_date=today())
    AssignmentFactory(agency=agency, owner_role=Role.SECRETARY, giver_role=Role.SECRETARY)
    few, record = [asked(name) for name in names], asked("assignment_detail", slug=one.slug)
    for _number in range(29):
        seat = SeatFactory(agency=agency, unit=UnitFactory(agency=agency), role=Role.UNIT_HEAD)
        AssignmentFactory(agency=agency, owner_role=Role.SECRETARY, giver_role=Role.SECRETARY)
        more = of_unit(agency, seat.unit, origin_type="work.assignment", origin_uuid=one.uuid, origin_text=str(one))
        ExtensionFactory(assignment=more, asked_by=seat.user)
    assert [asked(name) for name in names] == few
    assert max(few) <= 12
    assert asked("assignment_detail", slug=one.slug) <= record + 1


def test_a_list_is_exported_with_the_names_of_holders_and_without_others(
    agency, other_agency, secretary, unit, owner, signed_in
):
    one = of_unit(agency, unit)
    foreign = of_unit(other_agency, UnitFactory(agency=other_agency))

    file = (
        signed_in(secretary).get(url(agency, "assignment_all_list"), {"export": "csv"}).getvalue().decode("utf-8-sig")
    )

    assert one.title in file
    assert f"Trưởng phòng, {unit} ({owner.user})" in file
    assert "30/06/2026" in file
    assert foreign.title not in file


def test_it_is_found_by_words_only_by_those_who_see_it(agency, secretary, unit, owner, official):
    give_assignment(
        agency, actor=secretary, title="Kiểm kê thiết bị đo", what="Theo mẫu", owner=Owner(role=Role.UNIT_HEAD, unit=unit), due_date=TODAY,
        on=TODAY,
    )  # fmt: skip

    for words in ("kiem ke", "CV-2026-001", "theo mau"):
        assert [hit.known.label for hit in find(words, viewer=owner)] == ["Công việc"]
        assert find(words, viewer=official) == []
