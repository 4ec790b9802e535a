"""What anybody may look up: a dossier by code and secret, services of an agency that shows them, and nothing else."""

import io
import logging
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.operation.dossiers import secret
from sotay.operation.dossiers.look_up import views
from tests.conftest import TODAY
from tests.factories.dossiers import DossierFactory, happen
from tests.factories.procedures import ProcedureServiceFactory, ProcedureStepFactory
from tests.factories.services import ServiceFactory
from tests.factories.standard import ParameterValueFactory
from tests.factories.support import RevisionFactory

pytestmark = pytest.mark.django_db
LOOK_UP = "/public/dossiers/"


@pytest.fixture(autouse=True)
def _no_counts(monkeypatch):
    cache.clear()
    monkeypatch.setattr(views, "today", lambda: TODAY)


def set_to(agency, code, value):
    ParameterValueFactory(agency=agency, code=code, value=value)


@pytest.fixture
def kept_here(agency):
    set_to(agency, "dossiers.source", "SOTAY")
    return agency


@pytest.fixture
def dossier(kept_here):
    return with_secret(DossierFactory(agency=kept_here, with_person=True))


def with_secret(dossier):
    dossier.secret_hash = secret.hash_of(secret.draw(dossier))
    dossier.save()
    return dossier


def path_of(dossier):
    return reverse("dossier_status", kwargs={"secret": secret.draw(dossier)})


def test_the_qr_leads_to_how_it_stands_and_names_nobody(dossier):
    answer = Client().get(path_of(dossier))
    text = answer.content.decode()
    assert answer.status_code == 200
    for said in (
        dossier.code,
        dossier.service.name,
        "Đang giải quyết",
        "01/06/2026",
        "08/06/2026",
        dossier.agency.name,
    ):
        assert said in text, said
    for name in ("Văn An", "Trần Phú", "0905", "an.nguyen", "Cấp giấy phép<", dossier.received_by.full_name):
        assert name not in text, name
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "change", [str, str.lower, lambda text: text.replace("-", " "), lambda text: text.replace("0", "o")]
)
def test_code_and_secret_typed_by_hand(dossier, change):
    typed = {"code": f" {dossier.code.lower()} ", "secret": change(secret.grouped(secret.draw(dossier)))}
    answer = Client().post(LOOK_UP, typed)
    assert answer.status_code == 200
    assert dossier.code in answer.content.decode()


def test_a_wrong_code_and_a_wrong_secret_are_told_apart_by_nobody(dossier):
    right = secret.draw(dossier)
    wrong = ("0" if right[0] != "0" else "1") + right[1:]
    pages = []
    for code, typed in ((dossier.code, wrong), ("X-1", right), ("X-1", wrong)):
        answer = Client().post(LOOK_UP, {"code": code, "secret": typed})
        text = answer.content.decode()
        assert answer.status_code == 404
        start = text.index('<div class="notice')
        pages.append(text[start : text.index("<form method", start)])
    assert pages[0] == pages[1] == pages[2]
    assert "Không tìm thấy hồ sơ" in pages[0]


def test_what_was_typed_stays_and_what_lacks_is_said_beside_it(kept_here):
    answer = Client().post(LOOK_UP, {"code": "H47-260601-0001", "secret": ""})
    assert answer.status_code == 422
    assert "H47-260601-0001" in answer.content.decode()


def test_a_form_of_another_page_is_refused(dossier):
    answer = Client(enforce_csrf_checks=True).post(LOOK_UP, {"code": dossier.code, "secret": secret.draw(dossier)})
    assert answer.status_code == 403


def test_ten_questions_a_minute(dossier, monkeypatch):
    monkeypatch.setattr("sotay.ui.asking.time", lambda: 1_000_000)
    client = Client()
    said = [client.post(LOOK_UP, {"code": "X", "secret": "Y"}).status_code for _number in range(6)]
    said += [client.get(path_of(dossier)).status_code for _number in range(5)]
    assert said == [404] * 6 + [200] * 4 + [429]
    assert Client(REMOTE_ADDR="10.0.0.9").get(path_of(dossier)).status_code == 200


@pytest.fixture
def log():
    """Read what the installation's own handler writes to its log."""
    (handler,) = [one for one in logging.getLogger().handlers if one.get_name() == "console"]
    kept = handler.setStream(io.StringIO())
    yield handler.stream
    handler.setStream(kept)


@pytest.mark.parametrize("typed", [str, secret.grouped, lambda text: secret.grouped(text).replace("-", " ")])
def test_the_log_tells_of_a_refused_address_without_its_secret(dossier, log, typed):
    right = secret.draw(dossier)
    path = reverse("dossier_status", kwargs={"secret": typed(right)})
    said = [Client().get(path).status_code for _number in range(views.PER_MINUTE + 1)]
    said += [Client().get(f"{path}{right}").status_code, Client().post(path).status_code]
    assert {200, 429, 404, 405} == set(said)
    written = log.getvalue()
    assert written.count("/public/dossiers/…") >= 3
    assert right[-4:] not in written
    assert right[:4] not in written


def test_the_log_tells_other_addresses_whole(log):
    Client().get("/public/khong-co/services/")
    assert "/public/khong-co/services/" in log.getvalue()


def test_an_agency_that_is_no_more_answers_for_no_dossier(dossier, other_agency):
    set_to(other_agency, "dossiers.source", "SOTAY")
    dossier.agency.ended_date = date(2026, 5, 31)
    dossier.agency.save()
    assert Client().get(path_of(dossier)).status_code == 404
    typed = {"code": dossier.code, "secret": secret.draw(dossier)}
    assert Client().post(LOOK_UP, typed).status_code == 404


def test_where_dossiers_are_kept_elsewhere_nothing_is_looked_up(agency):
    dossier = with_secret(DossierFactory(agency=agency))
    for answer in (Client().get(path_of(dossier)), Client().get(LOOK_UP), Client().post(LOOK_UP, {})):
        assert answer.status_code == 404
        assert "hệ thống một cửa" in answer.content.decode()


def test_the_dossier_of_an_agency_that_keeps_none_here_is_not_found_beside_one_that_does(kept_here, other_agency):
    dossier = with_secret(DossierFactory(agency=other_agency))
    assert Client().get(path_of(dossier)).status_code == 404


def test_an_anonymised_dossier_is_found_no_more(dossier):
    path = path_of(dossier)
    dossier.secret_hash = ""
    dossier.save()
    assert Client().get(path).status_code == 404
    assert Client().get("/public/dossiers/-/").status_code == 404


@pytest.mark.parametrize(
    ("trait", "title"),
    [
        ("ready", "Đã có kết quả"),
        ("returned", "Đã trả kết quả"),
        ("waiting", "Chờ bổ sung hồ sơ"),
        ("refused", "Không tiếp nhận"),
    ],
)
def test_every_state_in_plain_words(kept_here, trait, title):
    text = Client().get(path_of(with_secret(DossierFactory(agency=kept_here, **{trait: True})))).content.decode()
    assert f"<h1>{title}</h1>" in text
    assert "Giấy phép cũ" not in text
    assert "chứng thực" not in text


@pytest.mark.parametrize(
    ("kind", "title"), [("PAUSED", "Tạm dừng"), ("STOPPED", "Dừng giải quyết"), ("WITHDRAWN", "Đã rút hồ sơ")]
)
def test_the_other_states(dossier, kind, title):
    happen(dossier, kind, date(2026, 6, 3), reason="Lý do riêng")
    text = Client().get(path_of(dossier)).content.decode()
    assert f"<h1>{title}</h1>" in text
    assert "Lý do riêng" not in text


def test_a_late_one_says_so_and_an_apology_names_the_new_day(dossier):
    assert "đã quá ngày hẹn" in Client().get(path_of(dossier)).content.decode()
    happen(dossier, "APOLOGISED", date(2026, 6, 5), due_date=date(2026, 6, 15))
    text = Client().get(path_of(dossier)).content.decode()
    assert "Ngày hẹn mới: 15/06/2026" in text


def test_a_found_one_costs_a_few_questions(dossier):
    path = path_of(dossier)
    with CaptureQueriesContext(connection) as seen:
        Client().get(path)
    assert len(seen) <= 3


def services(agency, **more):
    return reverse("service_lookup", kwargs={"office": agency.short_name}), more


def test_services_are_shown_where_the_agency_said_so(agency, other_agency):
    path, _more = services(agency)
    ServiceFactory(agency=agency, name="Cấp giấy phép xuất bản")
    ServiceFactory(agency=agency, name="Đăng ký hoạt động cơ sở in")
    ServiceFactory(agency=agency, name="Thủ tục đã bỏ", state="ABOLISHED", abolished_date=date(2026, 3, 1))
    ServiceFactory(agency=other_agency, name="Của cơ quan khác")
    assert Client().get(path).status_code == 404
    set_to(agency, "services.public", "SHOWN")
    text = Client().get(path).content.decode()
    assert "Cấp giấy phép xuất bản" in text
    assert "Thủ tục đã bỏ" not in text
    assert "Của cơ quan khác" not in text
    found = Client().get(path, {"q": "giay phep"}).content.decode()
    assert "xuất bản" in found
    assert "cơ sở in" not in found


def test_a_service_is_offered_until_the_day_it_is_abolished_from(agency, monkeypatch):
    set_to(agency, "services.public", "SHOWN")
    service = ServiceFactory(agency=agency, name="Sắp bãi bỏ", state="ABOLISHED", abolished_date=date(2026, 6, 13))
    path = reverse("service_lookup_page", kwargs={"office": agency.short_name, "slug": service.slug})
    assert "Sắp bãi bỏ" in Client().get(services(agency)[0]).content.decode()
    text = Client().get(path).content.decode()
    assert "Bãi bỏ từ ngày" in text
    assert "13/06/2026" in text
    monkeypatch.setattr(views, "today", lambda: date(2026, 6, 13))
    assert "Sắp bãi bỏ" not in Client().get(services(agency)[0]).content.decode()
    assert Client().get(path).status_code == 404


def test_a_service_that_begins_later_says_when(agency):
    set_to(agency, "services.public", "SHOWN")
    service = ServiceFactory(agency=agency, from_date=date(2026, 7, 1))
    path = reverse("service_lookup_page", kwargs={"office": agency.short_name, "slug": service.slug})
    text = Client().get(path).content.decode()
    assert "Áp dụng từ ngày" in text
    assert "01/07/2026" in text


def test_a_hidden_agency_and_one_there_is_not_read_alike(agency):
    hidden, none = Client().get(services(agency)[0]), Client().get("/public/khong-co/services/")
    bare = [text.content.decode().replace(agency.short_name, "khong-co") for text in (hidden, none)]
    start, end = '<main id="main"', "</main>"
    assert len({text[text.index(start) : text.index(end)] for text in bare}) == 1


def test_the_page_of_a_service(agency):
    set_to(agency, "services.public", "SHOWN")
    service = ServiceFactory(agency=agency, fees="100.000 đồng")
    service.papers.create(agency=agency, name="Đơn đề nghị", originals=1)
    service.limits.create(agency=agency, text="15 Ngày làm việc")
    service.bases.create(agency=agency, text="Luật Báo chí")
    revision = RevisionFactory(document__agency=agency, in_force=True)
    ProcedureServiceFactory(document=revision.document, service=service)
    ProcedureStepFactory(
        variant__revision=revision, work="Thẩm định hồ sơ", time_text="2 ngày", performer="Lê Văn Riêng"
    )
    path = reverse("service_lookup_page", kwargs={"office": agency.short_name, "slug": service.slug})
    text = Client().get(path).content.decode()
    for said in ("100.000 đồng", "Đơn đề nghị", "15 Ngày làm việc", "Luật Báo chí", "Thẩm định hồ sơ", "2 ngày"):
        assert said in text, said
    assert "Lê Văn Riêng" not in text
    revision.document.label = "LIMITED"
    revision.document.save()
    assert "Thẩm định hồ sơ" not in Client().get(path).content.decode()


def test_the_list_costs_the_same_for_one_and_thirty(agency):
    set_to(agency, "services.public", "SHOWN")

    def asked():
        with CaptureQueriesContext(connection) as seen:
            Client().get(services(agency)[0])
        return len(seen)

    ServiceFactory(agency=agency).limits.create(agency=agency, text="3 ngày")
    one = asked()
    for _number in range(30):
        ServiceFactory(agency=agency).limits.create(agency=agency, text="3 ngày")
    assert asked() == one


def test_it_is_told_in_english_too(dossier):
    client = Client()
    client.cookies["sotay_language"] = "en"
    assert "Look-up code" in client.get(LOOK_UP).content.decode()
    assert "This page does not name who handed the dossier in" in client.get(path_of(dossier)).content.decode()
