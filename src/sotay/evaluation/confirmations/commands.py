"""Writes upon the head's confirmation that the system is effective (QĐ 19/2014/QĐ-TTg Điều 4 khoản 2 điểm d)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.edition import TCVN
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import nfc, one_line
from sotay.approvals.commands import paper_of, submit
from sotay.approvals.models import Approval
from sotay.commands import UNCHANGED, command, lock, refuse, require, why_no_reason
from sotay.evaluation.confirmations import guards
from sotay.evaluation.confirmations.basis import basis_of
from sotay.evaluation.confirmations.models import Confirmation
from sotay.journal.recording import record
from sotay.search import index
from sotay.ui.formats import ngay

PURPOSE = "evaluation.confirmation"
State = Confirmation.State
RETURNED = 500


@command
def begin_confirmation(agency: Agency, *, actor: Actor, on: date) -> Confirmation:
    """Begin a confirmation that rests on the last audit reported and the last review concluded; refused without them."""
    require(actor, "evaluation.prepare_confirmation", agency)
    agency = lock(agency)  # so that two people do not begin one each
    prepared = Confirmation.objects.filter(agency=agency, state__in=[State.DRAFT, State.SUBMITTED])
    basis = basis_of(agency, on)
    refuse(guards.why_not_begin(prepared.select_related("agency").first()), guards.why_not_rest(basis))

    one = Confirmation(agency=agency, audit=basis.audit, review=basis.review)
    one.text = _usual_text(one)
    one.slug = free_slug(Confirmation.objects.filter(agency=agency), str(on.year))
    one.save()

    record("evaluation.confirmation.begun", actor=actor, subject=one, **_rests_on(one))
    return one


@command
def write_confirmation(one: Confirmation, *, actor: Actor, version: int, text: str) -> Confirmation:
    """Write the words of a draft."""
    require(actor, "evaluation.prepare_confirmation", one)
    one = lock(one, version=version)
    refuse(guards.why_not_write(one))
    clean = nfc(text).replace("\r\n", "\n").strip()
    if clean == one.text:
        return UNCHANGED  # type: ignore[return-value]
    one.text = clean
    one.save()

    record("evaluation.confirmation.written", actor=actor, subject=one, fields=["text"])
    return one


@command
def submit_confirmation(one: Confirmation, *, actor: Actor, version: int, note: str = "", on: date) -> Approval:
    """Submit a confirmation to the head; it rests on the audit and the review that are the last on this day."""
    require(actor, "evaluation.prepare_confirmation", one)
    one = lock(one, version=version)
    basis = basis_of(one.agency, on)
    refuse(guards.why_not_submit(one, basis))

    one.audit, one.review = basis.audit, basis.review
    one.save()
    approval = submit(one, [one], actor=actor, purpose=PURPOSE, note=note, on=on)
    one.state, one.returned_reason = State.SUBMITTED, ""
    one.save()

    record("evaluation.confirmation.submitted", actor=actor, subject=one, note=note, **_rests_on(one))
    return approval


@command
def confirmation_approved(approval: Approval, *, actor: Actor, kept: Iterable[Confirmation]) -> Confirmation:  # noqa: ARG001
    """Keep that the head confirmed the effectiveness of the system, on the day of the approval or of the signed paper."""
    one, day = _of(approval), approval.approved_date or today()
    refuse(guards.why_not_on(one, day))
    one.state, one.confirmed_date = State.CONFIRMED, day
    one.save()

    record(
        "evaluation.confirmation.confirmed",
        actor=actor,
        subject=one,
        confirmed_date=one.confirmed_date,
        way=approval.way,
        **paper_of(approval),
    )
    return one


@command
def confirmation_returned(approval: Approval, *, actor: Actor, reason: str) -> Confirmation:
    """Open a confirmation for writing again, with the reason; one its author took back was not returned."""
    one = _of(approval)
    withdrawn = approval.state == Approval.State.WITHDRAWN
    one.state = State.DRAFT
    one.returned_reason = "" if withdrawn else one_line(reason)[:RETURNED]
    one.save()

    act = "evaluation.confirmation.withdrawn" if withdrawn else "evaluation.confirmation.returned"
    record(act, actor=actor, subject=one, reason=reason)
    return one


@command
def drop_confirmation(one: Confirmation, *, actor: Actor, version: int, reason: str) -> None:
    """Give up a draft that nobody was shown; the reason stays in the journal."""
    require(actor, "evaluation.prepare_confirmation", one)
    one = lock(one, version=version)
    refuse(guards.why_not_drop(one), why_no_reason(reason))

    agency, title = one.agency, str(one)
    index.forget([subjects.ref_of(one)], agency_id=agency.pk)
    one.delete()
    record("evaluation.confirmation.dropped", actor=actor, subject=agency, reason=one_line(reason), title=title)


def content_of(one: Confirmation) -> dict[str, Any]:
    """Return what the head sees of a confirmation; its hash is what the approval holds for."""
    return {"text": one.text, **_rests_on(one)}


def _rests_on(one: Confirmation) -> dict[str, Any]:
    """Return the codes of the audit and the review."""
    return {"audit": one.audit.code if one.audit else "", "review": one.review.code if one.review else ""}


def _usual_text(one: Confirmation) -> str:
    """Return the words a draft begins with."""
    audit, review = one.audit, one.review
    assert audit is not None  # noqa: S101  refused without
    assert review is not None  # noqa: S101
    said = {
        "audit": audit.code,
        "reported": ngay(audit.reported_date) if audit.reported_date else "",
        "review": review.code,
        "concluded": ngay(review.concluded_date) if review.concluded_date else "",
        "agency": one.agency.name,
        "standard": TCVN,
    }
    return (
        _(
            "Căn cứ kết quả cuộc đánh giá nội bộ %(audit)s (báo cáo phê duyệt ngày %(reported)s) và kết luận cuộc xem xét của "
            "lãnh đạo %(review)s (biên bản phê duyệt ngày %(concluded)s), xác nhận hệ thống quản lý chất lượng theo "
            "%(standard)s của %(agency)s được xây dựng, áp dụng phù hợp và có hiệu lực."
        )
        % said
    )


def _of(approval: Approval) -> Confirmation:
    rows = Confirmation.objects.select_for_update()
    return rows.get(agency_id=approval.agency_id, uuid=approval.subject_uuid)
