"""Why a unit cannot say now what a legal document changes."""

from collections.abc import Container, Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.context.models import Law, LawReview
from sotay.support.documents.models import Document
from sotay.support.lawful.models import AffectedDocument
from sotay.support.requests.models import ChangeRequest
from sotay.ui.formats import ngay


def why_not_no_effect(review: LawReview, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a unit cannot say that a law has no effect: the reason is missing, or work has begun."""
    if not reason.strip():
        yield Reason(_("Cần nêu lý do không ảnh hưởng."), code="reason_missing", field="reason")
    yield from why_not_take_off(review.affected.select_related("document", "request"))


def why_not_affected(
    review: LawReview, documents: Iterable[Document], *, there: Container[int], taken_off: Iterable[AffectedDocument]
) -> Iterator[Reason]:
    """Yield the reasons these documents cannot be named: none is, a new one is not in force, or work at another has begun.

    `there` are those named already: one that was withdrawn since has followed, and stays.
    """
    documents = list(documents)
    if not documents:
        yield Reason(
            _("Chọn ít nhất một tài liệu phải sửa, hoặc kết luận không ảnh hưởng."),
            code="documents_missing",
            field="documents",
        )
    for document in documents:
        is_new = document.pk not in there
        if document.agency_id != review.agency_id or (is_new and document.state != Document.State.IN_FORCE):
            yield Reason(
                _("“%s” không phải tài liệu đang có hiệu lực.") % document, code="not_in_force", field="documents"
            )
    yield from why_not_take_off(taken_off)


def why_not_take_off(affected: Iterable[AffectedDocument]) -> Iterator[Reason]:
    """Yield the reasons documents cannot be taken off the list: a request about them is open, and no other unit wants it."""
    for one in affected:
        if (
            one.request is not None
            and one.request.state in ChangeRequest.OPEN
            and not AffectedDocument.objects.filter(request=one.request).exclude(pk=one.pk).exists()
        ):
            yield Reason(
                _("Phiếu %(code)s về “%(document)s” chưa kết thúc; hãy hủy phiếu trước.")
                % {"code": one.request.code, "document": one.document},
                code="request_open",
                fix=("support:request_detail", one.request),
            )


def why_nothing_to_ask(law: Law, unasked: Iterable[AffectedDocument], *, on: date) -> Iterator[Reason]:
    """Yield why no request can be opened: the law is gone, or every document has one or has followed."""
    if law.expiry_date is not None and law.expiry_date <= on:
        yield Reason(
            _("%(law)s đã hết hiệu lực từ ngày %(day)s: không phải đưa vào tài liệu nữa.")
            % {"law": law, "day": ngay(law.expiry_date)},
            code="law_expired",
            fix=("context:law_detail", law),
        )
    elif not list(unasked):
        yield Reason(_("Mọi tài liệu đã có phiếu yêu cầu hoặc đã sửa xong."), code="nothing_to_ask")
