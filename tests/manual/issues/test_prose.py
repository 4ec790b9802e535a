"""The text of a statement as blocks of a paper."""

from hypothesis import given
from hypothesis import strategies as st

from sotay.manual.issues.prose import blocks_of
from sotay.papers.model import Heading, Items, Paragraph, Run, Table, words


def made(text):
    return blocks_of(text, key="7-5", level=2)


def test_paragraphs_and_what_is_marked_in_them():
    (one,) = made("Sở **ban hành** theo *quy định* tại [NĐ 30](https://vanban.gov.vn).")
    assert isinstance(one, Paragraph)
    assert one.text == (
        Run("Sở "),
        Run("ban hành", bold=True),
        Run(" theo "),
        Run("quy định", italic=True),
        Run(" tại "),
        Run("NĐ 30", link="https://vanban.gov.vn"),
        Run("."),
    )


def test_lists_keep_their_marks():
    dashes, numbers = made("- một\n- hai\n\n1. ba\n2. bốn")
    assert dashes == Items(items=("một", "hai"), mark="dash")
    assert numbers == Items(items=("ba", "bốn"), mark="number")


def test_a_list_within_a_list_keeps_its_order_and_its_numbers():
    told = [words(one.text) for one in made("1. một\n   - trong\n   - nữa\n2. hai")]
    assert told == ["1. một", "+ trong", "+ nữa", "2. hai"]


def test_a_list_that_goes_on_keeps_its_number():
    assert [words(one.text) for one in made("3. ba\n4. bốn")] == ["3. ba", "4. bốn"]


def test_headings_stand_below_that_of_the_clause():
    one = made("### Trách nhiệm")[0]
    assert (one, words(one.text)) == (Heading(text="Trách nhiệm", level=3), "Trách nhiệm")


def test_a_table_has_a_cell_for_each_column():
    (one,) = made("| Bước | Ai làm |\n|---|---|\n| Nhận | Một cửa |\n| Trả |")
    assert isinstance(one, Table)
    assert [column.title for column in one.columns] == ["Bước", "Ai làm"]
    assert one.rows == (("Nhận", "Một cửa"), ("Trả", ""))


@given(st.text(max_size=200))
def test_any_text_becomes_blocks(text):
    for one in made(text):
        if isinstance(one, Table):
            assert all(len(row) == len(one.columns) for row in one.rows)
        else:
            assert isinstance(one, Paragraph | Items | Heading)
