"""Beside findings that are no nonconformities: the proposals born from them, and the link to make one."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.attachments.sides import Side, side
from sotay.commands import may
from sotay.evaluation.models import Finding
from sotay.improvement.proposals.queries import born_from, is_told
from sotay.improvement.tabs import address
from sotay.ui.parts import Link

SHOWN = 10


@side("proposals", order=16, exists=lambda record, viewer: Exists(born_from(record, viewer=viewer)))
def proposals_from(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell the proposals born from a record where there are any; points to watch and opportunities offer to make one.

    Other records offer nothing here: beside each stands already what is asked for when something went wrong.
    """
    offers = isinstance(record, Finding) and not record.is_nonconformity and is_told(record)
    if not may(viewer, "improvement.make_proposal") or not (there or offers):
        return None
    ref = subjects.ref_of(record)
    return Side(
        title=_("Đề xuất cải tiến"),
        lines=[
            Link(
                label=str(one), url=address(viewer, "proposal_detail", slug=one.slug), note=str(one.get_state_display())
            )
            for one in (born_from(record, viewer=viewer)[:SHOWN] if there else ())
        ],
        none=_("Chưa có đề xuất nào từ đây."),
        action=Link(
            label=_("Đề xuất cải tiến"),
            url=f"{address(viewer, 'proposal_new')}?{urlencode({'origin': f'{ref.type}:{ref.uuid}'})}",
        ),
    )
