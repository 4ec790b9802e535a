"""A programme that is the plan of the one audit of its year too: one paper, one approval."""

import pytest
from django.urls import reverse

from sotay.approvals.commands import approve, return_with_reason, withdraw
from sotay.approvals.models import Approval
from sotay.commands import Refused
from sotay.evaluation.audits.plan.commands import withdraw_plan
from sotay.evaluation.audits.plan.queries import round_of
from sotay.evaluation.audits.programmes import commands
from sotay.evaluation.models import Audit, Programme
from tests.conftest import TODAY
from tests.evaluation.audits.plan.conftest import begun, cast_of, visited
from tests.factories.findings import AuditFactory
from tests.factories.programmes import ProgrammeLineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(agency):
    return cast_of(agency)


@pytest.fixture
def programme(agency, cast):
    return ProgrammeLineFactory(programme__agency=agency, unit=cast.units[1], months=[6]).programme


@pytest.fixture
def audit(cast, programme):
    audit = begun(cast)
    visited(cast, audit)
    return audit


def submitted(programme, cast):
    programme.refresh_from_db()
    return commands.submit_programme(programme, actor=cast.secretary, version=programme.version, is_plan=True, on=TODAY)


def states():
    return Programme.objects.get().state, Audit.objects.get().state


def test_approving_the_programme_approves_the_plan(programme, audit, cast):
    approval = submitted(programme, cast)
    assert states() == ("SUBMITTED", "SUBMITTED")
    audit.refresh_from_db()
    assert round_of(audit)[0] == approval

    approve(approval, actor=cast.chair, version=approval.version, on=TODAY)

    assert states() == ("APPROVED", "PLANNED")
    audit.refresh_from_db()
    assert (audit.planned_date, audit.programme, audit.programme.is_plan) == (TODAY, programme, True)


def test_what_comes_back_comes_back_together(programme, audit, cast):
    first = submitted(programme, cast)
    return_with_reason(first, actor=cast.chair, version=first.version, reason="Thêm đơn vị")
    assert states() == ("DRAFT", "PLANNING")
    second = submitted(programme, cast)
    withdraw(second, actor=cast.secretary, version=second.version, reason="Nhầm")
    assert states() == ("DRAFT", "PLANNING")
    submitted(programme, cast)
    audit.refresh_from_db()
    withdraw_plan(audit, actor=cast.secretary, version=audit.version, reason="Nhầm")
    assert states() == ("DRAFT", "PLANNING")


def test_the_plan_may_be_left_out(programme, audit, cast):
    approval = submitted(programme, cast)
    item = approval.items.get(subject_uuid=audit.uuid)

    approve(approval, actor=cast.chair, version=approval.version, leave_out={item.pk: "Đổi ngày"}, on=TODAY)

    assert states() == ("APPROVED", "PLANNING")
    audit.refresh_from_db()
    assert audit.returned_reason == "Đổi ngày"


def test_it_is_the_plan_of_one_audit_that_is_complete_and_not_on_its_way(agency, programme, cast):
    def codes():
        with pytest.raises(Refused) as refusal:
            submitted(programme, cast)
        return refusal.value.codes

    assert codes() == ("not_one_audit",)
    audit = begun(cast)
    assert codes()
    assert states() == ("DRAFT", "PLANNING")
    other = AuditFactory(agency=agency, number=9)
    assert codes() == ("not_one_audit",)
    Audit.objects.filter(pk=audit.pk).delete()
    assert codes() == ("plan_on_its_way",)
    other.delete()
    assert not Approval.objects.exists()


def test_the_form_offers_it_and_who_approves_sees_both(agency, programme, audit, cast, signed_in):
    secretary, chair = signed_in(cast.secretary), signed_in(cast.chair)
    url = reverse("evaluation:programme_submit", kwargs={"agency": agency.short_name, "slug": programme.slug})
    assert f"Đồng thời là kế hoạch của cuộc đánh giá {audit.code}" in secretary.get(url).content.decode()

    secretary.send(url, {"is_plan": "on", "version": programme.version})

    approval = Approval.objects.get()
    place = {"agency": agency.short_name, "slug": approval.uuid}
    page = chair.get(reverse("approvals:approval_detail", kwargs=place)).content.decode()
    assert (audit.code in page, str(cast.units[1]) in page) == (True, True)
    own = chair.get(reverse("evaluation:audit_detail", kwargs={"agency": agency.short_name, "slug": audit.slug}))
    assert own.status_code == 200
