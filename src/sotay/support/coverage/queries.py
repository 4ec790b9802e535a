"""Which places of documented information are covered: by documents in force, by files, by what other features count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.standard.applicability.queries import exclusions_of
from sotay.standard.catalogue.periods import period_with
from sotay.standard.registry.facts import Asked, Number, facts, numbers
from sotay.standard.standings.lines import Line
from sotay.standard.standings.links import url_of_line
from sotay.standard.standings.models import Word
from sotay.standard.standings.queries import list_lines
from sotay.support.coverage.places import Place, places
from sotay.support.documents.models import Document
from sotay.support.documents.sight import visible
from sotay.support.records.classes.guards import split_clauses
from sotay.support.records.models import RecordClass, RecordFile
from sotay.ui.formats import so
from sotay.ui.parts import Link

NAMED = 4
"""How many documents are named for a place; the others are counted."""


class Standing(models.TextChoices):
    """Whether a place is covered."""

    COVERED = "COVERED", gettext_lazy("Đã có")
    PARTLY = "PARTLY", gettext_lazy("Có một phần")
    MISSING = "MISSING", gettext_lazy("Chưa có")
    NOT_APPLICABLE = "NOT_APPLICABLE", gettext_lazy("Không áp dụng")


TONES = {
    Standing.COVERED: "done",
    Standing.PARTLY: "now",
    Standing.MISSING: "warn",
    Standing.NOT_APPLICABLE: "quiet",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A place with whether it is covered, by what, why not, and where that is put right."""

    place: Place
    standing: str
    ways: tuple[Link, ...]
    lacks: str
    mend: Link | None

    @property
    def tone(self) -> str:
        """The colour of its standing."""
        return TONES[Standing(self.standing)]

    @property
    def word(self) -> str:
        """Its standing in words."""
        return str(Standing(self.standing).label)


def get_coverage(*, viewer: Actor, on: date) -> list[Row]:
    """Return all places in the order of the standard; a constant number of queries, and one per fact."""
    return _Evidence(viewer, on=on).rows()


def narrowed(rows: Iterable[Row], *, standing: str = "") -> list[Row]:
    """Keep the places of one standing."""
    return [row for row in rows if not standing or row.standing == standing]


class _Evidence:
    """All that can speak for a place, read once."""

    def __init__(self, viewer: Actor, *, on: date) -> None:
        self.viewer, self.on, self.agency = viewer, on, viewer.agency
        self.excluded = exclusions_of([self.agency.pk], on=on)[self.agency.pk]
        in_force = Document.objects.of(viewer).filter(state=Document.State.IN_FORCE).exclude(clauses=[])
        self.documents = list(in_force.order_by("level", "code_sort", "pk"))
        self.shown = set(visible(in_force, viewer).values_list("pk", flat=True))
        kept = Count("files", filter=~Q(files__state=RecordFile.State.DISPOSED))
        self.classes = list(
            RecordClass.objects.of(viewer).filter(ended_date__isnull=True).exclude(clauses="").annotate(kept=kept)
        )
        self.clauses = {one.pk: split_clauses(one.clauses) for one in self.classes}
        self.facts = self._facts()
        self.met = self._met()

    def rows(self) -> list[Row]:
        """Return every place as it stands."""
        return [self._row(place) for place in places()]

    def _row(self, place: Place) -> Row:
        if decided := self.excluded.covering(place.number):
            return Row(place, Standing.NOT_APPLICABLE, (), decided.reason, None)
        documents = [one for one in self.documents if any(map(place.is_meant_by, one.clauses))]
        classes = [one for one in self.classes if any(map(place.is_meant_by, self.clauses[one.pk]))]
        others = [*self._facts_of(place), *self._met_of(place)]
        has_document = bool(documents) or (bool(others) and not place.wants_record)
        has_record = any(one.kept for one in classes) or (bool(others) and place.wants_record)
        either = not place.wants_document and not place.wants_record
        ways = (
            *others,
            *self._told_documents(documents if place.wants_document or either else []),
            *map(self._told_class, classes if place.wants_record or either else []),
        )
        lacks, mend = self._lacking(place, has_document=has_document, has_record=has_record, classes=classes)
        if not lacks:
            standing = Standing.COVERED
        else:
            begun = has_record or bool(classes) if place.wants_record else False
            standing = Standing.PARTLY if begun or (has_document and place.wants_document) else Standing.MISSING
        return Row(place, standing, ways, lacks, mend if lacks else None)

    def _lacking(
        self, place: Place, *, has_document: bool, has_record: bool, classes: Sequence[RecordClass]
    ) -> tuple[str, Link | None]:
        """Return what a place lacks and where that is put right; nothing when it is covered."""
        if place.link and not (has_record if place.wants_record else has_document):
            url = self._named(place.link, {})
            if place.wants_record:
                words, act = _("Chưa có kết quả nào được ghi."), _("Ghi ở trang này")
            else:
                words, act = _("Chưa có bản nào đang có hiệu lực."), _("Lập ở trang này")
            return words, Link(label=act, url=url) if url else None
        if place.wants_document and not has_document:
            words = _("Chưa có tài liệu đang có hiệu lực nào ghi điều khoản này.")
            return words, self._link("document_new", _("Soạn tài liệu"), "support.begin_documents")
        if place.wants_record and not has_record:
            if classes:
                words = _("Đã có loại hồ sơ, chưa mở hồ sơ nào.")
                return words, self._link("record_list_list", _("Mở hồ sơ theo danh mục"), "support.view_record_files")
            words = _("Chưa có loại hồ sơ nào ghi điều khoản này.")
            return words, self._link("record_class_new", _("Thêm loại hồ sơ"), "support.manage_records")
        if not place.wants_document and not place.wants_record and not (has_document or has_record or classes):
            words = _("Chưa có tài liệu, hồ sơ nào ghi điều khoản này; cần khi thích hợp.")
            return words, self._link("document_new", _("Soạn tài liệu"), "support.begin_documents")
        return "", None

    def _told_documents(self, documents: list[Document]) -> list[Link]:
        shown = [one for one in documents if one.pk in self.shown]
        told = [Link(label=str(one), url=self._url("document_detail", slug=one.slug)) for one in shown[:NAMED]]
        if more := len(documents) - len(told):
            words = ngettext("và %s tài liệu khác", "và %s tài liệu khác", more) % so(more)
            told.append(Link(label=words))
        return told

    def _told_class(self, one: RecordClass) -> Link:
        words = ngettext("%s hồ sơ", "%s hồ sơ", one.kept) % so(one.kept) if one.kept else _("chưa có hồ sơ")  # type: ignore[attr-defined]
        label = f"{one.code} {one.title} ({words})"
        return Link(label=label, url=self._url("record_class_detail", slug=one.slug))

    def _facts(self) -> Mapping[str, Number]:
        """Return the numbers of the facts that are named and counted, those above nothing."""
        asked = Asked((self.agency.pk,), period_with("year", self.on), self.on, of_units=False)
        found = {}
        for code in dict.fromkeys(code for place in places() for code in place.facts):
            if code in facts() and (number := numbers(code, asked).get((self.agency.pk, None))) and number.value:
                found[code] = number
        return found

    def _facts_of(self, place: Place) -> list[Link]:
        told = []
        for code in place.facts:
            if number := self.facts.get(code):
                fact = facts()[code]
                label = f"{fact.title}: {so(number.value)} {fact.measure}" if fact.measure else str(fact.title)
                told.append(Link(label=label, url=self._named(number.link, number.link_kwargs)))
        return told

    def _met(self) -> Mapping[str, list[Line]]:
        """Return the obligations that are met now and whose evidence is a record, by code."""
        wanted = {code for place in places() for code in place.obligations}
        found: dict[str, list[Line]] = defaultdict(list)
        for line in list_lines(viewer=self.viewer, on=self.on):
            if line.obligation in wanted and line.standing == Word.MET and line.evidence_date:
                found[line.obligation].append(line)
        return found

    def _met_of(self, place: Place) -> list[Link]:
        lines = [line for code in place.obligations for line in self.met.get(code, ())]
        url = url_of_line if self.viewer.is_member else None
        return [
            Link(label=f"{line.about.title}: {line.why}", url=url(line, agency=self.agency.short_name) if url else "")
            for line in lines[:NAMED]
        ]

    def _link(self, name: str, label: str, permission: str) -> Link | None:
        url = self._url(name) if may(self.viewer, permission) else ""
        return Link(label=label, url=url) if url else None

    def _url(self, name: str, **kwargs: object) -> str:
        return self._named(f"support:{name}", kwargs)

    def _named(self, name: str, kwargs: Mapping[str, object]) -> str:
        try:
            return reverse(name, kwargs={"agency": self.agency.short_name, **kwargs}) if name else ""
        except NoReverseMatch:
            return ""
