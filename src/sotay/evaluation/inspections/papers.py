"""The report of fixes after an inspection (J5): per finding what was done, where it stands and on which day, due two months after the minutes."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.commands import may
from sotay.evaluation.inspections.contents import named
from sotay.evaluation.inspections.followed import sheets_of
from sotay.evaluation.inspections.models import Inspection, InspectionFinding
from sotay.evaluation.sheets import Sheet as FixSheet
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making, form
from sotay.papers.model import Annex, Block, Column, Heading, Paper, Paragraph, Prose, Sheet, Table
from sotay.papers.shapes import listed
from sotay.ui.formats import ngay

State = Inspection.State
COLUMNS: Final = (
    Column(key="tt", title="TT", width=0.5, align="center"),
    Column(key="diem", title="Điểm nêu trong biên bản", width=3),
    Column(key="don_vi", title="Đơn vị", width=1.3),
    Column(key="nguyen_nhan", title="Nguyên nhân", width=2),
    Column(key="da_lam", title="Biện pháp đã thực hiện", width=2.6),
    Column(key="bang_chung", title="Bằng chứng", width=1.8),
    Column(key="ngay", title="Ngày hoàn thành", width=1.1, align="center"),
    Column(key="tinh_trang", title="Tình trạng", width=1.3),
)
NOT_BEGUN: Final = "Chưa lập phiếu khắc phục"
BLANK: Final = 6


@form(
    "J5",
    title=_("Báo cáo khắc phục sau kiểm tra"),
    of="evaluation.inspection",
    clause="10.2",
    edited=True,
    may=lambda viewer, one: may(viewer, "evaluation.view_inspections", one),
    when=lambda one: one.state in {State.MINUTES, State.FIXED, State.CLOSED},
)
def report_of_fixes(one: Inspection | None, making: Making) -> Paper:
    """Per finding of the minutes the sheets that put it right; a constant number of queries."""
    agency = making.agency
    rows = _rows(one) if one else []
    done = sum(1 for row in rows if row[-1].startswith("Đã"))
    body = one.body if one else "……"
    return Paper(
        abbreviation="BC",
        heading="BÁO CÁO",
        subject=f"Kết quả khắc phục sau kiểm tra của {body}",
        letterhead=letterhead(agency),
        number=symbol(agency, "BC"),
        place=agency.place_name,
        to=(body,) if one else (),
        blocks=(
            Paragraph(text=_minutes(one)),
            Heading(number="I.", text="KẾT QUẢ KHẮC PHỤC"),
            Paragraph(text=_counted(rows, done)),
            *_in_words(one),
            Heading(number="II.", text="ĐÁNH GIÁ"),
            Prose(key="assessment", label="Đánh giá kết quả khắc phục", text=_judged(rows, done)),
            Heading(number="III.", text="VIỆC TIẾP TỤC THỰC HIỆN"),
            Prose(
                key="to_do",
                label="Việc tiếp tục thực hiện, thời hạn",
                text="" if rows and done == len(rows) else _left(rows),
            ),
            Heading(number="IV.", text="KIẾN NGHỊ"),
            Prose(key="asked", label="Kiến nghị", text="Không."),
        ),
        recipients=("Như trên", "Ban Chỉ đạo ISO" if not agency.committee_name else agency.committee_name, "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
        annexes=(
            Annex(
                title="Kết quả khắc phục từng điểm nêu trong biên bản",
                blocks=(Table(key="findings", columns=COLUMNS, rows=tuple(rows), blank_rows=0 if rows else BLANK),),
                landscape=True,
            ),
        ),
        behind=(Sheet(title="Khắc phục", columns=tuple(one.title for one in COLUMNS), rows=tuple(rows)),),
    )


def _minutes(one: Inspection | None) -> str:
    if one is None:
        return "Thực hiện Biên bản kiểm tra số … ngày …, cơ quan báo cáo kết quả khắc phục như sau:"
    number = f" số {one.minutes.number}" if one.minutes and one.minutes.number else ""
    day = f" ký ngày {ngay(one.minutes_date)}" if one.minutes_date else ""
    due = f", hạn báo cáo ngày {ngay(one.fixes_due_date)}" if one.fixes_due_date else ""
    return f"Thực hiện Biên bản kiểm tra{number}{day} của {one.body}{due}, cơ quan báo cáo kết quả khắc phục như sau:"


def _rows(one: Inspection) -> list[tuple[str, ...]]:
    findings = list(one.findings.select_related("unit").order_by("position", "pk"))
    sheets = sheets_of(one.agency_id, [row.uuid for row in findings])
    return [_row(place, row, sheets[row.uuid]) for place, row in enumerate(findings, start=1)]


def _row(place: int, finding: InspectionFinding, sheets: list[FixSheet]) -> tuple[str, ...]:
    what = f"{finding.what}\n({named(finding.line)})" if finding.line else finding.what
    ended = [sheet.closed_date for sheet in sheets if sheet.closed_date]
    proof = [f"Phiếu {sheet.code}" for sheet in sheets]
    if finding.checked_again_date:
        proof.append(f"Kiểm tra lại ngày {ngay(finding.checked_again_date)}: {finding.checked_again_text}")
    day = ngay(max(ended)) if ended and not any(sheet.is_open for sheet in sheets) else ""
    return (
        str(place), what, str(finding.unit or ""), "\n".join(filter(None, (sheet.cause for sheet in sheets))),
        "\n".join(filter(None, (sheet.done for sheet in sheets))), "\n".join(proof), day, _state(sheets),
    )  # fmt: skip


def _state(sheets: list[FixSheet]) -> str:
    """Say where a finding stands: mended once every sheet on it is closed."""
    if not sheets:
        return NOT_BEGUN
    if any(sheet.is_open for sheet in sheets):
        return "; ".join(_open(sheet) for sheet in sheets if sheet.is_open)
    return (
        "Đã khắc phục"
        if any(sheet.closed_date for sheet in sheets)
        else "; ".join(str(sheet.state) for sheet in sheets)
    )


def _open(sheet: FixSheet) -> str:
    return f"{sheet.state}, hạn {ngay(sheet.due_date)}" if sheet.due_date else str(sheet.state)


def _counted(rows: list[tuple[str, ...]], done: int) -> str:
    if not rows:
        return "Biên bản không nêu điểm không phù hợp nào."
    return f"Biên bản nêu {len(rows)} điểm; đã khắc phục xong {done} điểm, đang thực hiện {len(rows) - done} điểm (chi tiết tại Phụ lục)."


def _in_words(one: Inspection | None) -> Iterator[Block]:
    if one is not None and one.conclusion:
        yield Paragraph(text=f"Kết luận chung của biên bản: {one.conclusion.strip()}")


def _judged(rows: list[tuple[str, ...]], done: int) -> str:
    if not rows:
        return ""
    if done == len(rows):
        return "Các điểm nêu trong biên bản đã được khắc phục xong, có hồ sơ kèm theo."
    return f"Đã khắc phục xong {done}/{len(rows)} điểm; các điểm còn lại tiếp tục thực hiện theo thời hạn dưới đây."


def _left(rows: list[tuple[str, ...]]) -> str:
    told = (f"- Điểm {row[0]}: {row[-1][:1].lower()}{row[-1][1:]}" for row in rows if not row[-1].startswith("Đã"))
    return "\n".join(listed(told))
