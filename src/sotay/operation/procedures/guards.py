"""Why cases and steps cannot be written, or keep a revision from being submitted."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from sotay.agency.models import Unit
from sotay.commands import Reason
from sotay.operation.procedures.cases import cases_of, timed
from sotay.operation.procedures.models import ProcedureStep
from sotay.operation.procedures.sums import RingOfSteps, ways_before
from sotay.standard.registry.gates import bars
from sotay.support.documents.guards import SUBMIT, why_not_change, why_not_write
from sotay.support.documents.models import Kind
from sotay.support.models import Document, Revision

MOST_STEPS = 60
"""How many steps a case can have."""


def why_no_procedure(document: Document) -> Iterator[Reason]:
    """Yield that only procedures have steps and serve services."""
    if document.kind != Kind.PROCEDURE:
        yield Reason(
            _("Chỉ tài liệu loại Quy trình mới có các bước; “%s” thì không.") % document,
            code="not_a_procedure",
            fix=("support:document_change", document),
        )


def why_not_write_steps(revision: Revision) -> Iterator[Reason]:
    """Yield the reasons the steps of a revision cannot be changed: they are changed as the rest of it, in a draft."""
    yield from why_no_procedure(revision.document)
    yield from why_not_write(revision)


def why_not_agree(document: Document) -> Iterator[Reason]:
    """Yield the reasons it cannot be changed which services a procedure serves and how its dossiers are counted."""
    yield from why_no_procedure(document)
    yield from why_not_change(document)


def why_not_limits(*, own: Decimal | None, legal: Decimal | None) -> Iterator[Reason]:
    """Yield that an agency cannot take longer than the law lets it (practice.md 6)."""
    if own is not None and legal is not None and own > legal:
        yield Reason(
            _("Thời hạn tại cơ quan không được dài hơn thời hạn theo quy định."),
            code="own_limit_over_the_legal_one",
            field="own_value",
        )


def why_not_order(steps: Sequence[ProcedureStep]) -> Iterator[Reason]:
    """Yield that steps wait for each other, or for one that is not there."""
    try:
        ways_before(timed(steps))
    except RingOfSteps as ring:
        yield Reason(
            _("Các bước %s chờ lẫn nhau hoặc chờ bước không có; hãy xem lại “Sau bước”.")
            % ", ".join(map(str, ring.positions)),
            code="ring_of_steps",
            field="after",
        )


def why_too_many(steps: Sequence[ProcedureStep]) -> Iterator[Reason]:
    """Yield that a case has as many steps as it can have."""
    if len(steps) >= MOST_STEPS:
        yield Reason(_("Một trường hợp có nhiều nhất %d bước.") % MOST_STEPS, code="too_many_steps")


def why_unit_unknown(unit: Unit | None, revision: Revision) -> Iterator[Reason]:
    """Yield that a unit is of another agency or ended."""
    if unit is not None and (unit.agency_id != revision.agency_id or unit.ended_date is not None):
        yield Reason(_("Đơn vị này không còn."), code="unit_ended", field="unit")


@bars(SUBMIT)
def why_steps_hold_up(revision: Revision) -> Iterator[Reason]:
    """Yield the cases whose steps take longer than their limit, with the sum, and those that cannot be done."""
    for case in cases_of(revision):
        if case.refusal:
            yield Reason(case.refusal, code="steps_over_limit", fix=("operation:procedure_steps", revision))
