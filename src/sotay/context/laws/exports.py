"""Legal documents as records that can be imported again."""

from collections.abc import Iterable, Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.context.laws.clean import PLAIN
from sotay.context.laws.models import Law
from sotay.context.laws.queries import list_laws
from sotay.context.laws.same_number import told

BATCH = 500


def records(laws: Iterable[Law]) -> Iterator[dict[str, Any]]:
    """Yield the laws by the columns of the import; those they replace by their numbers."""
    for law in laws:
        old = [told(pair.old) for pair in law.replaces.all() if pair.manner == pair.Manner.WHOLE]
        yield {name: getattr(law, name) for name in PLAIN} | {"replaces": "; ".join(old)}


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the whole register."""
    laws = list_laws(viewer=viewer).prefetch_related("replaces__old")
    return records(laws.iterator(chunk_size=BATCH))
