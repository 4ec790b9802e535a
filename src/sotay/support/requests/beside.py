"""Beside every record: the requests about documents that were opened from it, and the link to open one."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.attachments.sides import Side, side
from sotay.commands import may
from sotay.support.requests.models import ChangeRequest
from sotay.support.requests.queries import about
from sotay.support.tabs import address
from sotay.ui.parts import Link

SHOWN = 10


@side("requests", order=20, exists=lambda record, viewer: Exists(about(record, viewer=viewer)))
def requests_from(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell what was asked from a record, as far as the viewer sees it."""
    if isinstance(record, ChangeRequest) or not may(viewer, "support.begin_requests"):
        return None
    ref = subjects.ref_of(record)
    return Side(
        title=_("Yêu cầu thay đổi tài liệu"),
        lines=[
            Link(
                label=str(one),
                url=address(viewer, "request_detail", slug=one.slug),
                note=str(one.get_state_display()),
            )
            for one in (about(record, viewer=viewer)[:SHOWN] if there else ())
        ],
        none=_("Chưa có yêu cầu nào từ hồ sơ này."),
        action=Link(
            label=_("Yêu cầu thay đổi tài liệu"),
            url=f"{address(viewer, 'request_new')}?{urlencode({'origin': f'{ref.type}:{ref.uuid}'})}",
        ),
    )
