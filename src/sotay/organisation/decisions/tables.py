"""Decisions as a table."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Decision
from sotay.organisation.tabs import page_of
from sotay.ui.formats import ngay


class Decisions(tables.Table):
    """Number, day, subject, signer, what rests on it."""

    number = tables.Column(
        verbose_name=_("Số, ký hiệu"), linkify=page_of("decision_detail"), attrs={"td": {"class": "code"}}
    )
    date = tables.Column(verbose_name=_("Ngày ký"), attrs={"td": {"class": "day"}, "th": {"class": "day"}})
    summary = tables.Column(verbose_name=_("Trích yếu"), orderable=False, empty_values=())
    signer_name = tables.Column(verbose_name=_("Người ký"), orderable=False)
    seat_count = tables.Column(verbose_name=_("Vai trò"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    file = tables.Column(verbose_name=_("Bản ký"), accessor="file_id", orderable=False, empty_values=())

    class Meta:
        order_by = ("-date",)

    def render_date(self, value: object) -> str:
        """Write the day as dd/mm/yyyy."""
        return ngay(value)  # type: ignore[arg-type]

    def render_summary(self, value: str) -> str:
        """Leave an empty subject empty."""
        return value or "–"

    def render_file(self, record: Decision) -> str:
        """Tell whether the signed copy was entered."""
        return str(_("có")) if record.file_id else str(_("chưa có"))
