"""The head's confirmation that the system is effective as a decision (form I4; QĐ 19/2014/QĐ-TTg Điều 4 khoản 2 điểm d)."""

from django.utils.translation import gettext_lazy as _

from sotay.agency.edition import TCVN
from sotay.approvals.queries import latest_for
from sotay.evaluation.confirmations.basis import nonconformities_of
from sotay.evaluation.confirmations.models import Confirmation
from sotay.organisation.decisions.papers import BASES, authority_of
from sotay.papers.authority import letterhead, signature_of_head, symbol
from sotay.papers.forms import Making, form
from sotay.papers.model import Paper, Paragraph, Prose, Run
from sotay.papers.shapes import number_of
from sotay.ui.formats import ngay


@form(
    "I4", title=_("Quyết định xác nhận hiệu lực của hệ thống"), of="evaluation.confirmation", clause="4.4", edited=True
)
def decision_of_effect(record: Confirmation | None, making: Making) -> Paper:
    """What the head confirms, resting on the audit and the review; number and day of the paper where it was signed."""
    agency = making.agency
    approval = latest_for(record) if record and record.confirmed_date else None
    paper = approval.paper if approval else None
    on = record.confirmed_date if record and record.confirmed_date else making.on
    return Paper(
        abbreviation="QĐ",
        heading="QUYẾT ĐỊNH",
        letterhead=letterhead(agency),
        subject=f"Về việc xác nhận hiệu lực của hệ thống quản lý chất lượng theo {TCVN}",
        number=number_of(paper) if paper else symbol(agency, "QĐ"),
        place=agency.place_name,
        dated=paper.date if paper else None,
        authority=authority_of(agency, making),
        bases=(*BASES, *_rests_on(record), "Theo đề nghị của Thư ký ISO"),
        enacting="QUYẾT ĐỊNH:",
        blocks=(
            Paragraph(
                text=(
                    Run(text="Điều 1. ", bold=True),
                    Run(text=f"Xác nhận hiệu lực của hệ thống quản lý chất lượng tại {agency.name}:"),
                )
            ),
            Prose(key="noi_dung_xac_nhan", label="Nội dung xác nhận", text=record.text if record else ""),
            Paragraph(
                text=(
                    Run(text="Điều 2. ", bold=True),
                    Run(
                        text="Ban Chỉ đạo ISO, Thư ký ISO và các đơn vị tiếp tục duy trì, cải tiến hệ thống quản lý chất lượng."
                    ),
                )
            ),
            Paragraph(
                text=(
                    Run(text="Điều 3. ", bold=True),
                    Run(
                        text="Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này./."
                    ),
                )
            ),
        ),
        recipients=("Như Điều 3", agency.committee_name, "Lưu: VT"),
        signature=signature_of_head(agency, on),
        form=making.mark,
    )


def _rests_on(record: Confirmation | None) -> list[str]:
    """Return the audit and the review as bases; lines to write on in a blank."""
    if record is None:
        return [
            "Căn cứ kết quả đánh giá nội bộ ………………………………",
            "Căn cứ kết quả xem xét của lãnh đạo ………………………………",
        ]
    told = []
    if record.audit:
        day = record.audit.reported_date
        approved = f", báo cáo phê duyệt ngày {ngay(day)}" if day else ""
        found = f"{nonconformities_of(record.audit)} điểm không phù hợp"
        told.append(f"Căn cứ kết quả đánh giá nội bộ {record.audit.code}{approved}; {found}")
    if record.review:
        day = record.review.concluded_date
        approved = f", biên bản phê duyệt ngày {ngay(day)}" if day else ""
        judged = f"; {record.review.get_judgement_display()}" if record.review.judgement else ""
        told.append(f"Căn cứ kết quả xem xét của lãnh đạo {record.review.code}{approved}{judged}")
    return told
