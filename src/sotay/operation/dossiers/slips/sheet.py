"""What every form of a dossier has: whom and what it is filled from, its head, number and QR."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.urls import reverse

from sotay.agency.models import Agency
from sotay.operation.dossiers.models import Dossier, DossierEvent
from sotay.operation.dossiers.slips import queries
from sotay.operation.dossiers.slips.parameters import CIRCULARS, TT01
from sotay.operation.dossiers.slips.queries import Party, Slip
from sotay.papers.forms import Making
from sotay.papers.model import (
    Block,
    Field,
    Fields,
    FormMark,
    Letterhead,
    Number,
    Paper,
    Signature,
    Text,
)
from sotay.ui.formats import ngay

Kind = DossierEvent.Kind
DESK: Final = "Bộ phận Tiếp nhận và Trả kết quả"
SIGNED: Final = "Ký, ghi rõ họ tên"
SEALED: Final = "Ký, đóng dấu, ghi rõ họ tên"
NUMBERED: Final = {
    queries.SUPPLEMENT: "HDHS",
    queries.REFUSAL: "HDHS",
    queries.APOLOGY: "PXL",
    queries.STOP: "TB",
}
"""After which letters each form is numbered by hand where no number was told."""
OF_THE_AGENCY: Final = frozenset({queries.APOLOGY, queries.STOP})
"""Signed by the head, not at the desk."""
ON_A5: Final = frozenset({queries.RECEIPT, queries.SUPPLEMENT, queries.REFUSAL})
"""Handed over the desk; letters and the control sheet are whole sheets."""
BLANK_ROWS: Final = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """What a form is filled from; a blank one has no slip, and its words are empty."""

    slip: Slip | None
    making: Making
    circular: str
    site: str
    """The address citizens reach the agency at, "" where nobody knows it."""

    @property
    def agency(self) -> Agency:
        """Whose form it is."""
        return self.making.agency

    @property
    def dossier(self) -> Dossier | None:
        """The dossier it is about."""
        return self.slip.dossier if self.slip else None

    @property
    def event(self) -> DossierEvent | None:
        """What was said by it."""
        return self.slip.event if self.slip else None

    @property
    def party(self) -> Party:
        """Who handed the dossier in, as the viewer may read it."""
        return self.slip.party if self.slip else Party()

    @property
    def code(self) -> str:
        """The code of the dossier."""
        return self.dossier.code if self.dossier else ""

    @property
    def service(self) -> str:
        """Name and code of the procedure."""
        return f"{self.dossier.service.name} ({self.dossier.service.code})" if self.dossier else ""

    @property
    def officer(self) -> str:
        """Who acted."""
        return self.event.by.full_name if self.event and self.event.by else ""

    def day(self, day: date | None) -> str:
        """Return a day as it is written, "" while unknown."""
        return ngay(day) if day else ""


def facts_of(slip: Slip | None, making: Making, *, circular: str, site: str = "") -> Facts:
    """Return what a form is filled from; `site` where the house was not told its own address."""
    return Facts(slip, making, circular, str(settings.SOTAY_ADDRESS or site))


def slip_of(facts: Facts, kind: str, *, heading: str, blocks: tuple[Block, ...]) -> Paper:
    """Return a form with its head: who says it, its number or the code of the dossier, its QR."""
    agency, event = facts.agency, facts.event
    of_agency = kind in OF_THE_AGENCY
    head = Letterhead(
        parent=(agency.parent_name if of_agency else agency.name).upper(),
        agency=(agency.name if of_agency else DESK).upper(),
    )
    code = FormMark(code=f"Mẫu số {_number(kind, facts.circular)} ({CIRCULARS[facts.circular]})")
    return Paper(
        abbreviation="",
        heading=heading.upper(),
        letterhead=head,
        number=_numbered(kind, event) if kind in NUMBERED else None,
        subject="",
        place=agency.place_name,
        dated=event.date if event else None,
        blocks=blocks,
        recipients=("Như trên", DESK, "Lưu: VT") if of_agency else (),
        signature=_head_of(facts) if of_agency else None,
        form=facts.making.mark or code,
        size="A5" if kind in ON_A5 else "A4",
        barcode=_barcode(facts, kind),
        has_nation=True,
    )


def _head_of(facts: Facts) -> Signature:
    """Return the signature of what the head of the agency signs."""
    return Signature(title="Thủ trưởng cơ quan", name=facts.slip.signed_by if facts.slip else "", note=SEALED)


def _number(kind: str, circular: str) -> str:
    order = (queries.RECEIPT, queries.SUPPLEMENT, queries.REFUSAL, queries.APOLOGY, queries.STOP, queries.CONTROL)
    if circular == TT01 and kind == queries.CONTROL:
        return "05"
    return f"{order.index(kind) + 1:02}"


def _numbered(kind: str, event: DossierEvent | None) -> Number:
    told = event.number if event else ""
    number, slash, symbol = told.partition("/")
    if slash:
        return Number(number=number.strip(), symbol=symbol.strip())
    return Number(number=told.strip(), symbol=NUMBERED[kind])


def _barcode(facts: Facts, kind: str) -> str:
    """Return what the QR says: where the receipt's dossier is looked up, else the code of the dossier."""
    slip = facts.slip
    if slip is None:
        return ""
    if kind == queries.RECEIPT and slip.secret and facts.site:
        return facts.site + reverse("dossier_status", kwargs={"secret": slip.secret})
    return facts.code


def fields(*told: tuple[str, str, Text], long: Iterable[str] = (), columns: int = 1) -> Fields:
    """Return labelled values: key, label, value; `long` names those that get lines to be written on."""
    lines = set(long)
    found = (Field(key=key, label=label, value=value, is_long=key in lines) for key, label, value in told)
    return Fields(fields=tuple(found), columns=columns)
