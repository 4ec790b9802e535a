"""Finding records."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold, fold_code
from sotay.search import words as lexical
from sotay.search.models import IndexEntry, IndexPassage
from sotay.search.registry import of_agency, of_facet, of_kind
from sotay.search.words import folded, words_of

SHORTEST: Final = 2
AROUND: Final = 70
WINDOW: Final = 200
"""Entries looked at together; more only where the viewer may not see enough of them."""
_WITHIN: Final = 3
"""Letters from which a code is found by what stands within it."""
_MOST_WORDS: Final = 16


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: what to call it, where it is, and the words around what was looked for, perhaps in a file on it."""

    known: subjects.Known
    before: str
    match: str
    after: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody looks for."""

    viewer: Actor
    folded: str
    words: list[str]
    code: str
    narrow: str
    """The query of what the entries are narrowed by; empty for nothing."""
    seen: set[int] = field(default_factory=set)


def find(
    words: str, *, viewer: Actor, limit: int = 50, kind: str = "", facets: Mapping[str, str] | None = None
) -> list[Hit]:
    """Return what the viewer may see and the words are found in, best first; nothing for fewer than two letters.

    The code comes first, then codes that begin so, words of the title, words that stand together in a text or file, and at
    last words that stand near each other there; of equal ones what holds before what is past. Every word must be there,
    without marks; the last may be half typed; a code is found however it is spaced. `kind` is a type of record, `facets`
    what their areas registered.

    Three queries, one per kind of record found and one for the words around, whatever their number; more only to fill the
    page where the viewer may not see what comes first.
    """
    asked = _asked(words, viewer=viewer, kind=kind, facets=facets or {})
    if asked is None:
        return []
    found = list(islice(_visible(asked), limit))
    texts = _passages(asked, [entry for entry, _known in found])
    hits = []
    for entry, known in found:
        name, text = texts.get(entry, ("", ""))
        hits.append(Hit(known, *around(text, asked.folded), file=name))
    return hits


def matching(words: str, *, model: type[Model], viewer: Actor) -> QuerySet[IndexEntry, Any]:
    """Return the uuids of the records of one table the words are found in, to narrow a list: without marks, in any order.

    Each word may be the beginning of one; the words of files count too.
    """
    looked_for = words_of(words)[:_MOST_WORDS]
    entries = IndexEntry.objects.filter(agency=viewer.agency, subject_type=model._meta.label_lower)
    if looked_for:
        said = lexical.each(looked_for)
        own = lexical.all_of(lexical.exactly(of_agency(viewer.agency)), said)
        within = IndexPassage.objects.filter(search__holds=own).values("entry")
        entries = entries.filter(Q(search__holds=own) | Q(pk__in=within))
    elif words.strip():
        entries = entries.none()
    return entries.values("subject_uuid")


def around(text: str, folded_words: str) -> tuple[str, str, str]:
    """Return the text before, at and after the place of the words, whatever signs stand between them; empty when nowhere.

    Where they do not all stand together, the place of two that do, else of the first that is there.
    """
    small = folded(text)
    if len(small) != len(text):  # a letter that folds to none or several: the places would not agree
        small = "".join(fold(char)[:1] or char for char in text)
    for wanted in _wanted(words_of(folded_words)):
        if found := re.search(r"(?<!\w)" + r"[\W_]+".join(map(re.escape, wanted)), small):
            place, until = found.span()
            start, end = _first_word(text, place - AROUND, place), _last_word(text, until, until + AROUND)
            return (
                ("…" if start else "") + text[start:place],
                text[place:until],
                text[until:end] + ("…" if end < len(text) else ""),
            )
    return "", "", ""


def _wanted(words: list[str]) -> Iterator[list[str]]:
    """Yield what is looked for in a text: all words together, each with its neighbour, each alone."""
    for size in sorted({len(words), 2, 1} - {0}, reverse=True):
        yield from (words[at : at + size] for at in range(len(words) - size + 1))


def _first_word(text: str, start: int, place: int) -> int:
    """Return where the first whole word begins behind a place in the text, at the latest at `place`."""
    if start <= 0:
        return 0
    gap = text.find(" ", start, place)
    return gap + 1 if gap >= 0 else start


def _last_word(text: str, until: int, end: int) -> int:
    """Return where the last whole word ends before a place in the text, at the earliest at `until`."""
    if end >= len(text):
        return len(text)
    gap = text.rfind(" ", until, end)
    return gap if gap >= 0 else end


def _asked(words: str, *, viewer: Actor, kind: str, facets: Mapping[str, str]) -> _Asked | None:
    small = " ".join(fold(words.replace("\0", " ")).split())  # the database holds no such sign
    looked_for = words_of(words)[:_MOST_WORDS]
    if len(small) < SHORTEST or not looked_for:
        return None
    terms = [of_kind(kind)] if kind else []
    terms += [of_facet(name, value) for name, value in facets.items() if value]
    return _Asked(
        viewer=viewer,
        folded=small,
        words=looked_for,
        code=fold_code(words),
        narrow=lexical.all_of(*map(lexical.exactly, terms)),
    )


def _visible(asked: _Asked) -> Iterator[tuple[int, subjects.Known]]:
    """Yield the entries found, best first, as far as the viewer may see their records."""
    for stage in (_by_title, _by_phrase, _by_words):
        yield from _seen_of(stage(asked), asked)


def _seen_of(entries: QuerySet[IndexEntry] | None, asked: _Asked) -> Iterator[tuple[int, subjects.Known]]:
    start, window = 0, WINDOW
    while entries is not None:
        rows = list(entries.values_list("pk", "subject_type", "subject_uuid")[start : start + window])
        fresh = [(pk, subjects.Ref(kind, uuid)) for pk, kind, uuid in rows if pk not in asked.seen]
        asked.seen.update(pk for pk, _ref in fresh)
        known = subjects.resolve([ref for _pk, ref in fresh], viewer=asked.viewer)
        yield from ((pk, known[ref]) for pk, ref in fresh if ref in known)
        if len(rows) < window:
            return
        start, window = start + window, window * 2


def _narrowed(asked: _Asked) -> QuerySet[IndexEntry]:
    entries = IndexEntry.objects.filter(agency=asked.viewer.agency)
    return entries.filter(search__holds=asked.narrow) if asked.narrow else entries


def _by_title(asked: _Asked) -> QuerySet[IndexEntry]:
    """Return the entries with this code, one that begins or goes on so, or the words in their title."""
    mine = lexical.exactly(of_agency(asked.viewer.agency))
    titled = Q(search__holds=lexical.all_of(mine, lexical.each(asked.words, mark="=")))
    code = asked.code
    begins = Q(code_folded__startswith=code)
    within = Q(code_folded__contains=code) if len(code) >= _WITHIN else begins
    rank = Case(
        When(code_folded=code, then=Value(0)),
        When(begins, then=Value(1)),
        When(title_folded__startswith=asked.folded, then=Value(2)),
        When(title_folded__contains=asked.folded, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    found = _narrowed(asked).filter(titled | begins | within)
    return found.annotate(rank=rank).order_by("rank", "is_past", "title_folded", "pk")


def _by_phrase(asked: _Asked) -> QuerySet[IndexEntry]:
    """Return the entries in whose text or files the words stand one behind the other."""
    return _saying(asked, lexical.phrase(asked.words))


def _by_words(asked: _Asked) -> QuerySet[IndexEntry] | None:
    """Return the entries in whose text or files the words stand near each other, in any order."""
    return _saying(asked, lexical.typed(asked.words)) if len(asked.words) > 1 else None


def _saying(asked: _Asked, query: str) -> QuerySet[IndexEntry]:
    mine = lexical.exactly(of_agency(asked.viewer.agency))
    passages = IndexPassage.objects.filter(search__holds=lexical.all_of(mine, query)).values("entry")
    return _narrowed(asked).filter(pk__in=passages).order_by("is_past", "title_folded", "pk")


def _passages(asked: _Asked, entries: list[int]) -> dict[int, tuple[str, str]]:
    """Return, for each entry, file name and text of the passage that says it best: where the words stand together."""
    if not entries:
        return {}
    found: dict[int, tuple[str, str]] = {}
    together, near = lexical.phrase(asked.words), lexical.typed(asked.words)
    rows = (
        IndexPassage.objects.filter(Q(search__holds=together) | Q(search__holds=near), entry__in=entries)
        .annotate(
            apart=Case(When(search__holds=together, then=Value(0)), default=Value(1), output_field=IntegerField())
        )
        .order_by("entry", "apart", "pk")
        .distinct("entry")
    )
    for entry, name, text in rows.values_list("entry", "name", "text"):
        found[entry] = (name, text)
    return found
