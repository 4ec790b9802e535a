"""What waits: documents to be read, for each person they are meant for; superseded paper copies, for who keeps papers."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.support.distribution.models import PaperCopy
from sotay.support.distribution.readers import to_know
from sotay.support.documents.models import Document, Revision
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

READ = gettext_noop("Đọc và xác nhận")
TAKE_BACK = gettext_noop("Thu hồi bản giấy cũ")
COPIES = gettext_noop("%(count)s bản giấy: %(numbers)s.")


@waiting("support.readings")
def documents_to_read(asked: Asked) -> Iterator[Waiting]:
    """Tell each person of the revisions in force that are not confirmed, until the end of the time to read."""
    for one in to_know(asked.agency_ids, on=asked.on):
        document = one.revision.document
        for reader in one.unread:
            yield Waiting(
                agency_id=document.agency_id,
                user_ids=frozenset({reader.user_id}),
                key=f"reading:{document.uuid}",
                kind=Kind.READ,
                title=str(document),
                act=READ,
                due=reader.due_date,
                link="support:document_read",
                link_kwargs={"slug": document.slug},
            )


@waiting("support.paper_copies")
def copies_to_take_back(asked: Asked) -> Iterator[Waiting]:
    """Tell who keeps papers of the copies of revisions that hold no more, from the day they ended."""
    out = PaperCopy.objects.filter(
        agency_id__in=asked.agency_ids,
        returned_date__isnull=True,
        revision__state__in=[Revision.State.SUPERSEDED, Revision.State.WITHDRAWN],
        revision__ended_date__lte=asked.on,
    )
    by_document: dict[Document, list[PaperCopy]] = defaultdict(list)
    for copy in out.select_related("document", "revision").order_by("document_id", "number"):
        by_document[copy.document].append(copy)
    for document, copies in by_document.items():
        yield Waiting(
            agency_id=document.agency_id,
            user_ids=asked.holders.user_ids(document.agency_id, [Seat.Role.SECRETARY, Seat.Role.CLERK]),
            key=f"paper_copies:{document.uuid}",
            kind=Kind.DO,
            title=str(document),
            act=TAKE_BACK,
            reason=COPIES,
            params={"count": len(copies), "numbers": ", ".join(f"{one.number:02d}" for one in copies)},
            due=min(one.revision.ended_date for one in copies if one.revision.ended_date),
            link="support:copy_take_back",
            link_kwargs={"slug": document.slug},
        )
