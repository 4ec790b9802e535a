"""Published results are reproduced: shares and means half up, from counts alone (tests/cases/surveys.json)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists

from sotay.evaluation.satisfaction.synthesis.rates import Levels
from sotay.operation.statistics.rates import percent

CASES = json.loads((Path(__file__).parents[3] / "cases" / "surveys.json").read_text("utf-8"))
ITEMS = {one["id"]: one for one in CASES["items"]}


def test_every_case_is_looked_at():
    assert set(ITEMS) == {"DX-2020", "NS-TY-2020", "DS-2023", "TBH-2023", "SIPAS-2020", "TN-SO-2022", "KH-PAR-2021"}


def test_a_large_survey_with_invalid_sheets():
    case = ITEMS["DX-2020"]
    assert case["valid"] + case["invalid"] == case["returned"] == case["computed"]["valid_plus_invalid"]
    assert float(percent(case["valid"], case["returned"], places=4)) == case["computed"]["valid_rate"]
    low, high = case["computed"]["implied_households"]
    shares = {float(percent(case["returned"], households)) for households in (low, high)}
    assert shares == {case["participation_rate_reported"]}
    satisfied = [
        n for n in range(case["valid"] + 1) if float(percent(n, case["valid"])) == case["satisfied_rate_reported"]
    ]
    levels = Levels([0, case["valid"] - satisfied[0], 0, 0, satisfied[0]])
    assert float(levels.share) == case["satisfied_rate_reported"]
    assert float(percent(levels.total - levels.satisfied, levels.total)) == case["unsatisfied_rate_reported"]


def test_a_small_survey_of_a_hamlet():
    case = ITEMS["NS-TY-2020"]
    told = case["computed"]
    assert (
        float(percent(case["returned"], case["households"]))
        == told["participation"]
        == case["participation_rate_reported"]
    )
    bad = told["unsatisfied_count_implied"]
    levels = Levels([0, bad, 0, case["returned"] - bad, 0])
    assert 100 - float(levels.share) == pytest.approx(told["unsatisfied_rate"])
    assert float(percent(bad, levels.total)) == case["unsatisfied_rate_reported"]


def test_all_satisfied_is_a_hundred():
    case = ITEMS["DS-2023"]
    levels = Levels([0, 0, 0, 0, case["computed"]["satisfied_count_implied"]])
    assert levels.total == case["returned"]
    assert float(levels.share) == case["satisfied_rate_reported"]


def test_shares_of_agencies_and_the_change_of_an_index():
    sipas, thai_nguyen, khanh_hoa = ITEMS["SIPAS-2020"], ITEMS["TN-SO-2022"], ITEMS["KH-PAR-2021"]
    change = Decimal(str(sipas["index_reported"])) - Decimal(str(sipas["previous_year"]))
    assert float(change) == sipas["computed"]["change"]
    above, below = thai_nguyen["agencies_at_or_above"], thai_nguyen["agencies_below"]
    assert float(percent(above, above + below)) == thai_nguyen["computed"]["share_at_or_above"]
    assert sum(khanh_hoa["classes"].values()) == khanh_hoa["computed"]["sum"]


def test_nothing_counted_has_no_share_and_no_mean():
    assert (Levels().share, Levels().mean) == (None, None)


@pytest.mark.parametrize(
    ("levels", "mean", "share"), [([1, 0, 0, 0, 7], "4.5", "87.5"), ([3, 0, 0, 0, 5], "3.5", "62.5")]
)
def test_a_half_goes_up(levels, mean, share):
    told = Levels(levels)
    assert (told.mean, told.share) == (Decimal(mean), Decimal(share))
    assert Levels([0, 0, 199, 1, 0]).share == Decimal("0.5")
    assert Levels([0, 0, 7999, 1, 0]).share == Decimal("0.01")  # 0,0125


@given(lists(integers(min_value=0, max_value=10**6), min_size=5, max_size=5))
def test_shares_lie_between_nothing_and_all(counts):
    told = Levels(counts)
    if told.total:
        assert 0 <= told.share <= 100
        assert 1 <= told.mean <= 5
