"""How records of this area are found again, searched, approved and told."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.journal import sentences
from sotay.planning.objectives import commands as of_objectives
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.objectives.queries import rows_of, visible, visible_objectives
from sotay.planning.objectives.writing import content_of
from sotay.planning.results import commands as of_results
from sotay.planning.results import progress as _told  # noqa: F401  tells results on the page of an objective
from sotay.planning.results import queries as results
from sotay.planning.results.models import Report
from sotay.search import index
from sotay.standard.reporting import reporting_period


def _shown(one: ObjectiveSet) -> dict[str, Any]:
    """Return what who decides sees of a set: the paper itself."""
    return {"one": one, "rows": rows_of([one], on=today())[one.pk]}


def _told_by(report: Report) -> dict[str, Any]:
    """Return what the secretary and the committee see of a report: each objective with its verdict."""
    period = reporting_period(report.agency_id, report.period)
    return {"lines": results.lines_to_send(report, period=period, on=today()), "note": report.note}


subjects.register(
    ObjectiveSet,
    label=_("Bộ mục tiêu"),
    url_name="planning:set_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible,
    state=lambda one: str(one.get_state_display()),
    related=("unit", "agency"),
)
subjects.register(
    Objective,
    label=_("Mục tiêu chất lượng"),
    url_name="planning:objective_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible_objectives,
    state=lambda one: str(one.set.get_state_display()),
    related=("set__unit", "agency"),
)
subjects.register(
    Report,
    label=_("Báo cáo kết quả mục tiêu"),
    url_name="planning:report_detail",
    url_kwargs=lambda report: {"slug": report.slug},
    visible=results.visible,
    state=lambda report: str(report.get_state_display()),
    related=("unit", "agency"),
)
index.register(ObjectiveSet, code=lambda one: f"MTCL {one.year} {one.unit.code if one.unit else ''}".strip())
index.register(
    Objective, code=lambda one: one.code, text=lambda one: f"{one.target_text}\n{one.formula}\n{one.set.year}".strip()
)
index.register(Report, code=lambda report: report.slug, text=lambda report: report.note)
purposes.register(
    purposes.Purpose(
        code=of_objectives.PURPOSE,
        label=_("Mục tiêu chất lượng và kế hoạch thực hiện"),
        steps=(purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),),
        content=content_of,
        on_approved=of_objectives.sets_approved,
        on_returned=of_objectives.sets_returned,
        may_submit="planning.write_set",
        template="planning/objectives/approved.html",
        show=_shown,
    )
)
purposes.register(
    purposes.Purpose(
        code=of_results.PURPOSE,
        label=_("Báo cáo kết quả mục tiêu"),
        steps=(
            purposes.DefaultStep(Seat.Role.SECRETARY, _("Tiếp nhận")),
            purposes.DefaultStep(Seat.Role.COMMITTEE_HEAD, _("Cho ý kiến")),
        ),
        content=of_results.content_of,
        on_approved=of_results.report_taken,
        on_returned=of_results.report_returned,
        may_submit="planning.send_report",
        template="planning/results/sent.html",
        show=_told_by,
    )
)
sentences.register(
    {
        "planning.report.written": _("Ghi kết quả mục tiêu"),
        "planning.report.sent": _("Gửi báo cáo kết quả mục tiêu"),
        "planning.report.taken": _("Tiếp nhận báo cáo kết quả mục tiêu"),
        "planning.report.withdrawn": _("Rút lại báo cáo kết quả mục tiêu"),
        "planning.report.returned": _("Báo cáo kết quả mục tiêu bị trả lại"),
        "planning.report.opened_again": _("Mở lại báo cáo kết quả mục tiêu"),
        "planning.report.reminded": _("Nhắc gửi báo cáo kết quả mục tiêu"),
        "planning.set.closed": _("Tổng kết bộ mục tiêu"),
        "planning.set.opened_again": _("Mở lại bộ mục tiêu đã tổng kết"),
        "planning.set.begun": _("Lập bộ mục tiêu"),
        "planning.set.submitted": _("Trình bộ mục tiêu"),
        "planning.set.approved": _("Bộ mục tiêu được phê duyệt"),
        "planning.set.returned": _("Bộ mục tiêu bị trả lại"),
        "planning.set.withdrawn": _("Rút lại bộ mục tiêu đã trình"),
        "planning.set.left_out": _("Bộ mục tiêu được để lại, chưa phê duyệt"),
        "planning.set.in_force": _("Bộ mục tiêu bắt đầu thực hiện"),
        "planning.set.superseded": _("Bộ mục tiêu được thay thế"),
        "planning.set.revised": _("Lập bản điều chỉnh bộ mục tiêu"),
        "planning.set.dropped": _("Bỏ bộ mục tiêu đang soạn"),
        "planning.set.read": _("Xác nhận đã đọc và hiểu mục tiêu"),
        "planning.objective.added": _("Thêm mục tiêu"),
        "planning.objective.changed": _("Sửa mục tiêu"),
        "planning.objective.removed": _("Bỏ mục tiêu khỏi bộ đang soạn"),
        "planning.plan_line.added": _("Thêm việc vào kế hoạch"),
        "planning.plan_line.changed": _("Sửa việc trong kế hoạch"),
        "planning.plan_line.removed": _("Bỏ việc khỏi kế hoạch"),
    }
)
