"""What a public form sends, read: what it is, what was said, what it is about, contact freely given."""

from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import nfc
from sotay.evaluation.feedback.models import Feedback
from sotay.evaluation.feedback.queries import list_published
from sotay.evaluation.feedback.said import Said
from sotay.evaluation.open_forms import short_fields, why_wrong
from sotay.operation.dossiers.codes import key_of
from sotay.operation.models import Dossier

LONGEST: Final = 10_000
"""Signs of what is said."""
LONGEST_PLACE: Final = 6
MOST: Final = 30
"""How many of those made known stand on one page."""
HEAVIEST: Final = 40_000
"""Bytes of words on one page, so that it stays small on a phone; one alone may weigh half of it."""


@dataclass(frozen=True, slots=True)
class Published:
    """Some of what an agency made known, the newest first, from a place on; `older` is where the next begin, 0 for none."""

    rows: list[Feedback]
    start: int
    older: int


def published_from(office: Agency, asked: str) -> Published:
    """Return what stands on the page that begins at a place (as typed in the address), as much as one page bears."""
    start = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_PLACE else 0
    found = list(list_published(office)[start : start + MOST + 1])
    rows: list[Feedback] = []
    weight = 0
    for one in found[:MOST]:
        weight += len(f"{one.public_text}{one.answer}".encode())
        if rows and weight > HEAVIEST:
            break
        rows.append(one)
    return Published(rows, start, start + len(rows) if len(found) > len(rows) else 0)


@dataclass(slots=True)
class Typed:
    """What was typed by field, with what is wrong with it, and what it means."""

    values: dict[str, str] = field(default_factory=lambda: {"kind": Feedback.Kind.REFLECTION.value})
    wrong: dict[str, str] = field(default_factory=dict)
    unit: Unit | None = None
    dossier: Dossier | None = None

    @property
    def said(self) -> Said:
        """What was said and by whom."""
        told = self.values
        return Said(told["text"], told["name"], told["phone"], told["email"])

    @property
    def concerns_official(self) -> bool:
        """Whether it is said to concern an official."""
        return bool(self.values.get("concerns"))


def typed_of(data: QueryDict, office: Agency, units: list[Unit]) -> Typed:
    """Read a form. A code that names no dossier is left aside without a word: the page never tells which exist."""
    text = nfc(data.get("text", "").replace("\x00", "")).strip()
    found = Typed(values=short_fields(data))
    found.values |= {
        "text": text,
        "kind": data.get("kind", ""),
        "unit": data.get("unit", "")[:40],
        "concerns": "1" if data.get("concerns") else "",
    }
    if found.values["kind"] not in Feedback.HANDLED:
        found.wrong["kind"] = _("Hãy chọn một loại.")
    if not text:
        found.wrong["text"] = _("Hãy ghi nội dung.")
    elif len(text) > LONGEST:
        lengths = {"there": len(text), "most": LONGEST}
        found.wrong["text"] = (
            _("Nội dung dài %(there)d ký tự, quá %(most)d. Hãy rút gọn hoặc gửi làm hai lần.") % lengths
        )
    _read_rest(found, office, units)
    return found


def _read_rest(found: Typed, office: Agency, units: list[Unit]) -> None:
    found.wrong |= why_wrong(found.values)
    found.unit = {str(one.uuid): one for one in units}.get(found.values["unit"])
    key = key_of(found.values["code"])
    if key:
        rows = Dossier.objects.filter(agency=office, key=key)
        found.dossier = rows.select_related("service", "unit").first()
