"""Services as rows that can be imported again: one for each way of handing in and each limit as printed."""

from collections.abc import Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.context.services.content import CHANNEL_WORDS, Printed
from sotay.context.services.models import Service
from sotay.context.services.queries import contents_of, list_services

BATCH = 200
LEVEL_WORDS = {
    "MINISTRY": "Cấp Bộ",
    "PROVINCE": "Cấp Tỉnh",
    "DISTRICT": "Cấp Huyện",
    "COMMUNE": "Cấp Xã",
    "OTHER": "Cơ quan khác",
}
PLAIN = (
    "code",
    "name",
    "decision",
    "kind",
    "field",
    "authority",
    "fees",
    "papers_count",
    "result",
    "conditions",
    "address",
)


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the whole catalogue by the columns of the import, the rows of a service one behind another."""
    services = list_services(viewer=viewer).prefetch_related("papers", "bases__law", "changes")
    batch: list[Service] = []
    for service in services.iterator(chunk_size=BATCH):
        batch.append(service)
        if len(batch) == BATCH:
            yield from _rows(batch)
            batch = []
    yield from _rows(batch)


def _rows(services: list[Service]) -> Iterator[dict[str, Any]]:
    contents = contents_of(services, prefetched=True)
    for service in services:
        content = contents[service.pk]
        same = {name: getattr(content, name) for name in PLAIN}
        by = [one for one in service.changes.all() if one.decision == service.decision and one.decision_date]
        same |= {
            "levels": content.levels_text or ", ".join(LEVEL_WORDS[one] for one in content.levels),
            "unit": service.unit.code if service.unit else "",
            "decision_date": by[0].decision_date if by else None,
            "effective_date": by[0].effective_date if by else None,
            "papers": content.said("papers"),
            "bases": "; ".join(content.bases),
        }
        told = {one.channel for one in content.limits}
        bare = [Printed(channel, "") for channel in content.channels if channel not in told]
        for printed in (*content.limits, *bare) or (Printed("", ""),):
            channel = CHANNEL_WORDS[Service.Channel(printed.channel)] if printed.channel else ""
            yield same | {"channel": channel, "limit": printed.text}
