"""Legal documents from a table: official lists are dirty, so what looks wrong is kept and flagged, never refused."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import take_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, require
from sotay.context.laws import clean
from sotay.context.laws.guards import leads_to
from sotay.context.laws.models import Law, Replacement
from sotay.context.laws.same_number import free_key, meant_by, same_among
from sotay.exchange.columns import Column, Doubtful, ParsedRow, Parser, Problem, Unreadable, date_vi, text, yes_no
from sotay.exchange.outcome import Applied
from sotay.exchange.reading import Cell
from sotay.journal.recording import record
from sotay.search import index


def _cut_to(length: int) -> Parser:
    """Return a parser of texts that cuts those too long and says so."""

    def read(cell: Cell) -> str:
        value = one_line(cell.raw)
        if len(value) > length:
            raise Doubtful(
                f"{value[: length - 1]}…",
                _("Dài %(length)s ký tự, chỉ giữ %(most)s ký tự đầu.") % {"length": len(value), "most": length},
            )
        return value

    return Parser(read, gettext_lazy("Chữ."))


def _or_flagged(parser: Parser) -> Parser:
    """Return a parser that leaves a cell it cannot read empty and says so."""

    def read(cell: Cell) -> Any:
        try:
            return parser(cell)
        except Unreadable as problem:
            raise Doubtful(None, _("%s Ô này để trống.") % problem.what) from problem

    return Parser(read, parser.hint, parser.words, parser.cell_format)


_day, _yes = _or_flagged(date_vi), _or_flagged(yes_no)

columns = (
    Column(
        "number",
        (gettext_lazy("Số, ký hiệu"), "Số ký hiệu", "Số hiệu", "Số văn bản", "Số", "number"),
        _cut_to(clean.LONGEST["number"]),
        width=22,
    ),
    Column("kind", (gettext_lazy("Loại văn bản"), "Loại", "Hình thức", "type", "kind"), _cut_to(clean.LONGEST["kind"])),
    Column(
        "issuer",
        (gettext_lazy("Cơ quan ban hành"), "Nơi ban hành", "issuer"),
        _cut_to(clean.LONGEST["issuer"]),
        width=30,
    ),
    Column(
        "title",
        (gettext_lazy("Tên, trích yếu"), "Tên văn bản", "Trích yếu", "Tên", "Trích yếu nội dung", "title"),
        _cut_to(clean.LONGEST["title"]),
        width=60,
    ),
    Column("issued_date", (gettext_lazy("Ngày ban hành"), "Ngày ký", "issued", "issued_date"), _day),
    Column(
        "effective_date",
        (gettext_lazy("Ngày có hiệu lực"), "Ngày hiệu lực", "Hiệu lực từ", "effective", "effective_date"),
        _day,
    ),
    Column(
        "expiry_date",
        (gettext_lazy("Ngày hết hiệu lực"), "Hết hiệu lực", "expiry", "expiry_date"),
        _day,
    ),
    Column("field", (gettext_lazy("Lĩnh vực"), "field"), _cut_to(clean.LONGEST["field"])),
    Column(
        "address",
        (gettext_lazy("Địa chỉ toàn văn"), "Đường dẫn", "Liên kết", "source", "url", "address"),
        _cut_to(clean.LONGEST["address"]),
    ),
    Column(
        "publishes_services",
        (gettext_lazy("Công bố danh mục TTHC"), "Công bố danh mục thủ tục hành chính", "publishes_services"),
        _yes,
    ),
    Column(
        "replaces",
        (gettext_lazy("Thay thế văn bản"), "Văn bản bị thay thế", "Thay thế", "replaces"),
        text,
        hint=gettext_lazy("Số, ký hiệu các văn bản cũ, cách nhau bằng dấu chấm phẩy."),
        width=30,
    ),
)
example = {
    "number": "118/2025/NĐ-CP",
    "kind": "Nghị định",
    "issuer": "Chính phủ",
    "title": "Thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông",
    "issued_date": date(2025, 6, 9),
    "effective_date": date(2025, 7, 1),
    "field": "Kiểm soát thủ tục hành chính",
    "replaces": "61/2018/NĐ-CP; 107/2021/NĐ-CP",
}


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:  # noqa: ARG001  the shape of all imports
    """Add and change laws by their numbers, all at once; cells left empty change nothing, nothing is refused.

    Laws not in the file stay as they are. A row whose number stood above it, or without number and name, is flagged.
    """
    require(actor, "context.import_laws", agency)
    with transaction.atomic():
        work = _Work(rows, agency=agency)
        _write(work, actor=actor, sha256=sha256)
    created, updated = len(work.new), len(work.changed)
    return Applied(created, updated, len(rows) - created - updated, tuple(work.flagged))


class _Work:
    """Rows held against the register."""

    def __init__(self, rows: Sequence[ParsedRow], *, agency: Agency) -> None:
        self.agency = agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        every = list(Law.objects.filter(agency=agency).order_by("pk"))
        self.by_number: dict[str, list[Law]] = defaultdict(list)
        for law in every:
            self.by_number[Law.base_of(law.key)].append(law)
        self.slugs = {law.slug for law in every}
        self.row_of: dict[int, ParsedRow] = {}
        self.laws: dict[int, Law] = {}
        self.since = {law.pk: law.effective_date for law in every}
        self.pairs = list(Replacement.objects.filter(agency=agency).values_list("new_id", "old_id", "manner"))
        self.new: list[Law] = []
        self.changed: dict[int, Law] = {}
        self.replaced: list[tuple[Law, Law]] = []
        self.flagged: list[Problem] = []
        for row in rows:
            self._take(row)
        for row in rows:
            self._replace(row)
        self._end_replaced()

    def _take(self, row: ParsedRow) -> None:
        values = {name: row[name] for name in clean.PLAIN if row[name] is not None}
        if not (values.get("number") or values.get("title")):
            self.flagged.append(row.problem("number", _("Dòng không có số, ký hiệu và tên: không nhập.")))
            return
        said = Law(agency=self.agency)
        clean.fill(said, values)
        others = self.by_number[said.key]
        law = same_among(said, others)
        if law is None:
            law, law.key = said, free_key(said, others)
            law.slug = take_slug(self.slugs, law.number or law.title)
            others.append(law)
            self.new.append(law)
        else:
            before = _state(law)
            clean.fill(law, {name: value for name, value in values.items() if name != "number"})
            if law.pk is not None and _state(law) != before:
                self.changed[law.pk] = law
        self.laws[row.number] = law
        if (first := self.row_of.setdefault(id(law), row)) is not row:
            self.flagged.append(row.problem("number", _("Trùng với văn bản ở dòng %s: ghép vào một.") % first.number))
        if law.flags:
            words = "; ".join(clean.said_flags(law.flags))
            self.flagged.append(row.problem("number", f"{law.number or law.title[:60]}: {words}."))

    def _replace(self, row: ParsedRow) -> None:
        """Read which older laws a row replaces; one the register does not have, or that would close a ring, is flagged."""
        new = self.laws.get(row.number)
        for said in filter(None, map(one_line, (row["replaces"] or "").replace("\n", ";").split(";"))):
            found = meant_by(said, self.by_number.get(clean.number_key(said), ()))
            old = found[0] if found else None
            if len(found) > 1:
                self.flagged.append(
                    row.problem(
                        "replaces", _("Có nhiều văn bản mang số “%s”: ghi thêm ngày hoặc cơ quan ban hành.") % said
                    )
                )
            elif new is None or old is None or old is new:
                self.flagged.append(
                    row.problem("replaces", _("“%s” chưa có trong danh mục: không ghi là văn bản bị thay thế.") % said)
                )
            elif self._closes_a_ring(new, old):
                self.flagged.append(
                    row.problem(
                        "replaces", _("“%s” đang được ghi là thay thế văn bản này: không ghi ngược lại.") % said
                    )
                )
            else:
                self.replaced.append((new, old))

    def _closes_a_ring(self, new: Law, old: Law) -> bool:
        known = [(one, other) for one, other, _manner in self.pairs]
        here = [(one.pk or id(one), other.pk or id(other)) for one, other in self.replaced]
        return leads_to(old.pk or id(old), new.pk or id(new), pairs=[*known, *here])

    def _end_replaced(self) -> None:
        """Let a law replaced wholly expire on the day its successor takes effect, unless another day was entered."""
        by_pk = {law.pk: law for some in self.by_number.values() for law in some if law.pk is not None}
        known = [(by_pk[one], by_pk[other]) for one, other, manner in self.pairs if manner == Replacement.Manner.WHOLE]
        partly = {(one, other) for one, other, manner in self.pairs if manner == Replacement.Manner.PART}
        for new, old in (*known, *self.replaced):
            if (new.pk, old.pk) in partly or not new.effective_date or new.effective_date == old.expiry_date:
                continue
            moved = new.pk in self.changed and old.expiry_date == self.since.get(new.pk)
            if old.expiry_date is None or moved:
                clean.fill(old, {"expiry_date": new.effective_date})
                if old.pk is not None:
                    self.changed[old.pk] = old


def _state(law: Law) -> tuple[Any, ...]:
    return tuple(str(getattr(law, name)) for name in clean.KEPT)


@command
def _write(work: _Work, *, actor: Actor, sha256: str) -> Any:
    """Write what the rows come to, in a fixed number of statements, with one line in the journal."""
    there = set(Replacement.objects.filter(agency=work.agency).values_list("new_id", "old_id") if work.replaced else ())
    pairs = [(new, old) for new, old in work.replaced if (new.pk, old.pk) not in there]
    if not work.new and not work.changed and not pairs:
        return UNCHANGED
    Law.objects.bulk_create(work.new)
    for law in work.changed.values():
        law.version += 1
    Law.objects.bulk_update(work.changed.values(), [*clean.KEPT, "version"])
    Replacement.objects.bulk_create(
        [Replacement(agency=work.agency, new=new, old=old) for new, old in dict.fromkeys(pairs)],
        ignore_conflicts=True,
    )
    index.keep((*work.new, *work.changed.values()))
    record(
        "context.law.imported",
        actor=actor,
        subject=work.agency,
        created=len(work.new),
        updated=len(work.changed),
        flagged=sum(bool(law.flags) for law in (*work.new, *work.changed.values())),
        sha256=sha256,
    )
    return work
