"""Classes of records as rows that can be imported again."""

from collections.abc import Iterable, Iterator
from typing import Any

from sotay.agency.actor import Actor
from sotay.support.records.classes.queries import list_classes
from sotay.support.records.models import RecordClass


def records(classes: Iterable[RecordClass]) -> Iterator[dict[str, Any]]:
    """Yield classes by the columns of the import."""
    for one in classes:
        yield {
            "code": one.code,
            "title": one.title,
            "retention": one.retention,
            "heading": one.heading,
            "start": one.get_start_display(),
            "disposal": one.get_disposal_display(),
            "basis": one.basis,
            "clauses": one.clauses,
        }


def rows(viewer: Actor) -> Iterator[dict[str, Any]]:
    """Yield the classes in use."""
    return records(list_classes(viewer=viewer))
