"""How batches of sheets are found again, searched and told."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.evaluation.satisfaction.models import AnswerBatch
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    AnswerBatch,
    label=_("Lô phiếu khảo sát"),
    url_name="evaluation:batch_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(one.get_state_display()),
    related=("agency", "survey"),
)
index.register(
    AnswerBatch,
    code=lambda one: one.code,
    text=lambda one: "\n".join(filter(None, [one.survey.code, one.survey.title, one.note])),
)
sentences.register(
    {
        "evaluation.batch.opened": _("Lập lô phiếu"),
        "evaluation.batch.changed": _("Sửa lô phiếu"),
        "evaluation.batch.finished": _("Ghi lô phiếu đã nhập xong"),
        "evaluation.batch.removed": _("Xóa lô phiếu chưa có phiếu"),
        "evaluation.batch.imported": _("Nhập phiếu trả lời từ tệp"),
        "evaluation.sheet.entered": _("Nhập phiếu trả lời"),
        "evaluation.sheet.set_invalid": _("Ghi phiếu không hợp lệ"),
        "evaluation.words.removed": _("Xóa ý kiến bằng lời của phiếu"),
        "evaluation.contact.removed": _("Xóa thông tin liên hệ của người trả lời"),
        "evaluation.rating.entered": _("Nhập số liệu đánh giá trên Cổng"),
        "evaluation.rating.changed": _("Sửa số liệu đánh giá trên Cổng"),
        "evaluation.rating.removed": _("Xóa số liệu đánh giá trên Cổng"),
        "evaluation.rating.imported": _("Nhập số liệu đánh giá trên Cổng từ tệp"),
    }
)
