"""The forms of dossiers (TT 03/2025/TT-VPCP Mẫu 01–06, before it TT 01/2018/TT-VPCP): each says what one event said.

Who may not see the person gets a form in which names and texts are masked; no name of a file tells anything of them.
"""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.commands import may
from sotay.operation.dossiers.models import Dossier
from sotay.operation.dossiers.slips import queries
from sotay.operation.dossiers.slips.parameters import TT01, circulars_of
from sotay.operation.dossiers.slips.parts import apology, control, receipt, refusal, stop, supplement
from sotay.operation.dossiers.slips.queries import Slip, get_slip
from sotay.operation.dossiers.slips.sheet import Facts, facts_of, slip_of
from sotay.papers.forms import Making, form
from sotay.papers.model import Block, Paper

State = Dossier.State
ABOUT: Final = "operation.dossier"
CODES: Final = {
    queries.RECEIPT: "M01",
    queries.SUPPLEMENT: "M02",
    queries.REFUSAL: "M03",
    queries.APOLOGY: "M04",
    queries.STOP: "M05",
    queries.CONTROL: "M06",
}
"""By their numbers in TT 03/2025."""
HEADINGS: Final = {
    queries.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    queries.SUPPLEMENT: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    queries.REFUSAL: "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    queries.APOLOGY: "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    queries.STOP: "Thông báo dừng giải quyết hồ sơ",
    queries.CONTROL: "Phiếu kiểm soát quá trình giải quyết hồ sơ",
}
APOLOGY_TT01: Final = "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
PARTS: Final[dict[str, Callable[[Facts], tuple[Block, ...]]]] = {
    queries.RECEIPT: receipt,
    queries.SUPPLEMENT: supplement,
    queries.REFUSAL: refusal,
    queries.APOLOGY: apology,
    queries.STOP: stop,
    queries.CONTROL: control,
}


def paper_of(slip: Slip | None, kind: str, making: Making, *, circular: str = "", site: str = "") -> Paper:
    """Return a form as a paper, a blank one without a slip; `circular` where it is known whose form it is."""
    circular = circular or circulars_of(making.agency)(slip.event.date if slip else making.on)
    heading = APOLOGY_TT01 if kind == queries.APOLOGY and circular == TT01 else HEADINGS[kind]
    facts = facts_of(slip, making, circular=circular, site=site)
    return slip_of(facts, kind, heading=heading, blocks=PARTS[kind](facts))


def _made(kind: str) -> Callable[[Dossier | None, Making], Paper]:
    def build(dossier: Dossier | None, making: Making) -> Paper:
        if dossier is None:
            return paper_of(None, kind, making)
        whole = may(making.viewer, "operation.see_person", dossier)
        return paper_of(get_slip(dossier, kind, order=None, is_whole=whole), kind, making)

    build.__doc__ = f"Return {HEADINGS[kind]} of a dossier."
    return build


def _kept_here(dossier: Dossier) -> bool:
    return dossier.is_here and dossier.state != State.REFUSED


TITLES: Final[dict[str, Any]] = {
    queries.RECEIPT: _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    queries.SUPPLEMENT: _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    queries.REFUSAL: _("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    queries.APOLOGY: _("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
    queries.STOP: _("Thông báo dừng giải quyết hồ sơ"),
    queries.CONTROL: _("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
}
SAID: Final[dict[str, Callable[[Dossier], bool]]] = {
    queries.RECEIPT: _kept_here,
    queries.SUPPLEMENT: lambda one: one.is_here and one.supplements > 0,
    queries.REFUSAL: lambda one: one.is_here and one.state == State.REFUSED,
    queries.APOLOGY: lambda one: one.is_here and one.apologised_date is not None,
    queries.STOP: lambda one: one.is_here and one.state == State.STOPPED,
    queries.CONTROL: _kept_here,
}
"""Whether such a thing was ever said of a dossier, told by its own columns."""

for _kind, _code in CODES.items():
    form(_code, title=TITLES[_kind], of=ABOUT, clause="8.5", when=SAID[_kind])(_made(_kind))
