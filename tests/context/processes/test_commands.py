"""Processes and flows: added, changed, ended, refused, denied; and their pages."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused
from sotay.context.models import Flow, Process
from sotay.context.processes.commands import add_flow, change_process, create_process, end_process, remove_flow
from tests.conftest import TODAY, person
from tests.factories.context import ProcessFactory

pytestmark = pytest.mark.django_db


def test_a_process_is_added_changed_and_ended(agency, secretary):
    process = create_process(
        agency, actor=secretary, code="TN 01", name="Tiếp nhận", kind="CORE", clauses=("8.5.1", "8.2", "8.2")
    )
    assert (process.slug, process.clauses) == ("tn-01", ["8.2", "8.5.1"])

    given = {"code": "TN 01", "name": "Tiếp nhận hồ sơ", "kind": "CORE", "clauses": ("8.2", "8.5.1")}
    process = change_process(process, actor=secretary, version=process.version, **given)
    assert change_process(process, actor=secretary, version=process.version, **given) is UNCHANGED
    end_process(process, actor=secretary, version=process.version, ended_date=TODAY, reason="Sáp nhập")
    assert Process.objects.get().ended_date == TODAY


def test_codes_in_use_unknown_clauses_and_a_second_end_are_refused(agency, secretary):
    ProcessFactory(agency=agency, code="TN 01")
    over = ProcessFactory(agency=agency, ended_date=date(2026, 1, 1))

    with pytest.raises(Refused) as refusal:
        create_process(agency, actor=secretary, code="TN 01", name="x", kind="CORE", clauses=("11.9",))
    assert refusal.value.codes == ("code_taken", "unknown_clause")
    with pytest.raises(Refused) as refusal:
        end_process(over, actor=secretary, version=1, ended_date=TODAY, reason="x")
    assert refusal.value.codes == ("ended_already",)


def test_flows_are_kept_once_per_pair_and_refused_to_itself_or_another_agency(agency, secretary, other_agency):
    one, other = ProcessFactory.create_batch(2, agency=agency)

    flow = add_flow(one, actor=secretary, target=other, what="hồ sơ")
    assert add_flow(one, actor=secretary, target=other, what="hồ sơ") is UNCHANGED
    assert add_flow(one, actor=secretary, target=other, what="kết quả").pk == flow.pk
    for target, what, code in (
        (one, "x", "flow_to_itself"),
        (ProcessFactory(agency=other_agency), "x", "flow_to_another_agency"),
        (other, " ", "what_missing"),
    ):
        with pytest.raises(Refused) as refusal:
            add_flow(one, actor=secretary, target=target, what=what)
        assert refusal.value.codes == (code,)
    remove_flow(flow, actor=secretary)
    assert not Flow.objects.exists()


def test_writing_is_denied_to_an_official_and_another_agencys_secretary(agency, official, other_agency):
    one, other = ProcessFactory.create_batch(2, agency=agency)
    flow = Flow.objects.create(agency=agency, source=one, target=other, what="x")

    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        for act in (
            lambda actor: create_process(agency, actor=actor, code="x", name="x", kind="CORE"),
            lambda actor: change_process(one, actor=actor, version=1, code="x", name="x", kind="CORE"),
            lambda actor: end_process(one, actor=actor, version=1, ended_date=TODAY, reason="x"),
            lambda actor: add_flow(one, actor=actor, target=other, what="y"),
            lambda actor: remove_flow(flow, actor=actor),
        ):
            with pytest.raises(PermissionDenied):
                act(actor)


def test_the_list_draws_narrows_exports_and_asks_as_often_for_30_as_for_one(agency, secretary, signed_in, other_agency):
    client = signed_in(secretary)
    path = reverse("context:process_list", kwargs={"agency": agency.short_name})
    ProcessFactory(agency=other_agency, name="Của cơ quan khác")
    first = ProcessFactory(agency=agency, name="Đánh giá nội bộ", kind="MANAGEMENT")

    def asked():
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        return len(seen)

    few = asked()
    for process in ProcessFactory.create_batch(29, agency=agency):
        Flow.objects.create(agency=agency, source=first, target=process, what="kế hoạch")
    assert asked() == few <= 12
    page = client.get(path).content.decode()
    assert page.count('<svg class="diagram"') == 2
    assert "Của cơ quan khác" not in page
    file = client.get(path, {"words": "danh gia", "export": "csv"}).getvalue().decode("utf-8-sig")
    assert "Đánh giá nội bộ" in file
    assert file.count("Giải quyết thủ tục") == 0
