"""The clauses of TCVN ISO 9001 by edition: numbers, short titles, the tree, and what must be documented."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.edition import EDITION
from sotay.standard.catalogue.reading import CatalogueError, read, spoken

CURRENT_EDITION: Final = EDITION
"""The edition agencies apply (Công văn 3003/BKHCN-TĐC); another one comes as another file."""

_FILES: Final = {"9001:2015": "clauses-9001-2015.yaml"}
KEEPS: Final = MappingProxyType(
    {
        "MAINTAIN": _("duy trì tài liệu"),
        "RETAIN": _("lưu giữ hồ sơ"),
        "BOTH": _("duy trì tài liệu và lưu giữ hồ sơ"),
        "NEEDED": _("xem xét khi hoạch định"),
        "AVAILABLE": _("sẵn có khi thích hợp"),
    }
)


@dataclass(frozen=True, slots=True)
class Documented:
    """A place of the standard where documented information is kept.

    `place` is the number as printed, with its letter (`4.4.2 a)`); `keep` is one of KEEPS: maintained (a document),
    retained (a record), both, needed in planning, or available as applicable.
    """

    place: str
    keep: str
    vi: str
    en: str

    @property
    def subject(self) -> str:
        """What is kept, in the language of the page."""
        return spoken(self.vi, self.en)

    @property
    def keep_name(self) -> str:
        """How it is kept, in the language of the page."""
        return str(KEEPS[self.keep])


@dataclass(frozen=True, slots=True)
class Clause:
    """A requirement clause: its number, short title, and place in the tree."""

    number: str
    vi: str
    en: str
    documented: tuple[Documented, ...] = ()

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def title(self) -> str:
        """The short title in the language of the page."""
        return spoken(self.vi, self.en)

    @property
    def level(self) -> int:
        """1 for a chapter such as 8, 4 for 7.1.5.1."""
        return self.number.count(".") + 1

    @property
    def parent(self) -> str | None:
        """The number of the clause above, None for a chapter."""
        return self.number.rpartition(".")[0] or None

    @property
    def chapter(self) -> str:
        """The number of its chapter: `8` for 8.3.1."""
        return self.number.partition(".")[0]


def clause_key(number: str) -> tuple[int, ...]:
    """Return what clause numbers are sorted by, so that 4.1 comes before 4.2 and 4.10 after 4.9.

    Raises ValueError for what is no clause number.
    """
    return tuple(int(part) for part in number.split("."))


@cache
def clauses(edition: str = CURRENT_EDITION) -> Mapping[str, Clause]:
    """Return the clauses of an edition by number, in order.

    Raises LookupError for an edition that is not shipped.
    """
    if edition not in _FILES:
        message = f"no edition {edition!r} is shipped"
        raise LookupError(message)
    rows = [
        Clause(
            number=row["number"],
            vi=row["vi"],
            en=row["en"],
            documented=tuple(Documented(**place) for place in row.get("documented", ())),
        )
        for row in read(_FILES[edition])["clauses"]
    ]
    found = {row.number: row for row in sorted(rows, key=lambda row: clause_key(row.number))}
    if len(found) != len(rows):
        message = f"edition {edition} names a clause twice"
        raise CatalogueError(message)
    for row in rows:
        if row.parent is not None and row.parent not in found:
            message = f"clause {row.number} has no parent"
            raise CatalogueError(message)
        if unknown := {place.keep for place in row.documented} - set(KEEPS):
            message = f"clause {row.number} keeps {sorted(unknown)}"
            raise CatalogueError(message)
    return MappingProxyType(found)


def clause(number: str, *, edition: str = CURRENT_EDITION) -> Clause:
    """Return one clause; KeyError for a number the edition does not have."""
    return clauses(edition)[number]


def ancestors(number: str) -> tuple[str, ...]:
    """Return the clauses above, nearest first: 8.3.1 gives 8.3 and 8."""
    above = []
    while number := number.rpartition(".")[0]:
        above.append(number)
    return tuple(above)


def covers(upper: str, lower: str) -> bool:
    """Return whether a clause is the other or stands above it: 8.3 covers 8.3.1 but not 8.30."""
    return upper == lower or upper in ancestors(lower)


def children(number: str, *, edition: str = CURRENT_EDITION) -> tuple[Clause, ...]:
    """Return the clauses directly below, in order."""
    return tuple(row for row in clauses(edition).values() if row.parent == number)


def descendants(number: str, *, edition: str = CURRENT_EDITION) -> Iterator[Clause]:
    """Yield the clauses below, all levels, in order."""
    for row in clauses(edition).values():
        if row.number != number and covers(number, row.number):
            yield row


def may_be_excluded(number: str) -> bool:
    """Return whether a clause may be *không áp dụng*: those of clause 8, and 7.1.5 with what is below it (4.3)."""
    return covers("8", number) or covers("7.1.5", number)
