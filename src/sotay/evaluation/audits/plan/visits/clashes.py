"""What does not fit in a timetable: one auditor or unit at two places at once, a day off. Told, never refused."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sotay.agency.workdays import WorkCalendar
from sotay.evaluation.audits.models import Visit
from sotay.evaluation.audits.plan.independence import day_of
from sotay.ui.formats import ngay


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that does not fit, at which visit, with a code for tests."""

    visit_id: int
    code: str
    text: str


def clashes(visits: Iterable[Visit], calendar: WorkCalendar) -> list[Clash]:
    """Return what does not fit; visits come with unit and auditors, those set aside do not count."""
    standing = sorted(
        (one for one in visits if not one.set_aside_reason), key=lambda one: (one.starts_at, one.position, one.pk)
    )
    return [*_days_off(standing, calendar), *_at_once(standing)]


def _days_off(visits: list[Visit], calendar: WorkCalendar) -> Iterator[Clash]:
    for visit in visits:
        if not calendar.is_working_day(day_of(visit)):
            words = _("%(unit)s: %(day)s là ngày nghỉ.") % {"unit": visit.unit, "day": ngay(day_of(visit))}
            yield Clash(visit.pk, "day_off", words)


def _at_once(visits: list[Visit]) -> Iterator[Clash]:
    by_who: dict[tuple[str, int], list[Visit]] = defaultdict(list)
    names: dict[tuple[str, int], str] = {}
    for visit in visits:
        keys = {("unit_twice", visit.unit_id): str(visit.unit)}
        keys |= {("auditor_twice", one.user_id): str(one.user) for one in visit.auditors.all()}
        for key, name in keys.items():
            by_who[key].append(visit)
            names[key] = name
    for key, some in by_who.items():
        latest = some[0]
        for visit in some[1:]:  # in order of their beginning: each is held against the one that lasts longest
            if visit.starts_at < latest.ends_at:
                words = _("%(who)s trùng giờ: %(first)s và %(second)s, %(time)s ngày %(day)s.") % {
                    "who": names[key],
                    "first": latest.unit,
                    "second": visit.unit,
                    "time": f"{localtime(visit.starts_at):%H:%M}",
                    "day": ngay(day_of(visit)),
                }
                yield Clash(visit.pk, key[0], words)
            latest = max(latest, visit, key=lambda one: one.ends_at)
