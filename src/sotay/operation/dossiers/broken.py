"""The dossiers behind a line of the obligations upon each of them: what broke one in a month, or what is soon due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.models import Agency
from sotay.agency.models.calendar import calendar_of
from sotay.operation.dossiers import breaches
from sotay.operation.dossiers.models import Dossier, DossierEvent
from sotay.standard.catalogue.obligations import obligation_of
from sotay.standard.catalogue.periods import MONTH, Period, period_of
from sotay.standard.parameters.queries import value_of
from sotay.standard.standings.due import due_of_event

BETWEEN: Final = "."
SOON: Final = "to_apologise"
BREACHES: Final[dict[str, Any]] = {
    "receipt": gettext_lazy("Thiếu mã, ngày hẹn trả hoặc người tiếp nhận"),
    "supplement": gettext_lazy("Yêu cầu bổ sung quá thời hạn"),
    "apology": gettext_lazy("Quá hạn, không xin lỗi trước ngày hẹn"),
    "control_sheet": gettext_lazy("Không ghi đủ việc giao nhận"),
    "return": gettext_lazy("Trả kết quả ghi không đủ"),
    SOON: gettext_lazy("Cần xin lỗi, hẹn lại ngay"),
}
"""What a dossier may break, in words."""


class NotBroken(ValueError):  # noqa: N818  said of the text
    """Raised for an address that names no breach."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What was broken, and the month it counts in; what is soon due has none."""

    breach: str
    month: Period | None = None

    @property
    def written(self) -> str:
        """The breach as it stands in an address."""
        return f"{self.breach}{BETWEEN}{self.month.key}" if self.month else self.breach

    @property
    def said(self) -> str:
        """The breach in words."""
        words = str(BREACHES[self.breach])
        return _("%(what)s (%(month)s)") % {"what": words, "month": self.month.name.lower()} if self.month else words

    def among(self, rows: QuerySet[Dossier], *, agency: Agency, on: date) -> QuerySet[Dossier]:
        """Keep the dossiers that broke it; `rows` are those of one agency."""
        if self.month is None:
            return breaches.to_apologise(rows, on=on, until=calendar_of(agency).next_working_day(on))
        if self.breach == "supplement":
            return rows.filter(pk__in=self._asked_late(agency, on=on).values("dossier"))
        name, mark = _MARKS[self.breach]
        marked = mark(
            breaches.since_use(self._all(agency), name, start=self.month.start, on=min(on, self.month.end)), on
        )
        return rows.filter(pk__in=marked.filter(broken=True).values("pk"))

    def _asked_late(self, agency: Agency, *, on: date) -> QuerySet[DossierEvent]:
        start, end = (self.month.start, self.month.end) if self.month else (on, on)
        events = DossierEvent.objects.filter(agency=agency, dossier__origin=Dossier.Origin.DESK)
        calendar = calendar_of(agency)
        code = obligation_of("dossiers.supplement").due.parameters[0]

        def late(ask: breaches.Ask) -> bool:
            begun = ask.counted_from(calendar)
            length = value_of(agency.pk, code, on=begun)
            return ask.asked > due_of_event(begun, length, calendar=calendar)

        return breaches.asked_late(breaches.since_use(events, "date", start=start, on=min(on, end)), late)

    @staticmethod
    def _all(agency: Agency) -> QuerySet[Dossier]:
        return Dossier.objects.filter(agency=agency)


def read_broken(text: str) -> Broken:
    """Return the breach an address names; NotBroken for none."""
    breach, _dot, key = text.partition(BETWEEN)
    if breach == SOON and not key:
        return Broken(breach)
    try:
        month = period_of(key)
    except ValueError as error:
        raise NotBroken(text) from error
    if breach not in BREACHES or breach == SOON or month.per != MONTH:
        raise NotBroken(text)
    return Broken(breach, month)


_MARKS: Final[dict[str, tuple[str, Callable[[QuerySet[Dossier], date], QuerySet[Dossier]]]]] = {
    "receipt": ("received_date", lambda rows, _on: breaches.received(rows)),
    "apology": ("due_date", lambda rows, on: breaches.run_past(rows, on=on)),
    "control_sheet": ("settled_date", lambda rows, _on: breaches.moved_on(rows)),
    "return": ("returned_date", lambda rows, _on: breaches.returned(rows)),
}
"""By which date each counts, and what marks it."""
