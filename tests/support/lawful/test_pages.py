"""Pages about what a law changes, as the head of a unit uses them."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.agency.workdays import add_months
from sotay.blobs.models import BlobText
from sotay.context.models import LawReview
from sotay.support.lawful.citing import laws_in, pattern_of
from sotay.support.lawful.waiting import laws_to_follow
from sotay.support.models import AffectedDocument, ChangeRequest, LegalBasis
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory
from tests.factories.blobs import stored
from tests.factories.context import LawFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def law(agency):
    return LawFactory(agency=agency, number="118/2025/NĐ-CP", key="118/2025/ndcp", effective_date=date(2026, 6, 1))


@pytest.fixture
def review(agency, law, unit):
    return LawReview.objects.create(agency=agency, law=law, unit=unit)


def url(agency, name, **kwargs):
    return reverse(f"support:{name}", kwargs={"agency": agency.short_name, **kwargs})


def in_force(agency, unit, *, text="Quy định.", laws=(), **document):
    revision = RevisionFactory(document=DocumentFactory(agency=agency, unit=unit, **document), in_force=True, text=text)
    for law in laws:
        LegalBasis.objects.create(agency=agency, revision=revision, law=law)
    return revision.document


def test_the_head_of_a_unit_names_documents_asks_for_changes_and_sees_them_followed(
    agency, unit, unit_head, law, review, signed_in
):
    document, client = in_force(agency, unit, code="QT 21"), signed_in(unit_head)
    law.effective_date = today()
    law.save()
    page = url(agency, "lawful_review", slug=law.slug)
    assert f"{add_months(today(), 3):%d/%m/%Y}" in client.get(page).content.decode()

    client.send(url(agency, "lawful_affected", slug=review.uuid), {"documents": [document.pk], "version": 1})
    client.send(url(agency, "lawful_requests", slug=review.uuid))

    assert ChangeRequest.objects.get().document == document
    told = client.get(page).content.decode()
    assert ChangeRequest.objects.get().code in told
    assert "đang sửa" in told
    revision = document.revisions.get()
    LegalBasis.objects.create(agency=agency, revision=revision, law=law)
    assert "bản nêu văn bản này có hiệu lực từ" in client.get(page).content.decode()
    register = client.get(reverse("context:law_list", kwargs={"agency": agency.short_name})).content.decode()
    assert "Đã áp dụng" in register


def test_the_page_asks_as_often_for_30_documents_as_for_1(agency, unit, unit_head, law, review, signed_in):
    client = signed_in(unit_head)
    review.finding, review.decided_by, review.decided_date = "AFFECTS", UserFactory(), TODAY
    review.save()

    def asked():
        client.get(url(agency, "lawful_review", slug=law.slug))
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, "lawful_review", slug=law.slug))
        return len(seen)

    def affect(count):
        for _number in range(count):
            document = in_force(agency, unit)
            AffectedDocument.objects.create(agency=agency, law=law, review=review, document=document)

    affect(1)
    few = asked()
    affect(25)

    assert asked() == few


def test_dead_laws_still_named_by_documents_in_force_are_shown_with_where(agency, unit, secretary, official, signed_in):
    dead = LawFactory(
        agency=agency,
        number="61/2018/NĐ-CP",
        key="61/2018/ndcp",
        effective_date=date(2018, 6, 21),
        expiry_date=date(2025, 7, 1),
    )
    alive = LawFactory(agency=agency, number="30/2020/NĐ-CP", key="30/2020/ndcp")
    in_force(agency, unit, code="QT 51", laws=[dead, alive])
    in_force(agency, unit, code="QT 52", text="Nghị định số 61/2018/NĐ-CP và Nghị định số 30/2020/NĐ-CP")
    in_force(agency, unit, code="QT 53", text="Điều 61 khoản 2018 của 161/2018/NĐ-CP")
    in_force(agency, unit, code="QT 54", text="61/2018/NĐ-CP", label="LIMITED")
    filed = in_force(agency, unit, code="QT 55").revisions.get()
    filed.source, filed.source_name = stored(), "quy-trinh.txt"
    filed.save()
    read = {"state": "DONE", "text": "Căn cứ Nghị định số 61/2018/NĐ-CP"}
    BlobText.objects.update_or_create(blob=filed.source, defaults=read)
    page = reverse("context:law_dead", kwargs={"agency": agency.short_name})

    shown = signed_in(secretary).get(page).content.decode()
    hidden = signed_in(official).get(page).content.decode()

    for words in (
        "61/2018/NĐ-CP",
        "QT 51",
        "QT 52",
        "QT 54",
        "QT 55",
        "tệp quy-trinh.txt",
        "văn bản căn cứ",
        "01/07/2025",
    ):
        assert words in shown
    assert "QT 53" not in shown
    assert "30/2020/NĐ-CP" not in shown
    assert "QT 54" not in hidden
    file = load_workbook(
        io.BytesIO(b"".join(signed_in(official).get(page, {"export": "xlsx"}).streaming_content))
    ).active
    (row,) = list(file.values)[1:]
    assert (row[0], row[1].date()) == (str(dead), date(2025, 7, 1))
    assert "QT 52" in row[3]
    assert "QT 54" not in row[3]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 61/2018/NĐ-CP", "Nghị định 61 / 2018 / NĐ-CP", "Quyết định số 05/2020/QĐ-TTg", "Nghị định số 74/CP",
        "Luật Đất đai năm 2024", "Bộ luật Dân sự năm 2015", "Thông tư 12/2015/TT-BKHCN",
    ],
)  # fmt: skip
def test_the_expression_that_finds_texts_stands_in_every_text_that_cites_the_law(text):
    import re

    keys = laws_in(text)

    assert keys
    assert re.search(pattern_of(keys), text)


def test_what_waits_is_told_to_the_heads_with_the_raw_day(agency, unit, unit_head, review, secretary):
    nobody = LawReview.objects.create(agency=agency, law=review.law, unit=UnitFactory(agency=agency))
    done = LawFactory(agency=agency)
    decided = {"decided_by": unit_head.user, "decided_date": TODAY}
    LawReview.objects.create(agency=agency, law=done, unit=unit, finding="NO_EFFECT", reason="x", **decided)
    affects = LawReview.objects.create(agency=agency, law=done, unit=nobody.unit, finding="AFFECTS", **decided)
    document = in_force(agency, nobody.unit)
    AffectedDocument.objects.create(agency=agency, law=done, review=affects, document=document)

    told = {one.key: one for one in laws_to_follow(Asked((agency.pk,), TODAY))}

    mine = told[f"law_review:{review.uuid}"]
    assert (mine.user_ids, mine.act, mine.due) == (frozenset({unit_head.user.pk}), "Rà soát văn bản", date(2026, 9, 1))
    assert told[f"law_review:{nobody.uuid}"].user_ids == {secretary.user.pk}
    assert told[f"law_review:{affects.uuid}"].params == {"count": 1}
    assert len(told) == 3


def test_many_agencies_are_told_with_the_queries_of_one(agency):
    def asked(agencies):
        with CaptureQueriesContext(connection) as seen:
            assert len(list(laws_to_follow(Asked(tuple(one.pk for one in agencies), TODAY)))) == len(agencies)
        return len(seen)

    agencies = [AgencyFactory() for _number in range(10)]
    for one in agencies:
        LawReview.objects.create(agency=one, law=LawFactory(agency=one), unit=UnitFactory(agency=one))

    assert asked(agencies[:1]) == asked(agencies)


def test_a_unit_that_ended_is_named_so_and_the_secretary_gives_its_work_to_another(agency, secretary, signed_in):
    ended = UnitFactory(agency=agency, started_date=date(2020, 1, 1), ended_date=date(2026, 1, 31))
    heir = UnitFactory(agency=agency)
    review = LawReview.objects.create(agency=agency, law=LawFactory(agency=agency), unit=ended)
    client, law = signed_in(secretary), review.law

    def page(name):
        return client.get(reverse(name, kwargs={"agency": agency.short_name, "slug": law.slug})).content.decode()

    assert "kết thúc ngày 31/01/2026; phân công đơn vị tiếp nhận việc" in page("context:law_detail")
    assert "Đơn vị kết thúc ngày 31/01/2026" in page("support:lawful_review")
    (waiting,) = laws_to_follow(Asked((agency.pk,), TODAY))
    assert waiting.user_ids == {secretary.user.pk}
    sent = {"units": [heir.pk], "version": law.version}
    client.send(reverse("context:law_assign", kwargs={"agency": agency.short_name, "slug": law.slug}), sent)
    assert [one.unit for one in law.reviews.all()] == [heir]
