"""Papers of a visit: its questions with what was noted (form D5), and the questions alone, to be filled in by hand."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.checklists import queries
from sotay.evaluation.audits.checklists.forms import results_of
from sotay.evaluation.audits.checklists.samples import shown_samples
from sotay.evaluation.audits.models import ChecklistLine, Scale, Visit
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Paper, Run, Table, Text
from sotay.papers.shapes import boxes, counted, fields, inner_form, plain, signed, signs
from sotay.support.documents.sight import visible as visible_documents
from sotay.support.models import Document
from sotay.ui.formats import ngay

TYPE: Final = Visit._meta.label_lower
HEADING: Final = "PHIẾU HỎI VÀ GHI CHÉP ĐÁNH GIÁ NỘI BỘ"
LINES: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="clause", title="Điều khoản, quy trình", width=1.1),
    Column(key="question", title="Câu hỏi", width=2.6),
    Column(key="look_for", title="Bằng chứng cần xem", width=1.8),
    Column(key="evidence", title="Ghi nhận, bằng chứng", width=2.8),
    Column(key="samples", title="Mẫu hồ sơ đã xem", width=1.5),
    Column(key="result", title="Kết luận", width=1.1),
    Column(key="answered", title="Đánh giá viên, ngày", width=1.2),
)
NO_ROOM: Final = 15
TALL: Final = "\n\n\n"
"""Room to write in a row of the paper that is filled in by hand."""


@form("D5", title=_("Phiếu hỏi và ghi chép đánh giá"), of=TYPE, clause="9.2")
def checklist(visit: Visit | None, making: Making) -> Paper:
    """Return the checklist of a visit with what was noted against each question, samples, files and results."""
    lines = queries.lines_of(visit) if visit else []
    files = queries.files_of_lines(lines)
    samples = shown_samples(lines, viewer=making.viewer)
    rows = counted(
        (
            _about(one),
            one.question,
            one.look_for,
            "\n".join(filter(None, [one.evidence, *(f"Tệp: {file.name}" for file in files.get(one.uuid, ()))])),
            one.samples or "\n".join(title for title, _known in samples.get(one.pk, ())),
            str(one.get_result_display()) if one.result else "",
            ", ".join(filter(None, [str(one.answered_by or ""), _day(one)])),
        )
        for one in lines
    )
    return _sheet(visit, making, rows, after=_ended(visit, lines), blank_rows=0 if visit else NO_ROOM)


@form("D5-GT", title=_("Phiếu hỏi để ghi tay"), of=TYPE, clause="9.2", has_blank=False)
def checklist_to_fill(visit: Visit, making: Making) -> Paper:
    """Return the questions of a visit with room to write: what was noted on the system is not on it."""
    rows = counted((_about(one), one.question, one.look_for, TALL, "", "", "") for one in queries.lines_of(visit))
    return _sheet(visit, making, rows, after=(_scale(visit),), blank_rows=3)


def _sheet(
    visit: Visit | None, making: Making, rows: tuple[tuple[Text, ...], ...], *, after: Sequence[Block], blank_rows: int
) -> Paper:
    auditors = "\n".join(str(one.user) for one in visit.auditors.all().select_related("user")) if visit else ""
    representative = visit.representative if visit else None
    return inner_form(
        making,
        _facts(visit, auditors.replace("\n", ", "), making),
        Table(key="lines", columns=LINES, rows=rows, blank_rows=blank_rows),
        *after,
        signed(signs("Đại diện đơn vị được đánh giá", representative), signs("Đánh giá viên", auditors)),
        heading=HEADING,
        subject=str(visit.audit) if visit else "",
        landscape=True,
    )


def _facts(visit: Visit | None, auditors: str, making: Making) -> Block:
    when = ""
    documents = ""
    if visit is not None:
        begins, ends = localtime(visit.starts_at), localtime(visit.ends_at)
        when = f"{begins:%H:%M} – {ends:%H:%M}, ngày {ngay(begins.date())}"
        seen = visible_documents(Document.objects.of(making.viewer), making.viewer)
        found = visit.documents.filter(pk__in=seen.values("pk")).order_by("code_sort", "pk")
        documents = "; ".join(str(one) for one in found)

    def told(name: str) -> Any:
        return getattr(visit, name) if visit else None

    return fields(
        ("unit", "Đơn vị được đánh giá", told("unit")),
        ("when", "Thời gian", when),
        ("auditors", "Đánh giá viên", auditors),
        ("place", "Địa điểm", told("place")),
        ("representative", "Đại diện đơn vị", told("representative")),
        ("clauses", "Điều khoản", ", ".join(told("clauses") or ())),
        ("content", "Nội dung", told("content")),
        ("documents", "Quy trình, tài liệu", documents),
        columns=2,
    )


def _ended(visit: Visit | None, lines: Sequence[ChecklistLine]) -> list[Block]:
    """Return how many questions came to what, when the checklist was finished, and the hash it was sealed with."""
    if visit is None:
        return [plain(f"Thang kết luận: {boxes(results_of(Scale.FULL))}.")]
    told = [(word, sum(one.result == key for one in lines)) for key, word in results_of(visit.audit.scale) if key]
    counts = ", ".join(f"{count} {str(word).lower()}" for word, count in told if count)
    said = f"Tổng số {len(lines)} câu hỏi" + (f": {counts}" if counts else "") + "."
    if visit.set_aside_reason:
        said += f" Không thực hiện: {visit.set_aside_reason}."
    if visit.finished_date:
        said += f" Hoàn thành phiếu ngày {ngay(visit.finished_date)}, {visit.finished_by}."
    blocks: list[Block] = [plain(said)]
    if visit.sealed_hash:
        blocks.append(plain((Run("Mã niêm phong (SHA-256): ", bold=True), Run(visit.sealed_hash))))
    return blocks


def _scale(visit: Visit) -> Block:
    words = "; ".join(str(word) for key, word in results_of(visit.audit.scale) if key)
    return plain(f"Thang kết luận: {words}.")


def _about(one: ChecklistLine) -> str:
    return "\n".join(filter(None, [one.clause, one.document.code if one.document else ""]))


def _day(one: ChecklistLine) -> str:
    return ngay(one.answered_at) if one.answered_at else ""
