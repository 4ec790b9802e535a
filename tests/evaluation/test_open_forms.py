"""Forms anybody may send: their token is ours, of this form, not too old, not too quick, and keeps its number."""

from uuid import uuid4

import pytest

from sotay.evaluation import open_forms

HOUR = 3600


@pytest.fixture
def clock(monkeypatch):
    """Let the test say what time it is."""
    moment = [1_000_000.0]
    monkeypatch.setattr(open_forms, "time", lambda: moment[0])
    return moment


def sent(token, **more):
    return {open_forms.FIELD: token} | more


def test_a_form_comes_back_with_its_own_number(clock):
    nonce = uuid4()
    token = open_forms.make("survey|p|k1", nonce=nonce)
    clock[0] += 20
    came = open_forms.arrived(sent(token), about="survey|p|k1")
    assert (came.nonce, came.token, came.again) == (nonce, token, "")


def test_two_forms_have_two_numbers(clock):
    one, other = (open_forms.read(open_forms.make("a"), about="a") for _number in range(2))
    assert one.nonce != other.nonce


@pytest.mark.parametrize("damage", [lambda one: one[:-1], lambda one: one + "x", lambda _one: "", lambda one: one * 40])
def test_a_damaged_token_is_said_and_gets_a_new_one(clock, damage):
    came = open_forms.arrived(sent(damage(open_forms.make("a"))), about="a")
    assert "gửi lần nữa" in came.again
    assert open_forms.read(came.token, about="a").nonce == came.nonce


def test_a_token_of_another_form_is_not_taken(clock):
    clock[0] += 20
    assert open_forms.arrived(sent(open_forms.make("survey|p|k1")), about="survey|p|k2").again


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(1, False), (2, True), (7 * 24 * HOUR, True), (7 * 24 * HOUR + 1, False)]
)
def test_too_quick_and_too_old_keep_their_number(clock, seconds, is_taken):
    nonce = uuid4()
    token = open_forms.make("a", nonce=nonce)
    clock[0] += seconds
    came = open_forms.arrived(sent(token), about="a")
    assert came.nonce == nonce
    assert bool(came.again) is not is_taken


def test_the_field_that_nobody_sees(clock):
    token = open_forms.make("a")
    clock[0] += 20
    assert open_forms.arrived(sent(token, website="http://…"), about="a").again
    assert not open_forms.arrived(sent(token, website="  "), about="a").again
