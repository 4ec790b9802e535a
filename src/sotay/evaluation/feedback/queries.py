"""Reads of feedback: the log, one of them, what is shown to everybody; what concerns an official for those entitled alone."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat, Unit, User
from sotay.commands import NotFound
from sotay.context.models import Service
from sotay.evaluation.feedback import codes
from sotay.evaluation.feedback.models import Feedback, FeedbackContent
from sotay.evaluation.feedback.permissions import seen_by, words_read_by
from sotay.evaluation.feedback.terms import is_shown
from sotay.operation.dossiers.codes import key_of
from sotay.operation.models import Dossier
from sotay.search.queries import matching

State, Kind = Feedback.State, Feedback.Kind
PEOPLE = ("received_by", "assigned_by", "answered_by", "about_official")


def list_feedback(*, viewer: Actor) -> QuerySet[Feedback]:
    """Return the log as the viewer may see it, what was received last first, each with its words where some are kept."""
    rows = seen_by(Feedback.objects.of(viewer), viewer)
    rows = rows.select_related("agency", "unit", "about_unit", "service", "dossier", "content")
    return rows.order_by("-received_date", "-pk")


def get_feedback(slug: str, *, viewer: Actor) -> Feedback:
    """Return one feedback the viewer may see; NotFound hides the others and those of other agencies."""
    feedback = list_feedback(viewer=viewer).select_related(*PEOPLE).filter(slug=slug).first()
    if feedback is None:
        raise NotFound
    return feedback


def get_received(slug: str, *, viewer: Actor) -> Feedback:
    """Return one feedback the viewer may see or took in himself: whoever took it in gives out its receipt."""
    mine = Q(received_by=viewer.user) if viewer.user else Q(pk=None)
    seen = seen_by(Feedback.objects.of(viewer), viewer).values("pk")
    rows = Feedback.objects.of(viewer).filter(Q(pk__in=seen) | mine, kind__in=Feedback.HANDLED)
    feedback = rows.select_related("agency").filter(slug=slug).first()
    if feedback is None:
        raise NotFound
    return feedback


def content_of(feedback: Feedback) -> FeedbackContent | None:
    """Return what was said and by whom; None where nothing is kept."""
    return getattr(feedback, "content", None)


def with_words(rows: QuerySet[Feedback], words: str, *, viewer: Actor) -> QuerySet[Feedback]:
    """Keep those in whose code, field, answer or text the words stand; texts the viewer may not read are not looked into."""
    found = Q(uuid__in=matching(words, model=Feedback, viewer=viewer)) | Q(code__icontains=words.strip())
    found |= Q(content__text__icontains=words.strip()) & words_read_by(viewer)
    if key := key_of(words):
        found |= Q(dossier__key__startswith=key)
    return rows.filter(found)


def overdue(*, on: date) -> Q:
    """Return the condition that an answer is owed and its last day is over."""
    return Q(state__in=Feedback.OPEN, due_date__lt=on)


def dossier_by_code(code: str, *, viewer: Actor) -> Dossier | None:
    """Return the dossier of the viewer's agency that bears a code, however it is written."""
    key = key_of(code)
    rows = Dossier.objects.of(viewer).select_related("agency", "service__unit", "unit")
    return rows.filter(key=key).first() if key else None


def units_to_name(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the units feedback can be about or given to: those in force."""
    return Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")


def services_to_name(*, viewer: Actor, on: date) -> QuerySet[Service]:
    """Return the services feedback can be about."""
    return Service.objects.of(viewer).published(on).order_by("code", "pk")  # type: ignore[no-any-return, attr-defined]


def people_to_name(*, viewer: Actor, on: date) -> QuerySet[User]:
    """Return the people seated in the viewer's agency, by given name."""
    seated = Seat.objects.of(viewer).in_force(on).values("user_id")
    return User.objects.filter(pk__in=seated, is_active=True).order_by("name_sort", "pk")


@dataclass(frozen=True, slots=True)
class OnlyNoted:
    """How many complaints were noted and denunciations counted; nothing else is told of them."""

    complaints: int
    denunciations: int


def only_noted(*, viewer: Actor) -> OnlyNoted:
    """Return how many there are in all; everybody may know the numbers."""
    rows = Feedback.objects.of(viewer).filter(kind__in=Feedback.ONLY_NOTED)
    counted = Counter(dict(rows.values_list("kind").annotate(count=Count("pk")).order_by()))
    return OnlyNoted(counted[Kind.COMPLAINT], counted[Kind.DENUNCIATION])


def feedback_about(dossier: Dossier, *, viewer: Actor) -> QuerySet[Feedback]:
    """Return the feedback about a dossier the viewer may see, the latest first."""
    rows = seen_by(Feedback.objects.filter(agency_id=dossier.agency_id, dossier=dossier), viewer)
    return rows.order_by("-received_date", "-pk")


def office_of(short_name: str, *, on: date) -> Agency | None:
    """Return the agency of this short name that shows its public pages."""
    agency = Agency.objects.filter(short_name=short_name, ended_date__isnull=True).first()
    return agency if agency is not None and is_shown(agency, on=on) else None


def list_published(office: Agency) -> QuerySet[Feedback]:
    """Return what an agency made known, the newest first."""
    rows = Feedback.objects.filter(agency=office, published_date__isnull=False, state=State.ANSWERED)
    return rows.exclude(concerns_official=True).order_by("-published_date", "-pk")


def followed(office: Agency, typed: str) -> Feedback | None:
    """Return the feedback of an agency a code leads to; None for a code there is not, and for what is not handled here."""
    code = codes.read(typed)
    rows = Feedback.objects.filter(agency=office).exclude(follow_hash="").exclude(kind=Kind.DENUNCIATION)
    return rows.filter(follow_hash=codes.hash_of(code)).select_related("unit").first() if code else None
