"""How an address answers with a paper: kept by nobody, and where it cannot be made, saying why and what can be had instead."""

import pytest
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Grant, Seat
from sotay.operation.dossiers.book import papers as register
from tests.conftest import person
from tests.factories.agency import UserFactory
from tests.factories.blobs import stored
from tests.factories.dossiers import DossierFactory
from tests.factories.papers import FormTemplateFactory, template
from tests.papers.making import RECORDS

pytestmark = pytest.mark.django_db


def printed(record, code, face="html"):
    kwargs = {"agency": record.agency.short_name, "code": code, "uuid": record.uuid, "face": face}
    return reverse("papers:record_print", kwargs=kwargs)


def page_of(record, name):
    return reverse(name, kwargs={"agency": record.agency.short_name, "slug": record.slug})


@pytest.fixture
def broken(agency):
    """Templates of the list of documents and of the request that fill no more."""
    for form in ("A1", "A3"):
        FormTemplateFactory(agency=agency, form=form, file=stored(template("{{ so_phieu.x() }}"), name="mau.docx"))


@pytest.mark.parametrize("face", ["html", "pdf", "docx"])
def test_a_paper_is_kept_by_no_browser_whatever_its_face(agency, secretary, signed_in, face):
    record, client = RECORDS["A3"](agency, 1), signed_in(secretary)
    for url in (printed(record, "A3", face), page_of(record, "support:request_print") + f"?face={face}"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.usefixtures("broken")
def test_both_addresses_of_a_paper_lead_around_a_template_that_fills_no_more(agency, secretary, signed_in):
    record, client = RECORDS["A3"](agency, 1), signed_in(secretary)
    page = page_of(record, "support:request_print")
    for url, without in (
        (printed(record, "A3", "docx"), "?own=0"),
        (f"{page}?face=docx", "?face=docx&amp;own=0"),
    ):
        answer = client.get(url)
        assert answer.status_code == 422
        assert "no-store" in answer["Cache-Control"]
        assert f'href="{without}"' in answer.text
        assert reverse("papers:form_detail", kwargs={"agency": agency.short_name, "code": "A3"}) in answer.text
        assert client.get(url.partition("?")[0] + without.replace("&amp;", "&")).status_code == 200


@pytest.mark.usefixtures("broken")
def test_a_guest_is_led_to_no_page_that_is_closed_to_guests(agency, signed_in):
    user = UserFactory()
    Grant.objects.create(agency=agency, to_user=user, purpose="Kiểm tra", from_date=today(), to_date=today())

    answer = signed_in(Actor(agency=agency, user=user)).get(
        reverse("support:document_export", kwargs={"agency": agency.short_name}) + "?face=docx"
    )

    assert answer.status_code == 422
    assert "/papers/forms/" not in answer.text
    assert "own=0" in answer.text


def test_a_paper_that_is_refused_while_it_is_built_says_why(agency, signed_in, monkeypatch):
    monkeypatch.setattr(register, "MOST", 1)
    DossierFactory(agency=agency)
    DossierFactory(agency=agency)
    client = signed_in(person(agency, Seat.Role.ONE_STOP))
    for face in ("html", "pdf"):
        kwargs = {"agency": agency.short_name, "code": "M07", "face": face}
        answer = client.get(reverse("papers:form_print", kwargs=kwargs) + "?year=2026")
        assert answer.status_code == 422
        assert "mở trang Sổ theo dõi hồ sơ và in từng phần" in answer.text
