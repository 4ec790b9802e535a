"""Obligations 3 and 4: the first audit and review, and the head's confirmation, before announcing (QĐ 19/2014 Điều 4.2)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext_noop

from sotay.evaluation.audits.models import Audit
from sotay.evaluation.confirmations.models import Confirmation
from sotay.evaluation.reviews.models import Review
from sotay.standard.models import DeclaredEvidence
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line, day
from sotay.standard.standings.models import Word
from sotay.standard.standings.scope import Scope

ANNOUNCED: str = "announcement.issued"
ANNOUNCED_BEFORE = gettext_noop("Hệ thống đã được công bố ngày %(day)s, trước khi dùng phần mềm này.")
NO_AUDIT = gettext_noop("Chưa có cuộc đánh giá nội bộ nào có báo cáo được phê duyệt.")
NO_REVIEW = gettext_noop(
    "Đã đánh giá nội bộ ngày %(day)s; chưa có cuộc xem xét của lãnh đạo nào có biên bản được phê duyệt."
)
NOTHING_TO_CONFIRM = gettext_noop(
    "Chưa phát sinh: xác nhận dựa trên một cuộc đánh giá nội bộ hoàn thành và một cuộc xem xét của lãnh đạo đã kết luận."
)
NOT_CONFIRMED = gettext_noop("Đã đánh giá và xem xét xong ngày %(day)s; người đứng đầu chưa xác nhận hiệu lực.")
SUBMITTED = gettext_noop("Bản xác nhận hiệu lực đang trình người đứng đầu.")


@obligation("announcement.first_cycle", number=3, watches=("evaluation.audit", "evaluation.review"))
def first_cycle_is_complete(scope: Scope) -> Iterator[Line]:
    """Met on the day both were there: an audit with its report approved and a review with its minutes approved.

    Open until then; not owed any more where the system was announced before the agency used Sotay.
    """
    audited, reviewed = _audited(scope), _reviewed(scope)
    evidence = [
        {"agency_id": agency_id, "since": max(first, reviewed[agency_id])}
        for agency_id, first in audited.items()
        if agency_id in reviewed
    ]
    exempt = _announced_before(scope, but={row["agency_id"] for row in evidence})
    for line in scope.judge(evidence=evidence, exempt=exempt, gap=NO_AUDIT, link="evaluation:audit_list"):
        if line.reason == NO_AUDIT and line.agency_id in audited:
            said = {"day": day(audited[line.agency_id])}
            yield line._replace(reason=NO_REVIEW, params=said, link="evaluation:review_list")
        else:
            yield line


@obligation(
    "announcement.effectiveness",
    number=4,
    watches=("evaluation.confirmation", "evaluation.audit", "evaluation.review"),
)
def effectiveness_is_confirmed(scope: Scope) -> Iterator[Line]:
    """Met on the day the head confirmed that the system is effective; it has not arisen before the first audit and review."""
    confirmations = Confirmation.objects.filter(agency_id__in=scope.agency_ids)
    evidence = list(
        confirmations.filter(confirmed_date__lte=scope.on)
        .values("agency_id")
        .annotate(since=Min("confirmed_date"))
        .order_by()
    )
    met = {row["agency_id"] for row in evidence}
    audited, reviewed = _audited(scope), _reviewed(scope)
    exempt = _announced_before(scope, but=met)
    spared = met | {row["agency_id"] for row in exempt}
    ready = audited.keys() & reviewed.keys()
    declared = _declared(scope, scope.obligation.code)
    exempt += [
        {"agency_id": agency_id, "reason": NOTHING_TO_CONFIRM}
        for agency_id in scope.agency_ids
        if agency_id not in ready | spared | declared.keys()
    ]
    submitted = dict(confirmations.filter(state=Confirmation.State.SUBMITTED).values_list("agency_id", "slug"))
    for line in scope.judge(evidence=evidence, exempt=exempt, gap=NOT_CONFIRMED, link="evaluation:confirmation_list"):
        if line.reason != NOT_CONFIRMED:
            yield line
        elif slug := submitted.get(line.agency_id):
            yield line._replace(reason=SUBMITTED, link="evaluation:confirmation_detail", link_kwargs={"slug": slug})
        else:
            since = max(audited[line.agency_id], reviewed[line.agency_id])
            yield line._replace(params={"day": day(since)})


def _audited(scope: Scope) -> dict[int, date]:
    """Return the day of the first report approved, by agency."""
    rows = Audit.objects.filter(agency_id__in=scope.agency_ids, reported_date__lte=scope.on).order_by()
    return dict(rows.values_list("agency_id").annotate(first=Min("reported_date")))


def _reviewed(scope: Scope) -> dict[int, date]:
    """Return the day of the first minutes approved, by agency."""
    rows = Review.objects.filter(
        agency_id__in=scope.agency_ids, state=Review.State.CONCLUDED, concluded_date__lte=scope.on
    ).order_by()
    return dict(rows.values_list("agency_id").annotate(first=Min("concluded_date")))


def _declared(scope: Scope, code: str) -> dict[int, date]:
    """Return the day of the first paper declared for an obligation, by agency."""
    rows = DeclaredEvidence.objects.filter(agency_id__in=scope.agency_ids, obligation=code, date__lte=scope.on)
    return dict(rows.order_by().values_list("agency_id").annotate(first=Min("date")))


def _announced_before(scope: Scope, *, but: set[int]) -> list[dict[str, Any]]:
    """Return who announced before the first day with Sotay, and so had all this behind it."""
    own = _declared(scope, scope.obligation.code)
    return [
        {
            "agency_id": agency_id,
            "reason": ANNOUNCED_BEFORE,
            "params": {"day": day(announced)},
            "standing": Word.NOT_APPLICABLE,
        }
        for agency_id, announced in _declared(scope, ANNOUNCED).items()
        if agency_id not in but and agency_id not in own and announced < scope.began(agency_id)
    ]
