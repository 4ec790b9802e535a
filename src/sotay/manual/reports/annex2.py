"""What an agency tells of itself in the yearly report on the content of Annex II of QĐ 19/2014 (law.md 2.12), row by row."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Max, Q

from sotay.agency.actor import Actor
from sotay.agency.edition import TCVN
from sotay.context.models import Service
from sotay.evaluation.models import Audit, Review
from sotay.evaluation.reviews.pack import Figure, read_figures
from sotay.manual.announcements.models import Announcement
from sotay.manual.reports.behind import rows_behind
from sotay.manual.reports.models import Report
from sotay.manual.reports.results import UNKNOWN
from sotay.standard.catalogue.periods import Span
from sotay.standard.models import DeclaredEvidence
from sotay.support.documents.models import Kind as DocumentKind
from sotay.support.models import Revision
from sotay.ui.formats import ngay

FACTS: Final = (
    "documents.in_force", "dossiers.on_time_rate", "satisfaction.rate", "audits.nonconformities",
    "nonconformities.found", "nonconformities.closed", "laws.effective", "laws.waiting", "inspections.findings",
)  # fmt: skip
ANNOUNCED: Final = "announcement.issued"
RENEWED: Final = "announcement.renewed"
GROUPS_BEHIND: Final = ("audits", "nonconformities", "documents", "inspections")


def read_annex2(report: Report, *, viewer: Actor, on: date) -> dict[str, Any]:
    """Return the rows of the agency: [what, said, link, parts of the link, query]; a constant number of queries."""
    span = Span.of(date(report.year, 1, 1), max(min(date(report.year, 12, 31), on), date(report.year, 1, 1)))
    figures = read_figures(FACTS, report.agency, span, on=span.end)
    behind = rows_behind(viewer, span)
    return {
        "from": span.start.isoformat(),
        "to": span.end.isoformat(),
        "rows": [[*row] for row in _rows(report, figures, span)],
        "behind": {key: behind[key] for key in GROUPS_BEHIND},
    }


def _rows(report: Report, figures: dict[str, Figure], span: Span) -> Iterator[list[Any]]:
    agency = report.agency
    yield ["Loại cơ quan", str(agency.get_kind_display()), "", {}, {}]
    yield ["Tiêu chuẩn áp dụng", TCVN, "", {}, {}]
    yield _announced(report, span)
    yield _services(report, span.end)
    yield _number("Số tài liệu đang có hiệu lực", figures, "documents.in_force")
    yield _audited(report, span)
    yield _number("Số điểm không phù hợp của đánh giá nội bộ", figures, "audits.nonconformities")
    yield _closed(figures)
    yield _reviewed(report, span)
    yield _number("Văn bản quy phạm pháp luật có hiệu lực trong năm, liên quan", figures, "laws.effective")
    yield _number("Văn bản đã có hiệu lực, đơn vị chưa rà soát xong", figures, "laws.waiting")
    yield _number("Tỷ lệ giải quyết hồ sơ đúng hạn", figures, "dossiers.on_time_rate")
    yield _number("Tỷ lệ hài lòng của tổ chức, cá nhân", figures, "satisfaction.rate")
    yield _number("Điểm nêu trong biên bản kiểm tra của cơ quan có thẩm quyền", figures, "inspections.findings")


def _number(what: str, figures: dict[str, Figure], code: str) -> list[Any]:
    one = figures.get(code)
    if one is None or not one.words:
        return [what, UNKNOWN, "", {}, {}]
    return [what, one.words, one.link, dict(one.link_kwargs), dict(one.query)]


def _announced(report: Report, span: Span) -> list[Any]:
    """Say by which paper the system is announced: the announcement that stands, else what was declared; else that none is known."""
    what = "Công bố hệ thống (số, ngày)"
    link = ["standard:obligation_detail", {"code": ANNOUNCED}, {}]
    rows = Announcement.objects.filter(agency=report.agency)
    standing = rows.in_force(span.end).order_by("-issued_date", "-edition").first()
    if standing is not None:
        said = f"{standing.number}, ngày {ngay(standing.issued_date)}"
        return [what, said, "manual:announcement_detail", {"slug": standing.slug}, {}]
    if rows.filter(state=Announcement.State.WITHDRAWN, ended_date__lte=span.end).exists():
        return [what, "không có bản công bố đang có hiệu lực", *link]
    declared = DeclaredEvidence.objects.filter(
        agency=report.agency, obligation__in=[ANNOUNCED, RENEWED], date__lte=span.end
    )
    paper = declared.order_by("-date", "-pk").first()
    said = f"{paper.number or paper.note}, ngày {ngay(paper.date)}" if paper else UNKNOWN
    return [what, said, *link]


def _services(report: Report, on: date) -> list[Any]:
    """Say how many of the published services a procedure in force serves."""
    published = Service.objects.published(on).filter(agency=report.agency)  # type: ignore[attr-defined]
    wanted = set(published.filter(Q(from_date__isnull=True) | Q(from_date__lte=on)).values_list("pk", flat=True))
    rows = Revision.objects.in_force(on).filter(agency=report.agency, document__kind=DocumentKind.PROCEDURE)
    served = wanted & set(rows.values_list("document__serves__service_id", flat=True))
    what = "Thủ tục hành chính trong phạm vi áp dụng / tổng số đã công bố"
    said = f"{len(served)}/{len(wanted)}" if wanted else UNKNOWN
    return [what, said, "operation:service_coverage", {}, {}]


def _audited(report: Report, span: Span) -> list[Any]:
    rows = Audit.objects.filter(agency=report.agency, state="REPORTED", reported_date__range=(span.start, span.end))
    said = "; ".join(f"{one.code}: {ngay(one.reported_date)}" for one in rows.order_by("reported_date", "pk"))
    return ["Đánh giá nội bộ (ngày phê duyệt báo cáo)", said or "chưa có trong năm", "evaluation:audit_list", {}, {}]


def _closed(figures: dict[str, Figure]) -> list[Any]:
    found, closed = figures.get("nonconformities.found"), figures.get("nonconformities.closed")
    what = "Sự không phù hợp phát hiện trong năm / đã đóng trong năm"
    if found is None or closed is None or found.value is None or closed.value is None:
        return [what, UNKNOWN, "", {}, {}]
    return [what, f"{found.value}/{closed.value}", found.link, dict(found.link_kwargs), dict(found.query)]


def _reviewed(report: Report, span: Span) -> list[Any]:
    rows = Review.objects.filter(
        agency=report.agency, state="CONCLUDED", concluded_date__range=(span.start, span.end)
    )  # fmt: skip
    last = rows.aggregate(last=Max("held_date"))["last"]
    said = f"ngày {ngay(last)}" if last else "chưa có trong năm"
    return ["Xem xét của lãnh đạo (ngày họp)", said, "evaluation:review_list", {}, {}]
