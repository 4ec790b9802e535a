"""Addresses of records: made once from the code, `-2` when taken."""

from itertools import count

from django.db.models import QuerySet

from sotay.agency.vietnamese import slugify

RESERVED = frozenset(
    {"new", "import", "export", "copies", "register", "series"}
)  # words of our own addresses, never of a record


def free_slug(among: QuerySet, text: str) -> str:
    """Return the address part for a code or name, not taken among these rows of one agency."""
    taken = among.filter(slug__startswith=_stem(text)).values_list("slug", flat=True)
    return take_slug(set(taken), text)


def take_slug(taken: set[str], text: str) -> str:
    """Return the address part for a code or name that is not among those taken, and add it: many rows ask one after the other."""
    stem = _stem(text)
    tried = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    slug = next(slug for slug in tried if slug not in taken and slug not in RESERVED)
    taken.add(slug)
    return slug


def _stem(text: str) -> str:
    return slugify(text)[:50] or "so"
