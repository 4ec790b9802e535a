"""Which numbers of a series were given in a year: the next one, and the gaps between them."""

from collections.abc import Iterable

from django.db.models import Max

from sotay.support.outgoing.models import NumberSeries, OutgoingPaper


def next_number(series: NumberSeries, year: int) -> int:
    """Return the next number of a series in a year: one run from 01 on 1 January (Điều 15)."""
    given = OutgoingPaper.objects.filter(series=series, number_year=year)
    return (given.aggregate(last=Max("number"))["last"] or 0) + 1


def gaps(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the numbers nobody has, below the highest, as spans (first, last)."""
    found, expected = [], 1
    for number in sorted(set(numbers)):
        if number > expected:
            found.append((expected, number - 1))
        expected = number + 1
    return found
