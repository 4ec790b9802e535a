"""Reads of packs."""

import re
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.clock import now
from sotay.commands import NotFound
from sotay.evaluation.audits.sight import visible_audits
from sotay.evaluation.models import Audit, Inspection
from sotay.manual.packs.models import Pack
from sotay.manual.packs.permissions import visible

SHORTEST: Final = 8
"""So many characters of a hash at least are looked for: fewer would find a pack by chance."""
_NOT_HEX: Final = re.compile(r"[^0-9a-f]")


def list_packs(*, viewer: Actor) -> QuerySet[Pack]:
    """Return the packs the viewer may know of, newest first."""
    packs = visible(Pack.objects.of(viewer), viewer).select_related("agency", "audit", "inspection", "asked_by", "file")
    return packs.order_by("-created_at", "-pk")


def with_hash(packs: QuerySet[Pack], typed: str) -> QuerySet[Pack]:
    """Keep the packs whose manifest has a hash, or one that begins so, whatever blanks and capitals it was typed with."""
    digest = _NOT_HEX.sub("", typed.lower())
    return packs.filter(manifest_hash__startswith=digest) if len(digest) >= SHORTEST else packs.none()


def get_pack(uuid: Any, *, viewer: Actor) -> Pack:
    """Return a pack; NotFound for those of other agencies and those the viewer may not know of."""
    pack = list_packs(viewer=viewer).filter(uuid=uuid).first()
    if pack is None:
        raise NotFound
    return pack


def list_audits(*, viewer: Actor) -> QuerySet[Audit]:
    """Return the audits a pack can be made of, newest first."""
    rows = visible_audits(Audit.objects.of(viewer), viewer).exclude(state=Audit.State.CANCELLED)
    return rows.prefetch_related("members").order_by("-year", "-pk")


def list_inspections(*, viewer: Actor) -> QuerySet[Inspection]:
    """Return the inspections a pack can be made of, newest first."""
    rows = Inspection.objects.of(viewer).exclude(state=Inspection.State.CANCELLED)
    return rows.order_by("-from_date", "-pk")


def waits_long(pack: Pack, *, limit: timedelta = timedelta(minutes=2)) -> bool:
    """Return whether a pack waits so long that no worker seems to be there."""
    return pack.state == Pack.State.QUEUED and now() - pack.created_at > limit


def list_making() -> list[Pack]:
    """Return the packs, of all agencies, that say they are being made."""
    return list(Pack.objects.filter(state=Pack.State.MAKING).order_by("pk"))


def list_over(*, on: date) -> list[Pack]:
    """Return the packs, of all agencies, whose bytes are there though their days are over."""
    over = Pack.objects.filter(state=Pack.State.READY, removed_at__isnull=True, kept_until__lt=on)
    return list(over.order_by("pk"))


def passing_packs() -> QuerySet[Pack]:
    """Return the packs, of all agencies, whose file stands among those kept for a time."""
    return Pack.objects.filter(file__isnull=False)
