"""Findings as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.findings.queries import ASKED_OF_UNIT
from sotay.evaluation.audits.models import Audit, Finding, Grade
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay

Opinion = Finding.Opinion
TONES = {
    Grade.STRENGTH: "done", Grade.NOTE: "warn", Grade.OPPORTUNITY: "now", Grade.NONCONFORMITY: "stop", Grade.MINOR: "stop",
    Grade.MAJOR: "stop",
}  # fmt: skip


def page_of(record: Finding, table: Any) -> str:
    """Return the address of a row's page."""
    return address(table.request.actor, "finding_detail", slug=record.slug)


def opinion_words(finding: Finding) -> str:
    """Return what the unit says of a finding; nothing before the closing meeting and of what was dropped."""
    if finding.opinion:
        return str(finding.get_opinion_display())
    asked = finding.audit.state in Audit.AFTER_MEETING and finding.grade in ASKED_OF_UNIT and not finding.is_dropped
    return str(Opinion.NONE.label) if asked else ""


def sheet_words(finding: Finding) -> str:
    """Return whether sheets were born from an annotated finding, and whether any is open."""
    if finding.with_open_sheet:  # type: ignore[attr-defined]  # annotated by `queries.with_sheets`
        return gettext("còn phiếu chưa đóng")
    if finding.with_sheet:  # type: ignore[attr-defined]
        return gettext("đã đóng")
    told = finding.audit.state in Audit.AFTER_MEETING and not finding.is_dropped
    return gettext("chưa có phiếu") if told and finding.is_nonconformity else ""


class Findings(tables.Table):
    """Code, grade and what was found, unit, clause, day, the unit's opinion, the sheets born from it."""

    code = tables.Column(
        verbose_name=_("Mã"),
        linkify=page_of,
        order_by=("audit__year", "audit__number", "number"),
        attrs={"td": {"class": "code"}},
    )
    what = tables.Column(
        verbose_name=_("Mức độ, nội dung"), order_by=("grade", "code"), attrs={"td": {"class": "lead"}}
    )
    unit = tables.Column(
        verbose_name=_("Đơn vị"),
        accessor="unit__code",
        order_by=("unit__order", "unit__code"),
        attrs={"td": {"class": "code"}},
    )
    clause = tables.Column(
        verbose_name=_("Điều khoản"), order_by=("clause_order", "code"), attrs={"td": {"class": "code"}}
    )
    found_date = tables.Column(
        verbose_name=_("Ngày phát hiện"),
        order_by=("found_date", "code"),
        attrs={"td": {"class": "day"}, "th": {"class": "day"}},
    )
    opinion = tables.Column(verbose_name=_("Ý kiến của đơn vị"), empty_values=(), order_by=("opinion", "code"))
    sheet = tables.Column(verbose_name=_("Phiếu"), accessor="pk", order_by=("with_open_sheet", "with_sheet", "code"))

    def render_what(self, record: Finding) -> SafeString:
        """Write the grade, and what was found."""
        state = format_html(
            '<span class="state state-{}">{}</span>', TONES[Grade(record.grade)], record.get_grade_display()
        )
        return format_html('{}<span class="basis">{}</span>', state, record.what)

    def value_what(self, record: Finding) -> str:
        """Write both in one line, for a file."""
        return f"{record.get_grade_display()}: {record.what}"

    def render_found_date(self, value: Any) -> str:
        """Write the day."""
        return ngay(value)

    def value_found_date(self, value: Any) -> Any:
        """Give the day, for a file."""
        return value

    def render_opinion(self, record: Finding) -> str:
        """Say what the unit thinks."""
        return opinion_words(record) or "–"

    def render_sheet(self, record: Finding) -> str:
        """Say whether it is followed up."""
        return sheet_words(record) or "–"
