"""The file of a list names citizens: it is gone when the list was taken, and after some days at the latest."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from sotay.attachments.commands import attach
from sotay.blobs.models import BlobCheck
from sotay.blobs.passing import FOLDER
from sotay.exchange import jobs
from sotay.exchange.runs import files
from sotay.exchange.runs.models import Run
from sotay.operation.dossiers.models import Dossier
from sotay.web.stored.commands import check_all
from tests.factories.agency import UnitFactory
from tests.factories.services import ServiceFactory
from tests.operation.dossiers.lists.lists import csv_of, row
from tests.operation.dossiers.lists.stores import aged, stored
from tests.operation.dossiers.lists.test_pages import address, check, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in, secretary):
    return signed_in(secretary)


@pytest.fixture
def service(agency):
    return ServiceFactory(agency=agency, code="1.000001", name="Cấp giấy phép họp báo")


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """The store of this test alone."""
    settings.SOTAY_BLOBS = tmp_path / "blobs"
    return settings.SOTAY_BLOBS


def confirm(client, agency, run, *, leave_out=False):
    url = address(agency, "exchange:run_confirm", uuid=run.uuid)
    return client.send(url + ("?leave_out=1" if leave_out else ""), follow=True)


def test_the_file_is_gone_when_the_list_was_taken_hash_and_counts_stay(
    client, agency, service, store, django_capture_on_commit_callbacks
):
    content = csv_of(row(1), row(2))
    run = upload(client, agency, content)
    check(client, agency, run)
    assert [path.parent.name for path in stored(store)] == [FOLDER]
    with django_capture_on_commit_callbacks(execute=True):
        page = confirm(client, agency, run).text

    assert stored(store) == []
    run.refresh_from_db()
    assert (run.state, run.outcome["created"]) == (Run.State.DONE, 2)
    assert run.file_id == hashlib.sha256(content).hexdigest()
    assert "Đã thêm" in page
    again = client.get(address(agency, "exchange:run_detail", uuid=run.uuid)).text
    assert "Tệp đã được xóa khỏi Sotay" in again
    assert client.send(address(agency, "dossier_import"), {"file": _sent(content)}).status_code == 422
    assert stored(store) == []


def test_a_transaction_that_is_undone_leaves_the_file_to_be_taken_again(client, agency, service, store):
    run = upload(client, agency, csv_of(row(1)))
    check(client, agency, run)
    confirm(client, agency, run)  # no commit comes in this test

    assert len(stored(store)) == 1


def test_rows_left_out_are_given_back_for_some_days_and_then_only_counted(client, agency, service, store):
    run = upload(client, agency, csv_of(row(1), row(2, service="Lạ Nguyễn Văn An")))
    check(client, agency, run)
    page = confirm(client, agency, run, leave_out=True).text
    errors = address(agency, "dossier_import_errors", uuid=run.uuid) + "?export=csv"
    assert "để trả lại các dòng lỗi" in page
    assert b"Nguy" in b"".join(client.get(errors).streaming_content)

    jobs.remove_passed_files()
    assert len(stored(store)) == 1
    aged(store, files.DAYS_KEPT + 1)
    jobs.remove_passed_files()

    assert stored(store) == []
    run.refresh_from_db()
    assert "Nguyễn" not in str(run.outcome)
    assert (run.outcome["created"], run.outcome["bad_rows"], run.outcome["rows"]) == (1, 1, 2)
    page = client.get(address(agency, "exchange:run_detail", uuid=run.uuid)).text
    assert "Tải các dòng lỗi" not in page
    assert "Để lại vì có lỗi" in page
    assert "Tệp này không còn ở Sotay" in client.get(errors).text


@pytest.mark.parametrize("tried", [False, True])
def test_what_was_given_up_is_removed_and_says_so(client, agency, service, store, tried):
    run = upload(client, agency, csv_of(row(1)))
    if tried:
        check(client, agency, run)
    aged(store, files.DAYS_KEPT + 1)
    jobs.remove_passed_files()

    assert stored(store) == []
    page = client.get(address(agency, "exchange:run_detail", uuid=run.uuid)).text
    assert "Tải tệp lên lại" in page
    assert address(agency, "exchange:run_confirm", uuid=run.uuid) not in page
    assert "Tệp này không còn ở Sotay" in client.get(address(agency, "dossier_import_columns", uuid=run.uuid)).text
    assert "Tệp này không còn ở Sotay" in confirm(client, agency, run).text or not tried
    assert not Dossier.objects.exists()


def test_a_worker_that_comes_after_the_file_was_removed_refuses_the_run(client, agency, service, store):
    run = upload(client, agency, csv_of(row(1)))
    check(client, agency, run)
    Run.objects.filter(pk=run.pk).update(state=Run.State.QUEUED, confirmed_at=run.created_at)
    files.remove_file(run)

    jobs.apply_run(run=str(run.uuid))

    run.refresh_from_db()
    assert run.state == Run.State.REFUSED
    assert "không còn ở Sotay" in run.outcome["errors"][0]["what"]


def test_the_same_bytes_kept_on_a_record_stay(client, agency, service, store, official):
    content = csv_of(row(1))
    attach(UnitFactory(agency=agency), actor=official, file=content, name="ho-so.csv")
    run = upload(client, agency, content)
    aged(store, files.DAYS_KEPT + 1)
    jobs.remove_passed_files()

    assert [path.name for path in stored(store)] == [run.file_id]


def test_files_that_were_only_imported_are_not_missed_at_night(client, agency, service, store, official):
    content = csv_of(row(1))
    run = upload(client, agency, content)
    files.remove_file(run)
    until = timedelta(minutes=1) + run.created_at
    check_all(until=until)
    assert not BlobCheck.objects.exists()

    attach(UnitFactory(agency=agency), actor=official, file=content, name="ho-so.csv")
    check_all(until=until)
    assert BlobCheck.objects.get().problem == ""


def test_the_command_line_stores_nothing(agency, service, store, tmp_path):
    path = tmp_path / "ho-so.csv"
    path.write_bytes(csv_of(row(1)))
    call_command("import", "dossiers", str(path), agency=agency.short_name)

    assert Dossier.objects.count() == 1
    assert Run.objects.get().file_id == hashlib.sha256(path.read_bytes()).hexdigest()
    assert stored(store) == []


def _sent(content):
    return SimpleUploadedFile("lai.csv", content)
