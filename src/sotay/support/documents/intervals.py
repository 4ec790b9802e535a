"""How often a document in force is looked at again: the agency's interval for its kind, or one of its own."""

from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.workdays import add_months
from sotay.standard.parameters.queries import value_of
from sotay.standard.registry.kinds import Months
from sotay.standard.registry.parameters import parameter
from sotay.support.documents.models import Document, Kind


def _title(kind: Kind) -> str:
    return _("Chu kỳ rà soát tài liệu: %s") % kind.label


INTERVALS = {
    str(kind): parameter(
        f"documents.review.months.{kind.lower()}",
        kind=Months,
        default="12",
        basis="Mặc định của Sotay (công văn 262/SLĐTBXH-VP mục 6: thường xuyên)",
        title=lambda kind=kind: _title(kind),
    ).code
    for kind in Kind
}


def months_of(document: Document, *, on: date) -> int:
    """Return after how many months a document is looked at again."""
    return document.review_months or value_of(document.agency_id, INTERVALS[document.kind], on=on)


def next_review(document: Document, *, after: date) -> date:
    """Return when a document is looked at again after a day; what came before the agency used Sotay counts from then."""
    begun = max(after, document.agency.in_use_from_date or after)
    return add_months(begun, months_of(document, on=begun))
