"""The report of a period as rows of a table file: one per objective, its unit beside it."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.exchange.columns import Column
from sotay.planning.results.lines import has_day
from sotay.planning.results.queries import Place

COLUMNS: Final = (
    Column("unit", _("Đơn vị")),
    Column("state", _("Báo cáo")),
    Column("sent_date", _("Ngày gửi")),
    Column("code", _("Mã")),
    Column("statement", _("Mục tiêu")),
    Column("target", _("Chỉ tiêu")),
    Column("measure", _("Đơn vị tính")),
    Column("value", _("Kết quả")),
    Column("done_date", _("Ngày hoàn thành")),
    Column("estimate", _("Ước thực hiện cả năm")),
    Column("estimate_date", _("Dự kiến hoàn thành")),
    Column("verdict", _("Đánh giá")),
    Column("cause", _("Nguyên nhân")),
    Column("remedy", _("Giải pháp")),
    Column("evidence", _("Bằng chứng")),
)


def rows(places: Iterable[Place]) -> Iterator[dict[str, Any]]:
    """Yield the objectives of every place; what is not sent yet stands without figures."""
    for place in places:
        report = place.report
        for line in place.lines:
            result = line.result if place.is_told else None
            objective = line.objective
            yield {
                "unit": place.name,
                "state": place.said,
                "sent_date": report.sent_date if report and place.is_told else None,
                "code": objective.code,
                "statement": objective.statement,
                "target": objective.target_text,
                "measure": "" if has_day(objective) else objective.measure,
                "value": result and result.value,
                "done_date": result and result.done_date,
                "estimate": result and result.estimate,
                "estimate_date": result and result.estimate_date,
                "verdict": line.said if place.is_told else "",
                "cause": result.cause if result else "",
                "remedy": result.remedy if result else "",
                "evidence": result.evidence if result else "",
            }
