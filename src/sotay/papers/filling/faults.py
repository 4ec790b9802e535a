"""What can be wrong with a template, and the fields there are; read without the library that fills them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template: a code, what it is about, and the known word nearest to it."""

    code: str
    what: str = ""
    near: str = ""


class Faulty(Exception):  # noqa: N818
    """Raised where a template says more than it may."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Known:
    """The fields there are: texts, and lists with their columns (none for a list of lines)."""

    texts: frozenset[str]
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Every name."""
        return sorted({*self.texts, *self.lists})
