"""Parameters: values an agency may set for itself, each with a kind, a default and the basis of that default."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sotay.standard.catalogue.reading import CatalogueError, read, spoken
from sotay.standard.registry.kinds import KINDS, Choice, Kind


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter by its code; `default` is kept text of its kind, `local` marks the rule of one agency."""

    code: str
    kind: Kind
    default: str
    basis: str
    name: Callable[[], str]
    local: bool = False

    @property
    def title(self) -> str:
        """What it is called, in the language of the page."""
        return self.name()

    def value(self, kept: str | None) -> Any:
        """Return the value of a kept text, of the default when there is none."""
        return self.kind.value(self.default if kept is None else kept)


_known: dict[str, Parameter] = {}


def parameter(
    code: str,
    *,
    kind: Kind | type[Kind],
    default: str,
    basis: str,
    title: Any,
    local: bool = False,
) -> Parameter:
    """Make a parameter known and return it; a code known already or a default its kind refuses fails at start.

    `title` is a lazily translated text, or a function that says it.
    """
    if code in _known:
        message = f"parameter {code} is registered twice"
        raise CatalogueError(message)
    kind = kind() if isinstance(kind, type) else kind
    if kind.keep(default) != default:
        message = f"the default of {code} is kept as {kind.keep(default)!r}, not as {default!r}"
        raise CatalogueError(message)
    name = title if callable(title) and not isinstance(title, str) else lambda: str(title)
    _known[code] = Parameter(code=code, kind=kind, default=default, basis=basis, name=name, local=local)
    return _known[code]


def parameters() -> Mapping[str, Parameter]:
    """Return every parameter by code."""
    return MappingProxyType(_known)


def parameter_of(code: str) -> Parameter:
    """Return one parameter; LookupError for a code nobody registered."""
    return _known[code]


def _read_catalogue() -> None:
    for row in read("parameters.yaml")["parameters"]:
        kind = KINDS[row["kind"]]
        parameter(
            row["code"],
            kind=Choice(*row["options"]) if kind is Choice else kind,
            default=row["default"],
            basis=row["basis"],
            title=lambda row=row: spoken(row["vi"], row["en"]),
            local=row.get("local", False),
        )


_read_catalogue()
