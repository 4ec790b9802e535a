"""What stands on a record, on the page: served by the record's right, nothing that runs, nothing of others."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.attachments.aside import aside
from sotay.attachments.models import Attachment, Comment, Download, Link
from sotay.search.files import read_waiting
from tests.conftest import person
from tests.factories.agency import SeatFactory, UnitFactory, UserFactory
from tests.factories.attachments import AttachmentFactory, CommentFactory, LinkFactory
from tests.factories.blobs import docx, pdf, png, stored
from tests.factories.organisation import GrantFactory, HandoverFactory

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def client(signed_in, official):
    return signed_in(official)


def address(agency, name, **kwargs):
    return reverse(f"attachments:{name}", kwargs={"agency": agency.short_name, **kwargs})


def on(unit, name, *, agency=None):
    return address(agency or unit.agency, name, subject_type="agency.unit", uuid=unit.uuid)


def test_a_file_is_added_by_form_and_by_part(client, unit):
    by_form = client.send(on(unit, "file_add"), {"file": SimpleUploadedFile("a.pdf", pdf())})
    by_part = client.send(on(unit, "file_add"), {"file": SimpleUploadedFile("b.png", png())}, **HTMX)

    assert by_form.status_code == 302
    assert by_part.text.startswith('<div id="files"')
    assert "b.png" in by_part.text
    assert set(Attachment.objects.values_list("name", flat=True)) == {"a.pdf", "b.png"}


def test_a_refused_file_is_told_in_the_part_it_came_from(client, unit):
    answer = client.send(on(unit, "file_add"), {"file": SimpleUploadedFile("a.html", b"<html></html>")}, **HTMX)

    assert answer.status_code == 422
    assert "HTML" in answer.text
    assert not Attachment.objects.exists()


def test_an_empty_file_is_refused_in_the_words_of_the_house(client, unit):
    answer = client.send(on(unit, "file_add"), {"file": SimpleUploadedFile("a.pdf", b"")}, **HTMX)

    assert answer.status_code == 422
    assert "Tệp không có nội dung. Hãy kiểm tra lại tệp trên máy" in answer.text


def test_the_same_form_twice_adds_one_remark(client, unit):
    token = str(uuid4())
    for _time in range(2):
        client.send(on(unit, "comment_add"), {"text": "Một lần thôi"}, token=token)

    assert Comment.objects.count() == 1


def test_a_remark_calls_by_name_in_the_text_and_by_the_list(client, unit, agency):
    called = SeatFactory(agency=agency, user__username="an.nv").user
    chosen = SeatFactory(agency=agency).user
    gone = SeatFactory(agency=agency, user__username="binh", to_date="2026-01-02").user

    client.send(on(unit, "comment_add"), {"text": "Nhờ @An.NV, @binh và x@an.nv xem.", "people": [chosen.pk]})

    assert set(Comment.objects.get().mentioned.all()) == {called, chosen}
    assert gone not in Comment.objects.get().mentioned.all()


def test_a_remark_cannot_carry_markup(client, unit):
    client.send(on(unit, "comment_add"), {"text": "<script>alert(1)</script>"})

    page = client.get(on(unit, "record_detail"))

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_a_record_is_found_by_its_words_and_linked(client, unit, agency, secretary, signed_in):
    other = UnitFactory(agency=agency, name="Phòng Bưu chính", code="BC")
    signed_in(secretary).send(
        reverse("organisation:unit_change", kwargs={"agency": agency.short_name, "slug": other.slug}),
        {"code": "BC", "name": "Phòng Bưu chính", "order": 1, "version": 1},
    )

    page = client.get(on(unit, "link_add") + "?q=buu chinh")
    assert f"agency.unit:{other.uuid}" in page.text
    client.send(on(unit, "link_add"), {"to": f"agency.unit:{other.uuid}", "note": "cùng việc"})

    assert (Link.objects.get().to_uuid, Link.objects.get().note) == (other.uuid, "cùng việc")


@pytest.mark.parametrize("to", ["", "x", "agency.unit:x", "agency.unit:{stranger}", "nothing.at_all:{stranger}"])
def test_a_link_to_nothing_or_to_another_agency_is_refused(client, unit, other_agency, to):
    answer = client.send(on(unit, "link_add"), {"to": to.format(stranger=UnitFactory(agency=other_agency).uuid)})

    assert answer.status_code == 422
    assert not Link.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "shown", "sandboxed"),
    [("a.pdf", pdf(), True, False), ("b.png", png(), True, True), ("c.docx", docx(), False, True)],
)
def test_a_file_is_given_so_that_nothing_in_it_runs(client, agency, name, content, shown, sandboxed):
    attachment = AttachmentFactory(agency=agency, blob=stored(content, name=name), name=f"Tệp “{name}")

    answer = client.get(address(agency, "file_open", uuid=attachment.uuid))

    assert b"".join(answer.streaming_content) == content
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert ("sandbox" in policy) is sandboxed
    assert answer["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert "no-store" in answer["Cache-Control"]
    assert Download.objects.get().attachment == attachment
    saved = client.get(address(agency, "file_open", uuid=attachment.uuid) + "?save")
    assert saved["Content-Disposition"].startswith("attachment")


def test_what_another_agency_has_is_not_found_by_guessing(client, agency, other_agency):
    unit = UnitFactory(agency=other_agency)
    attachment = AttachmentFactory(agency=other_agency, unit=unit)
    made = LinkFactory(agency=other_agency)
    guesses = [
        *(on(unit, name, agency=agency) for name in ("record_detail", "file_add", "comment_add", "link_add")),
        *(address(agency, name, uuid=attachment.uuid) for name in ("file_detail", "file_open", "file_remove")),
        address(agency, "link_remove", uuid=made.uuid),
        *(on(UnitFactory(agency=agency), name).replace("agency.unit", "no.such") for name in ("record_detail",)),
        address(agency, "record_detail", subject_type="attachments.attachment", uuid=attachment.uuid),
    ]

    assert [client.get(url).status_code for url in guesses] == [404] * len(guesses)
    assert not Download.objects.exists()


def test_a_file_follows_the_right_to_its_record(agency, official, signed_in, secretary):
    handover = HandoverFactory(agency=agency)
    attachment = AttachmentFactory(
        agency=agency, subject_type="organisation.handover", subject_uuid=handover.uuid, unit=None
    )
    url = address(agency, "file_open", uuid=attachment.uuid)

    assert signed_in(secretary).get(url).status_code == 200
    assert signed_in(official).get(url).status_code == 404


def test_a_guest_opens_files_of_pages_open_to_guests_only(agency, signed_in):
    from sotay.agency.actor import Actor

    guest = signed_in(Actor(agency=agency, user=GrantFactory(agency=agency).to_user))
    seat = SeatFactory(agency=agency)
    on_unit = AttachmentFactory(agency=agency)
    on_seat = AttachmentFactory(agency=agency, subject_type="agency.seat", subject_uuid=seat.uuid, unit=None)

    assert guest.get(address(agency, "file_open", uuid=on_unit.uuid)).status_code == 200
    assert guest.get(address(agency, "file_open", uuid=on_seat.uuid)).status_code == 404


def test_people_carry_no_files(client, agency):
    someone = SeatFactory(agency=agency, user=UserFactory()).user

    url = address(agency, "record_detail", subject_type="agency.user", uuid=someone.uuid)

    assert client.get(url).status_code == 404


def test_what_stands_beside_a_record_is_told_in_words(agency, unit, official, client):
    client.send(on(unit, "comment_add"), {"text": "Nhờ xem lại."})
    AttachmentFactory(agency=agency, unit=unit)
    LinkFactory(agency=agency, one=unit)

    beside = aside(unit, viewer=official)

    assert [str(line.what) for line in beside["history"]] == ["Ghi ý kiến"]
    assert (len(beside["files"]), len(beside["links"]), len(beside["extra"]["beside"].comments())) == (1, 1, 1)


def test_the_page_asks_the_same_number_of_questions_for_1_and_30_of_each(
    client, agency, unit, django_assert_max_num_queries
):
    def questions():
        with django_assert_max_num_queries(16) as asked:
            client.get(on(unit, "record_detail"))
        return len(asked)

    def add(times):
        for _time in range(times):
            AttachmentFactory(agency=agency, unit=unit, blob=stored(uuid4().hex.encode()))
            CommentFactory(agency=agency, unit=unit).mentioned.add(person(agency, Seat.Role.OFFICIAL).user)
            LinkFactory(agency=agency, one=unit)

    add(1)
    few = questions()
    add(29)

    assert questions() == few


def test_a_file_that_is_not_found_by_its_content_says_why(unit, official, client):
    client.send(on(unit, "file_add"), {"file": SimpleUploadedFile("so-do.png", png())})
    assert [line.note for line in aside(unit, viewer=official)["files"]] == [str(official.user)]

    read_waiting(most=1)

    assert "Tệp ảnh, không tìm theo nội dung được." in aside(unit, viewer=official)["files"][0].note
