"""Lists on the page: upload, columns, named rows, leaving out, the mended rows afterwards; sources."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.exchange.runs.models import Run
from sotay.journal.models import Entry
from sotay.operation.dossiers.models import Dossier, DossierSource
from tests.factories.dossiers import DossierSourceFactory
from tests.factories.services import ServiceFactory
from tests.operation.dossiers.lists.lists import HEAD, book_of, code_of, csv_of, row

pytestmark = pytest.mark.django_db
COLUMNS = dict(
    zip(
        ("code", "service", "unit", "channel", "received", "due", "result", "returned", "state", "result_number", "name", "phone"),
        HEAD,
        strict=True,
    )
)  # fmt: skip


@pytest.fixture
def client(signed_in, secretary):
    return signed_in(secretary)


@pytest.fixture
def service(agency):
    return ServiceFactory(agency=agency, code="1.000001", name="Cấp giấy phép họp báo")


def address(agency, name, **kwargs):
    return reverse(name if ":" in name else f"operation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def upload(client, agency, content, *, name="ho-so.csv"):
    sent = client.send(address(agency, "dossier_import"), {"file": SimpleUploadedFile(name, content)})
    return Run.objects.get(uuid=sent.url.rstrip("/").split("/")[-2])


def posted(name="Hệ thống một cửa", columns=COLUMNS, **more):
    return {"name": name, "date_order": "DAY_FIRST", **{f"column_{key}": word for key, word in columns.items()}, **more}


def check(client, agency, run, **more):
    return client.send(address(agency, "dossier_import_columns", uuid=run.uuid), posted(**more))


def test_three_bad_rows_are_named_left_out_and_come_in_when_mended(client, agency, service):
    bad = [row(2, received="31/02/2026"), row(4, service="Lạ"), row(5, returned="01/05/2026")]
    run = upload(client, agency, book_of(HEAD, row(1), bad[0], row(3), *bad[1:]), name="ngay.xlsx")
    page = client.get(address(agency, "dossier_import_columns", uuid=run.uuid)).text
    assert code_of(1) in page
    assert "Nguyễn Văn An" not in page
    assert "0905123678" not in page

    shown = client.get(check(client, agency, run).url).text

    assert "dòng 3, cột “Ngày tiếp nhận” (E3)" in shown
    assert "dòng 5, cột “Mã TTHC” (B5)" in shown
    assert "dòng 6, cột “Ngày trả” (H6)" in shown
    assert "Nhập các dòng đúng, để lại 3 dòng lỗi" in shown
    assert not Dossier.objects.exists()
    taken = client.send(address(agency, "exchange:run_confirm", uuid=run.uuid) + "?leave_out=1", follow=True).text
    assert "Các dòng để lại, chưa nhập" in taken
    assert sorted(Dossier.objects.values_list("key", flat=True)) == [code_of(1), code_of(3)]
    file = client.get(address(agency, "dossier_import_errors", uuid=run.uuid) + "?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(file.streaming_content))).active
    assert [cell.value for cell in sheet["A"]][1:] == [code_of(2), code_of(4), code_of(5)]
    assert "Lịch không có ngày “31/02/2026”." in sheet.cell(2, len(HEAD) + 1).value

    again = upload(client, agency, book_of(HEAD, row(2), row(4), row(5)), name="sua.xlsx")
    checked = client.get(check(client, agency, again).url).text
    assert "Sẽ thêm" in checked
    client.send(address(agency, "exchange:run_confirm", uuid=again.uuid))
    assert Dossier.objects.count() == 5
    assert [
        entry.data["left_out"] for entry in Entry.objects.filter(action="operation.dossiers.imported").order_by("seq")
    ] == [3, 0]


def test_the_columns_of_a_source_are_kept_and_offered_again(client, agency, service):
    head = ("Số HS nội bộ", "Thủ tục gì", "Nhận lúc")
    columns = {"code": head[0], "service_name": head[1], "received": head[2]}
    run = upload(client, agency, csv_of((code_of(1), service.name, "01/06/2026"), head=("Mã hồ sơ", *head[1:])))
    missing = check(client, agency, run, columns={"code": "Mã hồ sơ", "received": "Nhận lúc"})
    assert missing.status_code == 422
    assert "Mã thủ tục hoặc tên thủ tục" in missing.text
    check(
        client,
        agency,
        run,
        name="Phần mềm cũ",
        columns=columns | {"code": "Mã hồ sơ"},
        states="Xong xuôi = Đã trả kết quả",
    )

    source = DossierSource.objects.get()
    assert (source.name, source.states) == ("Phần mềm cũ", {"Xong xuôi": "RETURNED"})
    run.refresh_from_db()
    assert (run.state, run.outcome["created"]) == (Run.State.CHECKED, 1)
    next_run = upload(client, agency, csv_of((code_of(2), service.name, "02/06/2026"), head=("Mã hồ sơ", *head[1:])))
    page = client.get(address(agency, "dossier_import_columns", uuid=next_run.uuid)).text
    assert "Phần mềm cũ" in page


def test_what_cannot_be_read_says_why(client, agency):
    run = upload(client, agency, b"a;b\n1;2\n")
    page = client.get(address(agency, "dossier_import_columns", uuid=run.uuid))
    assert page.status_code == 422
    assert "Không tìm thấy dòng tiêu đề" in page.text


def test_a_source_is_changed_ended_and_used_again(client, agency):
    source = DossierSourceFactory(agency=agency)
    change = address(agency, "dossier_source_change", slug=source.slug)
    client.send(change, posted(name="Tên mới", version=source.version))
    source.refresh_from_db()
    assert (source.name, source.columns) == ("Tên mới", COLUMNS)
    assert "Mã hồ sơ" in client.get(address(agency, "dossier_source_detail", slug=source.slug)).text
    end = address(agency, "dossier_source_end", slug=source.slug)
    client.send(end, {"ended_date": "12/06/2026", "version": source.version})
    source.refresh_from_db()
    assert source.ended_date == date(2026, 6, 12)
    client.send(address(agency, "dossier_source_resume", slug=source.slug))
    source.refresh_from_db()
    assert source.ended_date is None


def test_the_list_of_sources_asks_as_often_for_thirty_as_for_one(client, agency):
    url = address(agency, "dossier_source_list")

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    DossierSourceFactory(agency=agency)
    once = asked()
    DossierSourceFactory.create_batch(29, agency=agency)
    assert asked() == once


def test_looking_at_a_list_asks_as_often_for_thirty_rows_as_for_one(client, agency, service):
    def asked(count):
        run = upload(client, agency, csv_of(*(row(number) for number in range(1, count + 1))))
        url = address(agency, "dossier_import_columns", uuid=run.uuid)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    assert asked(1) == asked(30)
