"""Why a round cannot be submitted or decided now; asked by page and command alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import User
from sotay.approvals import purposes
from sotay.approvals.models import Approval, Item, Rule, Step, Vote
from sotay.approvals.reviewers import is_own_review, with_records, written_by
from sotay.approvals.signers import addressed, roles_held, signer_ids, signs, still_asked
from sotay.commands import Reason


def why_not_submit(records: Iterable[Any], *, carrier: Any) -> Iterator[Reason]:
    """Yield the reasons a set cannot be submitted."""
    if not list(records):
        yield Reason(_("Chưa có nội dung nào để trình."), code="nothing_to_submit")
    ref = subjects.ref_of(carrier)
    if Approval.objects.filter(
        agency_id=carrier.agency_id, subject_type=ref.type, subject_uuid=ref.uuid, state=Approval.State.OPEN
    ).exists():
        yield Reason(_("Nội dung này đang được trình."), code="submitted_already")


def why_not_decide(approval: Approval) -> Iterator[Reason]:
    """Yield the reasons nobody can decide a round now."""
    if approval.state != Approval.State.OPEN:
        yield Reason(
            _("Lần trình này không còn chờ ý kiến: %s.") % approval.get_state_display().lower(), code="not_open"
        )


def why_not_approve(
    approval: Approval, *, actor: Actor, on: date, left_out: frozenset[int] = frozenset()
) -> Iterator[Reason]:
    """Yield the reasons the actor cannot approve: content that moved on, nothing left, or the author alone."""
    kept = [item for item in approval.items.filter(left_out=False) if item.pk not in left_out]
    if not kept:
        yield Reason(_("Không còn nội dung nào để phê duyệt; hãy trả lại."), code="nothing_left")
    yield from why_moved_on(approval, kept)
    if has_agreed(approval.steps.filter(done_at__isnull=True).first(), actor):
        yield Reason(_("Bạn đã đồng ý ở bước này; còn chờ người khác."), code="agreed_already")
    if is_own_review(approval, approval.steps.filter(done_at__isnull=True).first(), actor, on=on):
        yield Reason(_("Anh, chị soạn nội dung này; bước này để người khác cùng vai trò soát xét."), code="own_review")
    if _would_stand_alone(approval, actor, on=on):
        yield Reason(
            _("Người trình không thể tự mình phê duyệt; mỗi chuỗi duyệt cần ít nhất hai người."), code="author_alone"
        )


def why_moved_on(approval: Approval, items: Iterable[Item]) -> Iterator[Reason]:
    """Yield a reason for each record whose content is no longer the one submitted, whoever may read it."""
    content = purposes.get(approval.purpose).content
    for item, record in with_records(approval, items):
        if record is None or purposes.hash_of(content(record)) != item.content_hash:
            yield Reason(
                _("“%s” đã thay đổi sau khi trình: phê duyệt này thuộc bản trước.") % item.title, code="content_changed"
            )


def why_no_signer(steps: Iterable[Step], *, on: date) -> Iterator[Reason]:
    """Yield a reason for each step that nobody can sign."""
    held: frozenset[tuple[str, int | None]] | None = None
    for step in steps:
        if step.user_id is not None:
            continue
        held = roles_held(step.agency, on=on) if held is None else held
        if not addressed(step, held):
            yield Reason(
                _("Chưa có ai giữ vai trò %s để thực hiện bước “%s”.") % (step.get_role_display(), step.label),
                code="no_signer",
                fix=("organisation:person_list", None),
            )


def why_not_turn(approval: Approval, *, actor: Actor, on: date) -> Iterator[Reason]:
    """Yield a reason for who signs another step than the one the round has come to."""
    step = approval.steps.filter(done_at__isnull=True).first()
    if step is not None and not signs(actor, step, roles_held(approval.agency, on=on)):
        yield Reason(_("Lần trình này đang chờ bước “%s”, không phải bước của bạn.") % step.label, code="not_your_turn")


def has_agreed(step: Step | None, actor: Actor) -> bool:
    """Return whether the actor has agreed at a step that still waits for others."""
    if step is None or actor.user is None:
        return False
    return step.votes.filter(user=actor.user, word=Vote.Word.APPROVED).exists()


def is_asked(step: Step | None, actor: Actor, *, on: date) -> bool:
    """Return whether the step a round has come to waits for the actor's word."""
    if step is None or not signs(actor, step, roles_held(step.agency, on=on)) or has_agreed(step, actor):
        return False
    return not is_own_review(step.approval, step, actor, on=on)


def _would_stand_alone(approval: Approval, actor: Actor, *, on: date) -> bool:
    """Return whether this word would end the round with who submitted or wrote it as its only signer."""
    if actor.user is None:
        return False
    if Vote.objects.filter(step__approval=approval, word=Vote.Word.APPROVED).exclude(user=actor.user).exists():
        return False
    held = roles_held(approval.agency, on=on)
    current, *later = approval.steps.filter(done_at__isnull=True).order_by("position")
    if current.rule == Rule.ALL and still_asked(current, on=on, held=held, also=actor.user.pk):
        return False
    if any(signer_ids(step, on=on, held=held) != {actor.user.pk} for step in later):
        return False
    return actor.user.pk == approval.author_id or actor.user.pk in written_by(approval)


def why_not_paper(
    approval: Approval, *, number: str, signer_name: str, paper_date: date, today: date
) -> Iterator[Reason]:
    """Yield the reasons a signed paper cannot stand for the approval."""
    yield from why_not_decide(approval)
    if not number.strip():
        yield Reason(_("Cần ghi số, ký hiệu của văn bản."), code="number_missing", field="number")
    if not signer_name.strip():
        yield Reason(_("Cần ghi người ký văn bản."), code="signer_missing", field="signer_name")
    if paper_date > today:
        yield Reason(_("Ngày ký không thể sau hôm nay."), code="signed_in_future", field="date")


@dataclass(frozen=True, slots=True)
class StepChosen:
    """A step as somebody chose it for a route: a role or a person."""

    label: str
    role: str = ""
    user: User | None = None
    rule: str = Rule.ONE


def why_not_route(kind: purposes.Purpose | None, steps: Iterable[StepChosen]) -> Iterator[Reason]:
    """Yield the reasons these steps cannot be the route of a purpose."""
    if kind is None:
        yield Reason(_("Không có loại phê duyệt này."), code="unknown_purpose")
    for place, step in enumerate(steps, start=1):
        if not step.label.strip():
            yield Reason(_("Bước %d chưa có tên.") % place, code="label_missing")
        if bool(step.role) == bool(step.user):
            yield Reason(_("Bước %d cần một vai trò hoặc một người.") % place, code="role_or_person")
