"""Paper of a proposal to improve: proposed, judged, carried out, measured."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.improvement.proposals.models import Proposal
from sotay.papers.forms import Making, form
from sotay.papers.model import Heading, Paper
from sotay.papers.shapes import boxes, by, centred, fields, inner_form, signed, signs
from sotay.ui.formats import ngay

TYPE: Final = Proposal._meta.label_lower
State = Proposal.State
JUDGED: Final = ((True, "Chấp nhận"), (False, "Không chấp nhận"))
ACCEPTED: Final = frozenset({State.ACCEPTED, State.DONE, State.MEASURED})


@form("DXCT", title=_("Phiếu đề xuất cải tiến"), of=TYPE, clause="10.3")
def proposal_sheet(one: Proposal | None, making: Making) -> Paper:
    """Return a proposal: what is proposed and what for, what was said to it, what was done, what it brought."""

    def told(name: str) -> Any:
        return getattr(one, name) if one else None

    work = told("assignment")
    ended = told("state") in Proposal.ENDED
    judged = None if one is None or one.judged_date is None else one.state in ACCEPTED
    origin = _origin(one, making)
    return inner_form(
        making,
        centred(f"Số: {one.code} – {one.get_state_display()}" if one else "Số: ……………"),
        Heading(text="Đề xuất", number="1."),
        fields(
            ("title", "Nội dung đề xuất", told("title")),
            ("unit", "Đơn vị", told("unit")),
            ("proposed", "Người đề xuất", by(told("proposed_by"), told("proposed_date"))),
            *([("origin", "Từ", origin)] if origin else []),
            ("what", "Hiện trạng và cách làm đề xuất", told("what")),
            ("benefit", "Lợi ích dự kiến", told("benefit")),
            ("measure", "Đo kết quả bằng", told("measure")),
            ("before", "Trước khi cải tiến", told("before")),
            long=("what", "benefit"),
            without_empty=ended,
        ),
        Heading(text="Xem xét", number="2."),
        fields(
            ("judged", "Kết luận", boxes(JUDGED, judged)),
            ("judged_text", "Ý kiến xem xét", told("judged_text")),
            ("work", "Giao thực hiện", f"{work.owner_words}, hạn {ngay(work.due_date)}" if work else ""),
            long=("judged_text",),
            without_empty=ended,
        ),
        Heading(text="Kết quả", number="3."),
        fields(
            ("done_date", "Ngày thực hiện xong", ngay(told("done_date"))),
            ("after", "Sau khi cải tiến", told("after")),
            ("outcome", "Kết quả đo", boxes(Proposal.Outcome.choices, told("outcome"))),
            ("outcome_text", "Nhận xét kết quả", told("outcome_text")),
            long=("outcome_text",),
            without_empty=ended,
        ),
        signed(
            signs("Người đề xuất", told("proposed_by")),
            _signs_on("Người xem xét", told("judged_by"), told("judged_date")),
            _signs_on("Người đo kết quả", told("measured_by"), told("measured_date")),
        ),
        heading="PHIẾU ĐỀ XUẤT CẢI TIẾN",
        mark="ĐÃ RÚT" if one and one.state == State.WITHDRAWN else "",
    )


def _signs_on(title: str, who: Any, day: Any) -> Any:
    return signs(title, who, note=f"Ngày {ngay(day)}") if day else signs(title)


def _origin(one: Proposal | None, making: Making) -> str:
    """Return from what it was born, where the viewer may see that."""
    if one is None or not one.origin_type or one.origin_uuid is None:
        return ""
    ref = subjects.Ref(one.origin_type, one.origin_uuid)
    return one.origin_text if ref in subjects.resolve([ref], viewer=making.viewer) else ""
