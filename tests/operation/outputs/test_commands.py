"""Each command upon nonconforming outputs: what it does, when it refuses, whom it denies."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sotay.agency.models import Seat
from sotay.commands import Refused, Stale
from sotay.journal.models import Entry
from sotay.operation.models import NonconformingOutput
from sotay.operation.outputs import commands
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.outputs import OutputFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)
DAY = date(2026, 6, 3)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def worker(agency, unit):
    return person(agency, Seat.Role.OFFICIAL, unit=unit)


@pytest.fixture
def stranger(agency):
    return person(agency, Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=agency))


def log(agency, actor, **more):
    said = {"kind": "WRONG_RESULT", "what": " Sai năm ", "found_date": DAY}
    return commands.log_output(agency, actor=actor, on=TODAY, **said | more)


def decide(output, actor, **more):
    said = {"action": "FIX", "action_text": "Cấp lại trang 2", "decided_date": DAY}
    return commands.decide_output(output, actor=actor, version=output.version, on=TODAY, **said | more)


def finish(output, actor, **more):
    said = {"done_date": DAY, "done_text": "Đã cấp lại"}
    return commands.finish_output(output, actor=actor, version=output.version, on=TODAY, **said | more)


def check(output, actor, **more):
    said = {"conforms": True, "checked_date": DAY}
    return commands.check_output(output, actor=actor, version=output.version, on=TODAY, **said | more)


def cancel(output, actor, reason="Ghi nhầm"):
    return commands.cancel_output(output, actor=actor, version=output.version, reason=reason)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def acts():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_anybody_logs_one_of_a_unit_and_it_gets_the_next_code(agency, unit, official):
    one = log(agency, official, unit=unit)
    two = log(agency, official, service=ServiceFactory(agency=agency, unit=unit))

    assert (one.code, two.code, one.slug) == ("DR-2026-001", "DR-2026-002", "dr-2026-001")
    assert (one.what, one.state, one.stage, one.found_by) == ("Sai năm", "OPEN", "AFTER_RETURN", official.user)
    assert two.unit == unit
    assert acts() == ["operation.output.logged"] * 2
    assert "Sai năm" not in str(Entry.objects.values_list("data", flat=True))


def test_a_dossier_brings_its_service_its_unit_and_when_it_was_found(agency, official):
    waiting = DossierFactory(agency=agency, ready=True)
    returned = DossierFactory(agency=agency, returned=True)

    one = log(agency, official, dossier=waiting, found_date=date(2026, 6, 4))
    two = log(agency, official, dossier=returned, found_date=date(2026, 6, 5))

    assert (one.service, one.unit, one.stage) == (waiting.service, waiting.unit, "BEFORE_RETURN")
    assert two.stage == "AFTER_RETURN"


def test_logging_refuses_what_names_nothing_is_too_early_or_logged_already(agency, unit, official, other_agency):
    dossier = DossierFactory(agency=agency)
    there = log(agency, official, dossier=dossier)

    assert refused(log, agency, official, what=" ") == ("what_missing", "place_missing")
    assert refused(log, agency, official, unit=unit, found_date=LATER) == ("found_later",)
    assert refused(log, agency, official, unit=UnitFactory(agency=other_agency)) == ("of_another_agency",)
    assert refused(log, agency, official, dossier=dossier, found_date=date(2026, 5, 31)) == (
        "found_before_reception",
        "logged_already",
    )
    cancel(there, official)
    assert log(agency, official, dossier=dossier).code == "DR-2026-002"


def test_people_of_another_agency_log_nothing(agency, unit, other_agency):
    with pytest.raises(PermissionDenied):
        log(agency, person(other_agency, Seat.Role.HEAD), unit=unit)


@pytest.mark.parametrize("role", [Seat.Role.HEAD, Seat.Role.DEPUTY_HEAD, Seat.Role.QMR, Seat.Role.UNIT_HEAD])
def test_who_leads_decides(agency, unit, role):
    actor = person(agency, role, unit=unit if role == Seat.Role.UNIT_HEAD else None)

    made = decide(OutputFactory(agency=agency, unit=unit), actor, due_date=TODAY)

    assert (made.state, made.decided_by, made.decided_date) == ("DECIDED", actor.user, DAY)
    assert (made.action, made.action_text, made.due_date) == ("FIX", "Cấp lại trang 2", TODAY)


def test_nobody_else_decides(agency, unit, stranger, worker, secretary):
    output = OutputFactory(agency=agency, unit=unit)
    for actor in (stranger, worker, secretary, person(agency, Seat.Role.ONE_STOP)):
        with pytest.raises(PermissionDenied):
            decide(output, actor)


def test_a_concession_is_the_heads_or_a_deputys_to_make(agency, unit, unit_head):
    output = OutputFactory(agency=agency, unit=unit)
    qmr = person(agency, Seat.Role.QMR)

    for actor in (unit_head, qmr):
        assert refused(decide, output, actor, action="CONCESSION") == ("concession_by_head",)
    assert decide(output, person(agency, Seat.Role.DEPUTY_HEAD), action="CONCESSION").action == "CONCESSION"


def test_deciding_refuses_days_that_cannot_be_and_where_it_is_over(agency, unit, unit_head):
    output = OutputFactory(agency=agency, unit=unit)

    assert refused(decide, output, unit_head, decided_date=LATER, action_text=" ") == (
        "action_text_missing",
        "decided_date_later",
    )
    assert refused(decide, output, unit_head, decided_date=date(2026, 5, 31), due_date=date(2026, 5, 30)) == (
        "decided_date_too_early",
        "due_before_decision",
    )
    assert refused(decide, OutputFactory(agency=agency, unit=unit, done=True), unit_head) == ("stands_elsewhere",)
    again = decide(decide(output, unit_head), unit_head, action="STOP")
    assert again.action == "STOP"
    with pytest.raises(Stale):
        commands.decide_output(
            output, actor=unit_head, version=1, on=TODAY, action="FIX", action_text="x", decided_date=DAY
        )


def test_who_works_on_it_tells_what_was_done(agency, unit, worker, official, stranger):
    output = OutputFactory(agency=agency, unit=unit, decided=True)
    for actor in (official, stranger):
        with pytest.raises(PermissionDenied):
            finish(output, actor)
    assert refused(finish, OutputFactory(agency=agency, unit=unit), worker) == ("not_decided",)
    assert refused(finish, output, worker, done_text=" ", done_date=date(2026, 6, 1)) == (
        "done_text_missing",
        "done_date_too_early",
    )

    made = finish(output, worker)

    assert (made.state, made.done_by, made.done_date) == ("DONE", worker.user, DAY)
    given = OutputFactory(agency=agency, unit=unit, decided=True, assigned_to=official.user)
    assert finish(given, official).state == "DONE"


def test_somebody_else_checks_it_again_and_closes_it(agency, unit, unit_head, worker, secretary):
    output = OutputFactory(agency=agency, unit=unit, done=True, done_by=unit_head.user)

    assert refused(check, output, unit_head) == ("checks_own",)
    with pytest.raises(PermissionDenied):
        check(output, worker)
    assert refused(check, output, secretary, checked_date=date(2026, 6, 2)) == ("checked_date_too_early",)
    made = check(output, secretary)

    assert (made.state, made.checked_by, made.checked_date) == ("CLOSED", secretary.user, DAY)
    assert refused(check, made, secretary) == ("stands_elsewhere",)
    assert acts() == ["operation.output.closed"]


def test_who_it_was_given_to_does_not_check_it_either(agency, unit, unit_head):
    output = OutputFactory(agency=agency, unit=unit, done=True, assigned_to=unit_head.user)

    assert refused(check, output, unit_head) == ("checks_own",)


def test_what_does_not_conform_is_done_anew_with_what_is_missing(agency, unit, unit_head):
    output = OutputFactory(agency=agency, unit=unit, done=True)
    assert refused(check, output, unit_head, conforms=False) == ("lacking_missing",)

    made = check(output, unit_head, conforms=False, checked_text="Thiếu dấu")

    assert (made.state, made.checked_text, made.done_by, made.done_date) == ("DECIDED", "Thiếu dấu", None, None)
    assert acts() == ["operation.output.sent_back"]


def test_it_is_cancelled_with_a_reason_until_it_is_closed(agency, unit, unit_head, official, secretary, worker):
    logged = log(agency, official, unit=unit)
    assert refused(cancel, logged, official, reason=" ") == ("reason_missing",)
    assert cancel(logged, official).cancelled_reason == "Ghi nhầm"

    decided = OutputFactory(agency=agency, unit=unit, decided=True, found_by=official.user)
    for actor in (official, worker):
        with pytest.raises(PermissionDenied):
            cancel(decided, actor)
    assert cancel(decided, secretary).state == "CANCELLED"
    assert refused(cancel, OutputFactory(agency=agency, unit=unit, closed=True), unit_head) == ("stands_elsewhere",)


def test_the_database_keeps_what_is_true(agency):
    done = OutputFactory(agency=agency, done=True)
    for wrong in (
        {"state": "DECIDED"},
        {"closed": True, "checked_by": done.done_by, "done_by": done.done_by},
        {"done": True, "done_text": ""},
        {"state": "CANCELLED"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutputFactory(agency=agency, **wrong)
    assert NonconformingOutput.objects.count() == 1


NAMED = [
    "Bà TRẦN THỊ  hoa nhận thiếu trang",
    "ba Tran Thi Hoa, nhan thieu trang",
    "Gọi 0905 123 456",
    "CCCD 049 185.001234",
    "Gửi HOA@example.vn",
    "Trả cho Lê Văn Cầm",
]


@pytest.fixture
def of_citizen(agency, unit):
    dossier = DossierFactory(agency=agency, unit=unit, with_person=True)
    told = {
        "name": "Trần Thị Hoa", "phone": "0905.123.456", "identity_number": "049185001234",
        "email": "hoa@example.vn", "taken_by": "Lê Văn Cầm",
    }  # fmt: skip
    for name, value in told.items():
        setattr(dossier.person, name, value)
    dossier.person.save()
    return dossier


@pytest.mark.parametrize("text", NAMED)
def test_who_handed_the_dossier_in_is_named_in_no_text(agency, unit_head, worker, of_citizen, text):
    assert refused(log, agency, worker, dossier=of_citizen, what=text) == ("names_citizen",)
    one = log(agency, worker, dossier=of_citizen, what="Thiếu trang 2")
    assert refused(cancel, one, worker, reason=text) == ("names_citizen",)
    assert refused(decide, one, unit_head, action_text=text) == ("names_citizen",)
    one = decide(one, unit_head)
    assert refused(finish, one, worker, done_text=text) == ("names_citizen",)
    one = finish(one, worker)
    assert refused(check, one, unit_head, conforms=False, checked_text=text) == ("names_citizen",)
    assert check(one, unit_head).state == "CLOSED"


@pytest.mark.parametrize("text", ["Hoa thị trấn", "Số 123/GP ngày 5/6", "Lê Văn Cầmx", "Thiếu trang 0905"])
def test_what_only_looks_alike_is_told(agency, worker, of_citizen, text):
    assert log(agency, worker, dossier=of_citizen, what=text).what == text


def test_the_name_of_an_organisation_may_be_told_and_one_word_is_no_name(agency, worker, of_citizen):
    of_citizen.person.kind, of_citizen.person.name = "ORGANISATION", "Công ty An Bình"
    of_citizen.person.taken_by = "Hoa"
    of_citizen.person.save()
    assert log(agency, worker, dossier=of_citizen, what="Công ty An Bình nhận thiếu trang, hoa văn sai").code


def test_of_an_anonymous_dossier_nothing_is_known_to_compare(agency, worker, of_citizen):
    for name in ("name", "phone", "identity_number", "email", "taken_by"):
        setattr(of_citizen.person, name, "")
    of_citizen.person.save()
    assert log(agency, worker, dossier=of_citizen, what="Sai năm").code
