"""How decisions of reviews stand on a day, from the work they became (9.3.3, and input a of the next review)."""

from datetime import date

from django.db import models
from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from sotay.evaluation.reviews.models import Review, ReviewDecision
from sotay.work.models import Assignment

Work = Assignment.State


class Standing(models.TextChoices):
    """Where a decision stands."""

    DONE = "DONE", _("Đã thực hiện")
    REPORTED = "REPORTED", _("Đã báo hoàn thành, chờ xác nhận")
    OVERDUE = "OVERDUE", _("Quá hạn")
    OPEN = "OPEN", _("Đang thực hiện")
    CANCELLED = "CANCELLED", _("Đã hủy")


TONES = {
    Standing.DONE: "done",
    Standing.REPORTED: "now",
    Standing.OVERDUE: "stop",
    Standing.OPEN: "now",
    Standing.CANCELLED: "quiet",
}
FOLLOWED = (Standing.DONE, Standing.REPORTED)


def followed_by(on: date) -> Q:
    """Return the condition that the work of a decision was reported as done by a day."""
    return Q(assignment__state__in=[Work.DONE, Work.CONFIRMED], assignment__done_date__lte=on)


def with_standing(decisions: QuerySet[ReviewDecision], *, on: date) -> QuerySet[ReviewDecision]:
    """Annotate decisions with `standing` on a day; the due day is that of the work, which may have been put off."""
    return decisions.annotate(
        standing=Case(
            When(assignment__state=Work.CANCELLED, assignment__ended_date__lte=on, then=Value(Standing.CANCELLED)),
            When(followed_by(on) & Q(assignment__ended_date__lte=on), then=Value(Standing.DONE)),
            When(followed_by(on), then=Value(Standing.REPORTED)),
            When(assignment__due_date__lt=on, then=Value(Standing.OVERDUE)),
            When(assignment__isnull=True, due_date__lt=on, then=Value(Standing.OVERDUE)),
            default=Value(Standing.OPEN),
            output_field=CharField(),
        )
    )


def concluded_by(on: date) -> QuerySet[ReviewDecision]:
    """Return the decisions of reviews whose minutes were approved on or before a day."""
    return ReviewDecision.objects.filter(review__state=Review.State.CONCLUDED, review__concluded_date__lte=on)
