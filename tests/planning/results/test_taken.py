"""Results taken from facts: the number of the dossiers, with what it was counted from and divided by."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from sotay.commands import Refused
from sotay.operation.dossiers.tallies import follow
from sotay.planning.objectives.commands import add_objective
from sotay.planning.objectives.models import Objective
from sotay.planning.results import commands
from sotay.planning.results.lines import Given
from sotay.planning.results.models import Report, Result
from tests.factories.findings import AuditFactory, FindingFactory, VisitFactory
from tests.factories.planning import ObjectiveSetFactory
from tests.factories.services import ServiceFactory
from tests.factories.statistics import MonthlyCountFactory
from tests.operation.dossiers.loose import write as write_dossier

pytestmark = pytest.mark.django_db
FACT = "dossiers.on_time_rate"
ON = date(2026, 6, 12)


@pytest.fixture
def share(goals):
    goals.share.fact = FACT
    goals.share.save()
    return goals.share


@pytest.fixture
def counted(agency, unit):
    return MonthlyCountFactory(agency=agency, unit=unit, month=date(2026, 1, 1), settled_on_time=96, settled_late=4)


def write(agency, unit, actor, *given, version=None):
    return commands.write_results(
        agency, actor=actor, unit=unit, period="2026-H1", results=given, version=version, on=ON
    )


def test_the_number_is_taken_and_names_its_denominator(agency, unit, unit_head, share, counted):
    write(agency, unit, unit_head, Given(key=share.key, taken=True))

    result = Result.objects.get()
    assert (result.value, result.fact) == (Decimal("96.00"), FACT)
    assert "96/100 hồ sơ đã giải quyết, tháng 01/2026" in result.fact_said


def test_the_number_is_counted_from_dossiers_where_there_are_any(agency, unit, unit_head, share, counted):
    service = ServiceFactory(agency=agency)
    for number, due in enumerate([date(2026, 4, 8), date(2026, 4, 7), date(2026, 4, 9), date(2026, 3, 9)]):
        settled = {"state": "READY", "result_date": date(2026, 4, 7)}
        dossier = write_dossier(agency, service, unit, number, received_date=date(2026, 3, 2), due_date=due, **settled)
        follow(dossier, before=None)

    write(agency, unit, unit_head, Given(key=share.key, taken=True))

    result = Result.objects.get()
    assert (result.value, result.fact) == (Decimal("95.19"), FACT)  # 96 + 3 in time of 100 + 4
    assert "99/104 hồ sơ đã giải quyết" in result.fact_said
    assert "đếm từ hồ sơ tháng 03–05/2026, các tháng khác theo số liệu tháng" in result.fact_said


def test_what_was_told_stays_told_when_figures_change_until_it_is_taken_anew(agency, unit, unit_head, share, counted):
    report = write(agency, unit, unit_head, Given(key=share.key, taken=True))
    counted.settled_on_time = 46
    counted.save()
    assert Result.objects.get().value == 96

    write(agency, unit, unit_head, Given(key=share.key, taken=True), version=report.version)
    assert Result.objects.get().value == 92


def test_a_figure_written_by_hand_is_nobody_elses(agency, unit, unit_head, share, counted):
    report = write(agency, unit, unit_head, Given(key=share.key, taken=True))
    write(agency, unit, unit_head, Given(key=share.key, value=Decimal(97)), version=report.version)

    result = Result.objects.get()
    assert (result.value, result.fact, result.fact_said) == (97, "", "")


def test_what_nobody_counted_cannot_be_taken_and_two_figures_are_one_too_many(agency, unit, unit_head, share):
    with pytest.raises(Refused) as refused:
        write(agency, unit, unit_head, Given(key=share.key, taken=True))
    assert refused.value.codes == ("fact_not_known",)

    MonthlyCountFactory(agency=agency, unit=unit, month=date(2026, 1, 1))
    with pytest.raises(Refused) as refused:
        write(agency, unit, unit_head, Given(key=share.key, taken=True, value=Decimal(97)))
    assert refused.value.codes == ("typed_too",)


def test_a_unit_found_without_fault_is_told_nought_and_one_nobody_visited_nothing(
    agency, unit, unit_head, goals, signed_in
):
    never = goals.never
    never.fact = "audits.nonconformities"
    never.save()
    url = reverse("planning:report_write", kwargs={"agency": agency.short_name, "period": "2026-H1", "unit": unit.slug})
    for audit in (AuditFactory(agency=agency), AuditFactory(agency=agency, reported=True)):
        FindingFactory(audit=audit)
        assert f'name="{never.key}-taken"' not in signed_in(unit_head).get(url).content.decode()
        with pytest.raises(Refused) as refused:
            write(agency, unit, unit_head, Given(key=never.key, taken=True))
        assert refused.value.codes == ("fact_not_known",)

    VisitFactory(audit=audit, unit=unit)
    write(agency, unit, unit_head, Given(key=never.key, taken=True))
    assert Result.objects.get(key=never.key).value == 0


def test_the_form_offers_the_number_and_sends_it(agency, unit, unit_head, share, counted, signed_in):
    url = reverse("planning:report_write", kwargs={"agency": agency.short_name, "period": "2026-H1", "unit": unit.slug})
    client = signed_in(unit_head)

    shown = client.get(url).content.decode()
    assert "96/100 hồ sơ đã giải quyết, tháng 01/2026" in shown
    assert f'name="{share.key}-taken"' in shown

    answer = client.send(url, {f"{share.key}-taken": "on"}, follow=True)
    assert Report.objects.get().results.get(key=share.key).fact == FACT
    assert "96/100 hồ sơ đã giải quyết" in answer.content.decode()


@pytest.mark.parametrize(("target", "fact", "code"), [
    ("≥ 98 %", "dossiers.received", "fact_measure"), ("trước ngày 30/9", FACT, "fact_of_a_day"),
    ("≥ 98 %", "objectives.total", "fact_unknown"), ("≥ 98 %", FACT, ""),
])  # fmt: skip
def test_an_objective_takes_only_what_is_told_in_its_unit(agency, secretary, target, fact, code):
    one = ObjectiveSetFactory(agency=agency)
    if not code:
        assert add_objective(one, actor=secretary, statement="Đúng hạn", target_text=target, fact=fact).fact == fact
        return
    with pytest.raises(Refused) as refused:
        add_objective(one, actor=secretary, statement="Đúng hạn", target_text=target, fact=fact)
    assert refused.value.codes == (code,)
    assert not Objective.objects.filter(set=one).exists()


def test_the_page_of_an_objective_says_where_its_results_come_from(agency, unit_head, share, signed_in):
    url = reverse("planning:objective_detail", kwargs={"agency": agency.short_name, "slug": share.slug})

    assert "Tỷ lệ trước và đúng hạn" in signed_in(unit_head).get(url).content.decode()
