"""Pages of the register and the desk as those at the counter use them."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.commands import may
from sotay.operation.dossiers.desk.commands import endings, receiving, steps
from sotay.operation.dossiers.desk.forms import MomentForm
from sotay.operation.dossiers.desk.page import DossierShown
from sotay.operation.models import Dossier
from sotay.work.waiting.registry import Asked, all_waiting
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory
from tests.factories.dossiers import DossierFactory, DossierPaperFactory, DossierPersonFactory
from tests.factories.procedures import VariantFactory
from tests.factories.services import ServiceFactory

from .conftest import NOW

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"operation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def read(client, *where, **kwargs):
    return client.get(url(*where, **kwargs)).content.decode()


@pytest.fixture
def clerk(agency, signed_in):
    """Return a client of the one-stop desk."""
    return signed_in(person(agency, Seat.Role.ONE_STOP, on=today()))


def test_a_service_is_found_by_words_received_with_its_papers_and_the_day_is_said(agency, clerk, service, case):
    service.papers.create(agency=agency, position=1, name="Đơn đề nghị", originals=1, copies=2)
    found = clerk.get(url(agency, "dossier_new"), {"q": service.code}).content.decode()
    assert f"?service={service.slug}" in found

    address = url(agency, "dossier_new") + f"?service={service.slug}"
    form = clerk.get(address).content.decode()
    assert "Đơn đề nghị" in form
    assert "5 ngày làm việc" in form
    refused = clerk.send(address, {"name": "", "phone": "0905"})
    assert (refused.status_code, "0905" in refused.content.decode()) == (422, True)
    sent = {"name": "Nguyễn Văn An", "originals_1": "1", "copies_1": "0", "others": "Ảnh 3x4\n"}
    page = clerk.send(address, sent, follow=True).content.decode()

    dossier = Dossier.objects.get()
    assert f"hẹn trả ngày {dossier.due_date:%d/%m/%Y}" in page
    assert [(one.name, one.originals, one.copies) for one in dossier.papers.all()] == [
        ("Đơn đề nghị", 1, 0),
        ("Ảnh 3x4", 0, 1),
    ]
    assert "Nhận nhiều gần đây" in read(clerk, agency, "dossier_new")


def test_a_case_is_asked_for_where_there_are_several(agency, clerk, service, case):
    other = VariantFactory(revision=case.revision, position=2, name="Cấp lại")
    address = url(agency, "dossier_new") + f"?service={service.slug}"

    assert "Cấp lại" in clerk.get(address).content.decode()
    clerk.send(f"{address}&case={other.uuid}", {"name": "An"})

    assert Dossier.objects.get().variant == other


def test_a_past_reception_needs_its_hour_and_a_result_can_be_given_at_once(agency, clerk, service):
    address = url(agency, "dossier_new") + f"?service={service.slug}"
    yesterday = f"{today() - timedelta(days=1):%d/%m/%Y}"
    refused = clerk.send(address, {"name": "An", "day": yesterday}).content.decode()
    assert "Hãy ghi giờ tiếp nhận" in refused

    clerk.send(
        address, {"name": "An", "day": yesterday, "hour": "08:15", "result_number": "1/XN", "result_approved_by": "Ký"}
    )

    assert Dossier.objects.get().state == "RETURNED"


def test_refused_at_the_desk_with_a_reason(agency, clerk, service):
    address = url(agency, "dossier_refuse") + f"?service={service.slug}"
    page = clerk.send(address, {"name": "An", "reason": "Không thuộc thẩm quyền"}, follow=True).content.decode()

    assert "Từ chối tiếp nhận" in page
    assert Dossier.objects.get().state == "REFUSED"


def test_where_dossiers_are_kept_elsewhere_the_list_shows_and_the_desk_says_why_not(signed_in):
    agency = AgencyFactory()
    DossierFactory(agency=agency, imported=True, code="H47.16-260601-0001")
    client = signed_in(person(agency, Seat.Role.ONE_STOP, on=today()))

    listed = read(client, agency, "dossier_list")
    assert "H47.16-260601-0001" in listed
    assert "Tiếp nhận hồ sơ" not in listed
    assert url(agency, "dossier_new") not in listed
    page = read(client, agency, "dossier_new")
    assert "dossiers.source" in page
    assert 'id="q"' not in page


def test_names_are_masked_in_list_and_file_and_hidden_from_others(agency, clerk, signed_in, unit):
    dossier = DossierFactory(agency=agency, unit=unit, with_person=True)
    stranger = signed_in(person(agency, Seat.Role.OFFICIAL, unit=UnitFactory(agency=agency), on=today()))

    listed = read(clerk, agency, "dossier_list")
    assert "Nguyễn V. A." in listed
    assert "Văn An" not in listed
    assert "Văn An" in read(clerk, agency, "dossier_detail", slug=dossier.slug)
    for page in (
        read(stranger, agency, "dossier_list"),
        read(stranger, agency, "dossier_detail", slug=dossier.slug),
    ):
        assert "Nguyễn V" not in page.replace("Nguyễn Văn Thử", "")
        assert "0905" not in page
    book = load_workbook(
        io.BytesIO(b"".join(clerk.get(url(agency, "dossier_list"), {"export": "xlsx"}).streaming_content))
    )
    cells = [str(cell.value) for row in book.active for cell in row]
    assert "Nguyễn V. A." in cells
    assert not [cell for cell in cells if "0905" in cell or "Văn" in cell]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, {1, 2, 3, 4}),
        ({"state": "READY"}, {2}),
        ({"state": "OPEN"}, {1}),
        ({"timing": "OPEN_LATE"}, {1}),
        ({"timing": "LATE"}, {3}),
        ({"words": "0004"}, {4}),
        ({"words": "000.00.16.h47-260601-0002"}, {2}),
        ({"received_from": "02/06/2026"}, {4}),
        ({"received_to": "01/06/2026"}, {1, 2, 3}),
        ({"channel": "ONLINE"}, {4}),
        ({"field": "Du lịch"}, {4}),
    ],
)
def test_the_register_is_narrowed(agency, clerk, unit, asked, codes):
    service = ServiceFactory(agency=agency)
    common = {"agency": agency, "unit": unit, "service": service}
    DossierFactory(number=1, **common)
    DossierFactory(number=2, ready=True, **common)
    DossierFactory(number=3, happened=[("RESULT", date(2026, 6, 10)), ("RETURNED", date(2026, 6, 11))], **common)
    tourism = ServiceFactory(agency=agency, field="Du lịch")
    DossierFactory(
        number=4, received_date=date(2026, 6, 2), channel="ONLINE",
        happened=[("WITHDRAWN", date(2026, 6, 3), {"reason": "x"})], **(common | {"service": tourism}),
    )  # fmt: skip

    page = clerk.get(url(agency, "dossier_list"), asked).content.decode()

    assert {number for number in range(1, 5) if f"-{number:04d}</a>" in page} == codes


def test_a_page_shows_one_next_action_and_the_others_as_links(agency, clerk, unit):
    dossier = DossierFactory(agency=agency, unit=unit, ready=True)
    DossierPaperFactory(dossier=dossier)

    page = read(clerk, agency, "dossier_detail", slug=dossier.slug)

    assert page.count('class="card next"') == 1
    assert url(agency, "dossier_return", slug=dossier.slug) in page
    assert url(agency, "dossier_pause", slug=dossier.slug) not in page
    assert url(agency, "dossier_paper_back", slug=dossier.slug, position=1) in page


def test_an_act_that_does_not_fit_says_why_before_anything_is_typed(agency, clerk, unit):
    dossier = DossierFactory(agency=agency, unit=unit, ready=True)

    page = read(clerk, agency, "dossier_pause", slug=dossier.slug)

    assert "nên không tạm dừng được" in page


def test_as_many_queries_for_thirty_rows_as_for_one(agency, clerk, unit):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            clerk.get(url(agency, "dossier_list"))
        return len(queries)

    one = DossierFactory(agency=agency, unit=unit)
    DossierPersonFactory(dossier=one)
    asked()
    before = asked()
    for _more in range(24):
        DossierPersonFactory(dossier=DossierFactory(agency=agency, unit=unit, received_by=one.received_by))

    assert asked() == before


def test_who_has_dossiers_and_the_desk_are_told_what_waits(agency, clerk, unit):
    from sotay.work.waiting.registry import Asked, all_waiting

    official = person(agency, Seat.Role.OFFICIAL, unit=unit, on=today())
    desk = person(agency, Seat.Role.ONE_STOP, on=today())
    for _one in range(2):
        DossierFactory(agency=agency, unit=unit, holder=official.user)
    DossierFactory(agency=agency, unit=unit, ready=True)

    def told():
        found = [one for one in all_waiting(Asked((agency.pk,), today())) if one.key.startswith("dossier")]
        return [
            (one.key.split(":")[0], official.user.pk in one.user_ids, desk.user.pk in one.user_ids) for one in found
        ]

    assert told() == [("dossier", True, False)] * 2 + [("dossiers", False, True)]
    for _one in range(4):
        DossierFactory(agency=agency, unit=unit, holder=official.user)
    assert told() == [("dossiers", True, False), ("dossiers", False, True)]


def test_no_files_and_remarks_on_dossiers(agency, unit):
    dossier = DossierFactory(agency=agency, unit=unit)
    desk = person(agency, Seat.Role.ONE_STOP, on=today())

    assert not may(desk, "attachments.add", dossier)
    assert not may(desk, "attachments.comment", dossier)
    assert may(desk, "attachments.add", unit)


@pytest.mark.parametrize("typed", ["8h15", "8 giờ 15", "08:15", "8.15", "08h15 phút"])
def test_an_hour_is_read_as_people_write_it(typed):
    form = MomentForm({"day": "01/06/2026", "hour": typed})
    assert form.is_valid(), form.errors
    assert f"{form.cleaned_data['at']:%d/%m/%Y %H:%M}" == "01/06/2026 08:15"


@pytest.mark.parametrize("typed", ["25h", "8h7x", "sáng"])
def test_an_hour_there_is_not_is_refused_with_an_example(typed):
    form = MomentForm({"hour": typed})
    assert "8h30" in str(form.errors["hour"])


def test_names_of_papers_are_shown_to_none_but_those_concerned(agency, clerk, signed_in):
    dossier = DossierFactory(agency=agency)
    DossierPaperFactory(dossier=dossier, position=1, name="Căn cước của bà Bưởi", originals=1)
    secretary = signed_in(person(agency, Seat.Role.SECRETARY, on=today()))

    for client in (
        secretary,
        signed_in(person(agency, Seat.Role.OFFICIAL, unit=UnitFactory(agency=agency), on=today())),
    ):
        page = read(client, agency, "dossier_detail", slug=dossier.slug)
        assert "Giấy tờ số 1" in page
        assert "Bưởi" not in page
    assert "Bưởi" not in read(secretary, agency, "dossier_paper_back", slug=dossier.slug, position=1)
    assert "Bưởi" in read(clerk, agency, "dossier_detail", slug=dossier.slug)


def test_a_paper_page_says_why_nothing_can_be_told_before_anything_is_typed(agency, clerk):
    dossier = DossierFactory(agency=agency)
    DossierPaperFactory(dossier=dossier, position=1, originals=0)
    assert "không có bản chính" in read(clerk, agency, "dossier_paper_lost", slug=dossier.slug, position=1)


def test_what_came_to_a_unit_and_to_nobody_in_it_waits_for_its_head(agency, signed_in):
    unit = UnitFactory(agency=agency)
    head = person(agency, Seat.Role.UNIT_HEAD, unit=unit, on=today())
    dossier = DossierFactory(agency=agency, holder=None, holder_unit=unit)

    told = [one for one in all_waiting(Asked((agency.pk,), on=today())) if one.title == dossier.code]

    assert [(one.act, one.user_ids) for one in told] == [
        ("Phân công người giải quyết hồ sơ", frozenset({head.user.pk}))
    ]
    client = signed_in(head)
    page = client.get(url(agency, "dossier_list"), {"held": "UNIT"}).content.decode()
    assert dossier.code in page


def test_a_day_that_had_passed_is_not_said_to_begin_anew(agency, clerk):
    dossier = DossierFactory(agency=agency)  # due long ago
    address = url(agency, "dossier_supplement", slug=dossier.slug)
    assert "giữ nguyên" in clerk.get(address).content.decode()
    sent = {"version": dossier.version, "others": "Đơn", "reason": "Thiếu"}
    assert "ngày hẹn trả đã qua nên giữ nguyên" in clerk.send(address, sent, follow=True).content.decode()
    address = url(agency, "dossier_supplemented", slug=dossier.slug)
    page = clerk.get(address).content.decode()
    assert "giữ nguyên" in page
    assert "tính lại từ đầu" not in page
    dossier.refresh_from_db()
    page = clerk.send(address, {"version": dossier.version}, follow=True).content.decode()
    assert "Đã ghi bổ sung đủ; ngày hẹn trả đã qua nên giữ nguyên." in page


def test_a_step_nobody_came_to_is_not_shown_as_done(agency, desk, case, service):
    dossier = receiving.receive(service, actor=desk, now=NOW, at=NOW - timedelta(days=1), variant=case, name="An")
    dossier = endings.give_result(dossier, actor=desk, now=NOW, result_number="1", result_approved_by="Ký")

    shown = DossierShown(dossier, desk, on=TODAY)

    assert [one.state for one in shown.steps] == ["done", "skipped", "skipped", "now"]


def test_a_refused_one_is_not_said_to_be_received(agency, clerk, service):
    address = url(agency, "dossier_refuse") + f"?service={service.slug}"
    page = clerk.send(address, {"name": "An", "reason": "Không thuộc thẩm quyền"}, follow=True).content.decode()
    assert "<dt>Từ chối</dt>" in page.replace("\n", "")
    assert "<dt>Tiếp nhận</dt>" not in page


def test_what_was_returned_at_once_is_said_so(agency, clerk, service):
    address = url(agency, "dossier_new") + f"?service={service.slug}"
    sent = {"name": "An", "result_number": "1/XN", "result_approved_by": "Ký"}
    assert "và trả kết quả ngay" in clerk.send(address, sent, follow=True).content.decode()


def test_originals_still_kept_of_a_dropped_dossier_are_the_next_thing(agency, clerk):
    dossier = DossierFactory(agency=agency, happened=[("WITHDRAWN", date(2026, 6, 3))])
    paper = DossierPaperFactory(dossier=dossier, position=1, originals=1)
    assert "Còn giữ bản chính" in read(clerk, agency, "dossier_detail", slug=dossier.slug)
    clerk.send(url(agency, "dossier_paper_back", slug=dossier.slug, position=paper.position), {})
    assert "Còn giữ bản chính" not in read(clerk, agency, "dossier_detail", slug=dossier.slug)


def test_the_new_day_stands_alone_below_the_day_due(agency, clerk):
    said = {"due_date": date(2026, 6, 12), "reason": "Chậm"}
    DossierFactory(agency=agency, happened=[("APOLOGISED", date(2026, 6, 5), said)])
    page = read(clerk, agency, "dossier_list")
    assert '08/06/2026<span class="basis">hẹn lại 12/06/2026</span>' in page


def test_a_reception_of_a_year_that_is_over_holds_its_register(agency, desk):
    service = ServiceFactory(agency=agency, from_date=None)
    with CaptureQueriesContext(connection) as seen:
        receiving.receive(service, actor=desk, now=NOW, at=NOW - timedelta(days=200), name="An")
    assert any("FOR UPDATE" in one["sql"] and 'FROM "agency_agency"' in one["sql"] for one in seen)
    with CaptureQueriesContext(connection) as seen:
        receiving.receive(service, actor=desk, now=NOW, at=NOW, name="An")
    assert not any("FOR UPDATE" in one["sql"] and 'FROM "agency_agency"' in one["sql"] for one in seen)


def test_a_second_tab_says_what_happened_in_the_first(agency, desk, clerk, case, service, official):
    dossier = receiving.receive(service, actor=desk, now=NOW, at=NOW - timedelta(hours=1), variant=case, name="An")
    address = url(agency, "dossier_hand_over", slug=dossier.slug)
    sent = {"version": dossier.version, "to_step": case.steps.get(position=2).pk, "to_user": official.user.pk}
    assert clerk.send(address, sent).status_code == 302
    page = clerk.send(address, sent).content.decode()
    assert "việc gần nhất: Chuyển bước" in page
    assert dossier.events.filter(kind="HANDED_OVER").count() == 1


def test_sending_back_names_the_step(agency, desk, clerk, case, service, official):
    dossier = receiving.receive(service, actor=desk, now=NOW, at=NOW - timedelta(hours=1), variant=case, name="An")
    second = case.steps.get(position=2)
    dossier = steps.hand_over(dossier, actor=desk, now=NOW, to_step=second, to_user=official.user)
    page = clerk.send(
        url(agency, "dossier_send_back", slug=dossier.slug), {"version": dossier.version, "reason": "Sai"}
    )
    assert page.status_code == 422
    assert "giữ nguyên bước" not in page.content.decode()
