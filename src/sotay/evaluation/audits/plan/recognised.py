"""Which clauses of a visit an auditor is not recognised for by the register; told, never refused."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sotay.evaluation.audits.models import Auditor
from sotay.standard.catalogue.clauses import covers


def beyond(clauses: Iterable[str], entry: Auditor | None) -> list[str]:
    """Return the clauses an entry does not cover; none for one without clauses, which is for all of them."""
    if entry is None or not entry.clauses:
        return []
    return [number for number in clauses if not any(covers(known, number) for known in entry.clauses)]


def beyond_words(clauses: Iterable[str], entry: Auditor | None) -> str:
    """Return them as they are told beside a name, nothing where all are covered."""
    found = beyond(clauses, entry)
    return _("chưa được công nhận đánh giá điều khoản %s") % ", ".join(found) if found else ""
