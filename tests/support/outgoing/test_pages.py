"""Pages of outgoing papers as secretary, head and clerk use them, from draft to issue; the same queries for any length."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals.queries import latest_for
from sotay.blobs.storage import open_blob
from sotay.pages import url_of
from sotay.support.outgoing.models import OutgoingPaper
from tests import signing
from tests.conftest import person
from tests.factories.agency import AgencyFactory
from tests.factories.outgoing import NumberSeriesFactory, OutgoingPaperFactory, SignedFileFactory

pytestmark = pytest.mark.django_db
State = OutgoingPaper.State


@pytest.fixture(autouse=True)
def _today():
    """These pages read the clock."""


@pytest.fixture
def agency(db):
    return AgencyFactory(letter_code="STTTT")


def url(agency, name, **kwargs):
    return reverse(f"support:{name}", kwargs={"agency": agency.short_name, **kwargs})


def text(answer):
    return " ".join(answer.content.decode().split())


def seated(agency, role):
    return person(agency, role, on=today())


def test_a_letter_goes_from_draft_to_issue(agency, signed_in, settings, tmp_path):  # noqa: PLR0915  one way, told whole
    settings.SOTAY_TRUST = tmp_path
    secretary, head, clerk = (signed_in(seated(agency, role)) for role in ("SECRETARY", "HEAD", "CLERK"))
    assert "Chưa có văn bản nào" in text(secretary.get(url(agency, "paper_list")))
    assert "?form=letter" in text(secretary.get(url(agency, "paper_draft")))
    drafted = secretary.send(f"{url(agency, 'paper_draft')}?form=letter", {"subject": "Về việc báo cáo"}, follow=True)
    paper = OutgoingPaper.objects.get()
    assert "Chưa trình ký được" in text(drafted)
    assert "Chưa có nơi kính gửi" not in text(secretary.get(url(agency, "paper_write", slug=paper.slug)))

    page = secretary.get(url(agency, "paper_write", slug=paper.slug))
    form = page.context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    given |= {"to": "Ủy ban nhân dân tỉnh", "words-body": "Kính đề nghị xem xét."}
    written = secretary.send(url(agency, "paper_write", slug=paper.slug), given, follow=True)
    assert "Kính đề nghị xem xét." in text(written)
    assert "Trình ký" in text(written)
    assert secretary.get(url(agency, "paper_file", slug=paper.slug, face="pdf")).content.startswith(b"%PDF")
    assert secretary.get(url(agency, "paper_file", slug=paper.slug, face="xlsx")).status_code == 404

    paper.refresh_from_db()
    token = str(uuid4())
    for _again in range(2):  # sent twice, done once
        answer = secretary.send(url(agency, "paper_submit", slug=paper.slug), {"version": paper.version}, token=token)
        assert answer.status_code == 302
    approval = latest_for(paper)
    to_sign = text(head.get(url_of(approval)))
    assert "Ký: xác nhận trên hệ thống" in to_sign
    assert not re.search(r">\s*Phê duyệt\s*</button>|chữ ký số", to_sign)
    assert "Kính đề nghị xem xét." in to_sign
    assert "chữ ký số" not in to_sign.lower()
    decide = reverse("approvals:approval_approve", kwargs={"agency": agency.short_name, "slug": approval.uuid})
    assert head.send(decide, {"version": approval.version}).status_code == 302
    signed = text(head.get(url_of(approval)))
    assert "Đã ký: xác nhận trên hệ thống." in signed
    assert "Ngày ký" in signed
    assert "Đã phê duyệt" not in signed
    signed = text(clerk.get(url(agency, "paper_detail", slug=paper.slug)))
    assert "xác nhận trên hệ thống" in signed
    assert "Chờ văn thư cấp số" in signed

    paper.refresh_from_db()
    wrong = clerk.send(url(agency, "paper_number", slug=paper.slug), {"version": paper.version, "number": "năm"})
    assert wrong.status_code == 422
    assert "năm" in text(wrong)
    clerk.send(url(agency, "paper_number", slug=paper.slug), {"version": paper.version, "number": "05"})
    paper.refresh_from_db()
    with open_blob(paper.pdf) as file:
        data = signing.signed(file.read())
    brought = clerk.send(
        url(agency, "paper_sign", slug=paper.slug), {"file": SimpleUploadedFile("ky.pdf", data)}, follow=True
    )
    assert "chưa đủ căn cứ" in text(brought)
    assert "chưa cài chứng thư gốc nào" in text(brought)
    assert "Việc thu hồi chứng thư: chưa kiểm tra" in text(brought)
    assert "khớp nội dung đã duyệt" in text(brought)
    one = paper.signed_files.get()
    answer = clerk.get(url(agency, "paper_signed_file", slug=paper.slug, uuid=one.uuid))
    assert b"".join(answer.streaming_content) == data
    (tmp_path / "goc.crt").write_bytes(signing.anchor())
    again = clerk.send(url(agency, "paper_check_again", slug=paper.slug, uuid=one.uuid), follow=True)
    assert "Mã SHA-256 khớp" in text(again)
    assert "goc.crt" in text(again)

    paper.refresh_from_db()
    issued = clerk.send(
        url(agency, "paper_issue", slug=paper.slug), {"version": paper.version, "copies": 5}, follow=True
    )
    assert "Đã phát hành văn bản số 05/STTTT" in text(issued)
    answer = clerk.get(f"{url(agency, 'paper_list')}?words=05/stt&state=ISSUED")
    assert "Về việc báo cáo" in text(answer)
    assert "Không có mục nào khớp" in text(clerk.get(f"{url(agency, 'paper_list')}?words=khong-co"))
    assert clerk.get(f"{url(agency, 'paper_list')}?export=xlsx").status_code == 200


def test_a_record_and_a_form_are_chosen_for_a_draft(agency, signed_in):
    secretary = signed_in(seated(agency, Seat.Role.SECRETARY))
    path = url(agency, "paper_draft")
    paper = OutgoingPaperFactory(agency=agency, state=State.ISSUED)
    other = OutgoingPaperFactory(state=State.ISSUED)

    answer = secretary.get(f"{path}?form=correction&type=support.outgoingpaper&uuid={paper.uuid}")
    assert "Đính chính" in text(answer) or "đính chính" in text(answer)
    assert secretary.get(f"{path}?form=correction&uuid={other.uuid}").status_code == 404
    assert secretary.get(f"{path}?form=correction&uuid=nothing").status_code == 404
    assert secretary.get(f"{path}?form=none").status_code == 404


@pytest.mark.parametrize("name", ["paper_list", "series_list", "register"])
def test_lists_ask_the_database_as_often_for_one_as_for_thirty(agency, signed_in, name):
    client = signed_in(seated(agency, Seat.Role.CLERK))
    series = NumberSeriesFactory(agency=agency, is_kept_here=True)
    OutgoingPaperFactory(agency=agency, state=State.ISSUED, series=series, number=100)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url(agency, name)).status_code == 200
        return len(seen)

    queries()
    few = queries()
    for number in range(1, 30):
        OutgoingPaperFactory(agency=agency, state=State.ISSUED, series=series, number=number)
        NumberSeriesFactory(agency=agency)
    assert queries() == few


def test_the_page_of_a_paper_asks_as_often_for_one_signed_copy_as_for_ten(agency, signed_in):
    client = signed_in(seated(agency, Seat.Role.CLERK))
    paper = OutgoingPaperFactory(agency=agency, state=State.ISSUED)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url(agency, "paper_detail", slug=paper.slug)).status_code == 200
        return len(seen)

    SignedFileFactory(paper=paper, file=paper.docx)
    queries()
    few = queries()
    for number in range(8):
        one = OutgoingPaperFactory(agency=agency, state=State.ISSUED, number=number + 10)
        SignedFileFactory(paper=paper, file=one.pdf)
    assert queries() == few


def test_the_list_tells_what_has_no_number_yet_and_keeps_its_columns_in_the_file(agency, signed_in):
    OutgoingPaperFactory(agency=agency, subject="hướng dẫn duy trì hệ thống")
    client = signed_in(seated(agency, "SECRETARY"))

    page = text(client.get(url(agency, "paper_list")))

    assert '<span class="basis">chưa cấp số</span>' in page
    assert "Hướng dẫn duy trì hệ thống" in page
    assert [column.name for column in client.get(url(agency, "paper_list")).context["table"].columns] == [
        "number", "subject", "signer", "issued_date", "state",
    ]  # fmt: skip
    told = b"".join(client.get(f"{url(agency, 'paper_list')}?export=csv").streaming_content).decode()
    assert all(word in told for word in ("Ngày văn bản", "Đơn vị", "Chữ ký số", "hướng dẫn duy trì hệ thống"))
    assert "basis" not in told


def test_the_list_says_of_a_copy_without_signatures_that_it_has_none(agency, signed_in):
    paper = OutgoingPaperFactory(agency=agency, state=State.NUMBERED)
    check = SignedFileFactory(paper=paper, file=paper.pdf).checks.get()
    client = signed_in(seated(agency, "SECRETARY"))

    def told():
        file = client.get(f"{url(agency, 'paper_list')}?export=csv").streaming_content
        return text(client.get(url(agency, "paper_list"))), b"".join(file).decode()

    page, file = told()
    assert "chữ ký số: không có" in page
    assert "không có" in file
    check.verdicts = {"reason": "no_anchor", "signatures": []}
    check.save()
    page, file = told()
    assert "chữ ký số: chưa đủ căn cứ" in page
    assert "chưa đủ căn cứ" in file


def test_the_way_back_to_a_paper_is_short(agency, signed_in):
    paper = OutgoingPaperFactory(agency=agency, state=State.SIGNED)

    page = text(signed_in(seated(agency, "CLERK")).get(url(agency, "paper_number", slug=paper.slug)))

    assert f'<a href="{url_of(paper)}">Công văn</a>' in page


def test_the_plain_letter_is_offered_first(agency, signed_in):
    page = text(signed_in(seated(agency, "SECRETARY")).get(url(agency, "paper_draft")))

    assert page.index("?form=letter") == page.index("?form=")


def test_how_a_paper_is_put_right_is_explained_beside_each_way(agency, signed_in):
    paper = OutgoingPaperFactory(agency=agency, state=State.ISSUED)
    secretary = signed_in(seated(agency, "SECRETARY"))

    page = text(secretary.get(url(agency, "paper_mend", slug=paper.slug)))

    assert "Sai nội dung: soạn văn bản mới cùng hình thức thay cho văn bản này." in page
    assert "Sai thể thức, kỹ thuật trình bày: soạn công văn đính chính." in page
