"""Reads of parameter values."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.commands import NotFound
from sotay.standard.parameters.models import ParameterValue
from sotay.standard.registry.parameters import Parameter, parameter_of, parameters


class Values:
    """The parameters of a batch of agencies by day, read in one query."""

    def __init__(self, rows: Iterable[tuple[int, str, date, str]]) -> None:
        """Take (agency, code, valid from, kept text), in any order."""
        self._days: dict[tuple[int, str], list[date]] = defaultdict(list)
        self._kept: dict[tuple[int, str], list[str]] = defaultdict(list)
        for agency_id, code, day, kept in sorted(rows):
            self._days[agency_id, code].append(day)
            self._kept[agency_id, code].append(kept)
        self._set = frozenset(code for _agency_id, code in self._days)

    def has_own(self, agency_id: int, code: str) -> bool:
        """Return whether the agency ever set this parameter."""
        return code in self._set and (agency_id, code) in self._days

    def kept(self, agency_id: int, code: str, on: date) -> str:
        """Return the kept text valid on a day: the agency's latest, else the default."""
        if self.has_own(agency_id, code):
            place = bisect_right(self._days[agency_id, code], on)
            if place:
                return self._kept[agency_id, code][place - 1]
        return parameter_of(code).default

    def value(self, agency_id: int, code: str, on: date) -> Any:
        """Return the value valid on a day."""
        return parameter_of(code).kind.value(self.kept(agency_id, code, on))


def values_of(agency_ids: Iterable[int]) -> Values:
    """Return the parameters of these agencies, all days, in one query."""
    rows = ParameterValue.objects.filter(agency_id__in=list(agency_ids))
    return Values(rows.values_list("agency_id", "code", "valid_from_date", "value"))


def value_of(agency_id: int, code: str, *, on: date) -> Any:
    """Return the value of one parameter for one agency on a day."""
    return values_of([agency_id]).value(agency_id, code, on)


def list_history(codes: Iterable[str], *, viewer: Actor) -> QuerySet[ParameterValue]:
    """Return what the agency set these parameters to, newest first."""
    return ParameterValue.objects.of(viewer).filter(code__in=list(codes)).order_by("code", "-valid_from_date")


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter with the value that holds on a day and what it was set to before."""

    parameter: Parameter
    shown: str
    is_own: bool
    history: tuple[ParameterValue, ...]

    @property
    def default(self) -> str:
        """The default as pages show it."""
        return self.parameter.kind.show(self.parameter.default)


def list_parameters(codes: Iterable[str], *, viewer: Actor, on: date) -> tuple[ParameterRow, ...]:
    """Return these parameters with their values on a day and their histories, in two queries."""
    codes = list(codes)
    values = values_of([viewer.agency.pk])
    histories: dict[str, list[ParameterValue]] = {code: [] for code in codes}
    for row in list_history(codes, viewer=viewer):
        histories[row.code].append(row)
    return tuple(
        ParameterRow(
            parameter=parameter_of(code),
            shown=parameter_of(code).kind.show(values.kept(viewer.agency.pk, code, on)),
            is_own=values.has_own(viewer.agency.pk, code),
            history=tuple(histories[code]),
        )
        for code in codes
    )


def get_parameter(code: str, *, viewer: Actor, on: date) -> ParameterRow:
    """Return one parameter with its value and history; NotFound for a code nobody registered."""
    if code not in parameters():
        raise NotFound
    (row,) = list_parameters([code], viewer=viewer, on=on)
    return row
