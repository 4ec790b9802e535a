"""How visits and their lines are found again and told; what is on a line is seen by whoever may read the checklist."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.evaluation.audits.models import ChecklistLine, Visit
from sotay.evaluation.audits.sight import visible_visits
from sotay.journal import sentences

subjects.register(
    Visit,
    label=_("Lịch đánh giá"),
    url_name="evaluation:visit_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible_visits,
    state=lambda one: str(_("Đã hoàn thành phiếu")) if one.finished_date else "",
    related=("agency", "audit", "unit"),
)
subjects.register(
    ChecklistLine,
    label=_("Câu hỏi đánh giá"),
    url_name="evaluation:visit_detail",
    url_kwargs=lambda one: {"slug": one.visit.slug},
    visible=lambda rows, viewer: rows.filter(visit__in=visible_visits(Visit.objects.of(viewer), viewer)),
    state=lambda one: str(one.get_result_display()) if one.result else "",
    related=("agency", "visit__audit"),
)
sentences.register(
    {
        "evaluation.checklist.questions_added": _("Thêm câu hỏi vào phiếu ghi chép"),
        "evaluation.checklist.question_changed": _("Sửa câu hỏi của phiếu ghi chép"),
        "evaluation.checklist.question_taken_out": _("Bỏ câu hỏi khỏi phiếu ghi chép"),
        "evaluation.checklist.ordered": _("Xếp lại thứ tự câu hỏi"),
        "evaluation.visit.finished": _("Hoàn thành phiếu ghi chép"),
        "evaluation.visit.reopened": _("Mở lại phiếu ghi chép"),
    }
)
