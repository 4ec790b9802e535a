"""Where the agency stands, put together for one page from the table of standings."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.holding import Holders
from sotay.agency.models import Seat, Unit
from sotay.approvals.models import Approval
from sotay.approvals.queries import awaiting
from sotay.standard.catalogue.clauses import clause
from sotay.standard.catalogue.parties import PARTIES
from sotay.standard.standings.judging import standings_of
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.standard.standings.queries import chapter_words, list_lines, worst
from sotay.ui.charts import Mark, StripRow, ring, strip
from sotay.ui.charts.ring import Ring

DRAWN = (Word.MET, Word.OVERDUE, Word.DUE_SOON, Word.OPEN, Word.NOT_CHECKED)
"""Words that stand on the ring: what is owed this year, checked or not yet."""

COUNTED = (Word.MET, Word.OVERDUE, Word.DUE_SOON, Word.OPEN)
"""Words of what is owed this year and checked; the others are said apart."""
TO_DECIDE = 10


@dataclass(frozen=True, slots=True)
class Late:
    """One line that is overdue: what, for whom, who holds it, since when."""

    title: str
    basis: str
    url: str
    unit: str
    holder: str
    due: date | None
    days: int
    why: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows."""

    year: int
    on: date
    ring: Ring
    strip: tuple[StripRow, ...]
    late: tuple[Late, ...]
    soon: tuple[Late, ...]
    uncounted: dict[str, int]
    to_decide: tuple[Approval, ...]


def get_overview(*, viewer: Actor, year: int, today: date) -> Overview:
    """Return the agency's year; this year's is read from the table, another's is judged for its last day."""
    on = today if year == today.year else date(year, 12, 31)
    lines = list_lines(viewer=viewer, on=on) if on == today else standings_of(viewer.agency, on=on)
    units = {unit.pk: unit.name for unit in _units(viewer)}
    holders = Holders([viewer.agency.pk], on=min(on, today), but=[Seat.Role.OFFICIAL])
    words = Counter(line.standing for line in lines)
    rows = {
        word: tuple(
            told(one, viewer=viewer, units=units, holders=holders, on=on) for one in lines if one.standing == word
        )
        for word in (Word.OVERDUE, Word.DUE_SOON)
    }
    return Overview(
        year=year,
        on=on,
        ring=ring(
            [_mark(line, line.due, viewer, units, holders) for line in lines if line.due and line.standing in DRAWN],
            year=year,
            today=today if year == today.year else None,
            done=words[Word.MET],
            total=sum(words[word] for word in COUNTED),
        ),
        strip=strip(_strip_row(number, found, viewer) for number, found in chapter_words(lines).items()),
        late=tuple(sorted(rows[Word.OVERDUE], key=lambda one: one.due or on)),
        soon=tuple(sorted(rows[Word.DUE_SOON], key=lambda one: one.due or on)),
        uncounted={
            word: words[word] for word in (Word.NOT_CHECKED, Word.NOT_ARISEN, Word.NOT_APPLICABLE) if words[word]
        },
        to_decide=tuple(awaiting(viewer, on=today)[:TO_DECIDE]),
    )


def reminder_text(late: tuple[Late, ...], soon: tuple[Late, ...], *, agency: str, words: dict[str, str]) -> str:
    """Return the polite text to paste into Zalo or the document system (practice 1.6): names, items, dates."""
    lines = [words["greeting"] % {"agency": agency}, ""]
    for title, some in ((words["late"], late), (words["soon"], soon)):
        if some:
            lines.append(title)
            lines += [
                f"- {one.title}"
                + (f" ({one.unit})" if one.unit else "")
                + (f", {words['due']} {one.due:%d/%m/%Y}" if one.due else "")
                + f": {one.holder}"
                for one in some
            ]
            lines.append("")
    lines.append(words["thanks"])
    return "\n".join(lines)


def _units(viewer: Actor) -> QuerySet[Unit]:
    return Unit.objects.of(viewer)


def _url(line: Line, viewer: Actor) -> str:
    return reverse("standard:obligation_detail", kwargs={"agency": viewer.agency.short_name, "code": line.obligation})


def _mark(line: Line, day: date, viewer: Actor, units: dict[int, str], holders: Holders) -> Mark:
    unit = units.get(line.unit_id, "") if line.unit_id else ""
    title = f"{line.about.title} – {unit}" if unit else str(line.about.title)
    return Mark(
        day=day,
        standing=line.standing.lower(),
        title=title,
        url=_url(line, viewer),
        late=line.late,
        holder=holder_words(line, holders),
    )  # type: ignore[arg-type]


def told(line: Line, *, viewer: Actor, units: dict[int, str], holders: Holders, on: date) -> Late:
    """Return a line as pages tell it: what, for whom, who holds it, how many days."""
    return Late(
        title=str(line.about.title),
        basis=" · ".join(filter(None, [line.about.clause, str(line.about.basis)])),
        url=_url(line, viewer),
        unit=units.get(line.unit_id, "") if line.unit_id else "",
        holder=holder_words(line, holders),
        due=line.due,
        days=abs((on - line.due).days) if line.due else 0,
        why=line.why,
    )


def holder_words(line: Line, holders: Holders) -> str:
    """Return who holds a line, as *Trưởng phòng – Nguyễn Văn A*; the roles alone while nobody sits in any of them."""
    if seats := holders.first(line.agency_id, line.about.who, line.unit_id):
        return "; ".join(f"{seat.named} – {seat.user}" for seat in seats[:2])
    labels = {**PARTIES, **dict(Seat.Role.choices)}
    return ", ".join(str(labels.get(role, role)) for role in line.about.who)


def _strip_row(number: str, found: Counter[str], viewer: Actor) -> StripRow:
    counted = {word: count for word, count in found.items() if word in COUNTED}
    return StripRow(
        clause=number,
        title=str(clause(number).title),
        done=counted.get(Word.MET, 0),
        total=sum(counted.values()),
        standing=worst(counted or found).lower(),
        url=reverse("standard:obligation_list", kwargs={"agency": viewer.agency.short_name}) + f"?chapter={number}",
    )
