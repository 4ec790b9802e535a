"""Beside a procedure: its steps and the services it serves; beside one of its revisions: the steps of that one."""

from typing import Any

from django.db.models import Count, Exists
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.attachments.sides import Side, side
from sotay.commands import may
from sotay.operation.procedures.commands import MAY
from sotay.operation.procedures.guards import why_not_agree, why_not_write_steps
from sotay.operation.procedures.models import ProcedureService, Variant
from sotay.operation.tabs import address
from sotay.pages import url_of
from sotay.support.documents.models import Kind
from sotay.support.documents.sight import visible_revisions
from sotay.support.models import Document, Revision
from sotay.ui.parts import Link

SHOWN = 8
"""How many services are named."""


def _revisions_of(record: Any, viewer: Actor) -> Any:
    """Return the revisions whose steps are told beside a record: itself, or those of a document still in use."""
    if isinstance(record, Revision):
        return Revision.objects.filter(pk=record.pk)
    if not isinstance(record, Document):
        return Revision.objects.none()
    states = [Revision.State.IN_FORCE, *Revision.PREPARED]
    return visible_revisions(Revision.objects.filter(document=record, state__in=states), viewer)


def _steps_of(record: Any, viewer: Actor) -> Exists:
    return Exists(Variant.objects.filter(revision__in=_revisions_of(record, viewer)))


def _services_of(record: Any, _viewer: Actor) -> Exists:
    served = ProcedureService.objects
    return Exists(served.filter(document=record) if isinstance(record, Document) else served.none())


@side("operation.steps", order=1, exists=_steps_of)
def steps_of(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell how many cases and steps the revisions of a procedure have, and lead to them."""
    document = record.document if isinstance(record, Revision) else record
    if not isinstance(document, Document) or document.kind != Kind.PROCEDURE:
        return None
    rows = _revisions_of(record, viewer).annotate(
        cases=Count("variants", distinct=True), steps=Count("variants__steps", distinct=True)
    )
    revisions = list(rows.order_by("order"))
    lines = [_line(one, viewer) for one in revisions if one.cases] if there else []
    draft = next((one for one in revisions if one.state == Revision.State.DRAFT), None)
    action = None
    if draft is not None and may(viewer, MAY, document):
        draft.document = document
        if not any(why_not_write_steps(draft)):
            action = Link(label=_("Soạn các bước"), url=address(viewer, "procedure_steps", slug=draft.slug))
    if not lines and action is None and not viewer.is_member:
        return None
    return Side(title=_("Các bước của quy trình"), lines=lines, none=_("Chưa ghi các bước."), action=action)


def _line(revision: Any, viewer: Actor) -> Link:
    words = _("%(cases)s, %(steps)s") % {
        "cases": ngettext("%d trường hợp", "%d trường hợp", revision.cases) % revision.cases,
        "steps": ngettext("%d bước", "%d bước", revision.steps) % revision.steps,
    }
    note = str(revision.get_state_display()).lower()
    return Link(label=words, url=address(viewer, "procedure_steps", slug=revision.slug), note=note)


@side("operation.services", order=3, exists=_services_of)
def services_of(record: Any, *, viewer: Actor, there: bool) -> Side | None:
    """Tell which services a procedure serves."""
    if not isinstance(record, Document) or record.kind != Kind.PROCEDURE:
        return None
    lines = []
    if there:
        links = list(record.serves.select_related("service__agency").order_by("service__code"))
        lines = [Link(label=str(one.service), url=url_of(one.service)) for one in links[:SHOWN]]
        if (more := len(links) - SHOWN) > 0:
            lines.append(Link(label=_("và %d thủ tục khác") % more, url=address(viewer, "service_coverage")))
    action = None
    if may(viewer, MAY, record) and not any(why_not_agree(record)):
        action = Link(label=_("Chọn thủ tục hành chính"), url=address(viewer, "procedure_services", slug=record.slug))
    return Side(
        title=_("Thủ tục hành chính"), lines=lines, none=_("Chưa ghi quy trình phục vụ thủ tục nào."), action=action
    )
