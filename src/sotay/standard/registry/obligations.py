"""Which function judges which obligation, and which acts of the journal make it worth judging again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sotay.standard.catalogue.obligations import obligations
from sotay.standard.catalogue.reading import CatalogueError

Judging = Callable[[Any], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Judge:
    """A function that judges one obligation for a batch of agencies, a period and a day (`standings.scope.Scope`)."""

    code: str
    judge: Judging
    watches: tuple[str, ...]

    def wakes_on(self, action: str) -> bool:
        """Return whether an act (`evaluation.audit.closed`) lies under what is watched (`evaluation.audit`)."""
        return any(action == watched or action.startswith(watched + ".") for watched in self.watches)


_judges: dict[str, Judge] = {}


def obligation(
    code: str,
    *,
    watches: Iterable[str],
    number: int | None = None,
    owed: str | None = None,
    per: str | None = None,
) -> Callable[[Judging], Judging]:
    """Register the function below as the judge of an obligation of the catalogue.

    `watches` names the acts of the journal that can change the answer, whole or by their first words. `number`, `owed`
    and `per` repeat the catalogue for the reader. An unknown code, one judged already, or a contradiction fails at start.
    """

    def register(judge: Judging) -> Judging:
        known = obligations().get(code)
        if known is None:
            message = f"the catalogue has no obligation {code!r}"
            raise CatalogueError(message)
        if code in _judges:
            message = f"{code} is judged by {_judges[code].judge.__qualname__} already"
            raise CatalogueError(message)
        said = {"number": number, "owed": owed, "per": per}
        if wrong := [key for key, value in said.items() if value is not None and getattr(known, key) != value]:
            message = f"{code} is declared with another {', '.join(wrong)} than in the catalogue"
            raise CatalogueError(message)
        _judges[code] = Judge(code=code, judge=judge, watches=tuple(watches))
        return judge

    return register


def judges() -> Mapping[str, Judge]:
    """Return every judge by the code of its obligation."""
    return MappingProxyType(_judges)


def woken_by(actions: Iterable[str]) -> frozenset[str]:
    """Return the codes of the obligations whose answer these acts can change."""
    happened = tuple(actions)
    return frozenset(code for code, judge in _judges.items() if any(judge.wakes_on(action) for action in happened))
