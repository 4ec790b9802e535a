"""Which requests a viewer may see, as conditions of a query."""

from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.approvals.models import Item
from sotay.support.documents.models import Document
from sotay.support.documents.sight import sees_everything
from sotay.support.documents.sight import visible as visible_documents
from sotay.support.requests.models import ChangeRequest

TYPE = ChangeRequest._meta.label_lower


def visible(requests: QuerySet[ChangeRequest], viewer: Actor) -> QuerySet[ChangeRequest]:
    """Narrow requests to those the viewer may see: drafts are of who asks and of the unit; a document hidden hides its requests."""
    if sees_everything(viewer):
        return requests
    if viewer.is_guest:
        return requests.none()
    documents = visible_documents(Document.objects.of(viewer), viewer)
    mine = Q(asked_by=viewer.user) | Q(unit__in=viewer.unit_ids()) | Q(document__unit__in=viewer.unit_ids())
    open_to_all = ~Q(state=ChangeRequest.State.DRAFT) & (
        Q(document__isnull=True) | Q(document__in=documents.values("pk"))
    )
    return requests.filter(mine | open_to_all | Q(uuid__in=_signed(viewer)))


def _signed(viewer: Actor) -> QuerySet:
    """Return the uuids of the requests at which the viewer signs a step."""
    step = "approval__steps__"
    by_seat = Q(**{f"{step}role__in": viewer.roles}) & (
        Q(**{f"{step}unit__isnull": True}) | Q(**{f"{step}unit__in": viewer.unit_ids()})
    )
    asked = Q(**{f"{step}user": viewer.user}) | by_seat
    return Item.objects.filter(asked, agency=viewer.agency, subject_type=TYPE).values("subject_uuid")
