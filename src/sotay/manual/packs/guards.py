"""Why a pack cannot be made."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.manual.packs.models import Pack
from sotay.standard.catalogue.clauses import clauses


def why_not_make(pack: Pack, *, on: date) -> Iterator[Reason]:
    """Yield why a pack of this is not made."""
    if pack.what == Pack.What.CLAUSE and pack.clause not in clauses():
        yield Reason(_("Không có điều khoản này trong tiêu chuẩn."), code="no_clause", field="clause")
    if pack.what == Pack.What.AUDIT and pack.audit is None:
        yield Reason(_("Hãy chọn cuộc đánh giá."), code="no_audit", field="audit")
    if pack.what == Pack.What.INSPECTION and pack.inspection is None:
        yield Reason(_("Hãy chọn cuộc kiểm tra."), code="no_inspection", field="inspection")
    if pack.from_date > pack.to_date:
        yield Reason(_("Ngày bắt đầu sau ngày kết thúc."), code="days", field="year")
    elif pack.from_date > on:
        yield Reason(_("Kỳ này chưa bắt đầu."), code="not_begun", field="year")
