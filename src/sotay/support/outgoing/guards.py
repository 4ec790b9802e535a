"""Why something cannot be done with an outgoing paper now."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.papers.forms import Form


def why_not_draft(form: Form | None, record: Any | None) -> Iterator[Reason]:
    """Yield why a paper cannot be drafted from this form and record."""
    if form is None or not form.edited:
        yield Reason(_("Không có biểu mẫu này, hoặc biểu mẫu chỉ để in."), code="no_form")
    elif form.of and record is None:
        yield Reason(_("Hồ sơ của văn bản không còn hoặc bạn không được xem."), code="no_record")
    elif record is not None and not form.when(record):
        yield Reason(_("Hồ sơ chưa có nội dung để lập văn bản này."), code="nothing_to_print")
