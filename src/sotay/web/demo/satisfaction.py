"""Surveys in the demonstration agency: a half that is over, one that is being asked, answers on paper, by codes and a device, some to look at."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from importlib.resources import files
from itertools import count
from typing import Any, Final
from uuid import UUID

import yaml
from django.db.models import Min
from django.utils import timezone

from sotay.agency.actor import Actor
from sotay.commands import intake
from sotay.evaluation.models import Answer, AnswerText, Question, QuestionnaireVersion, Slip, Survey
from sotay.evaluation.satisfaction.entering.commands import finish_batch, open_batch
from sotay.evaluation.satisfaction.honesty.commands import JOB, decide_suspicion, flag_answers
from sotay.evaluation.satisfaction.honesty.looking import find_groups
from sotay.evaluation.satisfaction.models import Factor
from sotay.evaluation.satisfaction.public.commands import hash_of
from sotay.evaluation.satisfaction.questionnaires.commands import create_questionnaire, put_in_use
from sotay.evaluation.satisfaction.surveys.commands import add_handout, close_survey, create_survey, open_survey
from sotay.evaluation.satisfaction.surveys.points.commands import add_point
from sotay.evaluation.satisfaction.surveys.slips.commands import make_slips
from sotay.operation.models import Dossier
from sotay.operation.statistics.months import months_between
from sotay.standard.parameters.commands import set_parameter
from sotay.web.demo.objectives import Stage
from sotay.work.notices.commands import mark_read

Kind = Question.Kind
LEVELS: Final = ((5, 46), (4, 37), (3, 11), (2, 4), (1, 2))
"""How often each level is given, in a hundred."""
SPOILT: Final = 20
"""One sheet in so many is spoilt."""
EACH_TOKEN: Final = (1, 1, 0)
"""Of three dossiers that got a slip two answer."""


def build_satisfaction(stage: Stage) -> None:
    """Ask those who were served in two halves, and the officials once; what was told of it on the way counts as read."""
    _Asking(stage).run()
    for username in stage.people:
        mark_read(viewer=stage.actor(username))


class _Asking:
    """The secretary prepares, the desk hands out and enters, citizens answer."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.agency, self.on = stage, stage.agency, stage.today
        self.told = yaml.safe_load(files(__package__).joinpath("satisfaction.yaml").read_text("utf-8"))
        self.secretary, self.desk = stage.actor("thu-ky"), stage.actor("mot-cua")
        self.dice, self.numbers, self.at_points = random.Random(262), count(), count()  # noqa: S311  no secret hangs on it
        self.versions: dict[str, QuestionnaireVersion] = {}

    def run(self) -> None:
        """Do every step in the order an agency would."""
        halves = [half for half in _halves(self.on) if half[0] <= self.on][-2:]
        self._show(halves[0][0])
        self._write(halves[0][0])
        self.points = [self._put_up(about) for about in self.told["points"]]
        for half in halves:
            self._ask(*half, is_over=half is not halves[-1])
        self._ask_officials(halves[-1][0])

    def _show(self, since: date) -> None:
        """Show the public pages: a demonstration is looked at from both sides."""
        set_parameter(
            self.agency, actor=self.secretary, code="survey.public", value="SHOWN", valid_from_date=since,
            reason="Cơ quan mẫu: mở trang công khai để xem",
        )  # fmt: skip

    def _write(self, day: date) -> None:
        """Take the shipped questionnaires and put them into use."""
        for code in self.told["questionnaires"]:
            made = create_questionnaire(self.agency, actor=self.secretary, on=self.on, made_from=code)
            draft = made.versions.get()
            self.versions[code] = put_in_use(
                draft, actor=self.secretary, version=draft.version, in_use_date=day, on=self.on
            )

    def _put_up(self, about: dict[str, Any]) -> Any:
        unit = self.stage.units[about["unit"]] if "unit" in about else None
        return add_point(self.agency, actor=self.secretary, kind=about["kind"], name=about["name"], unit=unit)

    def _survey(self, code: str, first: date, last: date, *, channels: Iterable[str], title: str) -> Survey:
        survey = create_survey(
            self.agency, actor=self.secretary, title=title, asks=self.versions[code], from_date=first, to_date=last,
            channels=channels, is_standing=code == "services",
        )  # fmt: skip
        return open_survey(survey, actor=self.secretary, version=survey.version, opened_date=first, on=self.on)

    def _ask(self, first: date, last: date, words: str, *, is_over: bool) -> None:
        """Ask those who were served in a half, month by month."""
        title = self.told["titles"]["services"] % {"words": words}
        ways = ["QR", "LINK", "KIOSK", "PHONE", "PAPER", "FILE"]
        survey = self._survey("services", first, last, channels=ways, title=title)
        until, rows = min(last, self.on), list[tuple[Answer, str]]()
        kept = Dossier.objects.filter(agency=self.agency).aggregate(since=Min("received_date"))["since"] or self.on
        kept_since = kept.replace(day=1)
        for month in months_between(first, until):
            for place, (key, (paper, by_point)) in enumerate(self.told["monthly"].items()):
                day = min(max(month + timedelta(days=19 + place), first), until)
                sheets = (
                    paper // 3 if month >= kept_since else paper
                )  # then fewer are settled, and slips go with results
                if sheets:
                    self._batch(survey, key, day, [self._marks(survey) for _ in range(sheets)])
                rows += [self._by_point(survey, key, day - timedelta(days=n * 3 % 9)) for n in range(by_point)]
        _take(rows)
        alike = self.told["alike"]
        day = min(max(until - timedelta(days=12), first), until)
        marks = self._marks(survey)
        self._batch(survey, alike["unit"], day, [marks] * alike["before" if is_over else "now"])
        if not is_over:
            self._hand_slips(survey)
        self._look(survey, is_over=is_over)
        if is_over:
            close_survey(survey, actor=self.secretary, version=_version(survey), closed_date=until, on=self.on)

    def _batch(self, survey: Survey, key: str, day: date, sheets: list[list[int | None]]) -> None:
        """Hand sheets out, enter those that came back; one in twenty is spoilt."""
        unit = self.stage.units[key]
        add_handout(
            survey, actor=self.desk, on=self.on, channel="PAPER", count=len(sheets) + 2, given_date=day, unit=unit
        )  # fmt: skip
        batch = open_batch(
            self.agency, actor=self.desk, on=self.on, survey=survey, channel="PAPER", unit=unit, given_date=day,
            expected=len(sheets),
        )  # fmt: skip
        rows = []
        for sheet, marks in enumerate(sheets, start=1):
            spoilt = next(self.numbers) % SPOILT == 0
            row = self._answer(survey, day, marks, channel="PAPER", unit=unit)
            row.batch, row.sheet, row.entered_by = batch, sheet, self.desk.user
            if spoilt:
                row.invalid_reason, row.invalid_by = "Đánh dấu hai mức cho nhiều câu", self.desk.user
            rows.append((row, ""))
        _take(rows)
        finish_batch(
            batch, actor=self.desk, on=self.on, version=batch.version, done_date=min(day + timedelta(days=1), self.on)
        )

    def _by_point(self, survey: Survey, key: str, day: date) -> tuple[Answer, str]:
        """Answer at a poster, a card or the device; one in three leaves words."""
        number = next(self.at_points)
        point = self.points[number % len(self.points)]
        day = min(max(day, survey.from_date), self.on)
        channel = "KIOSK" if point.kind == "KIOSK" else "QR"
        row = self._answer(survey, day, self._marks(survey), channel=channel, unit=point.unit or self.stage.units[key])
        row.point = point
        return row, self.told["words"][number // 3 % len(self.told["words"])] if number % 3 == 0 else ""

    def _hand_slips(self, survey: Survey) -> None:
        """Print slips for the settled dossiers of the register; most of them answer with theirs."""
        settled = Dossier.objects.filter(agency=self.agency, settled_date__range=(survey.from_date, self.on))
        if survey.to_date < self.on or not settled.exists():
            return
        batch = make_slips(survey, actor=self.desk, on=self.on, from_date=survey.from_date, to_date=self.on)
        rows = []
        slips = Slip.objects.filter(batch=batch).select_related("dossier__unit", "dossier__service")
        for place, slip in enumerate(slips.order_by("dossier__settled_date", "dossier__code")):
            if EACH_TOKEN[place % len(EACH_TOKEN)]:
                dossier = slip.dossier
                row = self._answer(survey, dossier.settled_date, self._marks(survey), channel="QR", unit=dossier.unit)
                row.dossier, row.service, row.proof = dossier, dossier.service, "TOKEN"
                rows.append((row, ""))
        _take(rows)

    def _look(self, survey: Survey, *, is_over: bool) -> None:
        """Look for patterns as the job of the night does; of a half that is over somebody decided already."""
        days = list(survey.answers.values_list("given_date", flat=True).distinct())
        groups = [one for one in find_groups(self.agency.pk, on=self.on, days=days) if one.survey == survey.pk]
        found = flag_answers(self.agency, actor=Actor.system(JOB, agency=self.agency), on=self.on, groups=groups)
        for suspicion in found if is_over and isinstance(found, list) else ():
            decide_suspicion(
                suspicion, actor=self.secretary, version=suspicion.version, on=self.on, upheld=True,
                reason=self.told["alike"]["reason"],
            )  # fmt: skip

    def _ask_officials(self, first: date) -> None:
        """Ask the officials on the system, on paper."""
        title = self.told["titles"]["system"]
        last = min(first + timedelta(days=60), max(self.on, first))
        survey = self._survey("system", first, last, channels=["PAPER"], title=title)
        self._batch(survey, "office", min(first + timedelta(days=20), last), [self._marks(survey) for _ in range(9)])
        if last < self.on:
            close_survey(survey, actor=self.secretary, version=_version(survey), closed_date=last, on=self.on)

    def _answer(self, survey: Survey, day: date, marks: list[int | None], **about: Any) -> Answer:
        number = next(self.numbers)
        nonce = UUID(bytes=sha256(f"sotay.demo|{self.agency.pk}|{number}".encode()).digest()[:16])
        at = timezone.make_aware(datetime.combine(day, time(8 + number % 9, number * 7 % 60)))
        return Answer(
            agency=self.agency, survey=survey, given_date=day, nonce=nonce, marks=marks, answered_at=at, **about
        )

    def _marks(self, survey: Survey) -> list[int | None]:
        """Return the marks of somebody; now and then a question is left out."""
        questions = Question.objects.filter(version_of=survey.asks_id).order_by("position")
        return [self._mark(one) for one in questions]

    def _mark(self, question: Question) -> int | None:
        if question.kind == Kind.TEXT or (not question.is_required and self.dice.random() < 0.04):  # noqa: PLR2004
            return None
        if question.kind == Kind.LIKERT:
            return self.dice.choices([level for level, _of in LEVELS], [of for _level, of in LEVELS])[0]
        if question.kind == Kind.YES_NO:
            often = 0.05 if question.factor == Factor.RESULTS else 0.8  # of results what is asked so are troubles
            return int(self.dice.random() < often)
        if question.kind == Kind.NUMBER:
            return max(question.lowest or 0, self.dice.choice((0, 1, 1, 1, 2, 2, 3)))
        return 1 + int(self.dice.random() * len(question.options)) if question.kind == Kind.SINGLE else 1


@intake
def _take(rows: list[tuple[Answer, str]]) -> None:
    """Keep answers with their words, and the moments they came, which are told of days gone by."""
    moments = [row.answered_at for row, _words in rows]
    Answer.objects.bulk_create([row for row, _words in rows])
    for (row, _words), moment in zip(rows, moments, strict=True):
        row.answered_at = moment
    Answer.objects.bulk_update([row for row, _words in rows], ["answered_at"])
    said = [(row, words) for row, words in rows if words]
    for row, words in said:
        place = len(row.marks)
        AnswerText.objects.create(agency=row.agency, answer=row, position=place, text=words)
        row.texts_hash = hash_of({place: words})
    Answer.objects.bulk_update([row for row, _words in said], ["texts_hash"])


def _halves(on: date) -> Iterator[tuple[date, date, str]]:
    """Yield the halves surveys ask about, as the reports take them: to the end of May, and from June on."""
    for year in (on.year - 1, on.year):
        yield date(year, 1, 1), date(year, 5, 31), f"6 tháng đầu năm {year}"
        yield date(year, 6, 1), date(year, 12, 31), f"6 tháng cuối năm {year}"


def _version(survey: Survey) -> int:
    """Return the version a record has come to, as a page read anew would show it."""
    survey.refresh_from_db(fields=["version"])
    return survey.version
