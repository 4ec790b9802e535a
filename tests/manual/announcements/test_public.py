"""What anybody may read of an agency: only what was issued, without a session, small, in two languages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.attachments.commands import attach
from sotay.manual.announcements.models import Announcement
from sotay.manual.announcements.public_page import file_of
from tests.conftest import person
from tests.factories.announcements import AnnouncedServiceFactory, AnnouncementFactory, PostingFactory, grounds
from tests.factories.blobs import pdf_saying, stored
from tests.factories.leadership import PolicyFactory
from tests.factories.outgoing import OutgoingPaperFactory, SignedFileFactory

pytestmark = pytest.mark.django_db
LARGEST = 60 * 1024
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def url(agency, name="agency_public"):
    return reverse(name, kwargs={"office": agency.short_name})


def page(agency, query=""):
    return Client().get(url(agency) + query)


@pytest.fixture
def one(agency):
    return AnnouncementFactory(
        agency=agency,
        issued_date=today(),
        number="05/QĐ-STN",
        fields=["Báo chí"],
        places=["Số 6"],
        scope_text="Cấp phép",
    )


def test_nothing_is_told_before_anything_is_announced(agency):
    AnnouncementFactory(agency=agency, state="DRAFT", number="", issued_date=None, effective_date=None, fields=["Mật"])
    hidden, missing = page(agency), Client().get("/public/khong-co/")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content.replace(agency.short_name.encode(), b"") == missing.content.replace(b"khong-co", b"")


def test_what_was_withdrawn_or_replaced_is_not_shown(agency, one):
    assert page(agency).status_code == 200
    Announcement.objects.filter(pk=one.pk).update(state="WITHDRAWN", ended_date=today(), ended_reason="x")
    assert page(agency).status_code == 404


def test_it_shows_policy_scope_services_and_where_it_hangs(agency, one):
    PolicyFactory(agency=agency, state="DRAFT", text="Bản nháp", edition=2)
    PolicyFactory(agency=agency, state="IN_FORCE", approved_date=today(), text="**Phục vụ** tận tâm", edition=1)
    AnnouncedServiceFactory(announcement=one, name="Cấp giấy phép bưu chính")
    PostingFactory(announcement=one, place="Sảnh tầng 1")
    one.exclusions.create(agency=agency, clause="8.3", reason="Không thiết kế")
    said = page(agency).content.decode()
    for words in (
        "05/QĐ-STN",
        "Báo chí",
        "Số 6",
        "Cấp phép",
        "<strong>Phục vụ</strong> tận tâm",
        "bưu chính",
        "Sảnh tầng 1",
        "Không thiết kế",
    ):
        assert words in said, words
    assert "Bản nháp" not in said
    assert "<script" not in said


def test_no_cookie_is_set_and_other_agencies_stay_out(agency, one, other_agency):
    AnnouncedServiceFactory(announcement=AnnouncementFactory(agency=other_agency), name="Của cơ quan khác")
    answer = page(agency)
    assert not answer.cookies
    assert "Của cơ quan khác" not in answer.content.decode()


def test_english_keeps_what_the_agency_wrote(agency, one):
    said = page(agency, "?lang=en").content.decode()
    assert 'lang="en"' in said
    assert "Báo chí" in said


def test_five_hundred_services_stay_small_and_are_found_by_words(agency, one):
    for number in range(500):
        name = f"Cấp giấy phép {'thiết lập trang thông tin điện tử tổng hợp ' * 3} số {number}"
        AnnouncedServiceFactory(announcement=one, name=name, field="Phát thanh, truyền hình và thông tin điện tử")
    AnnouncedServiceFactory(announcement=one, name="Đăng ký hoạt động cơ sở in")
    answer = page(agency)
    assert len(answer.content) < LARGEST
    found = page(agency, "?q=co so in").content.decode()
    assert "Đăng ký hoạt động cơ sở in" in found
    assert "tổng hợp" not in found
    last = page(agency, "?page=11")
    assert "Đăng ký hoạt động cơ sở in" in last.content.decode()
    for odd in ("?page=0", "?page=-1", "?page=x", "?page=99999999", "?q=%00<script>"):
        assert page(agency, odd).status_code == 200


def test_the_queries_do_not_grow_with_the_list(agency, one):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert page(agency).status_code == 200
        return len(queries)

    AnnouncedServiceFactory(announcement=one)
    few = asked()
    for _one in range(30):
        AnnouncedServiceFactory(announcement=one)
    assert asked() == few


def test_the_signed_copy_is_given_only_as_pdf_and_only_while_it_stands(agency, one, settings):
    assert Client().get(url(agency, "announcement_public")).status_code == 404
    secretary = person(agency, "SECRETARY", on=today())
    one.signed_copy = attach(one, actor=secretary, file=b"%PDF-1.4\n%%EOF\n", name="cong-bo.pdf")
    one.save()
    answer = Client().get(url(agency, "announcement_public"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    Announcement.objects.filter(pk=one.pk).update(state="WITHDRAWN", ended_date=today(), ended_reason="x")
    assert Client().get(url(agency, "announcement_public")).status_code == 404


def test_a_copy_something_speaks_against_is_not_shown_in_place_of_the_decision(agency, one):
    paper = OutgoingPaperFactory(agency=agency, state="ISSUED")
    audit, review, confirmation, scope = grounds(agency)
    Announcement.objects.filter(pk=one.pk).update(
        decision_paper=paper, is_from_before=False, audit=audit, review=review, confirmation=confirmation, scope=scope
    )
    one.refresh_from_db()
    assert file_of(one) == paper.pdf
    sound = SignedFileFactory(paper=paper, file=stored(pdf_saying("Bản ký"), name="ban-ky.pdf"))
    assert file_of(one) == sound.file
    for number, worse in enumerate(({"comparison": "DIFFERENT"}, {"comparison": "UNREADABLE"}, {})):
        copy = SignedFileFactory(paper=paper, file=stored(pdf_saying(f"Khác {number}"), name="k.pdf"), **worse)
        if not worse:
            copy.checks.update(verdict="INVALID", verdicts={"reason": "signature_removed", "signatures": []})
        assert file_of(one) == sound.file
    photo = stored(PNG, name="anh.png")
    SignedFileFactory(paper=paper, file=photo, comparison="NO_TEXT")
    assert file_of(one) == sound.file
