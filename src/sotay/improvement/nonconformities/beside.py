"""Beside every record and every dossier: the sheets born from it, and the one click to log another."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.attachments.sides import Side, side
from sotay.commands import may
from sotay.evaluation.models import Audit, Finding
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.nonconformities.queries import born_from, findings_without
from sotay.improvement.tabs import address
from sotay.operation.dossiers.sides import beside_dossier
from sotay.operation.models import Dossier
from sotay.ui.formats import ngay
from sotay.ui.parts import Link

SHOWN = 10


@side("nonconformities", order=15, exists=lambda record, viewer: Exists(born_from(record, viewer=viewer)))
def sheets_from(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell the sheets born from a record; a sheet itself bears none, nor does a finding that is no nonconformity."""
    if isinstance(record, Nonconformity) or not may(viewer, "improvement.log_nonconformity"):
        return None
    if isinstance(record, Finding) and not record.is_nonconformity:
        return None
    return _side(record, viewer, there=there)


@beside_dossier("improvement.nonconformities")
def sheets_beside(dossier: Dossier, *, viewer: Actor) -> Side | None:
    """Tell the sheets born from a dossier."""
    return _side(dossier, viewer, there=True) if may(viewer, "improvement.log_nonconformity") else None


def _side(record: Any, viewer: Actor, *, there: bool) -> Side:
    ref = subjects.ref_of(record)
    return Side(
        title=_("Sự không phù hợp"),
        lines=[
            Link(
                label=f"{one.code} {one.what[:80]}",
                url=address(viewer, "nonconformity_detail", slug=one.slug),
                note=" · ".join(
                    filter(
                        None, [str(one.get_state_display()), ngay(one.due_date) and _("hạn %s") % ngay(one.due_date)]
                    )
                ),
            )
            for one in (born_from(record, viewer=viewer)[:SHOWN] if there else ())
        ],
        none=_("Chưa ghi nhận trường hợp nào."),
        action=_at_once(record, viewer)
        or Link(
            label=_("Ghi nhận sự không phù hợp"),
            url=f"{address(viewer, 'nonconformity_new')}?{urlencode({'origin': f'{ref.type}:{ref.uuid}'})}",
        ),
    )


def _at_once(record: Any, viewer: Actor) -> Link | None:
    """Return the link that logs a sheet for each finding of an audit that has none; None for other records."""
    if not isinstance(record, Audit) or record.state not in Audit.AFTER_MEETING:
        return None
    if not may(viewer, "improvement.decide_nonconformity", record):
        return None
    left = findings_without(record, viewer=viewer).count()
    if not left:
        return None
    said = ngettext("Lập phiếu cho %d điểm không phù hợp", "Lập phiếu cho %d điểm không phù hợp", left)
    return Link(label=said % left, url=address(viewer, "nonconformity_from_audit", slug=record.slug))
