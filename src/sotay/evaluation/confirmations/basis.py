"""What a confirmation rests on: the last audit whose report was approved, and the last review that was concluded."""

from dataclasses import dataclass
from datetime import date

from sotay.agency.models import Agency
from sotay.evaluation.audits.models import NONCONFORMITIES, Audit, Finding
from sotay.evaluation.reviews.models import Review


@dataclass(frozen=True, slots=True)
class Basis:
    """An audit and a review, either of which may be missing."""

    audit: Audit | None
    review: Review | None

    @property
    def is_whole(self) -> bool:
        """Whether both are there."""
        return self.audit is not None and self.review is not None


def basis_of(agency: Agency, on: date) -> Basis:
    """Return what a confirmation of an agency can rest on, as of a day."""
    audits = Audit.objects.filter(agency=agency).reported_by(on)  # type: ignore[attr-defined]
    reviews = Review.objects.filter(agency=agency, state=Review.State.CONCLUDED, concluded_date__lte=on)
    return Basis(
        audit=audits.select_related("agency").order_by("-reported_date", "-pk").first(),
        review=reviews.select_related("agency").order_by("-concluded_date", "-pk").first(),
    )


def nonconformities_of(audit: Audit) -> int:
    """Return how many nonconformities an audit found."""
    return Finding.objects.filter(audit=audit, grade__in=NONCONFORMITIES, is_dropped=False).count()
