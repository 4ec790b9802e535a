"""The list of external documents as a paper (form A2): laws with what they changed here, and other external documents."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Seat
from sotay.context.laws.deadlines import deadline_of
from sotay.context.laws.queries import list_laws
from sotay.context.models import Law, LawReview, Replacement
from sotay.papers.authority import signature_of_role
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Paper, Sheet, Table
from sotay.papers.shapes import counted, inner_form, signed_by
from sotay.standard.standings.batch import Batch
from sotay.support.documents.models import Document, Kind
from sotay.support.documents.queries import list_documents
from sotay.support.documents.sight import visible
from sotay.support.lawful.following import ways
from sotay.support.lawful.models import AffectedDocument
from sotay.ui.formats import ngay

Role, Finding = Seat.Role, LawReview.Finding
COLUMNS = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="so_ky_hieu_van_ban", title="Số, ký hiệu", width=1.6),
    Column(key="ten", title="Loại, tên, trích yếu", width=3.2),
    Column(key="noi_ban_hanh", title="Cơ quan ban hành", width=1.5),
    Column(key="ngay_ban_hanh", title="Ngày ban hành", width=1.15, align="center"),
    Column(key="ngay_hieu_luc", title="Ngày hiệu lực", width=1.15, align="center"),
    Column(key="het_hieu_luc", title="Hết hiệu lực", width=1.15, align="center"),
    Column(key="thay_the", title="Thay thế / bị thay thế", width=1.8),
    Column(key="linh_vuc", title="Lĩnh vực", width=1.2),
    Column(key="tai_lieu", title="Tài liệu bị ảnh hưởng; ngày áp dụng", width=2.2),
    Column(key="han_cap_nhat", title="Hạn cập nhật", width=1.15, align="center"),
    Column(key="tinh_trang", title="Tình trạng; người rà soát", width=2.2),
)
OTHER = (
    Column(key="stt", title="STT", width=0.5, align="center"),
    Column(key="ma", title="Mã", width=1.6),
    Column(key="ten", title="Tên tài liệu", width=5),
    Column(key="don_vi", title="Đơn vị giữ", width=2.4),
    Column(key="ngay_hieu_luc", title="Áp dụng từ ngày", width=1.4, align="center"),
    Column(key="tinh_trang", title="Tình trạng", width=2),
)


@form("A2", title=_("Danh mục tài liệu bên ngoài"), asks="day", clause="7.5.3.2")
def external_list(_record: None, making: Making) -> Paper:
    """The register of laws with what each changed in the documents here; the same number of queries for any number."""
    laws = [one for one in list_laws(viewer=making.viewer) if one.issued_date is None or one.issued_date <= making.on]
    rows = _rows(laws, making)
    other = counted(_other(making))
    return inner_form(
        making,
        Table(key="van_ban", columns=COLUMNS, rows=counted(rows), caption="Văn bản pháp luật"),
        Table(
            key="tai_lieu_khac",
            columns=OTHER,
            rows=other,
            caption="Tài liệu bên ngoài khác",
            blank_rows=0 if other else 1,
        ),
        signed_by(
            making,
            signature_of_role(making.agency, Role.SECRETARY, making.on, title="Người lập"),
            signature_of_role(making.agency, Role.HEAD, making.on, title="Phê duyệt"),
            dated=making.on,
        ),
        heading="DANH MỤC TÀI LIỆU BÊN NGOÀI",
        subject=f"Tính đến ngày {ngay(making.on)}",
        dated=making.on,
        landscape=True,
        behind=(Sheet(title="Văn bản pháp luật", columns=tuple(one.title for one in COLUMNS[1:]), rows=tuple(rows)),),
    )


def _rows(laws: list[Law], making: Making) -> list[tuple[str, ...]]:
    ids = [one.pk for one in laws]
    batch = Batch([making.agency], on=making.on)
    reviews, affected = _reviews(ids), _affected(ids, making)
    replaced = _replacements(ids)
    rows: list[tuple[str, ...]] = []
    for law in laws:
        deadline = deadline_of(law, batch=batch)
        rows.append(
            (
                law.number,
                " ".join(filter(None, [law.kind, law.title])),
                law.issuer,
                ngay(law.issued_date),
                ngay(law.effective_date),
                ngay(law.expiry_date),
                "; ".join(replaced[law.pk]),
                law.field,
                "; ".join(affected[law.pk]),
                ngay(deadline.raw) if deadline and not law.is_unrelated else "",
                _stage(law, reviews[law.pk]),
            )
        )
    return rows


def _reviews(ids: list[int]) -> dict[int, list[LawReview]]:
    found: dict[int, list[LawReview]] = defaultdict(list)
    for one in LawReview.objects.filter(law__in=ids).select_related("unit", "decided_by").order_by("unit__order", "pk"):
        found[one.law_id].append(one)
    return found


def _affected(ids: list[int], making: Making) -> dict[int, list[str]]:
    """Return the documents each law affects with the day each followed, as far as they may be seen."""
    seen = visible(Document.objects.of(making.viewer), making.viewer).values("pk")
    rows = list(
        AffectedDocument.objects.filter(law__in=ids, document__in=seen)
        .select_related("document")
        .order_by("document__code_sort", "pk")
    )
    done = ways(rows, on=making.on)
    found: dict[int, list[str]] = defaultdict(list)
    for one in rows:
        way = done.get((one.law_id, one.document_id))
        said = f"{one.document.code}: {ngay(way.day)}" if way else one.document.code
        if said not in found[one.law_id]:
            found[one.law_id].append(said)
    return found


def _replacements(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    wanted = set(ids)
    pairs = Replacement.objects.filter(new__in=ids).select_related("new", "old").order_by("pk")
    for pair in pairs:
        manner = str(pair.get_manner_display())
        if pair.new_id in wanted:
            found[pair.new_id].append(f"{manner} {pair.old.number or pair.old}")
        found[pair.old_id].append(f"được {manner} bằng {pair.new.number or pair.new}")
    return found


def _stage(law: Law, reviews: Iterable[LawReview]) -> str:
    """Return how far the looking has come and who looked."""
    if law.is_unrelated:
        return f"Không liên quan: {law.unrelated_reason}"
    told = [
        f"{one.unit.code}: {str(one.get_finding_display()).lower()}"
        + (f" ({one.decided_by}, {ngay(one.decided_date)})" if one.decided_by else "")
        for one in reviews
    ]
    return "; ".join(told) or "Chưa phân công rà soát"


def _other(making: Making) -> list[tuple[Any, ...]]:
    """Return the external documents that are kept like documents of our own."""
    rows: Iterable[Any] = (
        list_documents(viewer=making.viewer).filter(kind=Kind.EXTERNAL).exclude(state=Document.State.DROPPED)
    )
    return [
        (
            one.code,
            one.title,
            one.unit.name if one.unit else "",
            ngay(one.now_in_force_date),
            str(one.get_state_display()),
        )
        for one in rows
    ]
