"""The registry of what floors above tell beside a dossier, which takes neither files nor remarks of its own (law 7.3).

    @beside_dossier("operation.outputs")
    def outputs_beside(dossier, *, viewer):
        return Side(title=_("Đầu ra không phù hợp"), lines=[…], action=Link(label=…, url=…))

A part asks the database a constant number of times and is read by members alone; one that returns None does not appear.
"""

from collections.abc import Callable

from sotay.agency.actor import Actor
from sotay.attachments.sides import Side
from sotay.operation.dossiers.models import Dossier

Tell = Callable[..., Side | None]
_parts: dict[str, Tell] = {}


def beside_dossier(key: str) -> Callable[[Tell], Tell]:
    """Register a function `(dossier, *, viewer)`; a key registered already fails at start."""

    def register(tell: Tell) -> Tell:
        if key in _parts:
            message = f"the part {key!r} beside dossiers is registered twice"
            raise ValueError(message)
        _parts[key] = tell
        return tell

    return register


def sides_of(dossier: Dossier, *, viewer: Actor) -> list[Side]:
    """Return what is told beside a dossier, in the order it was registered."""
    if not viewer.is_member:
        return []
    told = (tell(dossier, viewer=viewer) for tell in _parts.values())
    return [one for one in told if one is not None]
