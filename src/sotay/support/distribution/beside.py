"""Beside a document: whom it is for, who has read it, paper copies; beside a unit: what its people must read."""

from typing import Any

from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Unit
from sotay.attachments.sides import Side, side
from sotay.commands import may
from sotay.support.distribution.models import PaperCopy
from sotay.support.distribution.queries import count_unit_readings
from sotay.support.distribution.readers import to_know
from sotay.support.documents.models import Audience, Document
from sotay.support.tabs import address
from sotay.ui.formats import ngay
from sotay.ui.parts import Link


def _audience_of(record: Any, _viewer: Actor) -> Exists:
    wanted = Audience.objects.filter(document=record) if isinstance(record, Document) else Audience.objects.none()
    return Exists(wanted)


def _copies_of(record: Any, _viewer: Actor) -> Exists:
    wanted = PaperCopy.objects.filter(document=record) if isinstance(record, Document) else PaperCopy.objects.none()
    return Exists(wanted)


def _meant_for(record: Any, viewer: Actor) -> Exists:
    if not isinstance(record, Unit):
        return Exists(Audience.objects.none())
    everywhere = Q(unit=record) | Q(unit__isnull=True)
    return Exists(Audience.objects.of(viewer).filter(everywhere, must_confirm=True, document__state="IN_FORCE"))


@side("support.readers", order=2, exists=_audience_of)
def readers_of(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell whom a document is for, how many have confirmed it, and whether the viewer has yet to."""
    if not isinstance(record, Document):
        return None
    lines: list[Link] = []
    readers_url = address(viewer, "document_readers", slug=record.slug)
    counts = may(viewer, "support.view_readers", record)
    if there:
        audiences = record.audiences.select_related("unit").order_by("pk")
        lines += [Link(label=str(one), url=readers_url if counts else "") for one in audiences]
        known = to_know([record.agency_id], on=today(), documents=[record.pk])
        people = [one for each in known for one in each.readers]
        if people and counts:
            read = sum(one.read_date is not None for one in people)
            told = _("%(read)s/%(people)s người đã đọc và hiểu") % {"read": read, "people": len(people)}
            lines.append(Link(label=told, url=readers_url))
        mine = next((one for one in people if one.user_id == viewer.person.pk), None)
        if mine is not None and mine.read_date is None:
            word = _("chậm nhất ngày %s") % ngay(mine.due_date)
            url = address(viewer, "document_read", slug=record.slug)
            lines.insert(0, Link(label=_("Đọc và xác nhận"), url=url, note=word))
    action = None
    if may(viewer, "support.manage_audience", record):
        action = Link(label=_("Chọn nơi nhận"), url=address(viewer, "document_audience", slug=record.slug))
    return Side(title=_("Nơi nhận"), lines=lines, none=_("Chưa chọn nơi nhận."), action=action)


@side("support.paper_copies", order=4, exists=_copies_of)
def paper_copies_of(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell how many paper copies are out, and lead to the log of openings."""
    if not isinstance(record, Document) or not may(viewer, "support.view_copies", record):
        return None
    url = address(viewer, "document_copies", slug=record.slug)
    lines = []
    if there:
        copies = record.paper_copies.filter(returned_date__isnull=True).values_list("revision__state", flat=True)
        states = list(copies)
        old = sum(state in {"SUPERSEDED", "WITHDRAWN"} for state in states)
        note = _("%d bản cũ chưa thu hồi") % old if old else ""
        lines.append(Link(label=_("%d bản đang giữ") % len(states), url=url, note=note))
    if may(viewer, "support.view_openings", record):
        lines.append(Link(label=_("Nhật ký mở, tải, in"), url=address(viewer, "document_openings", slug=record.slug)))
    return Side(
        title=_("Bản giấy có số"),
        lines=lines,
        none=_("Chưa cấp bản giấy nào."),
        action=Link(label=_("Bản giấy"), url=url),
    )


@side("support.unit_readings", order=6, exists=_meant_for)
def readings_of(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell how many confirmations the people of a unit owe and how many are given."""
    if not isinstance(record, Unit) or not there:
        return None
    owed, given, late = count_unit_readings(record, viewer=viewer, on=today())
    if not owed:
        return None
    url = address(viewer, "unit_readings", slug=record.slug)
    told = _("%(given)s/%(owed)s lượt đã đọc và hiểu") % {"given": given, "owed": owed}
    return Side(
        title=_("Tài liệu phải đọc"),
        lines=[Link(label=told, url=url, note=_("%d lượt quá hạn") % late if late else "")],
    )
