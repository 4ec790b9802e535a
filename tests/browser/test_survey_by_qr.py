"""A slip is printed for a settled dossier; on a phone its QR leads to an answer that arrives though the connection broke."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from playwright.sync_api import expect

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.evaluation import open_forms
from sotay.evaluation.models import Answer, Slip
from sotay.evaluation.satisfaction.surveys import tokens
from sotay.evaluation.satisfaction.surveys.printing import qr
from sotay.web.demo.building import cast
from tests.browser.conftest import PHONE, copied_database, type_in
from tests.browser.test_axe import AXE, AXE_RUN, RULES
from tests.factories.agency import AgencyFactory, SeatFactory, UserFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import SurveyFactory, SurveyPointFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def demo(empty_template, django_db_blocker, monkeypatch):
    """An agency with a secretary, an open survey for everybody, and two settled dossiers."""
    monkeypatch.setattr(open_forms, "QUICKEST", 0)  # this visitor reads faster than people do
    with copied_database(django_db_blocker, empty_template):
        agency = AgencyFactory(short_name="stttt", in_use_from_date=date(2020, 1, 1))
        user = UserFactory(username="thu-ky", password=make_password(cast()["password"]))
        SeatFactory(agency=agency, user=user, role=Seat.Role.SECRETARY, from_date=date(2020, 1, 1))
        ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN")
        for _number in range(2):
            DossierFactory(agency=agency, returned=True)
        yield SurveyFactory(agency=agency, to_date=today() + timedelta(days=30))


PHONE_LIKE = {"size": PHONE, "is_mobile": True, "has_touch": True}


def test_answer_by_the_qr_of_a_printed_slip(window, server, demo):
    secretary = window()
    type_in(secretary, "thu-ky")
    secretary.goto(reverse("evaluation:slips_new", kwargs={"agency": "stttt", "slug": demo.slug}))
    secretary.get_by_role("button", name="Lập phiếu").click()
    secretary.get_by_role("link", name="In phiếu").first.click()
    printed = secretary.locator(".survey-slip").first
    said = printed.locator(".survey-slip-foot b").inner_text()
    token = said.rpartition("/")[2]
    slip = Slip.objects.select_related("dossier__service").get(token_hash=tokens.hash_of(tokens.read(token)))
    address = f"{server}{reverse('survey_by_token', kwargs={'token': tokens.draw(slip)})}"
    drawn = re.search(r' d="([^"]+)"', qr(address)).group(1)
    assert printed.locator("svg path").first.get_attribute("d") == drawn  # the QR says this very address

    phone = window(**PHONE_LIKE)
    phone.goto(address)
    expect(phone.locator("main")).to_contain_text(slip.dossier.service.name)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.locator("#q1").get_by_label("Hài lòng", exact=True).check()
    phone.locator("#q2").get_by_label("Rất hài lòng").check()
    phone.get_by_label("Ý kiến khác").fill("Phục vụ chu đáo")

    phone.reload()  # what was typed is still on the phone
    expect(phone.get_by_label("Ý kiến khác")).to_have_value("Phục vụ chu đáo")
    expect(phone.locator("#q2").get_by_label("Rất hài lòng")).to_be_checked()

    phone.context.set_offline(True)
    phone.get_by_role("button", name="Gửi ý kiến").click()
    expect(phone.get_by_text("Chưa có kết nối")).to_be_visible()
    assert not Answer.objects.exists()
    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", name="Đã nhận được ý kiến")).to_be_visible()
    assert phone.evaluate("localStorage.length") == 0
    kept = Answer.objects.get()
    assert (kept.proof, kept.channel, kept.dossier, kept.marks) == ("TOKEN", "QR", slip.dossier, [4, 5, None, None])

    phone.goto(f"{server}/s/t/{token}/")  # typed by hand, in groups as printed
    expect(phone.get_by_role("heading", name="Hồ sơ này đã có ý kiến")).to_be_visible()
    assert not phone.context.cookies()

    secretary.goto(reverse("evaluation:survey_detail", kwargs={"agency": "stttt", "slug": demo.slug}))
    expect(secretary.locator("main")).to_contain_text("có mã dùng một lần 1, khớp mã hồ sơ 0")


@pytest.mark.parametrize("kind", ["POSTER", "KIOSK"])
def test_public_pages_are_accessible(kind, window, demo):
    point = SurveyPointFactory(agency=demo.agency, kind=kind)
    path = f"/s/{'k' if kind == 'KIOSK' else 'p'}/{point.key}/"
    phone = window(**PHONE_LIKE)
    done = open_forms.acknowledgement(f"survey|{path.split('/')[2]}|{point.key}")
    for address in (path, f"{path}?lang=en", f"{path}?done={done}", "/s/p/khong-co/"):
        phone.goto(address)
        phone.evaluate(AXE)
        assert not phone.evaluate(AXE_RUN, RULES), address
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
