"""Why a class of records cannot be added, changed or ended; asked by form, import and command alike."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.commands import Reason
from sotay.standard.catalogue.clauses import clause_key, clauses
from sotay.support.records.models import RecordClass


def why_not_keep(agency: Agency, *, code: str, title: str, one: RecordClass | None = None) -> Iterator[Reason]:
    """Yield the reasons a class cannot have this code and title."""
    if not code:
        yield Reason(_("Cần mã loại hồ sơ."), code="code_missing", field="code")
    if not title:
        yield Reason(_("Cần tên loại hồ sơ."), code="title_missing", field="title")
    same = RecordClass.objects.filter(agency=agency, code__iexact=code, ended_date__isnull=True)
    if other := same.exclude(pk=one.pk if one else None).first():
        yield Reason(
            _("Mã %s đã có loại hồ sơ khác dùng.") % code,
            code="code_taken",
            field="code",
            fix=("support:record_class_detail", other),
        )


def why_not_change(one: RecordClass) -> Iterator[Reason]:
    """Yield the reason a class that is no longer used cannot be changed."""
    if one.ended_date is not None:
        yield Reason(_("Loại hồ sơ này đã thôi dùng."), code="class_ended")


def why_not_end(one: RecordClass, *, ended: date | None = None) -> Iterator[Reason]:
    """Yield the reasons a class cannot stop being used on a day: no file is opened by it after that."""
    yield from why_not_change(one)
    last = one.files.order_by("-opened_date").first() if ended is not None else None
    if last is not None and ended is not None and last.opened_date > ended:
        yield Reason(
            _("Sau ngày này còn mở hồ sơ theo loại này: %s.") % last.number,
            code="ended_before_use",
            field="ended_date",
            fix=("support:record_file_detail", last),
        )


@cache
def known_clauses() -> frozenset[str]:
    """Return the numbers a class can be evidence of: the clauses, and the places below them where records are kept."""
    places = (place.place.partition(" ")[0] for one in clauses().values() for place in one.documented)
    return frozenset(clauses()) | frozenset(places)


def unknown_clauses(text: str) -> list[str]:
    """Return what of a list of clauses the standard does not have."""
    return [number for number in split_clauses(text) if number not in known_clauses()]


def split_clauses(text: str) -> list[str]:
    """Return the clause numbers typed as `7.5.3; 9.2`, each once."""
    parts = one_line(text.replace(";", ",").replace(" và ", ",")).split(",")
    return list(dict.fromkeys(part.strip().rstrip(".") for part in parts if part.strip()))


def in_order(text: str) -> str:
    """Return known clauses in the order of the standard, as they are kept."""
    known = [number for number in split_clauses(text) if number in known_clauses()]
    return ", ".join(sorted(known, key=clause_key))
