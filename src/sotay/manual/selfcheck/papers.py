"""The records laid on the table in an inspection: each lookup asks the database a constant number of times.

A lookup gets the agency and a day and returns papers as they stood on that day, the latest first where there are several.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat
from sotay.commands import may
from sotay.context.models import Scope
from sotay.evaluation.models import Audit, Confirmation, Inspection, Programme, Review
from sotay.improvement.models import Nonconformity, Proposal, Round
from sotay.improvement.nonconformities.sight import visible as visible_sheets
from sotay.improvement.proposals.sight import visible as visible_proposals
from sotay.leadership.models import Policy
from sotay.manual.models import Announcement, Manual, Posting, Report
from sotay.operation.models import NonconformingOutput, ProviderEvaluation
from sotay.standard.catalogue.periods import YEAR, period_with
from sotay.support.documents.models import Kind
from sotay.support.documents.sight import visible as visible_documents
from sotay.support.models import Document, Issue, LegalBasis, OutgoingPaper, RecordList, Revision
from sotay.ui.formats import ngay

FEW = 3
"""So many of the latest papers of a kind are laid out; the list they come from holds the others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks, for whose papers, and the day."""

    viewer: Actor
    on: date

    @property
    def agency(self) -> Agency:
        """Whose papers."""
        return self.viewer.agency

    @property
    def year_start(self) -> date:
        """The first day of the year of the day."""
        return period_with(YEAR, self.on).start


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper: what it is, its day, a word on it, and the page it is read on (a URL name below the agency and its parts)."""

    title: str
    day: date | None = None
    note: str = ""
    link: str = ""
    link_kwargs: dict[str, Any] = field(default_factory=dict)


def scope_in_force(asked: Asked) -> list[Paper]:
    """Return the edition of the scope in force."""
    return [
        _of(one, day=one.approved_date, note=_("có hiệu lực từ ngày phê duyệt"))
        for one in Scope.objects.filter(agency=asked.agency).in_force(asked.on)[:1]
    ]


def services_and_procedures(asked: Asked) -> list[Paper]:
    """Return the matrix of services and procedures, where procedures are in force."""
    count = (
        Revision.objects.filter(agency=asked.agency)
        .in_force(asked.on)
        .filter(document__kind=Kind.PROCEDURE)
        .aggregate(count=Count("pk"))["count"]
    )
    if not count:
        return []
    note = _("%s quy trình đang hiệu lực") % count
    return [
        Paper(title=_("Bảng đối chiếu thủ tục hành chính với quy trình"), note=note, link="operation:service_coverage")
    ]


def policy_in_force(asked: Asked) -> list[Paper]:
    """Return the policy in force."""
    return [
        Paper(title=str(one), day=one.approved_date, link="leadership:policy_detail")
        for one in Policy.objects.filter(agency=asked.agency).in_force(asked.on)[:1]
    ]


def policy_posted(asked: Asked) -> list[Paper]:
    """Return where the policy in force is posted, and how many said that they read and understood it."""
    policies = Policy.objects.filter(agency=asked.agency).in_force(asked.on)
    policy = policies.annotate(
        read=Count("readings", filter=Q(readings__read_date__lte=asked.on), distinct=True),
        places=Count("postings", filter=Q(postings__posted_date__lte=asked.on), distinct=True),
        since=Max("postings__posted_date", filter=Q(postings__posted_date__lte=asked.on)),
    ).first()
    found = []
    if policy and policy.places:
        note = _("%s nơi niêm yết, đăng tải") % policy.places
        title = _("Niêm yết chính sách chất lượng")
        found.append(Paper(title=title, day=policy.since, note=note, link="leadership:policy_detail"))
    if policy and policy.read:
        note = _("%s người đã đọc và hiểu") % policy.read
        names = may(asked.viewer, "leadership.write_policy")  # who has not read it is for those alone who remind
        link = "leadership:policy_readers" if names else "leadership:policy_detail"
        found.append(Paper(title=_("Xác nhận đã đọc và hiểu chính sách"), note=note, link=link))
    return found


def manual_issued(asked: Asked) -> list[Paper]:
    """Return the manual, when it was issued by a decision."""
    rows = Manual.objects.filter(agency=asked.agency, issue_decision__date__lte=asked.on)
    return [
        Paper(
            title=str(one),
            day=one.issue_decision.date,
            note=_("Quyết định %s") % one.issue_decision.number,
            link="manual:manual_detail",
        )
        for one in rows.select_related("issue_decision")[:1]
        if one.issue_decision
    ]


def documents_issued(asked: Asked) -> list[Paper]:
    """Return the latest decisions that issued documents."""
    rows = Issue.objects.filter(agency=asked.agency, state=Issue.State.ISSUED, decision__date__lte=asked.on)
    return [
        _of(one, day=one.decision.date, note=_("Quyết định %s") % one.decision.number)
        for one in rows.select_related("decision", "agency").order_by("-decision__date", "-pk")[:FEW]
        if one.decision
    ]


def list_of_records(asked: Asked) -> list[Paper]:
    """Return the list of records of the year, once issued."""
    rows = RecordList.objects.filter(agency=asked.agency, year=asked.on.year, issued_date__lte=asked.on)
    return [_of(one, day=one.issued_date) for one in rows.select_related("agency")[:1]]


def outputs_handled(asked: Asked) -> list[Paper]:
    """Return the nonconforming outputs of the year."""
    rows = NonconformingOutput.objects.filter(
        agency=asked.agency, found_date__range=(asked.year_start, asked.on)
    ).exclude(state=NonconformingOutput.State.CANCELLED)
    title = _("Sổ kiểm soát đầu ra không phù hợp")
    return _counted(rows, title, _("%s trường hợp trong năm"), "operation:output_list")


def providers_evaluated(asked: Asked) -> list[Paper]:
    """Return the evaluations of providers of the year."""
    rows = ProviderEvaluation.objects.standing_on(asked.on).filter(agency=asked.agency, year=asked.on.year)
    return _counted(rows, _("Phiếu đánh giá nhà cung cấp"), _("%s phiếu trong năm"), "operation:provider_list")


def audit_programme(asked: Asked) -> list[Paper]:
    """Return the programme of audits of the year, the revision approved last."""
    rows = Programme.objects.filter(agency=asked.agency, year=asked.on.year, approved_date__lte=asked.on)
    return [_of(one, day=one.approved_date) for one in rows.select_related("agency").order_by("-approved_date")[:1]]


def audit_reports(asked: Asked) -> list[Paper]:
    """Return the approved reports of audits, the latest first."""
    rows = Audit.objects.filter(agency=asked.agency, reported_date__lte=asked.on)
    return [
        Paper(
            title=_("Báo cáo đánh giá nội bộ %s") % one.code,
            day=one.reported_date,
            link="evaluation:audit_report",
            link_kwargs={"slug": one.slug},
        )
        for one in rows.order_by("-reported_date", "-pk")[:FEW]
    ]


def sheets_of_nonconformities(asked: Asked) -> list[Paper]:
    """Return the sheets of the last two years, how many are open on the day."""
    since = asked.year_start.replace(year=asked.year_start.year - 1)
    rows = visible_sheets(Nonconformity.objects.of(asked.viewer), asked.viewer)
    rows = rows.filter(found_date__range=(since, asked.on)).exclude(state=Nonconformity.State.REJECTED)
    said = rows.aggregate(all=Count("pk"), open=Count("pk", filter=~Q(closed_date__lte=asked.on)))
    if not said["all"]:
        return []
    note = _("%(all)s phiếu từ năm trước, còn %(open)s phiếu chưa đóng") % said
    return [Paper(title=_("Phiếu sự không phù hợp"), note=note, link="improvement:nonconformity_list")]


def reviews_concluded(asked: Asked) -> list[Paper]:
    """Return the minutes of management reviews, the latest first."""
    rows = Review.objects.filter(agency=asked.agency, concluded_date__lte=asked.on)
    return [
        _of(one, day=one.held_date, title=_("Biên bản xem xét của lãnh đạo: %s") % one.title)
        for one in rows.select_related("agency").order_by("-concluded_date", "-pk")[:FEW]
    ]


def inspections_before(asked: Asked) -> list[Paper]:
    """Return the minutes of earlier inspections and the reports on fixes sent after them."""
    rows = Inspection.objects.filter(agency=asked.agency, minutes_date__lte=asked.on)
    found = []
    for one in rows.select_related("minutes", "fixes").order_by("-minutes_date", "-pk")[:FEW]:
        where: dict[str, Any] = {"link": "evaluation:inspection_detail", "link_kwargs": {"slug": one.slug}}
        note = _("số %s") % one.minutes.number if one.minutes else ""
        title = _("Biên bản kiểm tra %s") % one.code
        found.append(Paper(title=title, day=one.minutes_date, note=note, **where))
        if one.fixes_date and one.fixes_date <= asked.on:
            note = _("số %s") % one.fixes.number if one.fixes else ""
            title = _("Báo cáo khắc phục sau kiểm tra %s") % one.code
            found.append(Paper(title=title, day=one.fixes_date, note=note, **where))
    return found


def complaints_followed_up(asked: Asked) -> list[Paper]:
    """Return the sheets born from complaints of the year."""
    rows = visible_sheets(Nonconformity.objects.of(asked.viewer), asked.viewer)
    rows = rows.filter(source=Nonconformity.Source.COMPLAINT, found_date__range=(asked.year_start, asked.on))
    rows = rows.exclude(state=Nonconformity.State.REJECTED)
    title = _("Phiếu lập từ phản ánh, kiến nghị")
    return _counted(rows, title, _("%s phiếu trong năm"), "improvement:nonconformity_list")


def proposals(asked: Asked) -> list[Paper]:
    """Return the proposals of the year, how many were carried out."""
    rows = visible_proposals(Proposal.objects.of(asked.viewer), asked.viewer)
    rows = rows.filter(proposed_date__range=(asked.year_start, asked.on)).exclude(state=Proposal.State.WITHDRAWN)
    said = rows.aggregate(all=Count("pk"), done=Count("pk", filter=Q(done_date__lte=asked.on)))
    if not said["all"]:
        return []
    note = _("%(all)s đề xuất trong năm, %(done)s đã thực hiện") % said
    return [Paper(title=_("Đề xuất cải tiến"), note=note, link="improvement:proposal_list")]


def reports_issued(asked: Asked) -> list[Paper]:
    """Return the latest plans and reports that went out."""
    out = {"paper__state": OutgoingPaper.State.ISSUED, "paper__issued_date__lte": asked.on}
    rows = Report.objects.filter(agency=asked.agency, **out).select_related("agency", "paper", "inspection")
    return [
        _of(one, day=one.paper.issued_date, note=_("số %s") % one.paper.full_number)
        for one in rows.order_by("-paper__issued_date", "-pk")[:FEW]
        if one.paper
    ]


def actions_that_worked(asked: Asked) -> list[Paper]:
    """Return the corrective actions of the year whose effect was verified."""
    rows = Round.objects.filter(
        agency=asked.agency,
        verdict=Round.Verdict.EFFECTIVE,
        verified_date__range=(asked.year_start, asked.on),
    )
    title = _("Hành động khắc phục đã thẩm tra, có hiệu lực")
    return _counted(rows, title, _("%s trong năm"), "improvement:nonconformity_list")


def committee_decisions(asked: Asked) -> list[Paper]:
    """Return the decisions by which committee, secretary and team were appointed, for those seated on the day."""
    seats = Seat.objects.filter(agency=asked.agency, role__in=Seat.NEEDS_DECISION, decision__isnull=False)
    rows = seats.in_force(asked.on).values("decision__uuid", "decision__number", "decision__date")
    return [
        Paper(
            title=_("Quyết định thành lập, phân công Ban Chỉ đạo, Thư ký, Tổ công tác"),
            day=row["decision__date"],
            note=_("số %(number)s, %(count)s người") % {"number": row["decision__number"], "count": row["count"]},
            link="organisation:decision_detail",
            link_kwargs={"uuid": row["decision__uuid"]},
        )
        for row in rows.annotate(count=Count("user", distinct=True)).order_by("-decision__date", "decision__number")
    ]


def confirmations(asked: Asked) -> list[Paper]:
    """Return the latest confirmation by the head that the system is effective."""
    rows = Confirmation.objects.filter(agency=asked.agency, confirmed_date__lte=asked.on).order_by("-confirmed_date")
    return [
        Paper(
            title=_("Xác nhận hiệu lực của hệ thống quản lý chất lượng"),
            day=one.confirmed_date,
            link="evaluation:confirmation_list",
        )
        for one in rows[:1]
    ]


def announcement_in_force(asked: Asked) -> list[Paper]:
    """Return the decision that announced, with its text and list, and the notice to the overseer."""
    found = []
    for one in Announcement.objects.filter(agency=asked.agency).in_force(asked.on).select_related("agency")[:1]:
        note = _("%s thủ tục hành chính") % one.services.count()
        found.append(_of(one, day=one.issued_date, title=_("Quyết định công bố %s") % one.number, note=note))
        if one.notified_date and one.notified_date <= asked.on:
            title = _("Văn bản thông báo việc công bố %s") % one.notice_number
            found.append(_of(one, day=one.notified_date, title=title))
    return found


def announcement_posted(asked: Asked) -> list[Paper]:
    """Return where the announcement in force hangs and stands."""
    standing = Announcement.objects.filter(agency=asked.agency).in_force(asked.on)
    rows = Posting.objects.filter(announcement__in=standing, posted_date__lte=asked.on)
    rows = rows.exclude(ended_date__lte=asked.on).select_related("announcement", "agency")
    return [_of(one, day=one.posted_date) for one in rows.order_by("posted_date", "pk")[: FEW * 2]]


def laws_worked_in(asked: Asked) -> list[Paper]:
    """Return the documents that came into force since last year and name a law in force since then."""
    since = asked.year_start.replace(year=asked.year_start.year - 1)
    readable = visible_documents(Document.objects.of(asked.viewer), asked.viewer)
    rows = LegalBasis.objects.filter(
        agency=asked.agency,
        revision__document__in=readable,
        law__effective_date__range=(since, asked.on),
        revision__in_force_date__range=(since, asked.on),
    ).exclude(revision__state__in=[Revision.State.DRAFT, Revision.State.DROPPED])
    found = []
    for row in rows.select_related("law", "revision__document").order_by("-revision__in_force_date", "-pk")[: FEW * 3]:
        note = _("theo %(law)s, hiệu lực %(day)s") % {
            "law": row.law.number,
            "day": ngay(row.law.effective_date),
        }
        found.append(
            Paper(
                title=str(row.revision.document),
                day=row.revision.in_force_date,
                note=note,
                link="support:document_detail",
                link_kwargs={"slug": row.revision.document.slug},
            )
        )
    return found


def consultants(asked: Asked) -> list[Paper]:
    """Return the evaluations of providers that advise."""
    rows = ProviderEvaluation.objects.standing_on(asked.on).filter(agency=asked.agency)
    rows = rows.filter(Q(provider__subject__icontains="tư vấn") | Q(provider__name__icontains="tư vấn"))
    return [
        Paper(
            title=_("Đánh giá nhà cung cấp: %s") % one.provider.name,
            day=one.date,
            note=str(one.get_outcome_display()),
            link="operation:provider_evaluation",
            link_kwargs={"slug": one.uuid},
        )
        for one in rows.select_related("provider").order_by("-date", "-pk")[:FEW]
    ]


def _of(record: Any, *, day: date | None, note: str = "", title: str = "") -> Paper:
    """Return a record that has a page of its own as a paper."""
    known = subjects.known(record)
    return Paper(
        title=title or known.title, day=day, note=note, link=known.url_name, link_kwargs=dict(known.url_kwargs)
    )


def _counted(rows: Any, title: str, words: str, link: str) -> list[Paper]:
    """Return a register as one paper, where it holds anything."""
    count = rows.count()
    return [Paper(title=title, note=words % count, link=link)] if count else []
