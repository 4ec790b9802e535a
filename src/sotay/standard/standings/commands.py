"""Writes of standings: the derived table, and evidence declared when an agency begins."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Unit
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, NotFound, Reason, command, refuse, require, upkeep
from sotay.journal.recording import record
from sotay.organisation.decisions.commands import kept
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.standings.judging import judge_all
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import DeclaredEvidence, Standing

LOCK = 7_402_002  # names the lock under which standings are written, so that two refreshes never meet
COLUMNS = (
    "agency_id", "obligation", "unit_id", "period", "subject_uuid", "standing", "due_date", "evidence_date", "late",
    "count", "reason", "params", "link_name", "link_kwargs", "judged_for_date",
)  # fmt: skip


@upkeep
def refresh(agencies: Iterable[Agency], *, on: date, codes: Collection[str] | None = None) -> int:
    """Judge these agencies for a day and write the table of standings anew; return the number of lines.

    `codes` narrows it to some obligations. The number of statements does not depend on the number of agencies of a batch.
    """
    agencies = list(agencies)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        lines = list(judge_all(agencies, on=on, codes=codes))
        old = Standing.objects.filter(agency_id__in=[agency.pk for agency in agencies])
        (old if codes is None else old.filter(obligation__in=codes)).delete()
        with cursor.copy(f"COPY {Standing._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN") as rows:
            for line in lines:
                rows.write_row(_row(line, on))
    return len(lines)


@command
def declare_evidence(
    agency: Agency,
    *,
    actor: Actor,
    obligation: str,
    date: date,
    number: str = "",
    unit: Unit | None = None,
    note: str = "",
    file: Any = None,
) -> DeclaredEvidence:
    """Declare a paper from before the agency used Sotay as evidence (*khai báo hiện trạng*, practice 2.1).

    `file` is an upload or None. A paper of the same number and date is declared once; declaring it anew changes its note
    and adds its file. NotFound for an unknown obligation. Sotay's own checks are refused: they look for themselves.
    """
    require(actor, "standard.declare_evidence", agency)
    if obligation not in obligations():
        raise NotFound
    refuse(_why_not_declare(agency, obligation, date=date, unit=unit))

    key = {"agency": agency, "obligation": obligation, "unit": unit, "number": one_line(number), "date": date}
    row = DeclaredEvidence.objects.select_for_update(of=("self",)).filter(**key).first() or DeclaredEvidence(**key)
    wanted: dict[str, Any] = {"note": one_line(note)}
    if file:
        wanted |= {"file": kept(file), "file_name": one_line(file.name)[-255:]}
    if row.pk and all(getattr(row, field) == value for field, value in wanted.items()):
        return UNCHANGED  # type: ignore[return-value]
    for field, value in wanted.items():
        setattr(row, field, value)
    row.save()

    record(
        "standard.evidence.declared",
        actor=actor,
        subject=row,
        obligation=obligation,
        number=row.number,
        date=date,
        unit=unit.code if unit else None,
        sha256=row.file_id,
    )
    return row


def _why_not_declare(agency: Agency, obligation: str, *, date: date, unit: Unit | None) -> Iterator[Reason]:
    known = obligations()[obligation]
    if known.is_own:
        yield Reason(_("Sotay tự kiểm tra việc này, không nhận khai báo."), code="own_check", field="obligation")
    if agency.in_use_from_date and date > agency.in_use_from_date:
        yield Reason(
            _(
                "Chỉ khai báo văn bản có trước ngày dùng hệ thống (%s). Việc sau ngày đó được ghi nhận tại chức năng của nó."
            )
            % f"{agency.in_use_from_date:%d/%m/%Y}",
            code="after_use",
            field="date",
        )
    if unit is not None and (unit.agency_id != agency.pk or known.owed != "unit"):
        yield Reason(_("Việc này không tính theo đơn vị đã chọn."), code="wrong_unit", field="unit")


def _row(line: Line, on: date) -> tuple[Any, ...]:
    """Return a line as a row of the table, in the order of COLUMNS."""
    return (
        line.agency_id,
        line.obligation,
        line.unit_id,
        line.period,
        line.subject_uuid,
        line.standing,
        line.due,
        line.evidence_date,
        line.late,
        line.count,
        line.reason,
        _json(line.params),
        line.link,
        _json(line.link_kwargs),
        on,
    )


def _json(values: Mapping[str, Any]) -> str:
    """Return values as JSON; most lines have none."""
    return json.dumps(values, ensure_ascii=False) if values else "{}"
