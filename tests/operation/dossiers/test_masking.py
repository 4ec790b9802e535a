"""What names a citizen is shown masked, and a secret is drawn, printed and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.operation.dossiers import masking, secret
from tests.factories.dossiers import DossierFactory


@pytest.mark.parametrize(
    ("plain", "masked"),
    [
        ("Nguyễn Văn An", "Nguyễn V. A."),
        ("Công ty TNHH một thành viên Sao Mai", "Công T. T. M. T. V. S. M."),
        ("  An ", "An"),
        ("", ""),
    ],
)
def test_names(plain, masked):
    assert masking.name(plain) == masked


@pytest.mark.parametrize(
    ("plain", "kind", "shown"),
    [
        ("Nguyễn Văn An", "PERSON", "Nguyễn V. A."),
        ("Công ty TNHH  Sao Mai", "ORGANISATION", "Công ty TNHH Sao Mai"),
        ("Hộ kinh doanh Nguyễn Thị Mai", "ORGANISATION", "Hộ kinh doanh Nguyễn T. M."),
        ("Hộ kinh doanh", "ORGANISATION", "Hộ kinh doanh"),
        ("", "ORGANISATION", ""),
    ],
)
def test_an_organisation_is_named_and_a_person_is_not(plain, kind, shown):
    assert masking.applicant(plain, kind) == shown


@pytest.mark.parametrize(
    ("plain", "masked"), [("0905 123 678", "…678"), ("049088001234", "…234"), ("12345", "…"), ("", "")]
)
def test_numbers(plain, masked):
    assert masking.number(plain) == masked


@pytest.mark.parametrize(
    ("plain", "masked"), [("an.nguyen@example.vn", "a…@example.vn"), ("không có", "…"), ("", ""), ("@x", "…")]
)
def test_addresses(plain, masked):
    assert masking.email(plain) == masked


@given(st.text(max_size=40))
def test_no_mask_shows_more_than_three_digits(text):
    assert sum(char.isalnum() for char in masking.number(text)) <= masking.LAST_DIGITS


@pytest.mark.django_db
def test_a_secret_is_drawn_again_only_while_its_hash_is_kept(settings):
    dossier = DossierFactory()
    assert secret.secret_of(dossier) == ""
    drawn = secret.draw(dossier)
    dossier.secret_hash = secret.hash_of(drawn)
    assert secret.secret_of(dossier) == drawn
    assert drawn not in dossier.secret_hash
    settings.SECRET_KEY, old = "another", settings.SECRET_KEY
    assert secret.secret_of(dossier) == ""
    settings.SECRET_KEY_FALLBACKS = [old]
    assert secret.secret_of(dossier) == drawn


@pytest.mark.django_db
def test_a_secret_typed_by_hand_is_read():
    drawn = secret.draw(DossierFactory())
    printed = secret.grouped(drawn)
    assert [len(group) for group in printed.split("-")] == [4, 4, 4, 4]
    for typed in (
        printed,
        printed.lower(),
        printed.replace("-", " "),
        f" {printed.replace('0', 'O').replace('1', 'l')}.",
    ):
        assert secret.read(typed) == drawn
    assert secret.read(printed[:-1]) == ""
    assert secret.read("U" * secret.LENGTH) == ""
