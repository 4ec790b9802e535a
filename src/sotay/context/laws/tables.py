"""Legal documents as a table (form A2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.context.laws import queries
from sotay.context.laws.clean import said_flags
from sotay.context.laws.deadlines import deadline_of
from sotay.context.laws.filters import STAGES
from sotay.context.laws.models import Law
from sotay.context.laws.tabs import address
from sotay.context.laws.told import Followed
from sotay.standard.standings.batch import Batch
from sotay.ui.formats import ngay

DAY = {"td": {"class": "day"}, "th": {"class": "day"}}
STAGE_WORDS: dict[str, Any] = {**dict(STAGES), queries.FOLLOWED: _("Đã áp dụng")}
STAGE_TONES = {
    queries.UNASSIGNED: "warn",
    queries.WAITING: "now",
    queries.AFFECTS: "now",
    queries.NO_EFFECT: "done",
    queries.FOLLOWED: "done",
    queries.UNRELATED: "quiet",
}


def _page_of(record: Law, table: Any) -> str:
    return address(table.request.actor, "law_detail", slug=record.slug)


class Laws(tables.Table):
    """Number, kind and name, issuer, days, deadline, how far the looking has come."""

    number = tables.Column(
        verbose_name=_("Số, ký hiệu"), linkify=_page_of, empty_values=(), attrs={"td": {"class": "code"}}
    )
    title = tables.Column(verbose_name=_("Tên, trích yếu"), attrs={"td": {"class": "lead"}})
    kind = tables.Column(verbose_name=_("Loại"))
    issuer = tables.Column(verbose_name=_("Cơ quan ban hành"))
    issued_date = tables.Column(verbose_name=_("Ngày ban hành"), attrs=DAY)
    effective_date = tables.Column(verbose_name=_("Ngày có hiệu lực"), attrs=DAY)
    expiry_date = tables.Column(verbose_name=_("Hết hiệu lực"), attrs=DAY)
    field = tables.Column(verbose_name=_("Lĩnh vực"))
    deadline = tables.Column(
        verbose_name=_("Hạn cập nhật"), empty_values=(), accessor="pk", order_by=("effective_date",), attrs=DAY
    )
    stage = tables.Column(verbose_name=_("Rà soát"), empty_values=(), orderable=False)

    class Meta:
        # What is decided by stands in front; on a narrow screen the rest is scrolled to.
        sequence = ("number", "title", "effective_date", "deadline", "stage", "expiry_date", "...")

    def __init__(self, *args: Any, batch: Batch, on: date, progress: Mapping[int, Followed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch, self.on, self.progress = batch, on, progress

    def render_number(self, record: Law) -> str:
        """Write the number; a law without one is named by its kind."""
        return record.number or gettext("không số")

    def render_title(self, record: Law) -> SafeString | str:
        """Write the name with what looks wrong below."""
        if not record.flags:
            return record.title
        return format_html('{} <span class="basis">{}</span>', record.title, "; ".join(said_flags(record.flags)))

    def value_title(self, record: Law) -> str:
        """Write the name alone, for a file."""
        return record.title

    def render_issued_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_issued_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_effective_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_effective_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_expiry_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_expiry_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_deadline(self, record: Law) -> str:
        """Write the last day of the term as counted."""
        deadline = self.value_deadline(record)
        return ngay(deadline) if deadline else "–"

    def value_deadline(self, record: Law) -> date | None:
        """Give the last day of the term as counted; none for what is none of the agency's."""
        deadline = None if record.is_unrelated else deadline_of(record, batch=self.batch)
        return deadline.raw if deadline else None

    def render_stage(self, record: Law) -> str:
        """Tell how far the looking has come, with what is still to do."""
        progress = self.progress.get(record.pk)
        stage = queries.stage_of(record, progress)
        word = str(STAGE_WORDS[stage])
        if stage == queries.WAITING:
            said = {"n": record.unanswered, "of": record.units}  # type: ignore[attr-defined]  # annotated
            return f"{word}: {gettext('còn %(n)s/%(of)s đơn vị') % said}"
        if stage == queries.AFFECTS and progress is not None:
            said = {"n": progress.done, "of": progress.documents}
            return f"{word}: {gettext('đã sửa %(n)s/%(of)s') % said}"
        return word
