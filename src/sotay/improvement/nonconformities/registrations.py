"""How nonconformities are found by reference, searched, told of in the journal."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.nonconformities.rounds import commands
from sotay.improvement.nonconformities.rounds.queries import analysed_by, content_of, plan_of
from sotay.improvement.nonconformities.sight import visible
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Nonconformity,
    label=_("Sự không phù hợp"),
    url_name="improvement:nonconformity_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(one.get_state_display()),
    visible=visible,
    related=("agency",),
)
index.register(
    Nonconformity,
    code=lambda one: one.code,
    text=lambda one: "\n".join(filter(None, (one.evidence, one.correction, one.requirement, one.place))),
    past=lambda one: not one.is_open,
)
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Kế hoạch hành động khắc phục"),
        steps=(purposes.DefaultStep(Seat.Role.QMR, _("Phê duyệt")),),
        content=content_of,
        on_approved=commands.plan_approved,
        on_returned=commands.plan_returned,
        may_submit="improvement.analyse_nonconformity",
        template="improvement/nonconformities/approved.html",
        show=plan_of,
        authors=analysed_by,
    )
)
sentences.register(
    {
        "improvement.nonconformity.logged": _("Ghi nhận sự không phù hợp"),
        "improvement.nonconformity.changed": _("Sửa nội dung phiếu sự không phù hợp"),
        "improvement.nonconformity.accepted": _("Tiếp nhận phiếu, giao người chịu trách nhiệm"),
        "improvement.nonconformity.rejected": _("Không chấp nhận phiếu sự không phù hợp"),
        "improvement.nonconformity.handed_over": _("Đổi người chịu trách nhiệm, mức độ hoặc hạn của phiếu"),
        "improvement.nonconformity.corrected": _("Ghi sự khắc phục"),
        "improvement.nonconformity.evaluated": _("Đánh giá sự cần thiết của hành động khắc phục"),
        "improvement.nonconformity.analysed": _("Ghi phân tích nguyên nhân"),
        "improvement.nonconformity.action_planned": _("Ghi hành động khắc phục vào kế hoạch"),
        "improvement.nonconformity.action_removed": _("Bỏ hành động khỏi kế hoạch"),
        "improvement.nonconformity.submitted": _("Trình kế hoạch hành động khắc phục"),
        "improvement.nonconformity.plan_approved": _("Kế hoạch khắc phục được phê duyệt, giao việc"),
        "improvement.nonconformity.plan_returned": _("Kế hoạch khắc phục bị trả lại"),
        "improvement.nonconformity.action_given_again": _("Giao lại hành động khắc phục"),
        "improvement.nonconformity.action_done": _("Một hành động khắc phục đã xong"),
        "improvement.nonconformity.all_done": _("Các hành động khắc phục đã xong, chờ thẩm tra hiệu lực"),
        "improvement.nonconformity.changes_told": _("Trả lời về cập nhật rủi ro, thay đổi hệ thống"),
        "improvement.nonconformity.closed": _("Thẩm tra có hiệu lực, đóng phiếu"),
        "improvement.nonconformity.not_effective": _("Thẩm tra chưa có hiệu lực, mở vòng mới"),
        "improvement.nonconformity.inconclusive": _("Thẩm tra chưa kết luận được"),
        "improvement.nonconformity.reopened": _("Mở lại phiếu sự không phù hợp"),
    }
)
