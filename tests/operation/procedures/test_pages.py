"""Pages of procedures as a writer, a reader and the secretary use them."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.models import Seat
from sotay.operation.procedures.models import ProcedureRules, ProcedureStep, Variant
from tests.conftest import person
from tests.factories.procedures import ProcedureServiceFactory, ProcedureStepFactory, VariantFactory
from tests.factories.services import ServiceFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"operation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def page(client, *args, **query):
    return client.get(url(*args), query).content.decode()


@pytest.fixture
def draft(agency):
    return RevisionFactory(document=DocumentFactory(agency=agency, code="QT 01", title="Cấp giấy phép"))


def test_a_writer_builds_a_procedure_from_its_document(agency, draft, signed_in):
    client = signed_in(person(agency, Seat.Role.UNIT_HEAD, unit=draft.document.unit))
    steps = url(agency, "procedure_steps", slug=draft.uuid)
    beside = client.get(
        reverse("support:document_detail", kwargs={"agency": agency.short_name, "slug": draft.document.slug})
    )
    assert steps in beside.content.decode()
    assert "Bản này chưa ghi các bước." in client.get(steps).content.decode()

    client.send(url(agency, "variant_add", slug=draft.uuid), {"unit": "WORKING_DAY", "limit_value": "1,5"})
    variant = Variant.objects.get()
    add = url(agency, "step_add", slug=variant.uuid)
    client.send(add, {"work": "Tiếp nhận", "time_text": "½ ngày"})
    client.send(add, {"work": "Thẩm định", "time_text": "1½ ngày"})
    client.send(f"{add}?at=2", {"work": "Phân công", "time_text": "1 giờ"})

    shown = client.get(steps).content.decode()
    assert "quá thời hạn theo quy định 1,5 ngày làm việc" in shown
    assert "2,125 ngày làm việc" in shown
    assert [one.work for one in variant.steps.all()] == ["Tiếp nhận", "Phân công", "Thẩm định"]
    assert shown.count('<svg class="diagram"') == 2
    revision_page = client.get(
        reverse("support:revision_detail", kwargs={"agency": agency.short_name, "slug": draft.uuid})
    ).content.decode()
    assert "quá thời hạn theo quy định" in revision_page
    assert steps in revision_page

    last = variant.steps.get(work="Thẩm định")
    client.send(
        url(agency, "step_change", slug=last.uuid), {"work": "Thẩm định", "time_text": "7 giờ", "version": last.version}
    )
    assert "1,5 ngày làm việc" in client.get(steps).content.decode()
    assert "Chưa trình được" not in client.get(steps).content.decode()


def test_a_time_that_cannot_be_read_is_told_beside_the_field_and_what_was_typed_stays(
    agency, draft, secretary, signed_in
):
    variant = VariantFactory(revision=draft)
    answer = signed_in(secretary).send(
        url(agency, "step_add", slug=variant.uuid), {"work": "Việc riêng", "time_text": "2-3 ngày", "after": "x"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Không đọc được “2-3 ngày”" in shown
    assert "Ghi số thứ tự các bước" in shown
    assert "Việc riêng" in shown
    assert not ProcedureStep.objects.exists()


def test_rings_are_told_beside_the_field(agency, draft, secretary, signed_in):
    variant = VariantFactory(revision=draft)
    answer = signed_in(secretary).send(url(agency, "step_add", slug=variant.uuid), {"work": "Việc", "after": "1"})
    assert answer.status_code == 422
    assert "chờ lẫn nhau" in answer.content.decode()


def test_steps_move_by_one_click(agency, draft, secretary, signed_in):
    variant = VariantFactory(revision=draft)
    first, second = ProcedureStepFactory(variant=variant), ProcedureStepFactory(variant=variant)
    client = signed_in(secretary)
    client.send(url(agency, "step_move", slug=second.uuid), {"version": second.version, "up": "1"})
    assert list(variant.steps.all()) == [second, first]
    assert client.send(url(agency, "step_move", slug=second.uuid), {"version": 1, "up": "1"}).status_code == 409


def test_a_reader_sees_steps_in_force_on_screen_and_paper_without_buttons(agency, official, signed_in):
    revision = RevisionFactory(document__agency=agency, in_force=True)
    ProcedureStepFactory(variant=VariantFactory(revision=revision), work="Thẩm định <b>hồ sơ</b>")
    client = signed_in(official)
    shown = client.get(url(agency, "procedure_steps", slug=revision.uuid)).content.decode()
    paper = client.get(url(agency, "procedure_print", slug=revision.uuid)).content.decode()
    assert "Thẩm định &lt;b&gt;hồ sơ&lt;/b&gt;" in shown
    assert "Thêm bước" not in shown
    assert "MÔ TẢ QUY TRÌNH GIẢI QUYẾT" in paper
    assert "Thẩm định &lt;b&gt;hồ sơ&lt;/b&gt;" in paper
    for words in (revision.document.code, revision.number, f"có hiệu lực từ ngày {revision.in_force_date:%d/%m/%Y}"):
        assert words in paper
    assert "Bản đang" not in paper
    assert "ngắn hơn thời hạn" in shown


def test_services_are_chosen_by_their_codes(agency, draft, secretary, signed_in):
    service = ServiceFactory(agency=agency, code="2.000635", key="2.000635", slug="2-000635")
    client, place = signed_in(secretary), url(agency, "procedure_services", slug=draft.document.slug)
    wrong = client.send(place, {"services": "2.000635 Khai sinh\n9.999999"})
    assert wrong.status_code == 422
    assert "9.999999" in wrong.content.decode()
    client.send(place, {"services": f"2.000635 {service.name}\n\n"})
    assert [one.service for one in draft.document.serves.all()] == [service]
    client.send(url(agency, "procedure_rules", slug=draft.document.slug), {"late_from": "15:00", "pauses_count": "on"})
    assert f"{ProcedureRules.objects.get().late_from:%H:%M}" == "15:00"
    shown = client.get(url(agency, "procedure_steps", slug=draft.uuid)).content.decode()
    assert "nhận sau 15:00" in shown


def test_the_list_tells_sums_and_what_to_look_at_and_is_written_as_shown(agency, secretary, signed_in):
    for number, time in enumerate(("4 ngày", "3 ngày", "2 ngày"), start=1):
        revision = RevisionFactory(document=DocumentFactory(agency=agency, code=f"QT 0{number}"), in_force=True)
        ProcedureStepFactory(variant=VariantFactory(revision=revision), time_text=time)
    RevisionFactory(document=DocumentFactory(agency=agency, code="QT 04"))
    client = signed_in(secretary)
    shown = page(client, agency, "procedure_list")
    assert "4 ngày làm việc" in shown
    only = page(client, agency, "procedure_list", problem="REFUSED")
    assert ("QT 01" in only, "QT 02" in only) == (True, False)
    answer = client.get(url(agency, "procedure_list"), {"export": "xlsx", "sort": "-total"})
    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    header = next(n for n, row in enumerate(rows) if row and row[0] == "Mã")
    told = [row for row in rows[header + 1 :] if row[0]]
    assert sorted(row[0] for row in told) == ["QT 01", "QT 02", "QT 03", "QT 04"]


def test_the_matrix_shows_gaps_first_and_leads_to_where_they_are_put_right(agency, secretary, official, signed_in):
    revision = RevisionFactory(document__agency=agency, in_force=True)
    ProcedureServiceFactory(document=revision.document, service=ServiceFactory(agency=agency, name="Thủ tục đủ"))
    gap = ServiceFactory(agency=agency, name="Thủ tục thiếu")
    client = signed_in(secretary)
    shown = page(client, agency, "service_coverage")
    assert shown.index("Thủ tục thiếu") < shown.index("Thủ tục đủ")
    serve = url(agency, "service_serve", slug=gap.slug)
    assert serve in shown
    assert serve not in page(signed_in(official), agency, "service_coverage")
    client.send(serve, {"document": revision.document.pk})
    assert serve not in page(client, agency, "service_coverage")
    assert "Thủ tục thiếu" not in page(client, agency, "service_coverage", standing="GAP")


def test_only_what_serves_a_service_is_asked_for_its_steps(agency, secretary, signed_in):
    RevisionFactory(document=DocumentFactory(agency=agency, code="QT BIS 01"), in_force=True)
    serving = RevisionFactory(document=DocumentFactory(agency=agency, code="QT 02"), in_force=True)
    ProcedureServiceFactory(document=serving.document, service=ServiceFactory(agency=agency))

    shown = page(signed_in(secretary), agency, "procedure_list")
    asked_for = page(signed_in(secretary), agency, "procedure_list", problem="NO_STEPS")

    assert "QT BIS 01" in shown
    assert shown.count("Chưa có bước nào.") == 1
    assert ("QT BIS 01" in asked_for, "QT 02" in asked_for) == (False, True)


def test_a_limited_procedure_serves_without_being_named(agency, secretary, official, signed_in):
    revision = RevisionFactory(document=DocumentFactory(agency=agency, title="Kín", label="LIMITED"), in_force=True)
    ProcedureServiceFactory(document=revision.document, service=ServiceFactory(agency=agency))
    shown = page(signed_in(official), agency, "service_coverage")
    assert "Kín" not in shown
    assert "một quy trình không mở cho anh, chị" in shown


@pytest.mark.parametrize("name", ["procedure_list", "service_coverage"])
def test_lists_ask_as_often_for_thirty_rows_as_for_one(agency, secretary, signed_in, name):
    def add():
        revision = RevisionFactory(document__agency=agency, in_force=True)
        ProcedureStepFactory(variant=VariantFactory(revision=revision))
        ProcedureServiceFactory(document=revision.document, service=ServiceFactory(agency=agency))
        ServiceFactory(agency=agency)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url(agency, name)).status_code == 200
        return len(seen)

    client = signed_in(secretary)
    add()
    asked()
    one = asked()
    for _n in range(29):
        add()
    assert asked() == one


def test_the_page_of_steps_asks_as_often_for_thirty_steps_as_for_one(agency, draft, secretary, signed_in):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url(agency, "procedure_steps", slug=draft.uuid)).status_code == 200
        return len(seen)

    client, variant = signed_in(secretary), VariantFactory(revision=draft)
    ProcedureStepFactory(variant=variant)
    asked()
    one = asked()
    for _n in range(29):
        ProcedureStepFactory(variant=variant)
    assert asked() == one


def test_what_is_printed_alike_is_told_once(agency, signed_in):
    reader = person(agency, Seat.Role.SECRETARY)
    revision = RevisionFactory(document__agency=agency, in_force=True)
    variant = VariantFactory(revision=revision, limit_value=10, limit_text="10 Ngày làm việc")
    ProcedureStepFactory(variant=variant, position=1, number="1.")
    ProcedureStepFactory(variant=variant, position=2, number="B2a")
    client = signed_in(reader)
    path = url(agency, "procedure_steps", slug=revision.uuid)
    text = client.get(path).content.decode()
    assert '<small class="basis under">1.</small>' not in text
    assert '<small class="basis under">B2a</small>' in text
    assert "10 Ngày làm việc" not in text
    variant.limit_text = "10 Ngày làm việc kể từ khi đủ hồ sơ"
    variant.save()
    assert "kể từ khi đủ hồ sơ" in client.get(path).content.decode()
