"""An objective with what was reported of it and the verdict: what forms, pages, papers and exports show."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sotay.agency.vietnamese import nfc, one_line
from sotay.planning.objectives.models import Objective
from sotay.planning.objectives.targets import Direction
from sotay.planning.results.models import Result
from sotay.planning.results.verdicts import BAD, NOTHING, TONES, Verdict, verdict
from sotay.ui.formats import ngay, so


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was typed for one objective, by its key; `taken` asks for the number of its fact instead of a typed one."""

    key: UUID
    value: Decimal | None = None
    taken: bool = False
    done_date: date | None = None
    estimate: Decimal | None = None
    estimate_date: date | None = None
    cause: str = ""
    remedy: str = ""
    evidence: str = ""

    def values(self) -> dict[str, Any]:
        """Return the columns of a result, texts cleaned."""
        return {
            "value": self.value,
            "done_date": self.done_date,
            "estimate": self.estimate,
            "estimate_date": self.estimate_date,
            "cause": nfc(self.cause).replace("\r\n", "\n").strip(),
            "remedy": nfc(self.remedy).replace("\r\n", "\n").strip(),
            "evidence": one_line(self.evidence),
        }


def has_day(objective: Objective) -> bool:
    """Return whether an objective is to be done by a day, not measured by a number."""
    return objective.direction == Direction.BY


def in_words(objective: Objective, figure: Decimal | date | None) -> str:
    """Return a figure of an objective with its unit, or a day."""
    if isinstance(figure, date):
        return ngay(figure)
    return "" if figure is None else f"{so(figure)} {objective.measure}".strip()


@dataclass(frozen=True, slots=True)
class ResultLine:
    """An objective, its result (None: nothing was written) and the verdict."""

    objective: Objective
    result: Result | None
    verdict: str

    @property
    def key(self) -> UUID:
        """The objective's key through the revisions of its set."""
        return self.objective.key

    @property
    def said(self) -> str:
        """The verdict in words."""
        return str(Verdict(self.verdict).label)

    @property
    def tone(self) -> str:
        """The colour beside the word."""
        return TONES[Verdict(self.verdict)]

    @property
    def told(self) -> str:
        """What was reached, in words: a figure with its unit, or the day it was done."""
        if self.result is None:
            return ""
        if has_day(self.objective):
            done = self.result.done_date
            return _("hoàn thành ngày %s") % ngay(done) if done else _("chưa hoàn thành")
        return in_words(self.objective, self.result.value)

    @property
    def expected(self) -> str:
        """What is expected of the whole year, in words."""
        if self.result is None:
            return ""
        return in_words(self.objective, self.result.estimate_date if has_day(self.objective) else self.result.estimate)

    @property
    def is_bad(self) -> bool:
        """Whether a cause and a remedy are asked for."""
        return self.verdict in BAD


def lines_of(
    objectives: Iterable[Objective], results: Mapping[UUID, Result], *, is_final: bool, cutoff: date
) -> list[ResultLine]:
    """Return the objectives in their order, each with its result and verdict."""
    lines = []
    for objective in sorted(objectives, key=lambda one: (one.order, one.pk)):
        result = results.get(objective.key)
        figures = result.figures if result else NOTHING
        lines.append(
            ResultLine(objective, result, verdict(objective.target, figures, is_final=is_final, cutoff=cutoff))
        )
    return lines


def count_verdicts(lines: Iterable[ResultLine]) -> dict[str, int]:
    """Return how many lines have which verdict; every verdict is there."""
    counted = Counter(line.verdict for line in lines)
    return {word: counted[word] for word in Verdict.values}
