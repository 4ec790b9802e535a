"""The way of a round as the strip of steps every record page shows, and the next action while its word is awaited."""

from collections.abc import Iterable

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.approvals.models import Approval, Step
from sotay.commands import may
from sotay.pages import url_of
from sotay.ui import parts
from sotay.ui.formats import ngay


def strip_of(approval: Approval, steps: Iterable[Step]) -> list[parts.Step]:
    """Return submitted, each step with who gave the word, and how it ended."""
    shown = [
        parts.Step(label=_("Trình"), state="done", note=f"{approval.author}, {ngay(localdate(approval.submitted_at))}")
    ]
    open_ = approval.state == Approval.State.OPEN
    for step in steps:
        votes = ", ".join(f"{vote.user}" for vote in step.votes.all())
        if step.done_at is not None:
            note = votes or (_("theo văn bản đã ký") if approval.way == Approval.Way.PAPER else "")
            shown.append(parts.Step(label=step.label, state="done", note=note))
        elif open_:
            shown.append(parts.Step(label=step.label, state="now", note=who_signs(step)))
            open_ = False
        else:
            state = "todo" if approval.state == Approval.State.OPEN else "skipped"
            shown.append(parts.Step(label=step.label, state=state, note=votes or who_signs(step)))
    return shown


def awaited(approval: Approval, steps: Iterable[Step], *, viewer: Actor) -> parts.NextAction:
    """Return the next action of a record that was submitted: the viewer decides, enters the signed paper, or looks on."""
    current = next((step for step in steps if step.done_at is None), None)
    note = str(current.label) if current else ""
    if may(viewer, "approvals.decide", approval):
        action = parts.Action(label=_("Xem và quyết định"), url=url_of(approval), icon="check", primary=True)
        return parts.NextAction(title=_("Chờ anh, chị quyết định"), note=note, action=action)
    enters = may(viewer, "approvals.enter_paper", approval)
    label = _("Nhập văn bản đã ký") if enters else _("Xem lần trình")
    action = parts.Action(label=label, url=url_of(approval), icon="signature" if enters else "eye")
    title = _("Chờ %s") % who_signs(current) if current else _("Đang trình")
    return parts.NextAction(title=title, note=note, action=action)


def who_signs(step: Step) -> str:
    """Return whom a step is addressed to."""
    if step.user is not None:
        return str(step.user)
    role = str(step.get_role_display())
    return f"{role}, {step.unit}" if step.unit else role
