"""How records of yearly programmes are found again, searched, approved and told."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.evaluation.audits.models import Audit, Programme
from sotay.evaluation.audits.plan.content import shown_of
from sotay.evaluation.audits.programmes import commands
from sotay.evaluation.audits.programmes.planned import content_of
from sotay.evaluation.audits.programmes.programme_page import LineShown
from sotay.evaluation.audits.programmes.queries import lines_of, visible
from sotay.journal import sentences
from sotay.search import index


def _shown(one: Programme | Audit) -> dict[str, Any]:
    """Return what who decides sees of a programme, or of the plan that goes with it."""
    if isinstance(one, Audit):
        return shown_of(one)
    lines = [LineShown(line, ()) for line in lines_of(one)]
    return {
        "one": one,
        "lines": [each for each in lines if each.line.months],
        "left_out": [each.line for each in lines if not each.line.months],
    }


subjects.register(
    Programme,
    label=_("Chương trình đánh giá nội bộ"),
    url_name="evaluation:programme_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
index.register(Programme, code=lambda one: f"CTĐG {one.year}", text=lambda one: f"{one.purpose}\n{one.scope}".strip())
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Chương trình đánh giá nội bộ năm"),
        steps=(purposes.DefaultStep(Seat.Role.COMMITTEE_HEAD, _("Phê duyệt")),),
        content=content_of,
        on_approved=commands.programme_approved,
        on_returned=commands.programme_returned,
        may_submit="evaluation.write_programme",
        template="evaluation/programmes/approved.html",
        show=_shown,
    )
)
sentences.register(
    {
        "evaluation.programme.begun": _("Lập chương trình đánh giá nội bộ"),
        "evaluation.programme.written": _("Sửa chương trình đánh giá nội bộ"),
        "evaluation.programme.submitted": _("Trình chương trình đánh giá nội bộ"),
        "evaluation.programme.approved": _("Chương trình đánh giá nội bộ được phê duyệt"),
        "evaluation.programme.returned": _("Chương trình đánh giá nội bộ bị trả lại"),
        "evaluation.programme.withdrawn": _("Rút lại chương trình đánh giá nội bộ đã trình"),
        "evaluation.programme.superseded": _("Chương trình đánh giá nội bộ được thay thế"),
        "evaluation.programme.revised": _("Lập bản điều chỉnh chương trình đánh giá nội bộ"),
        "evaluation.programme.dropped": _("Bỏ chương trình đánh giá nội bộ đang soạn"),
    }
)
