"""Files, remarks and links: added, taken off, told in the journal, refused with reasons."""

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.attachments.commands import attach, comment, link, note_download, take_off, unlink
from sotay.attachments.models import Attachment, Comment, Download, Link
from sotay.attachments.queries import files_of, links_of
from sotay.blobs.storage import open_blob
from sotay.commands import UNCHANGED, Refused
from sotay.journal.models import Entry
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.attachments import AttachmentFactory, LinkFactory
from tests.factories.blobs import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


def test_a_file_is_kept_by_its_bytes_and_told_in_the_history_of_its_record(unit, official):
    attachment = attach(unit, actor=official, file=pdf(), name=r"C:\Hồ sơ\Quyết định.pdf", note=" bản ký ")

    assert (attachment.name, attachment.note) == ("Quyết định.pdf", "bản ký")
    with open_blob(attachment.blob) as file:
        assert file.read() == pdf()
    entry = Entry.objects.get()
    assert (entry.action, entry.subject_uuid) == ("attachments.attachment.added", unit.uuid)
    assert entry.data["sha256"] == attachment.blob_id


def test_the_same_bytes_again_are_there_already(unit, official):
    first = attach(unit, actor=official, file=pdf(), name="a.pdf")
    second = attach(unit, actor=official, file=pdf(), name="b.pdf")

    assert first == second
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("trang.html", b"<html><script>alert(1)</script></html>", "markup"),
        ("anh.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "markup"),
        ("chay.pdf", b"MZ\x90\0", "executable"),
        ("gia.docx", pdf(), "ending"),
        ("trong.pdf", b"", "empty"),
    ],
)
def test_a_file_that_is_not_taken_says_why_and_leaves_nothing(unit, official, name, content, code):
    with pytest.raises(Refused) as refusal:
        attach(unit, actor=official, file=content, name=name)

    assert refusal.value.codes == (code,)
    assert not Attachment.objects.exists()
    assert not Entry.objects.exists()


def test_a_stranger_puts_nothing_on_a_record(unit, other_agency):
    stranger = person(other_agency, Seat.Role.SECRETARY)

    for act, more in ((attach, {"file": pdf(), "name": "a.pdf"}), (comment, {"text": "x"}), (link, {"to": unit})):
        with pytest.raises(PermissionDenied):
            act(unit, actor=stranger, **more)


def test_a_file_is_taken_off_with_a_reason_and_can_be_added_again(unit, official):
    attachment = attach(unit, actor=official, file=pdf(), name="a.pdf")

    take_off(attachment, actor=official, version=attachment.version, reason="nhầm bản")

    assert not files_of(unit, viewer=official)
    kept = files_of(unit, viewer=official, with_removed=True).get()
    assert kept.removed_reason == "nhầm bản"
    entry = Entry.objects.get(action="attachments.attachment.taken_off")
    assert (entry.subject_uuid, entry.reason) == (unit.uuid, "nhầm bản")
    again = attach(unit, actor=official, file=pdf(), name="a.pdf")
    assert again != attachment


@pytest.mark.parametrize(
    ("reason", "removed", "code"), [(" ", False, "reason_missing"), ("x", True, "taken_off_already")]
)
def test_a_file_is_not_taken_off(unit, official, reason, removed, code):
    attachment = attach(unit, actor=official, file=pdf(), name="a.pdf")
    if removed:
        attachment = take_off(attachment, actor=official, version=attachment.version, reason="nhầm")

    with pytest.raises(Refused) as refusal:
        take_off(attachment, actor=official, version=attachment.version, reason=reason)

    assert refusal.value.codes == (code,)


def test_only_who_added_a_file_or_keeps_records_takes_it_off(agency, unit, official, secretary, head):
    attachment = AttachmentFactory(agency=agency, unit=unit, added_by=official.user)
    another = person(agency, Seat.Role.OFFICIAL)

    for actor in (head, another):
        with pytest.raises(PermissionDenied):
            take_off(attachment, actor=actor, version=attachment.version, reason="x")
    take_off(attachment, actor=secretary, version=attachment.version, reason="x")


def test_opening_a_file_is_kept(agency, official):
    attachment = AttachmentFactory(agency=agency)

    note_download(attachment, actor=official)

    assert Download.objects.get().user == official.user


def test_a_remark_calls_people_of_the_agency_only(agency, other_agency, unit, official, secretary):
    made = comment(unit, actor=official, text="  Nhờ xem lại.  ", mentioned=[secretary.user])
    assert (made.text, list(made.mentioned.all())) == ("Nhờ xem lại.", [secretary.user])

    stranger = person(other_agency, Seat.Role.SECRETARY)
    for text, people, codes in [("", [], ("text_missing",)), ("x", [stranger.user], ("mentioned_stranger",))]:
        with pytest.raises(Refused) as refusal:
            comment(unit, actor=official, text=text, mentioned=people)
        assert refusal.value.codes == codes
    assert Comment.objects.count() == 1


def test_a_link_is_seen_from_both_ends_and_made_once(agency, unit, official):
    other = UnitFactory(agency=agency)

    made = link(unit, actor=official, to=other, note="cùng quy trình")

    assert [known.title for _link, known in links_of(unit, viewer=official)] == [str(other)]
    assert [known.title for _link, known in links_of(other, viewer=official)] == [str(unit)]
    assert link(other, actor=official, to=unit) is UNCHANGED
    with pytest.raises(Refused) as refusal:
        link(unit, actor=official, to=unit)
    assert refusal.value.codes == ("link_to_itself",)
    with pytest.raises(Refused) as refusal:
        unlink(made, actor=official, reason="")
    assert refusal.value.codes == ("reason_missing",)
    unlink(made, actor=official, reason="nhầm")
    assert not Link.objects.exists()
    assert Entry.objects.filter(subject_uuid=unit.uuid).count() == 2


def test_a_link_to_what_the_viewer_may_not_see_is_not_told(agency, other_agency, unit, official):
    LinkFactory(agency=agency, one=unit, other=UnitFactory(agency=other_agency))

    assert links_of(unit, viewer=official) == []
