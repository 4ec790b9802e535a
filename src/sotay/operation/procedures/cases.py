"""A case of a procedure with its steps, what they come to, and what is to be said of it (practice.md 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.vietnamese import fold
from sotay.operation.procedures.models import ProcedureStep, Variant
from sotay.operation.procedures.sums import START, RingOfSteps, Timed, Total, Verdict, hours_of, total_of, verdict_on
from sotay.operation.procedures.words import hours_words, time_words
from sotay.support.models import Revision


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step as a line of the table tells it."""

    one: ProcedureStep

    @property
    def number(self) -> str:
        """Its number as printed, where it is another than its place."""
        return "" if self.one.number.strip(". ") == str(self.one.position) else self.one.number

    @property
    def who(self) -> str:
        """Who is responsible: as it is written, else by unit and role."""
        return self.one.performer or self._held_by

    @property
    def below(self) -> str:
        """Unit and role, where something else is written too."""
        return self._held_by if self.one.performer else ""

    @property
    def time(self) -> str:
        """How long it takes; what is no single time as it is written."""
        return time_words(self.one.time_value, self.one.time_unit) or self.one.time_text

    @property
    def unclear(self) -> bool:
        """Whether its time was not understood."""
        return bool(self.one.time_text) and self.one.time_value is None

    @property
    def after(self) -> str:
        """Which steps must be done before it, where it is not the one above."""
        if not self.one.after or self.one.after == [self.one.position - 1]:
            return ""
        if self.one.after == [START]:
            return _("làm từ đầu, không chờ bước nào")
        return _("sau bước %s") % ", ".join(str(place) for place in self.one.after if place != START)

    @property
    def _held_by(self) -> str:
        role = str(self.one.get_role_display()) if self.one.role else ""
        return ", ".join(filter(None, [role, str(self.one.unit or "")]))


@dataclass(frozen=True)
class Case:
    """A case as it stands in a revision."""

    variant: Variant
    steps: tuple[ProcedureStep, ...]

    @property
    def name(self) -> str:
        """What it is called; one that has no name is the only one, or the usual."""
        return self.variant.name or _("Trường hợp chung")

    @property
    def anchor(self) -> str:
        """Where it stands on its page."""
        return f"truong-hop-{self.variant.position}"

    @property
    def shown_steps(self) -> list[StepShown]:
        """The steps as the table tells them."""
        return [StepShown(one) for one in self.steps]

    @cached_property
    def ring(self) -> tuple[int, ...]:
        """The places of steps that wait for each other; empty where all can be done."""
        try:
            total_of(timed(self.steps), unit=self.variant.unit)
        except RingOfSteps as ring:
            return ring.positions
        return ()

    @cached_property
    def total(self) -> Total | None:
        """What the steps come to; None while they wait for each other."""
        return None if self.ring else total_of(timed(self.steps), unit=self.variant.unit)

    @property
    def verdict(self) -> Verdict:
        """How the steps stand against the limit."""
        one = self.variant
        return verdict_on(self.total, own=one.own_value, legal=one.limit_value, unit=one.unit)

    @property
    def sum_words(self) -> str:
        """What the steps at the agency come to; nothing where no step bears a time."""
        if self.total is None or self.total.untimed == self.total.steps:
            return ""
        return hours_words(self.total.own, self.variant.unit)

    @property
    def elsewhere_words(self) -> str:
        """What the steps of other bodies come to, which are counted apart."""
        return hours_words(self.total.elsewhere, self.variant.unit) if self.total and self.total.elsewhere else ""

    @property
    def legal_words(self) -> str:
        """The legal limit (thời hạn theo quy định)."""
        return time_words(self.variant.limit_value, self.variant.unit)

    @property
    def printed_words(self) -> str:
        """The legal limit as it is printed, where that says something else than its words do."""
        said = self.variant.limit_text
        return "" if fold(said) == fold(self.legal_words) else said

    @property
    def own_words(self) -> str:
        """The agency's own limit (thời hạn thực hiện tại cơ quan)."""
        return time_words(self.variant.own_value, self.variant.unit)

    @property
    def refusal(self) -> str:
        """Why the revision cannot be submitted with this case; nothing where it can."""
        if self.ring:
            return _("Trường hợp “%(case)s”: các bước %(steps)s chờ lẫn nhau hoặc chờ bước không có.") % {
                "case": self.name,
                "steps": ", ".join(map(str, self.ring)),
            }
        if self.verdict != Verdict.GREATER:
            return ""
        one = self.variant
        said = {
            "case": self.name,
            "sum": self.sum_words,
            "limit": time_words(one.own_value if one.own_value is not None else one.limit_value, one.unit),
        }
        if one.own_value is not None:
            return _("Trường hợp “%(case)s”: các bước cộng lại %(sum)s, quá thời hạn tại cơ quan %(limit)s.") % said
        return _("Trường hợp “%(case)s”: các bước cộng lại %(sum)s, quá thời hạn theo quy định %(limit)s.") % said

    @property
    def doubts(self) -> list[str]:
        """What does not hold the case up but should be looked at."""
        one, found = self.variant, []
        match self.verdict:
            case Verdict.SMALLER:
                limit = time_words(one.own_value if one.own_value is not None else one.limit_value, one.unit)
                found.append(
                    _("Các bước cộng lại %(sum)s, ngắn hơn thời hạn %(limit)s.")
                    % {"sum": self.sum_words, "limit": limit}
                )
            case Verdict.NOT_COMPARABLE:
                found.append(_("Các bước ghi cả ngày làm việc lẫn ngày, chưa so được với thời hạn."))
            case Verdict.NO_STEPS:
                found.append(_("Chưa có bước nào."))
            case Verdict.NO_TIMES:
                found.append(_("Chưa bước nào ghi thời gian."))
            case Verdict.NO_LIMIT:
                found.append(_("Chưa ghi thời hạn để so với tổng các bước."))
        if unclear := [one.position for one in self.steps if one.time_text and one.time_value is None]:
            found.append(_("Chưa rõ thời gian của bước %s.") % ", ".join(map(str, unclear)))
        if self._is_over_with_others():
            found.append(_("Tính cả thời gian tại cơ quan khác thì quá thời hạn theo quy định."))
        return found

    @property
    def untimed_words(self) -> str:
        """How many steps bear no time of their own, as merged cells leave them."""
        count = sum(one.time_value is None and not one.time_text for one in self.steps)
        if not count or count == len(self.steps):
            return ""
        return ngettext(
            "%d bước không ghi thời gian riêng.", "%d bước không ghi thời gian riêng.", count
        ) % count  # fmt: skip

    def _is_over_with_others(self) -> bool:
        limit, total = self.variant.limit_value, self.total
        if limit is None or total is None or total.mixed or self.verdict == Verdict.GREATER or not total.elsewhere:
            return False
        return total.whole > hours_of(limit, self.variant.unit)


def case_of(variant: Variant) -> Case:
    """Return a case with its steps in order."""
    return Case(variant, tuple(sorted(variant.steps.all(), key=lambda one: one.position)))


def cases_of(revision: Revision) -> list[Case]:
    """Return the cases of a revision in order; no query where its variants and their steps were read beforehand."""
    there = "variants" in getattr(revision, "_prefetched_objects_cache", {})
    rows: Any = revision.variants.all() if there else revision.variants.prefetch_related("steps__unit")
    return [case_of(one) for one in sorted(rows, key=lambda one: one.position)]


def timed(steps: Sequence[ProcedureStep]) -> list[Timed]:
    """Return steps as they count."""
    return [
        Timed(one.position, one.time_value, one.time_unit, tuple(one.after), is_external=one.is_external)
        for one in steps
    ]
