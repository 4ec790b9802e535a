"""Papers of external providers: the list of those chosen, with their criteria, and the evaluation of one (ISO 9001 8.4.1)."""

from typing import Any, Final

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.providers.queries import list_providers
from sotay.operation.providers.tables import outcome_word
from sotay.papers.authority import signature_of_head
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Heading, Paper, Signature, Table
from sotay.papers.shapes import (
    SIGN_HERE,
    boxes,
    centred,
    counted,
    fields,
    inner_form,
    on_day,
    plain,
    signed,
    signs,
    span,
)
from sotay.ui.formats import ngay

TYPE: Final = ProviderEvaluation._meta.label_lower
CLAUSE: Final = "8.4"
LIST: Final = (
    Column(key="no", title="TT", width=0.4, align="center"),
    Column(key="code", title="Mã", width=0.9),
    Column(key="name", title="Tên nhà cung cấp, liên hệ", width=2.3),
    Column(key="subject", title="Sản phẩm, dịch vụ cung cấp", width=2),
    Column(key="unit", title="Đơn vị quản lý", width=1.3),
    Column(key="criteria", title="Tiêu chí lựa chọn, đánh giá", width=2.3),
    Column(key="control", title="Cách kiểm soát", width=1.6),
    Column(key="contract", title="Hợp đồng, văn bản; cung cấp từ", width=1.5),
    Column(key="last", title="Đánh giá gần nhất", width=1.4),
)
NOBODY: Final = "Chưa có nhà cung cấp nào đang cung cấp."


def _reads(viewer: Actor, _record: Any) -> bool:
    return may(viewer, "operation.view_providers")


@form("NCC-DS", title=_("Danh sách nhà cung cấp bên ngoài"), asks="day", clause=CLAUSE, may=_reads)
def provider_list(_record: Any, making: Making) -> Paper:
    """Return those that supply, with the criteria they were chosen by and their last evaluation; one query."""
    rows = list(list_providers(viewer=making.viewer, on=making.on).standing())  # type: ignore[attr-defined]  # its own queryset
    told = counted(_row(one) for one in rows)
    head = signature_of_head(making.agency, making.on)
    return inner_form(
        making,
        Table(key="providers", columns=LIST, rows=told),
        *([] if rows else [plain(NOBODY)]),
        signed(signs("Người lập"), signs(head.lines[-1], head.name, note=SIGN_HERE)),
        heading="DANH SÁCH NHÀ CUNG CẤP BÊN NGOÀI",
        subject=f"Lập ngày {ngay(making.on)}",
        landscape=True,
    )


@form("NCC-DG", title=_("Phiếu đánh giá nhà cung cấp bên ngoài"), of=TYPE, clause=CLAUSE)
def provider_evaluation(one: ProviderEvaluation | None, making: Making) -> Paper:
    """Return an evaluation: of whom, by which criteria as they then stood, what was found and concluded."""
    provider = one.provider if one else None

    def told(name: str) -> Any:
        return getattr(one, name) if one else None

    def of_provider(name: str) -> Any:
        return getattr(provider, name) if provider else None

    return inner_form(
        making,
        *(
            [
                centred(
                    f"(Đã rút ngày {ngay(one.withdrawn_date)}, {one.withdrawn_by}: {one.withdrawn_reason})", italic=True
                )
            ]
            if _withdrawn(one) and one
            else []
        ),
        Heading(text="Nhà cung cấp", number="1."),
        fields(
            ("name", "Tên, mã", f"{provider.name} ({provider.code})" if provider else ""),
            ("supplies", "Loại", boxes(Provider.Supplies.choices, of_provider("supplies"))),
            ("subject", "Sản phẩm, dịch vụ cung cấp", of_provider("subject")),
            ("unit", "Đơn vị quản lý", of_provider("unit")),
            ("contract", "Hợp đồng, văn bản", of_provider("contract")),
            ("since", "Cung cấp", span(of_provider("from_date"), None)),
            ("contact", "Liên hệ", of_provider("contact")),
            without_empty=one is not None,
        ),
        Heading(text="Đánh giá", number="2."),
        fields(
            ("criteria", "Tiêu chí", told("criteria")),
            ("findings", "Nhận xét theo tiêu chí", told("findings")),
            ("outcome", "Kết luận", boxes(ProviderEvaluation.Outcome.choices, told("outcome"))),
            ("improvement", "Yêu cầu cải thiện", told("improvement") or ("không có" if one else "")),
            long=("criteria", "findings", "improvement"),
        ),
        signed(
            signs("Trưởng đơn vị quản lý"),
            _evaluator(one),
            place_line=on_day(told("date"), place=making.agency.place_name),
        ),
        heading="PHIẾU ĐÁNH GIÁ NHÀ CUNG CẤP BÊN NGOÀI",
        subject=f"Năm {one.year}" if one else "",
        mark="ĐÃ RÚT" if _withdrawn(one) else "",
    )


def _evaluator(one: ProviderEvaluation | None) -> Signature:
    """Return who evaluated; it was written down on the system, which is no signature."""
    if one is None:
        return signs("Người đánh giá")
    said = f"Ghi trên hệ thống ngày {ngay(localdate(one.created_at))}"
    return signs("Người đánh giá", one.evaluated_by, note=said)


def _withdrawn(one: ProviderEvaluation | None) -> bool:
    return one is not None and one.is_withdrawn


def _row(one: Any) -> tuple[Any, ...]:
    last = f"{ngay(one.last_date)}\n{outcome_word(one.last_outcome)}" if one.last_date else "chưa đánh giá"
    return (
        one.code,
        "\n".join(filter(None, [one.name, one.contact])),
        f"{one.get_supplies_display()}: {one.subject}",
        one.unit,
        one.criteria,
        one.control,
        "\n".join(filter(None, [one.contract, span(one.from_date, None)])),
        last,
    )
