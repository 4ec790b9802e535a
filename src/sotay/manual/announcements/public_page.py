"""What anybody may read of an agency: only what was issued – policy, scope, services, the announcement in force – and its open pages."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sotay.agency.models import Agency
from sotay.agency.vietnamese import fold
from sotay.blobs.models import Blob
from sotay.context.services.content import key_of
from sotay.evaluation.feedback.terms import is_shown
from sotay.evaluation.satisfaction.models import Channel
from sotay.evaluation.satisfaction.surveys.guards import why_not_public
from sotay.evaluation.satisfaction.surveys.queries import standing_survey
from sotay.evaluation.satisfaction.synthesis.queries import list_published as list_results
from sotay.leadership.models import Policy
from sotay.manual.announcements.models import AnnouncedService, Announcement, Posting
from sotay.support.models import OutgoingPaper
from sotay.support.outgoing.signing.standing import standing_copy
from sotay.ui.markdown import render

PDF = "application/pdf"
SHOWN = 50
"""So many services stand on one page, so that it stays small."""


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What the page shows; a survey or feedback only where the agency has its public pages open."""

    office: Agency
    policy: Policy | None
    policy_text: str
    announcement: Announcement
    exclusions: tuple[tuple[str, str], ...]
    posted: tuple[Posting, ...]
    services: tuple[AnnouncedService, ...]
    count: int
    found: int
    page: int
    pages: int
    has_file: bool
    asks: bool
    takes_feedback: bool
    has_results: bool


def office_announced(short_name: str, *, on: date) -> Announcement | None:
    """Return the announcement in force of an agency; None where there is no such agency, and of one that announced nothing."""
    rows = Announcement.objects.filter(agency__short_name=short_name, agency__ended_date__isnull=True)
    rows = rows.in_force(on).filter(state=Announcement.State.ISSUED)
    return rows.select_related("agency", "decision_paper", "signed_copy__blob").first()


def get_public_page(one: Announcement, *, on: date, words: str = "", page: int = 1) -> PublicPage:
    """Return what anybody may read of an agency; a constant number of queries."""
    office = one.agency
    services = _with_words(one.services.order_by("position"), words)
    count = one.services.count()
    found = services.count() if words else count
    pages = max(1, -(-found // SHOWN))
    page = min(max(page, 1), pages)
    survey = standing_survey(office.pk)
    policy = Policy.objects.filter(agency=office).in_force(on).first()
    return PublicPage(
        office=office,
        policy=policy,
        policy_text=render(policy.text) if policy else "",
        announcement=one,
        exclusions=tuple((row.clause, row.reason) for row in one.exclusions.order_by("pk")),
        posted=tuple(
            one.postings.filter(ended_date__isnull=True).exclude(kind="NO_PORTAL").order_by("posted_date", "pk")
        ),
        services=tuple(services[(page - 1) * SHOWN : page * SHOWN]),
        count=count,
        found=found,
        page=page,
        pages=pages,
        has_file=file_of(one) is not None,
        asks=not any(why_not_public(survey, channel=Channel.LINK, on=on)),
        takes_feedback=is_shown(office, on=on),
        has_results=list_results(office).exists(),
    )


def file_of(one: Announcement) -> Blob | None:
    """Return the PDF of the announcement: the last signed copy nothing speaks against, else the paper as it was numbered."""
    if one.is_from_before:
        blob = one.signed_copy.blob if one.signed_copy and one.signed_copy.removed_at is None else None
        return blob if blob is not None and blob.media_type == PDF else None
    paper = one.decision_paper
    if paper is None or paper.state != OutgoingPaper.State.ISSUED:
        return None
    signed = standing_copy(paper, media_type=PDF)
    return signed.file if signed is not None else paper.pdf


def _with_words(services: QuerySet[AnnouncedService], words: str) -> QuerySet[AnnouncedService]:
    """Keep the services with these words, marks and case aside; an announcement holds some hundred, so folding is done here."""
    if not words:
        return services
    wanted, code = fold(words), key_of(words)
    told = services.values_list("pk", "key", "name", "field")
    kept = [pk for pk, key, name, work in told if wanted in fold(f"{key} {name} {work}") or code == key]
    return services.filter(Q(pk__in=kept))
