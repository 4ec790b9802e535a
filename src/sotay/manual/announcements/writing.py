"""What several commands upon announcements write alike, without journal lines of their own."""

import re
from collections.abc import Iterable

from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import fold, nfc, one_line
from sotay.context.models import Service
from sotay.context.services.content import key_of
from sotay.manual.announcements.differences import Covered, Offered
from sotay.manual.announcements.models import AnnouncedExclusion, AnnouncedService, Announcement
from sotay.operation.models import ProcedureService
from sotay.support.models import Document

_CODE = re.compile(r"^\s*(?:\d+[.)]\s+)?([\d.]{5,20}(?:[A-Z.\-\d]*))\s*[-–:;,\t|]*\s*(.*)$")
_CLAUSE = re.compile(r"^\s*(?:điều khoản\s+|điều\s+)?(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s*[-–:;]*\s*(.*)$", re.IGNORECASE)


def new_announcement(agency: Agency, *, year: int) -> Announcement:
    """Return the next announcement of an agency, not saved yet; the agency is locked."""
    mine = Announcement.objects.filter(agency=agency)
    last = mine.order_by("-edition").values_list("edition", flat=True).first() or 0
    return Announcement(agency=agency, edition=last + 1, slug=free_slug(mine, f"{year}-{last + 1}"))


def pin(one: Announcement, covered: Covered, *, procedures: dict[int, str] | None = None) -> None:
    """Write anew what an announcement covers: fields, places, services with what serves them, clauses not applied."""
    one.scope_text, one.fields, one.places = covered.text, list(covered.fields), list(covered.places)
    one.save()
    one.services.all().delete()
    one.exclusions.all().delete()
    serving = procedures or {}
    AnnouncedService.objects.bulk_create(
        AnnouncedService(
            agency=one.agency,
            announcement=one,
            position=position,
            service_id=said.pk,
            key=said.key if said.code else "",
            code=said.code,
            name=said.name,
            field=said.field,
            procedure=serving.get(said.pk or 0, ""),
        )
        for position, said in enumerate(covered.services.values(), start=1)
    )
    AnnouncedExclusion.objects.bulk_create(
        AnnouncedExclusion(agency=one.agency, announcement=one, clause=clause, reason=reason)
        for clause, reason in covered.clauses.items()
    )


def procedures_serving(agency: Agency) -> dict[int, str]:
    """Return, by the pk of a service, the procedures in force that serve it, as they are printed; one query."""
    rows = ProcedureService.objects.filter(agency=agency, document__state=Document.State.IN_FORCE)
    found: dict[int, list[str]] = {}
    for link in rows.select_related("document").order_by("document__code_sort", "document_id"):
        found.setdefault(link.service_id, []).append(str(link.document))
    return {pk: "\n".join(names) for pk, names in found.items()}


def services_in(text: str, agency: Agency) -> dict[str, Offered]:
    """Return the services a list names, one a line, by code or by name; what the catalogue has not is kept as written."""
    catalogue = list(Service.objects.filter(agency=agency).order_by("state", "pk"))
    by_key = {one.key: one for one in reversed(catalogue)}
    by_name = {fold(one.name): one for one in reversed(catalogue)}
    found: dict[str, Offered] = {}
    for line in nfc(text).splitlines():
        if not line.strip():
            continue
        code, name = _code_and_name(one_line(line))
        known = by_key.get(key_of(code)) if code else None
        known = known or by_name.get(fold(name))
        if known is not None:
            found[known.key] = Offered(known.key, known.code, name or known.name, known.field, known.pk)
        else:
            key = key_of(code) if code else f"#{fold(name)[:38]}"
            found[key] = Offered(key, code, (name or code)[:600], "", None)
    return found


def clauses_in(text: str) -> dict[str, str]:
    """Return the clauses a text names, one a line with its reason: "8.3: cơ quan không thiết kế"."""
    found = {}
    for line in nfc(text).splitlines():
        if told := _CLAUSE.match(line):
            found[told[1]] = told[2].strip()
    return found


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text, once each."""
    return tuple(dict.fromkeys(said for line in nfc(text).splitlines() if (said := one_line(line)[:200])))


def written_out(services: Iterable[Offered]) -> str:
    """Return services as a list that `services_in` reads back."""
    return "\n".join(f"{one.code} {one.name}".strip() for one in services)


def _code_and_name(line: str) -> tuple[str, str]:
    told = _CODE.match(line)
    if told is None or not any(char.isdigit() for char in told[1]):
        return "", line
    return told[1].strip(".")[:40], told[2].strip()
