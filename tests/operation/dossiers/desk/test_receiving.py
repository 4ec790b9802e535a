"""Receiving dossiers: code, receipt, rules that stay, papers, person; refused, denied, on the spot."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.operation.dossiers import secret
from sotay.operation.dossiers.desk.commands import receiving
from sotay.operation.dossiers.desk.forms import ReturnForm
from sotay.operation.dossiers.desk.limits import cases_for
from sotay.operation.dossiers.models import Dossier, DossierEvent
from sotay.operation.dossiers.queries import lately_received
from sotay.operation.dossiers.tallies import differences
from sotay.operation.procedures.models import ProcedureRules
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.services import ServiceFactory

from .conftest import NOW, at

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)
PERSON = {"name": "Nguyễn Văn An", "phone": "0905123678", "request": "Cấp giấy phép bưu chính"}


def test_a_dossier_is_received_with_code_due_date_papers_and_person(agency, desk, service, case):
    papers = [{"name": "Đơn", "originals": 1, "copies": 0}, {"name": "Không nộp", "originals": 0, "copies": 0}]

    dossier = receiving.receive(service, actor=desk, now=NOW, at=at(MONDAY), variant=case, papers=papers, **PERSON)

    assert (dossier.code, dossier.slug) == ("STTTT-260601-0001", "stttt-260601-0001")
    assert (dossier.received_date, dossier.due_date, dossier.limit_value) == (MONDAY, date(2026, 6, 8), Decimal(5))
    assert (dossier.state, dossier.step.position, dossier.holder) == ("IN_PROGRESS", 1, desk.user)
    assert dossier.unit == service.unit
    assert [(one.name, one.originals) for one in dossier.papers.all()] == [("Đơn", 1)]
    assert dossier.person.name == "Nguyễn Văn An"
    event = DossierEvent.objects.get()
    assert (event.kind, event.due_date, event.by) == ("RECEIVED", date(2026, 6, 8), desk.user)
    assert secret.hash_of(secret.secret_of(dossier)) == dossier.secret_hash
    entry = Entry.objects.get(action="operation.dossier.received")
    assert entry.data["code"] == dossier.code
    assert "An" not in str(entry.data)
    assert differences(agency.pk) == []


def test_how_the_result_is_wanted_is_kept_and_offered_at_the_return(desk, service, case):
    dossier = receiving.receive(service, actor=desk, now=NOW, at=at(MONDAY), variant=case, wanted_how="POST", **PERSON)

    assert Dossier.objects.get().wanted_how == "POST"
    assert ReturnForm(dossier=dossier, viewer=desk, on=TODAY).initial["returned_how"] == "POST"


def test_what_the_procedure_agrees_later_never_moves_it(desk, service, case):
    rules = ProcedureRules.objects.create(agency=desk.agency, document=case.revision.document, late_from=time(15))

    dossier = receiving.receive(service, actor=desk, now=NOW, at=at(MONDAY, 15, 30), variant=case, **PERSON)
    assert (dossier.counted_from, dossier.due_date) == (date(2026, 6, 2), date(2026, 6, 9))
    rules.late_from = None
    rules.save()
    case.own_value = Decimal(1)
    case.save()

    dossier.refresh_from_db()
    assert (dossier.late_from, dossier.limit_value, dossier.due_date) == (time(15), Decimal(5), date(2026, 6, 9))


def test_a_step_at_another_body_takes_the_limit_of_the_law(desk, service, case):
    case.steps.filter(position=2).update(is_external=True)

    (found,) = cases_for(service)
    dossier = receiving.receive(service, actor=desk, now=NOW, at=at(MONDAY), variant=found, **PERSON)

    assert dossier.limit_value == Decimal(7)


def test_without_a_procedure_the_published_limit_counts(desk, service):
    service.limits.create(agency=desk.agency, position=1, text="10 ngày", value=10, unit="DAY")

    dossier = receiving.receive(service, actor=desk, now=NOW, at=at(MONDAY), **PERSON)

    assert (dossier.step, dossier.limit_unit, dossier.due_date) == (None, "DAY", date(2026, 6, 11))


def test_a_result_on_the_spot_is_registered_all_the_same(desk, service):
    dossier = receiving.receive_and_return(
        service, actor=desk, now=NOW, at=at(MONDAY), result_number="12/XN", result_approved_by="Trần B", **PERSON
    )

    assert (dossier.state, dossier.returned_date, dossier.result_number) == ("RETURNED", MONDAY, "12/XN")
    assert dossier.person.taken_by == "Nguyễn Văn An"
    assert [one.kind for one in dossier.events.order_by("order")] == ["RECEIVED", "RESULT", "RETURNED"]


def test_one_refused_at_the_desk_stands_in_the_register_with_its_reason(agency, desk, service):
    dossier = receiving.refuse_reception(service, actor=desk, now=NOW, reason="Không thuộc thẩm quyền", **PERSON)

    assert (dossier.state, dossier.ended_date, dossier.due_date) == ("REFUSED", TODAY, None)
    assert dossier.events.get().reason == "Không thuộc thẩm quyền"
    assert Entry.objects.get(action="operation.dossier.refused").reason == ""
    assert differences(agency.pk) == []


def test_a_code_taken_by_a_list_is_passed_over(desk, service):
    Dossier.objects.create(
        agency=desk.agency, service=service, code="STTTT-260601-0001", key="STTTT-260601-0001", slug="x",
        received_date=MONDAY, origin="IMPORTED",
    )  # fmt: skip

    dossier = receiving.receive(service, actor=desk, now=NOW, at=at(MONDAY), **PERSON)

    assert dossier.code == "STTTT-260601-0002"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"at": at(TODAY, 17, 1)}, "later_than_now"),
        ({"at": at(date(2026, 1, 30))}, "service_not_yet"),
    ],
)
def test_refused_when(desk, service, values, code):
    with pytest.raises(Refused) as refused:
        receiving.receive(service, actor=desk, now=NOW, **(PERSON | values))
    assert refused.value.codes == (code,)


def test_refused_with_the_way_to_the_setting_where_dossiers_are_kept_elsewhere(db):
    from sotay.agency.models import Seat
    from tests.conftest import person

    agency = AgencyFactory()
    desk, service = person(agency, Seat.Role.ONE_STOP, on=TODAY), ServiceFactory(agency=agency)

    with pytest.raises(Refused) as refused:
        receiving.receive(service, actor=desk, now=NOW, **PERSON)
    assert refused.value.codes == ("kept_elsewhere",)
    assert refused.value.reasons[0].fix[1].code == "dossiers.source"


def test_only_the_desk_and_the_secretary_receive(official, secretary_here, service):
    with pytest.raises(PermissionDenied):
        receiving.receive(service, actor=official, now=NOW, **PERSON)
    assert receiving.receive(service, actor=secretary_here, now=NOW, **PERSON)


def test_a_service_is_received_for_until_the_day_it_is_abolished_from(agency, desk, service):
    DossierFactory(agency=agency, service=service)
    service.state, service.abolished_date = "ABOLISHED", TODAY + timedelta(days=1)
    service.save()
    assert lately_received(viewer=desk, on=TODAY) == [service]
    assert lately_received(viewer=desk, on=TODAY + timedelta(days=1)) == []
