"""Free text grouped by its words."""

import pytest
from hypothesis import given
from hypothesis.strategies import lists, text

from sotay.evaluation.satisfaction.synthesis.words import FEWEST, grouped

pytestmark = pytest.mark.domain


def told(*texts):
    return [(one.words, one.count) for one in grouped(texts)]


def test_pairs_are_told_before_their_single_words():
    texts = ["Thái độ tốt", "thai do phuc vu", "Thái độ nhã nhặn", "Ghế"]
    assert told(*texts) == [("thái độ", 3)]


def test_pairs_do_not_overlap():
    assert told(*["Thái độ phục vụ tốt"] * 3) == [("phục vụ", 3), ("thái độ", 3), ("tốt", 3)]


def test_a_word_counts_once_for_each_text_and_small_words_tell_nothing():
    assert told("Ghế ghế ghế của và là", "ghế", "GHẾ!") == [("ghế", 3)]
    assert told("là của và", "là của và", "là của và") == []


def test_what_few_say_is_not_told():
    assert told("Nguyễn Văn A chậm", "Nguyễn Văn A chậm") == []
    assert FEWEST == 3


def test_a_stop_parts_words():
    assert told("ghế. nước", "ghế. nước", "ghế. nước") == [("ghế", 3), ("nước", 3)]


def test_examples_are_given():
    (one,) = grouped(["Chờ lâu", "chờ lâu!", "Phải chờ lâu", "chờ lâu quá"])
    assert one.examples == ("Chờ lâu", "chờ lâu!", "Phải chờ lâu")


@given(lists(text("aăđ ờêo.,\n1", max_size=20), max_size=8))
def test_whatever_is_typed_is_grouped(texts):
    for one in grouped(texts):
        assert FEWEST <= one.count <= len(texts)
