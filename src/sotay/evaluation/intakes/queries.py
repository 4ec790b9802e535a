"""Verifying seals: every row from outside is as it was when its hour was sealed, and none is missing or added."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.evaluation.intakes.models import IntakeSeal
from sotay.evaluation.intakes.sealing import KINDS, SLICE, seal_of
from sotay.journal.chain import BEGINNING
from sotay.journal.models import Entry

SEALED = "evaluation.intake.sealed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying the rows of one kind found: seals and rows under them, rows not sealed yet, what is wrong ("" for nothing)."""

    seals: int
    count: int
    waiting: int
    why: str = ""


def verify(agency: Agency, *, kind: str) -> Verdict:
    """Compute every seal of a kind again from the rows, and compare it with its line in the journal, whose chain holds it."""
    lines = (
        Entry.objects.filter(agency=agency, action=SEALED, data__kind=kind)
        .order_by("seq")
        .values_list("data", flat=True)
    )
    kept = IntakeSeal.objects.filter(agency=agency, kind=kind).order_by("last_id")
    seals = {one.last_id: (one.first_id, one.count, one.sealed_hash) for one in kept}
    previous, last, count, number = BEGINNING, 0, 0, 0
    for line in lines.iterator(chunk_size=SLICE):
        said = (line["first"], line["count"], line["hash"])
        if seals.pop(line["last"], None) != said:
            return Verdict(number, count, 0, _("niêm phong đến số %d không khớp dòng nhật ký của nó") % line["last"])
        found = seal_of(
            KINDS[kind].rows(agency, after=last, last=line["last"]).iterator(chunk_size=SLICE), previous=previous
        )
        if found.count != line["count"]:
            return Verdict(number, count, 0, _told(last, line, there=found.count))
        if found.hash != line["hash"]:
            between = {"first": line["first"], "last": line["last"]}
            return Verdict(number, count, 0, _("nội dung từ số %(first)d đến số %(last)d đã bị thay đổi") % between)
        previous, last, count, number = line["hash"], line["last"], count + line["count"], number + 1
    if seals:
        return Verdict(number, count, 0, _("niêm phong đến số %d không có dòng nhật ký") % min(seals))
    return Verdict(number, count, KINDS[kind].rows(agency, after=last).count())


def _told(after: int, line: dict[str, int], *, there: int) -> str:
    said = {"first": line["first"], "last": line["last"], "count": line["count"], "there": there}
    if there < line["count"]:
        return _("từ số %(first)d đến số %(last)d đã niêm phong %(count)d bản ghi, nay còn %(there)d") % said
    return _("từ số %(first)d đến số %(last)d đã niêm phong %(count)d bản ghi, nay có %(there)d") % (
        said | {"first": after + 1}
    )
