"""Who administers: stricter rules hold for them (QCVN 12:2026/BCA)."""

from datetime import date

from sotay.agency.models import Seat, User


def is_administrator(user: User, *, on: date) -> bool:
    """Return whether a person administers the installation or, by a seat held on the day, an agency."""
    return user.is_superuser or Seat.objects.filter(user=user, role=Seat.Role.ADMINISTRATOR).in_force(on).exists()
