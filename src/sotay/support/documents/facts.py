"""What others count of documents: those in force, and the revisions issued in a period (7.5, 9.3.2 b)."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.standard.registry.facts import Asked, Number, fact
from sotay.support.documents.models import Revision

LINK = "support:document_list"


@fact("documents.in_force", title=_("Tài liệu đang có hiệu lực"), measure=_("tài liệu"))
def documents_in_force(asked: Asked) -> Iterator[Number]:
    """Yield how many documents are in force on the day."""
    rows = Revision.objects.in_force(asked.on).filter(agency_id__in=asked.agency_ids)
    for row in rows.values("agency_id").annotate(count=Count("document", distinct=True)).order_by():
        yield Number(row["agency_id"], row["count"], link=LINK, query={"state": "IN_FORCE"})


@fact("documents.issued", title=_("Lần ban hành, sửa đổi tài liệu có hiệu lực trong kỳ"), measure=_("lần"))
def documents_issued(asked: Asked) -> Iterator[Number]:
    """Yield how many revisions came into force in the period, nought where documents stand and none did."""
    rows = Revision.objects.filter(agency_id__in=asked.agency_ids, state__in=Revision.ISSUED).values_list("agency_id")
    within = Q(in_force_date__range=(asked.period.start, asked.last))
    told = {"count": Count("pk", filter=within), "documents": Count("document", filter=within, distinct=True)}
    for agency_id, count, documents in rows.annotate(**told).order_by():
        said = gettext("của %d tài liệu") % documents if count else ""
        yield Number(agency_id, count, link=LINK, query={"state": "ALL", **asked.days()}, said=said)
