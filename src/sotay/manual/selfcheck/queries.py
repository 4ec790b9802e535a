"""The thirteen lines on a day: what shows each, what lies as evidence, what is missing and who can still mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.holding import Holders
from sotay.agency.models import Seat, Unit
from sotay.evaluation.inspections.contents import LINES, ContentLine
from sotay.manual.selfcheck.papers import Asked, Paper
from sotay.manual.selfcheck.proofs import PROOFS
from sotay.pages import address_below
from sotay.standard.catalogue.obligations import Obligation, obligations
from sotay.standard.standings import lines as reasons
from sotay.standard.standings.judging import standings_of
from sotay.standard.standings.lines import Line
from sotay.standard.standings.links import url_of_line, url_of_obligation
from sotay.standard.standings.models import DeclaredEvidence, Word
from sotay.standard.standings.queries import GRAVITY, list_lines, worst

FEW = 4
"""So many gaps of one obligation are told, as of the units that owe it; the page of the obligation has them all."""
UNMET = (Word.OVERDUE, Word.DUE_SOON, Word.OPEN)
NOT_OWED = (reasons.OTHERS_DUTY, reasons.CLAUSE_EXCLUDED, reasons.CLAUSE_EXCLUDED_BARE)
"""Why an obligation is not the agency's; any other that does not apply was owed before it used Sotay, and is shown on paper."""
CODES = frozenset(code for proof in PROOFS.values() for code in proof.obligations)


@dataclass(frozen=True, slots=True)
class Laid:
    """A paper on the table: what it is, its day, a word on it, and where it is read ("" where the viewer may not)."""

    title: str
    day: date | None
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing: which obligation, why, by when, who can mend it and where; `count` things where it sums others up."""

    obligation: Obligation
    word: str
    late: bool
    why: str
    due: date | None
    who: str
    url: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line of contents A or B as it stands on the day."""

    line: ContentLine
    word: str
    late: bool
    papers: tuple[Laid, ...]
    missing: tuple[Missing, ...]
    unchecked: tuple[Missing, ...]

    @property
    def on_paper(self) -> str:
        """What of it is not checked here at all and shown on paper; empty where everything is."""
        return str(PROOFS[self.line.key].on_paper)

    @property
    def said(self) -> str:
        """What its word rests on, in one sentence."""
        if not PROOFS[self.line.key].obligations:
            return _("Sotay chưa kiểm tra nội dung này; chuẩn bị bản giấy.")
        if self.word == Word.NOT_ARISEN:
            return _("Chưa có việc phát sinh.")
        if self.word == Word.NOT_APPLICABLE:
            return _("Không áp dụng với cơ quan.")
        parts = []
        if self.missing:
            parts.append(_("còn thiếu %s") % sum(one.count for one in self.missing))
        if unchecked := len(self.unchecked) + bool(self.on_paper):
            parts.append(_("%s nội dung chưa kiểm tra tự động") % unchecked)
        said = "; ".join(parts) or _("không còn gì thiếu")
        return f"{said[0].upper()}{said[1:]}."


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The thirteen lines on a day."""

    on: date
    lines: tuple[CheckedLine, ...]

    def part(self, letter: str) -> list[CheckedLine]:
        """Return the lines of content A or B."""
        return [one for one in self.lines if one.line.part == letter]

    @property
    def missing(self) -> int:
        """How many things are missing over all lines, those of an obligation that shows two lines counted once."""
        told: dict[str, int] = {}
        for line in self.lines:
            of_line: dict[str, int] = {}
            for one in line.missing:
                of_line[one.obligation.code] = of_line.get(one.obligation.code, 0) + one.count
            told |= of_line
        return sum(told.values())


def get_selfcheck(*, viewer: Actor, on: date, today: date) -> SelfCheck:
    """Return the thirteen lines of the viewer's agency on a day, also one gone by; a constant number of queries.

    Today they are read from the table of standings, which the page brings up to date first; other days are computed.
    """
    agency = viewer.agency
    every = list_lines(viewer=viewer, on=on) if on == today else standings_of(agency, on=on, codes=CODES)
    by_code: dict[str, list[Line]] = {}
    for line in every:
        if line.obligation in CODES:
            by_code.setdefault(line.obligation, []).append(line)
    made = _Making(viewer, on=on, today=today, by_code=by_code)
    return SelfCheck(on=on, lines=tuple(made.line(line) for line in LINES))


class _Making:
    """What is read once for all lines."""

    def __init__(self, viewer: Actor, *, on: date, today: date, by_code: dict[str, list[Line]]) -> None:
        self.viewer, self.on, self.by_code = viewer, on, by_code
        self.agency = viewer.agency.short_name
        self.holders = Holders([viewer.agency.pk], on=today, but=[Seat.Role.OFFICIAL])  # who can mend it now
        self.units = {one.pk: one for one in Unit.objects.of(viewer)}
        self.asked = Asked(viewer, on)
        self.declared: dict[str, list[DeclaredEvidence]] = {}
        rows = DeclaredEvidence.objects.of(viewer).filter(obligation__in=CODES, date__lte=on)
        for row in rows.order_by("-date", "-pk"):
            self.declared.setdefault(row.obligation, []).append(row)
        self._looked: dict[object, list[Paper]] = {}

    def line(self, content: ContentLine) -> CheckedLine:
        proof = PROOFS[content.key]
        missing: list[Missing] = []
        unchecked: list[Missing] = []
        laid: list[Laid] = []
        for lookup in proof.papers:
            if lookup not in self._looked:
                self._looked[lookup] = lookup(self.asked)
            laid.extend(self._laid(paper) for paper in self._looked[lookup])
        words: list[str] = [Word.NOT_CHECKED] if proof.on_paper else []
        late = False
        for code in proof.obligations:
            lines = self._on_paper(code)
            words += [line.standing for line in lines]
            late = late or any(line.late for line in lines if line.standing == Word.MET)
            missing += self._all_missing([line for line in lines if line.standing in UNMET])
            not_checked = [line for line in lines if line.standing == Word.NOT_CHECKED]
            unchecked += [self._missing(line) for line in not_checked[:1]]
            laid += self._evidence(code, lines, told=bool(laid) and code in proof.covered)
        missing.sort(key=lambda one: (GRAVITY.index(Word(one.word)), one.due or date.max, one.obligation.order))
        word = _word(words)
        return CheckedLine(content, word, late and word == Word.MET, tuple(laid), tuple(missing), tuple(unchecked))

    def _on_paper(self, code: str) -> list[Line]:
        """Return the lines of an obligation; what was owed before Sotay was used, and nothing shows since, is not checked."""
        lines = self.by_code.get(code, [])
        before = [one for one in lines if one.standing == Word.NOT_APPLICABLE and one.reason not in NOT_OWED]
        if not before or code in self.declared or any(one.standing == Word.MET for one in lines):
            return lines
        told = before[0]._replace(standing=Word.NOT_CHECKED)
        if len(before) > 1:
            told = told._replace(unit_id=None)
        return [told, *(one for one in lines if one not in before)]

    def _laid(self, paper: Paper) -> Laid:
        url = address_below(paper.link, paper.link_kwargs, agency=self.agency) if paper.link else ""
        return Laid(paper.title, paper.day, paper.note, self._readable(url))

    def _evidence(self, code: str, lines: Sequence[Line], *, told: bool) -> list[Laid]:
        """Return what was found for an obligation, unless the records told it, and the latest paper declared for it."""
        about = obligations()[code]
        found = []
        met = [line for line in lines if line.standing == Word.MET]
        if met and not about.is_own and not told:
            line = max(met, key=lambda one: (one.evidence_date or date.min, one.unit_id or 0))
            units = _(" (%s đơn vị)") % len(met) if about.owed == "unit" and len(met) > 1 else ""
            url = self._readable(url_of_line(line, agency=self.agency))
            found.append(Laid(f"{about.words.evidence}{units}", line.evidence_date, line.why, url))
        url = self._readable(url_of_obligation(code, agency=self.agency))
        note = _("nhập khi khởi tạo, %s") % about.title
        found += [
            Laid(_("Văn bản %s") % (one.number or one.note), one.date, note, url)
            for one in self.declared.get(code, [])[:1]
        ]
        return found

    def _all_missing(self, lines: Sequence[Line]) -> list[Missing]:
        """Return what is missing of one obligation: the most urgent lines, and one that counts the others."""
        urgent = sorted(lines, key=lambda one: (GRAVITY.index(Word(one.standing)), one.due or date.max))
        found = [self._missing(line) for line in urgent[:FEW]]
        if others := len(urgent) - len(found):
            last = found[-1]
            url = "" if self.viewer.is_guest else url_of_obligation(last.obligation.code, agency=self.agency)
            why = _("Và %s việc nữa.") % others
            found.append(replace(last, why=why, due=None, who="", url=url, count=others))
        return found

    def _missing(self, line: Line) -> Missing:
        about = line.about
        why = line.why
        if line.standing == Word.NOT_CHECKED and line.evidence_date is None:
            why = _("Chuẩn bị bản giấy: %s.") % about.words.evidence
            if line.reason != reasons.NOT_CHECKED:
                why = f"{line.why} {why}"
        unit = self.units.get(line.unit_id or 0)
        return Missing(
            obligation=about,
            word=line.standing,
            late=line.late,
            why=f"{unit}: {why}" if unit else why,
            due=line.due,
            who=self._who(about, unit),
            url="" if self.viewer.is_guest else url_of_line(line, agency=self.agency),
        )

    def _who(self, about: Obligation, unit: Unit | None) -> str:
        """Return who can mend it today: title and name of the first seat that owes it and is held, else its word."""
        agency_id = self.viewer.agency.pk
        roles = [Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY] if unit is not None else []
        roles += [Seat.Role(key) for key in about.who if key in Seat.Role.values]
        roles += [Seat.Role.SECRETARY]
        unit_id = unit.pk if unit else None
        seats = self.holders.first(agency_id, roles, unit_id)
        if seats:
            return f"{seats[0].named}: {', '.join(str(seat.user) for seat in seats[:2])}"
        return ", ".join(about.who_names)

    def _readable(self, url: str) -> str:
        """Return an address where the viewer may read it; guests read the pages that say so, in their areas."""
        if not url or not self.viewer.is_guest:
            return url
        try:
            page = resolve(url.partition("?")[0])
        except Resolver404:
            return ""
        open_ = getattr(page.func, "open_to_guests", False)
        return url if open_ and self.viewer.may_enter(page.namespace.partition(":")[0]) else ""


def _word(words: Iterable[str]) -> str:
    """Return the word of a line: what is unmet speaks first; with something unchecked it never reads met."""
    every = set(words)
    if unmet := [word for word in GRAVITY if word in every and word in UNMET]:
        return unmet[0]
    if not every or Word.NOT_CHECKED in every:
        return Word.NOT_CHECKED
    return worst(every)
