"""Who issues and who signs, as it stands on paper: letterheads of the agency and its units; lines above a name.

Titles are the seats' own (practice.md 1.3); prefixes by NĐ 30/2020/NĐ-CP, phụ lục I, mục II, 7a.
"""

from datetime import date
from typing import Final

from sotay.agency.models import Agency, Seat, Unit
from sotay.papers.model import Letterhead, Number, Signature

Role: Final = Seat.Role
HEAD_TITLE: Final = {
    Agency.Kind.MINISTRY: "Bộ trưởng",
    Agency.Kind.PROVINCE: "Chủ tịch",
    Agency.Kind.COMMUNE: "Chủ tịch",
    Agency.Kind.BRANCH: "Chi cục trưởng",
}
"""What the head is called where the seat bears no title of its own; elsewhere Giám đốc."""


def letterhead(agency: Agency) -> Letterhead:
    """Return the letterhead of the agency: the body above it, if any, and its name."""
    return Letterhead(parent=agency.parent_name, agency=agency.name)


def letterhead_of_unit(unit: Unit) -> Letterhead:
    """Return the letterhead of a paper of a unit, under the agency's name."""
    return Letterhead(parent=unit.agency.name, agency=unit.name)


def symbol(agency: Agency, abbreviation: str, *, unit: Unit | None = None) -> Number:
    """Return the symbol without a number yet: QĐ-STTTT; of a letter the agency and the unit that drafts it: STTTT-VP."""
    if abbreviation in {"", "CV"}:
        parts = [agency.letter_code, unit.code if unit else ""]
    else:
        parts = [abbreviation, agency.letter_code]
    return Number(symbol="-".join(part for part in parts if part))


def head_title(agency: Agency, on: date) -> str:
    """Return what the head of the agency is called on a day."""
    seat = Seat.objects.filter(agency=agency).in_force(on).in_role(Role.HEAD).order_by("from_date").last()
    return (seat.title if seat else "") or HEAD_TITLE.get(Agency.Kind(agency.kind), "Giám đốc")


def signers(agency: Agency, on: date) -> list[Seat]:
    """Return the seats that can sign for the agency on a day: the head, deputies, heads of units; the head first."""
    seats = Seat.objects.filter(agency=agency).in_force(on)
    found = seats.in_role(Role.HEAD, Role.DEPUTY_HEAD, Role.UNIT_HEAD).select_related("user", "unit", "agency")
    order = (Role.HEAD, Role.DEPUTY_HEAD, Role.UNIT_HEAD)
    return sorted(found, key=lambda seat: (order.index(Role(seat.role)), seat.pk))


def signature_of_head(agency: Agency, on: date) -> Signature:
    """Return the signature of whoever heads the agency on a day, deputies in charge counted; without a name where nobody does."""
    seats = Seat.objects.filter(agency=agency).in_force(on).counting_as(Role.HEAD).select_related("user")
    seat = seats.order_by("-role", "pk").first()
    return signature_of(seat, head=head_title(agency, on)) if seat else Signature(title=head_title(agency, on))


def signature_of(seat: Seat, *, head: str) -> Signature:
    """Return how the holder of a seat signs for the agency; `head` is what its head is called (`head_title`)."""
    name = seat.user.full_name
    title = seat.title or (head if seat.role == Role.HEAD else str(Role(seat.role).label))
    if seat.role == Role.HEAD:
        acting = seat.manner == Seat.Manner.ACTING
        return Signature(title=title.removeprefix("Q. "), name=name, prefix="Q." if acting else "")
    if seat.role == Role.DEPUTY_HEAD and seat.manner == Seat.Manner.IN_CHARGE:
        return Signature(title=f"{title} phụ trách", name=name)
    if seat.role == Role.DEPUTY_HEAD and seat.manner == Seat.Manner.ACTING:
        return Signature(title=head, name=name, prefix="Q.")
    return Signature(title=title, name=name, prefix="KT." if seat.role == Role.DEPUTY_HEAD else "TL.", of=head)


def signature_of_committee(agency: Agency, on: date) -> Signature:
    """Return the signature for the committee (TM. Ban Chỉ đạo): its head, without a name where the seat is empty."""
    seats = Seat.objects.filter(agency=agency).in_force(on).in_role(Role.COMMITTEE_HEAD).select_related("user")
    seat = seats.order_by("from_date").last()
    return Signature(
        title="Trưởng ban", name=seat.user.full_name if seat else "", prefix="TM.", of=agency.committee_name
    )


def signature_of_role(agency: Agency, role: str, on: date, *, title: str = "", unit: Unit | None = None) -> Signature:
    """Return a signature line within a paper or form, for the holder of a role (in a unit); without a name for an empty seat."""
    seats = Seat.objects.filter(agency=agency).in_force(on).counting_as(role).select_related("user")
    if unit is not None:
        seats = seats.filter(unit=unit)
    seat = seats.order_by("from_date").last()
    said = title or (seat.title if seat else "") or str(Role(role).label)
    return Signature(title=said, name=seat.user.full_name if seat else "", note="Ký, ghi rõ họ tên")
