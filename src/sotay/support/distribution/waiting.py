"""What waits: documents to be read by each they are meant for, old paper copies, audiences whose unit ended."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from sotay.agency.models import Seat, Unit
from sotay.support.distribution.models import PaperCopy
from sotay.support.distribution.readers import to_know
from sotay.support.documents.models import Audience, Document, Revision
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

READ = gettext_noop("Đọc và xác nhận")
TAKE_BACK = gettext_noop("Thu hồi bản giấy cũ")
CHOOSE = gettext_noop("Chọn lại nơi nhận")
UNIT_ENDED = gettext_noop("Đơn vị nhận đã kết thúc: %(units)s.")
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


@waiting("support.audiences")
def audiences_to_choose(asked: Asked) -> Iterator[Waiting]:
    """Tell the secretary of documents meant for a unit that ended: who took over is to be named, or nobody knows them."""
    ended = Audience.objects.filter(
        agency_id__in=asked.agency_ids, unit__ended_date__lte=asked.on, document__state=Document.State.IN_FORCE
    )
    by_document: dict[Document, list[Unit]] = defaultdict(list)
    for one in ended.select_related("document", "unit").order_by("document__code_sort", "document_id", "pk"):
        if one.unit is not None:
            by_document[one.document].append(one.unit)
    for document, units in by_document.items():
        yield Waiting(
            agency_id=document.agency_id,
            user_ids=asked.holders.user_ids(document.agency_id, [Seat.Role.SECRETARY]),
            key=f"audience:{document.uuid}",
            kind=Kind.DO,
            title=str(document),
            act=CHOOSE,
            reason=UNIT_ENDED,
            params={"units": ", ".join(unit.name for unit in units)},
            due=min(unit.ended_date for unit in units if unit.ended_date),
            link="support:document_audience",
            link_kwargs={"slug": document.slug},
        )
