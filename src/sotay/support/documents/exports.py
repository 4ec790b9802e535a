"""The register of documents as a file (form A1): what is shown, with the check code of the revision in force."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.exchange.columns import Column
from sotay.support.documents.models import Document, Level
from sotay.support.documents.queries import list_documents
from sotay.support.documents.words import ROMAN, state_words

COLUMNS = (
    Column("code", _("Mã"), width=16),
    Column("title", _("Tên tài liệu"), width=60),
    Column("kind", _("Loại"), width=16),
    Column("level", _("Cấp"), width=6),
    Column("unit", _("Đơn vị chủ trì"), width=30),
    Column("field", _("Lĩnh vực"), width=24),
    Column("edition", _("Lần ban hành"), width=10),
    Column("amendment", _("Lần sửa đổi"), width=10),
    Column("approved_date", _("Ngày phê duyệt"), width=14),
    Column("in_force_date", _("Ngày hiệu lực"), width=14),
    Column("decision", _("Quyết định ban hành"), width=20),
    Column("clauses", _("Điều khoản ISO 9001"), width=20),
    Column("label", _("Phạm vi phổ biến"), width=14),
    Column("next_review_date", _("Rà soát kế tiếp"), width=14),
    Column("state", _("Tình trạng"), width=24),
    Column("coming", _("Bản đang chuẩn bị"), width=22),
    Column("check_code", _("Mã kiểm tra"), width=14),
)


def records(documents: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield documents of the register by these columns."""
    for one in documents:
        state, coming = state_words(one)
        yield {
            "code": one.code,
            "title": one.title,
            "kind": str(one.get_kind_display()),
            "level": ROMAN[Level(one.level)],
            "unit": one.unit.name if one.unit else "",
            "field": one.field,
            "edition": f"{one.now_edition:02d}" if one.now_edition is not None else "",
            "amendment": f"{one.now_amendment:02d}" if one.now_amendment is not None else "",
            "approved_date": one.now_approved_date,
            "in_force_date": one.now_in_force_date,
            "decision": one.now_number or "",
            "clauses": ", ".join(one.clauses),
            "label": str(one.get_label_display()),
            "next_review_date": one.next_review_date,
            "state": state,
            "coming": coming,
            "check_code": check_code_of(one),
        }


def check_code_of(document: Any) -> str:
    """Return the check code of the revision in force; none for a document that is not in force."""
    if document.state != Document.State.IN_FORCE or not document.now_token:
        return ""
    return f"{document.now_token[:4]}-{document.now_token[4:8]}".upper()


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the documents that stand, for `sotay export documents`."""
    return records(list_documents(viewer=viewer).filter(state__in=[Document.State.IN_FORCE, Document.State.DRAFT]))
