"""How records of documents are found by reference, approved, searched and told of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.commands import follow
from sotay.journal import sentences
from sotay.search import index
from sotay.support.documents import citing as _citing  # noqa: F401  bars the withdrawal of what others cite
from sotay.support.documents import commands
from sotay.support.documents.comparing import shown_to_approver
from sotay.support.documents.models import Document, Kind, Level, Revision
from sotay.support.documents.queries import facets_of, files_of, text_of
from sotay.support.documents.routes import BY_KIND, BY_LEVEL, COMMON
from sotay.support.documents.sight import visible, visible_revisions
from sotay.support.documents.writing import content_of

STEPS = (
    purposes.DefaultStep(Seat.Role.UNIT_HEAD, _("Soát xét")),
    purposes.DefaultStep(Seat.Role.SECRETARY, _("Soát xét")),
    purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),
)
LABELS: dict[str, Any] = {COMMON: _("Tài liệu")}
LABELS |= {BY_KIND[kind.value]: kind.label for kind in Kind}
LABELS |= {BY_LEVEL[level.value]: level.label for level in Level}


subjects.register(
    Document,
    label=_("Tài liệu"),
    url_name="support:document_detail",
    url_kwargs=lambda document: {"slug": document.slug},
    visible=visible,
    state=lambda document: str(document.get_state_display()),
    related=("unit", "agency"),
)
subjects.register(
    Revision,
    label=_("Bản tài liệu"),
    url_name="support:revision_detail",
    url_kwargs=lambda revision: {"slug": revision.slug},
    visible=visible_revisions,
    state=lambda revision: str(revision.get_state_display()),
    related=("document__unit", "agency"),
)
index.register(
    Document,
    code=lambda document: document.code,
    text=text_of,
    files=files_of,
    facets=facets_of,
    past=lambda document: document.state in {Document.State.WITHDRAWN, Document.State.DROPPED},
)


@follow
def _find_by_what_its_revisions_say(records: list[Any]) -> None:
    """Keep the index of a document true when one of its revisions was written or came into force."""
    index.keep({one.document_id: one.document for one in records if isinstance(one, Revision)}.values())


for _code, _label in LABELS.items():
    purposes.register(
        purposes.Purpose(
            code=_code,
            label=_label,
            steps=STEPS,
            content=content_of,
            on_approved=commands.revision_approved,
            on_returned=commands.revision_returned,
            may_submit="support.write_document",
            template="support/documents/approved.html",
            show=shown_to_approver,
            authors=lambda revision: {revision.author_id},
        )
    )
sentences.register(
    {
        "support.document.begun": _("Lập tài liệu"),
        "support.document.changed": _("Sửa thông tin tài liệu"),
        "support.document.withdrawn": _("Thu hồi tài liệu"),
        "support.document.dropped": _("Bỏ tài liệu chưa ban hành"),
        "support.revision.begun": _("Bắt đầu soạn bản tài liệu"),
        "support.revision.written": _("Soạn bản tài liệu"),
        "support.revision.file_put": _("Đưa tệp vào bản tài liệu"),
        "support.revision.submitted": _("Trình soát xét, phê duyệt bản tài liệu"),
        "support.revision.approved": _("Bản tài liệu được phê duyệt"),
        "support.revision.returned": _("Bản tài liệu bị trả lại"),
        "support.revision.opened_again": _("Mở lại bản tài liệu đã phê duyệt để sửa"),
        "support.revision.issued": _("Ban hành bản tài liệu"),
        "support.revision.in_force": _("Bản tài liệu có hiệu lực"),
        "support.revision.superseded": _("Bản tài liệu được thay thế"),
        "support.revision.withdrawn": _("Thu hồi bản tài liệu"),
        "support.revision.dropped": _("Bỏ bản tài liệu đang soạn"),
    }
)
