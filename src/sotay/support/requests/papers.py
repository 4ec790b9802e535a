"""The request about a document as a paper (form A3), with the five points of a planned change (6.3)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.approvals.queries import last_round_with
from sotay.papers.forms import Making, form
from sotay.papers.model import Field, Fields, Heading, Paper, Signature
from sotay.papers.shapes import inner_form, signed_at, signed_by, signs
from sotay.support.documents.models import Document, Revision
from sotay.support.documents.sight import visible as visible_documents
from sotay.support.requests.models import ChangeRequest
from sotay.ui.formats import ngay

State = ChangeRequest.State
POINTS: Final = (
    ("muc_dich", "purpose", "1. Mục đích của thay đổi"),
    ("hau_qua", "consequences", "2. Hậu quả tiềm ẩn của thay đổi, của việc không thay đổi"),
    ("toan_ven", "integrity", "3. Tính toàn vẹn của hệ thống quản lý chất lượng"),
    ("nguon_luc", "resources", "4. Sự sẵn có của nguồn lực"),
    ("trach_nhiem", "responsibilities", "5. Phân bổ, phân bổ lại trách nhiệm và quyền hạn"),
)


@form(
    "A3",
    title=_("Phiếu yêu cầu soạn thảo, sửa đổi, hủy bỏ tài liệu"),
    of="support.changerequest",
    clause="7.5.2, 6.3",
)
def change_request(record: ChangeRequest | None, making: Making) -> Paper:
    """What is asked of a document and why, what it changes, the five points, who said what."""
    one = record
    return inner_form(
        making,
        Fields(
            fields=(
                Field(key="so_phieu", label="Số phiếu", value=one.code if one else ""),
                Field(key="ngay_de_nghi", label="Ngày", value=ngay(one.asked_date) if one else ""),
            ),
            columns=2,
        ),
        Fields(
            fields=(
                Field(key="nguoi_de_nghi", label="Người đề nghị", value=str(one.asked_by) if one else ""),
                Field(key="don_vi", label="Đơn vị", value=one.unit.name if one and one.unit else ""),
                Field(key="loai_yeu_cau", label="Loại yêu cầu", value=_manner(one)),
                Field(key="tai_lieu", label="Tài liệu (mã, tên)", value=_document(one)),
                Field(key="lan_ban_hanh_tai_lieu", label="Lần ban hành, sửa đổi", value=_edition(one) if one else ""),
                Field(key="xuat_phat_tu", label="Xuất phát từ", value=_cause(one)),
                Field(key="ly_do", label="Lý do", value=one.reason if one else "", is_long=True),
                Field(
                    key="noi_dung_hien_tai", label="Nội dung hiện tại", value=one.present if one else "", is_long=True
                ),
                Field(
                    key="noi_dung_de_nghi", label="Nội dung đề nghị", value=one.proposed if one else "", is_long=True
                ),
                Field(
                    key="tai_lieu_anh_huong",
                    label="Tài liệu, biểu mẫu khác bị ảnh hưởng",
                    value=_impacts(one, making) if one else "",
                    is_long=True,
                ),
            )
        ),
        Heading(text="Hoạch định thay đổi (điều khoản 6.3)", level=2),
        Fields(
            fields=tuple(
                Field(key=key, label=label, value=getattr(one, name) if one else "", is_long=True)
                for key, name, label in POINTS
            )
        ),
        Heading(text="Thực hiện", level=2),
        Fields(
            fields=(
                Field(key="han_hoan_thanh", label="Hạn hoàn thành", value=ngay(one.due_date) if one else ""),
                Field(
                    key="ngay_ban_hanh_thuc_te", label="Ngày ban hành thực tế", value=ngay(one.done_date) if one else ""
                ),
                Field(key="tinh_trang", label="Tình trạng", value=str(one.get_state_display()) if one else ""),
                Field(key="ngay_quyet_dinh", label="Ngày quyết định", value=ngay(one.decided_date) if one else ""),
            ),
            columns=2,
        ),
        *_refused(one),
        signed_by(making, *_signatures(one), dated=one.asked_date if one else None),
        heading="PHIẾU YÊU CẦU",
        subject="Soạn thảo, sửa đổi, hủy bỏ tài liệu",
        unit=one.unit if one else None,
    )


def _manner(one: ChangeRequest | None) -> str:
    if one is None:
        return " / ".join(str(manner.label) for manner in ChangeRequest.Manner)
    return str(one.get_manner_display())


def _document(one: ChangeRequest | None) -> str:
    return str(one.document or one.title) if one else ""


def _cause(one: ChangeRequest | None) -> str:
    if one is None:
        return ""
    told = {each.uuid for each in (one.document, one.law) if each is not None}
    origin = "" if one.origin_uuid in told else one.origin_text
    return "; ".join(filter(None, [str(one.get_cause_display()), origin, str(one.law or "")]))


def _refused(one: ChangeRequest | None) -> tuple[Fields, ...]:
    """Return why nothing came of it; nothing where something may still."""
    if one is None or one.state == State.DRAFT or not one.state_reason:
        return ()
    return (Fields(fields=(Field(key="ly_do_khong", label="Lý do không chấp thuận, hủy", value=one.state_reason),)),)


def _edition(one: ChangeRequest) -> str:
    """Return the edition the request is about: the one before the revision it led to, else the one in force."""
    if one.document_id is None or one.manner == ChangeRequest.Manner.NEW:
        return ""
    revisions = Revision.objects.filter(document=one.document_id, state__in=Revision.ISSUED).order_by("-order")
    if one.revision_id is not None:
        revisions = revisions.filter(order__lt=Revision.objects.filter(pk=one.revision_id).values("order")[:1])
    revision = revisions.first()
    return revision.number if revision else ""


def _impacts(one: ChangeRequest, making: Making) -> str:
    """Return the documents affected; those not for the viewer's eyes are counted."""
    found = visible_documents(Document.objects.filter(pk__in=one.impacts.values("pk")), making.viewer)
    told = [str(document) for document in found.order_by("code_sort", "pk")]
    hidden = one.impacts.count() - len(told)
    return "; ".join([*told, *([f"còn {hidden} tài liệu phổ biến hạn chế"] if hidden else [])])


def _signatures(one: ChangeRequest | None) -> list[Signature]:
    """Who asks, gives an opinion and approves; only what was really said of this text stands there."""
    first = signs("Người đề nghị", str(one.asked_by) if one else "")
    approval, steps = (None, ()) if one is None else last_round_with(one)
    if one is None or approval is None or one.state in {State.DRAFT, State.CANCELLED}:
        return [first, signs("Ý kiến soát xét"), signs("Phê duyệt")]
    return [first, *signed_at(steps, approval)]
