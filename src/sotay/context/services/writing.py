"""How a `Content` becomes rows: the columns of a service, and its limits, papers and bases written anew in sets."""

from collections.abc import Iterable

from sotay.context.services.content import KEPT, Content, key_of
from sotay.context.services.limits import read_limits
from sotay.context.services.models import Service, ServiceBasis, ServiceChange, ServiceLimit, ServicePaper
from sotay.context.services.queries import laws_named


def put_content(service: Service, content: Content, *, dated: bool) -> None:
    """Put what is printed on a service, with its key and its flags; its parts are written by `write_parts`."""
    service.code, service.key = content.code, key_of(content.code)
    for name in KEPT:
        value = getattr(content, name)
        setattr(service, name, list(value) if isinstance(value, tuple) else value)
    service.flags = content.flags(dated=dated)


def carried(service: Service) -> bool:
    """Return whether the day of the decision a service stands by is known."""
    by = ServiceChange.objects.filter(service=service, decision=service.decision, decision_date__isnull=False)
    return by.exists()


def write_parts(written: Iterable[tuple[Service, Content]]) -> None:
    """Write limits, papers and bases of services anew, and link what they name to the register of laws.

    All services are of one agency and saved. A fixed number of statements, whatever their number.
    """
    pairs = list(written)
    if not pairs:
        return
    services = [service for service, _content in pairs]
    agency = services[0].agency
    texts = {text for _service, content in pairs for text in (*content.bases, content.decision)}
    laws = laws_named(sorted(texts), agency_id=agency.pk)
    for model in (ServiceLimit, ServicePaper, ServiceBasis):
        model.objects.filter(agency=agency, service__in=services).delete()
    ServiceLimit.objects.bulk_create(limit for service, content in pairs for limit in _limits(service, content))
    ServicePaper.objects.bulk_create(
        ServicePaper(
            agency=agency,
            service=service,
            position=position,
            name=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            note=paper.note,
        )
        for service, content in pairs
        for position, paper in enumerate(content.papers, start=1)
    )
    ServiceBasis.objects.bulk_create(
        ServiceBasis(agency=agency, service=service, law=laws.get(text), text=text)
        for service, content in pairs
        for text in content.bases
    )
    for service, content in pairs:
        service.decision_law = laws.get(content.decision)
    Service.objects.bulk_update(services, ["decision_law"])


def _limits(service: Service, content: Content) -> Iterable[ServiceLimit]:
    """Yield a row for each limit read from a printed text, and one without a number for a text that says none."""
    position = 0
    for printed in content.limits:
        read = read_limits(printed.text)
        for limit in read.limits or (None,):
            position += 1
            yield ServiceLimit(
                agency=service.agency,
                service=service,
                position=position,
                channel=printed.channel,
                text=printed.text,
                value=limit.value if limit else None,
                unit=limit.unit if limit else "",
                condition=limit.condition if limit else "",
            )
