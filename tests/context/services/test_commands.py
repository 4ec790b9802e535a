"""Services are published, changed, abolished and told of: does it, refuses, denied."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.clock import today
from sotay.agency.models import Agency, Seat
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.context.models import Service, ServiceChange
from sotay.context.services import commands
from sotay.context.services.content import bases_of, limits_of, papers_of
from sotay.journal.models import Entry
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.context import LawFactory
from tests.factories.services import ServiceChangeFactory, ServiceFactory

pytestmark = pytest.mark.django_db
SIGNED = date(2026, 1, 20)
PRINTED = {
    "code": "1.003868",
    "name": "Cấp giấy phép xuất bản tài liệu không kinh doanh",
    "decision": "Quyết định số 12/QĐ-UBND",
    "field": "Xuất bản",
    "levels": ["PROVINCE"],
    "limits": limits_of(
        "Trực tiếp: 07 ngày làm việc\nTrực tuyến: 5 ngày làm việc, trường hợp phải xác minh thì không quá 10 ngày"
    ),
    "papers": papers_of("Đơn đề nghị (1 bản chính, 2 bản sao)\nBản thảo"),
    "papers_count": 2,
    "bases": bases_of("Luật Xuất bản; 195/2013/NĐ-CP"),
    "fees": "15.000 đồng/trang",
}
LATER = {"decision": "30/QĐ-UBND", "decision_date": date(2026, 3, 2)}


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as raised:
        act(*args, **kwargs)
    return raised.value.codes


def published(agency, actor, **more):
    return commands.publish_service(agency, actor=actor, decision_date=SIGNED, **(PRINTED | more))


def test_a_service_is_published_with_its_limits_papers_and_bases(agency, secretary):
    law = LawFactory(agency=agency, number="195/2013/NĐ-CP", key="195/2013/ndcp")

    service = published(agency, secretary)

    assert (service.slug, service.channels, service.flags) == ("1-003868", ["DIRECT", "ONLINE"], [])
    assert [(one.channel, int(one.value), one.unit, one.condition) for one in service.limits.all()] == [
        ("DIRECT", 7, "WORKING_DAY", ""),
        ("ONLINE", 5, "WORKING_DAY", ""),
        ("ONLINE", 10, "DAY", "phải xác minh"),
    ]
    assert [(one.name, one.originals, one.copies) for one in service.papers.all()] == [
        ("Đơn đề nghị", 1, 2),
        ("Bản thảo", 0, 0),
    ]
    assert [(one.text, one.law) for one in service.bases.order_by("pk")] == [
        ("Luật Xuất bản", None),
        ("195/2013/NĐ-CP", law),
    ]
    change = service.changes.get()
    assert (change.act, change.decision, change.decision_date) == ("PUBLISHED", PRINTED["decision"], SIGNED)
    assert Entry.objects.get().action == "context.service.published"


def test_publishing_is_refused_without_code_name_or_decision_and_for_a_code_that_stands(agency, secretary, official):
    published(agency, secretary)

    assert refused(published, agency, secretary, code="1.003868 ") == ("service_there",)
    assert refused(published, agency, secretary, code=" ", name="", decision="") == (
        "code_missing", "name_missing", "decision_missing",
    )  # fmt: skip
    assert refused(
        commands.publish_service, agency, actor=secretary, decision_date=None, **(PRINTED | {"code": "2.000001"})
    ) == ("decision_date_missing",)
    ahead = today() + timedelta(days=1)
    assert refused(
        commands.publish_service, agency, actor=secretary, decision_date=ahead, **(PRINTED | {"code": "2.000001"})
    ) == ("decision_date_ahead",)
    with pytest.raises(PermissionDenied):
        published(agency, official, code="2.000002")


def test_a_change_keeps_old_and_new_of_each_field_under_its_decision(agency, secretary):
    service = published(agency, secretary)

    changed = commands.change_service(
        service, actor=secretary, version=service.version, name="Cấp giấy phép xuất bản", papers_count=3, **LATER
    )

    change = changed.changes.first()
    assert (changed.name, changed.decision) == ("Cấp giấy phép xuất bản", "30/QĐ-UBND")
    assert (change.order, change.act) == (2, "CHANGED")
    assert {one["field"]: (one["old"], one["new"]) for one in change.fields} == {
        "name": (PRINTED["name"], "Cấp giấy phép xuất bản"),
        "decision": (PRINTED["decision"], "30/QĐ-UBND"),
        "papers_count": ("2", "3"),
    }
    assert "papers_count_differs" in changed.flags


def test_a_way_of_handing_in_without_its_limit_is_flagged(agency, secretary):
    service = published(agency, secretary, channels=["DIRECT", "ONLINE", "POST"])
    for_all = published(agency, secretary, code="2.000001", limits=limits_of("5 ngày"), channels=["POST"])

    assert service.flags == ["limit_of_channel_missing"]
    assert for_all.flags == []


def test_nothing_changed_tells_nothing_and_a_stale_page_is_refused(agency, secretary):
    service = published(agency, secretary)
    same = {"decision": PRINTED["decision"], "decision_date": SIGNED}

    again = commands.change_service(service, actor=secretary, version=service.version, fees=PRINTED["fees"], **same)

    assert again is UNCHANGED
    assert ServiceChange.objects.count() == 1
    with pytest.raises(Stale):
        commands.change_service(service, actor=secretary, version=service.version - 1, name="Khác", **LATER)


def test_the_head_of_a_unit_changes_what_the_unit_settles_and_nothing_else(agency, secretary):
    unit = UnitFactory(agency=agency)
    head = person(agency, Seat.Role.UNIT_HEAD, unit=unit)
    own, others = published(agency, secretary, unit=unit), published(agency, secretary, code="2.000001")

    commands.change_service(own, actor=head, version=own.version, fees="Không", **LATER)

    with pytest.raises(PermissionDenied):
        commands.change_service(others, actor=head, version=others.version, fees="Không", **LATER)
    with pytest.raises(PermissionDenied):
        commands.abolish_service(own, actor=head, version=2, effective_date=SIGNED, **LATER)


def test_a_service_is_abolished_from_a_day_and_published_again(agency, secretary):
    service = published(agency, secretary)
    from_day = date(2026, 3, 10)

    gone = commands.abolish_service(service, actor=secretary, version=service.version, effective_date=from_day, **LATER)
    codes = refused(commands.change_service, gone, actor=secretary, version=gone.version, name="Khác", **LATER)
    back = commands.restore_service(gone, actor=secretary, version=gone.version, **LATER)

    assert codes == ("abolished",)
    assert (back.state, back.abolished_date, back.decision) == ("PUBLISHED", None, "30/QĐ-UBND")
    assert list(back.changes.values_list("act", flat=True)) == ["RESTORED", "ABOLISHED", "PUBLISHED"]
    assert refused(commands.restore_service, back, actor=secretary, version=back.version, **LATER) == (
        "published_already",
    )
    early = {"effective_date": date(2026, 1, 1)} | LATER
    assert refused(commands.abolish_service, back, actor=secretary, version=back.version, **early) == (
        "abolished_before_start",
    )


def test_a_unit_is_named_without_a_decision_but_none_of_another_agency(agency, secretary, other_agency):
    service, unit = published(agency, secretary), UnitFactory(agency=agency)

    commands.assign_service(service, actor=secretary, version=service.version, unit=unit)

    assert Service.objects.get().unit == unit
    assert commands.assign_service(service, actor=secretary, version=2, unit=unit) is UNCHANGED
    foreign = UnitFactory(agency=other_agency)
    assert refused(commands.assign_service, service, actor=secretary, version=2, unit=foreign) == ("unit_of_another",)


def test_the_day_of_a_decision_is_entered_once_for_all_its_services(agency, secretary):
    one, two = (
        ServiceChangeFactory(
            service=ServiceFactory(agency=agency, flags=["decision_undated"], from_date=None), decision_date=None
        )
        for _ in range(2)
    )

    commands.date_decision(one, actor=secretary, decision_date=SIGNED)

    two.refresh_from_db()
    assert two.decision_date == SIGNED
    assert all("decision_undated" not in service.flags for service in Service.objects.all())
    assert set(Service.objects.values_list("from_date", flat=True)) == {SIGNED}
    assert refused(commands.date_decision, two, actor=secretary, decision_date=SIGNED) == ("dated_already",)


def test_the_web_is_told_of_for_all_a_decision_did(agency, secretary, official):
    Agency.objects.filter(pk=agency.pk).update(kind=Agency.Kind.PROVINCE)
    one, two = (ServiceChangeFactory(service__agency=agency) for _ in range(2))
    evidence = {"web_address": "https://tinh.example.vn/tthc", "web_date": date(2026, 1, 22)}

    commands.put_on_web(one, actor=secretary, **evidence)

    two.refresh_from_db()
    assert (two.web_address, two.web_date) == tuple(evidence.values())
    assert commands.put_on_web(two, actor=secretary, **evidence) is UNCHANGED
    before = evidence | {"web_date": date(2026, 1, 19)}
    assert refused(commands.put_on_web, two, actor=secretary, **before) == ("day_before_decision",)
    assert refused(commands.put_on_web, two, actor=secretary, web_address="", web_date=None) == (
        "address_missing", "day_missing",
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        commands.put_on_web(one, actor=official, **evidence)


def test_a_department_tells_nothing_of_the_web(agency, secretary):
    change = ServiceChangeFactory(service__agency=agency)

    codes = refused(
        commands.put_on_web, change, actor=secretary, web_address="https://x.vn/", web_date=date(2026, 1, 22)
    )

    assert codes == ("not_owed",)
