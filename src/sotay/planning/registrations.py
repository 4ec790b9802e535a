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
from sotay.search import index


def _shown(one: ObjectiveSet) -> dict[str, Any]:
    """Return what who decides sees of a set: the paper itself."""
    return {"one": one, "rows": rows_of([one], on=today())[one.pk]}


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
index.register(ObjectiveSet, code=lambda one: f"MTCL {one.year} {one.unit.code if one.unit else ''}".strip())
index.register(
    Objective, code=lambda one: one.code, text=lambda one: f"{one.target_text}\n{one.formula}\n{one.set.year}".strip()
)
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
sentences.register(
    {
        "planning.set.begun": _("Lập bộ mục tiêu"),
        "planning.set.submitted": _("Trình bộ mục tiêu"),
        "planning.set.approved": _("Bộ mục tiêu được phê duyệt"),
        "planning.set.returned": _("Bộ mục tiêu bị trả lại"),
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
