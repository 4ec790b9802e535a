"""How syntheses of surveys are found again, approved, searched and told of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.evaluation.satisfaction.models import Synthesis
from sotay.evaluation.satisfaction.synthesis import commands
from sotay.evaluation.satisfaction.synthesis.queries import SynthesisPage, visible
from sotay.evaluation.satisfaction.synthesis.results import Results
from sotay.journal import sentences
from sotay.search import index


def _shown(one: Synthesis) -> dict[str, Any]:
    """Return what who approves sees: the figures as they were pinned, those of today where it came back, and the texts."""
    page = SynthesisPage(one, today())
    return {"results": Results(one, page.figures, is_pinned=page.is_pinned)}


subjects.register(
    Synthesis,
    label=_("Báo cáo khảo sát"),
    url_name="evaluation:synthesis_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
index.register(
    Synthesis,
    code=lambda one: one.code,
    text=lambda one: "\n".join(filter(None, [one.assessment, one.opinions, one.actions])),
)
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Báo cáo khảo sát"),
        steps=(
            purposes.DefaultStep(Seat.Role.QMR, _("Xem xét")),
            purposes.DefaultStep(Seat.Role.COMMITTEE_HEAD, _("Phê duyệt")),
        ),
        content=commands.content_of,
        on_approved=commands.synthesis_approved,
        on_returned=commands.synthesis_returned,
        may_submit="evaluation.write_syntheses",
        template="evaluation/syntheses/approved.html",
        show=_shown,
    )
)
sentences.register(
    {
        "evaluation.synthesis.begun": _("Lập báo cáo khảo sát"),
        "evaluation.synthesis.written": _("Sửa báo cáo khảo sát"),
        "evaluation.synthesis.dropped": _("Bỏ báo cáo khảo sát đang lập"),
        "evaluation.synthesis.submitted": _("Trình báo cáo khảo sát, chốt số liệu"),
        "evaluation.synthesis.issued": _("Ban hành báo cáo khảo sát"),
        "evaluation.synthesis.returned": _("Báo cáo khảo sát bị trả lại"),
        "evaluation.synthesis.withdrawn": _("Rút lại báo cáo khảo sát đã trình"),
        "evaluation.synthesis.published": _("Công khai kết quả khảo sát"),
        "evaluation.synthesis.taken_back": _("Thôi công khai kết quả khảo sát"),
    }
)
