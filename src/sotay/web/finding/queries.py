"""What the search page shows: records of the index, and the catalogue, which needs no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold
from sotay.pages import url_of_known
from sotay.search.queries import SHORTEST, find
from sotay.standard.catalogue.clauses import clauses
from sotay.standard.catalogue.obligations import obligations

SHOWN = 50
"""How many records one page shows; where there are more, it says so."""
MOST_OF_CATALOGUE = 10


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: what to call it, where it is, its state, the words around the place."""

    title: str
    url: str
    state: str = ""
    before: str = ""
    match: str = ""
    after: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    label: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, by kind; `more` tells that further records are there and not shown."""

    groups: tuple[Group, ...]
    more: bool = False

    @property
    def count(self) -> int:
        """How many are shown."""
        return sum(len(group.found) for group in self.groups)


def search_all(words: str, *, viewer: Actor, kind: str = "", facets: Mapping[str, str] | None = None) -> Results:
    """Return what the viewer may see, grouped by kind, the kind of the best hit first.

    The catalogue comes last, and only where nothing narrows the search.
    """
    agency = viewer.agency.short_name
    every = find(words, viewer=viewer, kind=kind, facets=facets, limit=SHOWN + 1)
    hits = every[:SHOWN]
    order = {label: place for place, label in reversed(list(enumerate(hit.known.label for hit in hits)))}
    groups = [
        Group(
            label,
            tuple(
                Found(
                    one.known.title,
                    url_of_known(one.known, agency=agency),
                    one.known.state,
                    one.before,
                    one.match,
                    one.after,
                    one.file,
                )
                for one in some
            ),
        )
        for label, some in groupby(
            sorted(hits, key=lambda hit: order[hit.known.label]), key=lambda hit: hit.known.label
        )
    ]
    others = [] if kind else _catalogue(words, agency)
    return Results(tuple(group for group in [*groups, *others] if group.found), more=len(every) > SHOWN)


def _catalogue(words: str, agency: str) -> list[Group]:
    folded = fold(words).strip()
    if len(folded) < SHORTEST:
        return []
    owed = [
        Found(
            str(one.title),
            reverse("standard:obligation_detail", kwargs={"agency": agency, "code": code}),
            after=str(one.basis),
        )
        for code, one in obligations().items()
        if all(word in fold(f"{one.title} {one.basis} {one.clause}") for word in folded.split())
    ]
    of_standard = [
        Found(f"{number} {one.title}", reverse("manual:statement_detail", kwargs={"agency": agency, "slug": number}))
        for number, one in clauses().items()
        if all(word in fold(f"{number} {one.title}") for word in folded.split())
    ]
    return [
        Group(_("Việc phải làm"), tuple(owed[:MOST_OF_CATALOGUE])),
        Group(_("Điều khoản"), tuple(of_standard[:MOST_OF_CATALOGUE])),
    ]
