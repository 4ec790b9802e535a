"""Tell the pages of inspections which sheets put right what their minutes found, with cause and what was done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from sotay.evaluation.inspections.followed import follows_up
from sotay.evaluation.models import InspectionFinding
from sotay.evaluation.sheets import Sheet
from sotay.improvement.nonconformities.models import Action, Nonconformity, Round
from sotay.improvement.nonconformities.sight import UNDECIDED
from sotay.ui.formats import ngay

TYPE = InspectionFinding._meta.label_lower


@follows_up("nonconformities")
def sheets_of(agency_id: int, uuids: Sequence[UUID]) -> dict[UUID, list[Sheet]]:
    """Return the sheets born from each of these findings, those rejected apart, in the order of their codes."""
    actions = Prefetch("actions", Action.objects.select_related("assignment").order_by("position", "pk"))
    rounds = Prefetch("rounds", Round.objects.prefetch_related(actions).order_by("number"))
    rows = Nonconformity.objects.filter(agency_id=agency_id, origin_type=TYPE, origin_uuid__in=list(uuids))
    found: dict[UUID, list[Sheet]] = defaultdict(list)
    for sheet in rows.exclude(state=Nonconformity.State.REJECTED).prefetch_related(rounds).order_by("code", "pk"):
        if sheet.origin_uuid is not None:
            found[sheet.origin_uuid].append(_told(sheet))
    return found


def _told(sheet: Nonconformity) -> Sheet:
    rounds = list(sheet.rounds.all())
    return Sheet(
        code=sheet.code,
        state=sheet.get_state_display(),
        is_open=sheet.is_open,
        due_date=sheet.due_date,
        closed_date=sheet.closed_date,
        cause=next((one.root_cause for one in reversed(rounds) if one.root_cause and one.approved_date), ""),
        done="\n".join(_done(sheet, rounds)),
        link="improvement:nonconformity_detail",
        link_kwargs={"slug": sheet.slug},
        for_guests=sheet.state not in UNDECIDED,
    )


def _done(sheet: Nonconformity, rounds: Iterable[Round]) -> Iterable[str]:
    """Yield what was put right at once, and the actions of approved plans with the day each was done or is due."""
    if sheet.correction_date:
        yield _("Khắc phục: %(what)s (%(day)s)") % {"what": sheet.correction, "day": ngay(sheet.correction_date)}
    for one in rounds:
        if one.approved_date is None:
            continue
        for action in one.actions.all():
            done = action.assignment.done_date if action.assignment else None
            said = _("xong %s") % ngay(done) if done else _("hạn %s") % ngay(action.due_date)
            yield _("Hành động: %(what)s (%(said)s)") % {"what": action.what, "said": said}
