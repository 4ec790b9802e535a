"""How surveys and what leads to them are found again, searched and told."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.evaluation.satisfaction.models import SlipBatch, Survey, SurveyPoint
from sotay.evaluation.satisfaction.surveys.queries import seen
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Survey,
    label=_("Đợt khảo sát"),
    url_name="evaluation:survey_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(one.get_state_display()),
    visible=seen,
    related=("agency",),
)
subjects.register(
    SurveyPoint,
    label=_("Điểm lấy ý kiến"),
    url_name="evaluation:point_detail",
    url_kwargs=lambda one: {"uuid": one.uuid},
    visible=lambda rows, viewer: rows.none() if viewer.is_guest else rows,
    related=("agency",),
)
subjects.register(
    SlipBatch,
    label=_("Lượt phiếu có mã"),
    url_name="evaluation:slip_batch",
    url_kwargs=lambda one: {"uuid": one.uuid},
    visible=lambda rows, viewer: rows.none() if viewer.is_guest else rows,
    related=("agency", "survey"),
)
index.register(Survey, code=lambda one: one.code)
sentences.register(
    {
        "evaluation.survey.created": _("Lập đợt khảo sát"),
        "evaluation.survey.changed": _("Sửa đợt khảo sát"),
        "evaluation.survey.opened": _("Mở đợt khảo sát"),
        "evaluation.survey.closed": _("Kết thúc đợt khảo sát"),
        "evaluation.survey.dropped": _("Bỏ đợt khảo sát chưa mở"),
        "evaluation.survey.handed_out": _("Ghi số phiếu phát ra"),
        "evaluation.survey.handout_dropped": _("Bỏ số phiếu phát ra ghi nhầm"),
        "evaluation.point.added": _("Thêm điểm lấy ý kiến"),
        "evaluation.point.changed": _("Sửa điểm lấy ý kiến"),
        "evaluation.point.ended": _("Gỡ điểm lấy ý kiến"),
        "evaluation.point.resumed": _("Dùng lại điểm lấy ý kiến"),
        "evaluation.slips.made": _("Lập phiếu có mã cho hồ sơ đã giải quyết"),
        "evaluation.slips.mailed": _("Gửi liên kết khảo sát qua thư điện tử"),
        "evaluation.slips.sent_again": _("Gửi lại các thư lỗi"),
    }
)
