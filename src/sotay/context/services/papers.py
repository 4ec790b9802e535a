"""The list of services as a paper (J8): Mẫu 1 of ministries, Mẫu 2 of provinces (TT 26/2014/TT-BKHCN điều 4), with what serves each."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency, Seat
from sotay.commands import may
from sotay.context.services.models import Service
from sotay.context.services.queries import list_services
from sotay.context.services.serving import is_told, served_by
from sotay.papers.authority import signature_of_head, signature_of_role
from sotay.papers.forms import Making, form
from sotay.papers.model import Column, Paper, Paragraph, Sheet, Table
from sotay.papers.shapes import inner_form, signed_by
from sotay.ui.formats import ngay

MODELS: Final = {True: "Mẫu 1. DMTTHCBN", False: "Mẫu 2. DMTTHCTTP"}
"""By whether it is a ministry's."""
COLUMNS: Final = (
    Column(key="tt", title="TT", width=0.5, align="center"),
    Column(key="ma", title="Mã thủ tục", width=1.3),
    Column(key="ten", title="Tên thủ tục hành chính", width=4),
    Column(key="linh_vuc", title="Lĩnh vực", width=1.6),
    Column(key="cap", title="Cấp thực hiện", width=1.1),
    Column(key="don_vi", title="Đơn vị giải quyết", width=1.6),
    Column(key="quyet_dinh", title="Quyết định công bố", width=1.7),
    Column(key="quy_trinh", title="Quy trình giải quyết", width=2.4),
)
NONE: Final = "Chưa có"


@form(
    "J8",
    title=_("Danh mục thủ tục hành chính"),
    asks="day",
    clause="4.3",
    may=lambda viewer, _record: may(viewer, "context.view_services"),
)
def service_list(_record: Any, making: Making) -> Paper:
    """The services published on a day, by field and code, each with the procedures in force that serve it."""
    published = list_services(viewer=making.viewer).published(making.on)  # type: ignore[attr-defined]
    services = sorted(published, key=lambda one: (one.field, one.code, one.pk))
    served = served_by(services, making.viewer)
    model = MODELS[making.agency.kind == Agency.Kind.MINISTRY]
    rows = tuple(_row(place, one, served[one.pk]) for place, one in enumerate(services, start=1))
    lacking = sum(not served[one.pk] for one in services)
    return inner_form(
        making,
        Table(key="thu_tuc", columns=COLUMNS, rows=rows, blank_rows=0 if rows else 12),
        *_counted(len(services), lacking),
        Paragraph(text=f"Theo {model}, Thông tư số 26/2014/TT-BKHCN.", italic=True, indent=False),
        signed_by(
            making,
            signature_of_role(making.agency, Seat.Role.SECRETARY, making.on, title="Người lập danh mục"),
            signature_of_head(making.agency, making.on),
        ),
        heading="DANH MỤC THỦ TỤC HÀNH CHÍNH",
        subject=f"thực hiện tại {making.agency.name}, đến ngày {ngay(making.on)}",
        landscape=True,
        behind=(Sheet(title="Thủ tục hành chính", columns=tuple(one.title for one in COLUMNS), rows=rows),),
    )


def _row(place: int, one: Service, procedures: Any) -> tuple[str, ...]:
    levels = ", ".join(str(Service.Level(level).label) for level in one.levels) or one.levels_text
    told = "\n".join(str(link.label) for link in procedures) or (NONE if is_told() else "")
    return (str(place), one.code, one.name, one.field, levels, str(one.unit or ""), one.decision, told)


def _counted(number: int, lacking: int) -> tuple[Paragraph, ...]:
    if not number:
        return ()
    text = f"Tổng số {number} thủ tục"
    if is_told():
        text += f"; {number - lacking} thủ tục đã có quy trình đang hiệu lực" + (
            f", {lacking} chưa có" if lacking else ""
        )
    return (Paragraph(text=f"{text}.", indent=False),)
