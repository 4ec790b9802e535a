"""Paper of the report of an audit (form D7): its numbers counted from the findings, or as they were pinned, each with its records."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Decision
from sotay.evaluation.audits.models import Audit, AuditReport, Grade
from sotay.evaluation.audits.plan.papers import members_of, team_table
from sotay.evaluation.audits.queries import list_audits
from sotay.evaluation.audits.report.chart import Head
from sotay.evaluation.audits.report.drafts import drafts, said_counts
from sotay.evaluation.audits.report.queries import ReportPage
from sotay.evaluation.audits.report.report_page import ReportShown, told_findings
from sotay.papers.authority import letterhead
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Heading, Paper, Paragraph, Prose, Run, Sheet, Signature, Table, Text
from sotay.papers.rounds import last_round
from sotay.papers.shapes import KEPT, SYSTEM, administrative, counted, fields, paragraphed, span
from sotay.ui.formats import ngay

TYPE: Final = AuditReport._meta.label_lower
State = Audit.State
FOUND: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="code", title="Mã", width=1.3),
    Column(key="unit", title="Đơn vị", width=1.5),
    Column(key="grade", title="Mức độ", width=1.2),
    Column(key="clause", title="Điều khoản, quy trình", width=1.3),
    Column(key="what", title="Nội dung, bằng chứng khách quan", width=3.4),
    Column(key="opinion", title="Ý kiến của đơn vị", width=1.4),
)
FORMER: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="code", title="Mã", width=1.3),
    Column(key="unit", title="Đơn vị", width=1.5),
    Column(key="grade", title="Mức độ", width=1.2),
    Column(key="what", title="Nội dung", width=3),
    Column(key="followed", title="Phiếu, tình trạng", width=2),
)
BY_UNIT: Final = "Đơn vị"
KEYS: Final = {BY_UNIT: "units", "Điều khoản": "clauses", "Quy trình": "procedures"}
NO_FINDINGS: Final = "Cuộc đánh giá chưa có phát hiện nào."


@form("D7", title=_("Báo cáo kết quả đánh giá nội bộ"), of=TYPE, clause="9.2.2", edited=True)
def audit_report(report: AuditReport | None, making: Making) -> Paper:
    """Return the report: basis, team, what was found at which unit, what became of the last findings, what is concluded."""
    if report is None:
        return _paper(making, None, _blank_parts(), ())
    return report_paper(report, making)


def report_paper(report: AuditReport, making: Making) -> Paper:
    """Return the paper of a report; also of one nobody began to write (not saved), with drafts of its texts."""
    audit = list_audits(viewer=making.viewer).select_related("agency", "programme", "decision").get(pk=report.audit_id)
    shown = ReportShown(ReportPage(audit, report if report.pk else None, making.on), making.viewer)
    return _paper(making, audit, _parts(shown), _behind(shown), kept=_paper_of(report, audit))


def _paper(
    making: Making, audit: Audit | None, parts: Iterable[tuple[str, Sequence[Block]]], behind: tuple[Sheet, ...], *,
    kept: Decision | None = None,
) -> Paper:  # fmt: skip
    blocks = [
        block
        for place, (title, inside) in enumerate(parts, start=1)
        for block in (Heading(text=title, number=f"{place}."), *inside)
    ]
    blocks.append(Paragraph(text="Trên đây là báo cáo kết quả đánh giá nội bộ, Đoàn đánh giá kính báo cáo."))
    members = members_of(audit)
    lead = next((str(one.user) for one in members if one.part == "LEAD"), "")
    paper = administrative(
        making,
        abbreviation="BC",
        heading="BÁO CÁO",
        subject=f"Kết quả đánh giá nội bộ {SYSTEM}" + (f" năm {audit.year}" if audit else ""),
        blocks=blocks,
        of=letterhead(making.agency),
        recipients=["Lãnh đạo cơ quan", making.agency.committee_name, "Các đơn vị được đánh giá", KEPT],
        signature=Signature(title="Trưởng đoàn", name=lead, prefix="TM.", of="Đoàn đánh giá nội bộ"),
        kept=kept,
    )
    return replace(paper, behind=behind)


def _parts(shown: ReportShown) -> Iterable[tuple[str, Sequence[Block]]]:
    audit, figures = shown.audit, shown.figures
    written, drafted = shown.report, drafts(audit, figures)

    def text(name: str, *, draft: bool = False) -> str:
        said = getattr(written, name) if written else ""
        return paragraphed(said or (drafted[name] if draft else ""))

    yield "Căn cứ", (Prose(key="basis", label="Căn cứ", text=text("basis", draft=True)),)
    yield "Thông tin chung", (_facts(audit), team_table(members_of(audit)))
    yield "Kết quả đánh giá", _results(shown)
    yield "Danh sách phát hiện", _found(shown)
    yield "Kết quả khắc phục của lần đánh giá trước", _former(shown, text("former"))
    if told := _exceptions(shown):
        yield "Ngoại lệ, điểm cần lưu ý", (Prose(key="exceptions", label="Ngoại lệ, điểm cần lưu ý", text=told),)
    yield (
        "Nhận xét về hiệu lực của hệ thống",
        (Prose(key="effectiveness", label="Nhận xét hiệu lực", text=text("effectiveness")),),
    )
    yield "Kết luận", (Prose(key="conclusion", label="Kết luận", text=text("conclusion")),)
    yield "Kiến nghị", (Prose(key="recommendations", label="Kiến nghị", text=text("recommendations", draft=True)),)


def _blank_parts() -> Iterable[tuple[str, Sequence[Block]]]:
    yield "Căn cứ", (Prose(key="basis", label="Căn cứ"),)
    yield "Thông tin chung", (_facts(None), team_table((), blank=True))
    grades = (Grade.NONCONFORMITY, Grade.NOTE)
    columns = (*_of_names("Đơn vị"), *(_of_grade(one, str(one.label)) for one in grades), TOTAL)
    yield "Kết quả đánh giá", (Table(key="units", columns=columns, blank_rows=6),)
    yield "Danh sách phát hiện", (Table(key="findings", columns=FOUND, blank_rows=8),)
    yield "Kết quả khắc phục của lần đánh giá trước", (Table(key="former", columns=FORMER, blank_rows=4),)
    yield "Nhận xét về hiệu lực của hệ thống", (Prose(key="effectiveness", label="Nhận xét hiệu lực"),)
    yield "Kết luận", (Prose(key="conclusion", label="Kết luận"),)
    yield "Kiến nghị", (Prose(key="recommendations", label="Kiến nghị"),)


def _facts(audit: Audit | None) -> Block:
    def told(name: str) -> Any:
        return getattr(audit, name) if audit else None

    when = span(told("from_date"), told("to_date"))
    if met := told("closed_meeting_date"):
        when += f"; họp kết thúc ngày {ngay(met)}"
    return fields(
        ("audit", "Cuộc đánh giá", f"{audit.code} – {audit.title}" if audit else ""),
        ("purpose", "Mục đích", told("purpose")),
        ("scope", "Phạm vi", told("scope")),
        ("criteria", "Chuẩn mực", told("criteria")),
        ("days", "Thời gian", when),
    )


def _results(shown: ReportShown) -> list[Block]:
    """Return the numbers in a sentence, each leading to its findings, and the tables by unit, clause and procedure."""
    figures = shown.figures
    sentence = Paragraph(
        text=(
            Run("Đã đánh giá "),
            Run(f"{len(figures['units'])} đơn vị", bold=True, link=shown.audit_link.url),
            Run(", ghi nhận "),
            Run(f"{figures['total']} phát hiện", bold=True, link=shown.list_url()),
            Run(", trong đó có "),
            Run(
                f"{figures['nonconformities']} điểm không phù hợp",
                bold=True,
                link=shown.list_url(grade="NONCONFORMITIES"),
            ),
            Run(" và "),
            Run(f"{figures['notes']} điểm lưu ý", bold=True, link=shown.list_url(grade="NOTE")),
            Run(f" ({said_counts(figures['grades'])}). {shown.counted}"),
        )
    )
    return [sentence, *_tables(shown), *_asked(figures)]


def _tables(shown: ReportShown) -> Iterable[Block]:
    heads = shown.heads
    for one in shown.charts:
        by_unit = str(one.column) == BY_UNIT
        rows: list[tuple[Text, ...]] = [
            (
                str(number),
                str(row.bare if by_unit else row.name),
                *(str(count) for _label, count in row.counts),
                (Run(str(row.total), link=row.url),) if row.url else str(row.total),
            )
            for number, row in enumerate(one.rows, start=1)
        ]
        if by_unit:  # every finding is in it
            rows.append(("", "Cộng", *(str(head.count) for head in heads), str(one.total)))
        columns = (*_of_names(str(one.column)), *(_of_head(head) for head in heads), TOTAL)
        yield Table(
            key=KEYS[str(one.column)], columns=columns, rows=tuple(rows),
            caption=f"Tổng hợp {str(one.title).lower()}", total=by_unit,
        )  # fmt: skip


TOTAL: Final = Column(key="total", title="Cộng", width=0.7, align="center")


def _of_names(title: str) -> tuple[Column, Column]:
    return Column(key="no", title="TT", width=0.4, align="center"), Column(key="name", title=title, width=3)


def _of_grade(kind: str, title: str) -> Column:
    return Column(key=str(kind).lower(), title=title, width=1, align="center")


def _of_head(head: Head) -> Column:
    return _of_grade(head.kind, str(head.label))


def _asked(figures: dict[str, Any]) -> list[Block]:
    asked, results = figures["questions"]["asked"], figures["questions"]["results"]
    if not asked:
        return []
    told = ", ".join(f"{count} {str(Grade(grade).label).lower()}" for grade, count in results.items())
    return [Paragraph(text=f"Số câu hỏi trên phiếu ghi chép: {asked}" + (f" ({told})." if told else "."))]


def _found(shown: ReportShown) -> list[Block]:
    findings = shown.findings
    if not findings:
        return [Paragraph(text=NO_FINDINGS)]
    rows = counted(
        (
            (Run(one["code"], link=one["url"]),),
            one["unit"],
            str(one["grade_words"]),
            "\n".join(filter(None, [one["clause"], one["document"]])),
            "\n".join(filter(None, [one["what"], one["evidence"] and f"Bằng chứng: {one['evidence']}"])),
            ": ".join(filter(None, [str(one["opinion_words"]), one["opinion_text"]])),
        )
        for one in findings
    )
    return [Table(key="findings", columns=FOUND, rows=rows)]


def _former(shown: ReportShown, said: str) -> list[Block]:
    """Return what became of the findings of the last audit: in words where somebody wrote them, and one by one."""
    told, drafted = shown.former, drafts(shown.audit, shown.figures)["former"]
    blocks: list[Block] = [Prose(key="former", label="Kết quả khắc phục lần trước", text=paragraphed(said or drafted))]
    if told:
        rows = counted(
            (one["code"], one["unit"], str(one["grade_words"]), one["what"], one["followed"] or "chưa có phiếu")
            for one in told
        )
        blocks.append(Table(key="former", columns=FORMER, rows=rows))
    return blocks


def _exceptions(shown: ReportShown) -> str:
    figures = shown.figures
    told = [
        f"{one['auditor']} đánh giá {one['unit']} dù chưa bảo đảm độc lập: {one['reason']}"
        for one in figures["overrides"]
    ]
    told += [f"{one['unit']} không được đánh giá: {one['reason']}" for one in figures["set_aside"]]
    return "\n".join(f"- {one}" for one in [*told, *shown.flags])


def _behind(shown: ReportShown) -> tuple[Sheet, ...]:
    """Return the findings the numbers were counted from."""
    found = Sheet(
        title="Phát hiện",
        columns=("Mã", "Đơn vị", "Mức độ", "Điều khoản", "Quy trình", "Nội dung", "Bằng chứng", "Ý kiến của đơn vị"),
        rows=tuple(
            (
                one["code"], one["unit"], str(one["grade_words"]), one["clause"], one["document"], one["what"], one["evidence"],
                str(one["opinion_words"]),
            )
            for one in told_findings(shown.audit, shown.figures)
        ),
    )  # fmt: skip
    heads = shown.heads
    units = Sheet(
        title="Theo đơn vị",
        columns=("Mã", "Đơn vị", *(str(head.label) for head in heads), "Cộng"),
        rows=tuple(
            (row["code"], row["name"], *(row["counts"].get(head.kind, 0) for head in heads), row["total"])
            for row in shown.figures["units"]
        ),
    )
    return found, units


def _paper_of(report: AuditReport, audit: Audit) -> Decision | None:
    """Return the signed paper the report was approved by, None for one approved on the system or not yet."""
    if audit.reported_date is None or report.pk is None:
        return None
    approval = last_round(report)
    return approval.paper if approval else None
