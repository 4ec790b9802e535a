"""Notices as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sotay.ui.formats import luc
from sotay.work.notices.models import Notice


class Notices(tables.Table):
    """The viewer's notices, newest first."""

    kind = tables.Column(verbose_name=_("Việc"))
    subject_text = tables.Column(verbose_name=_("Hồ sơ"), orderable=False)
    told = tables.Column(verbose_name=_("Nội dung"), orderable=False, empty_values=("",), default="–")
    who = tables.Column(verbose_name=_("Từ"), orderable=False)
    created_at = tables.Column(verbose_name=_("Lúc"))
    read_at = tables.Column(verbose_name=_("Đã đọc"), empty_values=())

    def __init__(self, *args: Any, agency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def render_subject_text(self, record: Notice, value: str) -> SafeString:
        """Lead to the record by way of what says that the notice was read."""
        url = reverse("work:notice_open", kwargs={"agency": self.agency, "uuid": record.uuid})
        return format_html('<a href="{}">{}</a>', url, value)

    def render_read_at(self, value: Any) -> str:
        """Tell in a word whether it was read."""
        return str(_("đã đọc") if value else _("chưa đọc"))

    def render_created_at(self, value: Any) -> str:
        """Write the moment as everywhere."""
        return luc(value)
