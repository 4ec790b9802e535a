"""Reads of legal documents: the register, one page of each, those that are dead and still cited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.commands import NotFound
from sotay.context.laws.clean import NAMED_BY_TITLE, keys_of, number_key
from sotay.context.laws.deadlines import Deadline, deadline_of
from sotay.context.laws.models import Law, LawReview, Replacement
from sotay.context.laws.same_number import meant_by
from sotay.context.laws.told import Cites, Followed, followed, known_dead, who_cites
from sotay.search.queries import matching
from sotay.standard.standings.batch import Batch

Finding = LawReview.Finding
UNRELATED, UNASSIGNED, WAITING, AFFECTS, NO_EFFECT = "UNRELATED", "UNASSIGNED", "WAITING", "AFFECTS", "NO_EFFECT"
FOLLOWED = "FOLLOWED"
"""Said of a law whose affected documents have all followed; found by `stage_of`, not by the database."""


def list_laws(*, viewer: Actor) -> QuerySet[Law]:
    """Return the register, newest effect first, with `stage` (how far the looking has come) and the units asked."""
    reviews = LawReview.objects.filter(law=OuterRef("pk"))
    return (
        Law.objects.of(viewer)
        .select_related("agency")
        .annotate(
            units=Count("reviews", distinct=True),
            unanswered=Count("reviews", filter=Q(reviews__finding=Finding.WAITING), distinct=True),
            stage=Case(
                When(is_unrelated=True, then=Value(UNRELATED)),
                When(~Exists(reviews), then=Value(UNASSIGNED)),
                When(Exists(reviews.filter(finding=Finding.WAITING)), then=Value(WAITING)),
                When(Exists(reviews.filter(finding=Finding.AFFECTS)), then=Value(AFFECTS)),
                default=Value(NO_EFFECT),
                output_field=CharField(),
            ),
        )
        .order_by("-effective_date", "-issued_date", "pk")
    )


def with_words(laws: QuerySet[Law], words: str, *, viewer: Actor) -> QuerySet[Law]:
    """Keep the laws in whose number, name, issuer or field the words stand; a number may be typed without its marks."""
    found = Q(uuid__in=matching(words, model=Law, viewer=viewer))
    if key := number_key(words):
        found |= Q(key=key) | Q(key__startswith=f"{key}@")
    return laws.filter(found)


def kinds_of_laws(*, viewer: Actor) -> list[str]:
    """Return the kinds that stand in the register."""
    kinds = Law.objects.of(viewer).exclude(kind="").order_by("kind").values_list("kind", flat=True)
    return list(kinds.distinct())


def get_law(slug: str, *, viewer: Actor) -> Law:
    """Return one law of the viewer's agency; NotFound hides those of others."""
    law = list_laws(viewer=viewer).filter(slug=slug).first()
    if law is None:
        raise NotFound
    return law


def get_replacement(uuid: UUID, *, viewer: Actor) -> Replacement:
    """Return one replacement of the viewer's agency; NotFound hides those of others."""
    one = Replacement.objects.of(viewer).select_related("new", "old", "agency").filter(uuid=uuid).first()
    if one is None:
        raise NotFound
    return one


def units_to_ask(*, viewer: Actor, on: date) -> QuerySet[Unit]:
    """Return the units that stand."""
    return Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")


def laws_by_number(said: str, *, viewer: Actor) -> list[Law]:
    """Return the laws of the register that bear a number, fewer where issuer or day is named beside it."""
    key = number_key(said)
    return meant_by(said, list(Law.objects.of(viewer).bearing(key))) if key else []


@dataclass(frozen=True, slots=True)
class LawPage:
    """What the page of a law shows."""

    law: Law
    stage: str
    deadline: Deadline | None
    reviews: tuple[LawReview, ...]
    replaces: tuple[Replacement, ...]
    replaced_by: tuple[Replacement, ...]
    cited_by: tuple[Cites, ...]
    followed: Followed | None
    is_expired: bool
    is_coming: bool


def get_law_page(slug: str, *, viewer: Actor, on: date) -> LawPage:
    """Return a law with who looks at it, what it replaces, which texts in force name it; a constant number of queries."""
    law = get_law(slug, viewer=viewer)
    keys = keys_of(law)
    cited = who_cites(keys, viewer=viewer)
    progress = followed([law.pk], agency_id=law.agency_id, on=on).get(law.pk)
    pairs = list(Replacement.objects.filter(Q(new=law) | Q(old=law)).select_related("new", "old").order_by("pk"))
    return LawPage(
        law=law,
        stage=stage_of(law, progress),
        deadline=deadline_of(law, batch=Batch([viewer.agency], on=on)),
        reviews=tuple(law.reviews.select_related("unit", "decided_by").order_by("unit__order", "unit__name_sort")),
        replaces=tuple(pair for pair in pairs if pair.new_id == law.pk),
        replaced_by=tuple(pair for pair in pairs if pair.old_id == law.pk),
        cited_by=unique(one for key in sorted(keys) for one in cited.get(key, ())),
        followed=progress,
        is_expired=is_expired(law, on=on),
        is_coming=bool(law.effective_date and law.effective_date > on),
    )


def stage_of(law: Law, progress: Followed | None) -> str:
    """Return how far the looking at a law has come, also whether its documents have followed."""
    stage: str = law.stage  # type: ignore[attr-defined]  # annotated by list_laws
    return FOLLOWED if stage == AFFECTS and progress is not None and progress.is_done else stage


def is_expired(law: Law, *, on: date) -> bool:
    """Return whether a law is no longer in force on a day."""
    return law.expiry_date is not None and law.expiry_date <= on


def days_late(law: Law, stage: str, deadline: Deadline | None, *, on: date) -> int:
    """Return for how many days a law should stand in the system and does not, from the raw last day of its term.

    What was over before the agency used the system, expired, or is none of its own, is not late.
    """
    undone = stage in {UNASSIGNED, WAITING, AFFECTS} and not is_expired(law, on=on)
    began = law.agency.in_use_from_date or on
    if deadline is None or not undone or deadline.raw < began:
        return 0
    return max((on - deadline.raw).days, 0)


@dataclass(frozen=True, slots=True)
class DeadLaw:
    """A law that stands no longer though texts in force still name it."""

    shown: str
    law: Law | None
    from_date: date
    by: str
    source: str
    cited_by: tuple[Cites, ...]


def list_dead_laws(*, viewer: Actor, on: date) -> list[DeadLaw]:
    """Return the laws that are dead on a day and named by texts in force: those of the register, and those known to be dead."""
    expired = list(Law.objects.of(viewer).select_related("agency").expired(on).order_by("-expiry_date", "number", "pk"))
    by_key = {key: law for law in reversed(expired) for key in keys_of(law)}
    known = known_dead(on)
    cited = who_cites({*by_key, *known}, viewer=viewer)
    successors: dict[int, list[str]] = {}
    pairs = Replacement.objects.filter(old__in=expired, manner=Replacement.Manner.WHOLE).select_related("new")
    for pair in pairs.order_by("pk"):
        successors.setdefault(pair.old_id, []).append(str(pair.new))
    found = []
    for law in expired:
        texts = unique(one for key in sorted(keys_of(law)) for one in cited.get(key, ()))
        if texts and law.expiry_date:
            by = ", ".join(successors.get(law.pk, ()))
            known_as = next((known[key] for key in keys_of(law) if key in known), None)
            source = known_as.source if known_as and not by else ""
            by = by or (known_as.by if known_as else "")
            found.append(DeadLaw(str(law), law, law.expiry_date, by, source, texts))
    missed = [key for key in known if key in cited and key not in by_key]
    there = {law.key: law for law in Law.objects.of(viewer).filter(key__in=missed).select_related("agency")}
    for key in missed:
        one = known[key]
        found.append(DeadLaw(one.shown, there.get(key), one.from_date, one.by, one.source, unique(cited[key])))
    return found


def unique(cites: Iterable[Cites]) -> tuple[Cites, ...]:
    """Return each text once, with all the ways it names the law."""
    found: dict[tuple[str, str], Cites] = {}
    for one in cites:
        place = (one.url_name, str(dict(one.url_kwargs)))
        known = found.get(place)
        notes = [note for note in (known.note if known else "", one.note) if note]
        note = "; ".join(dict.fromkeys(notes))
        found[place] = Cites(key=one.key, title=one.title, url_name=one.url_name, url_kwargs=one.url_kwargs, note=note)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Named:
    """A law of the register as a text that cites it needs it: its page, and since when and by what it is dead."""

    slug: str
    expired_from: date | None
    by: str


def law_names(keys: Iterable[str], *, viewer: Actor, on: date) -> dict[str, Named]:
    """Return the laws of the register by the keys they are cited by; one query, a second where one is dead.

    A law cited by its name (*Luật Đất đai 2024*) is found where it has a kind that is cited so.
    """
    wanted = frozenset(keys)
    if not wanted:
        return {}
    asked = Q(key__in=wanted)
    if any("/" not in key for key in wanted):
        asked |= Q(kind__in=NAMED_BY_TITLE)
    laws = Law.objects.of(viewer).filter(asked)
    found = [law for law in laws if keys_of(law) & wanted]
    gone = [law for law in found if is_expired(law, on=on)]
    by: dict[int, list[str]] = {}
    if gone:
        pairs = Replacement.objects.filter(old__in=gone, manner=Replacement.Manner.WHOLE).select_related("new")
        for pair in pairs.order_by("pk"):
            by.setdefault(pair.old_id, []).append(str(pair.new))
    return {
        key: Named(law.slug, law.expiry_date if law in gone else None, ", ".join(by.get(law.pk, ())))
        for law in found
        for key in keys_of(law) & wanted
    }
