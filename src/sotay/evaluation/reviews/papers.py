"""Papers of a management review: plan and invitation (form F1), minutes (F3), notice of conclusions (F4) and how they are followed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from sotay.approvals.queries import last_round_with
from sotay.evaluation.reviews.models import Input, Review, ReviewDecision, ReviewInput
from sotay.evaluation.reviews.queries import decisions_of, inputs_of
from sotay.papers.authority import signature_of_head
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Heading, Paper, Paragraph, Prose, Signature, Table
from sotay.papers.nd30 import day_words
from sotay.papers.rounds import approved_by
from sotay.papers.shapes import (
    KEPT,
    SYSTEM,
    administrative,
    boxes,
    counted,
    fields,
    inner_form,
    kept_number,
    moment,
    paragraphed,
    plain,
    signed,
    signs,
    span,
)  # fmt: skip
from sotay.ui.formats import ngay
from sotay.work.models import Assignment

TYPE: Final = Review._meta.label_lower
State, Kind = Review.State, ReviewDecision.Kind
CLAUSE: Final = "9.3"
HELD: Final = (State.HELD, State.SUBMITTED, State.CONCLUDED)
ABOUT: Final = f"xem xét của lãnh đạo về {SYSTEM}"
POLICY: Final = ((True, "Còn thích hợp"), (False, "Phải sửa đổi"))
REPORTS: Final = (
    Column(key="no", title="Mục", width=0.5, align="center"),
    Column(key="input", title="Nội dung đầu vào", width=4),
    Column(key="unit", title="Đơn vị báo cáo", width=2.2),
    Column(key="due", title="Hạn gửi báo cáo", width=1.2, align="center"),
)
INPUTS: Final = (
    Column(key="no", title="Mục", width=0.5, align="center"),
    Column(key="input", title="Đầu vào", width=1.7),
    Column(key="report", title="Báo cáo", width=2.4),
    Column(key="discussion", title="Ý kiến tại cuộc họp", width=2.2),
    Column(key="conclusion", title="Kết luận", width=2.4),
)
DECIDED: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="text", title="Nội dung", width=4),
    Column(key="owner", title="Đơn vị, người thực hiện", width=2),
    Column(key="due_date", title="Hạn", width=1, align="center"),
)
FOLLOWED: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="kind", title="Loại", width=1.3),
    Column(key="text", title="Nhiệm vụ", width=3),
    Column(key="owner", title="Đơn vị, người thực hiện", width=1.8),
    Column(key="due_date", title="Hạn", width=1, align="center"),
    Column(key="standing", title="Tiến độ", width=1.2),
    Column(key="done_date", title="Ngày xong", width=1, align="center"),
    Column(key="evidence", title="Kết quả, bằng chứng", width=2),
)


@form("F1", title=_("Kế hoạch, giấy mời họp xem xét của lãnh đạo"), of=TYPE, clause=CLAUSE)
def review_plan(review: Review | None, making: Making) -> Paper:
    """Return the plan of a review, which is its invitation too: when, where, who, and which unit reports on what until when."""

    def told(name: str) -> Any:
        return getattr(review, name) if review else None

    due = ngay(told("comments_due_date"))
    rows = tuple(
        (key, title, (unit or "Thư ký chuẩn bị") if review else "", due) for key, title, unit in _reported(review)
    )
    cancelled = told("state") == State.CANCELLED
    return inner_form(
        making, Heading(text="Thông tin chung", number="1."),
            fields(
                ("title", "Cuộc họp", f"{review.title} ({review.code})" if review else ""),
                ("meeting_at", "Thời gian", moment(told("meeting_at"))),
                ("place", "Địa điểm", told("place")),
                *([("part_of", "Lồng ghép trong cuộc họp", told("part_of"))] if told("part_of") else []),
                ("chair", "Chủ trì", told("chair")),
                *([("authorisation", "Văn bản ủy quyền chủ trì", kept_number(told("authorisation")))] if told("authorisation") else []),
                ("secretary", "Thư ký cuộc họp", told("secretary")),
                ("attendance", "Thành phần mời", told("attendance")),
                ("figures", "Số liệu", span(told("from_date"), told("to_date"))),
                ("comments_due_date", "Hạn đơn vị gửi báo cáo, góp ý", due),
                ("invited_date", "Ngày gửi giấy mời", ngay(told("invited_date"))),
                *([("cancelled_reason", "Lý do không tiến hành", told("cancelled_reason"))] if cancelled else []),
                long=("attendance",),
                without_empty=review is not None and review.state != State.PLANNED,
            ),
            Heading(text="Nội dung xem xét, đơn vị báo cáo", number="2."),
            Table(key="inputs", columns=REPORTS, rows=rows),
            Heading(text="Kết quả cần đạt", number="3."),
            plain(
                "Kết luận về sự thích hợp, đầy đủ, hiệu lực và phù hợp với định hướng của hệ thống; quyết định về cơ hội cải tiến, "
                "thay đổi hệ thống, nhu cầu nguồn lực."
            ),
            signed(signs("Thư ký cuộc họp", told("secretary")), signs("Chủ trì", told("chair"))),
        heading="KẾ HOẠCH, GIẤY MỜI",
        subject=f"Họp {ABOUT}" + (f" năm {review.year}" if review else ""),

        mark="KHÔNG TIẾN HÀNH" if cancelled else "",
    )  # fmt: skip


@form(
    "F3", title=_("Biên bản họp xem xét của lãnh đạo"), of=TYPE, clause=CLAUSE,
    when=lambda review: review.held_date is not None, edited=True,
)  # fmt: skip
def review_minutes(review: Review | None, making: Making) -> Paper:
    """Return the minutes: who was there, report, opinions and conclusion on each input, what was decided, the judgement."""
    blank = review is None
    inputs = inputs_of(review) if review else []
    decisions = decisions_of(review, on=making.on) if review else []
    blocks: list[Block] = [
        Heading(text="Thời gian, địa điểm, thành phần", number="I."),
        _meeting(review),
        Heading(text="Nội dung xem xét (đầu vào)", number="II."),
        _inputs_table(review, inputs),
        Heading(text="Quyết định (đầu ra)", number="III."),
        *_outputs(review, decisions, blank=blank),
        Heading(text="Kết luận", number="IV."),
        *_concluded(review),
        _signatures(review),
    ]
    part = review is not None and bool(review.part_of)
    paper = administrative(
        making,
        abbreviation="BB",
        heading="TRÍCH BIÊN BẢN" if part else "BIÊN BẢN",
        subject=f"Họp {ABOUT}" + (f" năm {review.year}" if review else ""),
        blocks=blocks,
        recipients=["Thành phần dự họp", "Các đơn vị thuộc cơ quan", KEPT],
        mark="DỰ THẢO" if review and review.state != State.CONCLUDED else "",
    )
    return replace(paper, dated=review.held_date if review else None)


@form(
    "F4", title=_("Thông báo kết luận họp xem xét của lãnh đạo"), of=TYPE, clause="9.3.3",
    when=lambda review: review.state == State.CONCLUDED, edited=True,
)  # fmt: skip
def review_notice(review: Review | None, making: Making) -> Paper:
    """Return the notice of conclusions, with the tasks it gives: what, to whom, until when."""
    decisions = decisions_of(review, on=making.on) if review else []
    blocks: list[Block] = [
        Prose(key="opening", label="Mở đầu", text=_opening(review, making)),
        Heading(text="Đánh giá chung", number="1."),
        Prose(key="judgement", label="Đánh giá chung", text=paragraphed(_judged(review))),
        Heading(text="Chính sách chất lượng", number="2."),
        Prose(key="policy", label="Chính sách chất lượng", text=_policy(review)),
        Heading(text="Nhiệm vụ, giải pháp", number="3."),
        *_outputs(review, decisions, blank=review is None),
        Heading(text="Tổ chức thực hiện", number="4."),
        Prose(
            key="carrying_out",
            label="Tổ chức thực hiện",
            text="Trưởng các đơn vị, cá nhân được giao nhiệm vụ tổ chức thực hiện, báo cáo kết quả về Thư ký ISO; Thư ký ISO theo "
            "dõi, đôn đốc, tổng hợp báo cáo tại cuộc họp xem xét lần sau.",
        ),
        Paragraph(text=f"Thông báo để các đơn vị thuộc {making.agency.name} biết, thực hiện."),
    ]
    return administrative(
        making,
        abbreviation="TB",
        heading="THÔNG BÁO",
        subject=f"Kết luận tại cuộc họp {ABOUT}" + (f" năm {review.year}" if review else ""),
        blocks=blocks,
        recipients=["Lãnh đạo cơ quan", making.agency.committee_name, "Các đơn vị thuộc cơ quan", KEPT],
        signature=signature_of_head(making.agency, making.on),
        kept=review.notice if review else None,
    )


@form(
    "F4-TD", title=_("Bảng theo dõi thực hiện kết luận xem xét của lãnh đạo"), of=TYPE, clause="9.3.3",
    when=lambda review: review.state == State.CONCLUDED,
)  # fmt: skip
def review_followed(review: Review | None, making: Making) -> Paper:
    """Return the tasks of a review with how each stands on the day, what came of it and when."""
    decisions = decisions_of(review, on=making.on) if review else []
    rows = counted(_followed(one) for one in decisions)
    return inner_form(
        making,
        fields(
            ("held_date", "Ngày họp", ngay(review.held_date) if review else ""),
            ("notice", "Thông báo kết luận", kept_number(review.notice) if review else ""),
            ("on", "Tình trạng ngày", ngay(making.on) if review else ""),
        ),
        Table(key="tasks", columns=FOLLOWED, rows=rows, blank_rows=0 if review else 10),
        signed(signs("Người theo dõi"), signs("Thư ký ISO")),
        heading="BẢNG THEO DÕI THỰC HIỆN KẾT LUẬN",
        subject=f"{review.title} ({review.code})" if review else "",
        landscape=True,
    )


def _reported(review: Review | None) -> Iterable[tuple[str, str, str]]:
    if review is None:
        return ((one.value, str(one.label), "") for one in Input)
    return ((one.key, str(one.get_key_display()), str(one.unit or "")) for one in inputs_of(review))


def _no_inputs(cells: int) -> tuple[tuple[str, ...], ...]:
    return tuple((one.value, str(one.label), *[""] * cells) for one in Input)


def _inputs_table(review: Review | None, inputs: Sequence[ReviewInput]) -> Table:
    """Return what was said of each input; once the meeting is concluded, without the columns in which nothing was written."""
    if review is None:
        return Table(key="inputs", columns=INPUTS, rows=_no_inputs(3))
    rows = _discussed(inputs)
    kept = [
        place
        for place, _column in enumerate(INPUTS)
        if review.state != State.CONCLUDED or any(row[place] for row in rows) or place == len(INPUTS) - 1
    ]
    return Table(
        key="inputs",
        columns=tuple(INPUTS[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _discussed(inputs: Sequence[ReviewInput]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            one.key,
            str(one.get_key_display()),
            one.text,
            one.discussion,
            one.conclusion or (f"Không kết luận: {one.why_none}" if one.why_none else ""),
        )
        for one in inputs
    )


def _meeting(review: Review | None) -> Block:
    def told(name: str) -> Any:
        return getattr(review, name) if review else None

    began = told("meeting_at")
    when = ngay(told("held_date"))
    if began and localtime(began).date() == told("held_date"):
        when = moment(began)
    return fields(
        ("when", "Thời gian", when),
        ("place", "Địa điểm", told("place")),
        *([("part_of", "Lồng ghép trong cuộc họp", told("part_of"))] if told("part_of") else []),
        ("chair", "Chủ trì", told("chair")),
        ("secretary", "Thư ký", told("secretary")),
        ("present", "Thành phần dự họp", told("present")),
        ("absent", "Vắng mặt", told("absent") or ("không" if review else "")),
        long=("present",),
    )


def _outputs(review: Review | None, decisions: Sequence[ReviewDecision], *, blank: bool) -> list[Block]:
    """Return what was decided by the outputs of 9.3.3 a to c; that there is none where the minutes say so."""
    blocks: list[Block] = []
    for letter, kind in zip("abc", Kind, strict=True):
        some = [one for one in decisions if one.kind == kind]
        blocks.append(Heading(text=str(kind.label), number=f"{letter})", level=3))
        if some or blank:
            rows = counted((one.text, one.owner_words, ngay(_due(one))) for one in some)
            table = Table(key=f"decided_{kind.value.lower()}", columns=DECIDED, rows=rows, blank_rows=3 if blank else 0)
            blocks.append(table)
        else:
            stated = review is not None and kind in review.none_kinds
            blocks.append(Paragraph(text="Không có." if stated else "Chưa ghi."))
    return blocks


def _concluded(review: Review | None) -> list[Block]:
    return [
        fields(
            (
                "judgement",
                "Về hệ thống quản lý chất lượng",
                boxes(Review.Judgement.choices, review.judgement if review else ""),
            ),
            ("judgement_text", "Nhận định", review.judgement_text if review else ""),
            ("policy", "Chính sách chất lượng", boxes(POLICY, review.policy_suitable if review else None)),
            ("policy_text", "Nhận xét về chính sách", review.policy_text if review else ""),
            long=("judgement_text",),
            without_empty=review is not None and review.state == State.CONCLUDED,
        )
    ]


def _signatures(review: Review | None) -> Block:
    """Return the signatures of the minutes; the chair's says how they were approved."""
    chair = signs("Chủ trì", review.chair if review else "")
    if review is not None and review.concluded_date is not None:
        approval, _steps = last_round_with(review)
        approved = approved_by("Chủ trì", approval, day=review.concluded_date)
        chair = Signature(title="Chủ trì", name=approved.name or chair.name, note=approved.note)
    return signed(signs("Thư ký", review.secretary if review else ""), chair)


def _opening(review: Review | None, making: Making) -> str:
    if review is None:
        return ""
    chair = f"đồng chí {review.chair} chủ trì" if review.chair else f"lãnh đạo {making.agency.name} chủ trì"
    return f"{_on(review)}, {chair} họp {ABOUT}. Sau khi nghe báo cáo và ý kiến thảo luận, chủ trì cuộc họp kết luận:"


def _on(review: Review) -> str:
    on = review.held_date
    return day_words(on.day, on.month, on.year).capitalize() if on else "Tại cuộc họp"


def _judged(review: Review | None) -> str:
    if review is None:
        return ""
    said = str(review.get_judgement_display())
    return "\n\n".join(filter(None, [f"{said}." if said else "", review.judgement_text]))


def _policy(review: Review | None) -> str:
    if review is None:
        return ""
    said = {True: "Chính sách chất lượng còn thích hợp.", False: "Chính sách chất lượng phải sửa đổi."}
    told = said.get(review.policy_suitable, "Chưa kết luận về chính sách chất lượng.")  # type: ignore[arg-type]
    return f"{told} {review.policy_text}".strip()


def _due(one: ReviewDecision) -> Any:
    return one.assignment.due_date if one.assignment else one.due_date


def _followed(one: ReviewDecision) -> tuple[Any, ...]:
    work = one.assignment
    done = work is not None and work.state in {Assignment.State.DONE, Assignment.State.CONFIRMED}
    return (
        str(one.get_kind_display()),
        one.text,
        work.owner_words if work else one.owner_words,
        ngay(_due(one)),
        str(one.standing_words),  # type: ignore[attr-defined]  # annotated by `decisions_of`
        ngay(work.done_date) if work and done else "",
        work.result if work and done else "",
    )
