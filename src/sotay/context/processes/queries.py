"""Reads of processes and of what flows between them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sotay.agency.actor import Actor
from sotay.agency.vietnamese import fold
from sotay.commands import NotFound
from sotay.context.processes.models import Flow, Process


def list_processes(*, viewer: Actor, on: date, kind: str = "", ended: bool = False) -> QuerySet[Process]:
    """Return the processes that stand on a day (or those that ended), in their order."""
    over = Q(ended_date__isnull=False, ended_date__lte=on)
    processes = Process.objects.of(viewer).select_related("owner_unit").filter(over if ended else ~over)
    return (processes.filter(kind=kind) if kind else processes).order_by("order", "code")


def with_words(processes: QuerySet[Process], words: str) -> QuerySet[Process]:
    """Keep the processes in whose code, name, input or output the words stand, marks and case aside."""
    wanted = fold(words)
    kept = [one.pk for one in processes if wanted in fold(f"{one.code} {one.name} {one.inputs} {one.outputs}")]
    return processes.filter(pk__in=kept)


def get_process(slug: str, *, viewer: Actor) -> Process:
    """Return one process of the viewer's agency by slug; NotFound hides those of others."""
    process = Process.objects.of(viewer).select_related("agency", "owner_unit").filter(slug=slug).first()
    if process is None:
        raise NotFound
    return process


def get_flow(uuid: UUID, *, viewer: Actor) -> Flow:
    """Return one flow of the viewer's agency; NotFound hides those of others."""
    flow = Flow.objects.of(viewer).select_related("agency", "source", "target").filter(uuid=uuid).first()
    if flow is None:
        raise NotFound
    return flow


def list_flows(*, viewer: Actor, on: date) -> QuerySet[Flow]:
    """Return what flows between processes that stand on a day, in the order of the processes."""
    flows = Flow.objects.of(viewer).select_related("source", "target")
    for end in ("source", "target"):
        flows = flows.exclude(**{f"{end}__ended_date__lte": on})
    return flows.order_by("source__order", "source__code", "target__order", "target__code")


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """What the page of a process shows."""

    process: Process
    flows_in: tuple[Any, ...]
    flows_out: tuple[Any, ...]


def get_process_page(slug: str, *, viewer: Actor) -> ProcessPage:
    """Return a process with what it receives and hands on."""
    process = get_process(slug, viewer=viewer)
    return ProcessPage(
        process=process,
        flows_in=tuple(process.flows_in.select_related("source").order_by("source__order", "source__code")),
        flows_out=tuple(process.flows_out.select_related("target").order_by("target__order", "target__code")),
    )
