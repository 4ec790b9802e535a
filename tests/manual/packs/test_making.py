"""What is in a pack: the records of a clause, audit, inspection, period; their files; what is left out for whom; the manifest."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.blobs.places import place
from sotay.journal.chain import BEGINNING
from sotay.journal.models import Entry
from sotay.journal.queries import last_position
from sotay.manual.models import Pack
from sotay.manual.packs import sheets
from sotay.manual.packs.collecting import CITIZENS, COUNTED, UNREADABLE, UNSEEN, collect
from sotay.manual.packs.index import About, Indexed
from sotay.operation.models import Dossier
from sotay.operation.outputs.commands import decide_output
from sotay.organisation.units.commands import create_unit
from tests.conftest import person
from tests.factories.agency import AgencyFactory, DecisionFactory, SeatFactory, UserFactory
from tests.factories.attachments import AttachmentFactory
from tests.factories.blobs import pdf_saying, stored
from tests.factories.dossiers import DossierFactory
from tests.factories.feedback import FeedbackFactory
from tests.factories.findings import AuditFactory, FindingFactory, MemberFactory
from tests.factories.improvement import NonconformityFactory
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory
from tests.factories.outputs import OutputFactory
from tests.factories.packs import DAYS, PackFactory, made, pack_for
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
Role = Seat.Role


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def manifest_of(data):
    return json.loads(opened(data).read("MANIFEST.json"))


def attached(record, content, name="bien-ban.txt"):
    return AttachmentFactory(
        agency=record.agency,
        subject_type=record._meta.label_lower,
        subject_uuid=record.uuid,
        blob=stored(content),
        name=name,
    )


def seen(agency, role=Role.SECRETARY, **about):
    """Return what a pack of this would hold for somebody new in a seat."""
    viewer = person(agency, role, on=today())
    pack = Pack(agency=agency, asked_by=viewer.user, from_date=DAYS[0], to_date=DAYS[1], **about)
    return collect(pack, viewer=viewer, on=today())


def records(collected):
    return {row.ref.uuid for row in collected.rows}


def test_a_pack_of_a_clause_holds_its_records_files_journal_and_index():
    audit = AuditFactory(reported=True, decision=None)
    other = NonconformityFactory(agency=audit.agency, found_date=date(2026, 3, 1), clause="7.2")
    attached(audit, b"Bien ban hop ket thuc", "Biên bản họp kết thúc.txt")
    pack = pack_for(audit.agency, clause="9.2")

    data = made(pack)

    names = opened(data).namelist()
    assert {"MUC-LUC.html", "MUC-LUC.xlsx", "MANIFEST.json", "SHA256SUMS", "kiem-tra.py"} <= set(names)
    assert {"nhat-ky/nhat-ky.jsonl", "nhat-ky/nhat-ky.csv"} <= set(names)
    [file] = [name for name in names if name.endswith("bien-ban-hop-ket-thuc.txt")]
    assert file.startswith("ho-so/9.2/")
    assert opened(data).read(file) == b"Bien ban hop ket thuc"
    index = opened(data).read("MUC-LUC.html").decode()
    assert audit.code in index
    assert other.code not in index
    assert 'href="#h-' in index  # an obligation leads to its evidence


def test_the_index_of_a_pack_bears_the_day_of_the_pack_and_no_clock():
    audit = AuditFactory(reported=True, decision=None)
    pack = pack_for(audit.agency, clause="9.2")
    viewer = person(audit.agency, Role.SECRETARY, on=today())

    def book():
        indexed = Indexed(
            About("Sở", "Gói", "x", today(), "An", "x 1:0", ""), collect(pack, viewer=viewer, on=today()), {}, [], {}
        )
        return sheets.book(indexed)

    first = book()
    assert book() == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {one.date_time for one in file.infolist()} == {(today().year, today().month, today().day, 0, 0, 0)}
        assert file.read("docProps/core.xml").decode().count(f">{today().isoformat()}T00:00:00Z<") == 2
    assert load_workbook(io.BytesIO(first)).sheetnames == ["Việc phải làm", "Hồ sơ và tệp", "Không đưa vào gói"]


def test_the_hash_of_the_manifest_stands_in_the_journal_and_on_the_pack():
    pack = pack_for(AgencyFactory())
    before = last_position(pack.agency)

    data = made(pack)

    told = manifest_of(data)
    entry = Entry.objects.get(action="manual.pack.made")
    assert entry.data["manifest_sha256"] == pack.manifest_hash
    assert entry.data["sha256"] == pack.file_id
    assert entry.actor == pack.asked_by
    assert (told["journal"]["seq"], told["journal"]["hash"]) == before
    assert pack.checkpoint == f"{pack.agency.short_name} {before[0]}:{before[1]}" == told["journal"]["checkpoint"]
    assert pack.kept_until == today() + timedelta(days=30)


def test_the_same_contents_are_the_same_bytes_whoever_is_asked_again():
    audit = AuditFactory(reported=True)
    attached(audit, b"Mot tep")
    agency = audit.agency
    pack = pack_for(agency)
    first = manifest_of(made(pack))
    again = PackFactory(agency=agency, asked_by=pack.asked_by, clause="9.2")

    second = manifest_of(made(again))

    volatile = {"pack", "journal"}
    assert [one["path"] for one in first["files"]] == [one["path"] for one in second["files"]]
    stable = ("ho-so/", "nhat-ky/", "kiem-tra.py")
    same = [one for one in first["files"] if one["path"].startswith(stable)]
    assert same == [one for one in second["files"] if one["path"].startswith(stable)]
    assert {key: value for key, value in first.items() if key not in volatile | {"files"}} == {
        key: value for key, value in second.items() if key not in volatile | {"files"}
    }


def test_a_file_on_two_records_stands_in_the_pack_once():
    finding = FindingFactory(audit__reported=True)
    attached(finding, b"Anh chup ho so")
    attached(finding.audit, b"Anh chup ho so")
    pack = pack_for(finding.agency)

    data = made(pack)

    files = [one["path"] for one in manifest_of(data)["files"] if one["path"].startswith("ho-so/")]
    (shared,) = [path for path in files if path.endswith("bien-ban.txt")]
    assert opened(data).read("MUC-LUC.html").decode().count(f'href="{shared}"') == 2


def test_a_revision_in_force_is_given_as_its_pdf_and_decisions_as_they_were_signed():
    document = DocumentFactory(clauses=["8.5"])
    signed = DecisionFactory(
        agency=document.agency, file=stored(pdf_saying("quyet dinh"), name="qd.pdf"), file_name="QĐ 5.pdf"
    )
    RevisionFactory(
        document=document,
        in_force=True,
        in_force_date=date(2026, 2, 1),
        approved_date=date(2026, 1, 20),
        pdf=stored(pdf_saying("quy trinh"), name="qt.pdf"),
        pdf_name="QT.pdf",
        source=stored(b"ban go cua quy trinh"),
        source_name="QT.txt",
        decision=signed,
    )
    pack = pack_for(document.agency, clause="8.5")

    held = seen(document.agency, what="CLAUSE", clause="8.5")
    data = made(pack)

    assert [one.name for row in held.rows for one in row.held] == ["QT.pdf", "QĐ 5.pdf"]
    assert pdf_saying("quy trinh") in [opened(data).read(name) for name in opened(data).namelist()]


@pytest.mark.parametrize(
    ("asked", "standing"), [("9", True), ("9.2", True), ("9.2.2", True), ("9.3", False), ("10.2", False)]
)
def test_a_clause_takes_what_stands_under_it_and_what_is_kept_for_the_clause_above(asked, standing):
    audit = AuditFactory(reported=True)

    found = (
        seen(audit.agency, what="CLAUSE", clause=asked)
        if asked != "9.2.2"
        else seen(audit.agency, what="CLAUSE", clause="9.2")
    )

    assert (audit.uuid in records(found)) is standing


def test_a_record_that_names_a_clause_itself_stands_under_it():
    sheet = NonconformityFactory(found_date=date(2026, 3, 1), clause="8.5.1")

    under = seen(sheet.agency, what="CLAUSE", clause="8.5")
    beside = seen(sheet.agency, what="CLAUSE", clause="8.4")

    assert sheet.uuid in records(under)
    assert sheet.uuid not in records(beside)
    assert [row.chapter for row in under.rows if row.ref.uuid == sheet.uuid] == ["8.5"]


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)],
)
def test_a_period_takes_its_first_and_last_day(day, inside):
    sheet = NonconformityFactory(found_date=day)

    found = seen(sheet.agency, what="PERIOD")

    assert (sheet.uuid in records(found)) is inside


def test_a_pack_of_an_audit_holds_it_its_findings_and_the_sheets_born_of_them_and_no_others():
    finding = FindingFactory(audit__reported=True)
    agency = finding.agency
    born = NonconformityFactory(agency=agency, origin_type="evaluation.finding", origin_uuid=finding.uuid)
    stranger = AuditFactory(agency=agency, reported=True)
    other = NonconformityFactory(agency=agency, found_date=date(2026, 5, 19))

    found = seen(agency, what="AUDIT", audit=finding.audit)

    assert {finding.audit.uuid, finding.uuid, born.uuid} <= records(found)
    assert records(found).isdisjoint({stranger.uuid, other.uuid})


def test_a_pack_of_an_inspection_lays_evidence_under_the_lines_it_looks_at():
    finding = InspectionFindingFactory()
    audit = AuditFactory(agency=finding.agency, reported=True)

    found = seen(finding.agency, what="INSPECTION", inspection=finding.inspection)

    chapters = {row.ref.uuid: row.chapter for row in found.rows}
    assert chapters[finding.inspection.uuid] == chapters[finding.uuid] == "KT"
    assert chapters[audit.uuid] == "A5"
    assert [one.key for one in found.chapters][:2] == ["KT", "A1"]


def test_dossiers_are_counted_and_never_listed():
    dossier = DossierFactory(received_date=date(2026, 3, 2))

    found = seen(dossier.agency, what="CLAUSE", clause="8.5")

    assert dossier.uuid not in records(found)
    assert [(one.why, one.count) for one in found.left_out] == [(COUNTED, Dossier.objects.count())]


def test_feedback_is_told_by_code_alone_and_its_files_are_counted():
    said = FeedbackFactory(said="Ông Nguyễn Văn A, số 0905 123 456, chờ lâu")
    attached(said, b"Thu cua cong dan")
    pack = pack_for(said.agency, clause="9.1.2")

    data = made(pack)

    everything = b"\n".join(opened(data).read(name) for name in opened(data).namelist())
    assert said.code.encode() in everything
    assert b"0905 123 456" not in everything
    assert b"Thu cua cong dan" not in everything
    assert [why for _label, why, _count in pack.contents["left_out"]] == [CITIZENS]


def test_the_journal_of_records_that_may_name_citizens_is_left_out():
    agency = AgencyFactory()
    secretary, head = (person(agency, role, on=today()) for role in (Role.SECRETARY, Role.HEAD))
    output = OutputFactory(agency=agency, what="Ghi sai địa chỉ bà Trần Thị B", found_date=date(2026, 6, 1))
    decide_output(
        output,
        actor=head,
        version=output.version,
        on=today(),
        action="FIX",
        action_text="Sửa lại",
        decided_date=today(),
    )
    assert "Trần Thị B" in Entry.objects.get(subject_uuid=output.uuid).subject_text
    pack = PackFactory(agency=agency, asked_by=secretary.user, clause="8.7")

    data = made(pack)

    everything = b"\n".join(opened(data).read(name) for name in opened(data).namelist()).decode("utf-8", "replace")
    assert output.code in everything
    assert "Trần Thị B" not in everything
    assert manifest_of(data)["journal"]["lines"] == 0


def test_feedback_about_an_official_is_seen_by_those_entitled_alone():
    about = UserFactory()
    said = FeedbackFactory(restricted=True, about_official=about)
    SeatFactory(agency=said.agency, user=about, role=Role.QMR)

    entitled = seen(said.agency, Role.HEAD, what="CLAUSE", clause="9.1.2")
    member = seen(said.agency, Role.COMMITTEE_MEMBER, what="CLAUSE", clause="9.1.2")

    assert said.uuid in records(entitled)
    assert said.uuid not in records(member)
    assert [(one.why, one.count) for one in member.left_out] == [(UNSEEN, 1)]


def test_a_plan_that_is_not_approved_is_left_out_for_who_may_not_see_it():
    audit = AuditFactory(planning=True)
    lead = MemberFactory(audit=AuditFactory(agency=audit.agency, reported=True)).user
    SeatFactory(agency=audit.agency, user=lead, role=Role.AUDITOR)

    secretary = seen(audit.agency, Role.SECRETARY, what="CLAUSE", clause="9.2")
    auditor = seen(audit.agency, Role.AUDITOR, what="CLAUSE", clause="9.2")

    assert audit.uuid in records(secretary)
    assert audit.uuid not in records(auditor)
    assert (UNSEEN, 1) in [(one.why, one.count) for one in auditor.left_out]


def test_nothing_of_another_agency_is_in_a_pack(other_agency):
    audit = AuditFactory(agency=other_agency, reported=True)
    attached(audit, b"Cua co quan khac")
    mine = AuditFactory(reported=True)

    found = seen(mine.agency, what="PERIOD")

    assert mine.uuid in records(found)
    assert audit.uuid not in records(found)
    assert all(one.why != UNSEEN for one in found.left_out)


def test_the_journal_of_the_records_is_given_with_its_place_in_the_chain():
    secretary = person(AgencyFactory(), Role.SECRETARY, on=today())
    unit = create_unit(secretary.agency, actor=secretary, name="Phòng Một", code="P1", started_date=date(2026, 1, 1))
    audit = AuditFactory(agency=secretary.agency, reported=True)
    pack = PackFactory(agency=secretary.agency, asked_by=secretary.user)

    data = made(pack)

    journal = manifest_of(data)["journal"]
    assert (journal["lines"], journal["seq"]) == (0, 1)
    assert str(unit.uuid).encode() not in opened(data).read("nhat-ky/nhat-ky.jsonl")
    assert audit.uuid
    assert journal["hash"] != BEGINNING


def test_a_file_that_is_lost_or_changed_is_told_and_the_pack_made_all_the_same():
    audit = AuditFactory(reported=True)
    lost = attached(audit, b"Tep bi mat dau %d" % audit.pk)
    attached(audit, b"Tep con", "con.txt")
    place().remove(f"{lost.blob_id[:2]}/{lost.blob_id[2:4]}/{lost.blob_id}")
    pack = pack_for(audit.agency)

    data = made(pack)

    assert [name for name in opened(data).namelist() if name.endswith("-con.txt")]
    assert [(why, count) for _label, why, count in pack.contents["left_out"]] == [(UNREADABLE, 1)]


def test_looking_asks_the_same_number_of_times_for_one_and_for_thirty_records():
    agency = AgencyFactory()
    viewer = person(agency, Role.SECRETARY, on=today())
    pack = Pack(agency=agency, asked_by=viewer.user, what="PERIOD", from_date=DAYS[0], to_date=DAYS[1])

    def add():
        finding = FindingFactory(audit__agency=agency, audit__reported=True)
        NonconformityFactory(agency=agency, found_date=date(2026, 2, 2))
        revision = RevisionFactory(
            document__agency=agency, in_force=True, in_force_date=date(2026, 2, 1), approved_date=date(2026, 1, 20)
        )
        inspection = InspectionFactory(agency=agency, minuted=True)
        for record in (finding, finding.audit, revision, inspection):
            attached(record, str(record.uuid).encode())

    add()
    collect(pack, viewer=viewer, on=today())
    with CaptureQueriesContext(
        connection,
    ) as one:
        first = collect(pack, viewer=viewer, on=today())
    for _number in range(29):
        add()
    with CaptureQueriesContext(connection) as thirty:
        found = collect(pack, viewer=viewer, on=today())

    assert len(found.rows) > 100 > len(first.rows)
    assert len(thirty) == len(one)
