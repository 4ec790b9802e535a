"""Beside a dossier: the feedback about it, and the one click to take in more."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.sides import Side
from sotay.commands import may
from sotay.evaluation.feedback.queries import feedback_about
from sotay.evaluation.tabs import CUSTOMERS
from sotay.operation.dossiers.models import Dossier
from sotay.operation.dossiers.sides import beside_dossier
from sotay.ui.formats import ngay
from sotay.ui.parts import Link


@beside_dossier("evaluation.feedback")
def feedback_beside(dossier: Dossier, *, viewer: Actor) -> Side:
    """Tell the feedback about a dossier that the viewer may see, and lead to take in more."""
    lines = [
        Link(
            label=str(one),
            url=CUSTOMERS.address(viewer, "feedback_detail", slug=one.slug),
            note=f"{ngay(one.received_date)} · {one.get_state_display()}",
        )
        for one in feedback_about(dossier, viewer=viewer)
    ]
    receive = None
    if may(viewer, "evaluation.receive_feedback"):
        url = f"{CUSTOMERS.address(viewer, 'feedback_new')}?{urlencode({'dossier': dossier.code})}"
        receive = Link(label=_("Tiếp nhận phản ánh, kiến nghị"), url=url)
    return Side(title=_("Phản ánh, kiến nghị"), lines=lines, none=_("Chưa có phản ánh nào."), action=receive)
