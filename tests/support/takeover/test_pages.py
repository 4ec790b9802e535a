"""The page of taking over: upload, preview, confirm, and on to the list; its template reads back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.exchange.runs.models import Run
from sotay.support.documents.models import Document
from tests.conftest import person
from tests.support.takeover.test_takeover import packed, page

pytestmark = pytest.mark.django_db


def text(answer):
    return " ".join(answer.content.decode().split())


def url(agency, name="takeover"):
    return reverse(f"support:{name}", kwargs={"agency": agency.short_name})


def upload(files, name="bo.zip"):
    return {"file": SimpleUploadedFile(name, files if isinstance(files, bytes) else packed(files))}


@pytest.fixture
def client(agency, signed_in):
    return signed_in(person(agency, Seat.Role.SECRETARY, on=today()))


def test_a_secretary_uploads_looks_confirms_and_goes_on_to_the_list(agency, client):
    shown = client.send(url(agency), upload({"QT 01.txt": page("QT 01/VP")}), follow=True)
    run = Run.objects.get()
    assert "Sẽ thêm" in text(shown)
    assert "chưa rõ đơn vị chủ trì, ghi sau" in text(shown)
    assert not Document.objects.exists()

    confirm = reverse("exchange:run_confirm", kwargs={"agency": agency.short_name, "uuid": run.uuid})
    done = client.send(confirm, follow=True)

    assert url(agency) in text(done)
    assert Document.objects.count() == 1
    assert "Tài liệu đang có, nhập ngày" in text(client.get(url(agency)))
    again = client.send(url(agency), upload({"QT 01.txt": page("QT 01/VP")}))
    assert again.status_code in {302, 422}
    assert Document.objects.count() == 1


def test_what_is_no_zip_is_refused_beside_the_file(agency, client):
    answer = client.send(url(agency), upload(b"Rar!\x1a\x07\x00", name="bo.rar"))

    assert answer.status_code == 422
    assert "không phải tệp nén ZIP" in text(answer)
    assert not Run.objects.exists()


def test_the_template_is_a_list_that_is_read(agency, client):
    book = b"".join(client.get(url(agency, "takeover_template")).streaming_content)

    assert "Mã tài liệu" in [cell.value for row in load_workbook(io.BytesIO(book)).active.iter_rows() for cell in row]
