"""Papers of an audit before it begins: the decision that names the team (form D3) and the plan (form D4)."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.models import Audit, AuditMember, Visit
from sotay.evaluation.audits.permissions import in_order
from sotay.evaluation.audits.plan.queries import AuditPage, get_audit_page
from sotay.evaluation.audits.plan.visit_rows import VisitRow, rows_of
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Heading, Items, Paper, Prose, Signature, Table
from sotay.papers.rounds import approved_by
from sotay.papers.shapes import (
    KEPT,
    SYSTEM,
    counted,
    decision,
    fields,
    inner_form,
    kept_number,
    moment,
    plain,
    signed,
    signs,
    span,
    takes_effect,
)  # fmt: skip
from sotay.ui.formats import ngay

TYPE: Final = Audit._meta.label_lower
State = Audit.State
MARKS: Final = {State.PLANNING: "DỰ THẢO", State.SUBMITTED: "DỰ THẢO", State.CANCELLED: "ĐÃ HỦY"}
TEAM: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="name", title="Họ và tên", width=2),
    Column(key="part", title="Vai trò trong đoàn", width=1.6),
    Column(key="task", title="Nhiệm vụ", width=3),
)
VISITS: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="when", title="Thời gian, địa điểm", width=1.9),
    Column(key="unit", title="Đơn vị, quá trình được đánh giá", width=1.8),
    Column(key="content", title="Nội dung, điều khoản, quy trình", width=2.4),
    Column(key="auditors", title="Đánh giá viên", width=1.7),
    Column(key="representative", title="Đại diện đơn vị", width=1.4),
)
WHAT_THE_TEAM_DOES: Final = (
    "- Lập kế hoạch, phiếu hỏi và tiến hành đánh giá theo kế hoạch được phê duyệt; đánh giá viên không đánh giá công việc của "
    "chính mình.\n- Trưởng đoàn thống nhất kết quả tại cuộc họp kết thúc, báo cáo kết quả đánh giá và kiến nghị với "
    "lãnh đạo cơ quan.\n- Theo dõi việc khắc phục các điểm không phù hợp. Đoàn tự giải thể sau khi hoàn thành nhiệm vụ."
)
NOT_INDEPENDENT: Final = "(*) Chưa độc lập với đơn vị được đánh giá:"


@form("D3", title=_("Quyết định thành lập đoàn đánh giá nội bộ"), of=TYPE, clause="9.2.2", edited=True)
def team_decision(audit: Audit | None, making: Making) -> Paper:
    """Return the decision that names the team: who, in what part, with what task, upon what, from when to when."""
    about = f"cuộc đánh giá {audit.code}, {span(audit.from_date, audit.to_date)}" if audit else "cuộc đánh giá …………"
    scope = audit.scope if audit else ""
    programme = audit.programme if audit else None
    return decision(
        making,
        subject=f"Về việc thành lập Đoàn đánh giá nội bộ {SYSTEM}" + (f" năm {audit.year}" if audit else ""),
        bases=[f"Căn cứ {programme}"] if programme else [],
        articles=[
            (
                f"Thành lập Đoàn đánh giá nội bộ ({about}) gồm các ông, bà có tên sau đây:",
                (team_table(members_of(audit), blank=audit is None),),
            ),
            (
                "Nhiệm vụ, phạm vi đánh giá",
                (
                    Prose(key="task", label="Nhiệm vụ của đoàn", text=WHAT_THE_TEAM_DOES),
                    Prose(
                        key="scope",
                        label="Phạm vi đánh giá",
                        text=f"Phạm vi đánh giá: {scope}" if scope else _scope(audit),
                    ),
                ),
            ),
            takes_effect("Trưởng các đơn vị được đánh giá và các ông, bà có tên tại Điều 1"),
        ],
        recipients=["Như Điều 3", making.agency.committee_name, KEPT],
        kept=audit.decision if audit else None,
    )


@form("D4", title=_("Kế hoạch đánh giá nội bộ"), of=TYPE, clause="9.2.2")
def audit_plan(audit: Audit | None, making: Making) -> Paper:
    """Return the plan of an audit: what for, the team, who is audited when, where, upon what and by whom."""
    page = get_audit_page(audit.slug, viewer=making.viewer, on=making.on) if audit else None
    rows = rows_of(page, making.viewer, edits=False, moves=False) if page else []
    blank = audit is None
    blocks: list[Block] = [
        Heading(text="Thông tin chung", number="1."),
        _facts(audit),
        Heading(text="Đoàn đánh giá", number="2."),
        team_table(page.members if page else (), blank=blank),
        Heading(text="Lịch đánh giá", number="3."),
        Table(key="visits", columns=VISITS, rows=counted(_row(row) for row in rows), blank_rows=8 if blank else 0),
        *_overridden(rows),
        signed(signs("Trưởng đoàn đánh giá", _lead(page)), _approved(page, making)),
    ]
    return inner_form(
        making,
        *blocks,
        heading="KẾ HOẠCH ĐÁNH GIÁ NỘI BỘ",
        subject=f"{audit.title} – {audit.code}" if audit else "",
        mark=MARKS.get(State(audit.state), "") if audit else "",
    )


def members_of(audit: Audit | None) -> list[AuditMember]:
    """Return the team of an audit, the leader first; one query."""
    return in_order(audit.members.select_related("user")) if audit else []


def team_table(members: Iterable[AuditMember], *, blank: bool = False) -> Table:
    """Return a team as a table."""
    rows = counted((one.user, str(one.get_part_display()), one.task) for one in members)
    return Table(key="team", columns=TEAM, rows=rows, blank_rows=5 if blank else 0)


def when_words(visit: Visit) -> str:
    """Return when and where a visit is, a line each."""
    begins, ends = localtime(visit.starts_at), localtime(visit.ends_at)
    day = ngay(localdate(visit.starts_at))
    return "\n".join(filter(None, [f"{begins:%H:%M} – {ends:%H:%M}", f"ngày {day}", visit.place]))


def _scope(audit: Audit | None) -> str:
    return "Phạm vi đánh giá: các đơn vị, quá trình theo kế hoạch đánh giá được phê duyệt." if audit else ""


def _facts(audit: Audit | None) -> Block:
    def told(name: str) -> Any:
        return getattr(audit, name) if audit else None

    programme, kept = told("programme"), told("decision")
    return fields(
        ("audit", "Cuộc đánh giá", f"{audit.code}, cuộc số {audit.number} năm {audit.year}" if audit else ""),
        ("programme", "Theo chương trình", str(programme) if programme else "không" if audit else ""),
        ("decision", "Quyết định thành lập đoàn", kept_number(kept) or ("chưa ghi" if audit else "")),
        ("purpose", "Mục đích", told("purpose")),
        ("scope", "Phạm vi", told("scope")),
        ("criteria", "Chuẩn mực đánh giá", told("criteria")),
        ("days", "Thời gian", span(told("from_date"), told("to_date"))),
        ("opening", "Họp khai mạc", moment(told("opening_at"))),
        ("closing", "Họp kết thúc", moment(told("closing_at"))),
        ("place", "Địa điểm họp", told("place")),
        ("notice_date", "Ngày thông báo cho đơn vị", ngay(told("notice_date"))),
        ("scale", "Thang kết luận", str(audit.get_scale_display()) if audit else ""),
        long=("purpose", "scope"),
        without_empty=audit is not None,
    )


def _row(row: VisitRow) -> tuple[Any, ...]:
    visit = row.visit
    content = [
        visit.content,
        f"Điều khoản {row.clauses}" if row.clauses else "",
        "; ".join(one.code for one in row.documents),
        f"Không thực hiện: {visit.set_aside_reason}" if visit.set_aside_reason else "",
    ]
    return (
        when_words(visit),
        visit.unit,
        "\n".join(filter(None, content)),
        "\n".join(f"{one.name} (*)" if one.tie else one.name for one in row.who),
        visit.representative,
    )


def _overridden(rows: Sequence[VisitRow]) -> list[Block]:
    """Return who audits where he is not independent, and why he was chosen all the same (9.2.2 c)."""
    told = tuple(
        f"{one.name} – {row.visit.unit}: {one.tie}." + (f" Lý do vẫn phân công: {one.reason}" if one.reason else "")
        for row in rows
        for one in row.who
        if one.tie
    )
    return [plain(NOT_INDEPENDENT), Items(items=told)] if told else []


def _lead(page: AuditPage | None) -> str:
    members = page.members if page else []
    return next((str(one.user) for one in members if one.part == AuditMember.Part.LEAD), "")


def _approved(page: AuditPage | None, making: Making) -> Signature:
    """Return the signature of who approved the plan; guests are told the day alone."""
    planned = page.audit.planned_date if page else None
    if page is None or planned is None:
        return signs("Phê duyệt")
    if making.viewer.is_guest:
        return signs("Phê duyệt", note=f"Phê duyệt ngày {ngay(planned)}")
    return approved_by("Phê duyệt", page.approval, day=planned)
