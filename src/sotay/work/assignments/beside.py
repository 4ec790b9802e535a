"""Beside every record: the work that was given from it, and the link to give more."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.attachments.sides import Side, side
from sotay.commands import may
from sotay.ui.formats import ngay
from sotay.ui.parts import Link
from sotay.work.assignments.queries import list_from
from sotay.work.tabs import address

SHOWN = 10


@side("work", order=10, exists=lambda record, viewer: Exists(list_from(record, viewer=viewer)))
def work_from(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell what was given from a record, as far as the viewer sees it."""
    if not may(viewer, "work.give_assignment"):
        return None
    ref = subjects.ref_of(record)
    return Side(
        title=_("Công việc"),
        lines=[
            Link(
                label=one.title,
                url=address(viewer, "assignment_detail", slug=one.slug),
                note=f"{one.get_state_display()} · {_('hạn %s') % ngay(one.due_date)} · {one.owner_words}",
            )
            for one in (list_from(record, viewer=viewer)[:SHOWN] if there else ())
        ],
        none=_("Chưa giao việc nào từ hồ sơ này."),
        action=Link(
            label=_("Giao việc từ hồ sơ này"),
            url=f"{address(viewer, 'assignment_give')}?{urlencode({'origin': f'{ref.type}:{ref.uuid}'})}",
        ),
    )
