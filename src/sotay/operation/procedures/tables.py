"""Procedures with their cases, and services with what serves them, as tables."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.commands import may
from sotay.operation.procedures.filters import STANDINGS
from sotay.operation.procedures.queries import Row, Served
from sotay.operation.tabs import address
from sotay.pages import url_of
from sotay.support.models import Document, Revision
from sotay.support.tabs import address as document_address

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
TONES = {"GAP": "stop", "COMING": "warn", "COVERED": "done"}
WORDS = dict(STANDINGS)
SHOWN = 3
"""How many procedures or services are named in a cell; the others are counted."""


def _page(record: Row, table: Any) -> str:
    if record.revision is None:
        return document_address(table.request.actor, "document_detail", slug=record.document.slug)
    return address(table.request.actor, "procedure_steps", slug=record.revision.slug)


class Procedures(tables.Table):
    """A row for each case: limits, what the steps come to, what is to be looked at."""

    code = tables.Column(
        verbose_name=_("Mã"), accessor="document__code", order_by="place", attrs={"td": {"class": "code"}}
    )
    title = tables.Column(verbose_name=_("Quy trình"), accessor="document__title", attrs={"td": {"class": "lead"}})
    case = tables.Column(verbose_name=_("Trường hợp"), accessor="case__variant__name", empty_values=())
    services = tables.Column(verbose_name=_("Thủ tục"), accessor="services", empty_values=(), orderable=False)
    limits = tables.Column(verbose_name=_("Thời hạn"), accessor="case", empty_values=(), orderable=False)
    total = tables.Column(verbose_name=_("Tổng các bước"), accessor="hours", order_by="hours", empty_values=())
    notes = tables.Column(verbose_name=_("Lưu ý"), accessor="notes", empty_values=(), orderable=False)

    def render_title(self, record: Row) -> SafeString | str:
        """Tell the field of work below the title, and that the steps are those of a draft."""
        told = [record.document.field]
        if record.revision is not None and record.revision.state != Revision.State.IN_FORCE:
            told.append(str(record.revision.get_state_display()).lower())
        title = format_html('<a href="{}">{}</a>', _page(record, self), record.document.title)
        below = " · ".join(filter(None, told))
        return format_html('{} <small class="basis under">{}</small>', title, below) if below else title

    def value_title(self, record: Row) -> str:
        """Write the title alone into a file."""
        return record.document.title

    def render_case(self, record: Row) -> str:
        """Tell the name of the case."""
        return (record.case.variant.name or "–") if record.case else "–"

    def value_case(self, record: Row) -> str:
        """Write the name as it is kept."""
        return record.case.variant.name if record.case else ""

    def render_services(self, record: Row) -> SafeString | str:
        """Tell the codes of the services, the first few of many."""
        codes = [one.code for one in record.services]
        if len(codes) > SHOWN:
            rest = gettext("và %d thủ tục khác") % (len(codes) - SHOWN)
            return format_html("{} {}", ", ".join(codes[:SHOWN]), rest)
        return ", ".join(codes) or "–"

    def value_services(self, record: Row) -> str:
        """Write all codes into a file."""
        return ", ".join(one.code for one in record.services)

    def render_limits(self, record: Row) -> SafeString | str:
        """Tell the legal limit, and below it the agency's own."""
        if record.case is None or not (record.case.legal_words or record.case.own_words):
            return "–"
        if not record.case.own_words:
            return record.case.legal_words
        own = gettext("tại cơ quan: %s") % record.case.own_words
        return format_html('{} <small class="basis under">{}</small>', record.case.legal_words or "–", own)

    def value_limits(self, record: Row) -> str:
        """Write both limits into a file."""
        if record.case is None:
            return ""
        own = gettext("tại cơ quan: %s") % record.case.own_words if record.case.own_words else ""
        return "; ".join(filter(None, [record.case.legal_words, own]))

    def render_total(self, record: Row) -> str:
        """Tell what the steps come to, other bodies apart."""
        if record.case is None or not record.case.sum_words:
            return "–"
        if not record.case.elsewhere_words:
            return record.case.sum_words
        more = gettext("ngoài cơ quan: %s") % record.case.elsewhere_words
        return format_html('{} <small class="basis under">{}</small>', record.case.sum_words, more)

    def value_total(self, record: Row) -> str:
        """Write what the steps of the agency come to."""
        return record.case.sum_words if record.case else ""

    def render_notes(self, record: Row) -> SafeString | str:
        """Tell what is in the way or should be looked at."""
        if not record.notes:
            return "–"
        tone = "stop" if record.problem == "REFUSED" else "warn"
        word = gettext("quá thời hạn") if record.problem == "REFUSED" else gettext("xem lại")
        if record.problem == "REFUSED" and record.case and record.case.ring:
            word = gettext("không thực hiện được")
        return format_html(
            '<span class="state state-{}">{}</span> <small class="basis under">{}</small>',
            tone,
            word,
            " ".join(record.notes),
        )

    def value_notes(self, record: Row) -> str:
        """Write the notes in words."""
        return " ".join(record.notes)


class Services(tables.Table):
    """A row for each published service: what serves it, and where that is put right."""

    code = tables.Column(
        verbose_name=_("Mã thủ tục"), accessor="service__code", attrs={"td": {"class": "code"}}, linkify=False
    )
    name = tables.Column(
        verbose_name=_("Thủ tục hành chính"), accessor="service__name", attrs={"td": {"class": "lead"}}
    )
    field = tables.Column(verbose_name=_("Lĩnh vực"), accessor="service__field")
    standing = tables.Column(
        verbose_name=_("Tình trạng"), accessor="standing", order_by="place", attrs={"td": {"class": "code"}}
    )
    procedures = tables.Column(verbose_name=_("Quy trình"), accessor="in_force", empty_values=(), orderable=False)

    def render_name(self, record: Served) -> SafeString:
        """Lead to the service."""
        return format_html('<a href="{}">{}</a>', url_of(record.service), record.service.name)

    def value_name(self, record: Served) -> str:
        """Write the name into a file."""
        return record.service.name

    def render_standing(self, record: Served) -> SafeString:
        """Tell whether a procedure in force serves it."""
        tone, word = TONES[record.standing], WORDS[record.standing]
        return format_html('<span class="state state-{}">{}</span>', tone, word)

    def value_standing(self, record: Served) -> str:
        """Write the standing in words."""
        return str(WORDS[record.standing])

    def render_procedures(self, record: Served) -> SafeString | str:
        """Name what serves it, as far as the viewer may see that, and lead to where a gap is put right."""
        actor = self.request.actor
        told = [self._told(one, record) for one in (*record.in_force, *record.coming)[:SHOWN]]
        if more := len(record.in_force) + len(record.coming) - SHOWN:
            told += [gettext("và %d quy trình khác") % more] if more > 0 else []
        if record.standing == "GAP" and may(actor, "operation.cover_services", record.service):
            url = address(actor, "service_serve", slug=record.service.slug)
            words = gettext("Chọn quy trình")
            told.append(
                format_html(
                    '<a class="no-print" href="{}">{}<span class="visually-hidden"> {}</span></a>',
                    url,
                    words,
                    record.service.code,
                )
            )
        if not told:
            return "–"
        return format_html_join("", '<span class="d-block">{}</span>', ((one,) for one in told))

    def value_procedures(self, record: Served) -> str:
        """Write the codes of the procedures the viewer may see."""
        return ", ".join(one.code for one in (*record.in_force, *record.coming) if one.pk in record.seen)

    def _told(self, document: Document, record: Served) -> SafeString | str:
        if document.pk not in record.seen:
            return gettext("một quy trình không mở cho anh, chị")
        url = document_address(self.request.actor, "document_detail", slug=document.slug)
        return format_html('<a href="{}">{}</a>', url, document)
