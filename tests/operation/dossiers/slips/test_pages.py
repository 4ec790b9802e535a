"""Printed forms: what each says, that a former one says what was said then, and what is masked without the right."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.operation.dossiers import secret
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory, DossierPaperFactory, DossierPersonFactory, at, happen
from tests.factories.procedures import ProcedureStepFactory
from tests.factories.services import ServiceFactory
from tests.paper_words import said_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agency):
    return person(agency, Seat.Role.ONE_STOP)


def path_of(dossier, form, query=""):
    kwargs = {"agency": dossier.agency.short_name, "slug": dossier.slug, "form": form}
    return reverse("operation:dossier_slip", kwargs=kwargs) + query


@pytest.fixture
def read(signed_in):
    def text(actor, dossier, form, query=""):
        answer = signed_in(actor).get(path_of(dossier, form, query))
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        return answer.content.decode()

    return text


def a_dossier(agency, **more):
    dossier = DossierFactory(agency=agency, service=ServiceFactory(agency=agency, fees="50.000 đồng"), **more)
    DossierPersonFactory(dossier=dossier)
    DossierPaperFactory(dossier=dossier, name="Tờ khai", originals=1, copies=2)
    dossier.secret_hash = secret.hash_of(secret.draw(dossier))
    dossier.save()
    return dossier


def test_a_receipt_says_all_of_form_01(agency, desk, read):
    dossier = a_dossier(agency)
    text = read(desk, dossier, "receipt")
    for said in (
        dossier.code, "Nguyễn Văn An", "12 Trần Phú", "0905123678", "Cấp giấy phép", "Tờ khai", "50.000 đồng",
        "09 giờ 00 phút, ngày 01/06/2026", "08/06/2026", secret.grouped(secret.draw(dossier)), f"Mã QR: http://testserver/public/dossiers/{secret.draw(dossier)}/",
        "http://testserver/public/dossiers/ rồi gõ", dossier.received_by.full_name,
        "Độc lập - Tự do - Hạnh phúc", "ngày 01 tháng 6 năm 2026",
    ):  # fmt: skip
        assert said in text, said


def test_a_receipt_after_a_supplement_names_the_new_day_and_the_first_one_stays(agency, desk, read):
    dossier = a_dossier(agency, waiting=True)
    happen(dossier, "SUPPLEMENTED", date(2026, 6, 10))
    latest, first = read(desk, dossier, "receipt"), read(desk, dossier, "receipt", "?event=1")
    assert "17/06/2026" in latest
    assert "thay giấy tiếp nhận lập ngày 01/06/2026" in latest
    assert "08/06/2026" in first
    assert "17/06/2026" not in first
    assert "Giấy tờ đã bổ sung: Giấy phép cũ." in said_on(latest)
    assert path_of(dossier, "receipt", "?event=1") in latest
    assert path_of(dossier, "receipt", "?event=3") in first
    assert "Giấy tờ đã bổ sung" not in first


def test_a_supplement_slip_lists_what_is_missing(agency, desk, read):
    text = read(desk, a_dossier(agency, waiting=True), "supplement")
    for said in ("Số: 05/HDHS", "Giấy phép cũ", "Thiếu bản sao có chứng thực", "Ngày hẹn trả 08/06/2026"):
        assert said in text, said


def test_a_slip_without_a_number_leaves_a_line_to_fill_by_hand(agency, desk, read):
    assert "Số: …………/HDHS" in read(desk, a_dossier(agency, refused=True), "refusal")


@pytest.mark.parametrize(("form", "series"), [("apology", "PXL"), ("stop", "TB")])
def test_each_form_is_numbered_in_its_own_series(agency, desk, read, form, series):
    kind = {"apology": "APOLOGISED", "stop": "STOPPED"}[form]
    dossier = a_dossier(agency, happened=[(kind, date(2026, 6, 5), {"due_date": date(2026, 6, 12)})])
    assert f"Số: …………/{series}" in read(desk, dossier, form)


def test_no_paper_says_that_a_term_begins_anew_where_the_day_had_passed(agency, desk, read):
    dossier = a_dossier(agency, happened=[("SUPPLEMENT_ASKED", date(2026, 6, 9), {"papers": [{"name": "Đơn"}]})])
    happen(dossier, "SUPPLEMENTED", date(2026, 6, 10))
    slip, receipt = read(desk, dossier, "supplement"), read(desk, dossier, "receipt")
    assert "đã qua" in slip
    assert "tính lại từ đầu" not in slip + receipt
    assert "ngày hẹn trả giữ nguyên" in receipt


def test_a_receipt_does_not_claim_how_the_result_was_to_be_fetched(agency, desk, read):
    assert "■" not in read(desk, a_dossier(agency, returned=True), "receipt")


def test_a_receipt_ticks_how_the_result_is_wanted(agency, desk, read):
    text = read(desk, a_dossier(agency, wanted_how="POST"), "receipt")
    assert text.count("■") == 1
    assert text.index("Trực tuyến") < text.index("■") < text.index("Dịch vụ bưu chính") < text.index("Phí, lệ phí")


def test_a_control_sheet_shows_the_day_after_a_pause(agency, desk, read):
    dossier = a_dossier(agency, happened=[("PAUSED", date(2026, 6, 2)), ("RESUMED", date(2026, 6, 4))])
    text = read(desk, dossier, "control")
    assert "08/06/2026" in text
    assert "Thời gian hẹn trả: 08/06/2026; sau tạm dừng: 10/06/2026" in said_on(text)


def test_an_apology_names_both_days(agency, desk, read):
    said = {"due_date": date(2026, 6, 12), "reason": "Chờ ý kiến", "signed_by": "Trần Thị Ký", "number": "3/PXL"}
    dossier = a_dossier(agency, happened=[("APOLOGISED", date(2026, 6, 5), said)])
    happen(dossier, "RESULT", date(2026, 6, 11))
    text = read(desk, dossier, "apology")
    for word in ("08/06/2026", "12/06/2026", "Chờ ý kiến", "Trần Thị Ký", "3/PXL"):
        assert word in text, word


def test_a_stop_notice_says_why(agency, desk, read):
    dossier = a_dossier(agency, happened=[("STOPPED", date(2026, 6, 5), {"reason": "Không còn đối tượng"})])
    text = read(desk, dossier, "stop")
    assert "Không còn đối tượng" in text
    assert "kể từ ngày: 05/06/2026" in said_on(text)


def test_a_control_sheet_judges_each_step(agency, desk, read):
    first = ProcedureStepFactory(variant__revision__document__agency=agency, time_text="½ ngày", work="Thẩm định")
    second = ProcedureStepFactory(variant=first.variant, time_text="2 ngày", work="Ký duyệt")
    dossier = a_dossier(
        agency,
        happened=[
            ("HANDED_OVER", at(date(2026, 6, 1), 11), {"step": first, "to_step": second}),
            ("RESULT", date(2026, 6, 5), {"step": second}),
            ("RETURNED", date(2026, 6, 8)),
        ],
    )
    text = read(desk, dossier, "control")
    assert [said_on(text).count(word) for word in ("| Trước hạn |", "| Quá hạn |")] == [2, 1]
    assert "Thẩm định" in text


def test_a_step_given_to_another_person_runs_on(agency, desk, read):
    one = ProcedureStepFactory(variant__revision__document__agency=agency, time_text="2 ngày", work="Thẩm định")
    inside = ("HANDED_OVER", date(2026, 6, 5), {"step": one, "to_step": one})
    dossier = a_dossier(agency, happened=[inside, ("RESULT", date(2026, 6, 8), {"step": one})])
    text = read(desk, dossier, "control")
    assert "Giao lại trong bước" in text
    assert said_on(text).count("| Quá hạn |") == 1


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("supplement", ""), ("apology", ""), ("refusal", ""), ("stop", ""), ("another", ""), ("receipt", "?event=2"),
        ("receipt", "?event=x"), ("receipt", "?event=99999999999999999999"),
    ],
)  # fmt: skip
def test_what_was_never_said_is_not_found(agency, desk, signed_in, form, query):
    dossier = a_dossier(agency)
    assert signed_in(desk).get(path_of(dossier, form, query)).status_code == 404


def test_a_dossier_of_a_list_has_no_slips(agency, desk, signed_in):
    dossier = DossierFactory(agency=agency, imported=True)
    assert signed_in(desk).get(path_of(dossier, "receipt")).status_code == 404
    assert signed_in(desk).get(path_of(dossier, "control")).status_code == 404


@pytest.mark.parametrize("form", ["receipt", "supplement", "control"])
def test_without_the_right_names_and_texts_are_masked(agency, read, form):
    other = person(agency, Seat.Role.OFFICIAL, unit=UnitFactory(agency=agency))
    dossier = a_dossier(agency, waiting=True)
    text = read(other, dossier, form)
    for said in (
        "Văn An", "Trần Phú", "0905123678", "049088001234", "an.nguyen", "Cấp giấy phép<", "Tờ khai", "Giấy phép cũ",
        "Thiếu bản sao", secret.grouped(secret.draw(dossier)), secret.draw(dossier),
    ):  # fmt: skip
        assert said not in text, said
    assert "Nguyễn V. A." in text


def test_an_anonymised_dossier_says_so(agency, desk, read):
    dossier = a_dossier(agency)
    dossier.anonymised_date, dossier.secret_hash = date(2026, 6, 12), ""
    dossier.save()
    text = read(desk, dossier, "receipt")
    assert "đã xóa ngày 12/06/2026" in text
    assert "public/dossiers" not in text


def test_a_control_sheet_asks_a_constant_number_of_times(agency, desk, signed_in):
    def asked(count):
        dossier = a_dossier(agency)
        for _number in range(count):
            happen(dossier, "HANDED_OVER", date(2026, 6, 2))
        with CaptureQueriesContext(connection) as seen:
            client.get(path_of(dossier, "control"))
        return len(seen)

    client = signed_in(desk)
    asked(1)
    assert asked(1) == asked(20)
