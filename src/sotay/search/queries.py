"""Finding records."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold, fold_code
from sotay.search.models import IndexEntry

SHORTEST = 2
AROUND = 70


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: what to call it, where it is, and the words around what was looked for."""

    known: subjects.Known
    before: str
    match: str
    after: str


def find(words: str, *, viewer: Actor, limit: int = 50) -> list[Hit]:
    """Return what the viewer may see and the words are found in, best first; nothing for fewer than two letters.

    Every word must be there, without marks and in any order; a code is found however it is spaced. Two queries and one
    per kind of record found, whatever their number.
    """
    folded = fold(words).strip()
    if len(folded) < SHORTEST:
        return []
    rows = list(_ranked(folded, fold_code(words), viewer=viewer)[: limit * 2])
    known = subjects.resolve([subjects.Ref(row.subject_type, row.subject_uuid) for row in rows], viewer=viewer)
    seen = [(row, known.get(subjects.Ref(row.subject_type, row.subject_uuid))) for row in rows]
    return [Hit(found, *around(row.excerpt, folded)) for row, found in seen if found][:limit]


def matching(words: str, *, model: type[Model], viewer: Actor) -> QuerySet[IndexEntry, Any]:
    """Return the uuids of the records of one table the words are found in, to narrow a list: without marks, in any order."""
    entries = IndexEntry.objects.filter(agency=viewer.agency, subject_type=model._meta.label_lower)
    for word in fold(words).split():
        entries = entries.filter(words__contains=word)
    return entries.values("subject_uuid")


def around(text: str, folded_words: str) -> tuple[str, str, str]:
    """Return the text before, at and after the first place of the words (or of the first of them); empty when nowhere."""
    folded = "".join(fold(char) or char for char in text)
    if len(folded) != len(text):  # a letter that folds to none or several: the places would not agree
        return "", "", ""
    for needle in (folded_words, *folded_words.split()):
        place = folded.find(needle)
        if place >= 0:
            start, end = max(0, place - AROUND), min(len(text), place + len(needle) + AROUND)
            return (
                ("…" if start else "") + text[start:place],
                text[place : place + len(needle)],
                text[place + len(needle) : end],
            )
    return "", "", ""


def _ranked(folded: str, code: str, *, viewer: Actor) -> QuerySet[IndexEntry]:
    everywhere = Q()
    for word in folded.split():
        everywhere &= Q(words__contains=word)
    by_code = Q(code_folded=code) if code else Q(pk__in=[])
    begins = Q(code_folded__startswith=code) if code else Q(pk__in=[])
    rank = Case(
        When(by_code, then=Value(0)),
        When(begins, then=Value(1)),
        When(title_folded__startswith=folded, then=Value(2)),
        When(title_folded__contains=folded, then=Value(3)),
        When(words__contains=folded, then=Value(4)),
        default=Value(5),
        output_field=IntegerField(),
    )
    found = IndexEntry.objects.filter(agency=viewer.agency).filter(everywhere | by_code | begins)
    return found.annotate(rank=rank).order_by("rank", "title_folded")
