"""Gates: before something is done to a record, every area may give reasons against it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sotay.commands import Reason
from sotay.standard.catalogue.reading import CatalogueError

Bar = Callable[[Any], Iterable[Reason]]

_declared: set[str] = set()
_bars: dict[str, list[Bar]] = defaultdict(list)


def declare_gate(name: str) -> str:
    """Make a gate known (`document.withdraw`); done once by the feature whose command asks it."""
    if name in _declared:
        message = f"gate {name} is declared twice"
        raise CatalogueError(message)
    _declared.add(name)
    return name


def bars(name: str) -> Callable[[Bar], Bar]:
    """Register the function below: it gets the record and yields the reasons its area has against it."""

    def register(bar: Bar) -> Bar:
        _bars[name].append(bar)
        return bar

    return register


def gate(name: str, subject: Any) -> Iterator[Reason]:
    """Yield the reasons of every area against doing this to the record; LookupError for a gate nobody declared."""
    if name not in _declared:
        message = f"gate {name!r} is not declared"
        raise LookupError(message)
    for bar in _bars[name]:
        yield from bar(subject)


def undeclared() -> frozenset[str]:
    """Return the gates that are barred but that no feature asks: a slip in a name."""
    return frozenset(_bars) - _declared
