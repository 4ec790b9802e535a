"""Writes upon questionnaires: made, called, asked question by question, put into use, begun anew, ended."""

from datetime import date
from typing import Any

from sotay.agency.actor import Actor
from sotay.agency.models import Agency
from sotay.agency.slugs import free_slug
from sotay.agency.vietnamese import one_line
from sotay.commands import UNCHANGED, command, lock, refuse, require
from sotay.evaluation.satisfaction.models import Question, Questionnaire, QuestionnaireVersion
from sotay.evaluation.satisfaction.questionnaires import guards
from sotay.evaluation.satisfaction.questionnaires.queries import print_of
from sotay.evaluation.satisfaction.questionnaires.shipped import shipped
from sotay.evaluation.satisfaction.questionnaires.writing import (
    ASKED,
    NAMED,
    SERIES,
    WORDS,
    copy_questions,
    fill,
    fill_question,
    fill_words,
    free_key,
    in_order,
)
from sotay.journal.recording import record
from sotay.work.numbers import next_number

MAY = "evaluation.write_questionnaires"
State = QuestionnaireVersion.State


@command
def create_questionnaire(
    agency: Agency, *, actor: Actor, on: date, made_from: str = "", about: str = "", code: str = "", **values: Any
) -> Questionnaire:
    """Make a questionnaire with a draft of its first version, empty or from a shipped one (`made_from` is its code).

    Without a title or whom it asks it takes those of the shipped one, without a code the next number of the year.
    """
    require(actor, MAY, agency)
    agency = lock(agency)
    sample = shipped().get(made_from)
    one = Questionnaire(agency=agency, made_from=sample.code if sample else "")
    fill(one, {"code": code, **values})
    if sample:
        one.title, one.title_en = one.title or sample.vi, one.title_en or sample.en
    one.about = about or (sample.about if sample else Questionnaire.About.SERVICES)
    refuse(guards.why_not_keep(one, there=_bearing(one.code, agency)))

    one.code = one.code or _next_code(agency, on=on)
    one.slug = free_slug(Questionnaire.objects.filter(agency=agency), one.code)
    one.save()
    version = QuestionnaireVersion(agency=agency, questionnaire=one)
    if sample:
        for name in WORDS:
            stem, _sep, is_english = name.partition("_")
            setattr(version, name, getattr(sample, f"{stem}_{'en' if is_english else 'vi'}"))
    version.save()
    copy_questions([Question(**asked.values) for asked in sample.questions] if sample else (), to=version)

    record("evaluation.questionnaire.created", actor=actor, subject=one, made_from=one.made_from)
    return one


@command
def change_questionnaire(questionnaire: Questionnaire, *, actor: Actor, version: int, **values: Any) -> Questionnaire:
    """Change what a questionnaire is called, or whom it asks while nobody was asked yet."""
    require(actor, MAY, questionnaire)
    one = lock(questionnaire, version=version)
    before = {name: getattr(one, name) for name in NAMED}
    fill(one, {name: value for name, value in values.items() if name in NAMED and (value or name.startswith("title"))})
    refuse(
        guards.why_not_keep(one, there=_bearing(one.code, one.agency, one)),
        guards.why_not_about_others(one, was=before["about"]),
    )
    changed = {name: str(was) for name, was in before.items() if getattr(one, name) != was}
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    one.save()

    record("evaluation.questionnaire.changed", actor=actor, subject=one, before=changed)
    return one


@command
def write_words(draft: QuestionnaireVersion, *, actor: Actor, version: int, **values: Any) -> QuestionnaireVersion:
    """Write what a draft says before and after its questions."""
    require(actor, MAY, draft)
    draft = lock(draft, version=version)
    refuse(guards.why_not_write(draft))
    before = {name: getattr(draft, name) for name in WORDS}
    fill_words(draft, {name: value for name, value in values.items() if name in WORDS})
    changed = [name for name, was in before.items() if getattr(draft, name) != was]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    draft.save()

    _record("words_written", draft, actor=actor, fields=changed)
    return draft


@command
def add_question(draft: QuestionnaireVersion, *, actor: Actor, key: str = "", **values: Any) -> Question:
    """Ask one more question, at the end; its key is made of its words unless one is given that is free."""
    require(actor, MAY, draft)
    draft = lock(draft)
    questions = list(draft.questions.all())
    question = Question(agency=draft.agency, version_of=draft, position=len(questions) + 1)
    fill_question(question, {name: value for name, value in values.items() if name in ASKED})
    refuse(guards.why_not_write(draft), guards.why_not_ask(question, others=len(questions)))

    question.key = free_key(key or question.text, agency=draft.agency, questionnaire=draft.questionnaire)
    question.save()

    _record("question_added", draft, actor=actor, number=question.position, text=question.text)
    return question


@command
def change_question(question: Question, *, actor: Actor, version: int, **values: Any) -> Question:
    """Change a question of a draft; one that was asked before keeps its kind and the places of its choices."""
    require(actor, MAY, question)
    draft = lock(question.version_of)
    question = lock(question, version=version)
    before = {name: getattr(question, name) for name in ASKED}
    fill_question(question, {name: value for name, value in values.items() if name in ASKED})
    refuse(guards.why_not_write(draft), guards.why_not_ask(question, earlier=_earlier(question, draft)))
    changed = [name for name, was in before.items() if getattr(question, name) != was]
    if not changed:
        return UNCHANGED  # type: ignore[return-value]

    question.save()

    _record("question_changed", draft, actor=actor, number=question.position, fields=changed, was=before["text"])
    return question


@command
def move_question(question: Question, *, actor: Actor, version: int, up: bool) -> Question:
    """Let a question of a draft change places with the one before it, or behind it."""
    require(actor, MAY, question)
    draft = lock(question.version_of)
    question = lock(question, version=version)
    refuse(guards.why_not_write(draft))
    questions = list(draft.questions.order_by("position"))
    place = next(n for n, one in enumerate(questions) if one.pk == question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(questions):
        return UNCHANGED  # type: ignore[return-value]

    questions[place], questions[other] = questions[other], questions[place]
    in_order(questions)

    _record("question_moved", draft, actor=actor, number=other + 1, was=place + 1)
    return questions[other]


@command
def remove_question(question: Question, *, actor: Actor, version: int) -> QuestionnaireVersion:
    """Take a question out of a draft; those behind it move up. Its key is not given again."""
    require(actor, MAY, question)
    draft = lock(question.version_of)
    question = lock(question, version=version)
    refuse(guards.why_not_write(draft))

    _record("question_removed", draft, actor=actor, number=question.position, text=question.text)
    question.delete()
    in_order(draft.questions.order_by("position"))
    return draft


@command
def put_in_use(
    draft: QuestionnaireVersion, *, actor: Actor, version: int, in_use_date: date, on: date, seen: str = ""
) -> QuestionnaireVersion:
    """Use a version from a day on; the one used until then retires. What was put into use is never changed.

    `seen` is the print of the questions the page was read with (`queries.print_of`): others cannot slip in by another tab.
    """
    require(actor, MAY, draft)
    questionnaire = lock(draft.questionnaire)
    draft = lock(draft, version=version)
    before = questionnaire.versions.filter(state=State.IN_USE).first()
    questions = list(draft.questions.all())
    refuse(
        guards.why_not_seen(draft) if seen and seen != print_of(questions) else (),
        guards.why_not_put_in_use(draft, questions=questions, before=before, in_use_date=in_use_date, on=on),
    )

    if before is not None:
        before = lock(before)
        before.state, before.retired_date = State.RETIRED, in_use_date
        before.save()
    draft.state, draft.in_use_date = State.IN_USE, in_use_date
    draft.save()

    _record("put_in_use", draft, actor=actor, in_use_date=in_use_date, replaced=before.number if before else None)
    return draft


@command
def start_version(questionnaire: Questionnaire, *, actor: Actor) -> QuestionnaireVersion:
    """Begin the next version as a copy of the latest, with the same keys."""
    require(actor, MAY, questionnaire)
    questionnaire = lock(questionnaire)
    versions = list(questionnaire.versions.order_by("-number"))
    refuse(guards.why_not_start(questionnaire, versions=versions))

    latest = versions[0]
    draft = QuestionnaireVersion(
        agency_id=questionnaire.agency_id,
        questionnaire=questionnaire,
        number=latest.number + 1,
        **{name: getattr(latest, name) for name in WORDS},
    )
    draft.save()
    copy_questions(latest.questions.order_by("position"), to=draft)

    _record("version_started", draft, actor=actor, like=latest.number)
    return draft


@command
def drop_version(draft: QuestionnaireVersion, *, actor: Actor, version: int) -> Questionnaire:
    """Drop a draft that is not wanted; the version in use goes on."""
    require(actor, MAY, draft)
    questionnaire = lock(draft.questionnaire)
    draft = lock(draft, version=version)
    refuse(guards.why_not_drop(draft, is_only_one=not questionnaire.versions.exclude(pk=draft.pk).exists()))

    _record("version_dropped", draft, actor=actor, questions=draft.questions.count())
    draft.delete()
    return questionnaire


@command
def end_questionnaire(
    questionnaire: Questionnaire, *, actor: Actor, version: int, ended_date: date, reason: str, on: date
) -> Questionnaire:
    """Say that a questionnaire is used no more, and why; what was answered by it stays."""
    require(actor, MAY, questionnaire)
    one = lock(questionnaire, version=version)
    refuse(guards.why_not_end(one, ended_date=ended_date, reason=reason, on=on))

    one.ended_date = ended_date
    one.save()

    record("evaluation.questionnaire.ended", actor=actor, subject=one, reason=one_line(reason), ended_date=ended_date)
    return one


@command
def resume_questionnaire(questionnaire: Questionnaire, *, actor: Actor, version: int, reason: str) -> Questionnaire:
    """Take up again a questionnaire that had ended; the reason stays in the journal."""
    require(actor, MAY, questionnaire)
    one = lock(questionnaire, version=version)
    refuse(guards.why_not_resume(one, reason=reason))

    ended, one.ended_date = one.ended_date, None
    one.save()

    record("evaluation.questionnaire.resumed", actor=actor, subject=one, reason=one_line(reason), ended_date=ended)
    return one


def _record(act: str, version: QuestionnaireVersion, *, actor: Actor, **told: Any) -> None:
    """Keep what happened to a version in the journal of its questionnaire."""
    subject = version.questionnaire
    record(f"evaluation.questionnaire.{act}", actor=actor, subject=subject, version_number=version.number, **told)


def _earlier(question: Question, draft: QuestionnaireVersion) -> Question | None:
    """Return the question of the same key in the latest version before a draft."""
    rows = Question.objects.filter(
        agency_id=draft.agency_id,
        version_of__questionnaire_id=draft.questionnaire_id,
        version_of__number__lt=draft.number,
        key=question.key,
    )
    return rows.order_by("-version_of__number").first()


def _bearing(code: str, agency: Agency, but: Questionnaire | None = None) -> Questionnaire | None:
    """Return another questionnaire of the agency that bears a code, however it is written."""
    others = Questionnaire.objects.filter(agency=agency, code__iexact=code) if code else Questionnaire.objects.none()
    return others.exclude(pk=but.pk if but else None).first()


def _next_code(agency: Agency, *, on: date) -> str:
    """Return the next code of the year that nobody typed before."""
    while True:
        code = f"PKS-{on.year}-{next_number(agency, series=SERIES, year=on.year):02d}"
        if _bearing(code, agency) is None:
            return code
