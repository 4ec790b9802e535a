"""How records of inspections are found again, searched and told."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.evaluation.inspections.models import Inspection, InspectionFinding, InspectionRound
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Inspection,
    label=_("Cuộc kiểm tra"),
    url_name="evaluation:inspection_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
subjects.register(
    InspectionFinding,
    label=_("Điểm nêu trong biên bản kiểm tra"),
    url_name="evaluation:inspection_finding",
    url_kwargs=lambda one: {"slug": one.slug},
    related=("agency", "inspection"),
)
subjects.register(
    InspectionRound,
    label=_("Đợt kiểm tra các cơ quan"),
    url_name="evaluation:round_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=lambda rows, viewer: rows.none() if viewer.is_guest else rows,
    related=("agency",),
)
index.register(
    Inspection,
    code=lambda one: one.code,
    text=lambda one: "\n".join(filter(None, [one.plan, one.conclusion])),
)
sentences.register(
    {
        "evaluation.inspection.added": _("Ghi cuộc kiểm tra"),
        "evaluation.inspection.changed": _("Sửa cuộc kiểm tra"),
        "evaluation.inspection.held": _("Ghi đã kiểm tra"),
        "evaluation.inspection.minutes_entered": _("Nhập biên bản kiểm tra"),
        "evaluation.inspection.minutes_changed": _("Sửa biên bản kiểm tra"),
        "evaluation.inspection.concluded": _("Nhập kết luận kiểm tra theo nội dung"),
        "evaluation.inspection.finding_noted": _("Nhập điểm nêu trong biên bản kiểm tra"),
        "evaluation.inspection.finding_changed": _("Sửa điểm nêu trong biên bản kiểm tra"),
        "evaluation.inspection.finding_dropped": _("Bỏ điểm nhập nhầm của biên bản kiểm tra"),
        "evaluation.inspection.finding_checked": _("Ghi kết quả kiểm tra lại"),
        "evaluation.inspection.fixes_reported": _("Nhập báo cáo khắc phục sau kiểm tra"),
        "evaluation.inspection.fixes_changed": _("Sửa báo cáo khắc phục sau kiểm tra"),
        "evaluation.inspection.answered": _("Ghi trả lời của cơ quan kiểm tra"),
        "evaluation.inspection.closed": _("Kết thúc cuộc kiểm tra"),
        "evaluation.inspection.cancelled": _("Ghi cuộc kiểm tra không tiến hành"),
        "evaluation.inspection.team_let_in": _("Cho đoàn kiểm tra xem"),
        "evaluation.round.added": _("Ghi đợt kiểm tra các cơ quan"),
        "evaluation.round.changed": _("Sửa đợt kiểm tra các cơ quan"),
        "evaluation.round.finished": _("Kết thúc đợt kiểm tra các cơ quan"),
        "evaluation.round.reopened": _("Mở lại đợt kiểm tra các cơ quan"),
    }
)
