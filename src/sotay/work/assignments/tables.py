"""Assignments as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.holding import Holders
from sotay.ui.formats import ngay
from sotay.work.assignments.models import Assignment
from sotay.work.assignments.queries import giver_seat, giver_words
from sotay.work.tabs import address

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}


def _page_of(record: Assignment, table: Any) -> str:
    return address(table.request.actor, "assignment_detail", slug=record.slug)


class Assignments(tables.Table):
    """What, who does it, who gave it, by when, where it stands."""

    code = tables.Column(verbose_name=_("Mã"), attrs={"td": {"class": "code"}})
    title = tables.Column(verbose_name=_("Nội dung công việc"), linkify=_page_of, attrs={"td": {"class": "lead"}})
    owner = tables.Column(verbose_name=_("Người thực hiện"), orderable=False, empty_values=())
    giver = tables.Column(verbose_name=_("Người giao"), order_by=("giver__name_sort",))
    due_date = tables.Column(verbose_name=_("Hạn"), attrs=DAY)
    state = tables.Column(verbose_name=_("Tình trạng"))

    def __init__(self, *args: Any, holders: Holders, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders, self.on = holders, on

    def render_owner(self, record: Assignment) -> SafeString | str:
        """Name the person, or who holds the seat with the seat below; the seat alone while nobody holds it."""
        return _two_lines(self.holders.names(record), self.holders.titled(record))

    def value_owner(self, record: Assignment) -> str:
        """Name the owner on one line, for a file."""
        return self.holders.named(record)

    def render_giver(self, record: Assignment) -> SafeString | str:
        """Name who gave it, with the seat it was given from below."""
        return _two_lines(str(record.giver), giver_seat(record, holders=self.holders))

    def value_giver(self, record: Assignment) -> str:
        """Name who gave it on one line, for a file."""
        return giver_words(record, holders=self.holders)

    def render_due_date(self, record: Assignment) -> SafeString | str:
        """Write the day, and beside it how long it is overdue or that it was done late."""
        word = lateness(record, on=self.on)
        return (
            format_html('{} <span class="basis">{}</span>', ngay(record.due_date), word)
            if word
            else ngay(record.due_date)
        )

    def render_state(self, record: Assignment) -> str:
        """Tell where it stands, and a later day that is asked for."""
        state = str(record.get_state_display())
        asked = getattr(record, "asked_until", None)
        return f"{state}; {gettext('xin gia hạn đến %s') % ngay(asked)}" if asked else state


def _two_lines(name: str, seat: str) -> SafeString | str:
    """Write a name with the seat below, or the one of them there is."""
    return format_html('{} <small class="basis under">{}</small>', name, seat) if name and seat else name or seat


def lateness(one: Assignment, *, on: date) -> str:
    """Return in words how late an assignment is; empty when it is not."""
    if one.state in Assignment.OPEN and one.due_date < on:
        return gettext("quá hạn %s ngày") % (on - one.due_date).days
    if one.done_date and one.done_date > one.due_date and one.state != Assignment.State.CANCELLED:
        return gettext("hoàn thành trễ")
    return ""
