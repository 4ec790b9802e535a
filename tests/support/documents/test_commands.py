"""Documents and revisions: begun, written, submitted, approved, issued, in force, withdrawn; refused; denied."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, set_route, withdraw
from sotay.approvals.guards import StepChosen
from sotay.approvals.purposes import hash_of
from sotay.blobs.models import BlobText
from sotay.blobs.storage import store
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.journal.queries import verify_chain
from sotay.search.models import IndexEntry
from sotay.support.documents.commands import (
    begin_document,
    begin_revision,
    change_document,
    drop_revision,
    issue_revision,
    open_again,
    put_file,
    put_in_force,
    submit_revision,
    withdraw_document,
    write_revision,
)
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.replacing import withdraw_and_replace
from sotay.support.documents.routes import BY_KIND, BY_LEVEL, COMMON, purpose_for
from sotay.support.documents.writing import content_of
from tests.conftest import TODAY, person
from tests.factories.agency import DecisionFactory, UnitFactory
from tests.factories.context import LawFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
State = Revision.State
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("sotay.support.documents.commands.today", lambda: TODAY)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


@pytest.fixture
def unit_head(agency, unit):
    return person(agency, Seat.Role.UNIT_HEAD, unit=unit)


@pytest.fixture
def writer(agency, unit):
    return person(agency, Seat.Role.OFFICIAL, unit=unit)


@pytest.fixture
def document(agency, unit):
    return DocumentFactory(agency=agency, unit=unit, code="QT 01/VP")


@pytest.fixture
def draft(document):
    return RevisionFactory(document=document)


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def denied(act, *args, **kwargs):
    with pytest.raises(PermissionDenied):
        act(*args, **kwargs)
    return True


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def begun(agency, actor, unit, **values):
    given = {"code": "QT BIS 01", "title": "Tiếp nhận hồ sơ", "unit": unit, "kind": "PROCEDURE", "level": 2}
    return begin_document(agency, actor=actor, on=TODAY, **(given | values))


def approved(draft, writer, *signers):
    """Submit a draft and let every signer say yes in turn."""
    approval = submit_revision(draft, actor=writer, version=draft.version, on=TODAY)
    for signer in signers:
        approval.refresh_from_db()
        approve(approval, actor=signer, version=approval.version, on=TODAY)
    return Revision.objects.get(pk=draft.pk)


def decision(agency, day=TODAY, **values):
    return DecisionFactory(agency=agency, date=day, **values)


# --- begun


def test_begin_document_begins_its_first_revision_and_is_found_however_its_code_is_spaced(agency, unit, writer):
    document = begun(agency, writer, unit)

    revision = document.revisions.get()
    assert (document.state, document.slug, document.code_folded) == ("DRAFT", "qt-bis-01", "qtbis01")
    assert (revision.state, revision.edition, revision.amendment, revision.author) == (State.DRAFT, 1, 0, writer.user)
    assert actions() == ["support.document.begun", "support.revision.begun"]
    assert IndexEntry.objects.get(subject_uuid=document.uuid).code_folded == "qtbis01"


def test_begin_document_refuses_a_code_that_stands_in_the_same_field_only(agency, unit, writer):
    begun(agency, writer, unit)

    assert codes(begun, agency, writer, unit, code="qtbis01") == ("code_taken",)
    assert begun(agency, writer, unit, code="QTBIS01", field="Hộ tịch").slug == "qtbis01"
    assert codes(begun, agency, writer, unit, code="QT-BIS-01", field="hộ  tịch") == ("code_taken",)


def test_begin_document_refuses_no_code_no_title_and_a_unit_that_ended(agency, unit, secretary):
    unit.ended_date = TODAY - timedelta(days=1)
    unit.save()

    assert codes(begun, agency, secretary, unit, code=" ./ ", title=" ") == (
        "code_missing",
        "title_missing",
        "unit_ended",
    )


def test_begin_document_is_denied_for_the_unit_of_others(agency, unit, writer, official, secretary):
    elsewhere = UnitFactory(agency=agency)

    assert denied(begun, agency, official, unit)
    assert denied(begun, agency, writer, elsewhere)
    assert denied(begun, agency, writer, None)
    assert begun(agency, secretary, None, kind="EXTERNAL").unit is None


def test_begin_document_takes_a_code_again_that_was_withdrawn(agency, unit, writer):
    DocumentFactory(
        agency=agency, unit=unit, code="QT 9", state="WITHDRAWN", withdrawn_date=TODAY, withdrawn_reason="Thôi"
    )

    assert begun(agency, writer, unit, code="QT 9").code == "QT 9"


# --- changed


def test_change_document_keeps_what_was_changed(document, unit_head):
    changed = change_document(
        document, actor=unit_head, version=document.version, on=TODAY, title="Tiếp công dân", clauses=["8.2"]
    )

    assert (changed.title, changed.clauses) == ("Tiếp công dân", ["8.2"])
    entry = Entry.objects.get(action="support.document.changed")
    assert entry.data["fields"] == ["title", "clauses"]


def test_change_document_says_when_nothing_changed_and_when_somebody_was_quicker(document, unit_head):
    assert (
        change_document(document, actor=unit_head, version=document.version, on=TODAY, title=document.title)
        is UNCHANGED
    )
    with pytest.raises(Stale):
        change_document(document, actor=unit_head, version=document.version - 1, on=TODAY, title="Khác")


def test_change_document_refuses_one_that_ended_and_a_code_of_another(agency, unit, document, unit_head, secretary):
    other = DocumentFactory(agency=agency, unit=unit, code="QT 02/VP")
    gone = DocumentFactory(agency=agency, unit=unit, state="WITHDRAWN", withdrawn_date=TODAY, withdrawn_reason="Thôi")

    assert codes(change_document, document, actor=unit_head, version=1, on=TODAY, code=other.code) == ("code_taken",)
    assert codes(change_document, gone, actor=unit_head, version=1, on=TODAY, title="Mới") == ("document_ended",)


def test_change_document_is_denied_to_others_and_never_gives_it_away(agency, document, official, unit_head):
    elsewhere = UnitFactory(agency=agency)

    assert denied(change_document, document, actor=official, version=1, on=TODAY, title="Mới")
    assert denied(change_document, document, actor=unit_head, version=1, on=TODAY, unit=elsewhere)


# --- revised and written


def test_begin_revision_goes_on_from_the_one_in_force(document, unit_head):
    law = LawFactory(agency=document.agency)
    first = RevisionFactory(document=document, in_force=True, edition=2, amendment=1)
    first.bases.create(agency=document.agency, law=law)
    document.refresh_from_db()

    second = begin_revision(document, actor=unit_head, version=document.version, summary="Thêm bước")

    assert (second.edition, second.amendment, second.order, second.state) == (2, 2, 2, State.DRAFT)
    assert [part.text for part in second.parts.all()] == ["Quy định."]
    assert [basis.law for basis in second.bases.all()] == [law]


def test_begin_revision_of_a_new_edition_counts_from_zero(document, unit_head):
    RevisionFactory(document=document, in_force=True, edition=2, amendment=3)

    new = begin_revision(document, actor=unit_head, is_new_edition=True, is_minor=True)

    assert (new.edition, new.amendment, new.is_minor) == (3, 0, False)


def test_begin_revision_refuses_a_second_one_and_a_document_that_ended(agency, unit, document, draft, unit_head):
    gone = DocumentFactory(agency=agency, unit=unit, state="WITHDRAWN", withdrawn_date=TODAY, withdrawn_reason="Thôi")

    assert codes(begin_revision, document, actor=unit_head) == ("prepared_already",)
    assert codes(begin_revision, gone, actor=unit_head) == ("document_ended",)


def test_begin_revision_is_denied_to_others(agency, document, official, other_agency):
    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        assert denied(begin_revision, document, actor=actor)


def test_write_revision_keeps_text_laws_and_files(agency, draft, writer):
    law = LawFactory(agency=agency)
    pdf = SimpleUploadedFile("Quy trình.pdf", PDF)

    one = write_revision(
        draft, actor=writer, version=draft.version, parts=[("Mục đích", "Một\r\nhai")], laws=[law], pdf=pdf
    )

    assert [(part.heading, part.text) for part in one.parts.all()] == [("Mục đích", "Một\nhai")]
    assert (one.pdf_name, one.pdf.media_type) == ("Quy trình.pdf", "application/pdf")
    assert [basis.law for basis in one.bases.all()] == [law]
    assert write_revision(one, actor=writer, version=one.version, laws=[law]) is UNCHANGED
    one.refresh_from_db()
    assert write_revision(one, actor=writer, version=one.version, without=["pdf"], laws=[]).pdf is None


def test_write_revision_is_found_by_its_text(draft, writer):
    write_revision(draft, actor=writer, version=draft.version, parts=[("", "Đóng dấu giáp lai")])

    assert "giap lai" in IndexEntry.objects.get(subject_uuid=draft.document.uuid).words


def test_write_revision_refuses_a_taken_number_a_pdf_that_is_none_and_what_is_no_draft(document, draft, writer):
    RevisionFactory(document=document, in_force=True, edition=1, amendment=5, order=2)
    word = SimpleUploadedFile("gì.txt", "Chữ".encode())

    assert codes(write_revision, draft, actor=writer, version=1, amendment=5) == ("number_taken",)
    assert codes(write_revision, draft, actor=writer, version=1, pdf=word) == ("not_pdf",)
    assert codes(write_revision, draft, actor=writer, version=1, source=SimpleUploadedFile("a.docx", b"")) == ("empty",)
    held = document.revisions.get(state=State.IN_FORCE)
    assert codes(write_revision, held, actor=writer, version=1, summary="Sửa") == ("not_draft",)


def test_write_revision_is_denied_to_others(draft, official):
    assert denied(write_revision, draft, actor=official, version=1, summary="Sửa")


def test_put_file_puts_it_in_its_place(draft, writer, official):
    one = put_file(draft, actor=writer, version=draft.version, file=SimpleUploadedFile("a.pdf", PDF), is_pdf=True)

    assert one.pdf_name == "a.pdf"
    text = SimpleUploadedFile("a.txt", b"abc")
    assert codes(put_file, one, actor=writer, version=one.version, file=text, is_pdf=True) == ("not_pdf",)
    assert denied(put_file, one, actor=official, version=one.version, file=text)


# --- submitted and approved


def test_submit_revision_takes_the_common_route_and_is_pinned(draft, writer, unit_head, secretary, head):
    approval = submit_revision(draft, actor=writer, version=draft.version, note="Kính trình", on=TODAY)

    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED
    assert [step.role for step in approval.steps.all()] == ["UNIT_HEAD", "SECRETARY", "HEAD"]
    assert approval.items.get().content_hash == hash_of(content_of(draft))


def test_submit_revision_takes_the_route_of_its_kind_before_that_of_its_level(agency, document):
    administrator = person(agency, Seat.Role.ADMINISTRATOR)

    assert purpose_for(document) == COMMON
    set_route(agency, actor=administrator, purpose=BY_LEVEL[2], steps=[StepChosen(label="Phê duyệt", role="HEAD")])
    assert purpose_for(document) == BY_LEVEL[2]
    set_route(agency, actor=administrator, purpose=BY_KIND["PROCEDURE"], steps=[StepChosen(label="Duyệt", role="HEAD")])
    assert purpose_for(document) == BY_KIND["PROCEDURE"]


def test_submit_revision_refuses_what_is_empty_and_what_says_not_what_changed(document, writer, unit_head):
    RevisionFactory(document=document, in_force=True)
    second = begin_revision(document, actor=writer)
    second.parts.all().delete()

    assert codes(submit_revision, second, actor=writer, version=1, on=TODAY) == ("content_missing", "summary_missing")


def test_submit_revision_refuses_a_step_nobody_signs_and_a_second_time(draft, writer, unit_head, secretary, head):
    submit_revision(draft, actor=writer, version=draft.version, on=TODAY)
    draft.refresh_from_db()

    assert codes(submit_revision, draft, actor=writer, version=draft.version, on=TODAY) == ("not_draft",)


def test_submit_revision_says_who_is_missing(draft, writer):
    assert codes(submit_revision, draft, actor=writer, version=1, on=TODAY) == ("no_signer",) * 3
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_submit_revision_is_denied_to_others(draft, official):
    assert denied(submit_revision, draft, actor=official, version=1, on=TODAY)


def test_approval_ends_with_a_day_a_person_and_the_hash(draft, writer, unit_head, secretary, head):
    one = approved(draft, writer, unit_head, secretary, head)

    assert (one.state, one.approved_date) == (State.APPROVED, TODAY)
    assert one.approved_hash == hash_of(content_of(one))
    assert one.approved_by.startswith(head.user.full_name)
    assert one.document.state == Document.State.DRAFT


def test_approval_by_paper_bears_the_day_of_the_paper(draft, writer, unit_head, secretary, head):
    approval = submit_revision(draft, actor=writer, version=draft.version, on=TODAY)
    signed = TODAY - timedelta(days=3)
    approve_by_paper(
        approval, actor=secretary, version=approval.version, number="05/QĐ-SNgV", date=signed, signer_name="Trần Văn A",
        signer_title="Giám đốc",
    )  # fmt: skip

    draft.refresh_from_db()
    assert (draft.state, draft.approved_date, draft.approved_by) == (
        State.APPROVED, signed, "Trần Văn A, Giám đốc",
    )  # fmt: skip


def test_an_author_alone_never_approves(agency, document, unit_head):
    agency_head = person(agency, Seat.Role.HEAD)
    administrator = person(agency, Seat.Role.ADMINISTRATOR)
    set_route(agency, actor=administrator, purpose=COMMON, steps=[StepChosen(label="Soát xét", role="UNIT_HEAD")])
    draft = RevisionFactory(document=document, author=unit_head.user)
    approval = submit_revision(draft, actor=unit_head, version=draft.version, on=TODAY)

    assert codes(approve, approval, actor=unit_head, version=approval.version, on=TODAY) == ("author_alone",)
    assert agency_head.holds("HEAD")


def test_two_approving_at_once_are_one_and_a_conflict(draft, writer, unit_head, secretary, head):
    approval = submit_revision(draft, actor=writer, version=draft.version, on=TODAY)
    read = approval.version
    approve(approval, actor=unit_head, version=read, on=TODAY)

    with pytest.raises(Stale):
        approve(approval, actor=unit_head, version=read, on=TODAY)


def test_what_was_changed_after_it_was_submitted_is_not_approved(draft, writer, unit_head, secretary, head):
    approval = submit_revision(draft, actor=writer, version=draft.version, on=TODAY)
    document = Document.objects.get(pk=draft.document_id)
    change_document(document, actor=writer, version=document.version, on=TODAY, title="Tên khác")
    approval.refresh_from_db()

    assert codes(approve, approval, actor=unit_head, version=approval.version, on=TODAY) == ("content_changed",)


@pytest.mark.parametrize("act", ["return", "withdraw"])
def test_what_comes_back_is_a_draft_with_the_reason(act, draft, writer, unit_head, secretary, head):
    approval = submit_revision(draft, actor=writer, version=draft.version, on=TODAY)
    if act == "return":
        return_with_reason(approval, actor=unit_head, version=approval.version, reason="Thiếu biểu mẫu")
    else:
        withdraw(approval, actor=writer, version=approval.version, reason="Thiếu biểu mẫu")

    draft.refresh_from_db()
    assert (draft.state, draft.returned_reason) == (State.DRAFT, "Thiếu biểu mẫu")
    approved(draft, writer, unit_head, secretary, head)
    draft.refresh_from_db()
    assert (draft.state, draft.returned_reason) == (State.APPROVED, "")


# --- opened again


def test_open_again_takes_the_approval_away(document, writer):
    one = RevisionFactory(document=document, approved=True)

    again = open_again(one, actor=writer, version=one.version, reason="Đổi tên")

    assert (again.state, again.approved_date, again.approved_hash) == (State.DRAFT, None, "")


def test_open_again_refuses_a_draft_what_was_issued_and_no_reason(agency, unit, draft, writer):
    issued = RevisionFactory(document__agency=agency, document__unit=unit, approved=True, in_force_date=TODAY)
    plain = RevisionFactory(document__agency=agency, document__unit=unit, approved=True)

    assert codes(open_again, draft, actor=writer, version=1, reason="Vì") == ("not_to_open",)
    assert codes(open_again, issued, actor=writer, version=1, reason="Vì") == ("not_to_open",)
    assert codes(open_again, plain, actor=writer, version=1, reason=" ") == ("reason_missing",)


def test_open_again_is_denied_to_others(document, official):
    one = RevisionFactory(document=document, approved=True)

    assert denied(open_again, one, actor=official, version=1, reason="Vì")


# --- issued and in force


def test_issue_revision_for_today_is_in_force_at_once_and_supersedes(agency, document, secretary):
    old = RevisionFactory(document=document, in_force=True)
    new = RevisionFactory(document=document, approved=True, amendment=1, order=2)

    issue_revision(new, actor=secretary, decision=decision(agency), in_force_date=TODAY, on=TODAY)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.ended_date) == (State.SUPERSEDED, TODAY)
    assert (new.state, new.in_force_date) == (State.IN_FORCE, TODAY)
    assert list(Revision.objects.in_force(TODAY - timedelta(days=1))) == [old]
    assert list(Revision.objects.in_force(TODAY)) == [new]


def test_issue_revision_for_tomorrow_waits_for_the_job(agency, document, secretary):
    from sotay.agency.actor import Actor
    from sotay.support.documents.permissions import JOB

    tomorrow = TODAY + timedelta(days=1)
    new = RevisionFactory(document=document, approved=True)
    issue_revision(new, actor=secretary, decision=decision(agency), in_force_date=tomorrow, on=TODAY)
    job = Actor.system(JOB, agency=agency)

    assert put_in_force(new, actor=job, on=TODAY) is UNCHANGED
    document.refresh_from_db()
    assert document.state == Document.State.DRAFT
    assert put_in_force(new, actor=job, on=tomorrow).state == State.IN_FORCE
    document.refresh_from_db()
    assert document.state == Document.State.IN_FORCE


def test_issue_revision_refuses_a_draft_and_a_day_before_approval_or_decision(agency, document, draft, secretary):
    other = RevisionFactory(document__agency=agency, approved=True)
    paper = decision(agency)

    def issue(one, day):
        return issue_revision(one, actor=secretary, decision=paper, in_force_date=day, on=TODAY)

    assert codes(issue, draft, TODAY) == ("not_approved",)
    assert codes(issue, other, TODAY - timedelta(days=11)) == ("in_force_before_approval", "in_force_before_decision")
    assert codes(issue, other, TODAY - timedelta(days=5)) == ("in_force_before_decision",)


def test_issue_revision_refuses_what_was_changed_after_its_approval(agency, document, secretary):
    one = RevisionFactory(document=document, approved=True)
    document.refresh_from_db()
    change_document(document, actor=secretary, version=document.version, on=TODAY, title="Tên khác")
    one.refresh_from_db()

    assert codes(issue_revision, one, actor=secretary, decision=decision(agency), in_force_date=TODAY, on=TODAY) == (
        "content_changed",
    )


def test_issue_revision_is_denied_to_who_only_writes(agency, document, writer, head):
    one = RevisionFactory(document=document, approved=True)
    paper = decision(agency)

    for actor in (writer, head):
        assert denied(issue_revision, one, actor=actor, decision=paper, in_force_date=TODAY, on=TODAY)


def test_put_in_force_is_denied_to_another_job_and_to_writers(document, writer):
    from sotay.agency.actor import Actor

    one = RevisionFactory(document=document, approved=True, in_force_date=TODAY)

    assert denied(put_in_force, one, actor=writer, on=TODAY)
    assert denied(put_in_force, one, actor=Actor.system("other.job", agency=document.agency), on=TODAY)


def test_the_job_puts_into_force_what_is_due(document, monkeypatch):
    from sotay.support import jobs

    monkeypatch.setattr(jobs, "today", lambda: TODAY)
    due = RevisionFactory(document=document, approved=True, in_force_date=TODAY)
    later = RevisionFactory(approved=True, in_force_date=TODAY + timedelta(days=1))

    jobs.put_revisions_in_force()

    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.state, later.state) == (State.IN_FORCE, State.APPROVED)
    assert verify_chain(document.agency).broken_at is None


# --- withdrawn


def test_withdraw_document_ends_its_revision(document, secretary):
    one = RevisionFactory(document=document, in_force=True)
    document.refresh_from_db()

    gone = withdraw_document(
        document, actor=secretary, version=document.version, reason="Không còn thủ tục", withdrawn_date=TODAY
    )

    one.refresh_from_db()
    assert (gone.state, one.state, one.ended_date) == (Document.State.WITHDRAWN, State.WITHDRAWN, TODAY)
    assert not Revision.objects.in_force(TODAY).exists()


def test_withdraw_document_refuses_what_others_cite_and_names_them(agency, unit, document, secretary):
    RevisionFactory(document=document, in_force=True)
    other = RevisionFactory(
        document=DocumentFactory(agency=agency, unit=unit, code="QT 02/VP"),
        in_force=True,
        text="Theo QT01/VP, cán bộ …",
    )
    RevisionFactory(document__agency=agency, document__code="QT 03", text="Theo QT 01/VP (bản nháp)")
    document.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        withdraw_document(document, actor=secretary, reason="Thôi", withdrawn_date=TODAY)
    (reason,) = refusal.value.reasons
    assert (reason.code, reason.fix) == ("cited", ("support:document_detail", other.document))


def test_withdraw_document_is_done_when_another_takes_its_place(agency, unit, document, secretary):
    RevisionFactory(document=document, in_force=True)
    heir = RevisionFactory(
        document=DocumentFactory(agency=agency, unit=unit, code="QT 02/VP"), in_force=True, text="Thay QT 01/VP"
    ).document
    document.refresh_from_db()

    gone = withdraw_document(document, actor=secretary, reason="Thay", withdrawn_date=TODAY, replaced_by=heir)

    assert (gone.state, gone.replaced_by) == (Document.State.WITHDRAWN, heir)


def test_withdraw_document_refuses_what_the_file_of_another_cites(agency, unit, document, secretary):
    RevisionFactory(document=document, in_force=True)
    files = {"QT 02": "Căn cứ QT-01/VP về tiếp nhận", "QT 03": "Xem QT 01/VPS và QT 101/VP", "QT 04": "QT 01/VP"}
    for code, said in files.items():
        one = RevisionFactory(document=DocumentFactory(agency=agency, unit=unit, code=code), in_force=code != "QT 04")
        one.source, one.source_name = store(said.encode(), name="a.txt"), "a.txt"
        one.save()
        BlobText.objects.update_or_create(blob=one.source, defaults={"state": "DONE", "text": said})
    document.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        withdraw_document(document, actor=secretary, reason="Thôi", withdrawn_date=TODAY)
    assert [(one.code, one.fix[1].code) for one in refusal.value.reasons] == [("cited", "QT 02")]


def test_withdraw_document_leaves_alone_what_names_the_same_code_of_another_field(agency, unit, secretary):
    here = DocumentFactory(agency=agency, unit=unit, code="QT 01", field="Hộ tịch", slug="a")
    there = DocumentFactory(agency=agency, unit=unit, code="QT 01", field="Đất đai", slug="b")
    for one in (here, there):
        RevisionFactory(document=one, in_force=True)
    RevisionFactory(
        document=DocumentFactory(agency=agency, unit=unit, code="QT 02", field="Đất đai"),
        in_force=True,
        text="Theo QT 01",
    )
    here.refresh_from_db()
    there.refresh_from_db()

    assert codes(withdraw_document, there, actor=secretary, reason="Thôi", withdrawn_date=TODAY) == ("cited",)
    assert withdraw_document(here, actor=secretary, reason="Thôi", withdrawn_date=TODAY).state == "WITHDRAWN"


def test_withdraw_and_replace_drafts_what_cites_it_with_the_other_code(agency, unit, document, secretary):
    RevisionFactory(document=document, in_force=True)
    heir = RevisionFactory(document=DocumentFactory(agency=agency, unit=unit, code="QT 07/VP"), in_force=True).document
    other = DocumentFactory(agency=agency, unit=unit, code="QT 02/VP")
    held = RevisionFactory(document=other, in_force=True, text="Theo QT01/VP và QT 010/VP; QT 01/VP.")
    busy = DocumentFactory(agency=agency, unit=unit, code="QT 03/VP")
    RevisionFactory(document=busy, in_force=True, text="Xem QT 01/VP")
    RevisionFactory(document=busy, order=2, amendment=1)
    document.refresh_from_db()

    (draft,) = withdraw_and_replace(
        document, actor=secretary, reason="Thay", withdrawn_date=TODAY, replaced_by=heir, revise_citing=True
    )

    assert (draft.document, draft.state, draft.is_minor) == (other, State.DRAFT, True)
    assert draft.parts.get().text == "Theo QT 07/VP và QT 010/VP; QT 07/VP."
    assert held.parts.get().text == "Theo QT01/VP và QT 010/VP; QT 01/VP."


def test_withdraw_and_replace_refuses_and_is_denied_like_a_withdrawal(agency, document, draft, secretary, writer):
    assert codes(withdraw_and_replace, document, actor=secretary, reason="Thôi", withdrawn_date=TODAY) == (
        "not_in_force", "prepared_already",
    )  # fmt: skip
    assert denied(withdraw_and_replace, document, actor=writer, reason="Thôi", withdrawn_date=TODAY)


def test_withdraw_document_refuses_without_reason_in_the_future_and_when_not_in_force(
    agency, unit, document, draft, secretary
):
    later = TODAY + timedelta(days=1)
    heir = DocumentFactory(agency=agency, unit=unit)

    assert codes(withdraw_document, document, actor=secretary, reason=" ", withdrawn_date=later, replaced_by=heir) == (
        "not_in_force",
        "replacement_not_in_force",
        "prepared_already",
        "withdrawn_in_future",
        "reason_missing",
    )


def test_withdraw_document_is_denied_to_who_only_writes(document, unit_head, head):
    RevisionFactory(document=document, in_force=True)
    document.refresh_from_db()

    for actor in (unit_head, head):
        assert denied(withdraw_document, document, actor=actor, reason="Thôi", withdrawn_date=date(2026, 1, 1))


# --- given up


def test_drop_revision_drops_a_document_that_has_no_other(document, draft, writer):
    drop_revision(draft, actor=writer, version=draft.version, reason="Trùng")

    document.refresh_from_db()
    assert document.state == Document.State.DROPPED
    assert actions()[-2:] == ["support.revision.dropped", "support.document.dropped"]


def test_drop_revision_leaves_what_is_in_force(document, writer):
    RevisionFactory(document=document, in_force=True)
    second = begin_revision(document, actor=writer)

    drop_revision(second, actor=writer, version=second.version, reason="Thôi")

    document.refresh_from_db()
    assert document.state == Document.State.IN_FORCE
    assert begin_revision(document, actor=writer).amendment == 1  # the number is free again


def test_drop_revision_refuses_what_is_submitted_issued_or_without_reason(
    agency, unit, draft, writer, unit_head, secretary, head
):
    issued = RevisionFactory(document__agency=agency, document__unit=unit, approved=True, in_force_date=TODAY)
    assert codes(drop_revision, draft, actor=writer, version=1, reason=" ") == ("reason_missing",)
    assert codes(drop_revision, issued, actor=writer, version=1, reason="Vì") == ("not_to_drop",)
    submit_revision(draft, actor=writer, version=1, on=TODAY)
    draft.refresh_from_db()
    assert codes(drop_revision, draft, actor=writer, version=draft.version, reason="Vì") == ("not_to_drop",)


def test_drop_revision_is_denied_to_others(draft, official):
    assert denied(drop_revision, draft, actor=official, version=1, reason="Vì")
