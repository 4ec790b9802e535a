"""Papers of the policy: the decision with the policy as its annex, the sheet to be posted, who confirmed."""

from datetime import date

import pytest

from sotay.agency.models import Seat
from sotay.papers import forms
from sotay.papers.model import Items, Run, words
from tests.conftest import person
from tests.factories.leadership import PolicyFactory, ReadingFactory
from tests.paper_words import asked, built, is_empty, prose, signers, table, values

pytestmark = pytest.mark.django_db


def test_the_decision_issues_the_edition_with_its_words_as_annex(agency, secretary, head):
    policy = PolicyFactory(agency=agency, edition=3)
    paper = built("C1", policy, secretary)

    assert (paper.abbreviation, paper.heading, paper.enacting) == ("QĐ", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:")
    assert paper.number.symbol == f"QĐ-{agency.letter_code}"
    assert paper.authority == f"GIÁM ĐỐC {agency.name}".upper()
    assert paper.signature.name == str(head.user)
    said = [words(one.text) for one in paper.blocks if hasattr(one, "text")]
    assert (
        said[0]
        == f"Điều 1. Ban hành kèm theo Quyết định này Chính sách chất lượng (lần ban hành 03) của {agency.name}."
    )
    assert "thay thế Chính sách chất lượng đã ban hành trước đây" in said[-1]
    (annex,) = paper.annexes
    (listed,) = annex.blocks
    assert isinstance(listed, Items)
    assert [words(one) for one in listed.items] == ["Lấy tổ chức, cá nhân làm trung tâm phục vụ.", "Cải tiến liên tục."]
    assert Run("liên tục", bold=True) in listed.items[1]
    assert "niêm yết" in prose(paper, "carrying_out")


def test_a_first_edition_replaces_nothing(agency, secretary):
    paper = built("C1", PolicyFactory(agency=agency), secretary)
    assert not any("thay thế" in words(one.text) for one in paper.blocks if hasattr(one, "text"))


def test_the_sheet_to_be_posted_says_when_it_was_approved_and_marks_what_holds_no_more(agency, secretary, head):
    paper = built("C1-NY", PolicyFactory(agency=agency, in_force=True), secretary)
    assert "Lần ban hành 01, phê duyệt ngày 01/06/2026" in [
        words(one.text) for one in paper.blocks if hasattr(one, "text")
    ]
    assert paper.mark == ""
    assert ("Giám đốc", str(head.user), "Ký tên, đóng dấu") in signers(paper)
    old = PolicyFactory(agency=agency, edition=2, state="SUPERSEDED", approved_date=date(2026, 1, 5))
    assert built("C1-NY", old, secretary).mark == "HẾT HIỆU LỰC"
    assert built("C1-NY", PolicyFactory(agency=agency, edition=3), secretary).mark == "DỰ THẢO"


def test_the_list_of_readers_names_who_confirmed_and_when(agency, secretary):
    policy = PolicyFactory(agency=agency, in_force=True)
    ReadingFactory(policy=policy, agency=agency, user=secretary.user)
    other = person(agency, Seat.Role.OFFICIAL)
    paper = built("C1-XN", policy, secretary)

    told = {row[1]: row[3] for row in table(paper, "readers")}
    assert told == {str(secretary.user): "02/06/2026", str(other.user): "chưa xác nhận"}
    assert values(paper)["read"] == "1/2 người, tính đến ngày 12/06/2026"
    form = forms.find("C1-XN")
    assert form.may(secretary, policy)
    assert not form.may(other, policy)
    assert not form.when(PolicyFactory(agency=agency, edition=2))


def test_blanks_say_nothing_and_readers_are_read_by_constant_queries(agency, secretary):
    for code in ("C1-NY", "C1-XN"):
        assert is_empty(built(code, None, secretary))
    assert built("C1", None, secretary).annexes[0].blocks[0].text == ""
    policy = PolicyFactory(agency=agency, in_force=True)
    few = asked(lambda: built("C1-XN", policy, secretary))
    for _number in range(30):
        person(agency, Seat.Role.OFFICIAL)
    assert asked(lambda: built("C1-XN", policy, secretary)) == few
