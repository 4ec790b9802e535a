"""Why a unit cannot say now what a legal document changes."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.context.models import LawReview
from sotay.support.documents.models import Document
from sotay.support.lawful.models import AffectedDocument
from sotay.support.requests.models import ChangeRequest


def why_not_no_effect(review: LawReview, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a unit cannot say that a law has no effect: the reason is missing, or work has begun."""
    if not reason.strip():
        yield Reason(_("Cần nêu lý do không ảnh hưởng."), code="reason_missing", field="reason")
    yield from why_not_take_off(review.affected.select_related("document", "request"))


def why_not_affected(
    review: LawReview, documents: Iterable[Document], *, taken_off: Iterable[AffectedDocument]
) -> Iterator[Reason]:
    """Yield the reasons these documents cannot be named: none is, one is not in force, or work at another has begun."""
    documents = list(documents)
    if not documents:
        yield Reason(
            _("Chọn ít nhất một tài liệu phải sửa, hoặc kết luận không ảnh hưởng."),
            code="documents_missing",
            field="documents",
        )
    for document in documents:
        if document.agency_id != review.agency_id or document.state != Document.State.IN_FORCE:
            yield Reason(
                _("“%s” không phải tài liệu đang có hiệu lực.") % document, code="not_in_force", field="documents"
            )
    yield from why_not_take_off(taken_off)


def why_not_take_off(affected: Iterable[AffectedDocument]) -> Iterator[Reason]:
    """Yield the reasons documents cannot be taken off the list: a request about them is open."""
    for one in affected:
        if one.request is not None and one.request.state in ChangeRequest.OPEN:
            yield Reason(
                _("Phiếu %(code)s về “%(document)s” chưa kết thúc; hãy hủy phiếu trước.")
                % {"code": one.request.code, "document": one.document},
                code="request_open",
                fix=("support:request_detail", one.request),
            )


def why_nothing_to_ask(unasked: Iterable[AffectedDocument]) -> Iterator[Reason]:
    """Yield why no request can be opened: every document has one, or has followed."""
    if not list(unasked):
        yield Reason(_("Mọi tài liệu đã có phiếu yêu cầu hoặc đã sửa xong."), code="nothing_to_ask")
