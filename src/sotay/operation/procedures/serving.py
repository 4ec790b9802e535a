"""Which procedures in force serve a service, for the catalogue below; and which of them are told beside documents."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sotay.agency.actor import Actor
from sotay.context.models import Service
from sotay.context.services.serving import serving
from sotay.operation.procedures.models import ProcedureService
from sotay.pages import url_of
from sotay.support.documents.models import Kind
from sotay.support.documents.sight import visible
from sotay.support.models import Document
from sotay.ui.parts import Link


@serving
def procedures_of(services: Sequence[Service], viewer: Actor) -> Mapping[int, Sequence[Link]]:
    """Return the procedures in force the viewer may see, by the service they serve; two queries."""
    in_force = Document.objects.of(viewer).filter(kind=Kind.PROCEDURE, state=Document.State.IN_FORCE)
    links = ProcedureService.objects.filter(service__in=services, document__in=visible(in_force, viewer))
    found: dict[int, list[Link]] = defaultdict(list)
    for link in links.select_related("document__agency").order_by("document__code_sort", "document_id"):
        found[link.service_id].append(Link(label=str(link.document), url=url_of(link.document)))
    return found
