"""Drafts of the texts of a report, made from its figures: to begin from, never kept unless somebody saves them."""

from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from sotay.agency.edition import TCVN
from sotay.evaluation.audits.models import Audit, Grade
from sotay.ui.formats import ngay

TEXTS: Final = ("basis", "former", "effectiveness", "conclusion", "recommendations")


def drafts(audit: Audit, figures: dict[str, Any]) -> dict[str, str]:
    """Return a draft of every text of the report of an audit, in Vietnamese whatever the language of the page: it is a paper."""
    with translation.override("vi"):
        return {
            "basis": _basis(audit),
            "former": _former(figures["former"]),
            "effectiveness": _effectiveness(figures),
            "conclusion": _conclusion(figures),
            "recommendations": _recommendations(figures),
        }


def said_counts(counts: dict[str, int]) -> str:
    """Return counts in words: *2 điểm không phù hợp, 3 điểm lưu ý*; the grades nothing was found in are told as 0."""
    return ", ".join(f"{count} {str(Grade(grade).label).lower()}" for grade, count in reversed(counts.items()))


def _basis(audit: Audit) -> str:
    lines = [_("%s điều khoản 9.2.") % TCVN]
    if audit.programme is not None:
        day = ngay(audit.programme.approved_date)
        lines.append(_("%(programme)s, phê duyệt ngày %(day)s.") % {"programme": audit.programme, "day": day})
    if audit.decision is not None:
        said = {"number": audit.decision.number, "day": ngay(audit.decision.date)}
        lines.append(_("Quyết định số %(number)s ngày %(day)s thành lập đoàn đánh giá.") % said)
    lines.append(_("Kế hoạch đánh giá %(code)s, phê duyệt ngày %(day)s.") % {
        "code": audit.code, "day": ngay(audit.planned_date),
    })  # fmt: skip
    return "\n".join(lines)


def _former(former: dict[str, Any]) -> str:
    if not former:
        return _("Không có cuộc đánh giá nội bộ nào trước đó trên hệ thống.")
    findings = former["findings"]
    open_ = sum(any(sheet["is_open"] for sheet in one["sheets"]) for one in findings)
    closed = sum(
        any(sheet["is_closed"] for sheet in one["sheets"]) and not any(sheet["is_open"] for sheet in one["sheets"])
        for one in findings
    )  # a sheet that was not accepted is neither: nothing was mended by it
    said = {
        "code": former["code"],
        "all": len(findings),
        "closed": closed,
        "open": open_,
        "none": len(findings) - closed - open_,
    }
    return (
        _(
            "Cuộc đánh giá %(code)s có %(all)s điểm không phù hợp, điểm lưu ý: %(closed)s đã có phiếu và đã đóng, %(open)s còn "
            "phiếu chưa đóng, %(none)s chưa có phiếu."
        )
        % said
    )


def _effectiveness(figures: dict[str, Any]) -> str:
    asked, results = figures["questions"]["asked"], figures["questions"]["results"]
    units = len(figures["units"])
    said = _("Đã đánh giá %d đơn vị.") % units
    if asked:
        told = {"asked": asked, "good": results.get(Grade.CONFORMS, 0)}
        said += " " + _("Trong %(asked)s câu hỏi có %(good)s câu kết luận phù hợp.") % told
    worst = _most(figures["clauses"])
    if worst:
        said += " " + _("Phát hiện tập trung ở %s.") % worst
    return said


def _conclusion(figures: dict[str, Any]) -> str:
    if not figures["total"] and not figures["questions"]["asked"]:
        return _("Chưa có câu hỏi nào được trả lời, chưa ghi phát hiện nào: chưa đủ căn cứ để kết luận.")
    if not figures["total"]:
        return (
            _("Cuộc đánh giá không có phát hiện nào. Hệ thống quản lý chất lượng được duy trì, phù hợp với %s.") % TCVN
        )
    said = {"total": figures["total"], "counts": said_counts(figures["grades"])}
    return _("Cuộc đánh giá có %(total)s phát hiện: %(counts)s.") % said


def _recommendations(figures: dict[str, Any]) -> str:
    lines = []
    if figures["nonconformities"]:
        lines.append(
            _(
                "Các đơn vị có điểm không phù hợp khắc phục ngay, phân tích nguyên nhân và thực hiện hành động khắc phục theo phiếu."
            )
        )
    if figures["notes"]:
        lines.append(_("Các đơn vị xem xét điểm lưu ý và có biện pháp ngăn ngừa trước cuộc đánh giá sau."))
    return "\n".join(lines)


def _most(clauses: list[dict[str, Any]]) -> str:
    """Return the clauses most was found against, three at most."""
    ordered = sorted((row for row in clauses if row["code"]), key=lambda row: -row["total"])
    return ", ".join(f"{row['code']} ({row['total']})" for row in ordered[:3])
