"""The days a plan sets for its year: which duty by which parameter, what holds now and what the plan says (practice.md 9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sotay.agency.models import Agency, Seat
from sotay.standard.applicability.queries import exclusions_of
from sotay.standard.catalogue.obligations import Nature, Obligation, Rule, named, obligations
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.kinds import MonthDay
from sotay.standard.registry.parameters import parameter_of

BESIDE: Final = {
    "reports.committee.due.first": "Báo cáo 6 tháng gửi Ban Chỉ đạo ISO",
    "reports.committee.due.second": "Báo cáo năm gửi Ban Chỉ đạo ISO",
}
"""Days that duties name beside their own: what is owed by each."""
HALVES: Final = (" (6 tháng đầu năm)", " (năm)")
UNIT_HEADS: Final = "Trưởng các đơn vị"
AT_HOME: Final = "SOTAY"
"""The value of a source for what is kept here and in no other system."""


@dataclass(frozen=True, slots=True)
class PlanDate:
    """A day of the year: its parameter, the duties it is the last day of, who and with what; as it holds and as planned.

    `held` and `kept` are kept texts of the parameter; `words` are Vietnamese, as they stand on the paper.
    """

    code: str
    words: tuple[str, ...]
    who: tuple[str, ...]
    evidence: tuple[str, ...]
    obligations: tuple[str, ...]
    held: str
    kept: str
    day: date

    @property
    def is_new(self) -> bool:
        """Whether the plan sets another day than holds."""
        return self.held != self.kept

    @property
    def shown(self) -> str:
        """The day as planned, as pages show it."""
        return parameter_of(self.code).kind.show(self.kept)

    @property
    def shown_before(self) -> str:
        """The day that holds, as pages show it."""
        return parameter_of(self.code).kind.show(self.held)

    def plain(self) -> dict[str, Any]:
        """Return it as it is pinned."""
        return {
            "code": self.code, "words": list(self.words), "who": list(self.who), "evidence": list(self.evidence),
            "obligations": list(self.obligations), "held": self.held, "kept": self.kept, "day": self.day.isoformat(),
        }  # fmt: skip


def read_plain(row: Mapping[str, Any]) -> PlanDate:
    """Return a day as it was pinned."""
    lists = {name: tuple(row[name]) for name in ("words", "who", "evidence", "obligations")}
    return PlanDate(
        code=row["code"], held=row["held"], kept=row["kept"], day=date.fromisoformat(row["day"]), **lists
    )  # fmt: skip


def dates_of(agency: Agency, year: int, chosen: Mapping[str, str]) -> list[PlanDate]:
    """Return the days of a year in their order, with those `chosen` by a plan in place of what holds; two queries."""
    values = values_of([agency.pk])
    exclusions = exclusions_of([agency.pk], on=date(year, 1, 1))[agency.pk]
    told: dict[str, list[tuple[Obligation, str]]] = {}
    for about in obligations().values():
        out = not about.legal and all(exclusions.covering(clause) for clause in about.all_clauses)
        elsewhere = about.source and values.value(agency.pk, about.source, date(year, 1, 1)) != AT_HOME
        if _owed_by_date(about, agency) and not out and not elsewhere:
            for code, words in _days(about):
                told.setdefault(code, []).append((about, words))
    found = []
    for code, rows in told.items():
        held = values.kept(agency.pk, code, date(year, 1, 1))
        kept = chosen.get(code, held)
        kind = parameter_of(code).kind
        found.append(
            PlanDate(
                code=code,
                words=tuple(dict.fromkeys(words for _about, words in rows)),
                who=tuple(dict.fromkeys(name for about, _words in rows for name in _who(about))),
                evidence=tuple(dict.fromkeys(about.vi.evidence for about, _words in rows)),
                obligations=tuple(about.code for about, _words in rows),
                held=held,
                kept=kept,
                day=kind.due(kept, year),  # type: ignore[attr-defined]
            )
        )
    return sorted(found, key=lambda one: (one.day, list(told).index(one.code)))


def codes_of(agency: Agency, year: int) -> set[str]:
    """Return the parameters a plan of a year can set."""
    return {one.code for one in dates_of(agency, year, {})}


def _owed_by_date(about: Obligation, agency: Agency) -> bool:
    """Return whether a duty has a fixed day of the year and is the agency's own."""
    theirs = about.kinds is None or agency.kind in about.kinds
    return about.nature is Nature.RECURRING and about.due.rule is Rule.FIXED and not about.is_own and theirs


def _who(about: Obligation) -> list[str]:
    """Return who of the agency does it; bodies outside it where nobody within does."""
    seats = [key for key in about.who if key in Seat.Role.values]
    return [UNIT_HEADS if key == Seat.Role.UNIT_HEAD else named(key) for key in seats or about.who]


def _days(about: Obligation) -> Iterator[tuple[str, str]]:
    """Yield the parameters a duty has its days from, with what is owed by each."""
    halved = len(about.due.parameters) > 1
    for place, code in enumerate(about.due.parameters):
        yield code, about.vi.title + (HALVES[place] if halved else "")
    for code in about.parameters:
        if code in BESIDE and isinstance(parameter_of(code).kind, MonthDay):
            yield code, BESIDE[code]
