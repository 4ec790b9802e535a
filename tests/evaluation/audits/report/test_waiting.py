"""A report waits for the leader from the closing meeting on; who runs the system takes over where the leader is gone."""

from datetime import date

import pytest

from sotay.agency.models import Seat
from sotay.evaluation.audits.report import commands, waiting
from sotay.evaluation.audits.report.lateness import report_due
from sotay.evaluation.models import Audit
from sotay.work.waiting.registry import Asked
from tests.conftest import TODAY
from tests.evaluation.audits.report.conftest import TEXTS

pytestmark = pytest.mark.django_db


def to_write(agency):
    return [(one.user_ids, one.due, one.reason) for one in waiting.reports_to_write(Asked((agency.pk,), TODAY))]


def test_a_report_waits_for_the_leader_until_it_is_submitted(agency, audit, lead, secretary):
    assert to_write(agency) == [(frozenset({lead.user.pk}), date(2026, 5, 29), "")]
    assert report_due(audit) == date(2026, 5, 29)
    Audit.objects.filter(pk=audit.pk).update(returned_reason="Thiếu kết luận")
    assert to_write(agency)[0][2] == waiting.RETURNED
    Audit.objects.filter(pk=audit.pk).update(state="REPORTING")
    assert to_write(agency) == []


def test_where_the_leader_is_gone_the_secretary_writes_and_submits(
    agency, audit, found, lead, secretary, committee_head
):
    Seat.objects.filter(user=lead.user).update(to_date=date(2026, 5, 25))
    assert [who for who, _due, _why in to_write(agency)] == [frozenset({secretary.user.pk})]

    report = commands.write_report(audit, actor=secretary, **TEXTS)
    commands.submit_report(report, actor=secretary, version=1, on=TODAY)

    assert Audit.objects.get(pk=audit.pk).state == "REPORTING"
