"""The machinery of views: a form has one effect, refusals keep what was typed, a stale version is told."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django import forms
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from sotay.agency.actor import actor_of
from sotay.agency.models import Seat, Unit
from sotay.commands import NotFound, Stale, lock
from sotay.journal.models import Entry, FormSent
from sotay.journal.queries import verify_chain
from sotay.organisation.units.commands import change_unit, create_unit
from sotay.pages import SentDifferently, once, run
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory


class Named(forms.Form):
    code = forms.CharField()
    name = forms.CharField()


@pytest.fixture
def unit_gone(agency):
    """A unit somebody else removed after it was read."""
    unit = UnitFactory(agency=agency)
    Unit.objects.filter(pk=unit.pk).delete()
    return unit


@once
def unit_create(request):
    form = Named(request.POST)
    if run(form, create_unit, request.agency, actor=request.actor):
        return redirect(f"/units/{form.result.slug}/")
    return HttpResponse(str(form.errors))


def sent(actor, token=None, **data):
    request = RequestFactory().post("/units/create/", {"once": token or str(uuid4()), **data})
    request.user, request.actor, request.agency = actor.user, actor, actor.agency
    return request


@pytest.mark.django_db
def test_a_second_click_is_led_to_the_answer_of_the_first(agency, secretary):
    token = str(uuid4())
    first = unit_create(sent(secretary, token, code="VP", name="Văn phòng"))
    second = unit_create(sent(secretary, token, code="VP", name="Văn phòng"))

    assert (first.status_code, first["Location"]) == (302, "/units/vp/")
    assert (second.status_code, second["Location"]) == (302, "/units/vp/")
    assert Unit.objects.count() == Entry.objects.count() == 1


@pytest.mark.django_db
def test_the_same_token_with_other_content_is_a_conflict(agency, secretary):
    token = str(uuid4())
    unit_create(sent(secretary, token, code="VP", name="Văn phòng"))

    with pytest.raises(SentDifferently):
        unit_create(sent(secretary, token, code="TT", name="Thanh tra"))


@pytest.mark.django_db
def test_the_same_token_with_another_file_of_one_name_and_size_is_a_conflict(agency, secretary):
    token, read = str(uuid4()), []

    @once
    def file_take(request):
        read.append(request.FILES["file"].read())
        return redirect("/taken/")

    def file(content):
        return SimpleUploadedFile("a.txt", content)

    file_take(sent(secretary, token, file=file(b"one")))
    assert file_take(sent(secretary, token, file=file(b"one")))["Location"] == "/taken/"
    with pytest.raises(SentDifferently):
        file_take(sent(secretary, token, file=file(b"two")))
    assert read == [b"one"], "the view reads the file from its start, once"


@pytest.mark.django_db
def test_an_address_too_long_to_keep_leads_home_the_second_time(agency, secretary):
    token = str(uuid4())
    view = once(lambda _request: redirect(f"/{'x' * 1200}/"))

    view(sent(secretary, token))

    assert view(sent(secretary, token))["Location"] == "/"


@pytest.mark.django_db
def test_a_record_gone_meanwhile_is_not_found(unit_gone):
    with pytest.raises(NotFound):
        lock(unit_gone)


@pytest.mark.django_db
def test_a_form_error_and_a_refusal_give_the_token_back(agency, secretary):
    UnitFactory(agency=agency, code="VP", slug="vp")
    token = str(uuid4())

    assert unit_create(sent(secretary, token, code="", name="Văn phòng")).status_code == 422
    refused = unit_create(sent(secretary, token, code="VP", name="Văn phòng"))
    assert refused.status_code == 422
    assert "Mã VP đã có đơn vị khác dùng." in refused.content.decode()
    assert not FormSent.objects.exists()

    assert unit_create(sent(secretary, token, code="TT", name="Thanh tra")).status_code == 302


@pytest.mark.django_db
def test_a_form_without_a_token_is_a_bad_request(agency, secretary):
    with pytest.raises(BadRequest):
        unit_create(sent(secretary, "none", code="VP", name="Văn phòng"))


@pytest.mark.django_db
def test_a_view_that_fails_leaves_nothing_behind(agency, secretary):
    @once
    def breaks(request):
        create_unit(request.agency, actor=request.actor, code="VP", name="Văn phòng")
        message = "a mistake after the command"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        breaks(sent(secretary))
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()
    assert not FormSent.objects.exists()


def test_eight_clicks_at_once_have_one_effect(fresh_database):
    agency = AgencyFactory()
    actor = person(agency, Seat.Role.SECRETARY)
    token = str(uuid4())

    def click(_number):
        try:
            return unit_create(sent(actor, token, code="VP", name="Văn phòng"))["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(click, range(8)))

    assert answers == ["/units/vp/"] * 8
    assert Unit.objects.count() == Entry.objects.count() == FormSent.objects.count() == 1


def test_two_people_changing_one_record_at_once_lose_nothing(fresh_database):
    agency = AgencyFactory()
    unit = UnitFactory(agency=agency, code="VP")
    people = [
        actor_of(SeatFactory(agency=agency, role=Seat.Role.SECRETARY).user, agency=agency, on=TODAY) for _ in range(2)
    ]

    def change(actor):
        try:
            change_unit(unit, actor=actor, version=1, code="VP", name=f"Tên của {actor.name}")
        except Stale:
            return "stale"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(change, people)) == ["done", "stale"]
    assert Unit.objects.get().version == 2


def test_commands_at_once_chain_without_gap_or_fork(fresh_database):
    agency = AgencyFactory()
    actor = person(agency, Seat.Role.SECRETARY)

    def create(number):
        try:
            create_unit(agency, actor=actor, code=f"P{number}", name=f"Phòng {number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(create, range(24)))

    verdict = verify_chain(agency)
    assert (verdict.count, verdict.broken_at) == (24, None)
