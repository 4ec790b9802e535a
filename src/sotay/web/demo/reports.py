"""Plan, letter and reports in the demonstration agency: those of this year's beginning and of last year issued, the next one open."""

from datetime import date
from typing import Final

from sotay.approvals.commands import approve
from sotay.manual.models import Report
from sotay.manual.reports.commands import begin_report, end_directive, keep_directive, set_dates
from sotay.manual.reports.periods import owed_in
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.commands import submit_paper, write_paper
from sotay.support.outgoing.numbering.commands import issue_paper, number_paper
from sotay.web.demo.objectives import Stage

Kind = Report.Kind
LAST_YEAR: Final = (
    (Kind.COMMITTEE, 1, "06-18", "31"), (Kind.PROVINCE, 1, "06-24", "36"), (Kind.COMMITTEE, 0, "11-21", "67"),
    (Kind.PROVINCE, 0, "11-24", "70"),
)  # fmt: skip
"""Reports of last year: of half or year, when they went out, with which number; that of the year to the committee a day late."""
THIS_YEAR: Final = ((Kind.PLAN, "01-12", "03"), (Kind.GUIDE, "01-14", "09"))
HALF_YEAR: Final = ((Kind.COMMITTEE, "06-19", "41"), (Kind.PROVINCE, "06-24", "44"))
"""Those of the first half of this year, once these days are over."""
AUDIT_BY: Final = "31/8"
"""The plan has the audit finished a month earlier than the usual day."""


def build_reports(stage: Stage) -> None:
    """Keep the letters of bodies above, issue the reports of last year, the plan and the letter, and begin the next report."""
    _letters(stage)
    for kind, half, day, number in LAST_YEAR:
        _issue(stage, kind, year=stage.year - 1, half=half, day=stage.day(day, years_back=1), number=number)
    for kind, day, number in THIS_YEAR:
        _issue(stage, kind, year=stage.year, day=stage.day(day), number=number)
    for kind, day, number in HALF_YEAR:
        if stage.day(day) < stage.today:
            _issue(stage, kind, year=stage.year, half=1, day=stage.day(day), number=number)
    written = {(one.kind, one.half) for one in Report.objects.filter(agency=stage.agency, year=stage.year)}
    for slot in owed_in(stage.agency, stage.year):
        if (slot.kind, slot.half) not in written:
            secretary = stage.actor("thu-ky")
            begin_report(
                stage.agency, actor=secretary, kind=slot.kind, year=slot.year, half=slot.half, on=stage.today
            )  # fmt: skip
            return


def _letters(stage: Stage) -> None:
    """Keep the letter the system is run by, and an earlier one that is cited no longer."""
    secretary = stage.actor("thu-ky")
    old = keep_directive(
        stage.agency, actor=secretary, number="102/SKHCN-TĐC", dated=stage.day("02-20", years_back=1),
        issuer="Sở Khoa học và Công nghệ", summary="Duy trì, cải tiến hệ thống quản lý chất lượng",
    )  # fmt: skip
    keep_directive(
        stage.agency, actor=secretary, number="128/SKHCN-TĐC", dated=stage.day("12-18", years_back=1),
        issuer="Sở Khoa học và Công nghệ", summary="Hướng dẫn duy trì hệ thống quản lý chất lượng theo TCVN ISO 9001:2015",
        asks="Hoàn thành đánh giá nội bộ trước tháng 10.\nBáo cáo kết quả 6 tháng và năm.",
    )  # fmt: skip
    end_directive(
        old,
        actor=secretary,
        version=old.version,
        ended_date=stage.day("01-02"),
        reason="Được thay thế bằng văn bản mới",
    )


def _issue(stage: Stage, kind: str, *, year: int, half: int = 0, day: date, number: str) -> None:
    """Begin a report, have its paper signed, numbered and issued on a day."""
    secretary, signer = stage.actor("thu-ky"), stage.actor("giam-doc")
    report = begin_report(stage.agency, actor=secretary, kind=kind, year=year, half=half, on=day)
    if kind == Kind.PLAN:
        report = set_dates(
            report, actor=secretary, version=report.version, chosen={"audit.yearly.due": AUDIT_BY}
        )  # fmt: skip
    paper = _signed_by_head(report, stage)
    approval = submit_paper(paper, actor=secretary, version=paper.version, on=day)
    approve(approval, actor=signer, version=approval.version, on=day)
    paper = OutgoingPaper.objects.get(pk=paper.pk)
    paper = number_paper(paper, actor=secretary, version=paper.version, number=number, dated=day, on=day)
    issue_paper(paper, actor=secretary, version=paper.version, issued_date=day, on=day)


def _signed_by_head(report: Report, stage: Stage) -> OutgoingPaper:
    """Return the draft of a report with the head as its signer, also where the team would sign."""
    paper = OutgoingPaper.objects.get(pk=report.paper_id)
    head = stage.people["giam-doc"].seats.get(agency=stage.agency, role="HEAD")
    if paper.signer_id == head.pk:
        return paper
    return write_paper(
        paper, actor=stage.actor("thu-ky"), version=paper.version, subject=paper.subject, signer=head, on=stage.today
    )  # fmt: skip
