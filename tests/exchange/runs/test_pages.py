"""Imports on the page: upload, look, confirm, report."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from sotay.agency.models import Seat, Unit
from sotay.exchange.runs import commands
from sotay.exchange.runs.models import Run
from tests.conftest import person
from tests.factories.exchange import BAD_UNITS, UNITS, RunFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in, secretary):
    return signed_in(secretary)


def address(agency, name, **kwargs):
    return reverse(f"exchange:{name}", kwargs={"agency": agency.short_name, **kwargs})


def upload(client, agency, content=UNITS, *, name="don-vi.csv", **more):
    return client.send(
        address(agency, "import_start", kind="units"), {"file": SimpleUploadedFile(name, content)}, **more
    )


def test_a_small_file_is_tried_out_shown_and_taken_on_confirmation(client, agency):
    shown = upload(client, agency)
    run = Run.objects.get()
    assert shown.url == address(agency, "run_detail", uuid=run.uuid)
    page = client.get(shown.url)
    assert "Sẽ thêm" in page.text
    assert "chưa thay đổi gì" in page.text
    assert not Unit.objects.exists()

    done = client.send(address(agency, "run_confirm", uuid=run.uuid), follow=True)

    assert "Đã thêm" in done.text
    assert Unit.objects.count() == 2
    run.refresh_from_db()
    assert (run.state, run.done, run.total) == (Run.State.DONE, 2, 2)


def test_a_file_with_bad_cells_is_not_offered_and_its_cells_can_be_taken_home(client, agency):
    page = client.get(upload(client, agency, BAD_UNITS).url)
    run = Run.objects.get()

    assert run.state == Run.State.REFUSED
    assert "cột “Thứ tự” (C2)" in page.text
    assert "Nhập vào hệ thống" not in page.text
    assert client.send(address(agency, "run_confirm", uuid=run.uuid)).status_code == 422
    assert not Unit.objects.exists()
    export = client.get(address(agency, "run_detail", uuid=run.uuid) + "?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(export.streaming_content))).active
    assert sheet.max_row == 4


def test_a_file_imported_before_is_told_at_upload_with_a_link(client, agency):
    earlier = RunFactory(
        agency=agency, state=Run.State.DONE, confirmed_at="2026-01-01T00:00Z", finished_at="2026-01-01T00:00Z"
    )

    answer = upload(client, agency)

    assert answer.status_code == 422
    assert "đã được nhập ngày 01/01/2026" in answer.text
    assert address(agency, "run_detail", uuid=earlier.uuid) in answer.text
    assert Run.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"), [("trang.html", b"<html></html>"), ("chay.csv", b"MZ\x90\0"), ("trong.csv", b"")]
)
def test_bytes_that_are_not_taken_are_told_beside_the_field(client, agency, name, content):
    answer = upload(client, agency, content, name=name)

    assert answer.status_code == 422
    assert not Run.objects.exists()


def test_the_same_upload_twice_is_one_run_and_the_same_confirmation_twice_one_import(client, agency):
    token = "8f2c9a4e-0000-4000-8000-000000000001"
    first = upload(client, agency, token=token)
    second = upload(client, agency, token=token)
    run = Run.objects.get()
    confirm = address(agency, "run_confirm", uuid=run.uuid)

    client.send(confirm)
    again = client.send(confirm)

    assert first.url == second.url
    assert again.status_code == 302
    assert Unit.objects.count() == 2
    assert Run.objects.get().state == Run.State.DONE


def test_a_large_file_waits_for_the_worker(client, agency, monkeypatch):
    monkeypatch.setattr(commands, "SMALL", 10)

    page = client.get(upload(client, agency).url)
    run = Run.objects.get()

    assert run.state == Run.State.QUEUED
    assert 'hx-trigger="every 2s"' in page.text
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("exchange.check", {"run": str(run.uuid)})


def test_progress_is_a_part_for_htmx(client, agency):
    run = RunFactory(agency=agency, state=Run.State.QUEUED)
    url = address(agency, "run_detail", uuid=run.uuid)

    part = client.get(url, headers={"HX-Request": "true"})

    assert part.text.lstrip().startswith('<div id="progress"')
    assert "<html" not in part.text


def test_a_run_nobody_is_at_work_on_has_stopped_and_can_be_taken_again(client, agency):
    run = RunFactory(agency=agency, state=Run.State.APPLYING, confirmed_at="2026-01-01T00:00Z")

    page = client.get(address(agency, "run_detail", uuid=run.uuid))
    assert "Đã dừng, chưa thay đổi gì" in page.text
    client.send(address(agency, "run_confirm", uuid=run.uuid))

    run.refresh_from_db()
    assert run.state == Run.State.DONE
    assert Unit.objects.count() == 2


def test_runs_of_another_agency_are_not_found(client, agency, other_agency):
    run = RunFactory(agency=other_agency)

    assert client.get(address(agency, "run_detail", uuid=run.uuid)).status_code == 404
    assert client.send(address(agency, "run_confirm", uuid=run.uuid)).status_code == 404
    assert run.file_name not in client.get(address(agency, "import_list")).text


def test_the_template_can_be_filled_in_and_imported(client, agency):
    workbook = load_workbook(
        BytesIO(b"".join(client.get(address(agency, "import_template", kind="units")).streaming_content))
    )
    workbook.worksheets[0].append(["VP", "Văn phòng Sở"])
    stream = BytesIO()
    workbook.save(stream)

    page = client.get(upload(client, agency, stream.getvalue(), name="mau.xlsx").url)

    assert Run.objects.get().outcome["created"] == 1
    assert "Sẽ thêm" in page.text


def test_the_list_asks_the_same_number_of_questions_for_1_and_30_runs(client, agency, django_assert_max_num_queries):
    def questions():
        with django_assert_max_num_queries(12) as asked:
            client.get(address(agency, "import_list"))
        return len(asked)

    RunFactory(agency=agency)
    few = questions()
    RunFactory.create_batch(24, agency=agency, started_by=person(agency, Seat.Role.ADMINISTRATOR).user)

    assert questions() == few
