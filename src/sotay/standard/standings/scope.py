"""What a judge is asked about, and how its answer becomes lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sotay.agency.workdays import WorkCalendar
from sotay.standard.applicability.queries import Exclusions
from sotay.standard.catalogue.obligations import Nature, Obligation, Rule
from sotay.standard.catalogue.periods import MONTH, Period, period_with, periods_on
from sotay.standard.standings import lines
from sotay.standard.standings.batch import Batch
from sotay.standard.standings.due import word_of
from sotay.standard.standings.lines import Line, day
from sotay.standard.standings.models import Word

Rows = Iterable[Mapping[str, Any]]
Place = tuple[int, int | None]


class Found(NamedTuple):
    """The evidence of one agency or unit: the earliest date, how many, and the number of a declared paper."""

    since: date | None
    count: int | None  # type: ignore[assignment]  # a tuple counts too; nobody asks this one to
    declared: str | None = None


class Scope:
    """One obligation for a batch of agencies that owe it, one period, and the day `on`.

    A judge asks the database once, for all of `agency_ids`, and hands what it found to `judge` or `judge_events`.
    """

    def __init__(self, obligation: Obligation, batch: Batch, agency_ids: Iterable[int], period: Period) -> None:
        self.obligation, self.period, self.on = obligation, period, batch.on
        self.agency_ids = list(agency_ids)
        self._batch = batch

    def exclusions(self, agency_id: int) -> Exclusions:
        """Return the clauses an agency does not apply on the day."""
        return self._batch.exclusions[agency_id]

    def wants_qmr(self, agency_id: int) -> bool:
        """Return whether the agency has a management representative."""
        return self._batch.agencies[agency_id].wants_qmr

    def value(self, agency_id: int, code: str) -> Any:
        """Return a parameter of an agency as it was valid on the first day of the period."""
        return self._batch.values.value(agency_id, code, self.on if self.period.key == "" else self.period.start)

    def due_after(self, agency_id: int, begun: date) -> date:
        """Return when the obligation's own term ends that begins on a day."""
        return self._batch.due_after(agency_id, self.obligation, begun)

    def units(self) -> Iterator[tuple[int, int]]:
        """Yield agency and unit of every unit that owes it."""
        for agency_id in self.agency_ids:
            yield from ((agency_id, unit_id) for unit_id in self._who(agency_id) if unit_id is not None)

    def judge(
        self,
        *,
        evidence: Rows = (),
        gaps: Rows | None = None,
        exempt: Rows = (),
        gap: str = lines.NOT_FOUND,
        link: str = "",
    ) -> Iterator[Line]:
        """Yield a line per agency, or per unit where each unit owes it.

        evidence: rows with `agency_id`, `unit_id` where owed by unit, `since` (business date), `count` (optional); rows
        after `on` are passed over. gaps: rows with `agency_id`, `unit_id`, `reason` and `params`: what is missing in spite
        of evidence, `due_date` where each bears its own; when given, whoever is not among them is met. exempt: rows with
        `reason`, `params` and `standing` (NOT_ARISEN or NOT_APPLICABLE). gap: the reason where nothing was found. link: a URL name below the agency where it
        can be put right. Papers declared when the agency began count as evidence.
        """
        found = self._evidence(evidence)
        missing = {_place(row): row for row in gaps or ()}
        spared = {_place(row): row for row in exempt}
        for agency_id in self.agency_ids:
            for unit_id in self._who(agency_id):
                place = (agency_id, unit_id)
                if unit_id is None and self.obligation.owed == "unit":
                    yield self._line(place, Word.NOT_ARISEN, reason=lines.NO_UNITS)
                elif row := spared.get(place):
                    yield self._line(
                        place, row.get("standing", Word.NOT_ARISEN), reason=row["reason"], params=row.get("params", {})
                    )
                elif row := missing.get(place):
                    yield self._unmet(
                        place,
                        reason=row["reason"],
                        params=row.get("params", {}),
                        link=row.get("link", link),
                        link_kwargs=row.get("link_kwargs", {}),
                        due=row.get("due_date"),
                    )
                elif (one := found.get(place)) or gaps is not None:
                    yield self._met(place, one or Found(None, None), link=link)
                else:
                    yield self._unmet(place, reason=gap, params={}, link=link)

    def judge_events(self, events: Rows, *, link: str = "") -> Iterator[Line]:
        """Yield a line per open event; an agency with none has one line: met by the latest that was done, or not arisen.

        One that was done after its day is late.

        events: rows with `agency_id`, `unit_id`, `subject_uuid`, `title`, `event_date`, `done_date` (None while open),
        `due_date` where each event bears its own, and `link_kwargs` for the page of the event. The earliest comes first,
        those of one day in the order they were given.
        """
        open_: dict[int, list[Any]] = defaultdict(list)
        done: dict[int, list[Any]] = defaultdict(list)
        for row in events:
            if row["event_date"] <= self.on:
                is_done = row["done_date"] is not None and row["done_date"] <= self.on
                (done if is_done else open_)[row["agency_id"]].append(row)
        for agency_id in self.agency_ids:
            for row in sorted(open_[agency_id], key=lambda row: row["event_date"]):  # in a day: as given
                yield self._event(row, link=link)
            if open_[agency_id]:
                continue
            if rows := done[agency_id]:
                last = max(rows, key=lambda row: row["done_date"])
                latest, due = last["done_date"], self._due_of_event(last)
                owed = due is not None and not self._batch.before_use(agency_id, due, self.period)
                said = {"count": len(rows), "day": day(latest)}
                yield self._line(
                    (agency_id, None),
                    Word.MET,
                    due=due if owed else None,
                    evidence_date=latest,
                    late=owed and latest > due,
                    count=len(rows),
                    reason=lines.ALL_DONE,
                    params=said,
                    link=link,
                )
            else:
                yield self._line((agency_id, None), Word.NOT_ARISEN, reason=lines.NO_EVENT)

    @property
    def months_start(self) -> date:
        """The first day of the months that are looked at: the one before that of the day, and this (`periods_on`)."""
        return periods_on(MONTH, self.on)[0].start

    def began(self, agency_id: int) -> date:
        """Return the agency's first day with Sotay; before it nothing counts. One that has not begun begins on the day."""
        return self._batch.agencies[agency_id].in_use_from_date or self.on

    def calendar(self, agency_id: int) -> WorkCalendar:
        """Return the working calendar of an agency."""
        return self._batch.calendars[agency_id]

    def judge_months(self, rows: Rows, *, breach: str, kept: str, soon: Rows = (), link: str = "") -> Iterator[Line]:
        """Yield for a duty owed upon each of many records: a line per agency, or unit, and month with the number of breaches.

        rows: counted in the database, `agency_id`, `unit_id` where each unit owes it, `month` (its first day), `count`
        (records looked at), `breaches` and `last` (the latest business date); `params` that the reasons `breach` and
        `kept` say besides `breaches` and `count`; `link_kwargs` for each. soon: rows with `agency_id`, `unit_id`, `due`,
        `reason`, `params` and `link_kwargs` of what can still be kept. An agency with neither has one line: not arisen.
        """
        told: dict[int, list[Line]] = defaultdict(list)
        for row in rows:
            broken, month = row["breaches"], period_with(MONTH, row["month"])
            said = {"breaches": broken, "count": row["count"], **row.get("params", {})}
            more = {"params": said, "link": link, "link_kwargs": row.get("link_kwargs", {})}
            line = self._line(_place(row), Word.MET, count=row["count"], evidence_date=row["last"], reason=kept, **more)
            if broken:
                line = self._line(_place(row), Word.OVERDUE, count=broken, reason=breach, **more)
            told[row["agency_id"]].append(line._replace(period=month.key))
        for row in soon:
            more = {"params": row.get("params", {}), "link": link, "link_kwargs": row.get("link_kwargs", {})}
            line = self._line(_place(row), Word.DUE_SOON, due=row["due"], reason=row["reason"], **more)
            told[row["agency_id"]].append(line)
        for agency_id in self.agency_ids:
            yield from told.get(agency_id) or [self._line((agency_id, None), Word.NOT_ARISEN, reason=lines.NO_EVENT)]

    def _who(self, agency_id: int) -> list[int | None]:
        """Return who owes it in an agency: itself, or its units that stood when it fell due."""
        if self.obligation.owed != "unit":
            return [None]
        due = self._batch.due(agency_id, self.obligation, self.period)
        by = due if due is not None and self.obligation.due.rule is Rule.FIXED else date.max
        return [unit.pk for unit in self._batch.units[agency_id] if (unit.started_date or date.min) <= by] or [None]

    def _evidence(self, rows: Rows) -> dict[Place, Found]:
        """Put together what the judge found and what was declared."""
        found: dict[Place, Found] = {}
        for row in rows:
            since, place = row["since"], _place(row)
            if since is not None and since <= self.on:
                known = found.get(place)
                count = (known.count or 1 if known else 0) + (row.get("count") or 1)
                found[place] = Found(min(since, known.since or since) if known else since, count)
        if self.obligation.is_own:  # looks for itself, nothing is declared for it
            return found
        for agency_id in self.agency_ids:
            for paper in self._batch.declared.get((agency_id, self.obligation.code), ()):
                if paper.date in self.period:
                    units = [paper.unit_id] if paper.unit_id or self.obligation.owed != "unit" else self._who(agency_id)
                    for unit_id in units:
                        known = found.get((agency_id, unit_id))
                        if known is None or (known.since or paper.date) > paper.date:
                            found[agency_id, unit_id] = Found(paper.date, 1, paper.number)
        return found

    def _met(self, place: Place, found: Found, *, link: str) -> Line:
        due = self._batch.due(place[0], self.obligation, self.period, unit_id=place[1])
        late = self.obligation.nature is not Nature.STATE and bool(due and found.since and found.since > due)
        params: dict[str, Any]
        if found.since is None:
            reason, params = lines.NOTHING_MISSING, {}
        elif found.declared is not None:
            reason, params = lines.DECLARED, {"number": found.declared, "day": day(found.since)}
        elif found.count and found.count > 1:
            reason, params = lines.FOUND_MANY, {"count": found.count, "day": day(found.since)}
        else:
            reason, params = lines.FOUND, {"day": day(found.since)}
        return self._line(
            place,
            Word.MET,
            due=due,
            evidence_date=found.since,
            late=late,
            count=found.count,
            reason=reason,
            params=params,
            link=link,
        )

    def _unmet(
        self,
        place: Place,
        *,
        reason: str,
        params: Mapping[str, Any],
        link: str,
        link_kwargs: Mapping[str, Any] | None = None,
        due: date | None = None,
    ) -> Line:
        due = due or self._batch.due(place[0], self.obligation, self.period, unit_id=place[1])
        if self._batch.before_use(place[0], due, self.period):
            return self._line(place, Word.NOT_APPLICABLE, due=due, reason=lines.BEFORE_USE, link=link)
        word = word_of(due=due, on=self.on, warning=self._batch.warning(place[0]))
        return self._line(place, word, due=due, reason=reason, params=params, link=link, link_kwargs=link_kwargs or {})

    def _due_of_event(self, row: Mapping[str, Any]) -> date | None:
        """Return when an event is owed: by its own day, else by the obligation's term."""
        due: date | None = row.get("due_date")
        if due is None and self.obligation.due.rule is Rule.TERM:
            due = self._batch.due_after(row["agency_id"], self.obligation, row["event_date"])
        return due

    def _event(self, row: Mapping[str, Any], *, link: str) -> Line:
        agency_id = row["agency_id"]
        due = self._due_of_event(row)
        word = word_of(due=due, on=self.on, warning=self._batch.warning(agency_id))
        reason, params = lines.EVENT_OPEN, {"title": row["title"], "day": day(row["event_date"])}
        if self._batch.before_use(agency_id, due, self.period):
            word, reason, params = Word.NOT_APPLICABLE, lines.BEFORE_USE, {}
        return self._line(
            _place(row),
            word,
            due=due,
            reason=reason,
            params=params,
            link=link,
            link_kwargs=row.get("link_kwargs", {}),
            subject_uuid=row["subject_uuid"],
        )

    def _line(self, place: Place, word: str, **more: Any) -> Line:
        return Line(place[0], self.obligation.code, place[1], self.period.key, word, **more)


def _place(row: Mapping[str, Any]) -> Place:
    return row["agency_id"], row.get("unit_id")
