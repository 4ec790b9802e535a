"""What may not be gone is not disposed of, whatever was listed or approved before."""

from datetime import date

import pytest

from sotay.approvals.commands import approve, approve_by_paper, return_with_reason
from sotay.pages import url_of
from sotay.support.records.files.queries import TO_DISPOSE, due_files
from sotay.support.records.models import RecordClass, RecordFile, Transfer
from sotay.support.records.transfers.commands import begin_transfer, leave_out
from tests.conftest import TODAY
from tests.support.records.transfers.test_commands import decided, done, fresh, refused

pytestmark = pytest.mark.django_db
Manner, FileState = Transfer.Manner, RecordFile.State


@pytest.mark.parametrize(
    "kept", [{"years": None, "is_permanent": True}, {"years": 70}, {"disposal": "ARCHIVE"}], ids=str
)
def test_what_is_kept_longer_since_it_was_approved_is_not_gone(disposal, over, secretary, head, signed_in, kept):
    approval = decided(disposal, secretary)
    approve(approval, actor=head, version=approval.version, on=TODAY)
    RecordClass.objects.filter(pk=over[0].record_class_id).update(**kept)

    assert refused(done, disposal, secretary) == ("still_kept",)
    page = signed_in(secretary).get(url_of(disposal)).content.decode()
    assert "Chưa hủy được" in page
    leave_out(disposal.items.get(file=over[0]), actor=secretary, version=1, reason="Giữ vĩnh viễn")
    done(disposal, secretary)
    assert dict(RecordFile.objects.values_list("pk", "state")) == {
        over[0].pk: FileState.CLOSED, over[1].pk: FileState.DISPOSED,
    }  # fmt: skip


def test_what_came_back_is_not_submitted_with_files_that_are_kept_since(disposal, over, secretary, head):
    approval = decided(disposal, secretary)
    return_with_reason(approval, actor=head, version=approval.version, reason="Xem lại")
    RecordClass.objects.filter(pk=over[0].record_class_id).update(years=None, is_permanent=True)

    assert refused(decided, disposal, secretary) == ("still_kept",)


def test_nothing_is_gone_before_the_last_day_it_is_kept(agency, make, secretary, head):
    """A paper signed in December approves what ends with the year; it is not gone before the year is."""
    file = make(date(2020, 5, 1))
    transfer = begin_transfer(agency, actor=secretary, manner=Manner.DISPOSE, files=[file], reason="Hết hạn", on=TODAY)
    approval = decided(transfer, secretary)
    paper = {"number": "8/QĐ-STN", "date": date(2025, 12, 20), "signer_name": "Trần Thị Ký"}
    approve_by_paper(approval, actor=secretary, version=approval.version, **paper)

    assert refused(done, transfer, secretary, done_date=date(2025, 12, 31)) == ("still_kept",)
    done(transfer, secretary, done_date=date(2026, 1, 1))


def test_what_the_head_left_out_keeps_its_reason_and_the_list_is_read_anew(disposal, over, secretary, head):
    approval = decided(disposal, secretary)
    item = approval.items.get(subject_uuid=over[0].uuid)
    approve(approval, actor=head, version=approval.version, leave_out={item.pk: "Còn tranh chấp"}, on=TODAY)
    first, second = (disposal.items.get(file=file) for file in over)
    read = fresh(disposal).version

    assert refused(leave_out, first, actor=secretary, version=first.version, reason="x") == ("left_out",)
    leave_out(second, actor=secretary, version=second.version, reason="Còn dùng")

    assert fresh(disposal).version > read
    assert disposal.items.get(file=over[0]).left_out_reason == "Còn tranh chấp"


def test_what_is_left_out_is_not_proposed_while_the_rest_is_decided(disposal, over, secretary):
    leave_out(disposal.items.get(file=over[0]), actor=secretary, version=1, reason="Còn dùng")
    decided(disposal, secretary)

    assert not due_files(TO_DISPOSE, viewer=secretary, on=TODAY).exists()
