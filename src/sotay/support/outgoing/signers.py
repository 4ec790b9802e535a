"""Which seats sign outgoing papers, and how each signs: for the agency, for its committee, or for its ISO team."""

from datetime import date
from typing import Final

from sotay.agency.models import Agency, Seat
from sotay.papers import authority
from sotay.papers.model import Signature

Role: Final = Seat.Role
OF_COMMITTEE: Final = (Role.COMMITTEE_HEAD, Role.COMMITTEE_DEPUTY)
OF_TEAM: Final = (Role.SECRETARY,)
TEAM: Final = "Tổ công tác ISO"
"""On whose behalf the secretary signs what the team reports to the committee (công văn 262/SLĐTBXH-VP mục 6)."""
HEAD_OF_COMMITTEE: Final = "Trưởng ban"
DEPUTY_OF_COMMITTEE: Final = "Phó Trưởng ban"


def signing_seats(agency: Agency, on: date) -> list[Seat]:
    """Return the seats that can sign on a day: the head, deputies, heads of units, then the committee's and the secretary's."""
    committee = Seat.objects.filter(agency=agency).in_force(on).in_role(*OF_COMMITTEE, *OF_TEAM)
    found = committee.select_related("user", "unit", "agency").order_by("pk")
    return [
        *authority.signers(agency, on),
        *sorted(found, key=lambda seat: (*OF_COMMITTEE, *OF_TEAM).index(Role(seat.role))),
    ]


def signature_of(seat: Seat, *, on: date) -> Signature:
    """Return how a seat signs a paper (NĐ 30/2020/NĐ-CP, phụ lục I, mục II, 7a)."""
    if seat.role == Role.COMMITTEE_HEAD:
        title = seat.title or HEAD_OF_COMMITTEE
        return Signature(title=title, name=seat.user.full_name, prefix="TM.", of=seat.agency.committee_name)
    if seat.role == Role.COMMITTEE_DEPUTY:
        title = seat.title or DEPUTY_OF_COMMITTEE
        return Signature(title=title, name=seat.user.full_name, prefix="KT.", of=HEAD_OF_COMMITTEE)
    if seat.role in OF_TEAM:
        title = seat.title or str(Role(seat.role).label)
        return Signature(title=title, name=seat.user.full_name, prefix="TM.", of=TEAM)
    return authority.signature_of(seat, head=authority.head_title(seat.agency, on))


def proposed_seat(agency: Agency, signature: Signature | None, *, on: date) -> Seat | None:
    """Return the seat whose signature a form proposes, None where it names nobody who holds one."""
    if signature is None or not signature.name:
        return None
    named = [seat for seat in signing_seats(agency, on) if seat.user.full_name == signature.name]
    alike = [seat for seat in named if signature_of(seat, on=on).lines == signature.lines]
    return next(iter([*alike, *named]), None)
