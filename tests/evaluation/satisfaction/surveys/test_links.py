"""Links by e-mail: to those who gave an address, once, without a name; what failed is named and tried again."""

from datetime import UTC, date, datetime
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from sotay.commands import Refused
from sotay.evaluation.models import Slip
from sotay.evaluation.satisfaction.surveys import figures, tokens
from sotay.evaluation.satisfaction.surveys.slips import commands, mail, queries
from tests.conftest import TODAY, person
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import SurveyFactory
from tests.factories.standard import ParameterValueFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 12, 3, tzinfo=UTC)
WHEN = {"from_date": date(2026, 6, 1), "to_date": date(2026, 6, 30), "on": TODAY, "channel": "LINK"}
REFUSED = "khong-nhan@example.vn"


class Picky(EmailBackend):
    """A server that refuses one address."""

    def send_messages(self, messages):
        for one in messages:
            if one.to == [REFUSED]:
                raise SMTPRecipientsRefused({REFUSED: (550, b"unknown")})
        return super().send_messages(messages)


class Gone(EmailBackend):
    """A server that is gone."""

    def send_messages(self, messages):  # noqa: ARG002  the backend's signature
        raise SMTPServerDisconnected


@pytest.fixture
def survey(agency, settings):
    settings.SOTAY_ADDRESS = "https://sotay.example.vn"
    settings.EMAIL_BACKEND = f"{__name__}.Picky"
    ParameterValueFactory(agency=agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1))
    return SurveyFactory(agency=agency)


def reached(agency, email):
    dossier = DossierFactory(agency=agency, returned=True, with_person=True)
    dossier.person.email = email
    dossier.person.save()
    return dossier


def made(survey, actor):
    return commands.make_slips(survey, actor=actor, **WHEN)


def sent(on=TODAY):
    return mail.send_links(now=NOW, on=on)


def test_a_link_goes_to_each_who_gave_an_address(agency, secretary, survey):
    dossier = reached(agency, "a@example.vn")
    reached(agency, "")
    batch = made(survey, secretary)

    assert (sent(), sent()) == (1, 0)
    (letter,) = outbox.outbox
    (slip,) = queries.slips_of(batch)
    assert letter.to == ["a@example.vn"]
    assert f"https://sotay.example.vn/s/t/{tokens.token_of(slip)}/" in letter.body
    assert dossier.code in letter.body
    assert dossier.person.name not in letter.body + letter.subject
    assert slip.sent_at == NOW
    assert figures.handed_out(survey) == {"LINK": 1}


def test_what_failed_is_named_and_tried_again(agency, secretary, signed_in, survey, settings):
    reached(agency, "a@example.vn")
    bad, wrong = reached(agency, REFUSED), reached(agency, "khong phai dia chi")
    batch = made(survey, secretary)

    assert sent() == 1
    assert {one.dossier.code: one.failure for one in Slip.objects.filter(sent_at=None)} == {
        bad.code: "SMTPRecipientsRefused",
        wrong.code: mail.NO_ADDRESS,
    }
    page = reverse("evaluation:slip_batch", kwargs={"agency": agency.short_name, "uuid": batch.uuid})
    shown = signed_in(secretary).get(page).content.decode()
    assert "địa chỉ thư không đúng" in shown
    assert "máy chủ thư không nhận địa chỉ này" in shown
    assert REFUSED not in shown
    assert "2 thư chưa gửi được" in shown

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    commands.send_again(batch, actor=secretary, on=TODAY)
    assert sent() == 1
    assert figures.handed_out(survey) == {"LINK": 2}


def test_a_server_that_is_gone_leaves_the_links_waiting(agency, secretary, survey, settings):
    reached(agency, "a@example.vn")
    made(survey, secretary)
    settings.EMAIL_BACKEND = f"{__name__}.Gone"

    with pytest.raises(SMTPServerDisconnected):
        sent()
    slip = Slip.objects.get()
    assert (slip.sent_at, slip.failure) == (None, "")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sent() == 1


def test_nothing_is_sent_of_a_survey_nobody_could_answer(agency, secretary, survey):
    reached(agency, "a@example.vn")
    made(survey, secretary)

    assert sent(on=date(2027, 1, 1)) == 0
    ParameterValueFactory(agency=agency, code="survey.public", value="HIDDEN", valid_from_date=date(2026, 2, 1))
    assert sent() == 0


def test_links_are_refused_where_no_mail_leaves(agency, secretary, survey, settings):
    reached(agency, "a@example.vn")
    settings.EMAIL_BACKEND, settings.SOTAY_ADDRESS = "django.core.mail.backends.console.EmailBackend", ""

    with pytest.raises(Refused) as refusal:
        made(survey, secretary)
    assert refusal.value.codes == ("mail_off", "address_unknown")


def test_sending_again_is_refused_where_nothing_failed(agency, secretary, survey):
    reached(agency, "a@example.vn")
    batch = made(survey, secretary)

    with pytest.raises(Refused) as refusal:
        commands.send_again(batch, actor=secretary, on=TODAY)
    assert refusal.value.codes == ("nothing_failed",)


def test_an_agency_that_hides_its_pages_holds_up_no_other(agency, other_agency, secretary, survey, monkeypatch):
    monkeypatch.setattr(mail, "AT_ONCE", 1)
    reached(agency, "a@example.vn")
    made(survey, secretary)
    ParameterValueFactory(agency=agency, code="survey.public", value="HIDDEN", valid_from_date=date(2026, 2, 1))
    ParameterValueFactory(agency=other_agency, code="survey.public", value="SHOWN", valid_from_date=date(2026, 1, 1))
    reached(other_agency, "b@example.vn")
    made(SurveyFactory(agency=other_agency), person(other_agency, "SECRETARY"))

    assert sent() == 1
    assert [letter.to for letter in outbox.outbox] == [["b@example.vn"]]


def test_links_wait_while_they_would_lead_nowhere_and_the_page_says_so(agency, secretary, signed_in, survey):
    reached(agency, "a@example.vn")
    batch = made(survey, secretary)
    page = reverse("evaluation:slip_batch", kwargs={"agency": agency.short_name, "uuid": batch.uuid})
    shown = signed_in(secretary).get(page).content.decode()
    assert "Đang gửi" in shown
    assert "Thư đang chờ chưa được gửi" not in shown

    survey.channels = ["QR", "PAPER"]
    survey.save()
    assert sent() == 0
    shown = signed_in(secretary).get(page).content.decode()
    assert "Đang gửi" not in shown
    assert "Thư đang chờ chưa được gửi" in shown

    survey.channels, survey.from_date = ["LINK"], date(2026, 6, 13)
    survey.save()
    assert sent() == 0
    assert sent(on=date(2026, 6, 13)) == 1


@pytest.mark.parametrize(("kept", "code"), [({"to_date": date(2026, 6, 11)}, "ran_out"), ({"channels": ["PAPER"]}, "channel_off")])  # fmt: skip
def test_failed_links_are_not_sent_again_to_lead_nowhere(agency, secretary, survey, kept, code):
    reached(agency, REFUSED)
    batch = made(survey, secretary)
    sent()
    for name, value in kept.items():
        setattr(survey, name, value)
    survey.save()

    with pytest.raises(Refused) as refusal:
        commands.send_again(batch, actor=secretary, on=TODAY)
    assert refusal.value.codes == (code,)


def test_a_link_that_waits_while_the_key_changes_goes_out_with_another_token(agency, secretary, survey, settings):
    reached(agency, "a@example.vn")
    made(survey, secretary)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []

    assert sent() == 1
    slip = Slip.objects.get()
    token = tokens.token_of(slip)
    assert f"/s/t/{token}/" in outbox.outbox[0].body
    assert tokens.hash_of(token) == slip.token_hash
