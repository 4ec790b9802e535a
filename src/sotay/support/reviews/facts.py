"""What others count of the periodic look at documents: how many are overdue (7.5, 9.3.2 c 5)."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sotay.standard.registry.facts import Asked, Number, fact
from sotay.support.documents.models import Document, Revision
from sotay.support.reviews.queries import LATE


@fact("documents.review_overdue", title=_("Tài liệu quá hạn rà soát"), measure=_("tài liệu"))
def documents_overdue(asked: Asked) -> Iterator[Number]:
    """Yield how many documents in force should have been looked at before the day; one being changed is looked at."""
    prepared = Revision.objects.filter(document=OuterRef("pk"), state__in=Revision.PREPARED)
    rows = Document.objects.filter(agency_id__in=asked.agency_ids, state=Document.State.IN_FORCE)
    rows = rows.annotate(is_changing=Exists(prepared))
    late = Q(next_review_date__lt=asked.on, is_changing=False)
    for row in rows.values("agency_id").annotate(count=Count("pk", filter=late)).order_by():
        yield Number(row["agency_id"], row["count"], link="support:review_list", query={"due": LATE})
