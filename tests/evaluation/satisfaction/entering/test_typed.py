"""Figures typed on the screen for sheets are the places it shows, also where choices are numbers themselves."""

from datetime import date

import pytest

from sotay.evaluation.satisfaction.entering.forms import SheetForm
from sotay.evaluation.satisfaction.models import Question

DAY = date(2026, 3, 1)
VISITS = Question(position=1, key="lan", kind="SINGLE", text="Số lần đi lại", options=["0", "01", "02 trở lên"])
WHY = Question(position=1, key="sao", kind="MULTIPLE", text="Vì sao", options=["0", "1", "2", "Khác"])


def _marks(question, text):
    form = SheetForm(
        {"q1": text, "given_date": "01/03/2026", "nonce": "6fa459ea-ee8a-4ca4-894e-db77e160355e"},
        questions=[question],
        given_date=DAY,
    )
    return form.cleaned_data["marks"] if form.is_valid() else dict(form.errors)


@pytest.mark.parametrize(("typed", "place"), [("1", 1), ("2", 2), ("3", 3), ("02 trở lên", 3), ("", None)])
def test_a_figure_is_the_place_shown(typed, place):
    assert _marks(VISITS, typed) == [place]


@pytest.mark.parametrize("typed", ["24", "2 4", "2;4", "4,2", "1;khác"])
def test_figures_of_several_may_run_together(typed):
    assert _marks(WHY, typed) == [(1 << 1) + (1 << 3)]


def test_what_is_no_place_is_told_beside_its_question():
    assert set(_marks(VISITS, "9")) == {"q1"}
    assert set(_marks(WHY, "25")) == {"q1"}
