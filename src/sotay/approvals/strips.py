"""The way of a round as the strip of steps every record page shows."""

from collections.abc import Iterable

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.approvals.models import Approval, Step
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


def who_signs(step: Step) -> str:
    """Return whom a step is addressed to."""
    if step.user is not None:
        return str(step.user)
    role = str(step.get_role_display())
    return f"{role}, {step.unit}" if step.unit else role
