"""Dates, times and numbers as an official writes them: 05/02/2026, 05/02/2026 09:12, 1.234,5."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def ngay(day: date | datetime | None) -> str:
    """Write a day as dd/mm/yyyy; a moment is first brought to Vietnamese time; nothing stays empty."""
    if day is None or day == "":
        return ""
    if isinstance(day, datetime):
        day = _local(day)
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def luc(moment: datetime | None) -> str:
    """Write a moment as dd/mm/yyyy HH:MM in Vietnamese time."""
    if moment is None or moment == "":
        return ""
    moment = _local(moment)
    return f"{ngay(moment.date())} {moment.hour:02}:{moment.minute:02}"


def so(number: float | Decimal | None, places: int | None = None) -> str:
    """Write a number as 1.234,5; `places` fixes the digits after the comma, without it trailing zeros go."""
    if number is None or number == "":
        return ""
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{exact:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text).translate(str.maketrans(",.", ".,"))


def co(size: int) -> str:
    """Write the size of a file: 812 B, 34 kB, 1,2 MB."""
    kilo = 1000
    if size < kilo:
        return f"{size} B"
    if size < kilo * kilo:
        return f"{so(size / kilo, 0)} kB"
    return f"{so(size / (kilo * kilo), 1)} MB"


def initials(name: str) -> str:
    """Return the first letters of the first and the last word: "Nguyễn Văn An" is NA."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _local(moment: datetime) -> datetime:
    return moment.astimezone(HANOI) if moment.tzinfo else moment
