"""The log of reminders as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from sotay.ui.formats import luc, ngay
from sotay.work.notices.models import Notice


class Reminders(tables.Table):
    """Who was reminded of what, when, and whether it was read and mailed."""

    user = tables.Column(verbose_name=_("Người được nhắc"), order_by=("user__name_sort",))
    kind = tables.Column(verbose_name=_("Loại"))
    subject_text = tables.Column(verbose_name=_("Việc"), orderable=False, attrs={"td": {"class": "lead"}})
    due_date = tables.Column(verbose_name=_("Hạn"), attrs={"td": {"class": "day"}})
    created_at = tables.Column(verbose_name=_("Nhắc lúc"), attrs={"td": {"class": "day"}})
    mailed_at = tables.Column(verbose_name=_("Gửi thư lúc"), default="–", attrs={"td": {"class": "day"}})
    read_at = tables.Column(verbose_name=_("Đọc lúc"), default="–", attrs={"td": {"class": "day"}})

    class Meta:
        model = Notice
        fields = ("user", "kind", "subject_text", "due_date", "created_at", "mailed_at", "read_at")

    def render_due_date(self, value: Any) -> str:
        """Write the day as everywhere."""
        return ngay(value)

    def render_created_at(self, value: Any) -> str:
        """Write the moment as everywhere."""
        return luc(value)

    render_mailed_at = render_read_at = render_created_at
