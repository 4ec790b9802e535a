"""One record for every form of the lower floors, with so many rows below it, and the actor who may print it."""

from datetime import timedelta

from sotay.agency.models import Seat
from tests.conftest import TODAY, person
from tests.factories.agency import DecisionFactory, SeatFactory, UnitFactory, UserFactory
from tests.factories.attachments import CommentFactory
from tests.factories.context import LawFactory
from tests.factories.organisation import HandoverFactory
from tests.factories.records import (
    RecordClassFactory,
    RecordFileFactory,
    RecordLineFactory,
    RecordListFactory,
    TransferFactory,
    TransferItemFactory,
)
from tests.factories.support import (
    AudienceFactory,
    ChangeRequestFactory,
    DocumentFactory,
    IssueFactory,
    IssueItemFactory,
    PaperCopyFactory,
    RevisionFactory,
)


def documents(agency, count):
    return [
        RevisionFactory(document=DocumentFactory(agency=agency), in_force=True, decision=DecisionFactory(agency=agency))
        for _one in range(count)
    ]


def master_list(agency, count):
    for revision in documents(agency, count):
        AudienceFactory(document=revision.document, unit=UnitFactory(agency=agency))


def laws(agency, count):
    for place in range(count):
        LawFactory(agency=agency, effective_date=TODAY - timedelta(days=place + 1))


def request(agency, count):
    one = ChangeRequestFactory(document=documents(agency, 1)[0].document, complete=True, state="SUBMITTED")
    one.impacts.set([revision.document for revision in documents(agency, count)])
    return one


def draft(agency, count):
    revision = RevisionFactory(document=DocumentFactory(agency=agency))
    for _one in range(count):
        CommentFactory(agency=agency, subject_type="support.revision", subject_uuid=revision.uuid)
    return revision


def copies(agency, count):
    revision = documents(agency, 1)[0]
    for _one in range(count):
        PaperCopyFactory(revision=revision)
        SeatFactory(agency=agency)
    AudienceFactory(document=revision.document)
    return revision.document


def all_copies(agency, count):
    for revision in documents(agency, count):
        PaperCopyFactory(revision=revision, unit=UnitFactory(agency=agency))


def list_of_files(agency, count):
    one = RecordListFactory(agency=agency, issued=True)
    for _one in range(count):
        RecordLineFactory(list=one, maker=UserFactory())
    return one


def transfer(agency, count, **more):
    one = TransferFactory(agency=agency, **more)
    line = RecordLineFactory(
        list=RecordListFactory(agency=agency, issued=True), record_class=RecordClassFactory(agency=agency)
    )
    for _one in range(count):
        TransferItemFactory(transfer=one, file=RecordFileFactory(line=line, closed=True, sheets=12))
    return one


def disposal(agency, count):
    return transfer(agency, count, disposal=True, done=True, approved_date=TODAY)


def issue(agency, count):
    one = IssueFactory(agency=agency, in_force_date=TODAY, reason="Theo kết quả rà soát")
    for _one in range(count):
        IssueItemFactory(issue=one)
        gone = documents(agency, 1)[0].document
        IssueItemFactory(issue=one, revision=None, document=gone, withdraw_reason="Không còn dùng")
    return one


def decision(agency, count, *, role):
    one = DecisionFactory(agency=agency, number="150/QĐ-STN")
    for _one in range(count):
        seat = SeatFactory(agency=agency, role=role, decision=one)
        SeatFactory(agency=agency, role=Seat.Role.UNIT_HEAD, user=seat.user, unit=UnitFactory(agency=agency))
    return one


def committee(agency, count):
    return decision(agency, count, role=Seat.Role.COMMITTEE_MEMBER)


def team(agency, count):
    return decision(agency, count, role=Seat.Role.TEAM_MEMBER)


def handover(agency, count):
    one = HandoverFactory(agency=agency, files_note="Tủ số 2, phòng 301")
    for _one in range(count):
        ChangeRequestFactory(document=documents(agency, 1)[0].document, asked_by=one.seat.user)
    return one


def unit(agency, count):
    one = UnitFactory(agency=agency)
    for _one in range(count):
        SeatFactory(agency=agency, unit=one)
    return one


RECORDS = {
    "A1": master_list,
    "A2": laws,
    "A3": request,
    "A4": draft,
    "A5": all_copies,
    "A5P": copies,
    "A6": list_of_files,
    "A7": disposal,
    "A7N": transfer,
    "A8": issue,
    "I1": committee,
    "I2": team,
    "I-ban-giao": handover,
    "I-phan-cong": unit,
}


def who(agency):
    """Return the secretary of an agency, with a head who signs."""
    person(agency, Seat.Role.HEAD)
    return person(agency, Seat.Role.SECRETARY)
