"""Beside a dossier: what was not as it should be about it, and the one click to log more."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.sides import Side
from sotay.commands import may
from sotay.operation.dossiers.models import Dossier
from sotay.operation.dossiers.sides import beside_dossier
from sotay.operation.outputs.queries import outputs_of
from sotay.operation.tabs import address
from sotay.ui.formats import ngay
from sotay.ui.parts import Link


@beside_dossier("operation.outputs")
def outputs_beside(dossier: Dossier, *, viewer: Actor) -> Side:
    """Tell the outputs about a dossier, and lead to log one."""
    lines = [
        Link(
            label=one.title,
            url=address(viewer, "output_detail", slug=one.slug),
            note=f"{ngay(one.found_date)} · {one.get_state_display()}",
        )
        for one in outputs_of(dossier)
    ]
    log = None
    if may(viewer, "operation.log_output"):
        url = f"{address(viewer, 'output_new')}?{urlencode({'dossier': dossier.slug})}"
        log = Link(label=_("Ghi nhận đầu ra không phù hợp"), url=url)
    return Side(title=_("Đầu ra không phù hợp"), lines=lines, none=_("Chưa ghi nhận trường hợp nào."), action=log)
