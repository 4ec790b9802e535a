"""By which route a document is reviewed and approved: the agency's own for its kind, else for its level, else the common one."""

from sotay.approvals.models import Route
from sotay.support.documents.models import Document, Kind, Level

COMMON = "support.documents"
BY_KIND = {str(kind): f"{COMMON}.{kind.lower()}" for kind in Kind}
BY_LEVEL = {int(level): f"{COMMON}.level_{level}" for level in Level}


def purpose_for(document: Document) -> str:
    """Return the purpose whose route a document takes; kind before level before the common one."""
    wanted = (BY_KIND[document.kind], BY_LEVEL[document.level])
    chosen = set(Route.objects.filter(agency=document.agency, purpose__in=wanted).values_list("purpose", flat=True))
    return next((purpose for purpose in wanted if purpose in chosen), COMMON)
