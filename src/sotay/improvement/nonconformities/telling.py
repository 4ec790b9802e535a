"""Whom a line upon a nonconformity tells by name (`work/notices`): its owner, or who found it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.holding import Holders
from sotay.agency.models import User
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.ui.formats import ngay


def to_owner(sheet: Nonconformity, text: str, *, on: date) -> dict[str, Any]:
    """Return what the line says so that the people who answer for a sheet today are told."""
    return _told(sheet, text, Holders([sheet.agency_id], on=on).owners(sheet))


def to_finder(sheet: Nonconformity, text: str) -> dict[str, Any]:
    """Return what the line says so that whoever found it is told."""
    return _told(sheet, text, [sheet.found_by_id] if sheet.found_by_id else [])


def yours(sheet: Nonconformity) -> str:
    """Return that somebody answers for a sheet, until when."""
    return _("Anh, chị chịu trách nhiệm phiếu này, hạn %s.") % ngay(sheet.due_date)


def again(sheet: Nonconformity) -> str:
    """Return that another round has begun, why, and until when."""
    said = {"round": sheet.round, "day": ngay(sheet.due_date)}
    return _("Vòng %(round)s bắt đầu từ phân tích nguyên nhân, hạn %(day)s.") % said


def rejected(sheet: Nonconformity) -> str:
    """Return that a sheet was not accepted, and why."""
    return _("Phiếu không được chấp nhận: %s") % sheet.state_reason


def _told(sheet: Nonconformity, text: str, people: Iterable[int]) -> dict[str, Any]:
    uuids = User.objects.filter(pk__in=list(people)).order_by("pk").values_list("uuid", flat=True)
    return {
        "people": [{"user": str(uuid), "text": text[:300]} for uuid in uuids],
        "link": "improvement:nonconformity_detail",
        "link_kwargs": {"slug": sheet.slug},
        "title": str(sheet),
    }
