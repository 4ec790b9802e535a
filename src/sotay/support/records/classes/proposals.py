"""The retention Sotay proposes (`proposals.yaml`), told apart from what the agency decided by its basis."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from sotay.support.records.models import RecordClass


@dataclass(frozen=True, slots=True)
class Proposal:
    """A class of records as it is proposed; `years` None for ever."""

    code: str
    heading: str
    title: str
    years: int | None
    start: str
    disposal: str
    clauses: str
    basis: str


@cache
def proposals() -> Sequence[Proposal]:
    """Return the classes Sotay proposes, in order."""
    read = yaml.safe_load(files(__package__).joinpath("proposals.yaml").read_text("utf-8"))
    usual = {"start": RecordClass.Start.WORK_ENDED, "disposal": RecordClass.Disposal.DESTROY, "basis": read["basis"]}
    return tuple(Proposal(**usual | row) for row in read["classes"])


def is_proposed(one: RecordClass) -> bool:
    """Return whether the retention of a class is still a proposal nobody decided on."""
    return one.basis == proposals()[0].basis
