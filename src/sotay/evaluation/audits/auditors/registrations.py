"""How records of internal auditors are found again, searched and told."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.clock import today
from sotay.evaluation.audits.auditors.tables import standing_of
from sotay.evaluation.audits.models import Auditor
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Auditor,
    label=_("Đánh giá viên nội bộ"),
    url_name="evaluation:auditor_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: standing_of(one, today()),
    related=("user", "agency"),
)
index.register(
    Auditor,
    code=lambda one: one.certificate,
    text=lambda one: "\n".join(filter(None, [one.training, one.field, one.experience])),
)
sentences.register(
    {
        "evaluation.auditor.entered": _("Ghi đánh giá viên vào danh sách"),
        "evaluation.auditor.changed": _("Sửa thông tin đánh giá viên"),
        "evaluation.auditor.ended": _("Ghi đánh giá viên kết thúc"),
        "evaluation.auditor.imported": _("Nhập danh sách đánh giá viên"),
    }
)
