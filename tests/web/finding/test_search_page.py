"""The search page groups what is found and answers htmx with the part alone."""

import pytest

from sotay.organisation.units.commands import create_unit

pytestmark = pytest.mark.django_db


def test_records_obligations_and_clauses_are_found_without_marks(agency, secretary, signed_in):
    create_unit(agency, actor=secretary, code="DG", name="Phòng Đánh giá")

    page = signed_in(secretary).get(f"/{agency.short_name}/search/?q=danh gia").content.decode()

    assert "Phòng Đánh giá" in page
    assert "Việc phải làm" in page
    assert "9.2" in page


def test_htmx_gets_the_part_alone(agency, secretary, signed_in):
    response = signed_in(secretary).get(f"/{agency.short_name}/search/?q=danh gia", headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()


def test_what_is_typed_is_shown_as_text(agency, secretary, signed_in):
    page = (
        signed_in(secretary).get(f"/{agency.short_name}/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    )
    assert "<script>alert(1)" not in page


def test_nothing_found_says_so(agency, secretary, signed_in):
    assert "Không tìm thấy gì" in signed_in(secretary).get(f"/{agency.short_name}/search/?q=zzzzqqq").content.decode()
