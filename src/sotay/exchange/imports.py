"""The registry of what can be imported, and how one file is tried out or taken: all of it or nothing.

An area registers a kind once, in a module its `apps.py: ready()` reads:

    imports.register(
        imports.Import(
            kind="units", label=_("Đơn vị"), permission="organisation.manage_units",
            columns=columns, apply=apply, examples=(example,),
        )
    )

`apply(rows, *, agency, actor, on, sha256)` gets parsed rows. A kind that is no table has `read(data, *, name)`, which
raises FileProblem or RowsRefused, and `apply(what_was_read, *, agency, actor, on, source)`. Both return Applied. A kind
too large to be held has `stream(file, *, agency, actor, on, source, options)`: it reads the open file itself and returns
an Outcome; `options` are what was chosen for the run, plain data.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.blobs.kinds import recognise
from sotay.blobs.models import Blob
from sotay.commands import Refused, may
from sotay.exchange.columns import Column, Problem, parse_rows, words_of
from sotay.exchange.grids import LIMITS
from sotay.exchange.outcome import Applied, Outcome, Place, RowsRefused, flag_of, place, refused
from sotay.exchange.reading import FileProblem, read

Words = str | Promise

TABLE_ENDINGS = (".xlsx", ".xls", ".csv", ".json")


@dataclass(frozen=True, slots=True)
class Source:
    """The file an import comes from; `blob` is None while it is only tried out on the command line."""

    name: str
    sha256: str
    blob: Blob | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A kind of import as an area registered it.

    `endings` are those of the files it reads. `size_of` counts what was read. `page` is the URL name of a page of the
    area's own that takes such files; without it the common page does; `after` that of the page where it goes on,
    `choose` that of the page that has it said how the file of a run is read, `bad_rows` that of the page that gives its rows
    with errors. `limit` is
    the most bytes taken, `tell` gives the media type of files of another kind, `folder` makes one file of a folder.
    `keeps_file` is False for files that name citizens: the bytes go when the run is over, at the latest after
    `runs/files.py: DAYS_KEPT`; hash and counts stay.
    """

    kind: str
    label: Words
    permission: str
    apply: Callable[..., Applied] | None = None
    columns: Sequence[Column] = ()
    examples: Sequence[Mapping[str, Any]] = ()
    hint: Words = ""
    read: Callable[..., Any] | None = None
    stream: Callable[..., Outcome] | None = None
    size_of: Callable[[Any], int] = len
    flags_of: Callable[[Any], Iterable[Mapping[str, str]]] = lambda _read: ()
    endings: Sequence[str] = TABLE_ENDINGS
    page: str = ""
    after: str = ""
    choose: str = ""
    bad_rows: str = ""
    keeps_file: bool = True
    limit: int = LIMITS.size
    tell: Callable[..., str] = recognise
    folder: Callable[[Path], bytes] | None = None


_imports: dict[str, Import] = {}


def register(one: Import) -> None:
    """Make a kind of import known."""
    if one.kind in _imports:
        message = f"imports of {one.kind!r} are registered twice"
        raise ValueError(message)
    if [bool(one.columns), bool(one.read), bool(one.stream)].count(True) != 1 or bool(one.stream) == bool(one.apply):
        message = f"the import of {one.kind!r} has columns or a reader of its own to apply, or streams: one of these"
        raise ValueError(message)
    if not one.keeps_file and one.stream is None:
        message = f"the import of {one.kind!r} keeps no file, so it has to read the open file: it streams"
        raise ValueError(message)
    _imports[one.kind] = one


def find(kind: str) -> Import | None:
    """Return a kind of import, None when no area registered it."""
    return _imports.get(kind)


def kinds() -> tuple[Import, ...]:
    """Return every kind, in the order of registration."""
    return tuple(_imports.values())


def open_to(viewer: Actor) -> tuple[Import, ...]:
    """Return the kinds the viewer may import."""
    return tuple(one for one in _imports.values() if may(viewer, one.permission))


def attempt(
    kind: Import,
    data: bytes | BinaryIO,
    *,
    source: Source,
    agency: Agency,
    actor: Actor,
    on: date,
    dry_run: bool,
    options: Mapping[str, Any] | None = None,
) -> Outcome:
    """Take a file, all or nothing, or with `dry_run` do just the same and undo it; return what came of it.

    Nothing that stands in a file is raised: it is an error of the outcome. PermissionDenied rises.
    """
    about: dict[str, Any] = {"agency": agency, "actor": actor, "on": on}
    if kind.stream is not None:
        file = BytesIO(data) if isinstance(data, bytes) else data
        return _streamed(kind.stream, file, source=source, options=options or {}, dry_run=dry_run, **about)
    try:
        what_was_read, reading = _read(kind, data if isinstance(data, bytes) else data.read(), name=source.name)
    except FileProblem as problem:
        return refused(place(source.name, problem.what, problem.mend))
    except RowsRefused as refusal:
        return _as_refused(refusal, source.name)
    if reading.errors:
        return reading
    try:
        with transaction.atomic():
            more: dict[str, Any] = {"source": source} if kind.read else {"sha256": source.sha256}
            applied = kind.apply(what_was_read, **about, **more)  # type: ignore[misc]  # `register` saw to it
            if dry_run:
                transaction.set_rollback(True)
    except Refused as refusal:
        return _as_refused(refusal, source.name)
    return reading.with_applied(applied)


def _streamed(stream: Callable[..., Outcome], file: BinaryIO, *, source: Source, dry_run: bool, **more: Any) -> Outcome:
    """Let a kind read an open file itself; what it wrote stays only where nothing refuses the file."""
    try:
        with transaction.atomic():
            outcome = stream(file, source=source, **more)
            if dry_run or not outcome.ok:
                transaction.set_rollback(True)
    except FileProblem as problem:
        return refused(place(source.name, problem.what, problem.mend))
    except Refused as refusal:
        return _as_refused(refusal, source.name)
    return outcome


def permitted(kind: Import, actor: Actor) -> bool:
    """Return whether the actor may import this kind."""
    return may(actor, kind.permission)


def require_permission(kind: Import, actor: Actor) -> None:
    """Raise PermissionDenied unless the actor may import this kind."""
    if not permitted(kind, actor):
        raise PermissionDenied(kind.permission)


def _read(kind: Import, data: bytes, *, name: str) -> tuple[Any, Outcome]:
    """Return what stands in the file and what there is to say about the reading of it."""
    if kind.read is not None:
        own = kind.read(data, name=name)
        return own, Outcome(rows=kind.size_of(own), flagged=tuple(kind.flags_of(own)))
    parsed = parse_rows(read(data, name=name, words=words_of(kind.columns)), kind.columns)
    return parsed.rows, Outcome(
        rows=len(parsed.rows),
        flagged=tuple(flag_of(one) for one in parsed.flags),
        errors=_named(parsed.problems, name),
        notes=(
            *(place(note.where, note.what) for note in parsed.notes),
            *(place(heading, _("Cột này không được đọc.")) for heading in parsed.ignored),
        ),
    )


def _as_refused(refusal: Refused, name: str) -> Outcome:
    if isinstance(refusal, RowsRefused):
        return refused(*_named(refusal.problems, name))
    return refused(*(place(name, reason.text) for reason in refusal.reasons))


def _named(problems: Iterable[Problem], name: str) -> tuple[Place, ...]:
    """Return problems in words; one of the file as a whole stands at the file."""
    return tuple({**one.as_dict(), "where": one.where or name} for one in problems)
