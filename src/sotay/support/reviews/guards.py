"""Why a document cannot be looked at now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.support.documents.models import Document, Revision
from sotay.ui.formats import ngay


def why_not_look(document: Document) -> Iterator[Reason]:
    """Yield the reasons a document is not looked at: only one in force is."""
    if document.state != Document.State.IN_FORCE:
        yield Reason(
            _("Chỉ rà soát tài liệu đang có hiệu lực; “%s” thì không.") % document,
            code="not_in_force",
            fix=("support:document_detail", document),
        )


def why_not_answer(revision: Revision | None, *, reason: str, reviewed_date: date, on: date) -> Iterator[Reason]:
    """Yield the reasons an answer cannot be kept: it needs a reason, and a day on which the revision was in force."""
    if not reason.strip():
        yield Reason(_("Cần nêu lý do, nhận xét."), code="reason_missing", field="reason")
    if reviewed_date > on:
        yield Reason(_("Ngày rà soát ở tương lai."), code="reviewed_in_future", field="reviewed_date")
    if revision is not None and revision.in_force_date and reviewed_date < revision.in_force_date:
        yield Reason(
            _("Ngày rà soát đứng trước ngày có hiệu lực %s.") % ngay(revision.in_force_date),
            code="reviewed_before_in_force",
            field="reviewed_date",
        )
