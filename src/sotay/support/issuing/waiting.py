"""What waits about issues, for who runs the system and keeps its papers: to be issued, mended, or withdrawn at last."""

from collections.abc import Iterator

from django.db.models import F, Min, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from sotay.agency.models import Seat
from sotay.support.documents.models import Document
from sotay.support.issuing.models import Issue
from sotay.work.waiting.registry import Asked, Kind, Waiting, waiting

TO_ISSUE = gettext_noop("Ban hành theo quyết định")
MEND = gettext_noop("Sửa danh sách rồi trình lại")
WITHDRAW = gettext_noop("Thu hồi tài liệu còn lại")
RETURNED = gettext_noop("Bị trả lại: %(reason)s")


@waiting("support.issues")
def issues_to_go_on(asked: Asked) -> Iterator[Waiting]:
    """Tell of approved lists to be issued, of lists that came back, and of withdrawals whose day went by undone."""
    left = Q(items__revision__isnull=True, items__left_out_reason="", items__document__state=Document.State.IN_FORCE)
    rows = Issue.objects.filter(agency_id__in=asked.agency_ids).annotate(
        day=Coalesce(F("in_force_date"), F("decision__date")), left=Min("items__document__pk", filter=left)
    )
    wanted = Q(state=Issue.State.APPROVED) | (Q(state=Issue.State.DRAFT) & ~Q(returned_reason=""))
    wanted |= Q(state=Issue.State.ISSUED, left__isnull=False, day__lt=asked.on)
    acts = {Issue.State.APPROVED: TO_ISSUE, Issue.State.DRAFT: MEND, Issue.State.ISSUED: WITHDRAW}
    for one in rows.filter(wanted).order_by("pk"):
        returned = one.state == Issue.State.DRAFT
        yield Waiting(
            agency_id=one.agency_id,
            user_ids=asked.holders.user_ids(one.agency_id, [Seat.Role.SECRETARY, Seat.Role.CLERK]),
            key=f"issue:{one.uuid}",
            kind=Kind.DO,
            title=str(one),
            act=acts[Issue.State(one.state)],
            reason=RETURNED if returned else "",
            params={"reason": one.returned_reason} if returned else {},
            due=one.in_force_date,
            link="support:issue_detail",
            link_kwargs={"slug": one.slug},
        )
