"""How records of distribution are found by reference and told of."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.journal import sentences
from sotay.support.distribution.models import PaperCopy
from sotay.support.documents.models import Document
from sotay.support.documents.sight import visible


def _visible(copies, viewer: Actor):  # noqa: ANN001, ANN202  a queryset narrowed
    return copies.filter(document__in=visible(Document.objects.of(viewer), viewer))


subjects.register(
    PaperCopy,
    label=_("Bản giấy có số"),
    title=lambda copy: f"{copy.document.code} – {copy}",
    url_name="support:document_copies",
    url_kwargs=lambda copy: {"slug": copy.document.slug},
    visible=_visible,
    related=("document",),
    state=lambda copy: str(_("Đã thu hồi") if copy.returned_date else _("Đang giữ")),
)
sentences.register(
    {
        "support.document.addressed": _("Chọn nơi nhận tài liệu"),
        "support.document.readers_reminded": _("Nhắc người chưa đọc tài liệu"),
        "support.document.readers_told": _("Báo người nhận: tài liệu có hiệu lực"),
        "support.revision.read": _("Xác nhận đã đọc và hiểu tài liệu"),
        "support.paper_copy.given": _("Cấp bản giấy có số"),
        "support.paper_copy.taken_back": _("Thu hồi bản giấy có số"),
    }
)
