"""Addresses of records: made once from the code, `-2` when taken."""

from itertools import count

from django.db.models import QuerySet

from sotay.agency.vietnamese import slugify

RESERVED = frozenset({"new", "import", "export", "copies"})  # words of our own addresses, never of a record


def free_slug(among: QuerySet, text: str) -> str:
    """Return the address part for a code or name, not taken among these rows of one agency."""
    stem = slugify(text)[:50] or "so"
    taken = set(among.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    if stem not in taken:
        return stem
    return next(slug for number in count(2) if (slug := f"{stem}-{number}") not in taken)
