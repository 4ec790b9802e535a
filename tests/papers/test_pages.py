"""The pages of forms, the card beside every record, and what a file is answered with."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from sotay.agency.models import Seat
from sotay.blobs.kinds import recognise
from sotay.papers import forms
from sotay.papers.beside import papers_of
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.blobs import stored
from tests.factories.papers import FormSettingFactory, FormTemplateFactory, template
from tests.papers.making import RECORDS, request

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in, secretary):
    return signed_in(secretary)


def address(agency, name, **kwargs):
    return reverse(f"papers:{name}", kwargs={"agency": agency.short_name, **kwargs})


def test_every_form_has_its_place_in_the_list_and_a_page(client, agency):
    listed = client.get(address(agency, "form_list")).content.decode()

    for one in forms.everyone():
        page = address(agency, "form_detail", code=one.code)
        assert f'href="{page}"' in listed, one.code
        assert resolve(page).kwargs["code"] == one.code


def test_the_list_tells_the_day_with_the_edition(client, agency):
    FormSettingFactory(agency=agency, form="A3", edition="02", issued_date=date(2026, 2, 5))
    FormSettingFactory(agency=agency, form="A4", edition="", issued_date=date(2026, 3, 6))

    listed = client.get(address(agency, "form_list")).content.decode()

    assert '02<span class="basis d-block">05/02/2026</span>' in listed
    assert "06/03/2026" in listed


def test_the_list_shows_every_form_with_the_code_of_the_agency_alone(client, agency, other_agency):
    FormSettingFactory(agency=agency, form="A3", code="BM.01.07")
    FormSettingFactory(agency=other_agency, form="A3", code="BM.99.99")

    page = client.get(address(agency, "form_list")).text

    assert all(address(agency, "form_detail", code=one.code) in page for one in forms.everyone())
    assert "BM.01.07" in page
    assert "BM.99.99" not in page


def test_the_list_is_narrowed_by_words_group_and_code(client, agency):
    FormSettingFactory(agency=agency, form="A3", code="BM.01.07")
    url = address(agency, "form_list")

    def found(query):
        page = client.get(url + query).text
        return {one.code for one in forms.everyone() if address(agency, "form_detail", code=one.code) in page}

    assert found("?words=bm0107") == {"A3"}
    assert "A6" in found("?words=danh muc ho so")
    assert found("?group=I") >= {"I1", "I2", "I4"}
    assert not found("?group=I") & {"A1", "A3"}
    assert found("?own=yes") == {"A3"}


def test_the_list_stands_by_groups_and_folds_only_where_it_is_long(client, agency):
    url = address(agency, "form_list")

    whole, few = client.get(url).text, client.get(f"{url}?words=niem+yet").text

    assert whole.count('<details class="fold card-fold form-group" open data-fold-narrow') == whole.count("form-group")
    assert "Văn bản đi (NĐ 30/2020/NĐ-CP)" in whole
    assert "form-group" in few
    assert 'form-group" open data-fold-narrow' not in few


def test_nobody_reads_the_names_the_program_has_for_forms(client, agency):
    FormSettingFactory(agency=agency, form="letter", code="BM.05")

    page = client.get(address(agency, "form_list")).text

    shown = {one.code: one.number for one in forms.everyone()}
    assert [
        number for number in shown.values() if not re.fullmatch(r"[A-ZĐ]+\d*[A-Z]?(?:[-.][A-ZĐ\d]+)*", number)
    ] == []
    assert len({*shown.values()}) == len(shown)
    for code in ("COMMITTEE", "PROVINCE", "PLAN", "GUIDE", "register", "correction", "letter"):
        assert f">{code}<" not in page
        assert f">{shown[code]}<" in page
    assert '>BM.05<span class="basis">VB-CV</span>' in page
    assert "VB-CV" in client.get(f"{address(agency, 'form_list')}?words=vbcv").text


def test_a_form_without_blank_says_why_it_takes_no_template(client, agency):
    assert "chưa thay được bằng mẫu riêng" in client.get(address(agency, "form_detail", code="D5-GT")).text
    assert "Đưa mẫu lên" in client.get(address(agency, "form_detail", code="A3")).text


def test_the_list_leaves_as_a_file(client, agency):
    answer = client.get(address(agency, "form_list") + "?export=xlsx")

    assert recognise(BytesIO(b"".join(answer.streaming_content)), name="a.xlsx")


def test_a_file_bears_code_and_name_and_may_do_nothing(client, agency):
    FormSettingFactory(agency=agency, form="A3", code="BM.01.07")
    record = request(agency, 1)

    answer = client.get(address(agency, "record_print", code="A3", uuid=record.uuid, face="pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''BM.01.07%20-%20Phi%E1%BA%BFu")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("query", ["?day=x", "?day=2026-02-31", "?year=abc", "?year=1", "?half=3"])
def test_a_period_that_is_none_is_not_found(client, agency, query):
    assert client.get(address(agency, "form_print", code="A1", face="html") + query).status_code == 404


def test_a_form_of_records_is_only_printed_blank_without_one(client, agency):
    assert client.get(address(agency, "form_print", code="A3", face="html")).status_code == 200
    assert client.get(address(agency, "form_print", code="A3", face="xls")).status_code == 404
    assert client.get(address(agency, "form_print", code="Z9", face="pdf")).status_code == 404


def test_who_may_not_print_a_form_does_not_find_it(signed_in, agency, official):
    url = address(agency, "form_print", code="A5", face="html")

    assert signed_in(official).get(url).status_code == 404
    assert signed_in(official).get(url + "?blank=1").status_code == 200


def test_a_record_that_has_nothing_to_print_is_not_found(client, agency):
    hand_over = RECORDS["A7N"](agency, 1)

    def status(code):
        return client.get(address(agency, "record_print", code=code, uuid=hand_over.uuid, face="html")).status_code

    assert (status("A7N"), status("A7")) == (200, 404)


def test_a_template_that_fills_no_more_is_told_and_led_around(client, agency):
    broken = stored(template("{{ so_phieu.x() }}"), name="mau.docx")
    FormTemplateFactory(agency=agency, file=broken)
    url = address(agency, "form_print", code="A3", face="docx")

    answer = client.get(url)

    assert answer.status_code == 422
    assert "own=0" in answer.text
    assert client.get(url + "?own=0").status_code == 200


def test_the_card_beside_a_record_offers_its_forms(client, agency):
    record = request(agency, 1)
    FormSettingFactory(agency=agency, form="A3", code="BM.01.07")

    page = client.get(reverse("support:request_detail", kwargs={"agency": agency.short_name, "slug": record.slug})).text

    assert "Văn bản, biểu mẫu" in page
    assert "BM.01.07" in page
    for face in ("pdf", "docx", "html"):
        assert address(agency, "record_print", code="A3", uuid=record.uuid, face=face) in page


def test_a_paper_is_drafted_from_the_card_by_who_may(signed_in, client, agency, official):
    unit = UnitFactory(agency=agency)
    url = reverse("organisation:unit_detail", kwargs={"agency": agency.short_name, "slug": unit.slug})
    head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)

    assert "form=I-phan-cong" in client.get(url).text
    assert "form=I-phan-cong" in signed_in(head).get(url).text
    assert "I-phan-cong" not in signed_in(official).get(url).text


def test_the_card_costs_one_query_at_most(client, agency, secretary):

    record, law = request(agency, 1), UnitFactory(agency=agency)
    with CaptureQueriesContext(connection) as asked:
        papers_of(record, viewer=secretary, there=False)
    with CaptureQueriesContext(connection) as nothing:
        papers_of(law.agency, viewer=secretary, there=False)

    assert (len(asked), len(nothing)) == (1, 0)


def test_the_page_of_a_form_lists_the_fields_of_a_template(client, agency):
    page = client.get(address(agency, "form_detail", code="A3")).text

    assert "{{ so_phieu }}" in page
    assert "{%p for dong in can_cu %}" in page
    assert "PHIẾU YÊU CẦU" in page
