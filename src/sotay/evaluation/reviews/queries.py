"""Reads of management reviews: the register, one of them with its inputs, what was decided, what was decided before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit, User
from sotay.attachments.models import Attachment
from sotay.commands import NotFound
from sotay.evaluation.audits.models import Audit
from sotay.evaluation.reviews.decisions import FOLLOWED, Standing, concluded_by, with_standing
from sotay.evaluation.reviews.models import Input, InputComment, Review, ReviewDecision, ReviewInput
from sotay.evaluation.reviews.pack import DECISION, Figure, figures_of, kept
from sotay.evaluation.reviews.sight import visible
from sotay.search.queries import matching
from sotay.ui.formats import ngay

TYPE = Review._meta.label_lower
PEOPLE = ("chair", "secretary", "authorisation", "notice")
LEFT, FOLLOWED_WORD = "LEFT", "FOLLOWED"
State = Review.State


def list_reviews(*, viewer: Actor) -> QuerySet[Review]:
    """Return the reviews the viewer may see, newest first, with `audited` (when the audit of their year was reported).

    `decided` is how many decisions each led to.
    """
    rows = visible(Review.objects.of(viewer), viewer).select_related("agency", *PEOPLE)
    return rows.annotate(audited=audit_of_the_year(), decided=Count("decisions")).order_by("-meeting_at", "-pk")


def audit_of_the_year() -> Subquery:
    """Return, for a query of reviews, the day the first audit of the year of the meeting was reported; None for none."""
    reported = Audit.objects.filter(agency_id=OuterRef("agency_id"), reported_date__year=OuterRef("year"))
    return Subquery(reported.order_by().values("agency_id").annotate(first=Min("reported_date")).values("first"))


def is_before_audit(review: Review) -> bool:
    """Return whether a review was held (or is to be) before the audit of its year was reported; read by `list_reviews`."""
    audited: date | None = review.audited  # type: ignore[attr-defined]  # annotated
    return audited is None or audited > meets_on(review)


def meets_on(review: Review) -> date:
    """Return the day of the meeting: as it was held, else as it is planned."""
    return review.held_date or localdate(review.meeting_at)


def with_words(reviews: QuerySet[Review], words: str, *, viewer: Actor) -> QuerySet[Review]:
    """Keep the reviews whose code, title or texts bear the words."""
    return reviews.filter(Q(uuid__in=matching(words, model=Review, viewer=viewer)) | Q(code__icontains=words.strip()))


def get_review(slug: str, *, viewer: Actor) -> Review:
    """Return one review the viewer may see; NotFound hides all others."""
    review = list_reviews(viewer=viewer).filter(slug=slug).first()
    if review is None:
        raise NotFound
    return review


def inputs_of(review: Review) -> list[ReviewInput]:
    """Return the twelve inputs in the order of the standard, with what units added."""
    rows = ReviewInput.objects.filter(agency_id=review.agency_id, review=review).select_related("unit", "agency")
    by_key = {one.key: one for one in rows.prefetch_related("comments__unit", "comments__author")}
    for one in by_key.values():
        one.review = review
    return [by_key[key] for key in Input.values if key in by_key]


def get_input(review: Review, key: str) -> ReviewInput:
    """Return one input of a review; NotFound for a key that is none."""
    one = ReviewInput.objects.filter(agency_id=review.agency_id, review=review, key=key).select_related("unit").first()
    if one is None:
        raise NotFound
    one.review = review
    return one


def review_before(review: Review) -> Review | None:
    """Return the review held last before this one; its frozen numbers stand beside."""
    rows = Review.objects.filter(agency_id=review.agency_id, frozen_at__isnull=False).exclude(pk=review.pk)
    rows = rows.exclude(state=State.CANCELLED)
    return rows.filter(meeting_at__lt=review.meeting_at).order_by("-meeting_at", "-pk").first()


def decisions_of(review: Review, *, on: date) -> list[ReviewDecision]:
    """Return what a review decided, with how each stands on a day."""
    rows = ReviewDecision.objects.filter(agency_id=review.agency_id, review=review)
    decisions = list(_related(with_standing(rows, on=on)).order_by("position", "pk"))
    for one in decisions:
        one.standing_words = Standing(one.standing).label  # type: ignore[attr-defined]  # annotated, and read by templates
    return decisions


def list_decisions(*, viewer: Actor, on: date) -> QuerySet[ReviewDecision]:
    """Return the decisions of concluded reviews the viewer may see, those of the latest first, with their `standing`."""
    reviews = visible(Review.objects.of(viewer), viewer).filter(state=State.CONCLUDED)
    rows = ReviewDecision.objects.of(viewer).filter(review__in=reviews.order_by().values("pk"))
    return _related(with_standing(rows, on=on)).order_by("-review__meeting_at", "-review__pk", "position", "pk")


def standing_so(decisions: QuerySet[ReviewDecision], chosen: str) -> QuerySet[ReviewDecision]:
    """Keep the decisions that stand so; LEFT are those not done, FOLLOWED those reported as done."""
    named = {LEFT: [Standing.OPEN, Standing.OVERDUE], FOLLOWED_WORD: [*FOLLOWED]}
    return decisions.filter(standing__in=named.get(chosen, [chosen]))


def earlier_decisions(review: Review, *, on: date) -> list[ReviewDecision]:
    """Return the decisions of earlier reviews not done, or done since the first day of this one's numbers (input a)."""
    rows = with_standing(concluded_by(on), on=on).filter(agency_id=review.agency_id)
    rows = rows.exclude(review=review).filter(review__meeting_at__lt=review.meeting_at)
    done_before = Q(standing__in=FOLLOWED, assignment__done_date__lt=review.from_date)
    cancelled_before = Q(standing=Standing.CANCELLED, assignment__ended_date__lt=review.from_date)
    rows = rows.exclude(done_before).exclude(cancelled_before)
    return list(_related(rows).order_by("review__meeting_at", "review__pk", "position", "pk"))


def as_lines(decisions: Iterable[ReviewDecision]) -> list[Figure]:
    """Return decisions as lines of the pack, with how they stand."""
    return [
        Figure(
            DECISION,
            one.text,
            str(Standing(one.standing).label),  # type: ignore[attr-defined]  # annotated
            said=", ".join(filter(None, [one.review.code, one.owner_words, _due_words(one)])),
            link="evaluation:review_decisions",
            link_kwargs={"slug": one.review.slug},
        )
        for one in decisions
    ]


def _due_words(one: ReviewDecision) -> str:
    due = one.assignment.due_date if one.assignment else one.due_date
    return ngay(due) if due else ""


def _related(rows: QuerySet[ReviewDecision]) -> QuerySet[ReviewDecision]:
    return rows.select_related("review", "agency", "owner_user", "owner_unit", "assignment")


@dataclass(slots=True)
class InputShown:
    """An input as the pack shows it: its numbers, those of the review before, those of today where they are asked for."""

    input: ReviewInput
    figures: list[Figure]
    lines: list[Figure] = field(default_factory=list)
    before: dict[str, Figure] = field(default_factory=dict)
    now: dict[str, Figure] = field(default_factory=dict)
    comments: list[InputComment] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)

    @property
    def has_data(self) -> bool:
        """Whether any area told something."""
        return bool(self.lines) or any(one.value is not None for one in self.figures)

    @property
    def rows(self) -> list[tuple[Figure, str, Figure | None, Figure | None]]:
        """Each number with where its records stand, that of the review before and that of today."""
        agency = self.input.agency
        return [(one, one.url(agency), self.before.get(one.code), self.now.get(one.code)) for one in self.figures]

    @property
    def told(self) -> list[tuple[Figure, str]]:
        """Each line in words, with where it stands."""
        return [(one, one.url(self.input.agency)) for one in self.lines]

    @property
    def said(self) -> list[tuple[InputComment, bool]]:
        """What units added, with whether it came after the day set for it."""
        due = self.input.review.comments_due_date
        return [(one, due is not None and one.made_date > due) for one in self.comments]


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack of a review: frozen, or as the facts tell today."""

    review: Review
    inputs: list[InputShown]
    before: Review | None
    with_today: bool


def get_pack(review: Review, *, on: date, with_today: bool = False) -> Pack:
    """Return the pack of a review; a frozen one may have the numbers of today beside. As many queries as there are facts."""
    frozen = review.frozen_at is not None
    today = figures_of(review, on=on) if with_today or not frozen else {}
    lines = as_lines(earlier_decisions(review, on=on)) if not frozen else []
    before = review_before(review)
    earlier = _frozen_of(before)
    inputs = inputs_of(review)
    files = _files_of(inputs)
    shown = []
    for one in inputs:
        told = kept(one.numbers) if frozen else [*today.get(one.key, ()), *(lines if one.key == Input.A else ())]
        shown.append(
            InputShown(
                input=one,
                figures=[figure for figure in told if not figure.is_line],
                lines=[figure for figure in told if figure.is_line],
                before=earlier[one.key],
                now={figure.code: figure for figure in today.get(one.key, ())} if frozen else {},
                comments=sorted(one.comments.all(), key=lambda each: (each.made_date, each.pk)),
                files=files[one.uuid],
            )
        )
    return Pack(review, shown, before, with_today and frozen)


def _files_of(inputs: Iterable[ReviewInput]) -> dict[UUID, list[Attachment]]:
    """Return the files on inputs, by the uuid of each; one query."""
    by_uuid: dict[UUID, list[Attachment]] = defaultdict(list)
    uuids = [one.uuid for one in inputs]
    rows = Attachment.objects.filter(subject_type=ReviewInput._meta.label_lower, subject_uuid__in=uuids)
    for one in rows.filter(removed_at__isnull=True).select_related("blob", "agency").order_by("pk"):
        by_uuid[one.subject_uuid].append(one)
    return by_uuid


def _frozen_of(review: Review | None) -> dict[str, dict[str, Figure]]:
    found: dict[str, dict[str, Figure]] = defaultdict(dict)
    if review is not None:
        rows = ReviewInput.objects.filter(agency_id=review.agency_id, review=review)
        for key, numbers in rows.values_list("key", "numbers"):
            found[key] = {figure.code: figure for figure in kept(numbers) if not figure.is_line}
    return found


def units_in_force(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the units that stand."""
    return Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort", "pk")


def possible_chairs(*, viewer: Actor, on: date) -> QuerySet[User]:
    """Return the head and the deputies of the viewer's agency."""
    seats = Seat.objects.of(viewer).in_force(on).in_role(Seat.Role.HEAD, Seat.Role.DEPUTY_HEAD)
    return User.objects.filter(pk__in=seats.values("user_id")).order_by("name_sort", "pk")


def people(*, viewer: Actor, on: date) -> QuerySet[User]:
    """Return everybody seated in the viewer's agency."""
    seats = Seat.objects.of(viewer).in_force(on)
    return User.objects.filter(pk__in=seats.values("user_id")).order_by("name_sort", "pk")


def open_decisions(agency_id: int, *, on: date) -> QuerySet[ReviewDecision]:
    """Return the decisions of concluded reviews that are overdue on a day, the earliest due first."""
    rows = with_standing(concluded_by(on), on=on).filter(agency_id=agency_id, standing=Standing.OVERDUE)
    return _related(rows).order_by(F("assignment__due_date").asc(nulls_last=True), "pk")
