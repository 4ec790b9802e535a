"""What waits for the heads of units: a law to look at, documents to change because of one."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.agency.models import Agency, Seat
from sotay.context.laws.deadlines import deadline_of
from sotay.context.laws.queries import is_expired
from sotay.context.models import LawReview
from sotay.standard.standings.batch import Batch
from sotay.support.lawful.following import ways
from sotay.support.lawful.models import AffectedDocument
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

REVIEW = gettext_noop("Rà soát văn bản")
CHANGE = gettext_noop("Sửa tài liệu theo văn bản")
STILL = gettext_noop("Còn %(count)s tài liệu chưa có bản nêu văn bản này đang hiệu lực.")
HEADS = [Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY]
Finding = LawReview.Finding


@waiting("support.lawful")
def laws_to_follow(asked: Asked) -> Iterator[Waiting]:
    """Tell the heads of each unit which laws it has not looked at, and for which its documents are still to be changed."""
    reviews = list(
        LawReview.objects.filter(agency_id__in=asked.agency_ids, law__is_unrelated=False)
        .exclude(finding=Finding.NO_EFFECT)
        .select_related("law")
        .order_by("pk")
    )
    if not reviews:
        return
    affected: dict[int, list[AffectedDocument]] = defaultdict(list)
    rows = AffectedDocument.objects.filter(review__in=reviews).select_related("document")
    for one in rows.order_by("pk"):
        affected[one.review_id].append(one)
    done = ways((one for some in affected.values() for one in some), on=asked.on)
    batch = Batch(Agency.objects.filter(pk__in={review.agency_id for review in reviews}), on=asked.on)
    for review in reviews:
        if is_expired(review.law, on=asked.on):
            continue
        left = [one for one in affected[review.pk] if (one.law_id, one.document_id) not in done]
        if review.finding == Finding.AFFECTS and not left:
            continue
        looks = review.finding == Finding.WAITING
        deadline = deadline_of(review.law, batch=batch)
        heads = asked.holders.user_ids(review.agency_id, HEADS, review.unit_id)
        yield Waiting(
            agency_id=review.agency_id,
            user_ids=heads or asked.holders.user_ids(review.agency_id, [Seat.Role.SECRETARY]),
            key=f"law_review:{review.uuid}",
            kind=Kind.DO,
            title=str(review.law),
            origin=review.law.title,
            act=REVIEW if looks else CHANGE,
            due=deadline.raw if deadline else None,
            reason="" if looks else STILL,
            params={} if looks else {"count": len(left)},
            link="support:lawful_review",
            link_kwargs={"slug": review.law.slug},
            unit_id=review.unit_id,
            escalates=True,
        )
