"""Units and services as tables of counts name them: by code, or by a name that only one bears."""

from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import fold, fold_code, one_line
from sotay.context.models import Service
from sotay.exchange.columns import Unreadable

_WHOLE: Final = frozenset({"toan co quan", "co quan", "ca co quan", "toan don vi", "tat ca", "whole agency", "agency"})


class UnitNames:
    """The units of an agency by code and name; those that stand come before those that ended."""

    def __init__(self, agency: Agency, *, on: date) -> None:
        self._by_key: dict[str, Unit | None] = dict.fromkeys([*_WHOLE, fold(agency.name), fold(agency.short_name)])
        units = Unit.objects.filter(agency=agency).order_by("order", "pk")
        for unit in sorted(units, key=lambda one: one.ended_date is not None and one.ended_date <= on):
            for key in (fold_code(unit.code), fold(unit.name)):
                self._by_key.setdefault(key, unit)

    def find(self, typed: str) -> Unit | None:
        """Return the unit a cell names, None for the whole agency; Unreadable for nobody."""
        key = fold(one_line(typed))
        if not key:
            return None
        for each in (key, fold_code(typed)):
            if each in self._by_key:
                return self._by_key[each]
        raise Unreadable(
            _("Cơ quan không có đơn vị “%s”.") % typed[:60], _("Ghi mã hoặc tên đơn vị đúng như trong cơ cấu tổ chức.")
        )


class ServiceNames:
    """The services of an agency by code and, where only one bears it, by name."""

    def __init__(self, agency: Agency) -> None:
        self._by_code: dict[str, Service] = {}
        self._by_name: dict[str, list[Service]] = {}
        for one in Service.objects.filter(agency=agency).order_by("pk"):
            self._by_code.setdefault(fold_code(one.code), one)
            self._by_name.setdefault(fold(one_line(one.name)), []).append(one)

    def find(self, typed: str) -> Service | None:
        """Return the service a cell names; Unreadable for none, or for a name several bear."""
        if not one_line(typed):
            return None
        if found := self._by_code.get(fold_code(typed)) or self._by_code.get(fold_code(typed.split(maxsplit=1)[0])):
            return found
        named = self._by_name.get(fold(one_line(typed)), [])
        if len(named) == 1:
            return named[0]
        if named:
            raise Unreadable(_("Nhiều thủ tục mang tên “%s”.") % typed[:60], _("Ghi mã thủ tục."))
        raise Unreadable(
            _("Danh mục thủ tục không có “%s”.") % typed[:60],
            _("Ghi mã đúng như trong danh mục thủ tục hành chính, hoặc thêm thủ tục vào danh mục trước."),
        )
