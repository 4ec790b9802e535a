"""Legal documents are kept, given to units, replaced and set aside: does it, refuses, denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.context.laws import commands
from sotay.context.models import Law, LawReview, Replacement
from sotay.journal.models import Entry
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory

pytestmark = pytest.mark.django_db
DECREE = {
    "number": "118/2025/NĐ-CP",
    "title": "Thực hiện thủ tục hành chính theo cơ chế một cửa",
    "issued_date": date(2025, 6, 9),
    "effective_date": date(2025, 7, 1),
}


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as raised:
        act(*args, **kwargs)
    return raised.value.codes


def test_a_law_is_kept_with_its_kind_read_from_its_number(agency, secretary):
    unit = UnitFactory(agency=agency)

    law = commands.add_law(agency, actor=secretary, units=[unit], **DECREE)

    assert (law.kind, law.key, law.slug, law.flags) == ("Nghị định", "118/2025/ndcp", "118-2025-nd-cp", [])
    assert law.reviews.get().unit == unit
    assert Entry.objects.get().action == "context.law.added"


@pytest.mark.parametrize(
    ("number", "flag"),
    [
        ("118/2025/NÐ-CP", "eth_letter"),  # U+00D0
        ("118/2025/nđ-cp", "letter_case"),
        ("118/2025/NĐ-", "truncated"),
        ("118/2024/NĐ-CP", "year_differs"),
    ],
)
def test_a_dirty_number_is_kept_as_it_is_and_flagged(agency, secretary, number, flag):
    law = commands.add_law(agency, actor=secretary, **DECREE | {"number": number})

    assert law.number == number
    assert flag in law.flags


def test_days_that_cannot_be_are_flagged_and_kept(agency, secretary):
    days = {"issued_date": date(2025, 7, 2), "effective_date": date(2025, 7, 1), "expiry_date": date(2025, 7, 1)}

    law = commands.add_law(agency, actor=secretary, **DECREE | days)

    assert {"effective_before_issue", "expired_before_effect"} <= set(law.flags)
    assert "effective_missing" in commands.add_law(agency, actor=secretary, number="1/2025/NĐ-CP").flags


def test_a_law_stands_once_however_its_number_is_written(agency, secretary):
    commands.add_law(agency, actor=secretary, **DECREE)

    again = DECREE | {"number": "118/2025/nđ-cp"}
    assert refused(commands.add_law, agency, actor=secretary, **again) == ("law_there",)
    assert refused(commands.add_law, agency, actor=secretary, number=" ", title="") == ("nameless",)


def test_a_unit_head_adds_a_law_but_asks_no_unit_and_an_official_does_neither(agency, official):
    unit = UnitFactory(agency=agency)
    unit_head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)

    assert commands.add_law(agency, actor=unit_head, **DECREE).pk
    with pytest.raises(PermissionDenied):
        commands.add_law(agency, actor=unit_head, units=[unit], number="2/2025/NĐ-CP")
    with pytest.raises(PermissionDenied):
        commands.add_law(agency, actor=official, number="3/2025/NĐ-CP")


def test_a_law_is_changed_and_its_flags_with_it(agency, secretary):
    law = commands.add_law(agency, actor=secretary, **DECREE | {"number": "118/2024/NĐ-CP"})

    commands.change_law(law, actor=secretary, version=law.version, number="118/2025/NĐ-CP")

    law.refresh_from_db()
    assert (law.flags, law.key) == ([], "118/2025/ndcp")
    assert commands.change_law(law, actor=secretary, version=law.version, number="118/2025/NĐ-CP") is UNCHANGED
    with pytest.raises(Stale):
        commands.change_law(law, actor=secretary, version=99, number="9/2025/NĐ-CP")
    other = LawFactory(agency=agency, number="5/2025/NĐ-CP", key="5/2025/ndcp")
    assert refused(commands.change_law, law, actor=secretary, version=law.version, number=other.number) == (
        "law_there",
    )


def test_units_are_asked_and_taken_off_until_they_have_answered(agency, secretary):
    first, second = UnitFactory(agency=agency), UnitFactory(agency=agency)
    law = LawFactory(agency=agency)
    commands.assign_law(law, actor=secretary, version=law.version, units=[first, second])
    law.refresh_from_db()
    review = law.reviews.get(unit=first)
    review.finding, review.reason = LawReview.Finding.NO_EFFECT, "Không có quy trình"
    review.decided_by, review.decided_date = secretary.user, date(2026, 6, 1)
    review.save()

    commands.assign_law(law, actor=secretary, version=law.version, units=[first])

    assert law.reviews.get().unit == first
    law.refresh_from_db()
    assert commands.assign_law(law, actor=secretary, version=law.version, units=[first]) is UNCHANGED
    assert refused(commands.assign_law, law, actor=secretary, version=law.version, units=[]) == (
        "units_missing", "unit_has_answered",
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        commands.assign_law(law, actor=person(agency, Seat.Role.HEAD), version=law.version, units=[second])


def test_a_law_is_set_aside_with_a_reason_and_asked_for_again(agency, secretary, official):
    unit = UnitFactory(agency=agency)
    law = LawFactory(agency=agency)
    LawReview.objects.create(agency=agency, law=law, unit=unit)

    assert refused(commands.set_aside, law, actor=secretary, version=law.version, reason=" ") == ("reason_missing",)
    with pytest.raises(PermissionDenied):
        commands.set_aside(law, actor=official, version=law.version, reason="x")
    law = commands.set_aside(law, actor=secretary, version=law.version, reason="Không thuộc chức năng")

    assert (law.is_unrelated, law.reviews.count()) == (True, 0)
    assert refused(commands.set_aside, law, actor=secretary, version=law.version, reason="x") == ("unrelated_already",)
    law = commands.assign_law(law, actor=secretary, version=law.version, units=[unit])
    assert (law.is_unrelated, law.unrelated_reason) == (False, "")


def test_a_law_that_affects_documents_is_not_set_aside(agency, secretary):
    law = LawFactory(agency=agency)
    LawReview.objects.create(
        agency=agency, law=law, unit=UnitFactory(agency=agency), finding="AFFECTS", decided_by=secretary.user,
        decided_date=date(2026, 6, 1),
    )  # fmt: skip

    assert refused(commands.set_aside, law, actor=secretary, version=law.version, reason="x") == ("affects_documents",)


def test_a_law_replaced_wholly_expires_the_day_the_new_one_takes_effect(agency, secretary, official):
    old = LawFactory(agency=agency, number="61/2018/NĐ-CP", key="61/2018/ndcp", effective_date=date(2018, 6, 21))
    part = LawFactory(agency=agency)
    new = commands.add_law(agency, actor=secretary, **DECREE)

    commands.replace_law(new, actor=secretary, old=old)
    commands.replace_law(new, actor=secretary, old=part, manner=Replacement.Manner.PART)

    old.refresh_from_db()
    part.refresh_from_db()
    assert (old.expiry_date, part.expiry_date) == (date(2025, 7, 1), None)
    assert list(Law.objects.of(secretary).expired(date(2025, 7, 1))) == [old]
    assert commands.replace_law(new, actor=secretary, old=old) is UNCHANGED
    assert refused(commands.replace_law, new, actor=secretary, old=None) == ("law_unknown",)
    assert refused(commands.replace_law, new, actor=secretary, old=new) == ("same_law",)
    assert refused(commands.replace_law, old, actor=secretary, old=new) == ("ring",)
    with pytest.raises(PermissionDenied):
        commands.replace_law(new, actor=official, old=old)
    commands.drop_replacement(new.replaces.get(old=old), actor=secretary)
    assert new.replaces.count() == 1
