"""Beside an audit and an inspection: the packs made of it, and the way to make one."""

from typing import Any

from django.db.models import Exists, QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.sides import Side, side
from sotay.commands import may
from sotay.evaluation.models import Audit, Inspection
from sotay.manual.packs.models import Pack
from sotay.manual.packs.permissions import visible
from sotay.manual.tabs import address
from sotay.ui.formats import luc
from sotay.ui.parts import Link

SHOWN = 3


def _packs_of(record: Any, viewer: Actor) -> QuerySet[Pack]:
    """Return the packs of an audit or an inspection the viewer may know of; none of anything else."""
    packs = visible(Pack.objects.of(viewer), viewer)
    if isinstance(record, Audit):
        return packs.filter(audit=record)
    return packs.filter(inspection=record) if isinstance(record, Inspection) else packs.none()


@side("manual.packs", order=40, exists=lambda record, viewer: Exists(_packs_of(record, viewer)))
def packs_of(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell of the newest packs of an audit or an inspection, and lead to making one."""
    if not isinstance(record, Audit | Inspection):
        return None
    makes = (
        may(viewer, "manual.make_audit_pack", record)
        if isinstance(record, Audit)
        else may(viewer, "manual.make_pack", record)
    )
    if not makes and not there:
        return None
    packs = _packs_of(record, viewer).select_related("agency", "audit", "inspection").order_by("-created_at")
    query = {"what": "AUDIT", "audit": record.slug} if isinstance(record, Audit) else _of_inspection(record)
    return Side(
        title=_("Gói bằng chứng"),
        lines=[
            Link(
                label=str(one.get_state_display()),
                url=address(viewer, "pack_detail", uuid=one.uuid),
                note=f"{one.days}, {luc(one.created_at)}",
            )
            for one in (packs[:SHOWN] if there else ())
        ],
        none=_("Chưa lập gói nào."),
        action=Link(label=_("Lập gói bằng chứng"), url=f"{address(viewer, 'pack_new')}?{urlencode(query)}")
        if makes
        else None,
    )


def _of_inspection(one: Inspection) -> dict[str, Any]:
    return {"what": "INSPECTION", "inspection": one.slug, "year": (one.to_date or one.from_date).year}
