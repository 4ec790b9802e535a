"""The figures of a synthesis as one table to download: every row of every chart, levels and shares as numbers."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.evaluation.satisfaction.marks import LEVELS
from sotay.evaluation.satisfaction.models import Channel, Factor, Question
from sotay.evaluation.satisfaction.synthesis.charts import asked
from sotay.evaluation.satisfaction.synthesis.rates import Levels
from sotay.exchange.columns import Column

COLUMNS = (
    Column("group", gettext_lazy("Nhóm")),
    Column("code", gettext_lazy("Mã")),
    Column("name", gettext_lazy("Nội dung"), width=60),
    Column("answers", gettext_lazy("Số phiếu")),
    Column("flagged", gettext_lazy("Phiếu khảo sát cần xem lại hoặc không tính")),
    *(Column(f"level{level}", label) for level, label in LEVELS),
    Column("total", gettext_lazy("Lượt trả lời")),
    Column("share", gettext_lazy("Hài lòng và rất hài lòng (%)")),
    Column("mean", gettext_lazy("Điểm trung bình")),
    Column("clean", gettext_lazy("Không tính phiếu cần xem lại (%)")),
    Column("before", gettext_lazy("Kỳ trước (%)")),
)


def rows(figures: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all rows; of choices a row for each, with how often it was taken."""
    whole = {name: figures[name] for name in ("levels", "clean", "answers", "flagged")} | {
        "before": figures["before"]["levels"]
    }
    yield _row(_("Chung"), "", _("Tất cả phiếu hợp lệ"), whole)
    for one in figures["factors"]:
        yield _row(_("Yếu tố"), "", Factor(one["key"]).label, one | {"answers": None})
    for one in figures["questions"]:
        if one["kind"] == Question.Kind.LIKERT:
            yield _row(_("Câu hỏi"), one["key"], asked(one), one | {"answers": one["n"]})
            continue
        yield {"group": _("Câu hỏi"), "code": one["key"], "name": asked(one), "answers": one["n"]}
        for name, taken, _clean in one.get("options", ()):
            yield {
                "group": _("Lựa chọn"), "code": one["key"], "name": name, "answers": taken,
                "share": Levels.share_of(taken, one["n"]),
            }  # fmt: skip
        if one.get("mean") is not None:
            yield {"group": _("Trung bình"), "code": one["key"], "name": asked(one), "mean": Decimal(one["mean"])}
    groups = (
        ("units", _("Đơn vị")),
        ("services", _("Thủ tục")),
        ("fields", _("Lĩnh vực")),
        ("channels", _("Hình thức")),
    )
    for key, word in groups:
        for one in figures[key]:
            name = Channel(one["code"]).label if key == "channels" else one["name"] or _("(không ghi)")
            yield _row(word, one["code"], name, one)
    if portal := figures["portal"]:
        told = {"levels": portal["levels"], "clean": portal["levels"], "answers": sum(portal["levels"]), "before": None}
        yield _row(_("Cổng dịch vụ công"), "", Channel.PORTAL.label, told)


def _row(group: str, code: str, name: Any, told: dict[str, Any]) -> dict[str, Any]:
    levels, before = Levels(told["levels"]), Levels(told["before"]) if told["before"] else None
    return {
        "group": group,
        "code": code,
        "name": str(name),
        "answers": told["answers"],
        "flagged": told.get("flagged"),
        **{f"level{level}": levels.counts[level - 1] for level, _label in LEVELS},
        "total": levels.total,
        "share": levels.share,
        "mean": levels.mean,
        "clean": Levels(told["clean"]).share,
        "before": before.share if before else None,
    }
