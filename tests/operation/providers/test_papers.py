"""Papers of external providers: the list of those that supply, and the evaluation of one."""

from datetime import date

import pytest

from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory
from tests.paper_words import asked, built, is_empty, signers, table, values

pytestmark = pytest.mark.django_db


def test_the_list_tells_those_that_supply_with_their_criteria_and_last_evaluation(agency, secretary, head):
    one = ProviderFactory(agency=agency, code="NCC-1", contract="HĐ 05", contact="0900", control="Đối chiếu bảng kê")
    ProviderEvaluationFactory(provider=one)
    new = ProviderFactory(agency=agency, code="NCC-2")
    ProviderFactory(agency=agency, ended=True)
    ProviderFactory()
    paper = built("NCC-DS", None, secretary)
    first, second = table(paper, "providers")
    assert first == [
        "1", "NCC-1", f"{one.name}\n0900", "Dịch vụ: Chuyển phát hồ sơ", str(one.unit), "Đúng hạn từ 98%", "Đối chiếu bảng kê",
        "HĐ 05\ntừ ngày 01/01/2025", "04/05/2026\nĐạt",
    ]  # fmt: skip
    assert (second[1], second[8]) == (new.code, "chưa đánh giá")
    assert ("GIÁM ĐỐC", str(head.user), "Ký, ghi rõ họ tên") in signers(paper)


def test_an_evaluation_keeps_the_criteria_it_was_made_by(agency, secretary):
    one = ProviderEvaluationFactory(
        provider=ProviderFactory(agency=agency),
        outcome="WATCH",
        improvement="Báo trước 1 ngày",
        criteria="Đúng hạn từ 90%",
    )
    paper = built("NCC-DG", one, secretary)
    told = values(paper)
    assert told["name"] == f"{one.provider.name} ({one.provider.code})"
    assert (told["criteria"], told["findings"], told["improvement"]) == (
        "Đúng hạn từ 90%",
        "Đúng hạn 99%",
        "Báo trước 1 ngày",
    )
    assert "■ Đạt có điều kiện, cần cải thiện" in told["outcome"]
    assert signers(paper)[1][1] == str(one.evaluated_by)
    assert paper.blocks[-1].place_line == "Quảng Nam, ngày 04 tháng 5 năm 2026"
    gone = ProviderEvaluationFactory(provider=one.provider, withdrawn=True, date=date(2026, 5, 5))
    withdrawn = built("NCC-DG", gone, secretary)
    assert withdrawn.mark == "ĐÃ RÚT"
    assert withdrawn.blocks[0].text == f"(Đã rút ngày 01/06/2026, {gone.withdrawn_by}: Ghi nhầm)"


def test_a_blank_is_empty_and_thirty_providers_ask_no_more_than_one(agency, secretary):
    assert is_empty(built("NCC-DG", None, secretary))
    ProviderFactory(agency=agency)
    few = asked(lambda: built("NCC-DS", None, secretary))
    for _number in range(30):
        ProviderEvaluationFactory(provider=ProviderFactory(agency=agency))
    assert asked(lambda: built("NCC-DS", None, secretary)) == few
