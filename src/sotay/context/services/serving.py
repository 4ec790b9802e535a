"""What areas above tell about services: which procedures in force serve them.

    @serving
    def procedures_of(services, viewer):
        return {service.pk: [Link(label=…, url=…), …], …}

Every provider asks the database a constant number of times, whatever the number of services; it tells only what the
viewer may see. Services nobody serves are left out or stand with an empty list.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sotay.agency.actor import Actor
from sotay.context.services.models import Service
from sotay.ui.parts import Link

Provider = Callable[[Sequence[Service], Actor], Mapping[int, Sequence[Link]]]
_providers: list[Provider] = []


def serving(provider: Provider) -> Provider:
    """Register a function `(services, viewer)` that returns, by the pk of a service, the links to what serves it in force."""
    _providers.append(provider)
    return provider


def is_told() -> bool:
    """Return whether anybody can tell; while nobody can, a page says nothing of it rather than "none"."""
    return bool(_providers)


def served_by(services: Iterable[Service], viewer: Actor) -> dict[int, list[Link]]:
    """Return, by the pk of a service, the links to the procedures in force that serve it; every service asked has an entry."""
    asked = list(services)
    found: dict[int, list[Link]] = {service.pk: [] for service in asked}
    for provider in _providers if asked else ():
        for pk, links in provider(asked, viewer).items():
            if pk in found:
                found[pk] += links
    return found
