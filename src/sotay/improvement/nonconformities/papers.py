"""Paper of a nonconformity: the request for corrective action with its rounds and signatures (form E1)."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.commands import may
from sotay.improvement.nonconformities.models import Action, Nonconformity, Round
from sotay.improvement.nonconformities.queries import SheetPage, get_page
from sotay.improvement.nonconformities.rounds.queries import requests_from
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Column, Heading, Items, Paper, Table
from sotay.papers.rounds import last_round
from sotay.papers.shapes import (
    boxes,
    by,
    centred,
    counted,
    fields,
    inner_form,
    kept_number,
    plain,
    signed,
    signs,
    yes_no,
)
from sotay.standard.catalogue.clauses import clauses
from sotay.support.models import ChangeRequest
from sotay.ui.formats import ngay

TYPE: Final = Nonconformity._meta.label_lower
State, Need = Nonconformity.State, Nonconformity.Need
CLAUSE: Final = "10.2"
ACTIONS: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="what", title="Hành động khắc phục", width=2.6),
    Column(key="owner", title="Người thực hiện", width=1.6),
    Column(key="due_date", title="Hạn", width=1, align="center"),
    Column(key="result", title="Kết quả thực hiện", width=2.4),
    Column(key="done_date", title="Ngày xong", width=1, align="center"),
)
METHODS: Final = Round.Method.choices
VERDICTS: Final = Round.Verdict.choices


@form("E1", title=_("Phiếu yêu cầu hành động khắc phục"), of=TYPE, clause=CLAUSE)
def corrective_request(sheet: Nonconformity | None, making: Making) -> Paper:
    """Return a sheet: what was wrong, what was put right at once, and round by round causes, actions and whether they worked."""
    page = get_page(sheet.slug, viewer=making.viewer) if sheet else None
    blocks: list[Block] = [
        centred(_numbered(page.sheet) if page else "Số: …………… – ngày phát hiện ……………"),
        Heading(text="Nội dung không phù hợp", number="1."),
        *_found(page, making),
        Heading(text="Khắc phục ngay (sự khắc phục)", number="2."),
        _corrected(page.sheet if page else None),
        *_rounds(page),
        Heading(text="Cập nhật rủi ro, cơ hội; thay đổi hệ thống quản lý chất lượng", number="4."),
        _changes(page.sheet if page else None),
        Heading(text="Đóng phiếu", number="5."),
        *_closed(page.sheet if page else None),
    ]
    return inner_form(
        making,
        *blocks,
        heading="PHIẾU YÊU CẦU HÀNH ĐỘNG KHẮC PHỤC",
        mark="KHÔNG CHẤP NHẬN" if sheet and sheet.state == State.REJECTED else "",
    )


def _numbered(sheet: Nonconformity) -> str:
    return f"Số: {sheet.code} – ngày phát hiện {ngay(sheet.found_date)} – {sheet.get_state_display()}"


def _found(page: SheetPage | None, making: Making) -> list[Block]:
    one = page.sheet if page else None

    def told(name: str) -> Any:
        return getattr(one, name) if one else None

    document = told("document")
    if document is not None and not may(making.viewer, "support.view_document", document):
        document = None
    origin = one.origin_text if one and page and page.origin is not None else ""
    where = ", ".join(filter(None, [str(told("unit") or ""), told("place") or ""]))
    ended = one is not None and not one.is_open
    grade = boxes(Nonconformity.Grade.choices, told("grade"))
    people = one.people if one and making.viewer.is_member else ""
    rejected = one.state_reason if one and one.state == State.REJECTED else ""
    first = [
        ("source", "Nguồn", boxes(Nonconformity.Source.choices, told("source"))),
        *([("origin", "Từ", origin)] if origin else []),
        ("unit", "Đơn vị, nơi xảy ra", where),
        *([("people", "Người liên quan", people)] if people else []),
        ("what", "Mô tả sự không phù hợp", told("what")),
        ("evidence", "Bằng chứng khách quan", told("evidence")),
        ("requirement", "Yêu cầu bị vi phạm", told("requirement")),
    ]
    second = [
        ("clause", "Điều khoản", _clause(told("clause"))),
        ("grade", "Mức độ", grade),
        ("document", "Quy trình, tài liệu", document),
        ("due_date", "Hạn hoàn thành", _due(one, making)),
        ("owner", "Người chịu trách nhiệm", one.owner_words if one else ""),
        ("accepted", "Tiếp nhận", by(one.accepted_by, one.accepted_date) if one else ""),
    ]
    blocks: list[Block] = [
        fields(*first, long=("what", "evidence"), without_empty=ended),
        fields(*second, columns=2, without_empty=ended),
        *([fields(("state_reason", "Lý do không chấp nhận", rejected))] if rejected else []),
    ]
    return [
        *blocks,
        signed(signs("Người phát hiện", told("found_by")), signs("Xác nhận của đơn vị")),
    ]


def _clause(number: str | None) -> str:
    clause = clauses().get(number or "")
    return f"{number} {clause.vi}" if clause else number or ""


def _due(one: Nonconformity | None, making: Making) -> str:
    due = one.due_date if one else None
    if one is None or due is None:
        return ""
    late = (making.on - due).days
    return f"{ngay(due)} (quá hạn {late} ngày)" if one.is_open and late > 0 else ngay(due)


def _corrected(one: Nonconformity | None) -> Block:
    return fields(
        ("correction", "Nội dung khắc phục", one.correction if one else ""),
        ("correction_by", "Người khắc phục", by(one.correction_by, one.correction_date) if one else ""),
        ("need", "Sự cần thiết của hành động khắc phục", boxes(Need.choices, one.need if one else "")),
        ("need_reason", "Lý do", one.need_reason if one else ""),
        ("need_by", "Người đánh giá", by(one.need_by, one.need_date) if one else ""),
        long=("correction",),
        without_empty=one is not None and not one.is_open,
    )


def _rounds(page: SheetPage | None) -> list[Block]:
    """Return the rounds in their order; of a blank, and of a sheet without any, an empty one to be written in."""
    title = "Nguyên nhân và hành động khắc phục"
    rounds = sorted(page.rounds, key=lambda one: one.number) if page else []
    if page is not None and page.sheet.need == Need.CORRECTION:
        title = "Thẩm tra sự khắc phục"
    blocks: list[Block] = [Heading(text=title, number="3.")]
    if not rounds:
        return [*blocks, *_round(None, page)]
    for one in rounds:
        if len(rounds) > 1:
            blocks.append(Heading(text=f"Vòng {one.number}", level=2))
        blocks += _round(one, page)
    return blocks


def _round(one: Round | None, page: SheetPage | None) -> list[Block]:
    sheet = page.sheet if page else None
    blocks: list[Block] = []
    if one is not None and one.reopened_reason:
        blocks.append(plain(f"Lý do mở vòng này: {one.reopened_reason}", italic=True))
    if sheet is None or sheet.need != Need.CORRECTION:
        blocks += _causes(one, page)
        actions = list(one.actions.all()) if one else []
        blocks.append(
            Table(
                key="actions",
                columns=ACTIONS,
                rows=counted(_action(each) for each in actions),
                blank_rows=0 if actions else 4,
            )
        )
    blocks.append(
        fields(
            *([("verify_from", "Thẩm tra được từ ngày", ngay(one.verify_from))] if one and one.verify_from else []),
            ("verdict", "Kết luận thẩm tra hiệu lực", boxes(VERDICTS, one.verdict if one else "")),
            ("verdict_text", "Căn cứ kết luận", one.verdict_text if one else ""),
            long=("verdict_text",),
        )
    )
    verified = ngay(one.verified_date) if one and one.verified_date else ""
    verifier = signs(
        "Người thẩm tra",
        one.verified_by if one else "",
        note=f"Thẩm tra ngày {verified}" if verified else signs("").note,
    )
    if sheet is not None and sheet.need == Need.CORRECTION:
        return [*blocks, signed(signs("Người chịu trách nhiệm"), verifier)]
    return [*blocks, signed(signs("Người phân tích", one.analysed_by if one else ""), _approved(one, page), verifier)]


def _causes(one: Round | None, page: SheetPage | None) -> list[Block]:
    sheet = page.sheet if page else None
    is_now = one is not None and sheet is not None and one.number == sheet.round
    causes = list(one.causes.all()) if one else []
    items = tuple(f"{each.get_branch_display()}: {each.text}" if each.branch else each.text for each in causes)
    blocks: list[Block] = [
        fields(("method", "Cách phân tích nguyên nhân", boxes(METHODS, one.method if causes and one else "")))
    ]
    if items:
        blocks.append(Items(items=items, mark="number"))
    rows = [("root_cause", "Nguyên nhân gốc", one.root_cause if one else "")]
    if one is None or is_now:
        similar = yes_no(sheet.has_similar, sheet.similar_text) if sheet else yes_no(None)
        rows.append(("similar", "Có sự không phù hợp tương tự ở nơi khác", similar))
    return [*blocks, fields(*rows, long=("root_cause",))]


def _action(each: Action) -> tuple[Any, ...]:
    work = each.assignment
    if work is None:
        return each.what, each.owner_words, ngay(each.due_date), "", ""
    said = ": ".join(filter(None, [str(work.get_state_display()), work.result]))
    return each.what, work.owner_words or each.owner_words, ngay(work.due_date), said, ngay(work.done_date)


def _approved(one: Round | None, page: SheetPage | None) -> Any:
    """Return the signature of who approved the plan of a round; of the last one with the paper or the day it rests on."""
    if one is None or page is None or one.approved_date is None:
        return signs("Phê duyệt biện pháp")
    note = f"Phê duyệt ngày {ngay(one.approved_date)}"
    if one.number != page.sheet.round:
        return signs("Phê duyệt biện pháp", note=note)
    approval = last_round(page.sheet, but_returned=True)
    if approval is not None and approval.paper is not None:
        return signs(
            "Phê duyệt biện pháp", approval.paper.signer_name, note=f"Theo văn bản {kept_number(approval.paper)}"
        )
    return signs("Phê duyệt biện pháp", note=f"{note} (xác nhận trên hệ thống)" if approval is not None else note)


def _changes(one: Nonconformity | None) -> Block:
    requests: Sequence[ChangeRequest] = list(requests_from(one).order_by("code")) if one else ()
    told = "; ".join(f"{each} ({each.get_state_display()})" for each in requests)
    return fields(
        ("changes_risks", "Phải cập nhật rủi ro, cơ hội", yes_no(one.changes_risks if one else None)),
        ("changes_system", "Phải thay đổi hệ thống, tài liệu", yes_no(one.changes_system if one else None)),
        ("changes_text", "Nêu rõ", one.changes_text if one else ""),
        ("requests", "Phiếu yêu cầu thay đổi tài liệu", told or ("không có" if one else "")),
        without_empty=one is not None and not one.is_open,
    )


def _closed(one: Nonconformity | None) -> list[Block]:
    closed = one.closed_date if one else None
    said = f"Đóng ngày {ngay(closed)}" if closed else ""
    return [
        signed(
            signs("Đại diện đơn vị"),
            signs("Người đóng phiếu", one.closed_by if one else "", note=said or signs("").note),
        ),
    ]
