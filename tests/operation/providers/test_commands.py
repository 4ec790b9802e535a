"""Each command upon providers: what it does, when it refuses, whom it denies."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sotay.agency.models import Seat
from sotay.commands import Refused, Stale
from sotay.journal.models import Entry
from sotay.operation.models import Provider, ProviderEvaluation
from sotay.operation.providers import commands
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory

pytestmark = pytest.mark.django_db
SAID = {"outcome": "KEEP", "findings": "Đúng hạn 99%"}


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def provider(agency, unit):
    return ProviderFactory(agency=agency, unit=unit)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def stranger(agency):
    return person(agency, Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=agency))


def values(of, **more):
    return {
        "name": " Bưu điện  tỉnh ",
        "subject": "Chuyển phát",
        "unit": of,
        "criteria": "Đúng hạn",
        "from_date": date(2026, 1, 1),
    } | more


def acts():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def test_a_provider_gets_the_next_number_that_is_free(agency, unit, unit_head):
    commands.add_provider(agency, actor=unit_head, on=TODAY, **values(unit, code="ncc-2026-01"))

    one = commands.add_provider(agency, actor=unit_head, on=TODAY, **values(unit))
    two = commands.add_provider(agency, actor=unit_head, on=TODAY, **values(unit))

    assert (one.code, two.code, one.slug) == ("NCC-2026-02", "NCC-2026-03", "ncc-2026-02")
    assert (one.name, one.supplies, one.state) == ("Bưu điện tỉnh", "SERVICE", "ACTIVE")
    assert acts() == ["operation.provider.added"] * 3


def test_adding_refuses_a_code_taken_empty_texts_and_units_that_cannot_answer(agency, unit, secretary, other_agency):
    ProviderFactory(agency=agency, code="NCC-1")
    gone = UnitFactory(agency=agency, ended_date=TODAY)

    def codes(**more):
        return refused(commands.add_provider, agency, actor=secretary, on=TODAY, **values(unit, **more))

    assert codes(code="ncc-1") == ("code_taken",)
    assert codes(criteria=" ", subject="") == ("missing", "missing")
    assert codes(unit=gone) == ("unit_ended",)
    assert codes(unit=UnitFactory(agency=other_agency)) == ("unit_of_another_agency",)
    assert not Provider.objects.filter(unit=unit).exists()


def test_a_head_adds_for_the_own_unit_alone(agency, unit, stranger, official, head):
    for actor in (stranger, official, head):
        with pytest.raises(PermissionDenied):
            commands.add_provider(agency, actor=actor, on=TODAY, **values(unit))


def test_what_is_changed_is_told_and_the_same_again_is_nothing(provider, unit_head):
    told = {name: getattr(provider, name) for name in commands.PLAIN} | {"contract": "05/HĐ"}

    changed = commands.change_provider(provider, actor=unit_head, version=1, on=TODAY, **told)
    again = commands.change_provider(provider, actor=unit_head, version=2, on=TODAY, **told | {"code": ""})

    assert (changed.contract, repr(again)) == ("05/HĐ", "UNCHANGED")
    assert Entry.objects.get().data["fields"] == ["contract"]
    with pytest.raises(Stale):
        commands.change_provider(provider, actor=unit_head, version=1, on=TODAY, **told)


def test_changing_refuses_a_beginning_after_its_evaluation_or_end_and_another_ones_code(agency, provider, secretary):
    ProviderEvaluationFactory(provider=provider, date=date(2025, 5, 1), withdrawn=True)
    ProviderEvaluationFactory(provider=provider, date=date(2026, 5, 1))
    other = ProviderFactory(agency=agency)
    told = {name: getattr(provider, name) for name in commands.PLAIN}

    def codes(one, **more):
        return refused(commands.change_provider, one, actor=secretary, version=1, on=TODAY, **told | more)

    assert codes(provider, from_date=date(2026, 5, 2), code=other.code.lower()) == (
        "code_taken",
        "begins_after_evaluation",
    )
    ended = ProviderFactory(agency=agency, ended=True)
    assert codes(ended, code=ended.code, from_date=date(2026, 3, 2)) == ("begins_after_end",)


def test_a_provider_is_not_handed_to_a_unit_its_head_does_not_lead(agency, provider, unit_head, stranger, secretary):
    told = {name: getattr(provider, name) for name in commands.PLAIN} | {"unit": UnitFactory(agency=agency)}
    for actor in (unit_head, stranger):
        with pytest.raises(PermissionDenied):
            commands.change_provider(provider, actor=actor, version=1, on=TODAY, **told)

    assert commands.change_provider(provider, actor=secretary, version=1, on=TODAY, **told).unit == told["unit"]


def test_a_provider_ends_with_day_and_reason_and_is_taken_up_again(provider, unit_head, stranger):
    told = {"actor": unit_head, "version": 1, "on": TODAY}
    assert refused(commands.end_provider, provider, ended_date=TODAY + timedelta(days=1), reason=" ", **told) == (
        "ends_later",
        "reason_missing",
    )
    assert refused(commands.end_provider, provider, ended_date=date(2024, 12, 31), reason="x", **told) == (
        "ends_before_begin",
    )
    with pytest.raises(PermissionDenied):
        commands.end_provider(provider, ended_date=TODAY, reason="x", **told | {"actor": stranger})

    one = commands.end_provider(provider, ended_date=TODAY, reason="Hết hợp đồng", **told)

    assert (one.state, one.ended_date, one.ended_reason) == ("ENDED", TODAY, "Hết hợp đồng")
    assert refused(commands.end_provider, one, ended_date=TODAY, reason="x", **told | {"version": 2}) == (
        "ended_already",
    )
    with pytest.raises(PermissionDenied):
        commands.resume_provider(one, actor=stranger, version=2, reason="x")
    assert refused(commands.resume_provider, one, actor=unit_head, version=2, reason="") == ("reason_missing",)
    back = commands.resume_provider(one, actor=unit_head, version=2, reason="Ghi nhầm")
    assert (back.state, back.ended_date, back.ended_reason) == ("ACTIVE", None, "")
    assert refused(commands.resume_provider, back, actor=unit_head, version=3, reason="x") == ("not_ended",)
    assert acts() == ["operation.provider.ended", "operation.provider.resumed"]


def test_an_evaluation_keeps_the_criteria_as_they_stood(provider, unit_head, secretary):
    made = commands.evaluate_provider(provider, actor=unit_head, version=1, on=TODAY, date=TODAY, **SAID)
    told = {name: getattr(provider, name) for name in commands.PLAIN} | {"criteria": "Tiêu chí mới"}
    commands.change_provider(provider, actor=secretary, version=1, on=TODAY, **told)

    made.refresh_from_db()
    assert (made.year, made.criteria, made.evaluated_by) == (2026, "Đúng hạn từ 98%", unit_head.user)
    with pytest.raises(Stale):
        commands.evaluate_provider(provider, actor=unit_head, version=1, on=TODAY, date=TODAY, **SAID)


def test_evaluating_refuses_days_that_cannot_be_and_words_that_are_missing(provider, secretary):
    ProviderEvaluationFactory(provider=provider, date=date(2026, 5, 1))

    def codes(day=TODAY, **more):
        return refused(
            commands.evaluate_provider, provider, actor=secretary, version=1, on=TODAY, **SAID | more | {"date": day}
        )

    assert codes(TODAY + timedelta(days=1)) == ("evaluated_later",)
    assert codes(date(2024, 12, 31)) == ("evaluated_before_begin",)
    assert codes(date(2026, 5, 1)) == ("evaluated_that_day",)
    assert codes(outcome="WATCH", findings=" ") == ("findings_missing", "improvement_missing")
    assert codes(outcome="WATCH", improvement="Giao đúng hạn", ends=True) == ("ends_though_kept",)


@pytest.mark.parametrize("who", ["unit_head", "secretary"])
def test_the_unit_head_and_the_secretary_evaluate(provider, who, request):
    actor = request.getfixturevalue(who)
    commands.evaluate_provider(provider, actor=actor, version=1, on=TODAY, date=TODAY, **SAID)
    assert ProviderEvaluation.objects.get().evaluated_by == actor.user


def test_nobody_else_evaluates_or_withdraws(agency, provider, stranger, official, head):
    made = ProviderEvaluationFactory(provider=provider)
    team = person(agency, Seat.Role.TEAM_MEMBER)
    for actor in (stranger, official, head, team):
        with pytest.raises(PermissionDenied):
            commands.evaluate_provider(provider, actor=actor, version=1, on=TODAY, date=TODAY, **SAID)
        with pytest.raises(PermissionDenied):
            commands.withdraw_evaluation(made, actor=actor, reason="x", on=TODAY)


def test_one_that_failed_ends_in_the_same_command(provider, unit_head):
    said = SAID | {"outcome": "END", "ends": True}
    commands.evaluate_provider(provider, actor=unit_head, version=1, on=TODAY, date=date(2026, 6, 1), **said)

    provider.refresh_from_db()
    assert (provider.state, provider.ended_date) == ("ENDED", date(2026, 6, 1))
    assert provider.ended_reason == "Không đạt khi đánh giá ngày 01/06/2026"
    assert acts() == ["operation.provider.evaluated", "operation.provider.ended"]


def test_one_that_ended_is_evaluated_for_that_year_and_no_later_one(agency, secretary):
    one = ProviderFactory(agency=agency, ended=True, ended_date=date(2025, 11, 1))
    told = {"actor": secretary, "version": 1, "on": TODAY}

    commands.evaluate_provider(one, date=date(2025, 12, 20), **SAID, **told)

    assert refused(commands.evaluate_provider, one, date=TODAY, **SAID, **told) == ("evaluated_after_end",)
    again = SAID | {"outcome": "END", "ends": True}
    assert refused(commands.evaluate_provider, one, date=date(2025, 12, 21), **again, **told) == ("ended_already",)


def test_a_mistaken_evaluation_is_withdrawn_stays_and_gives_its_day_back(provider, unit_head):
    made = ProviderEvaluationFactory(provider=provider, date=TODAY)
    assert refused(commands.withdraw_evaluation, made, actor=unit_head, reason="", on=TODAY) == ("reason_missing",)

    gone = commands.withdraw_evaluation(made, actor=unit_head, reason="Nhầm nhà cung cấp", on=TODAY)
    commands.evaluate_provider(provider, actor=unit_head, version=1, on=TODAY, date=TODAY, **SAID)

    assert (gone.withdrawn_date, gone.withdrawn_by, gone.withdrawn_reason) == (
        TODAY,
        unit_head.user,
        "Nhầm nhà cung cấp",
    )
    assert provider.evaluations.count() == 2
    assert provider.evaluations.standing().count() == 1
    assert refused(commands.withdraw_evaluation, gone, actor=unit_head, reason="x", on=TODAY) == ("withdrawn_already",)
    assert acts() == ["operation.provider.evaluation_withdrawn", "operation.provider.evaluated"]


def test_the_database_keeps_what_is_true(provider):
    for values_ in ({"outcome": "WATCH"}, {"withdrawn_date": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProviderEvaluationFactory(provider=provider, **values_)
