"""How a reference to any record (type and uuid, no foreign key) becomes a title, a link and a state again.

Each area fills the registry once at start. Journal, attachments, approvals, work, search and links use this one pair.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from sotay.agency.actor import Actor
from sotay.agency.models import Agency


class Ref(NamedTuple):
    """A reference to any record: `subject_type` is the model's label in lower case, e.g. `agency.unit`."""

    type: str
    uuid: UUID


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """What an area tells about one of its tables."""

    model: type[Any]
    title: Callable[[Any], str]
    url_name: str
    url_kwargs: Callable[[Any], dict[str, Any]]
    visible: Callable[[QuerySet, Actor], QuerySet]
    state: Callable[[Any], str]
    label: Any
    related: tuple[str, ...] = ()
    rows: Callable[[Actor], QuerySet] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A record found again: what to call it and the parts of its page's address below the agency's own."""

    ref: Ref
    title: str
    state: str
    label: str
    url_name: str
    url_kwargs: dict[str, Any]


_kinds: dict[str, SubjectKind] = {}


def register(
    model: type[Any],
    *,
    url_name: str,
    url_kwargs: Callable[[Any], dict[str, Any]],
    label: Any,
    title: Callable[[Any], str] = str,
    visible: Callable[[QuerySet, Actor], QuerySet] = lambda rows, _viewer: rows,
    state: Callable[[Any], str] = lambda _record: "",
    related: tuple[str, ...] = (),
    rows: Callable[[Actor], QuerySet] | None = None,
) -> None:
    """Make a table's records known; `visible` narrows the rows of the agency to those the viewer may see.

    `rows` gives the viewer's rows of a table that belongs to no agency (people).

    `related` names foreign keys that `title` and `state` read, so that a page of references stays one query per table.
    """
    key = model._meta.label_lower
    if key in _kinds:
        message = f"{key} is registered twice"
        raise ValueError(message)
    _kinds[key] = SubjectKind(
        model=model,
        title=title,
        url_name=url_name,
        url_kwargs=url_kwargs,
        visible=visible,
        state=state,
        label=label,
        related=related,
        rows=rows,
    )


def kind_of(subject_type: str) -> SubjectKind | None:
    """Return what is known of a type; None for one that no area registered."""
    return _kinds.get(subject_type)


def kinds() -> dict[str, SubjectKind]:
    """Return every registered kind by its type."""
    return dict(_kinds)


def ref_of(record: Any) -> Ref:
    """Return the reference to a record."""
    return Ref(record._meta.label_lower, record.uuid)


def known(record: Any) -> Known:
    """Describe a record at hand."""
    return _describe(_kinds[record._meta.label_lower], record)


def resolve(refs: Iterable[Ref], *, viewer: Actor) -> dict[Ref, Known]:
    """Return the references the viewer may see, one query per type; the others are simply absent."""
    by_type: dict[str, set[UUID]] = defaultdict(set)
    for ref in refs:
        by_type[ref.type].add(ref.uuid)
    found: dict[Ref, Known] = {}
    for subject_type, uuids in by_type.items():
        if kind := _kinds.get(subject_type):
            for record in _rows(kind, viewer).filter(uuid__in=uuids):
                found[ref_of(record)] = _describe(kind, record)
    return found


def find(ref: Ref, *, viewer: Actor) -> Any | None:
    """Return the record itself when the viewer may see it, else None."""
    kind = _kinds.get(ref.type)
    return _rows(kind, viewer).filter(uuid=ref.uuid).first() if kind else None


def whoever_asks(refs: Iterable[Ref], *, agency: Agency) -> dict[Ref, Any]:
    """Return the records of an agency themselves, also those the person at work may not see; one query per type.

    For what holds of a record whoever asks, such as whether it changed; never to be shown.
    """
    by_type: dict[str, set[UUID]] = defaultdict(set)
    for ref in refs:
        by_type[ref.type].add(ref.uuid)
    found: dict[Ref, Any] = {}
    for subject_type, uuids in by_type.items():
        if kind := _kinds.get(subject_type):
            rows = kind.model._default_manager.filter(agency=agency, uuid__in=uuids)
            found |= {ref_of(one): one for one in rows.select_related(*kind.related)}
    return found


def rows_of(subject_type: str, *, viewer: Actor) -> QuerySet | None:
    """Return the records of a type the viewer may see, None for a type no area registered."""
    kind = _kinds.get(subject_type)
    return _rows(kind, viewer) if kind else None


def _rows(kind: SubjectKind, viewer: Actor) -> QuerySet:
    if kind.rows is not None:
        rows = kind.rows(viewer)
    else:
        rows = kind.model.objects.all()
        rows = rows.of(viewer) if hasattr(rows, "of") else rows.filter(pk=viewer.agency.pk)
    return kind.visible(rows.select_related(*kind.related) if kind.related else rows, viewer)


def _describe(kind: SubjectKind, record: Any) -> Known:
    return Known(
        ref=ref_of(record),
        title=kind.title(record),
        state=kind.state(record),
        label=str(kind.label),
        url_name=kind.url_name,
        url_kwargs=kind.url_kwargs(record),
    )
