"""Legal documents as a table (form A2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.context.laws import queries
from sotay.context.laws.clean import said_flags
from sotay.context.laws.deadlines import Deadline, deadline_of
from sotay.context.laws.filters import STAGES
from sotay.context.laws.models import Law
from sotay.context.laws.tabs import address
from sotay.context.laws.told import Followed, links_to
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

    def render_deadline(self, record: Law) -> SafeString | str:
        """Write the last day of the term as counted, with how long it is overdue."""
        deadline = self._deadline(record)
        if deadline is None:
            return "–"
        stage = queries.stage_of(record, self.progress.get(record.pk))
        if late := queries.days_late(record, stage, deadline, on=self.on):
            words = gettext("quá hạn %s ngày") % late
            return format_html('{} <span class="basis">{}</span>', ngay(deadline.raw), words)
        return ngay(deadline.raw)

    def value_deadline(self, record: Law) -> date | None:
        """Give the last day of the term as counted; none for what is none of the agency's."""
        deadline = self._deadline(record)
        return deadline.raw if deadline else None

    def _deadline(self, record: Law) -> Deadline | None:
        return None if record.is_unrelated else deadline_of(record, batch=self.batch)

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


class DeadLaws(tables.Table):
    """A law that stands no longer: since when, what took its place, which texts in force still name it."""

    shown = tables.Column(verbose_name=_("Văn bản"), attrs={"td": {"class": "lead"}})
    from_date = tables.Column(verbose_name=_("Hết hiệu lực từ"), attrs=DAY)
    by = tables.Column(verbose_name=_("Đã được thay thế bằng"))
    cited_by = tables.Column(verbose_name=_("Còn viện dẫn tại"), orderable=False)

    def render_shown(self, record: queries.DeadLaw) -> SafeString:
        """Lead to the law, or say that the register does not have it."""
        if record.law is None:
            return format_html('{} <span class="basis">{}</span>', record.shown, gettext("chưa có trong danh mục"))
        url = address(self.request.actor, "law_detail", slug=record.law.slug)
        return format_html('<a href="{}">{}</a> <span class="basis">{}</span>', url, record.shown, record.law.title)

    def value_shown(self, value: str) -> str:
        """Name the law alone, for a file."""
        return value

    def render_from_date(self, value: date) -> str:
        """Write the day."""
        return ngay(value)

    def value_from_date(self, value: date) -> date:
        """Give the day, for a file."""
        return value

    def render_by(self, record: queries.DeadLaw, value: str) -> SafeString | str:
        """Name what took its place, with where that is known from."""
        return format_html('{} <span class="basis">{}</span>', value, record.source) if record.source else value

    def value_by(self, value: str) -> str:
        """Name what took its place alone, for a file."""
        return value

    def render_cited_by(self, record: queries.DeadLaw) -> SafeString:
        """Lead to every text that names it."""
        lines = ((one.url, one.label, one.note) for one in links_to(record.cited_by, self.request.actor))
        said = format_html_join("", '<li><a href="{}">{}</a> <span class="basis">{}</span></li>', lines)
        return format_html('<ul class="side-lines">{}</ul>', said)

    def value_cited_by(self, record: queries.DeadLaw) -> str:
        """Name the texts, for a file."""
        return "; ".join(f"{one.title} ({one.note})" if one.note else one.title for one in record.cited_by)
