"""Who submitted and who approved a record, as signatures of its form: by the paper that was signed, or confirmed on the system."""

from datetime import date
from typing import Any, Final

from django.utils.timezone import localdate

from sotay.agency import subjects
from sotay.approvals.models import Approval, Item, Vote
from sotay.papers.model import Signature
from sotay.papers.shapes import kept_number, signs
from sotay.ui.formats import ngay

CONFIRMED: Final = "Xác nhận trên hệ thống ngày %s"  # never "chữ ký số" (issue G, law.md 7.1)


def last_round(record: Any, *, but_returned: bool = False) -> Approval | None:
    """Return the newest round a record went through, alone or with others; one query.

    `but_returned` leaves out those that were returned or withdrawn: then nothing was submitted.
    """
    ref = subjects.ref_of(record)
    items = Item.objects.filter(
        agency_id=record.agency_id, subject_type=ref.type, subject_uuid=ref.uuid, left_out=False
    )
    if but_returned:
        items = items.filter(approval__state__in=[Approval.State.OPEN, Approval.State.APPROVED])
    item = (
        items.select_related("approval__author", "approval__paper").order_by("-approval__submitted_at", "-pk").first()
    )
    return item.approval if item else None


def submitted_by(title: str, one: Approval | None) -> Signature:
    """Return the signature of who submitted; room to sign while nobody did."""
    if one is None:
        return signs(title)
    return signs(title, one.author, note=f"Trình trên hệ thống ngày {ngay(localdate(one.submitted_at))}")


def approved_by(title: str, one: Approval | None, *, day: date | None = None) -> Signature:
    """Return the signature of who approved; `day` is when it was approved where no round is kept. One query at most."""
    if one is None or one.state != Approval.State.APPROVED:
        return signs(title, note=f"Phê duyệt ngày {ngay(day)}" if day and one is None else signs("").note)
    if one.paper is not None:
        return signs(
            one.paper.signer_title or title, one.paper.signer_name, note=f"Theo văn bản {kept_number(one.paper)}"
        )
    votes = Vote.objects.filter(step__approval=one, word=Vote.Word.APPROVED).select_related("user")
    vote = votes.order_by("-step__position", "-at", "-pk").first()
    said = CONFIRMED % ngay(one.approved_date)
    return signs(title, vote.user if vote else "", note=said)


def round_signatures(
    record: Any | None, *, submitter: str, approver: str, day: date | None = None
) -> tuple[Signature, Signature]:
    """Return both signatures of a record; of a blank form, room for them. Two queries at most."""
    if record is None or record.pk is None:
        return signs(submitter), signs(approver)
    one = last_round(record, but_returned=True)
    return submitted_by(submitter, one), approved_by(approver, one, day=day)
