"""What an announcement rests on: the last audit, review and confirmation, and the scope in force (QĐ 19/2014 Điều 4.2)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from sotay.agency.models import Agency
from sotay.agency.workdays import add_months
from sotay.context.models import Scope
from sotay.evaluation.audits.models import NONCONFORMITIES, Grade
from sotay.evaluation.confirmations.basis import basis_of
from sotay.evaluation.models import Audit, Confirmation, Finding, Review
from sotay.improvement.models import Nonconformity

FRESH_MONTHS = 12
"""A re-announcement takes an audit and a review no older than this (practice.md 9)."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What there is on a day; each may be missing. `open_major` names findings of the audit that still stand open."""

    on: date
    audit: Audit | None
    open_major: tuple[Finding, ...]
    review: Review | None
    confirmation: Confirmation | None
    scope: Scope | None
    has_services: bool

    @property
    def fresh_since(self) -> date:
        """The day after which an audit and a review are fresh enough to announce again upon."""
        return add_months(self.on, -FRESH_MONTHS)


def grounds_of(agency: Agency, on: date, *, has_services: bool) -> Grounds:
    """Return what an announcement of an agency can rest on, as of a day."""
    basis = basis_of(agency, on)
    confirmations = Confirmation.objects.filter(agency=agency, confirmed_date__lte=on)
    return Grounds(
        on=on,
        audit=basis.audit,
        open_major=tuple(open_major_of(basis.audit)) if basis.audit else (),
        review=basis.review,
        confirmation=confirmations.select_related("agency").order_by("-confirmed_date", "-pk").first(),
        scope=Scope.objects.filter(agency=agency).in_force(on).select_related("agency").first(),
        has_services=has_services,
    )


def open_major_of(audit: Audit) -> list[Finding]:
    """Return the grave nonconformities an audit found that nobody closed: by the audit's grade, or by that of their sheet.

    One graded grave without any sheet is open too.
    """
    sheets = Nonconformity.objects.filter(
        agency_id=OuterRef("agency_id"), origin_type=Finding._meta.label_lower, origin_uuid=OuterRef("uuid")
    ).exclude(state=Nonconformity.State.REJECTED)
    open_sheets = sheets.exclude(state=Nonconformity.State.CLOSED)
    rows = Finding.objects.filter(audit=audit, grade__in=NONCONFORMITIES, is_dropped=False)
    rows = rows.filter(
        Q(Exists(open_sheets.filter(grade=Nonconformity.Grade.MAJOR)))
        | Q(grade=Grade.MAJOR) & (Q(Exists(open_sheets)) | ~Q(Exists(sheets)))
    )
    return list(rows.select_related("agency").order_by("number"))
