"""Lists of hand-over and disposal: made, approved both ways, done by minutes, cancelled; refused and denied."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.approvals.commands import approve, approve_by_paper, return_with_reason
from sotay.attachments.models import Attachment
from sotay.commands import UNCHANGED, Refused
from sotay.organisation.decisions.queries import NewDecision
from sotay.support.records.files.queries import TO_DISPOSE, TO_HISTORY, due_files
from sotay.support.records.models import RecordFile, Transfer
from sotay.support.records.transfers.commands import (
    add_files,
    begin_transfer,
    cancel_transfer,
    carry_out,
    change_transfer,
    leave_out,
    submit_transfer,
)
from tests.conftest import TODAY
from tests.factories.attachments import AttachmentFactory
from tests.factories.records import (
    RecordFileFactory,
    RecordLineFactory,
    TransferFactory,
    TransferItemFactory,
)
from tests.paper_words import said_on

pytestmark = pytest.mark.django_db
State, Manner = Transfer.State, Transfer.Manner
FileState = RecordFile.State
MINUTES = NewDecision(number="3/BB-STN", date=date(2026, 6, 11))


def refused(act, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.codes


def fresh(transfer):
    return Transfer.objects.select_related("agency").get(pk=transfer.pk)


def decided(transfer, secretary):
    return submit_transfer(fresh(transfer), actor=secretary, version=fresh(transfer).version, on=TODAY)


def done(transfer, actor, **more):
    given = {"done_date": TODAY, "decision": MINUTES, "received_by": "Tổ hủy", "method": "Cắt vụn", "on": TODAY}
    return carry_out(fresh(transfer), actor=actor, version=fresh(transfer).version, **given | more)


def test_files_go_to_the_archive_by_minutes(agency, make, secretary):
    files = [make(), make()]

    transfer = begin_transfer(agency, actor=secretary, manner=Manner.ARCHIVE, files=files, on=TODAY)
    assert {file.state for file in RecordFile.objects.all()} == {FileState.CLOSED}
    done(transfer, secretary, received_by="Lưu trữ cơ quan", method="")

    assert transfer.code == "NL-2026-01"
    assert {file.state for file in RecordFile.objects.all()} == {FileState.HANDED_OVER}
    assert (fresh(transfer).state, fresh(transfer).minutes.number) == (State.DONE, "3/BB-STN")


def test_nothing_is_disposed_of_before_it_is_approved(disposal, secretary):
    assert refused(done, disposal, secretary) == ("not_approved",)

    decided(disposal, secretary)

    assert refused(done, disposal, secretary) == ("not_approved",)
    assert not RecordFile.objects.filter(state=FileState.DISPOSED).exists()


def test_a_disposal_is_approved_by_the_head_and_done_by_minutes(disposal, over, secretary, head):
    kept = AttachmentFactory(
        agency=disposal.agency, subject_type="support.recordfile", subject_uuid=over[0].uuid, name="cu.pdf"
    )
    approval = decided(disposal, secretary)
    approve(approval, actor=head, version=approval.version, on=TODAY)
    assert (fresh(disposal).state, fresh(disposal).approved_date) == (State.APPROVED, TODAY)

    done(disposal, secretary)

    assert RecordFile.objects.filter(state=FileState.DISPOSED).count() == 2
    assert Attachment.objects.get(pk=kept.pk).removed_reason == "H-2026-01, 3/BB-STN"
    assert (fresh(disposal).method, fresh(disposal).received_by) == ("Cắt vụn", "Tổ hủy")


def test_a_signed_paper_approves_on_its_day(disposal, secretary):
    approval = decided(disposal, secretary)

    approve_by_paper(
        approval, actor=secretary, version=approval.version, number="8/QĐ-STN", date=date(2026, 6, 10),
        signer_name="Trần Thị Ký",
    )  # fmt: skip

    assert fresh(disposal).approved_date == date(2026, 6, 10)
    assert refused(done, disposal, secretary, done_date=date(2026, 6, 9)) == ("done_before_approval",)


def test_the_head_leaves_single_files_out_with_a_reason_and_they_are_not_proposed_again_this_year(
    disposal, over, secretary, head
):
    approval = decided(disposal, secretary)
    item = approval.items.get(subject_uuid=over[0].uuid)

    approve(approval, actor=head, version=approval.version, leave_out={item.pk: "Còn tranh chấp"}, on=TODAY)
    done(disposal, secretary)

    states = dict(RecordFile.objects.values_list("pk", "state"))
    assert states == {over[0].pk: FileState.CLOSED, over[1].pk: FileState.DISPOSED}
    assert disposal.items.get(file=over[0]).left_out_reason == "Còn tranh chấp"
    assert not due_files(TO_DISPOSE, viewer=secretary, on=TODAY).exists()
    assert list(due_files(TO_DISPOSE, viewer=secretary, on=date(2027, 1, 1))) == [over[0]]


def test_what_changed_after_it_was_submitted_is_not_approved(disposal, over, secretary, head):
    approval = decided(disposal, secretary)
    over[0].record_class.years = 70
    over[0].record_class.save()

    assert refused(approve, approval, actor=head, version=approval.version, on=TODAY) == ("content_changed",)


def test_what_is_returned_is_a_draft_again(disposal, secretary, head):
    approval = decided(disposal, secretary)

    return_with_reason(approval, actor=head, version=approval.version, reason="Xem lại")

    assert (fresh(disposal).state, fresh(disposal).returned_reason) == (State.DRAFT, "Xem lại")


@pytest.mark.parametrize(
    "retention",
    [
        {"years": 70},
        {"years": None, "is_permanent": True},
        {"years": 5, "disposal": "ARCHIVE"},
        {"years": 11, "start": "DOCUMENT_ENDED"},
    ],
)
def test_what_is_still_kept_is_not_listed_for_disposal(agency, make, secretary, retention):
    file = make(date(2015, 6, 12), **retention)

    assert refused(begin_transfer, agency, actor=secretary, manner=Manner.DISPOSE, files=[file], on=TODAY) == (
        "not_due",
    )


def test_an_open_file_or_one_in_another_list_is_not_handed_over(agency, line, make, secretary):
    open_, listed = RecordFileFactory(line=line), make()
    begin_transfer(agency, actor=secretary, manner=Manner.ARCHIVE, files=[listed], on=TODAY)

    assert refused(
        begin_transfer, agency, actor=secretary, manner=Manner.ARCHIVE, files=[open_, listed], on=TODAY
    ) == ("not_ready", "not_ready")  # fmt: skip
    assert refused(begin_transfer, agency, actor=secretary, manner=Manner.ARCHIVE, files=[], on=TODAY) == ("no_files",)


def test_a_file_of_another_agency_is_never_listed(agency, other_agency, secretary):
    foreign = RecordFileFactory(line=RecordLineFactory(list__agency=other_agency), closed=True)

    assert refused(begin_transfer, agency, actor=secretary, manner=Manner.ARCHIVE, files=[foreign], on=TODAY) == (
        "not_ready",
    )


def test_a_permanent_file_goes_on_to_history_once(agency, make, secretary):
    file = make(date(2010, 1, 1), years=None, is_permanent=True)
    for _ in range(2):
        done(
            begin_transfer(agency, actor=secretary, manner=Manner.ARCHIVE, files=[file], on=TODAY),
            secretary,
            decision=NewDecision(number=f"{Transfer.objects.count()}/BB", date=TODAY),
        )

    assert not due_files(TO_HISTORY, viewer=secretary, on=TODAY).exists()
    assert refused(begin_transfer, agency, actor=secretary, manner=Manner.ARCHIVE, files=[file], on=TODAY) == (
        "not_ready",
    )


def test_minutes_say_when_by_whom_and_how(disposal, make, agency, secretary, head):
    approval = decided(disposal, secretary)
    approve(approval, actor=head, version=approval.version, on=TODAY)

    assert refused(done, disposal, secretary, decision=None, method=" ", received_by="") == (
        "minutes_missing", "method_missing", "receiver_missing",
    )  # fmt: skip
    assert refused(done, disposal, secretary, done_date=TODAY + timedelta(days=1)) == ("done_in_future",)
    done(disposal, secretary)
    assert refused(done, disposal, secretary) == ("over",)
    late = begin_transfer(agency, actor=secretary, manner=Manner.ARCHIVE, files=[make(date(2026, 6, 1))], on=TODAY)
    assert refused(done, late, secretary, done_date=date(2026, 5, 31)) == ("done_before_closed",)


def test_files_are_added_left_out_and_come_back(agency, make, secretary):
    first, second = make(), make()
    transfer = begin_transfer(agency, actor=secretary, manner=Manner.ARCHIVE, files=[first], on=TODAY)
    item = transfer.items.get()

    assert refused(leave_out, item, actor=secretary, version=1, reason=" ") == ("reason_missing",)
    leave_out(item, actor=secretary, version=1, reason="Còn dùng")
    assert refused(done, transfer, secretary) == ("no_files",)
    add_files(transfer, actor=secretary, version=fresh(transfer).version, files=[first, second], on=TODAY)

    assert sorted(transfer.items.values_list("left_out_reason", flat=True)) == ["", ""]
    assert transfer.items.count() == 2


def test_a_disposal_lacking_files_or_reasons_is_not_submitted(agency, disposal, make, secretary):
    change_transfer(fresh(disposal), actor=secretary, version=fresh(disposal).version, reason="Căn cứ mới")
    assert change_transfer(
        fresh(disposal), actor=secretary, version=fresh(disposal).version, reason="Căn cứ mới"
    ) is UNCHANGED  # fmt: skip
    change_transfer(fresh(disposal), actor=secretary, version=fresh(disposal).version, reason=" ")
    for item in disposal.items.all():
        leave_out(item, actor=secretary, version=item.version, reason="Còn dùng")
    archive = begin_transfer(agency, actor=secretary, manner=Manner.ARCHIVE, files=[make()], reason="x", on=TODAY)

    assert refused(decided, disposal, secretary) == ("no_files", "reason_missing")
    assert refused(decided, archive, secretary) == ("not_disposal",)


def test_a_list_that_is_decided_is_not_written_and_not_cancelled(disposal, make, secretary):
    decided(disposal, secretary)
    more = {"actor": secretary, "version": fresh(disposal).version}

    assert refused(change_transfer, fresh(disposal), reason="x", **more) == ("not_draft",)
    assert refused(add_files, fresh(disposal), files=[], on=TODAY, **more) == ("not_draft", "no_files")
    assert refused(leave_out, disposal.items.first(), actor=secretary, version=1, reason="x") == ("not_open",)
    assert refused(cancel_transfer, fresh(disposal), reason="x", **more) == ("submitted",)


def test_a_cancelled_list_lets_its_files_go(disposal, over, agency, secretary):
    assert refused(cancel_transfer, disposal, actor=secretary, version=1, reason=" ") == ("reason_missing",)

    cancel_transfer(disposal, actor=secretary, version=1, reason="Lập lại")

    assert refused(cancel_transfer, disposal, actor=secretary, version=2, reason="x") == ("over",)
    again = begin_transfer(agency, actor=secretary, manner=Manner.DISPOSE, files=over, on=TODAY)
    assert again.code == "H-2026-02"


def test_lists_are_denied_to_an_official(agency, official, disposal, over):
    for act in (
        lambda: begin_transfer(agency, actor=official, manner=Manner.DISPOSE, files=over, on=TODAY),
        lambda: change_transfer(disposal, actor=official, version=1, reason="x"),
        lambda: add_files(disposal, actor=official, version=1, files=over, on=TODAY),
        lambda: leave_out(disposal.items.first(), actor=official, version=1, reason="x"),
        lambda: submit_transfer(disposal, actor=official, version=1, on=TODAY),
        lambda: done(disposal, official),
        lambda: cancel_transfer(disposal, actor=official, version=1, reason="x"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_pages_ask_as_often_for_30_as_for_1(agency, secretary, signed_in, make):
    client = signed_in(secretary)
    transfer = TransferFactory(agency=agency)
    listed = reverse("support:transfer_list", kwargs={"agency": agency.short_name})
    page = reverse("support:transfer_detail", kwargs={"agency": agency.short_name, "slug": transfer.slug})
    paper = reverse("support:transfer_print", kwargs={"agency": agency.short_name, "slug": transfer.slug})
    TransferItemFactory(transfer=transfer, file=make())

    def asked(url):
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    few = [asked(url) for url in (listed, page, paper)]
    for _ in range(29):
        TransferItemFactory(transfer=transfer, file=make())
        TransferFactory(agency=agency, done=True)
    assert [asked(url) for url in (listed, page, paper)] == few
    file = client.get(listed, {"export": "csv"}).getvalue().decode("utf-8-sig")
    assert file.count("Đã thực hiện") == 29


def test_due_files_are_ticked_when_a_list_is_made_of_them(agency, over, secretary, signed_in, monkeypatch):
    monkeypatch.setattr("sotay.support.records.transfers.views.today", lambda: TODAY)
    url = reverse("support:transfer_new", kwargs={"agency": agency.short_name})

    page = signed_in(secretary).get(url, {"manner": "DISPOSE", "due": "dispose"}).content.decode()

    assert page.count("checked") == 2
    answer = signed_in(secretary).send(f"{url}?manner=DISPOSE", {"files": [over[0].pk], "reason": "Hết hạn"})
    assert answer.status_code == 302
    assert Transfer.objects.get().items.get().file == over[0]


def test_the_paper_of_a_disposal_names_who_approved_and_its_minutes(
    agency, disposal, over, make, secretary, head, signed_in
):
    approval = decided(disposal, secretary)
    approve(approval, actor=head, version=approval.version, on=TODAY)
    done(disposal, secretary)
    kept = TransferItemFactory(transfer=disposal, file=make(), left_out_reason="Còn tra cứu")
    url = reverse("support:transfer_print", kwargs={"agency": agency.short_name, "slug": disposal.slug})

    client = signed_in(secretary)
    page = said_on(client.get(url).content.decode())
    rows = client.get(url.removesuffix("print/"), {"export": "csv"}).getvalue().decode("utf-8-sig").splitlines()

    assert [row.split(";")[1].strip('"') for row in rows[1:]] == [file.number for file in over]
    assert f"(Xác nhận trên hệ thống ngày {TODAY:%d/%m/%Y})\n{head.user}" in page
    assert "BIÊN BẢN\nHủy tài liệu, hồ sơ hết giá trị" in page
    assert f"đề nghị hủy số {disposal.code}" in page
    assert f"Để lại, không đưa vào danh sách: {kept.file.number} (Còn tra cứu)." in page
    assert f"Tổng số hồ sơ tiến hành hủy: {len(over)} hồ sơ" in page
    for file in over:
        assert file.number in page
    assert "3/BB-STN" in page
    assert "Cắt vụn" in page
