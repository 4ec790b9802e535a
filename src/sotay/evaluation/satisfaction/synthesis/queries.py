"""Reads of syntheses: the register, one of them with its figures, pinned or as they count today."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.approvals.models import Approval, Step
from sotay.approvals.queries import latest_for
from sotay.commands import NotFound
from sotay.evaluation.satisfaction.models import Synthesis
from sotay.evaluation.satisfaction.synthesis.figures import read_figures, texts_of
from sotay.evaluation.satisfaction.synthesis.guards import is_public
from sotay.evaluation.satisfaction.synthesis.words import Told, grouped
from sotay.search.queries import matching
from sotay.sections import SEES_CYCLE

State = Synthesis.State


def visible(rows: QuerySet[Synthesis], viewer: Actor) -> QuerySet[Synthesis]:
    """Keep what the viewer may see: issued ones; drafts for those who see the whole cycle."""
    if not viewer.is_guest and (viewer.user is None or viewer.holds(*sorted(SEES_CYCLE))):
        return rows
    return rows.filter(state=State.ISSUED)


def list_syntheses(*, viewer: Actor) -> QuerySet[Synthesis]:
    """Return the syntheses the viewer may see, those of the latest days first."""
    rows = visible(Synthesis.objects.of(viewer), viewer).select_related("agency")
    return rows.order_by("-to_date", "-pk")


def with_words(rows: QuerySet[Synthesis], words: str, *, viewer: Actor) -> QuerySet[Synthesis]:
    """Keep the syntheses whose code, title or texts bear the words."""
    return rows.filter(Q(uuid__in=matching(words, model=Synthesis, viewer=viewer)) | Q(code__icontains=words.strip()))


def get_synthesis(slug: str, *, viewer: Actor) -> Synthesis:
    """Return one synthesis the viewer may see; NotFound hides all others."""
    one = list_syntheses(viewer=viewer).filter(slug=slug).first()
    if one is None:
        raise NotFound
    return one


@dataclass(frozen=True)
class SynthesisPage:
    """A synthesis as it stands on a day."""

    one: Synthesis
    on: date

    @property
    def is_pinned(self) -> bool:
        """Whether its figures are those it was submitted with."""
        return bool(self.one.figures) and self.one.state != State.DRAFT

    @cached_property
    def figures(self) -> dict[str, Any]:
        """The figures it was submitted with, else as they count today."""
        return self.one.figures if self.is_pinned else read_figures(self.one, on=self.on)

    @cached_property
    def grouped_texts(self) -> list[Told]:
        """The words people used with examples, read from the texts that are kept today."""
        return grouped(texts_of(self.one, on=self.one.figures_date or self.on))

    @cached_property
    def approval(self) -> Approval | None:
        """The last round it went through."""
        return latest_for(self.one)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of that round."""
        if self.approval is None:
            return ()
        return tuple(self.approval.steps.select_related("user", "unit").prefetch_related("votes__user"))


def office_with_results(short_name: str, *, on: date) -> Agency | None:
    """Return the agency of this short name that shows its pages of surveys to everybody."""
    agency = Agency.objects.filter(short_name=short_name, ended_date__isnull=True).first()
    return agency if agency is not None and is_public(agency, on=on) else None


def list_published(office: Agency) -> QuerySet[Synthesis]:
    """Return the published results of an agency, the newest first."""
    rows = Synthesis.objects.filter(agency=office, state=State.ISSUED, published_date__isnull=False)
    return rows.order_by("-to_date", "-pk")
