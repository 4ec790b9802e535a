"""Why a group of answers cannot be decided upon now, or by this person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.commands import Reason
from sotay.evaluation.satisfaction.models import SuspectAnswer, Suspicion


def why_not_decide(suspicion: Suspicion, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot decide: it is decided, or he entered some of the answers himself (practice.md 8)."""
    if suspicion.state != Suspicion.State.WAITING:
        yield Reason(_("Nhóm phiếu này đã có kết luận."), code="decided")
        return
    members = SuspectAnswer.objects.filter(suspicion=suspicion)
    if actor.user is not None and members.filter(answer__entered_by=actor.user).exists():
        yield Reason(_("Trong nhóm có phiếu do chính đồng chí nhập; người thứ hai xem lại."), code="entered_by_oneself")
