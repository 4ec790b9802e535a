"""What is agreed for a dossier when it is received: its procedure, case, limit, unit and first step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.operation.procedures.models import ProcedureRules, ProcedureService, ProcedureStep, Variant
from sotay.support.documents.models import Kind
from sotay.support.models import Document, Revision


@dataclass(frozen=True, slots=True)
class Agreed:
    """How a dossier is settled and counted from its reception on; empty parts are those nobody agreed."""

    limit_value: Decimal | None = None
    limit_unit: str = ""
    late_from: time | None = None
    pauses_count: bool = False
    revision: Revision | None = None
    variant: Variant | None = None
    step: ProcedureStep | None = None
    unit: Unit | None = None


def cases_for(service: Service) -> list[Variant]:
    """Return the cases of the procedures in force that serve a service, in order; none where no procedure has steps."""
    served = ProcedureService.objects.filter(
        agency_id=service.agency_id, service=service, document__kind=Kind.PROCEDURE,
        document__state=Document.State.IN_FORCE,
    )  # fmt: skip
    rows = Variant.objects.filter(
        agency_id=service.agency_id,
        revision__document__in=served.values("document"),
        revision__state=Revision.State.IN_FORCE,
    )
    rows = rows.select_related("revision__document__unit", "revision__agency").prefetch_related("steps__unit")
    return list(rows.order_by("revision__document__code_sort", "revision_id", "position"))


def agreed_for(service: Service, variant: Variant | None, *, channel: str) -> Agreed:
    """Return what holds for a dossier of a service received now: by its case, else by the limits as published.

    A case is counted by the limit the agency set itself where the whole way is its own, else by the one of the law:
    a step at another body takes part of the latter only (practice.md 6, two limits).
    """
    if variant is None:
        value, unit = _published(service, channel)
        return Agreed(limit_value=value, limit_unit=unit, unit=service.unit)
    steps: Sequence[ProcedureStep] = sorted(variant.steps.all(), key=lambda one: one.position)
    own = variant.own_value is not None and not any(one.is_external for one in steps)
    value = variant.own_value if own or variant.limit_value is None else variant.limit_value
    document = variant.revision.document
    rules = ProcedureRules.objects.filter(document=document).first()
    return Agreed(
        limit_value=value,
        limit_unit=variant.unit if value is not None else "",
        late_from=rules.late_from if rules else None,
        pauses_count=bool(rules and rules.pauses_count),
        revision=variant.revision,
        variant=variant,
        step=steps[0] if steps else None,
        unit=service.unit or document.unit,
    )


def _published(service: Service, channel: str) -> tuple[Decimal | None, str]:
    """Return the limit of a way of handing in, else the first that was understood."""
    limits = [one for one in service.limits.order_by("position") if one.value is not None]
    fitting = [one for one in limits if one.channel == channel and not one.condition] or limits
    return (fitting[0].value, fitting[0].unit) if fitting else (None, "")
