"""Proposals as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.improvement.proposals.models import Proposal
from sotay.improvement.tabs import address
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
State = Proposal.State
TONES = {
    State.PROPOSED: "now",
    State.ACCEPTED: "now",
    State.REJECTED: "stop",
    State.DONE: "now",
    State.MEASURED: "done",
    State.WITHDRAWN: "quiet",
}


def page_of(record: Proposal, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "proposal_detail", slug=record.slug)


class Proposals(tables.Table):
    """Code, what is proposed, by whom and when, unit, where it stands, what came of it."""

    code = tables.Column(verbose_name=_("Mã"), linkify=page_of, attrs={"td": {"class": "code"}})
    title = tables.Column(verbose_name=_("Nội dung đề xuất"), attrs={"td": {"class": "lead"}})
    proposed_by = tables.Column(verbose_name=_("Người đề xuất"), order_by=("proposed_by__name_sort", "pk"))
    unit = tables.Column(
        verbose_name=_("Đơn vị"),
        accessor="unit__code",
        order_by=("unit__order", "unit__code"),
        attrs={"td": {"class": "code"}},
    )
    proposed_date = tables.Column(verbose_name=_("Ngày đề xuất"), attrs=DAY)
    state = tables.Column(verbose_name=_("Trạng thái"))

    def render_proposed_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_proposed_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_state(self, record: Proposal) -> SafeString | str:
        """Write where it stands, and what came of it."""
        if not record.outcome:
            return str(record.get_state_display())
        said = f"{record.get_outcome_display()}: {record.before} → {record.after}"
        return format_html('{}<span class="basis">{}</span>', record.get_state_display(), said)

    def value_state(self, record: Proposal) -> str:
        """Give the same on one line, for a file."""
        return ": ".join(
            map(str, filter(None, [record.get_state_display(), record.outcome and record.get_outcome_display()]))
        )
