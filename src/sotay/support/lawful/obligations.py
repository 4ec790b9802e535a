"""Obligation 9: changes of the law stand in the documents within three months (QĐ 19/2014/QĐ-TTg Điều 4 khoản 4)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop

from sotay.agency.models import Agency
from sotay.context.laws.deadlines import Deadline, deadline_of
from sotay.context.laws.queries import is_expired
from sotay.context.models import Law, LawReview
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.batch import Batch
from sotay.standard.standings.lines import Line, day
from sotay.standard.standings.models import Word
from sotay.standard.standings.scope import Scope
from sotay.support.lawful.following import Way, ways
from sotay.support.lawful.models import AffectedDocument

CODE: Final = "law.update"
UNASSIGNED: Final = gettext_noop("%(law)s: chưa phân công đơn vị rà soát.")
WAITING: Final = gettext_noop("%(law)s: đơn vị chưa rà soát.")
FOLLOWING: Final = gettext_noop("%(law)s: chưa có bản nêu văn bản này đang hiệu lực của %(codes)s.")
PREPARING: Final = gettext_noop("Chuẩn bị: %(law)s có hiệu lực từ %(day)s.")
ROLLED: Final = {
    UNASSIGNED: gettext_noop(
        "%(law)s: chưa phân công đơn vị rà soát. Ngày cuối %(raw)s là ngày nghỉ: xong trong ngày %(last)s vẫn đúng hạn."
    ),
    WAITING: gettext_noop(
        "%(law)s: đơn vị chưa rà soát. Ngày cuối %(raw)s là ngày nghỉ: xong trong ngày %(last)s vẫn đúng hạn."
    ),
    FOLLOWING: gettext_noop(
        "%(law)s: chưa có bản nêu văn bản này đang hiệu lực của %(codes)s. Ngày cuối %(raw)s là ngày nghỉ: xong trong ngày "
        "%(last)s vẫn đúng hạn."
    ),
}
"""The same, from the day after the raw last day to the next working day."""
SAID: Final = 5
"""How many codes a reason names."""


@dataclass(frozen=True, slots=True)
class Case:
    """A law as one unit is to follow it (no unit: nobody was asked yet)."""

    law: Law
    unit_id: int | None
    uuid: UUID
    deadline: Deadline | None
    begun: date
    done: date | None
    reason: str
    params: dict[str, Any]
    link: str

    @property
    def is_late(self) -> bool:
        """Whether it was done after the last day of the term."""
        return bool(self.done and self.deadline and self.done > self.deadline.last)


@obligation(CODE, number=9, owed="unit", watches=("context.law", "support.law", "support.revision", "support.document"))
def law_stands_in_the_documents(scope: Scope) -> Iterator[Line]:
    """Met by a unit for a law when every document it affects followed, or by its word, with the reason, that none is.

    A document followed when a revision naming this law came into force, also before the law did, or when it was
    withdrawn. The raw last day of the term alarms, also when it is a day off; what is done by the next working day is in
    time (Bộ luật Dân sự 148.5), and the reason says so. A law that stands no longer is not followed any more.
    """
    cases = {case.uuid: case for case in _cases(scope)}
    rows = [
        {
            "agency_id": case.law.agency_id,
            "unit_id": case.unit_id,
            "subject_uuid": case.uuid,
            "title": str(case.law),
            "event_date": case.begun,
            "done_date": case.done,
            "due_date": case.deadline.raw if case.deadline else date.max,
            "link_kwargs": {"slug": case.law.slug},
        }
        for case in cases.values()
    ]
    late = {case.law.agency_id: True for case in cases.values() if case.is_late}
    for line in scope.judge_events(rows, link="support:lawful_review"):
        case = cases.get(line.subject_uuid) if line.subject_uuid else None
        if case is None:
            yield line._replace(
                link="context:law_list", late=line.standing == Word.MET and late.get(line.agency_id, False)
            )
            continue
        told = line._replace(link=case.link, due=case.deadline.raw if case.deadline else None)
        if line.standing != Word.NOT_APPLICABLE:
            told = told._replace(reason=case.reason, params=case.params)
        if line.standing == Word.OVERDUE and case.deadline and scope.on <= case.deadline.last:
            days = {"raw": day(case.deadline.raw), "last": day(case.deadline.last)}
            told = told._replace(reason=ROLLED.get(case.reason, case.reason), params=case.params | days)
        yield told


def _cases(scope: Scope) -> Iterator[Case]:
    """Yield every law the units of the agencies are to follow, as it stands on the day; five queries, then the calendars."""
    agencies = Agency.objects.in_bulk(scope.agency_ids)
    batch = Batch(agencies.values(), on=scope.on)
    laws = Law.objects.filter(agency_id__in=scope.agency_ids, is_unrelated=False)
    standing = Q(expiry_date__isnull=True) | Q(expiry_date__gt=scope.on)
    reviews = LawReview.objects.filter(law__in=laws).select_related("law").order_by("pk")
    affected: dict[int, list[AffectedDocument]] = defaultdict(list)
    for one in AffectedDocument.objects.filter(review__law__in=laws).select_related("document").order_by("pk"):
        affected[one.review_id].append(one)
    done = ways((one for some in affected.values() for one in some), on=scope.on)
    for review in reviews:
        case = _reviewed(review, affected[review.pk], done, batch=batch, on=scope.on)
        if case.done or not is_expired(review.law, on=scope.on):
            yield case
    unasked = laws.filter(standing, reviews__isnull=True).order_by("pk")
    for law in unasked:
        deadline = deadline_of(law, batch=batch)
        began = agencies[law.agency_id].in_use_from_date or scope.on
        if deadline is None or deadline.raw < began:
            continue  # over before the system was used, or nobody knows since when
        coming = law.effective_date is not None and law.effective_date > scope.on
        reason, params = (PREPARING, _when(law)) if coming else (UNASSIGNED, {"law": str(law)})
        yield Case(
            law, None, law.uuid, deadline, min(deadline.begun, scope.on), None, reason, params, "context:law_detail"
        )


def _reviewed(
    review: LawReview, affected: list[AffectedDocument], done: dict[tuple[int, int], Way], *, batch: Batch, on: date
) -> Case:
    """Return how one unit stands with one law."""
    law = review.law
    deadline = deadline_of(law, batch=batch)
    begun = min(deadline.begun, on) if deadline else on
    finished: date | None = None
    reason, params = WAITING, {"law": str(law)}
    decided = review.decided_date if review.decided_date and review.decided_date <= on else None
    if decided and review.finding == LawReview.Finding.NO_EFFECT:
        finished = decided
    elif decided and review.finding == LawReview.Finding.AFFECTS:
        open_ = [one.document.code for one in affected if (law.pk, one.document_id) not in done]
        if affected and not open_:
            finished = max(done[law.pk, one.document_id].day for one in affected)
        more = "…" if len(open_) > SAID else ""
        reason, params = FOLLOWING, {"law": str(law), "codes": ", ".join(open_[:SAID]) + more}
    if finished is None and law.effective_date is not None and law.effective_date > on:
        reason, params = PREPARING, _when(law)
    return Case(law, review.unit_id, review.uuid, deadline, begun, finished, reason, params, "support:lawful_review")


def _when(law: Law) -> dict[str, Any]:
    return {"law": str(law), "day": day(law.effective_date) if law.effective_date else ""}
