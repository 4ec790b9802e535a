"""Tokens of slips: the same when printed again, told from the key alone, read however they are typed."""

import pytest
from django.test import override_settings

from sotay.evaluation.satisfaction.models import Slip
from sotay.evaluation.satisfaction.surveys import tokens

pytestmark = pytest.mark.django_db


def slip():
    one = Slip()
    one.token_hash = tokens.hash_of(tokens.draw(one))
    return one


def test_a_token_is_the_same_each_time_and_another_for_each_slip():
    one, other = slip(), slip()

    assert tokens.token_of(one) == tokens.draw(one)
    assert len(tokens.draw(one)) == 16
    assert tokens.draw(one) != tokens.draw(other)
    assert tokens.draw(one) not in one.token_hash


def test_a_token_is_read_as_it_is_typed():
    token = tokens.draw(slip())

    assert tokens.read(tokens.grouped(token).lower().replace("-", " ")) == token
    assert tokens.read("7KQ2") == ""


def test_a_token_outlives_a_change_of_key_only_while_the_old_one_is_kept(settings):
    one, old = slip(), settings.SECRET_KEY
    token = tokens.draw(one)

    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[old]):
        assert tokens.token_of(one) == token
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert tokens.token_of(one) == ""
