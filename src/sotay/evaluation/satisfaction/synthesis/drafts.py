"""A draft of what a synthesis says of its figures: to begin from, never kept unless somebody saves it."""

from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from sotay.evaluation.satisfaction.models import Factor
from sotay.evaluation.satisfaction.synthesis.rates import PLACES, Levels
from sotay.ui.formats import so

TEXTS: Final = ("opinions", "assessment", "actions")
NAMED: Final = 5
"""How many words the draft names."""


def drafts(figures: dict[str, Any]) -> dict[str, str]:
    """Return a draft of the texts, in Vietnamese whatever the language of the page: it is a paper."""
    with translation.override("vi"):
        return {"opinions": _opinions(figures), "assessment": _assessment(figures), "actions": ""}


def _opinions(figures: dict[str, Any]) -> str:
    told = [_("“%(words)s” (%(count)d phiếu)") % one for one in figures["words"][:NAMED]]
    return _("Được nhắc đến nhiều: %s.") % ", ".join(told) if told else ""


def _assessment(figures: dict[str, Any]) -> str:
    now = Levels(figures["levels"])
    if now.share is None:
        return _("Trong kỳ chưa có phiếu nào trả lời câu hỏi về mức độ hài lòng.")
    said = {
        "answers": so(figures["answers"]), "share": so(now.share, PLACES), "satisfied": so(now.satisfied),
        "total": so(now.total), "mean": so(now.mean, PLACES),
    }  # fmt: skip
    whole = _(
        "%(answers)s phiếu hợp lệ; hài lòng và rất hài lòng %(share)s %% (%(satisfied)s/%(total)s lượt trả lời), điểm trung "
        "bình %(mean)s/5."
    )
    return "\n".join(filter(None, [whole % said, _compared(figures), _weakest(figures), _flagged(figures)]))


def _compared(figures: dict[str, Any]) -> str:
    now, before = Levels(figures["levels"]).share, Levels(figures["before"]["levels"]).share
    if now is None or before is None:
        return _("Chưa có số liệu kỳ trước để so sánh.")
    said = {"before": so(before, PLACES), "change": so(abs(now - before), PLACES)}
    if now == before:
        return _("Bằng kỳ trước (%(before)s %%).") % said
    if now > before:
        return _("Tăng %(change)s điểm phần trăm so với kỳ trước (%(before)s %%).") % said
    return _("Giảm %(change)s điểm phần trăm so với kỳ trước (%(before)s %%).") % said


def _weakest(figures: dict[str, Any]) -> str:
    told = [(share, row["key"]) for row in figures["factors"] if (share := Levels(row["levels"]).share) is not None]
    if len(told) < 2:  # noqa: PLR2004  the lowest of one is none
        return ""
    share, factor = min(told)
    return _("Yếu tố thấp nhất: %(factor)s, %(share)s %%.") % {
        "factor": Factor(factor).label,
        "share": so(share, PLACES),
    }


def _flagged(figures: dict[str, Any]) -> str:
    clean = Levels(figures["clean"]).share
    if not figures["flagged"]:
        return ""
    if clean is None:
        return _("Tất cả các phiếu đều thuộc nhóm cần xem lại.")
    return _("Không tính %(count)s phiếu cần xem lại hoặc không được tính: %(share)s %%.") % {
        "count": so(figures["flagged"]),
        "share": so(clean, PLACES),
    }
