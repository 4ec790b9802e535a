"""Sheets of one survey from a table, a row a sheet: all rows at once or none, every bad cell named."""

import uuid
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, User
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import fold_code, nfc, one_line
from sotay.commands import UNCHANGED, Reason, command, require
from sotay.context.models import Service
from sotay.evaluation.satisfaction.entering.commands import next_batch_code
from sotay.evaluation.satisfaction.entering.file_columns import SURVEY, WORDS, columns_of, key_of
from sotay.evaluation.satisfaction.entering.guards import why_empty, why_not_dated, why_not_received, why_not_take
from sotay.evaluation.satisfaction.entering.matching import Matched, why_not_tie
from sotay.evaluation.satisfaction.models import Answer, AnswerBatch, AnswerText, Channel, Proof, Question, Survey
from sotay.evaluation.satisfaction.public.commands import hash_of
from sotay.exchange.columns import ParsedRow, Problem, Unreadable, parse_rows
from sotay.exchange.headers import heading_key
from sotay.exchange.imports import Source
from sotay.exchange.outcome import Applied, RowsRefused
from sotay.exchange.reading import Cell, Reading, read
from sotay.journal.recording import record
from sotay.operation.dossiers.codes import key_of as dossier_key
from sotay.operation.models import Dossier
from sotay.operation.statistics.called import ServiceNames, UnitNames

MOST: Final = 20_000
_SURVEY_KEYS: Final = frozenset(heading_key(str(word)) for word in SURVEY.words)


def reading_of(data: bytes, *, name: str) -> Reading:
    """Return the tables of a file; FileProblem when it cannot be read. Which questions they answer the survey says."""
    return read(data, name=name, words=map(str, WORDS))


def size_of(reading: Reading) -> int:
    """Return how many rows a file has."""
    return sum(1 for _row in reading.rows)


def apply(reading: Reading, *, agency: Agency, actor: Actor, on: date, source: Source) -> Applied:
    """Enter the sheets of a file as one batch, all or none; RowsRefused names bad cells.

    Every sheet has channel FILE: nobody sees from a table how it came.
    """
    require(actor, "evaluation.import_answers", agency)
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        work = _Work(reading, agency=agency, on=on)
        if work.problems:
            raise RowsRefused(work.problems)
        _write(work, actor=actor, source=source)
    return Applied(len(work.answers), 0, 0, tuple(work.flagged))


@command
def _write(work: "_Work", *, actor: Actor, source: Source) -> Any:
    """Write the sheets and their batch in a fixed number of statements, with one line in the journal."""
    if not work.answers:
        return UNCHANGED
    batch = AnswerBatch(
        agency=work.agency,
        survey=work.survey,
        channel=Channel.FILE,
        given_date=max(one.given_date for one in work.answers),
        expected=len(work.answers),
        note=_("Tệp %s") % source.name[:280],
        entered_by=actor.user or _nobody(),
        state=AnswerBatch.State.DONE,
        done_date=work.on,
        code=next_batch_code(work.agency, on=work.on),
    )
    batch.slug = free_slug(AnswerBatch.objects.filter(agency=work.agency), batch.code)
    batch.save()
    for number, one in enumerate(work.answers, start=1):
        one.batch, one.sheet, one.entered_by = batch, number, actor.user
        one.invalid_by = actor.user if one.invalid_reason else None
    made = Answer.objects.bulk_create(work.answers, batch_size=1000)
    texts = [
        AnswerText(agency=work.agency, answer=one, position=place, text=text)
        for one, some in zip(made, work.texts, strict=True)
        for place, text in sorted(some.items())
    ]
    AnswerText.objects.bulk_create(texts, batch_size=1000)
    invalid = sum(1 for one in made if one.invalid_reason)
    record(
        "evaluation.batch.imported",
        actor=actor,
        subject=batch,
        sheets=len(made),
        invalid=invalid,
        survey=batch.survey.code,
        sha256=source.sha256,
    )
    return batch


class _Work:
    """The rows of a file held against its survey and against the dossiers they name."""

    def __init__(self, reading: Reading, *, agency: Agency, on: date) -> None:
        self.agency, self.on = agency, on
        self.problems: list[Problem] = []
        self.flagged: list[Problem] = []
        self.answers: list[Answer] = []
        self.texts: list[dict[int, str]] = []
        self.survey = self._survey_of(reading)
        self.questions = list(Question.objects.filter(version_of_id=self.survey.asks_id).order_by("position"))
        parsed = parse_rows(reading, columns_of(self.questions))
        self.problems += parsed.problems
        self.flagged += parsed.flags
        self._flag_columns(reading, parsed.ignored)
        if len(parsed.rows) > MOST:
            what = _("Tệp có hơn %s phiếu.") % MOST
            self.problems.append(Problem("", None, "", "", "", what, _("Hãy tách thành nhiều tệp.")))
        if self.problems:
            return
        self._units, self._services = UnitNames(agency, on=on), ServiceNames(agency)
        self._dossiers = self._dossiers_of(parsed.rows)
        self._seen: dict[int, ParsedRow] = {}
        for row in parsed.rows:
            self._take(row)

    def _survey_of(self, reading: Reading) -> Survey:
        """Return the survey all rows name; RowsRefused for none and for several."""
        named: dict[str, tuple[str, int, Cell]] = {}
        for row in reading.rows:
            for heading, cell in row.cells.items():
                if heading_key(heading) in _SURVEY_KEYS and cell.raw:
                    named.setdefault(fold_code(cell.raw), (row.sheet, row.number, cell))
        if not named:
            what = _("Tệp không ghi mã đợt khảo sát ở dòng nào.")
            mend = _("Thêm cột “%s”, hoặc dùng tệp mẫu tải từ trang Nhập phiếu từ tệp.") % SURVEY.title
            raise RowsRefused([Problem("", None, SURVEY.title, "", "", what, mend)])
        surveys = {fold_code(one.code): one for one in Survey.objects.filter(agency=self.agency)}
        found = []
        for number, (key, (sheet, row_number, cell)) in enumerate(named.items()):
            what = mend = ""
            if key not in surveys:
                what, mend = _("Không có đợt khảo sát “%s”.") % cell.raw[:60], _("Ghi mã đúng như ở danh sách đợt.")
            elif number:
                what, mend = _("Tệp có phiếu của nhiều đợt khảo sát."), _("Mỗi tệp chỉ gồm phiếu của một đợt.")
            else:
                found.append(surveys[key])
                reasons = list(why_not_take(surveys[key], Channel.FILE))
                what, mend = (str(reasons[0].text), _("Sửa đợt khảo sát trước khi nhập.")) if reasons else ("", "")
            if what:
                self.problems.append(Problem(sheet, row_number, SURVEY.title, cell.address, cell.raw, what, mend))
        if self.problems:
            raise RowsRefused(self.problems)
        return found[0]

    def _flag_columns(self, reading: Reading, ignored: tuple[str, ...]) -> None:
        sheet = reading.sheets[0].name if reading.sheets else ""
        for heading in ignored:
            self.flagged.append(Problem(sheet, None, heading, "", "", _("Cột này không được đọc."), ""))

    def _dossiers_of(self, rows: tuple[ParsedRow, ...]) -> dict[str, Matched]:
        """Return what the codes of a file come to; two queries for all rows."""
        keys = {dossier_key(row["code"]) for row in rows if row["code"]}
        there = Dossier.objects.filter(agency=self.agency, key__in=keys).select_related("service", "unit")
        dossiers = {one.key: one for one in there}
        answers = Answer.objects.filter(agency=self.agency, dossier__in=dossiers.values(), invalid_reason="")
        answered = {one.dossier_id: one for one in answers.select_related("batch", "survey").order_by("-pk")}
        return {key: Matched(key, one, answered.get(one.pk)) for key, one in dossiers.items()}

    def _take(self, row: ParsedRow) -> None:
        before = len(self.problems)
        unit, service = self._found(row, "unit", self._units), self._found(row, "service", self._services)
        invalid = one_line(nfc(row["invalid_reason"] or ""))
        code = one_line(row["code"] or "")
        matched = self._dossiers.get(dossier_key(code), Matched(code)) if code else Matched("")
        marks, texts = self._marked(row)
        reasons: list[Reason] = [
            *why_not_dated(self.survey, row["given_date"], on=self.on),
            *why_not_received(matched.dossier, row["given_date"]),
            *why_empty(marks=marks, texts=texts, invalid_reason=invalid),
            *(() if invalid and matched.dossier else why_not_tie(matched)),
        ]
        for reason in reasons:
            self.problems.append(row.problem(reason.field, str(reason.text), _("Hãy sửa ô này.")))
        dossier = matched.dossier
        if dossier is not None and not invalid:
            first = self._seen.setdefault(dossier.pk, row)
            if first is not row:
                what = _("Hồ sơ này đã có ở dòng %(row)s.") % {"row": first.number}
                mend = _("Mỗi hồ sơ chỉ tính một phiếu; ghi lý do không hợp lệ cho phiếu kia.")
                self.problems.append(row.problem("code", what, mend))
        if len(self.problems) == before:
            self._keep(row, marks, texts, dossier=dossier, unit=unit, service=service, invalid=invalid)

    def _marked(self, row: ParsedRow) -> tuple[list[int | None], dict[int, str]]:
        marks: list[int | None] = []
        texts: dict[int, str] = {}
        for one in self.questions:
            value = row[key_of(one)]
            is_text = one.kind == Question.Kind.TEXT
            if is_text and value and (said := nfc(str(value)).strip()):
                texts[one.position] = said
            marks.append(None if is_text else value)
        return marks, texts

    def _keep(
        self,
        row: ParsedRow,
        marks: list[int | None],
        texts: dict[int, str],
        *,
        dossier: Dossier | None,
        unit: Any,
        service: Service | None,
        invalid: str,
    ) -> None:
        settled = dossier is not None and dossier.settled_date is not None
        self.texts.append(texts)
        self.answers.append(
            Answer(
                agency=self.agency,
                survey=self.survey,
                channel=Channel.FILE,
                proof=Proof.CODE if settled else Proof.NONE,
                dossier=dossier,
                unit=(dossier.unit or unit) if dossier else unit,
                service=dossier.service if dossier else service,
                given_date=row["given_date"],
                nonce=uuid.uuid4(),
                marks=marks,
                texts_hash=hash_of(texts),
                invalid_reason=invalid[:300],
            )
        )

    def _found(self, row: ParsedRow, key: str, names: UnitNames | ServiceNames) -> Any:
        try:
            return names.find(row[key] or "")
        except Unreadable as problem:
            self.problems.append(row.problem(key, problem.what, problem.mend))
            return None


def _nobody() -> User:
    """Refuse a file taken by nobody: a batch names who answers for it."""
    what = _("Phiếu trả lời được nhập từ trang web, bởi người chịu trách nhiệm về tệp.")
    raise RowsRefused([Problem("", None, "", "", "", what, "")])
