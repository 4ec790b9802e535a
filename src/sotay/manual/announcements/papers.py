"""The papers of an announcement: decision (I5) with its text and list as annexes, the text alone (I5.1), the notice (I6), minutes of posting (I7).

What they must say follows QĐ 19/2014/QĐ-TTg, Điều 4.3 and Phụ lục I, as law.md 1.5 lists it; the agency's own template may
stand in their place.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from sotay.agency.edition import EDITION
from sotay.agency.models import Agency, Seat
from sotay.manual.announcements.models import Announcement, Posting
from sotay.papers import authority, nd30
from sotay.papers.forms import Making, form
from sotay.papers.model import (
    Annex,
    Block,
    Column,
    Field,
    Fields,
    Paper,
    Paragraph,
    Prose,
    Run,
    Sheet,
    Signatures,
    Table,
    Text,
)
from sotay.papers.shapes import LAWS

STANDARD = "Tiêu chuẩn quốc gia TCVN ISO"
SUBJECT = "công bố hệ thống quản lý chất lượng phù hợp " + STANDARD
OVERSEER = "Sở Khoa học và Công nghệ"
OPEN = "……"
COLUMNS = (
    Column(key="place", title="STT", width=6, align="center"),
    Column(key="code", title="Mã thủ tục", width=15),
    Column(key="name", title="Tên thủ tục hành chính", width=52),
    Column(key="field", title="Lĩnh vực", width=20),
    Column(key="procedure", title="Quy trình áp dụng", width=30),
)


@form(
    "I5",
    title=_("Quyết định công bố hệ thống quản lý chất lượng"),
    of="manual.announcement",
    clause="4.3",
    edited=True,
    by_feature=True,
    when=lambda one: not one.is_from_before,
)
def decision(one: Announcement | None, making: Making) -> Paper:
    """Return the decision that announces, with the text and the list of services as its annexes."""
    agency = making.agency
    services = _services(one)
    head = authority.head_title(agency, making.on)
    return Paper(
        abbreviation="QĐ",
        heading="QUYẾT ĐỊNH",
        letterhead=authority.letterhead(agency),
        number=authority.symbol(agency, "QĐ"),
        place=agency.place_name,
        subject=f"Về việc {_again(one)}{SUBJECT} {_standard(one)}",
        authority=f"{head} {agency.name}".upper(),
        bases=(
            *LAWS,
            f"Căn cứ chức năng, nhiệm vụ, quyền hạn của {agency.name}",
            *_grounds(one),
            f"Theo đề nghị của {agency.committee_name}",
        ),
        enacting="QUYẾT ĐỊNH:",
        blocks=(
            _article(
                1,
                f"Công bố hệ thống quản lý chất lượng của {agency.name} phù hợp {STANDARD} {_standard(one)} đối với các lĩnh "
                "vực hoạt động nêu tại Bản công bố và Danh mục thủ tục hành chính kèm theo Quyết định này.",
            ),
            *_why_again(one),
            _article(2, _force(one, making.on)),
            Prose(
                key="carrying",
                label="Trách nhiệm thi hành",
                text=f"Điều 3. {agency.committee_name}, Chánh Văn phòng, Trưởng các phòng, đơn vị thuộc {agency.name} và các tổ chức, cá "
                "nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
            ),
        ),
        recipients=(
            "Như Điều 3",
            f"{_overseer(agency)} (để theo dõi)",
            *([f"{agency.parent_name} (để báo cáo)"] if agency.parent_name else []),
            "Cổng, trang thông tin điện tử của cơ quan (để đăng tải)",
            f"Lưu: VT, {agency.committee_name}",
        ),
        signature=authority.signature_of_head(agency, making.on),
        annexes=(
            Annex(title=f"BẢN CÔNG BỐ HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG\nPHÙ HỢP {STANDARD.upper()} {_standard(one)}", blocks=_text(one, making)),
            _list(one, services),
        ),
        behind=(_sheet(services),),
    )  # fmt: skip


@form(
    "I5.1",
    title=_("Bản công bố hệ thống quản lý chất lượng"),
    of="manual.announcement",
    clause="4.3",
    edited=True,
    by_feature=True,
)
def statement(one: Announcement | None, making: Making) -> Paper:
    """Return the text of the announcement as a paper of its own, to be posted, with the list of services."""
    agency = making.agency
    services = _services(one)
    return Paper(
        abbreviation="CB",
        heading="BẢN CÔNG BỐ",
        letterhead=authority.letterhead(agency),
        number=authority.symbol(agency, "CB"),
        place=agency.place_name,
        dated=one.issued_date if one else None,
        subject=f"Hệ thống quản lý chất lượng phù hợp {STANDARD} {_standard(one)}",
        blocks=_text(one, making, by_decision=True),
        recipients=(f"{_overseer(agency)}", "Niêm yết tại trụ sở", "Lưu: VT"),
        signature=authority.signature_of_head(agency, making.on),
        annexes=(_list(one, services),),
        behind=(_sheet(services),),
    )


@form(
    "I6",
    title=_("Công văn thông báo việc công bố"),
    of="manual.announcement",
    clause="7.4",
    edited=True,
    by_feature=True,
    has_blank=False,
    when=lambda one: one.is_out,
)
def notice(one: Announcement | None, making: Making) -> Paper:
    """Return the letter that tells the overseer of the announcement."""
    agency = making.agency
    number = one.number if one and one.number else f"{OPEN}/QĐ-{agency.letter_code}"
    day = _day(one.issued_date if one else None)
    count = f"{len(_services(one))}" if one else OPEN
    return Paper(
        abbreviation="CV",
        heading="",
        letterhead=authority.letterhead(agency),
        number=authority.symbol(agency, "CV"),
        place=agency.place_name,
        subject=f"thông báo {_again(one)}công bố hệ thống quản lý chất lượng phù hợp TCVN ISO {_standard(one)}",
        to=(_overseer(agency),),
        blocks=(
            Prose(
                key="body",
                label="Nội dung công văn",
                text=f"Thực hiện khoản 3 Điều 4 Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ, "
                f"{agency.name} thông báo: ngày {day}, người đứng đầu cơ quan đã ký Quyết định số {number} về việc {_again(one)}công "
                f"bố hệ thống quản lý chất lượng phù hợp {STANDARD} {_standard(one)}.\n\n"
                f"Phạm vi công bố: {_fields(one)}; {count} thủ tục hành chính theo danh mục kèm theo Quyết định."
                f"{_reason_sentence(one)}\n\n"
                "Bản công bố được niêm yết tại trụ sở và đăng trên cổng, trang thông tin điện tử của cơ quan.\n\n"
                f"{agency.name} gửi kèm Quyết định, Bản công bố và Danh mục thủ tục hành chính; trân trọng đề nghị "
                f"{_overseer(agency)} theo dõi, hướng dẫn./.",
            ),
        ),
        recipients=("Như trên", f"Lưu: VT, {agency.committee_name}"),
        signature=authority.signature_of_head(agency, making.on),
    )


@form(
    "I7",
    title=_("Biên bản niêm yết bản công bố"),
    of="manual.posting",
    clause="7.4",
    when=lambda posting: posting.kind == Posting.Kind.OFFICE,
)
def posting_minutes(posting: Posting | None, making: Making) -> Paper:
    """Return the minutes of a posting at the office."""
    agency = making.agency
    one = posting.announcement if posting else None
    where = posting.place if posting else ""
    return Paper(
        abbreviation="BB",
        heading="BIÊN BẢN",
        letterhead=authority.letterhead(agency),
        number=authority.symbol(agency, "BB"),
        place=agency.place_name,
        dated=posting.posted_date if posting else None,
        subject="Niêm yết Bản công bố hệ thống quản lý chất lượng",
        blocks=(
            Fields(
                fields=(
                    Field(key="day", label="Ngày niêm yết", value=_day(posting.posted_date if posting else None)),
                    Field(key="place", label="Nơi niêm yết", value=where),
                    Field(
                        key="paper",
                        label="Văn bản niêm yết",
                        value=f"Quyết định số {one.number} ngày {_day(one.issued_date)} và Bản công bố kèm theo" if one else "",
                    ),
                    Field(key="by", label="Người niêm yết", value=str(posting.posted_by) if posting else ""),
                    Field(key="note", label="Ghi chú", value=posting.note if posting else ""),
                )
            ),
            Paragraph(
                text="Văn bản nêu trên đã được niêm yết công khai, đầy đủ tại nơi và vào ngày ghi trong biên bản này. Biên bản "
                "lập thành 02 bản, lưu hồ sơ hệ thống quản lý chất lượng."
            ),
            Signatures(
                columns=(
                    authority.signature_of_role(agency, Seat.Role.SECRETARY, making.on, title="Người lập biên bản"),
                    authority.signature_of_role(agency, Seat.Role.CLERK, making.on, title="Người chứng kiến"),
                )
            ),
        ),
        recipients=("Lưu: VT, hồ sơ hệ thống quản lý chất lượng",),
    )  # fmt: skip


def _text(one: Announcement | None, making: Making, *, by_decision: bool = False) -> tuple[Block, ...]:
    """Return what the text of an announcement says, by law.md 1.5; alone it names the decision it belongs to."""
    agency = making.agency
    services = len(_services(one)) if one else 0
    since = _day(one.effective_date) if by_decision and one and one.effective_date else _since(one, making.on)
    decision = f"Quyết định số {one.number} ngày {_day(one.issued_date)}" if one and one.is_out else ""
    return (
        Paragraph(text=(Run(agency.name, bold=True), Run(" công bố hệ thống quản lý chất lượng của cơ quan phù hợp "), Run(f"{STANDARD} {_standard(one)}", bold=True), Run(", với nội dung như sau:"))),
        Fields(
            fields=(
                Field(key="agency", label="Cơ quan công bố", value=agency.name),
                Field(key="parent", label="Cơ quan chủ quản", value=agency.parent_name),
                Field(key="standard", label="Tiêu chuẩn áp dụng", value=f"{STANDARD} {_standard(one)}"),
                Field(key="places", label="Địa điểm áp dụng", value="; ".join(one.places) if one and one.places else "Trụ sở cơ quan" if one else ""),
                Field(key="fields", label="Lĩnh vực", value=_fields(one) if one else "", is_long=True),
                Field(key="scope", label="Phạm vi áp dụng", value=_scope(one), is_long=True),
                Field(key="services", label="Thủ tục hành chính", value=f"{services} thủ tục, theo Danh mục kèm theo" if one else ""),
                Field(key="exclusions", label="Yêu cầu không áp dụng", value=_exclusions(one), is_long=True),
                Field(key="effective", label="Hiệu lực", value=f"Từ ngày {since}" if since else "Từ ngày ký quyết định công bố" if one else ""),
                *((Field(key="replaces", label="Thay thế", value=_replaced(one)),) if one is None or _replaced(one) else ()),
                *([Field(key="decision", label="Ban hành kèm theo", value=decision)] if by_decision else []),
            )
        ),
        Prose(
            key="promise",
            label="Cam kết",
            text=f"{agency.name} duy trì hệ thống quản lý chất lượng theo đúng nội dung công bố, đánh giá nội bộ và xem xét của lãnh "
            "đạo ít nhất mỗi năm một lần, cập nhật thay đổi của văn bản quy phạm pháp luật chậm nhất ba tháng kể từ ngày có hiệu "
            "lực, và công bố lại khi điều chỉnh, mở rộng hoặc thu hẹp phạm vi áp dụng.",
        ),
    )  # fmt: skip


def _list(one: Announcement | None, services: list[tuple[str, ...]]) -> Annex:
    rows: tuple[tuple[Text, ...], ...] = tuple((f"{place}", *row) for place, row in enumerate(services, start=1))
    blank = 0 if one else 10
    return Annex(
        title="DANH MỤC THỦ TỤC HÀNH CHÍNH TRONG PHẠM VI CÔNG BỐ",
        landscape=True,
        blocks=(Table(key="services", columns=COLUMNS, rows=rows, blank_rows=blank),),
    )


def _sheet(services: list[tuple[str, ...]]) -> Sheet:
    return Sheet(title="Danh mục thủ tục", columns=("Mã", "Tên", "Lĩnh vực", "Quy trình"), rows=tuple(services))


def _services(one: Announcement | None) -> list[tuple[str, ...]]:
    """Return the services an announcement covers as rows; one query."""
    if one is None:
        return []
    rows = one.services.order_by("position").values_list("code", "name", "field", "procedure")
    return [tuple(row) for row in rows]


def _article(number: int, text: str) -> Paragraph:
    return Paragraph(text=(Run(f"Điều {number}.", bold=True), Run(f" {text}")))


def _standard(one: Announcement | None) -> str:
    return one.standard_edition if one else EDITION


def _again(one: Announcement | None) -> str:
    return "công bố lại, " if one and one.replaces_id else ""


def _fields(one: Announcement | None) -> str:
    return "; ".join(one.fields) if one and one.fields else OPEN


def _scope(one: Announcement | None) -> str:
    if one is None:
        return ""
    return one.scope_text or "Các hoạt động giải quyết thủ tục hành chính trong các lĩnh vực nêu trên"


def _exclusions(one: Announcement | None) -> str:
    if one is None:
        return ""
    rows = list(one.exclusions.order_by("pk"))
    if not rows:
        return "Không có"
    return "\n".join(f"Điều khoản {row.clause}{f': {row.reason}' if row.reason else ''}" for row in rows)


def _grounds(one: Announcement | None) -> Iterable[str]:
    if one is None or one.confirmation is None:
        return ()
    day = _day(one.confirmation.confirmed_date)
    return (f"Căn cứ kết quả đánh giá nội bộ, xem xét của lãnh đạo và xác nhận hiệu lực của hệ thống ngày {day}",)


def _why_again(one: Announcement | None) -> Iterable[Paragraph]:
    said = _reason_sentence(one).strip()
    return (Paragraph(text=said),) if said else ()


def _reason_sentence(one: Announcement | None) -> str:
    if one is None or not one.replaces_id or not one.reason:
        return ""
    words = {"ADJUSTED": "điều chỉnh", "WIDENED": "mở rộng", "NARROWED": "thu hẹp"}[one.reason]
    return f" Công bố lại do {words} phạm vi áp dụng{f': {one.reason_text}' if one.reason_text else ''}."


def _since(one: Announcement | None, on: date) -> str:
    """Return the day an announcement says it holds from; none for that of signing, as of a decision drafted anew after it came."""
    if one is None or one.effective_date is None:
        return ""
    return "" if one.is_out and one.effective_date < on and not one.is_from_before else _day(one.effective_date)


def _force(one: Announcement | None, on: date) -> str:
    day = _since(one, on)
    since = f"ngày {day}" if day else "ngày ký"
    replaced = _replaced(one)
    return f"Quyết định này có hiệu lực kể từ {since}{f' và thay thế {replaced}' if replaced else ''}."


def _replaced(one: Announcement | None) -> str:
    before = one.replaces if one else None
    return f"Quyết định số {before.number} ngày {_day(before.issued_date)}" if before else ""


def _overseer(agency: Agency) -> str:
    return agency.overseer.name if agency.overseer else OVERSEER


def _day(day: date | None) -> str:
    return nd30.day_words(day.day, day.month, day.year).removeprefix("ngày ") if day else OPEN
