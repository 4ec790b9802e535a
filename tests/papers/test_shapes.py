"""Words that papers of many features share."""

from datetime import UTC, datetime

import pytest

from sotay.papers.shapes import listed, moment, post_of


def test_a_moment_is_told_as_officials_write_it():
    assert moment(datetime(2026, 5, 18, 0, 5, tzinfo=UTC)) == "07 giờ 05 phút, ngày 18/05/2026"
    assert moment(None) == ""


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            "Trưởng phòng, Phòng Bưu chính, Viễn thông (Võ Thành Long)",
            "Trưởng phòng Bưu chính, Viễn thông (Võ Thành Long)",
        ),
        ("Chánh Văn phòng, Văn phòng", "Chánh Văn phòng"),
        ("Trưởng phòng, Văn phòng", "Trưởng phòng, Văn phòng"),
        ("Phó Giám đốc", "Phó Giám đốc"),
        ("", ""),
    ],
)
def test_a_post_and_its_unit_are_one_name(told, said):
    assert post_of(told) == said


def test_items_of_a_list_end_as_the_decree_asks():
    assert listed(["một;", "hai.", "ba"]) == ("một;", "hai;", "ba.")
    assert listed([]) == ()
