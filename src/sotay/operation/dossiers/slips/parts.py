"""What stands on each form of a dossier: the fields of the circulars, filled from one event or left to be written on."""

from typing import Final

from django.urls import reverse

from sotay.context.models import Service
from sotay.operation.dossiers import words
from sotay.operation.dossiers.models import Dossier, Timing
from sotay.operation.dossiers.secret import grouped
from sotay.operation.dossiers.slips.control import ControlRow
from sotay.operation.dossiers.slips.parameters import TT01
from sotay.operation.dossiers.slips.queries import Slip
from sotay.operation.dossiers.slips.sheet import BLANK_ROWS, DESK, SIGNED, Facts, Kind, fields
from sotay.papers.model import (
    Block,
    Column,
    Fields,
    Paragraph,
    Run,
    Signature,
    Signatures,
    Table,
    Text,
)
from sotay.papers.shapes import moment
from sotay.ui.formats import luc, ngay


def _party(facts: Facts, *, with_identity: bool = False) -> tuple[Block, ...]:
    one = facts.party
    identity = (("identity_number", "Số giấy tờ tùy thân", one.identity_number),) if with_identity else ()
    return (
        fields(
            ("name", "Tiếp nhận hồ sơ của ông (bà), tổ chức", (Run(one.name, bold=True),) if one.name else ""),
            ("address", "Địa chỉ", one.address),
            *identity,
        ),
        fields(
            ("phone", "Điện thoại, thư điện tử", "; ".join(filter(None, [one.phone, one.email]))),
            ("service", "Thủ tục hành chính", facts.service),
            ("request", "Nội dung yêu cầu giải quyết", one.request),
        ),
    )


def receipt(facts: Facts) -> tuple[Block, ...]:
    """Return Mẫu 01: who, what was handed in, by when the result comes and how."""
    slip, dossier, event = facts.slip, facts.dossier, facts.event
    rows = tuple(
        (str(place), paper.name, str(paper.originals), str(paper.copies))
        for place, paper in enumerate(slip.papers if slip else (), start=1)
    )
    columns = (
        Column(key="tt", title="TT", width=0.5, align="center"),
        Column(key="ten", title="Tên giấy tờ", width=5),
        Column(key="ban_chinh", title="Bản chính", width=1, align="center"),
        Column(key="ban_sao", title="Bản sao", width=1, align="center"),
    )
    told: list[Block] = [
        fields(("code", "Mã hồ sơ", (Run(facts.code, bold=True),) if facts.code else "")),
        *_renewed(facts),
        *_party(facts, with_identity=True),
        Table(key="papers", columns=columns, rows=rows, caption="Thành phần hồ sơ nộp gồm:", blank_rows=_blank(facts)),
    ]
    if slip and slip.wanted:
        names = "; ".join(one.name or "…" for one in slip.wanted)
        told.append(fields(("supplied", "Giấy tờ đã bổ sung", f"{names}.")))
    told += [
        fields(
            ("sets", "Số lượng hồ sơ (bộ)", str(dossier.sets) if dossier else ""),
            ("limit", "Thời gian giải quyết hồ sơ theo quy định", words.limit_words(dossier) if dossier else ""),
            ("received", "Thời gian nhận hồ sơ", moment(event.at) if event else ""),
            ("due", "Thời gian trả kết quả giải quyết hồ sơ", _due(facts)),
            ("channels", "Đăng ký nhận kết quả", _channels(slip)),
        ),
        fields(
            ("fees", "Phí, lệ phí", dossier.service.fees if dossier else ""),
            ("book", "Vào sổ theo dõi hồ sơ năm", str(dossier.received_date.year) if dossier else ""),
            columns=2,
        ),
        *_look_up(facts),
        Signatures(
            columns=(
                Signature(title="Người nộp hồ sơ", name=facts.party.name, note=SIGNED),
                Signature(title="Người tiếp nhận hồ sơ", name=facts.officer, note=SIGNED),
            )
        ),
    ]
    return tuple(told)


def _blank(facts: Facts) -> int:
    return BLANK_ROWS if facts.slip is None else 0


def _renewed(facts: Facts) -> tuple[Block, ...]:
    """Say of a receipt given anew what becomes of the former one."""
    slip, dossier, event = facts.slip, facts.dossier, facts.event
    if slip is None or dossier is None or event is None or event.kind != Kind.SUPPLEMENTED:
        return ()
    ends = "ngày hẹn trả giữ nguyên vì đã qua khi yêu cầu bổ sung" if slip.stays else "thời hạn tính lại từ đầu"
    text = f"(Cấp lại khi hồ sơ đã bổ sung đủ, thay giấy tiếp nhận lập ngày {ngay(dossier.received_date)}; {ends}.)"
    return (Paragraph(text=text, italic=True, align="center", indent=False),)


def _due(facts: Facts) -> Text:
    if facts.event is None:
        return ""
    if facts.event.due_date is None:
        return "ngay khi có kết quả (thủ tục không quy định thời hạn)"
    return (Run(f"trong giờ làm việc, ngày {ngay(facts.event.due_date)}", bold=True),)


def _channels(slip: Slip | None) -> str:
    """Return the ways to have the result, each with a box that is ticked where it was wanted."""
    told = slip.channels if slip else tuple((label, False) for _value, label in Service.Channel.choices)
    return "   ".join(f"{'■' if wanted else '□'} {label}" for label, wanted in told)


def _look_up(facts: Facts) -> tuple[Block, ...]:
    slip = facts.slip
    if slip is None or not slip.secret:
        return ()
    where = f"{facts.site}{reverse('dossier_look_up')}" if facts.site else "trang tra cứu hồ sơ"
    text = (
        Run("Xem tình trạng hồ sơ: quét mã QR, hoặc mở "),
        Run(where),
        Run(" rồi gõ mã hồ sơ và mã tra cứu "),
        Run(grouped(slip.secret), bold=True),
        Run(". Giữ kín mã tra cứu."),
    )
    return (Paragraph(text=text, indent=False),)


def supplement(facts: Facts) -> tuple[Block, ...]:
    """Return Mẫu 02: which papers are missing, why, what becomes of the day promised."""
    slip = facts.slip
    columns = (
        Column(key="tt", title="TT", width=0.5, align="center"),
        Column(key="ten", title="Thành phần hồ sơ", width=4),
        Column(key="ban_chinh", title="Bản chính", group="Số lượng", width=1, align="center"),
        Column(key="ban_chung_thuc", title="Bản chứng thực", group="Số lượng", width=1.2, align="center"),
        Column(key="ban_sao", title="Bản sao", group="Số lượng", width=1, align="center"),
    )
    rows = tuple(
        (str(place), one.name, *(str(number or "") for number in (one.originals, one.certified, one.copies)))
        for place, one in enumerate(slip.wanted if slip else (), start=1)
    )
    who = f" ({facts.officer})" if facts.officer else ""
    return (
        *_party(facts),
        _followed(facts, "Mã hồ sơ"),
        Table(
            key="wanted",
            columns=columns,
            rows=rows,
            caption="Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
            blank_rows=_blank(facts),
        ),
        _reason(facts, "Lý do"),
        *_what_of_the_day(facts),
        Paragraph(
            text=f"Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, xin liên hệ {DESK}, {facts.agency.name}{who}."
        ),
        Signatures(columns=(Signature(title="Người hướng dẫn", name=_signer(facts) or facts.officer, note=SIGNED),)),
    )


def _followed(facts: Facts, label: str) -> Fields:
    day = facts.day(facts.dossier.received_date) if facts.dossier else ""
    return fields(("code", label, facts.code), ("received", "Tiếp nhận ngày", day))


def _reason(facts: Facts, label: str) -> Fields:
    return fields(("reason", label, facts.slip.reason if facts.slip else ""), long=("reason",))


def _signer(facts: Facts) -> str:
    return facts.slip.signed_by if facts.slip else ""


def _what_of_the_day(facts: Facts) -> tuple[Block, ...]:
    slip = facts.slip
    if slip is None or slip.was_due is None:
        return ()
    day = ngay(slip.was_due)
    ends = (
        "đã qua; khi hồ sơ đủ, việc giải quyết được tiếp tục."
        if slip.stays
        else "không còn giá trị; khi hồ sơ đủ, thời hạn tính lại từ đầu và ông (bà) nhận giấy tiếp nhận mới."
    )
    return (Paragraph(text=f"Ngày hẹn trả {day} trên giấy tiếp nhận {ends}"),)


def refusal(facts: Facts) -> tuple[Block, ...]:
    """Return Mẫu 03: that it was not taken in, and why."""
    return (
        *_party(facts),
        _followed(facts, "Số theo dõi"),
        Paragraph(
            text=f"Qua xem xét, {DESK}, {facts.agency.name} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do, "
            "căn cứ cụ thể như sau:"
        ),
        _reason(facts, "Lý do, căn cứ"),
        Paragraph(text="Xin thông báo cho ông (bà), tổ chức được biết và thực hiện."),
        Signatures(
            columns=(
                Signature(title="Người nộp hồ sơ", name=facts.party.name, note=SIGNED),
                Signature(title="Người tiếp nhận hồ sơ", name=_signer(facts) or facts.officer, note=SIGNED),
            )
        ),
    )


def _addressed(facts: Facts) -> Fields:
    one = facts.party
    return fields(
        ("name", "Kính gửi ông (bà), tổ chức", (Run(one.name, bold=True),) if one.name else ""),
        ("address", "Địa chỉ", one.address),
        ("phone", "Điện thoại", one.phone),
        ("service", "Thủ tục hành chính", facts.service),
        ("code", "Mã hồ sơ", facts.code),
        ("received", "Tiếp nhận ngày", facts.day(facts.dossier.received_date) if facts.dossier else ""),
        ("was_due", "Thời gian hẹn trả kết quả", facts.day(facts.slip.was_due) if facts.slip else ""),
    )


def apology(facts: Facts) -> tuple[Block, ...]:
    """Return Mẫu 04: why it is late, that one is sorry, the new day."""
    name, event = facts.agency.name, facts.event
    asks = "xin hẹn lại ngày trả kết quả" if facts.circular == TT01 else "đề nghị gia hạn thời gian giải quyết"
    new = facts.day(event.due_date) if event else ""
    return (
        _addressed(facts),
        _reason(facts, "Đến nay hồ sơ chưa giải quyết xong, với lý do"),
        Paragraph(text=f"{name} xin lỗi ông (bà), tổ chức về sự chậm trễ này và {asks}."),
        fields(("new_due", "Thời gian trả kết quả mới", (Run(new, bold=True),) if new else "")),
        Paragraph(text="Mong nhận được sự thông cảm của ông (bà), tổ chức vì sự chậm trễ này."),
    )


def stop(facts: Facts) -> tuple[Block, ...]:
    """Return Mẫu 05 of TT 03/2025: that it is settled no further, and why."""
    day = facts.day(facts.event.date) if facts.event else ""
    return (
        _addressed(facts),
        fields(("stopped", f"{facts.agency.name} thông báo dừng giải quyết hồ sơ kể từ ngày", day)),
        _reason(facts, "Lý do"),
        Paragraph(text=f"Ông (bà), tổ chức liên hệ {DESK} để nhận lại giấy tờ bản chính đã nộp."),
    )


CONTROL: Final = (
    Column(key="ai", title="Cơ quan, bộ phận, người giao – nhận", width=3.2),
    Column(key="luc", title="Thời gian giao, nhận", width=1.6, align="center"),
    Column(key="giao", title="Ký giao", width=0.9),
    Column(key="nhan", title="Ký nhận", width=0.9),
    Column(key="ket_qua", title="Kết quả", width=1.1, align="center"),
    Column(key="ghi_chu", title="Ghi chú", width=1.8),
)


def control(facts: Facts) -> tuple[Block, ...]:
    """Return the control sheet: each hand-over with its moment, and whether the step before it kept its time."""
    slip, dossier = facts.slip, facts.dossier
    rows = tuple(_handed(row) for row in slip.rows) if slip else ()
    return (
        fields(
            ("name", "Chủ hồ sơ", facts.party.name),
            ("address", "Địa chỉ", facts.party.address),
            ("service", "Thủ tục hành chính", facts.service),
            ("unit", "Cơ quan, đơn vị giải quyết", str(dossier.unit or facts.agency.name) if dossier else ""),
            ("code", "Mã hồ sơ", facts.code),
            ("received", "Thời gian nhận hồ sơ", moment(facts.event.at) if facts.event else ""),
            ("due", "Thời gian hẹn trả", _dues(dossier) if dossier else ""),
        ),
        Table(key="rows", columns=CONTROL, rows=rows, blank_rows=2 * BLANK_ROWS if slip is None else 0),
        Paragraph(
            text="Thời gian giao nhận và kết quả lấy từ các lần chuyển trên hệ thống; bước chưa ghi thời gian trong quy trình "
            "thì để trống.",
            italic=True,
            indent=False,
        ),
        Signatures(columns=(Signature(title="Người lập phiếu", note=SIGNED),)),
    )


def _dues(dossier: Dossier) -> str:
    """Return the day on the receipt, and what became of it: after a pause, by an apology."""
    if dossier.receipt_due_date is None:
        return words.due_words(dossier)
    told = [ngay(dossier.receipt_due_date)]
    if dossier.due_date and words.has_moved(dossier):
        told.append(f"sau tạm dừng: {ngay(dossier.due_date)}")
    if dossier.new_due_date:
        told.append(f"hẹn lại: {ngay(dossier.new_due_date)}")
    return "; ".join(told)


def _handed(row: ControlRow) -> tuple[Text, ...]:
    event = row.event
    what = "Giao lại trong bước" if event.is_within_step else str(event.get_kind_display())
    by = event.by.full_name if event.by else "…"
    step = f" – {row.step.work[:80]}" if row.step else ""
    if event.kind in {Kind.RECEIVED, Kind.SUPPLEMENTED}:
        who = f"Giao: người nộp hồ sơ\nNhận: {by}"
    elif event.kind == Kind.RETURNED:
        who = f"Giao: {by}\nNhận: người nộp hồ sơ"
    elif event.kind in {Kind.HANDED_OVER, Kind.SENT_BACK}:
        to = event.to_user.full_name if event.to_user else str(event.to_unit or "…")
        next_step = f" – {event.to_step.work[:80]}" if event.to_step else ""
        who = f"Giao: {by}{step}\nNhận: {to}{next_step}"
    else:
        who = f"{by}{step}"
    again = f"hẹn lại {ngay(event.due_date)}" if event.kind == Kind.APOLOGISED and event.due_date else ""
    note = "; ".join(filter(None, [event.number, event.reason[:200], again]))
    timing = str(Timing(row.timing).label) if row.timing else ""
    return ((Run(what, bold=True), Run(f"\n{who}")), luc(event.at), "", "", timing, note)
