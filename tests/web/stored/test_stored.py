"""Stored files are read again; a damaged one is told by name to those who administer, of their own agency alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from sotay.agency.clock import now
from sotay.agency.models import Seat
from sotay.attachments.commands import attach
from sotay.blobs.models import Blob, BlobCheck
from sotay.support.documents.models import Document
from sotay.web.stored.commands import check, check_all
from sotay.web.stored.holders import _keys, holders_of
from sotay.web.stored.queries import get_stored_page, list_damaged
from sotay.work.notices.models import Notice
from tests.conftest import person
from tests.factories.agency import DecisionFactory, UnitFactory
from tests.factories.blobs import stored, word97
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
TEXT = b"Bi\xc3\xaan b\xe1\xba\xa3n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SOTAY_BLOBS = tmp_path / "blobs"
    return settings.SOTAY_BLOBS


@pytest.fixture
def administrator(agency):
    return person(agency, Seat.Role.ADMINISTRATOR)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, name="Văn phòng")


def place(folder: Path, sha: str) -> Path:
    return next(path for path in folder.rglob(sha))


def later():
    return now() + timedelta(minutes=5)


def test_sound_files_are_read_and_nobody_is_told(unit, administrator, official):
    attach(unit, actor=official, file=TEXT, name="bien-ban.txt")
    stored(word97("x"), name="a.doc")

    assert check_all(until=later()) == 2

    assert set(BlobCheck.objects.values_list("problem", "since")) == {("", None)}
    assert not Notice.objects.filter(kind="FILE_DAMAGED").exists()


@pytest.mark.parametrize(
    ("harm", "problem"), [(Path.unlink, "missing"), (lambda path: path.write_bytes(b"khac"), "changed")]
)
def test_a_damaged_file_is_told_by_name_once(
    folder, unit, administrator, secretary, official, other_agency, harm, problem
):
    file = attach(unit, actor=official, file=TEXT, name="bien-ban.txt")
    person(other_agency, Seat.Role.ADMINISTRATOR)
    check_all(until=later())
    harm(place(folder, file.blob_id))

    check_all(until=later())
    check_all(until=later())

    told = Notice.objects.filter(kind="FILE_DAMAGED")
    assert {one.user_id for one in told} == {administrator.user.pk, secretary.user.pk}
    assert told.count() == 2
    assert {one.subject_text for one in told} == {"bien-ban.txt"}
    [row] = list_damaged(viewer=administrator)
    assert (row.name, row.title, row.problem) == ("bien-ban.txt", str(unit), str(BlobCheck.Problem(problem).label))


def test_a_file_stored_again_is_sound_again(folder, unit, administrator, official):
    file = attach(unit, actor=official, file=TEXT, name="bien-ban.txt")
    place(folder, file.blob_id).unlink()
    assert check([file.blob]) == {file.blob_id: "missing"}
    since = BlobCheck.objects.get().since
    assert check([file.blob])
    assert BlobCheck.objects.get().since == since

    stored(TEXT)

    assert check([file.blob]) == {}
    assert list_damaged(viewer=administrator) == []


def test_the_longest_unread_come_first_when_the_night_is_short(folder, agency):
    one, two = stored(TEXT), stored(TEXT + b"2")
    check([one])

    assert check_all(until=now()) == 0
    assert check_all(until=later()) == 2
    assert BlobCheck.objects.get(blob=two).at <= BlobCheck.objects.get(blob=one).at


def test_files_are_found_wherever_a_table_names_them(agency, administrator, official, unit):
    blob = stored(word97("Quy trình"), name="a.doc")
    revision = RevisionFactory(
        document=DocumentFactory(agency=agency), in_force=True, source=blob, source_name="qt.doc"
    )
    DecisionFactory(agency=agency, file=blob, file_name="qd.doc")
    attach(unit, actor=official, file=word97("Quy trình"), name="kem.doc")

    held = {(one.name, one.ref and one.ref.uuid) for one in holders_of([blob.pk])}

    assert held >= {("qt.doc", revision.uuid), ("kem.doc", unit.uuid)}
    assert "qd.doc" in {name for name, _uuid in held}
    assert len({model for model, _key in _keys()}) > 5


def test_a_document_the_administrator_may_not_see_is_not_named(folder, agency, administrator):
    blob = stored(word97("Kín"), name="a.doc")
    secret = DocumentFactory(agency=agency, title="Phương án kín", label=Document.Label.LIMITED)
    RevisionFactory(document=secret, in_force=True, source=blob, source_name="phuong-an-kin.doc")
    place(folder, blob.pk).unlink()
    check([blob])

    [row] = list_damaged(viewer=administrator)

    assert (row.name, row.title, row.url) == ("", "", "")
    assert "kin" not in Notice.objects.get(user=administrator.user).subject_text


def test_the_page_tells_and_reads_again(folder, agency, unit, administrator, official, signed_in):
    client = signed_in(administrator)
    address = f"/{agency.short_name}/files/"
    assert "Chưa kiểm tra lần nào" in client.get(address).content.decode()
    file = attach(unit, actor=official, file=TEXT, name="bien-ban.txt")
    check_all(until=later())
    assert "Không có tệp nào của cơ quan bị hỏng" in client.get(address).content.decode()
    place(folder, file.blob_id).unlink()
    check([file.blob])

    page = client.get(address).content.decode()
    assert "bien-ban.txt" in page
    assert "Mất tệp" in page
    assert "Còn 1 tệp" in client.send(f"{address}check/", follow=True).content.decode()

    stored(TEXT)
    assert "Các tệp đã đọc lại được" in client.send(f"{address}check/", follow=True).content.decode()


def test_the_same_number_of_queries_for_few_and_many(folder, unit, administrator, official, django_assert_num_queries):
    for number in range(2):
        attach(unit, actor=official, file=TEXT + bytes([65 + number]), name=f"{number}.txt")
    check_broken(folder)
    get_stored_page(viewer=administrator)
    queries = 3 + len(_keys()) + 1
    with django_assert_num_queries(queries):
        assert len(get_stored_page(viewer=administrator).damaged) == 2
    for number in range(2, 12):
        attach(unit, actor=official, file=TEXT + bytes([65 + number]), name=f"{number}.txt")
    check_broken(folder)
    with django_assert_num_queries(queries):
        assert len(get_stored_page(viewer=administrator).damaged) == 12


def check_broken(folder):
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"khac")
    check(Blob.objects.all())
