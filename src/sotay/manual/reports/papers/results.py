"""Two papers from the same numbers: of the team to the ISO committee, and of the agency to the province's reform committee."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse

from sotay.agency.models import Agency, Seat
from sotay.manual.reports.extract import IN_TABLE, paragraphs, period_words
from sotay.manual.reports.groups import GROUPS, Group
from sotay.manual.reports.models import Report
from sotay.manual.reports.papers.parts import (
    NOTHING,
    SYSTEM,
    TITLES,
    Told,
    day_of,
    numbers_table,
    points_table,
    report_form,
    sheets_behind,
)
from sotay.manual.reports.results import figures_by_code
from sotay.papers.authority import letterhead, signature_of_head, signature_of_role, symbol
from sotay.papers.forms import Making
from sotay.papers.model import (
    Block,
    Column,
    Heading,
    Letterhead,
    Number,
    Paper,
    Paragraph,
    Prose,
    Run,
    Sheet,
    Signature,
    Table,
)

REFORM: str = "Ban Chỉ đạo cải cách hành chính tỉnh"
NEXT = (
    "- Tiếp tục thực hiện các nội dung theo kế hoạch của năm, đúng thời hạn.\n\n"
    "- Khắc phục dứt điểm các nội dung còn tồn tại nêu trên; theo dõi, đôn đốc các đơn vị."
)


@report_form("COMMITTEE", kind=Report.Kind.COMMITTEE, title=TITLES["COMMITTEE"], known_as="J-BCĐ", clause="9.1.3")
def to_committee(report: Report, told: Told, making: Making) -> Paper:
    """Return the report of the secretary and the team: every subject with its numbers, what was late, what is open."""
    agency, period = making.agency, period_words(report)
    return Paper(
        abbreviation="BC",
        heading="BÁO CÁO",
        subject=f"Kết quả duy trì, cải tiến {SYSTEM} {period}",
        letterhead=Letterhead(parent=agency.name, agency="Tổ công tác ISO"),
        number=Number(symbol="BC-TCT"),
        place=agency.place_name,
        to=(agency.committee_name,),
        blocks=(
            Heading(number="I.", text="TÌNH HÌNH CHUNG"),
            Prose(key="general", label="Tình hình chung", text=paragraphs(report, told)[0]),
            Heading(number="II.", text="KẾT QUẢ THỰC HIỆN"),
            Paragraph(text=_days(told), italic=True),
            *_subjects(told, agency),
            Heading(number="III.", text="THỰC HIỆN CÁC VIỆC PHẢI LÀM TRONG KỲ"),
            *_duties(told, agency),
            Heading(number="IV.", text="TỒN TẠI, NGUYÊN NHÂN"),
            *_points(told, agency),
            Prose(key="causes", label="Nguyên nhân của tồn tại", optional=True),
            Heading(number="V.", text="PHƯƠNG HƯỚNG, KIẾN NGHỊ"),
            Prose(key="next", label="Phương hướng thời gian tới", text=NEXT),
            Prose(key="proposals", label="Kiến nghị với Ban Chỉ đạo ISO", text="Kiến nghị: Không."),
        ),
        recipients=("Như trên", "Tổ công tác ISO", "Lưu: VT"),
        signature=_of_team(agency, making),
        behind=_behind(told),
    )


@report_form("PROVINCE", kind=Report.Kind.PROVINCE, title=TITLES["PROVINCE"], known_as="J-CCHC", clause="9.1.3")
def to_province(report: Report, told: Told, making: Making) -> Paper:
    """Return the report of the agency, signed by its head: two paragraphs, one table, what is open."""
    agency, period = making.agency, period_words(report)
    done, results = paragraphs(report, told)
    by_code = figures_by_code(told)
    return Paper(
        abbreviation="BC",
        heading="BÁO CÁO",
        subject=f"Kết quả xây dựng, áp dụng, duy trì {SYSTEM} {period}",
        letterhead=letterhead(agency),
        number=symbol(agency, "BC"),
        place=agency.place_name,
        to=(REFORM,),
        blocks=(
            Heading(number="I.", text="CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
            Prose(key="lead", label="Công tác chỉ đạo, điều hành", text=_lead(agency)),
            Heading(number="II.", text="KẾT QUẢ THỰC HIỆN"),
            Prose(key="done", label="Việc đã thực hiện", text=done),
            Prose(key="results", label="Kết quả", text=results),
            Paragraph(text=_days(told), italic=True),
            numbers_table("numbers", (by_code[code] for code in IN_TABLE if code in by_code), agency, before=told["before"]),
            Heading(number="III.", text="TỒN TẠI, HẠN CHẾ"),
            *_late(told),
            Prose(key="causes", label="Tồn tại, hạn chế và nguyên nhân", optional=True),
            Heading(number="IV.", text="NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI"),
            Prose(key="next", label="Nhiệm vụ trọng tâm", text=NEXT),
            Heading(number="V.", text="ĐỀ XUẤT, KIẾN NGHỊ"),
            Prose(key="proposals", label="Đề xuất, kiến nghị", text="Không."),
        ),
        recipients=("Như trên", "Sở Nội vụ", "Sở Khoa học và Công nghệ", agency.committee_name, "Lưu: VT"),
        signature=signature_of_head(agency, making.on),
        behind=_behind(told),
    )  # fmt: skip


def _of_team(agency: Agency, making: Making) -> Signature:
    """Return the signature of the secretary for the team."""
    one = signature_of_role(agency, Seat.Role.SECRETARY, making.on)
    return replace(one, prefix="TM.", of="Tổ công tác ISO", note="")


def _lead(agency: Agency) -> str:
    return (
        f"Lãnh đạo {agency.name} chỉ đạo {agency.committee_name}, Thư ký, Tổ công tác ISO và các đơn vị duy trì, cải tiến hệ thống quản "
        "lý chất lượng theo kế hoạch của năm; theo dõi, đôn đốc các đơn vị thực hiện đúng thời hạn."
    )


def _days(told: Told) -> str:
    return f"(Số liệu từ ngày {day_of(told['from'])} đến ngày {day_of(told['to'])}, tính ngày {day_of(told['on'])}.)"


def _subjects(told: Told, agency: Agency) -> Iterator[Block]:
    """Yield the numbers of each subject; of one nobody knows anything of, where they are entered."""
    by_key = {one["key"]: one for one in told["groups"]}
    for place, group in enumerate(GROUPS, start=1):
        figures = by_key[group.key]["figures"]
        yield Heading(number=f"{place}.", text=group.words, level=2)
        if all(one["value"] is None for one in figures):
            yield Paragraph(text=_nothing(group, agency))
        else:
            yield numbers_table(group.key, figures, agency, before=told["before"])
        yield Prose(key=f"note_{group.key}", label=f"Nhận xét: {group.words}", optional=True)


def _nothing(group: Group, agency: Agency) -> tuple[Run, ...]:
    address = reverse(group.enter, kwargs={"agency": agency.short_name})
    return (Run("Chưa có số liệu; nhập tại mục "), Run(group.enter_words, link=address), Run(" trên hệ thống."))


def _duties(told: Told, agency: Agency) -> Iterator[Block]:
    """Yield how the duties of these days were kept, those kept late marked as late."""
    rows = told["duties"]
    if not rows:
        yield Paragraph(text="Trong kỳ không có việc phải làm nào đến hạn.")
        return
    late = sum(bool(one["late"]) for one in rows)
    yield Paragraph(text=f"{len(rows)} việc đến hạn trong kỳ, {late} việc muộn hoặc chưa thực hiện đủ.")
    yield Table(
        key="duties",
        columns=(
            Column(key="no", title="TT", width=0.6, align="center"),
            Column(key="what", title="Việc phải làm", width=5),
            Column(key="due", title="Hạn", width=1.6, align="center"),
            Column(key="done", title="Ngày thực hiện", width=1.8, align="center"),
            Column(key="state", title="Tình trạng", width=3),
        ),
        rows=tuple(
            (str(place), _duty(one, agency), day_of(one["due"]), day_of(one["done"]), _state(one))
            for place, one in enumerate(rows, start=1)
        ),
    )


def _duty(one: Told, agency: Agency) -> tuple[Run, ...]:
    address = reverse("standard:obligation_detail", kwargs={"agency": agency.short_name, "code": one["code"]})
    return (Run(one["title"], link=address),)


def _state(one: Told) -> Any:
    return (Run(one["state"], bold=True),) if one["late"] else one["state"]


def _late(told: Told) -> Iterator[Block]:
    late = [one for one in told["duties"] if one["late"]]
    if late:
        said = "; ".join(f"{one['title'][:1].lower()}{one['title'][1:]} ({one['state']})" for one in late)
        yield Paragraph(text=f"{len(late)} việc thực hiện muộn hoặc chưa thực hiện đủ đúng hạn: {said}.")
    if told["points"]:
        yield Paragraph(text=f"Còn {len(told['points'])} nội dung tồn tại đang được khắc phục.")
    elif not late:
        yield Paragraph(text=NOTHING)


def _points(told: Told, agency: Agency) -> Iterator[Block]:
    if told["points"]:
        yield points_table("points", told["points"], agency)
    else:
        yield Paragraph(text="Trên hệ thống không còn nội dung tồn tại chưa được khắc phục.")


def _behind(told: Told) -> tuple[Sheet, ...]:
    return sheets_behind({one["key"]: one["rows"] for one in told["groups"]})
