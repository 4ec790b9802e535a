"""Which documents name another: by the index for a page, by reading everything before a withdrawal; the same answer."""

import pytest

from sotay.blobs.models import BlobText
from sotay.blobs.storage import store
from sotay.search import index
from sotay.support.documents.citing import _spacings, citing
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db


def held(agency, code, text="", said=""):
    revision = RevisionFactory(document=DocumentFactory(agency=agency, code=code), in_force=True, text=text)
    if said:
        revision.source, revision.source_name = store(said.encode(), name="a.txt"), "a.txt"
        revision.save()
        BlobText.objects.update_or_create(blob=revision.source, defaults={"state": "DONE", "text": said})
    revision.document.state = "IN_FORCE"
    revision.document.save()
    index.keep([revision.document])
    return revision.document


@pytest.mark.parametrize(
    "written", ["QT BIS 01", "QTBIS01", "QT BIS01", "QTBIS 01", "QT-BIS-01", "(QT BIS 01)", "QT BIS 01."]
)
@pytest.mark.parametrize("place", ["text", "said"])
def test_a_code_is_found_in_texts_and_files_however_it_is_spaced(agency, written, place):
    document = held(agency, "QT BIS 01")
    held(agency, "QT 02", **{place: f"Thực hiện theo {written} và hướng dẫn."})
    held(agency, "QT 03", **{place: "Thực hiện theo QT BIS 011, QT BIS 02."})

    for by_index in (True, False):
        assert [one.document.code for one in citing(document, by_index=by_index)] == ["QT 02"]


def test_codes_of_other_agencies_and_of_long_texts_are_told_apart(agency, other_agency):
    document = held(agency, "QT 01/VP")
    held(other_agency, "QT 02", text="Theo QT 01/VP.")
    held(agency, "QT 03", text="Đoạn dài. " * 900 + "Theo QT 01/VP." + " Đoạn nữa." * 900)

    assert [one.document.code for one in citing(document, by_index=True)] == ["QT 03"]


def test_the_page_of_a_document_asks_as_much_for_thirty_others_as_for_none(
    agency, django_assert_max_num_queries, django_assert_num_queries
):
    document = held(agency, "QT 01/VP")
    with django_assert_max_num_queries(4):
        assert citing(document, by_index=True) == []
    for number in range(30):
        held(agency, f"HD {number}", text="Theo QT 01/VP.")
    with django_assert_num_queries(4):
        assert len(citing(document, by_index=True)) == 30


def test_a_code_of_many_pieces_stays_cheap():
    assert len(list(_spacings("A1-B2-C3-D4-E5-F6"))) <= 64
    assert list(_spacings("MTCL")) == [["mtcl"]]
