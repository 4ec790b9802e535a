"""Writes of lists into the register, in sets, and of sources: how the lists of a one-stop system are read."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, Reason, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.operation.dossiers.lists import sets, staging
from sotay.operation.dossiers.lists.words import BY_KEY, missing
from sotay.operation.dossiers.models import Dossier, DossierSource
from sotay.operation.dossiers.tallies import recount
from sotay.search import index

SEARCHED = 500
"""Dossiers of a list up to which they are put into the search at once; the register finds the others by their code."""


@command
def write_list(agency: Agency, *, actor: Actor, sha256: str, told: DossierSource | None, counts: dict[str, Any]) -> Any:
    """Write what the lines beside the register come to, those with errors left out; their tallies are counted anew."""
    require(actor, "operation.import_dossiers", agency)
    if not counts["created"] and not counts["updated"]:
        return UNCHANGED
    within = {"agency": agency.pk, "source": told.pk if told else None}
    with connection.cursor() as cursor:
        cursor.execute(sets.MONTHS)
        months = [month for (month,) in cursor.fetchall()]
        for statement in (sets.UPDATE, sets.INSERT, sets.PERSONS):
            cursor.execute(statement, within)
    recount(agency.pk, months=months)
    if counts["created"] + counts["updated"] <= SEARCHED:
        touched = Dossier.objects.filter(agency=agency, key__in=[key for (key,) in staging.rows_of(sets.TOUCHED)])
        index.keep(touched.select_related("agency", "service"))
    record(
        "operation.dossiers.imported",
        actor=actor,
        subject=agency,
        sha256=sha256,
        source=told.name if told else "",
        **counts,
    )
    return agency


@command
def save_source(
    agency: Agency,
    *,
    actor: Actor,
    name: str,
    columns: Mapping[str, str],
    states: Mapping[str, str],
    date_order: str,
    source: DossierSource | None = None,
    version: int | None = None,
) -> DossierSource:
    """Keep how the lists of a system are read, under its name; without a source given, one of that name is changed."""
    require(actor, "operation.import_dossiers", agency)
    agency = lock(agency)
    name = one_line(name)
    same = DossierSource.objects.filter(agency=agency, name=name).first()
    there = source or same
    read = {key: columns[key] for key in BY_KEY if columns.get(key)}
    wanted: dict[str, Any] = {
        "name": name,
        "columns": read,
        "states": dict(sorted(states.items())),
        "date_order": date_order,
    }
    if there is not None:
        there = lock(there, version=version)
    refuse(_why_not_save(read, taken=same is not None and same != there), _why_ended(there))

    if there is None:
        there = DossierSource(agency=agency, slug=free_slug(DossierSource.objects.filter(agency=agency), name))
    elif all(getattr(there, field) == value for field, value in wanted.items()):
        return UNCHANGED  # type: ignore[return-value]
    for field, value in wanted.items():
        setattr(there, field, value)
    there.save()

    record("operation.dossier_source.saved", actor=actor, subject=there, name=name, columns=sorted(there.columns))
    return there


@command
def end_source(source: DossierSource, *, actor: Actor, version: int, ended_date: date) -> DossierSource:
    """Say that a source is no more used from a day on; its dossiers keep its name."""
    require(actor, "operation.import_dossiers", source)
    source = lock(source, version=version)
    refuse(_why_ended(source))

    source.ended_date = ended_date
    source.save()

    record("operation.dossier_source.ended", actor=actor, subject=source, ended_date=ended_date)
    return source


@command
def resume_source(source: DossierSource, *, actor: Actor) -> DossierSource:
    """Use a source again."""
    require(actor, "operation.import_dossiers", source)
    source = lock(source)
    if source.ended_date is None:
        return UNCHANGED  # type: ignore[return-value]

    source.ended_date = None
    source.save()

    record("operation.dossier_source.resumed", actor=actor, subject=source)
    return source


def _why_not_save(columns: Mapping[str, str], *, taken: bool) -> Iterator[Reason]:
    if taken:
        yield Reason(_("Đã có nguồn khác mang tên này."), code="name_taken", field="name")
    if absent := missing(columns):
        yield Reason(_("Cần chọn cột: %s.") % ", ".join(absent), code="columns_missing")
    twice = {name for name in columns.values() if list(columns.values()).count(name) > 1}
    for name in sorted(twice):
        yield Reason(_("Cột “%s” được chọn cho hai mục.") % name, code="column_twice")


def _why_ended(source: DossierSource | None) -> Iterator[Reason]:
    if source is not None and source.ended_date is not None:
        yield Reason(_("Nguồn này đã thôi dùng; hãy dùng lại trước."), code="ended", field="name")
