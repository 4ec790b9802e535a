"""Obligation 1: what is in force was approved before it came into force (QĐ 19/2014/QĐ-TTg Điều 4; ISO 9001 7.5.2)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Left
from django.utils.translation import gettext_noop

from sotay.approvals.models import Approval, Item
from sotay.standard.registry.obligations import obligation
from sotay.standard.standings.lines import Line
from sotay.standard.standings.scope import Scope
from sotay.support.documents.models import Revision
from sotay.support.documents.sight import TYPE

LINK = "support:document_list"
NAMED = 5
"""How many documents a gap names; the rest is a number."""
TITLE = Item._meta.get_field("title").max_length or 0

NONE_IN_FORCE = gettext_noop("Chưa có tài liệu nào được phê duyệt và đang có hiệu lực.")
NOT_APPROVED = gettext_noop(
    "%(count)s tài liệu đang có hiệu lực mà nội dung hiện nay chưa được phê duyệt trước ngày có hiệu lực: %(documents)s"
)


@obligation(
    "documents.approved", number=1, watches=("support.revision", "support.document", "support.issue", "approvals")
)
def documents_are_approved(scope: Scope) -> Iterator[Line]:
    """Met by the first approval of what is in force; a document approved under another name, or not at all, is a gap.

    Evidence is the round of approval that holds the revision; of what stood before the agency used this system, the
    signed decision.
    """
    held = _in_force(scope)
    counted = held.order_by().values("agency_id").annotate(since=Min("approved_date"), count=Count("pk"))
    bad: dict[int, list[Any]] = defaultdict(list)
    for row in (
        held.filter(~_is_approved())
        .order_by("document__code_sort")
        .values("agency_id", "document__code", "document__slug")
    ):
        bad[row["agency_id"]].append(row)
    gaps = {line.agency_id: line for line in scope.judge(gaps=[_gap(*one) for one in bad.items()], link=LINK)}
    for line in scope.judge(evidence=list(counted), gap=NONE_IN_FORCE, link=LINK):
        yield gaps[line.agency_id] if line.agency_id in bad else line


def _in_force(scope: Scope) -> QuerySet[Any]:
    """Return what is in force on the day, with the code and title it bears now as rounds of approval write them."""
    named = Left(Concat(F("document__code"), Value(" "), F("document__title")), TITLE)
    return Revision.objects.filter(agency_id__in=scope.agency_ids).in_force(scope.on).annotate(named=named)


def _is_approved() -> Q:
    """Return the condition that a revision was approved under the code and title its document bears, by its day in force."""
    items = Item.objects.filter(
        agency_id=OuterRef("agency_id"),
        subject_type=TYPE,
        subject_uuid=OuterRef("uuid"),
        left_out=False,
        approval__state=Approval.State.APPROVED,
    )
    by_round = Exists(items.filter(title__startswith=OuterRef("named"), content_hash=OuterRef("approved_hash")))
    by_decision = ~Exists(items) & Q(decision__isnull=False)
    return (Q(by_round) | by_decision) & Q(approved_date__lte=F("in_force_date"))


def _gap(agency_id: int, rows: list[Any]) -> dict[str, Any]:
    codes = ", ".join(row["document__code"] for row in rows[:NAMED]) + ("…" if len(rows) > NAMED else "")
    gap = {"agency_id": agency_id, "reason": NOT_APPROVED, "params": {"count": len(rows), "documents": codes}}
    one = {"link": "support:document_detail", "link_kwargs": {"slug": rows[0]["document__slug"]}}
    return gap | one if len(rows) == 1 else gap
