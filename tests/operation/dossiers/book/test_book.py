"""The register of a year: its lines, who reads names, and that the head closes it when the year is over."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.operation.dossiers import books
from sotay.operation.dossiers.book import commands, views
from sotay.operation.dossiers.models import DossierBook
from sotay.ui.formats import ngay
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierBookFactory, DossierFactory, happen
from tests.paper_words import said_on

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2025, 6, 2)


@pytest.fixture
def desk(agency):
    return person(agency, Seat.Role.ONE_STOP)


def of_last_year(agency, **more):
    return DossierFactory(agency=agency, received_date=LAST_YEAR, with_person=True, **more)


def submitted(actor, year=2025):
    return commands.submit_book(actor.agency, actor=actor, year=year, on=TODAY)


def codes_of(reasons):
    return [one.code for one in reasons]


def test_the_head_closes_it_and_nothing_is_received_in_it_any_more(agency, desk, head):
    of_last_year(agency)
    of_last_year(agency, refused=True)
    DossierFactory(agency=agency)
    assert codes_of(books.why_closed(agency.pk, 2025)) == []
    approval = submitted(desk)
    assert codes_of(books.why_closed(agency.pk, 2025)) == ["book_submitted"]
    approve(approval, actor=head, version=approval.version, on=TODAY)
    book = DossierBook.objects.get(agency=agency)
    assert (book.state, book.count, book.closed_date) == ("CLOSED", 2, TODAY)
    assert codes_of(books.why_closed(agency.pk, 2025)) == ["book_closed"]
    assert codes_of(books.why_closed(agency.pk, 2026)) == []
    assert Entry.objects.filter(action="operation.dossier_book.closed").count() == 1


def test_a_signed_paper_closes_it_as_well(agency, desk, secretary, head):
    of_last_year(agency)
    approval = submitted(desk)
    approve_by_paper(
        approval, actor=secretary, version=approval.version, number="2/QĐ", date=TODAY, signer_name=str(head.user)
    )
    assert DossierBook.objects.get(agency=agency).closed_date == TODAY


def test_what_comes_back_is_open_again(agency, desk, head):
    of_last_year(agency)
    approval = submitted(desk)
    return_with_reason(approval, actor=head, version=approval.version, reason="Còn thiếu")
    book = DossierBook.objects.get(agency=agency)
    assert (book.state, book.returned_reason) == ("OPEN", "Còn thiếu")
    assert submitted(desk)


def test_a_year_that_is_not_over_or_empty_or_closed_is_refused(agency, desk, head):
    DossierFactory(agency=agency)
    for year, code in ((2026, "year_not_over"), (2024, "empty")):
        with pytest.raises(Refused) as refused:
            submitted(desk, year)
        assert refused.value.codes == (code,)
    of_last_year(agency)
    approval = submitted(desk)
    with pytest.raises(Refused) as refused:
        submitted(desk)
    assert refused.value.codes == ("submitted",)
    approve(approval, actor=head, version=approval.version, on=TODAY)
    with pytest.raises(Refused) as refused:
        submitted(desk)
    assert refused.value.codes == ("closed",)


def test_an_official_does_not_close_it(agency, official):
    with pytest.raises(PermissionDenied):
        submitted(official)


def page_of(agency, name="dossier_book", year=2025, query=""):
    return reverse(f"operation:{name}", kwargs={"agency": agency.short_name, "slug": year}) + query


def test_lines_stand_in_the_order_of_reception_with_names_masked(agency, desk, signed_in):
    second = of_last_year(agency, number=2)
    first = DossierFactory(agency=agency, received_date=date(2025, 1, 6), number=9)
    text = signed_in(desk).get(page_of(agency)).content.decode()
    assert text.index(first.code) < text.index(second.code)
    assert "Nguyễn V. A." in text
    assert "Nguyễn Văn An" not in text


def test_the_paper_has_names_for_those_who_may_see_them_alone(agency, desk, signed_in):
    dossier = of_last_year(agency)
    happen(dossier, "RESULT", date(2025, 6, 4))
    happen(dossier, "RETURNED", date(2025, 6, 5))
    other = person(agency, Seat.Role.OFFICIAL, unit=UnitFactory(agency=agency))
    own = person(agency, Seat.Role.OFFICIAL, unit=dossier.unit)
    for actor, whole in ((desk, True), (own, True), (other, False)):
        text = signed_in(actor).get(page_of(agency, "dossier_book_print")).content.decode()
        assert ("Nguyễn Văn An" in text, "0905123678" in text) == (whole, whole)
        assert "Trước hạn" in text


def test_a_large_one_is_printed_in_parts_and_signed_at_its_end(agency, desk, head, signed_in, monkeypatch):
    monkeypatch.setattr(views, "PER_PAPER", 2)
    for _number in range(3):
        of_last_year(agency)
    client = signed_in(desk)
    first, last = (
        said_on(client.get(page_of(agency, "dossier_book_print", query=f"?page={one}")).text) for one in (1, 2)
    )

    assert "(từ số 1 đến số 2)" in first
    assert "(từ số 3 đến số 3)" in last
    assert "Phần 2 / 2" in first
    assert [("Sổ chưa khóa." in one, "NGƯỜI GHI SỔ" in one) for one in (first, last)] == [(False, False), (True, True)]
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Bộ phận Tiếp nhận và Trả kết quả", agency.name):
        assert words in first


def test_the_paper_of_a_closed_one_says_who_confirmed_it(agency, desk, head, signed_in):
    of_last_year(agency)
    approval = submitted(desk)
    approve(approval, actor=head, version=approval.version, on=TODAY)

    told = said_on(signed_in(desk).get(page_of(agency, "dossier_book_print")).text)

    assert f"Sổ khóa ngày {ngay(TODAY)}, có 1 hồ sơ." in told
    assert f"Xác nhận trên hệ thống ngày {ngay(TODAY)}" in told
    assert head.user.full_name in told


def test_files_have_masked_names(agency, desk, signed_in):
    of_last_year(agency)
    answer = signed_in(desk).get(page_of(agency, query="?export=csv"))
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert "Nguyễn V. A." in text
    assert "0905123678" not in text


def test_a_year_to_come_is_not_found(agency, desk, signed_in):
    assert signed_in(desk).get(page_of(agency, year=2999)).status_code == 404


def test_an_agency_with_its_dossiers_elsewhere_is_told_so(agency, desk, signed_in):
    assert "hệ thống một cửa" in signed_in(desk).get(page_of(agency)).content.decode()


@pytest.mark.parametrize("name", ["dossier_book", "dossier_book_print"])
def test_the_same_questions_for_one_and_thirty(agency, desk, signed_in, name):
    client = signed_in(desk)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get(page_of(agency, name))
        return len(seen)

    of_last_year(agency)
    asked()
    one = asked()
    for _number in range(30):
        of_last_year(agency)
    assert asked() == one


def test_a_closed_one_says_how_many(agency, desk, signed_in):
    DossierBookFactory(agency=agency, closed=True, count=7)
    assert "7 hồ sơ" in signed_in(desk).get(page_of(agency)).content.decode()
