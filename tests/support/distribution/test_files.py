"""Which files of a revision open as they were stored, and which are read from a copy that says what it is."""

from datetime import timedelta

import pytest

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.blobs.storage import store
from sotay.support.distribution.models import Opening
from sotay.support.documents.models import Document, Kind, Revision
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.support.distribution.test_copies import pages, words, written
from tests.support.distribution.test_pages import url
from tests.support.distribution.test_rendering import docx

pytestmark = pytest.mark.django_db
State = Revision.State


@pytest.fixture
def revision(agency):
    document = DocumentFactory(agency=agency, unit=UnitFactory(agency=agency), code="QT 05")
    return RevisionFactory(document=document, in_force=True)


@pytest.fixture
def people(agency, revision):
    """Return somebody elsewhere, somebody of the unit that keeps the document, and the secretary."""
    return {
        "reader": person(agency, Seat.Role.OFFICIAL, unit=UnitFactory(agency=agency)),
        "writer": person(agency, Seat.Role.OFFICIAL, unit=revision.document.unit),
        "secretary": person(agency, Seat.Role.SECRETARY),
    }


def with_pdf(revision):
    revision.parts.all().delete()
    revision.pdf, revision.pdf_name = store(written(pages()), name="a.pdf"), "a.pdf"
    revision.save()
    return "pdf"


def with_word(revision):
    revision.parts.all().delete()
    revision.source, revision.source_name = docx(), "a.docx"
    revision.save()
    return "source"


@pytest.mark.parametrize("state", [State.IN_FORCE, State.SUPERSEDED])
@pytest.mark.parametrize("who", ["reader", "writer"])
@pytest.mark.parametrize(("query", "manner"), [("", Opening.Manner.VIEW), ("?save", Opening.Manner.DOWNLOAD)])
def test_pages_that_were_issued_are_read_from_a_copy_alone(
    agency, revision, people, signed_in, state, who, query, manner
):
    what = with_pdf(revision)
    if state == State.SUPERSEDED:
        revision.state, revision.ended_date = state, today()
        revision.save()
    file = url(agency, "revision_file", slug=revision.uuid, what=what)

    answer = signed_in(people[who]).get(file + query, follow=True)

    assert revision.check_code in words(answer.content)
    assert list(Opening.objects.values_list("user", "manner")) == [(people[who].user.pk, manner)]


def test_a_pdf_put_in_as_the_file_to_edit_is_read_from_a_copy_as_well(agency, revision, people, signed_in):
    revision.source, revision.source_name = store(written(pages()), name="a.pdf"), "a.pdf"
    revision.save()
    file = url(agency, "revision_file", slug=revision.uuid, what="source")

    assert signed_in(people["reader"]).get(file).url == url(agency, "controlled_copy", slug=revision.uuid)


def test_who_runs_the_system_takes_the_pdf_itself_and_is_told_of(agency, revision, people, signed_in):
    file = url(agency, "revision_file", slug=revision.uuid, what=with_pdf(revision))
    client = signed_in(people["secretary"])

    assert b"".join(client.get(f"{file}?save").streaming_content) == written(pages())
    client.head(file)

    assert [one.manner for one in Opening.objects.all()] == [Opening.Manner.DOWNLOAD]


def test_a_file_that_is_edited_opens_to_who_writes_it(agency, revision, people, signed_in):
    file = url(agency, "revision_file", slug=revision.uuid, what=with_word(revision))
    with_pdf(revision)

    assert signed_in(people["writer"]).get(file).status_code == 200
    assert (
        signed_in(people["reader"]).get(file).url == url(agency, "controlled_copy", slug=revision.uuid) + "?as=download"
    )


def test_without_pages_the_file_itself_is_offered(agency, revision, people, signed_in):
    file = url(agency, "revision_file", slug=revision.uuid, what=with_word(revision))
    client = signed_in(people["reader"])

    said = client.get(url(agency, "controlled_copy", slug=revision.uuid))
    assert said.status_code == 404
    assert f"{file}?save" in said.content.decode()
    assert client.get(file)["Content-Disposition"].startswith("attachment")


def test_a_form_is_there_to_be_filled_in(agency, revision, people, signed_in):
    Document.objects.filter(pk=revision.document.pk).update(kind=Kind.FORM)
    file = url(agency, "revision_file", slug=revision.uuid, what=with_word(revision))
    with_pdf(revision)
    client = signed_in(people["reader"])

    assert client.get(file).status_code == 200
    assert f"{file}?save" in client.get(url(agency, "document_detail", slug=revision.document.slug)).content.decode()
    revision.state, revision.ended_date = State.SUPERSEDED, today()
    revision.save()
    assert client.get(file).status_code == 404


def test_what_comes_into_force_tomorrow_is_read_from_a_copy_by_readers(agency, revision, people, signed_in):
    tomorrow = today() + timedelta(days=1)
    coming = RevisionFactory(document=revision.document, approved=True, edition=2, order=2, in_force_date=tomorrow)
    file = url(agency, "revision_file", slug=coming.uuid, what=with_pdf(coming))

    assert "CHƯA CÓ HIỆU LỰC" in words(signed_in(people["reader"]).get(file, follow=True).content)
    assert signed_in(people["writer"]).get(file).status_code == 200
