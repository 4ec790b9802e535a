"""How a dossier is told in a word: its state, how it stands against its day, how many days are left."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.operation.dossiers.models import Dossier, Timing
from sotay.operation.procedures.words import time_words
from sotay.ui.formats import ngay
from sotay.ui.parts import StateBadge

State = Dossier.State
TONES = {
    State.IN_PROGRESS: "now", State.SUPPLEMENT: "warn", State.PAUSED: "warn", State.READY: "now",
    State.RETURNED: "done", State.REFUSED: "quiet", State.STOPPED: "quiet", State.WITHDRAWN: "quiet",
}  # fmt: skip
NEAR = 1
TIMING_TONES = {Timing.EARLY: "done", Timing.ON_TIME: "done", Timing.LATE: "stop"}


def state_badge(dossier: Dossier) -> StateBadge:
    """Return the state as a badge."""
    state = State(dossier.state)
    return StateBadge(label=state.label, tone=TONES[state])


def timing_badge(dossier: Dossier, on: date) -> StateBadge | None:
    """Return how it was settled, or how it stands against its day today; None where nothing is counted now."""
    if dossier.timing:
        timing = Timing(dossier.timing)
        return StateBadge(label=timing.label, tone=TIMING_TONES[timing])
    if not dossier.is_open or dossier.due_date is None:
        return None
    left = (dossier.due_date - on).days
    if left < 0:
        return StateBadge(label=_("Quá hạn %s ngày") % -left, tone="stop")
    label = _("Hẹn trả hôm nay") if left == 0 else _("Còn %s ngày") % left
    return StateBadge(label=label, tone="warn" if left <= NEAR else "quiet")


def due_words(dossier: Dossier) -> str:
    """Return the day promised, the new one after an apology beside it, or why there is none now."""
    if dossier.due_date is None:
        if dossier.state == State.SUPPLEMENT:
            return _("chờ bổ sung, chưa tính thời hạn")
        if dossier.state == State.PAUSED:
            return _("tạm dừng, chưa tính thời hạn")
        return _("không quy định") if dossier.state != State.REFUSED else ""
    if new := new_day(dossier):
        return _("%(day)s, hẹn lại %(new)s") % {"day": ngay(dossier.due_date), "new": ngay(new)}
    return ngay(dossier.due_date)


def new_day(dossier: Dossier) -> date | None:
    """Return the day promised by an apology; None where a new receipt, or the end of a pause, gave a later one since."""
    new, due = dossier.new_due_date, dossier.due_date
    return new if new and due and new > due else None


def has_moved(dossier: Dossier) -> bool:
    """Return whether the day due is no longer the one on the receipt: a pause moved it, or it stands."""
    return dossier.receipt_due_date is not None and dossier.due_date != dossier.receipt_due_date


def limit_words(dossier: Dossier) -> str:
    """Return the limit it is counted by."""
    if dossier.limit_value is None:
        return _("không quy định")
    return time_words(dossier.limit_value, dossier.limit_unit)


def holder_words(dossier: Any) -> str:
    """Return who has it now: person and unit."""
    return ", ".join(str(one) for one in (dossier.holder, dossier.holder_unit) if one)


def days_waiting(dossier: Dossier, on: date) -> str:
    """Return for how many days a result waits to be fetched."""
    days = (on - (dossier.result_date or on)).days
    if days <= 0:
        return _("có kết quả hôm nay")
    return ngettext("chờ trả %s ngày", "chờ trả %s ngày", days) % days
