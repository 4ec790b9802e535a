"""Processes as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.context.processes.models import Process
from sotay.context.tabs import address


def page_of(record: Process, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "process_detail", slug=record.slug)


class Processes(tables.Table):
    """Code, name, kind, input, output, owner, clauses."""

    code = tables.Column(verbose_name=_("Mã"), attrs={"td": {"class": "code"}})
    name = tables.Column(verbose_name=_("Tên quá trình"), linkify=page_of)
    kind = tables.Column(verbose_name=_("Loại"))
    inputs = tables.Column(verbose_name=_("Đầu vào"), orderable=False, empty_values=())
    outputs = tables.Column(verbose_name=_("Đầu ra"), orderable=False, empty_values=())
    owner = tables.Column(verbose_name=_("Chủ trì"), accessor="pk", orderable=False)
    clauses = tables.Column(verbose_name=_("Điều khoản"), orderable=False, empty_values=())

    def render_inputs(self, value: str) -> str:
        """Leave what is not told without a word."""
        return value or "–"

    def render_outputs(self, value: str) -> str:
        """Leave what is not told without a word."""
        return value or "–"

    def render_owner(self, record: Process) -> str:
        """Tell the role and the unit that lead."""
        return owner_of(record)

    def render_clauses(self, value: list[str]) -> str:
        """Write the clauses one after the other."""
        return ", ".join(value) or "–"


def owner_of(process: Process) -> str:
    """Return who leads a process: the role, the unit, or both."""
    role = process.get_owner_role_display() if process.owner_role else ""
    return ", ".join(filter(None, [str(role), process.owner_unit.name if process.owner_unit else ""])) or "–"
