"""Files on records are read after they were put there, and found by what they say as long as they lie there."""

import pytest

from sotay.attachments.commands import attach, take_off
from sotay.blobs.models import BlobText
from sotay.search import files, index
from sotay.search.models import IndexFile, IndexPassage
from sotay.search.queries import find
from tests.factories.agency import DecisionFactory
from tests.factories.blobs import pdf_saying, png, stored, word97

pytestmark = pytest.mark.django_db
TEXT = "Biên bản họp: thống nhất phương án di dời trụ sở."


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SOTAY_BLOBS = tmp_path / "blobs"


@pytest.fixture
def decision(agency):
    made = DecisionFactory(agency=agency, number="9/QĐ-X", summary="Về trụ sở")
    index.keep([made])
    return made


def hits(words, viewer):
    return [(hit.known.title, hit.match, hit.file) for hit in find(words, viewer=viewer)]


def test_a_file_is_found_once_it_was_read(decision, secretary):
    attach(decision, actor=secretary, file=TEXT.encode(), name="bien-ban.txt")
    assert hits("phuong an di doi", secretary) == []
    assert BlobText.objects.get().state == BlobText.State.WAITING

    assert files.read_waiting(most=10) == 1

    assert hits("phuong an di doi", secretary) == [(str(decision), "phương án di dời", "bien-ban.txt")]
    assert hits("qd x di doi", secretary)  # a word of the code with one of the file
    assert files.read_waiting(most=10) == 0


def test_a_file_taken_off_is_not_found_any_more(decision, secretary):
    attachment = attach(decision, actor=secretary, file=TEXT.encode(), name="bien-ban.txt")
    files.read_waiting(most=10)

    take_off(attachment, actor=secretary, version=1, reason="Nhầm hồ sơ")

    assert hits("di doi", secretary) == []
    assert not IndexFile.objects.exists()
    assert not IndexPassage.objects.exclude(name="").exists()


def test_a_file_read_before_is_found_at_once_elsewhere(agency, decision, secretary):
    attach(decision, actor=secretary, file=TEXT.encode(), name="a.txt")
    files.read_waiting(most=10)
    other = DecisionFactory(agency=agency, number="10/QĐ-X", summary="Khác")

    attach(other, actor=secretary, file=TEXT.encode(), name="b.txt")

    assert {title for title, _match, _file in hits("di doi", secretary)} == {str(decision), str(other)}


def test_a_file_without_text_is_told_and_done_with(decision, secretary):
    for content, name in ((png(), "anh.png"), (pdf_saying(""), "quet.pdf")):
        attach(decision, actor=secretary, file=content, name=name)

    assert files.read_waiting(most=10) == 2
    assert set(BlobText.objects.values_list("state", "reason")) == {("NONE", "PICTURE"), ("NONE", "NO_TEXT")}


def test_a_file_whose_reading_is_cut_off_three_times_is_let_be(decision, secretary):
    attach(decision, actor=secretary, file=TEXT.encode(), name="a.txt")
    for _try in range(files.TRIES):
        assert files._begin()

    assert files._begin() is None
    assert BlobText.objects.get().reason == BlobText.Reason.TOO_MUCH


def test_one_that_fails_does_not_hold_up_the_others(decision, secretary):
    attach(decision, actor=secretary, file=word97("x").replace(b"1Table", b"1Tible"), name="a.doc")
    attach(decision, actor=secretary, file=TEXT.encode(), name="b.txt")

    assert files.read_waiting(most=10) == 2
    assert hits("di doi", secretary)


def test_texts_are_read_at_once_for_who_cannot_wait():
    one, two = stored(TEXT.encode()), stored(png(), name="a.png")

    assert files.texts_of([one.pk, two.pk]) == {one.pk: TEXT, two.pk: ""}
    assert files.texts_of([one.pk]) == {one.pk: TEXT}


def test_a_file_that_needs_a_program_waits_again_when_there_is_one(monkeypatch):
    blob = stored(TEXT.encode())
    BlobText.objects.create(blob=blob, state="NONE", reason="NO_PROGRAM")
    monkeypatch.setattr(files, "programs", dict)
    assert files.read_again() == 0

    monkeypatch.setattr(files, "programs", lambda: {"antiword": "/usr/bin/antiword"})
    assert files.read_again() == 1
    assert BlobText.objects.get().state == "WAITING"


def test_what_did_not_change_is_not_written_again(decision, secretary, django_assert_max_num_queries):
    attach(decision, actor=secretary, file=TEXT.encode(), name="a.txt")
    files.read_waiting(most=10)
    before = set(IndexPassage.objects.values_list("pk", flat=True))

    with django_assert_max_num_queries(10):  # six of them savepoints
        index.keep([decision])

    assert set(IndexPassage.objects.values_list("pk", flat=True)) == before


def test_rebuilding_finds_the_same(decision, secretary):
    attach(decision, actor=secretary, file=TEXT.encode(), name="a.txt")
    files.read_waiting(most=10)
    before = hits("di doi", secretary)

    index.rebuild()

    assert hits("di doi", secretary) == before
