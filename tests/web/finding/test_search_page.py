"""The search page groups what is found and answers htmx with the part alone."""

import pytest

from sotay.agency.models import Seat
from sotay.organisation.units.commands import create_unit
from sotay.search import index
from sotay.search.files import read_waiting
from sotay.search.queries import find
from sotay.support.documents.models import Document
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.blobs import stored, word97
from tests.factories.support import AudienceFactory, DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db


def test_records_obligations_and_clauses_are_found_without_marks(agency, secretary, signed_in):
    create_unit(agency, actor=secretary, code="DG", name="Phòng Đánh giá")

    page = signed_in(secretary).get(f"/{agency.short_name}/search/?q=danh gia").content.decode()

    assert "Phòng Đánh giá" in page
    assert "Việc phải làm" in page
    assert "9.2" in page


def test_htmx_gets_the_part_alone(agency, secretary, signed_in):
    response = signed_in(secretary).get(f"/{agency.short_name}/search/?q=danh gia", headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()


def test_what_is_typed_is_shown_as_text(agency, secretary, signed_in):
    page = (
        signed_in(secretary).get(f"/{agency.short_name}/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    )
    assert "<script>alert(1)" not in page


def test_nothing_found_says_so(agency, secretary, signed_in):
    assert "Không tìm thấy gì" in signed_in(secretary).get(f"/{agency.short_name}/search/?q=zzzzqqq").content.decode()


@pytest.fixture
def documents(agency, settings, tmp_path):
    """A procedure in force with a file, an instruction, and a procedure only its makers may see."""
    settings.SOTAY_BLOBS = tmp_path / "blobs"
    procedure = DocumentFactory(agency=agency, code="QT BIS 01", title="Cấp giấy phép bưu chính", clauses=["8.5.1"])
    source = stored(word97("Người yêu cầu chứng thực nộp bản sao có chứng thực."), name="qt.doc")
    RevisionFactory(document=procedure, in_force=True, source=source, source_name="qt-bis-01.doc")
    instruction = DocumentFactory(agency=agency, code="HD 02", title="Hướng dẫn bưu chính", level=3)
    RevisionFactory(document=instruction, in_force=True)
    hidden = DocumentFactory(agency=agency, code="QT 99", title="Bưu chính chưa ban hành")
    RevisionFactory(document=hidden)
    index.keep([procedure, instruction, hidden])
    read_waiting(most=9)
    return procedure, instruction, hidden


def shown(client, agency, **asked):
    return client.get(f"/{agency.short_name}/search/", asked).content.decode()


def test_a_file_of_the_revision_in_force_is_found_and_named(agency, official, documents, signed_in):
    page = shown(signed_in(official), agency, q="yeu cau chung thuc")

    assert "<mark>yêu cầu chứng thực</mark>" in page
    assert "trong tệp qt-bis-01.doc" in page


def test_documents_are_found_by_code_and_narrowed(agency, official, documents, signed_in):
    client = signed_in(official)
    unit = documents[0].unit

    assert "Cấp giấy phép" in shown(client, agency, q="QTBIS01")
    for narrowed in (
        {"level": 3},
        {"clause": "9"},
        {"state": "WITHDRAWN"},
        {"kind": "agency.unit"},
        {"kind": "agency.unit", "level": 2},
    ):
        assert "Cấp giấy phép" not in shown(client, agency, q="buu chinh", **narrowed)
    for narrowed in ({"level": 2}, {"clause": "8.5"}, {"state": "IN_FORCE"}, {"unit": str(unit.uuid)}, {"level": "x"}):
        assert "Cấp giấy phép" in shown(client, agency, q="buu chinh", **narrowed)


def test_what_is_being_prepared_is_found_by_its_makers_alone(agency, official, secretary, documents, signed_in):
    assert "chưa ban hành" not in shown(signed_in(official), agency, q="QT 99")
    assert "Bưu chính chưa ban hành" in shown(signed_in(secretary), agency, q="QT 99")


def test_a_page_that_does_not_show_all_says_so(agency, secretary, signed_in):
    client = signed_in(secretary)
    units = [UnitFactory(agency=agency, name=f"Phòng Chung {n:02}") for n in range(51)]

    index.keep(units[:50])
    assert "Tìm thấy 50 mục" in shown(client, agency, q="phong chung")
    index.keep(units)
    page = shown(client, agency, q="phong chung")
    assert "Hiện 50 mục phù hợp nhất; còn nữa" in page
    assert "Tìm thấy" not in page


@pytest.mark.parametrize("words", ["\0", "a\0b", "\0abc", "x" * 500, "%", "___", "và của các", '"qt" -khac', "a'b\\"])
def test_whatever_is_typed_is_answered(agency, official, documents, signed_in, words):
    assert "Cấp giấy phép" not in shown(signed_in(official), agency, q=words)


def test_a_document_of_another_unit_alone_shows_nowhere_in_what_is_found(agency, secretary, signed_in):
    """Neither title, text nor count tells of it, whatever narrows the search."""
    mine, theirs = UnitFactory(agency=agency), UnitFactory(agency=agency)
    words = "Mật khẩu két sắt Kanari"
    limited = DocumentFactory(agency=agency, code="QT MAT 7", title="Giữ két", unit=theirs, label="LIMITED")
    RevisionFactory(document=limited, in_force=True, text=words)
    AudienceFactory(document=limited, unit=theirs)
    index.keep([limited])
    stranger = signed_in(person(agency, Seat.Role.OFFICIAL, unit=mine))
    reader = signed_in(person(agency, Seat.Role.OFFICIAL, unit=theirs))

    for asked in ("QTMAT7", "giu ket", "ket sat kanari", "kanari"):
        assert "QT MAT 7" in shown(reader, agency, q=asked)
        for narrowed in ({}, {"kind": "support.document"}, {"unit": str(theirs.uuid)}, {"state": "IN_FORCE"}):
            page = shown(stranger, agency, q=asked, **narrowed)
            assert "Không tìm thấy gì" in page
            assert "Tìm thấy 0 mục" in page
            assert "khẩu két" not in page


def test_what_was_withdrawn_is_found_behind_what_holds(documents, agency, secretary):
    procedure, instruction, _hidden = documents
    found = [hit.known.title for hit in find("bưu chính", viewer=secretary, kind="support.document")]
    assert found.index(str(instruction)) < found.index(str(procedure))  # by the alphabet

    instruction.state, instruction.withdrawn_date = Document.State.WITHDRAWN, TODAY
    instruction.withdrawn_reason = "Bãi bỏ"
    instruction.save()
    index.keep([instruction])

    found = [hit.known.title for hit in find("bưu chính", viewer=secretary, kind="support.document")]
    assert found.index(str(procedure)) < found.index(str(instruction))
