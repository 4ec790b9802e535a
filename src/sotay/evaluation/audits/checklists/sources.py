"""Where questions come from: the library, the steps of audited procedures, earlier audits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.evaluation.audits.checklists import library
from sotay.evaluation.audits.checklists.queries import earlier_visits, lines_of
from sotay.evaluation.audits.models import ChecklistLine, Visit
from sotay.operation.procedures.cases import Case, StepShown, cases_of
from sotay.operation.procedures.words import time_words
from sotay.standard.applicability.queries import exclusions_of
from sotay.support.documents.models import Kind
from sotay.support.documents.sight import visible_revisions
from sotay.support.models import Document, Revision

Source = ChecklistLine.Source
CARRYING_OUT: Final = "8.5.1"
"""The clause questions from steps are about: services carried out under controlled conditions."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A question that can be put on the checklist; `hint` says how it was answered the last time."""

    source: str
    code: str
    question: str
    look_for: str = ""
    clause: str = ""
    document: Document | None = None
    hint: str = ""
    evidence: str = ""

    @property
    def pick(self) -> str:
        """What a form names it by."""
        return f"{self.source}:{self.code}"


def from_library(visit: Visit, *, on: date, everything: bool = False) -> list[Offered]:
    """Return the questions about the clauses of the visit (`everything`: all there are) that apply in the agency."""
    exclusions = exclusions_of([visit.agency_id], on=on)[visit.agency_id]
    applicable = [one.number for one in exclusions.applicable()]
    asked = () if everything else visit.clauses
    return [
        Offered(Source.LIBRARY, one.code, one.text, one.look_for, one.clause)
        for one in library.about(asked, applicable=applicable)
    ]


def from_steps(visit: Visit, *, viewer: Actor) -> list[Offered]:
    """Return questions from the steps in force of the procedures of the visit: who, in which time, with which forms."""
    revisions = visible_revisions(Revision.objects.of(viewer), viewer).filter(
        document__in=visit.documents.filter(kind=Kind.PROCEDURE), state=Revision.State.IN_FORCE
    )
    rows = revisions.select_related("document").prefetch_related("variants__steps__unit")
    found: list[Offered] = []
    for revision in rows.order_by("document__code_sort", "pk"):
        cases = cases_of(revision)
        for case in cases:
            found += _of_case(revision.document, case, alone=len(cases) == 1)
    return found


def from_earlier(visit: Visit, other: Visit) -> list[Offered]:
    """Return the questions of an earlier visit with what was found then."""
    return [
        Offered(
            Source.EARLIER,
            str(one.uuid),
            one.question,
            one.look_for,
            one.clause,
            one.document,
            hint=str(one.get_result_display()) if one.result else "",
            evidence=one.evidence,
        )
        for one in lines_of(other)
        if other.pk != visit.pk
    ]


def chosen(visit: Visit, picks: Iterable[str], *, viewer: Actor, on: date) -> list[Offered]:
    """Return the questions a form names, in the order they are offered; what is offered no longer is left out."""
    wanted = set(picks)
    offered: list[Offered] = []
    if any(pick.startswith(f"{Source.LIBRARY}:") for pick in wanted):
        offered += from_library(visit, on=on, everything=True)
    if any(pick.startswith(f"{Source.STEP}:") for pick in wanted):
        offered += from_steps(visit, viewer=viewer)
    if any(pick.startswith(f"{Source.EARLIER}:") for pick in wanted):
        for other in earlier_visits(visit, viewer=viewer):
            offered += from_earlier(visit, other)
    exclusions = exclusions_of([visit.agency_id], on=on)[visit.agency_id]
    return [
        one for one in offered if one.pick in wanted and (not one.clause or exclusions.covering(one.clause) is None)
    ]


def _of_case(document: Document, case: Case, *, alone: bool) -> Iterator[Offered]:
    place = f"{document.slug[:60]}/{case.variant.position}"
    named = document.code if alone else f"{document.code}, {case.name}"
    for step in case.steps:
        shown = StepShown(step)
        said = {"code": named, "number": step.number.strip(". ") or step.position, "work": step.work.strip()}
        asked = _("%(code)s, bước %(number)s – %(work)s:") % said
        parts = [
            _("%s thực hiện?") % shown.who if shown.who else _("ai thực hiện?"),
            _("Trong %s?") % shown.time if shown.time else "",
            _("Dùng đúng biểu mẫu %s?") % step.forms if step.forms else "",
        ]
        look = [_("Phiếu kiểm soát quá trình của ba hồ sơ")]
        look += [_("Kết quả của bước: %s") % step.result] if step.result else []
        yield Offered(
            Source.STEP,
            f"{place}.{step.position}",
            " ".join([asked, *filter(None, parts)]),
            "; ".join(look),
            CARRYING_OUT,
            document,
        )
    own = case.variant.own_value if case.variant.own_value is not None else case.variant.limit_value
    if own is not None and case.steps:
        yield Offered(
            Source.STEP,
            f"{place}.0",
            _("%(code)s: hồ sơ được giải quyết trong thời hạn %(limit)s và trả đúng ngày hẹn?")
            % {"code": named, "limit": time_words(own, case.variant.unit)},
            _("Giấy tiếp nhận và hẹn trả; ngày trả kết quả; có hồ sơ trễ hạn trong mẫu"),
            CARRYING_OUT,
            document,
        )
