"""Pages of distribution as people use them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat, Unit, UnitSuccession
from sotay.blobs.storage import store
from sotay.support.distribution.commands import address_document
from sotay.support.distribution.models import Opening, PaperCopy, Reading
from sotay.support.documents.models import Revision
from sotay.work.waiting.registry import Asked
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.support import AudienceFactory, DocumentFactory, PaperCopyFactory, RevisionFactory
from tests.support.distribution.test_copies import pages, words, written

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"support:{name}", kwargs={"agency": agency.short_name, **kwargs})


def text(response):
    return response.content.decode()


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, name="Phòng Bưu chính")


@pytest.fixture
def revision(agency, unit):
    return RevisionFactory(in_force=True, document__agency=agency, document__unit=unit, document__code="QT 05")


@pytest.fixture
def document(revision):
    return revision.document


@pytest.fixture
def reader(agency, unit):
    return person(agency, Seat.Role.OFFICIAL, unit=unit)


def test_who_a_document_is_for_is_chosen_and_counted_beside_it(agency, document, unit, secretary, reader, signed_in):
    client = signed_in(secretary)
    form = text(client.get(url(agency, "document_audience", slug=document.slug)))
    assert f'value="{unit.pk}" id="id_units_0" checked' in " ".join(form.split()) or "checked" in form

    sent = {"units": [str(unit.pk)], "must_confirm": "on", "version": str(document.version)}
    client.send(url(agency, "document_audience", slug=document.slug), sent)

    page = text(client.get(url(agency, "document_detail", slug=document.slug)))
    assert "0/1 người đã đọc và hiểu" in page
    assert "Phòng Bưu chính" in page


def test_somebody_reads_in_the_page_confirms_with_one_click_and_the_counter_rises(
    agency, document, revision, reader, secretary, signed_in
):
    AudienceFactory(document=document, role=Seat.Role.OFFICIAL)
    client = signed_in(reader)
    page = text(client.get(url(agency, "document_read", slug=document.slug)))
    assert "Tôi đã đọc và hiểu" in page
    assert revision.parts.get().text in page
    assert f'href="{url(agency, "controlled_copy", slug=revision.uuid)}?as=download"' in page
    assert "Đọc và xác nhận" in text(client.get(url(agency, "document_detail", slug=document.slug)))

    sends_to = f"{url(agency, 'document_read', slug=document.slug)}?revision={revision.uuid}"
    assert f'action="{sends_to}"' in page
    client.send(sends_to)

    assert Reading.objects.get().user == reader.user
    page = text(client.get(url(agency, "document_read", slug=document.slug)))
    assert "Anh, chị đã xác nhận ngày" in page
    assert "Tôi đã đọc và hiểu" not in page
    seen = text(signed_in(secretary).get(url(agency, "document_detail", slug=document.slug)))
    assert "1/1 người đã đọc và hiểu" in seen


def test_what_was_read_is_confirmed_not_what_came_into_force_meanwhile(agency, document, revision, reader, signed_in):
    client, path = signed_in(reader), url(agency, "document_read", slug=document.slug)
    revision.state, revision.ended_date = Revision.State.SUPERSEDED, today()
    revision.save()
    newer = RevisionFactory(document=document, in_force=True, edition=2, order=2, in_force_date=today(), text="Mới.")

    refused = client.send(f"{path}?revision={revision.uuid}")

    assert refused.status_code == 422
    assert "Tài liệu vừa thay đổi" in text(refused)
    assert "Mới." in text(refused)
    assert not Reading.objects.exists()
    for unknown in "", "?revision=x", f"?revision={RevisionFactory(document__agency=agency).uuid}":
        assert client.send(path + unknown).status_code == 404
    client.send(f"{path}?revision={newer.uuid}")
    assert Reading.objects.get().revision == newer


def test_without_anything_in_force_there_is_nothing_to_read(agency, secretary, signed_in):
    draft = RevisionFactory(document__agency=agency)

    assert signed_in(secretary).get(url(agency, "document_read", slug=draft.document.slug)).status_code == 404


def test_readers_are_filtered_exported_and_reminded(agency, document, revision, unit, reader, secretary, signed_in):
    AudienceFactory(document=document, role=Seat.Role.OFFICIAL)
    done = person(agency, Seat.Role.OFFICIAL).user
    Reading.objects.create(agency=agency, revision=revision, user=done, read_date=today())
    client, path = signed_in(secretary), url(agency, "document_readers", slug=document.slug)

    page = text(client.get(path))
    assert f"- {reader.user.full_name} (Phòng Bưu chính), hạn " in page
    assert f"- {done.full_name}" not in page
    narrowed = text(client.get(path, {"words": "buu chinh"}, headers={"HX-Request": "true"}))
    assert reader.user.full_name in narrowed
    assert done.full_name not in narrowed
    file = client.get(path, {"state": "READ", "export": "csv"}).getvalue().decode("utf-8-sig")
    assert done.full_name in file
    assert "Đã đọc và hiểu" in file
    assert reader.user.full_name not in file


def test_the_page_of_a_unit_counts_what_its_people_read(agency, document, revision, unit, reader, secretary, signed_in):
    AudienceFactory(document=document, unit=unit)
    client = signed_in(secretary)
    page = client.get(reverse("organisation:unit_detail", kwargs={"agency": agency.short_name, "slug": unit.slug}))

    assert "0/1 lượt đã đọc và hiểu" in text(page)
    listed = text(client.get(url(agency, "unit_readings", slug=unit.slug)))
    assert "QT 05" in listed
    assert reader.user.full_name in listed


def test_a_copy_is_shown_saved_and_printed_and_each_is_kept(agency, document, revision, reader, secretary, signed_in):
    client, path = signed_in(reader), url(agency, "controlled_copy", slug=revision.uuid)

    shown = client.get(path)
    saved = client.get(path, {"as": "download"})
    client.get(path, {"as": "print"})
    client.head(path)

    assert shown["Content-Type"] == "application/pdf"
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert shown["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'"
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"] == (
        "attachment; filename*=utf-8''QT%2005%20-%20l%E1%BA%A7n%20ban%20h%C3%A0nh%2001%2C%20s%E1%BB%ADa%20%C4%91%E1%BB%95i%2000.pdf"
    )
    assert f"http://testserver/c/{revision.token}/" in words(shown.content)
    assert list(Opening.objects.order_by("pk").values_list("manner", flat=True)) == ["VIEW", "DOWNLOAD", "PRINT"]
    listed = text(signed_in(secretary).get(url(agency, "document_openings", slug=document.slug), {"manner": "PRINT"}))
    assert listed.count(reader.user.full_name) == 1


def test_the_address_of_the_installation_stands_in_the_code(agency, revision, reader, signed_in, settings):
    settings.SOTAY_ADDRESS = "https://iso.quangnam.gov.vn"

    copy = signed_in(reader).get(url(agency, "controlled_copy", slug=revision.uuid)).content

    assert f"https://iso.quangnam.gov.vn/c/{revision.token}/" in words(copy)


def test_a_superseded_copy_opens_with_a_mark_alone(agency, revision, official, signed_in):
    revision.state, revision.ended_date = Revision.State.SUPERSEDED, today()
    revision.pdf, revision.pdf_name = store(written(pages()), name="a.pdf"), "a.pdf"
    revision.save()
    RevisionFactory(document=revision.document, in_force=True, edition=2, order=2, in_force_date=today())
    client = signed_in(official)

    assert "ĐÃ ĐƯỢC THAY THẾ" in words(client.get(url(agency, "controlled_copy", slug=revision.uuid)).content)
    assert client.get(url(agency, "revision_file", slug=revision.uuid, what="pdf")).status_code == 302


def test_without_pages_it_is_said_why_also_inside_the_frame(agency, revision, reader, signed_in):
    revision.parts.all().delete()
    revision.source, revision.source_name = store(b"mot hai ba", name="a.txt"), "a.txt"
    revision.save()
    client, path = signed_in(reader), url(agency, "controlled_copy", slug=revision.uuid)

    page, framed = client.get(path), client.get(path, headers={"Sec-Fetch-Dest": "iframe"})

    assert (page.status_code, framed.status_code) == (404, 404)
    assert "hãy tải bản PDF lên" in text(page)
    assert "hãy tải bản PDF lên" in text(framed)
    assert 'class="rail' not in text(framed)
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert not Opening.objects.exists()


def test_a_damaged_pdf_is_said_to_be_damaged(agency, revision, reader, signed_in):
    revision.pdf = store(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF", name="a.pdf")
    revision.save()

    page = signed_in(reader).get(url(agency, "controlled_copy", slug=revision.uuid))

    assert page.status_code == 404
    assert "hỏng hoặc không đọc được" in text(page)


def test_paper_copies_are_given_printed_with_their_number_and_taken_back(
    agency, document, revision, unit, secretary, signed_in
):
    client = signed_in(secretary)
    client.send(
        url(agency, "copy_give", slug=document.slug), {"unit": str(unit.pk), "given_date": f"{today():%d/%m/%Y}"}
    )
    listed = text(client.get(url(agency, "document_copies", slug=document.slug)))
    assert "?as=print&amp;copy=1" in listed
    printed = client.get(url(agency, "controlled_copy", slug=revision.uuid), {"as": "print", "copy": "1"})
    assert "Bản số 01 (Phòng Bưu chính)" in words(printed.content)
    assert client.get(url(agency, "controlled_copy", slug=revision.uuid), {"copy": "x"}).status_code == 404
    assert client.get(url(agency, "controlled_copy", slug=revision.uuid), {"copy": "9"}).status_code == 404

    copy = PaperCopy.objects.get()
    client.send(
        url(agency, "copy_take_back", slug=document.slug),
        {"copies": [str(copy.pk)], "returned_date": f"{today():%d/%m/%Y}", "fate": "STAMPED", "note": ""},
    )

    copy.refresh_from_db()
    assert (copy.fate, copy.returned_date) == ("STAMPED", today())
    register = text(client.get(url(agency, "copy_list"), {"where": "BACK"}))
    assert "QT 05" in register
    assert "lưu, đóng dấu hết hiệu lực" in register


def test_old_copies_still_out_are_chosen_already(agency, document, revision, secretary, signed_in):
    PaperCopyFactory(revision=revision, number=4)
    revision.state, revision.ended_date = Revision.State.SUPERSEDED, today()
    revision.save()
    RevisionFactory(document=document, in_force=True, edition=2, order=2, in_force_date=today())
    client = signed_in(secretary)

    form = text(client.get(url(agency, "copy_take_back", slug=document.slug)))

    assert "Bản số 04, lần ban hành 01, sửa đổi 00 – Bộ phận Một cửa" in form
    assert form.count("checked") == 2  # the copy, and a new one for its holder
    assert "1 bản cũ chưa thu hồi" in text(client.get(url(agency, "document_detail", slug=document.slug)))
    assert "QT 05" in text(client.get(url(agency, "copy_list"), {"where": "OLD"}))


def test_the_check_code_of_a_print_finds_its_revision(agency, other_agency, revision, reader, signed_in):
    client, path = signed_in(reader), url(agency, "copy_check")
    code = revision.check_code
    elsewhere = RevisionFactory(in_force=True, document__agency=other_agency, document__title="Tên ở nơi khác")

    assert "Còn hiệu lực, từ ngày" in text(client.get(path, {"code": f" {code.lower()} "}))
    assert "Không có bản tài liệu nào" in text(client.get(path, {"code": "AAAA"}))
    assert "Không có bản tài liệu nào" in text(client.get(path, {"code": elsewhere.check_code}))


def many(agency, unit, secretary):
    for number in range(30):
        code = f"HD {number}"  # no code of a fixture, whatever the sequence of codes has come to
        one = RevisionFactory(in_force=True, document__agency=agency, document__unit=unit, document__code=code)
        AudienceFactory(document=one.document)
        PaperCopyFactory(revision=one, number=1, unit=unit)
        user = person(agency, Seat.Role.OFFICIAL, unit=unit).user
        Reading.objects.create(agency=agency, revision=one, user=user, read_date=today())
        Opening.objects.create(agency=agency, revision=one, user=user, manner="VIEW")


def test_lists_ask_as_often_for_30_rows_as_for_one(agency, document, revision, unit, reader, secretary, signed_in):
    AudienceFactory(document=document)
    PaperCopyFactory(revision=revision, number=1, unit=unit)
    Opening.objects.create(agency=agency, revision=revision, user=secretary.user, manner="VIEW")
    client = signed_in(secretary)
    names = {
        "copy_list": {},
        "document_readers": {"slug": document.slug},
        "document_copies": {"slug": document.slug},
        "document_openings": {"slug": document.slug},
        "unit_readings": {"slug": unit.slug},
    }

    def asked(name, kwargs):
        client.get(url(agency, name, **kwargs))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url(agency, name, **kwargs)).status_code == 200
        return len(seen)

    few = {name: asked(name, kwargs) for name, kwargs in names.items()}
    many(agency, unit, secretary)
    for number in range(2, 30):
        PaperCopyFactory(revision=revision, number=number, unit=unit)
        Opening.objects.create(agency=agency, revision=revision, user=reader.user, manner="PRINT")
    assert {name: asked(name, kwargs) for name, kwargs in names.items()} == few
    assert max(few.values()) <= 18


def test_reading_and_old_copies_wait_for_those_who_act(agency, document, revision, reader, secretary):
    from sotay.support.distribution.waiting import copies_to_take_back, documents_to_read

    AudienceFactory(document=document, unit=document.unit)
    PaperCopyFactory(revision=revision, number=2)
    asked = Asked((agency.pk,), today())
    (read,) = documents_to_read(asked)
    assert (read.user_ids, read.link) == (frozenset({reader.user.pk}), "support:document_read")
    assert list(copies_to_take_back(asked)) == []

    revision.state, revision.ended_date = Revision.State.SUPERSEDED, today()
    revision.save()
    (back,) = copies_to_take_back(asked)
    assert (back.user_ids, back.params) == (frozenset({secretary.user.pk}), {"count": 1, "numbers": "02"})
    assert list(copies_to_take_back(Asked((agency.pk,), today() - timedelta(days=1)))) == []
    Reading.objects.create(agency=agency, revision=revision, user=reader.user, read_date=today())
    assert list(documents_to_read(Asked((agency.pk,), today()))) == []


def test_the_secretary_names_who_took_over_from_a_unit_that_ended(
    agency, document, revision, unit, secretary, signed_in
):
    from sotay.support.distribution.waiting import audiences_to_choose

    heir = UnitFactory(agency=agency, name="Phòng Công nghệ")
    gone = UnitFactory(agency=agency, name="Phòng Viễn thông")
    AudienceFactory(document=document, unit=gone)
    asked = Asked((agency.pk,), today())
    assert list(audiences_to_choose(asked)) == []
    Unit.objects.filter(pk=gone.pk).update(ended_date=today())
    UnitSuccession.objects.create(agency=agency, predecessor=gone, successor=heir, date=today())

    (one,) = audiences_to_choose(asked)
    assert (one.user_ids, one.params) == (frozenset({secretary.user.pk}), {"units": "Phòng Viễn thông"})
    form = signed_in(secretary).get(url(agency, "document_audience", slug=document.slug)).context["form"]
    assert form["units"].value() == [heir.pk]
    address_document(document, actor=secretary, version=document.version, units=[heir])
    assert list(audiences_to_choose(asked)) == []


def test_waiting_asks_as_often_for_many_documents_as_for_one(agency, document, revision, unit, secretary):
    from sotay.support.distribution.waiting import copies_to_take_back, documents_to_read

    def asked():
        with CaptureQueriesContext(connection) as seen:
            list(documents_to_read(Asked((agency.pk,), today())))
            list(copies_to_take_back(Asked((agency.pk,), today())))
        return len(seen)

    AudienceFactory(document=document)
    PaperCopyFactory(revision=revision)
    Revision.objects.filter(pk=revision.pk).update(state="SUPERSEDED", ended_date=today())
    RevisionFactory(document=document, in_force=True, order=2, edition=2)
    one = asked()
    many(agency, unit, secretary)
    DocumentFactory(agency=agency)
    assert asked() == one
