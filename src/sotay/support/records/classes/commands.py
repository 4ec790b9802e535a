"""Writes upon classes of records: add, change, end, take what is proposed."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, Reason, command, lock, refuse, require
from sotay.journal.recording import record
from sotay.search import index
from sotay.support.records.classes import guards
from sotay.support.records.classes.proposals import proposals
from sotay.support.records.models import RecordClass

Start, Disposal = RecordClass.Start, RecordClass.Disposal


@command
def add_class(
    agency: Agency, *, actor: Actor, code: str, title: str, retention: int | None, heading: str = "",
    basis: str = "", start: str = Start.WORK_ENDED, disposal: str = Disposal.DESTROY, clauses: str = "",
) -> RecordClass:  # fmt: skip
    """Add a class of records; `retention` in years, None for ever."""
    require(actor, "support.manage_records", agency)
    agency = lock(agency)
    code, title = one_line(code), one_line(title)
    refuse(guards.why_not_keep(agency, code=code, title=title))

    one = RecordClass(agency=agency, slug=free_slug(RecordClass.objects.filter(agency=agency), code))
    _fill(
        one, code=code, title=title, retention=retention, heading=heading, basis=basis, start=start, disposal=disposal,
        clauses=clauses,
    )  # fmt: skip
    one.save()

    record("support.record_class.added", actor=actor, subject=one, code=one.code, retention=one.retention)
    return one


@command
def change_class(
    one: RecordClass, *, actor: Actor, version: int, code: str, title: str, retention: int | None, heading: str = "",
    basis: str = "", start: str = Start.WORK_ENDED, disposal: str = Disposal.DESTROY, clauses: str = "",
) -> RecordClass:  # fmt: skip
    """Change a class that is in use; what was kept by it is then kept by the new retention."""
    require(actor, "support.manage_records", one)
    one = lock(one, version=version)
    code, title = one_line(code), one_line(title)
    refuse(guards.why_not_change(one), guards.why_not_keep(one.agency, code=code, title=title, one=one))

    before = _values(one)
    _fill(
        one, code=code, title=title, retention=retention, heading=heading, basis=basis, start=start, disposal=disposal,
        clauses=clauses,
    )  # fmt: skip
    changed = {name: value for name, value in before.items() if _values(one)[name] != value}
    if not changed:
        return UNCHANGED  # type: ignore[return-value]
    one.save()

    record("support.record_class.changed", actor=actor, subject=one, fields=list(changed), before=changed)
    return one


@command
def end_class(one: RecordClass, *, actor: Actor, version: int, ended_date: date) -> RecordClass:
    """Stop using a class; its files stay and are kept by its retention."""
    require(actor, "support.manage_records", one)
    one = lock(one, version=version)
    refuse(guards.why_not_end(one, ended=ended_date))

    one.ended_date = ended_date
    one.save(update_fields=["ended_date"])

    record("support.record_class.ended", actor=actor, subject=one, ended_date=ended_date)
    return one


@command
def take_proposals(agency: Agency, *, actor: Actor, codes: Iterable[str]) -> list[RecordClass]:
    """Add the proposed classes of these codes; those in use already are passed over."""
    require(actor, "support.manage_records", agency)
    agency = lock(agency)
    wanted = set(codes)
    refuse(_nothing_chosen(wanted))
    rows = RecordClass.objects.filter(agency=agency)
    used = {code.upper() for code in rows.filter(ended_date__isnull=True).values_list("code", flat=True)}
    new = []
    for each in proposals():
        if each.code in wanted and each.code.upper() not in used:
            one = RecordClass(agency=agency, slug=free_slug(rows, each.code))
            _fill(
                one, code=each.code, title=each.title, retention=each.years, heading=each.heading, basis=each.basis,
                start=each.start, disposal=each.disposal, clauses=each.clauses,
            )  # fmt: skip
            one.save()
            new.append(one)
    if not new:
        return UNCHANGED  # type: ignore[return-value]

    index.keep(new)
    record("support.record_class.proposed", actor=actor, subject=agency, codes=[one.code for one in new])
    return new


def _fill(
    one: RecordClass, *, code: str, title: str, retention: int | None, heading: str, basis: str, start: str,
    disposal: str, clauses: str,
) -> None:  # fmt: skip
    one.code, one.title = code, title
    one.is_permanent, one.years = retention is None, retention
    one.heading = " / ".join(part for part in map(one_line, heading.split("/")) if part)
    one.basis, one.start, one.disposal = one_line(basis), start, disposal
    one.clauses = guards.in_order(clauses)


def _values(one: RecordClass) -> dict[str, object]:
    names = ("code", "title", "heading", "is_permanent", "years", "start", "basis", "disposal", "clauses")
    return {name: getattr(one, name) for name in names}


def _nothing_chosen(codes: set[str]) -> Iterable[Reason]:
    if not codes:
        yield Reason(_("Hãy chọn ít nhất một loại hồ sơ."), code="nothing_chosen", field="codes")
