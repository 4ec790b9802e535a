"""Results of each question, as plain values: the same question of several versions of a questionnaire is one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final

from sotay.evaluation.satisfaction.models import Factor, Question
from sotay.evaluation.satisfaction.synthesis.counts import Counts, Place
from sotay.evaluation.satisfaction.synthesis.rates import BEST, PLACES, Levels
from sotay.operation.statistics.rates import half_up

Kind = Question.Kind
Plain = dict[str, Any]
Key = tuple[str, str, str]
"""Questionnaire, key and kind: what makes a question the same."""
CHOSEN: Final = (Kind.SINGLE, Kind.MULTIPLE)


def results(counts: Counts) -> list[Plain]:
    """Return a row for each question that was asked, in the order of the newest version; one query.

    `n` are those who answered it. Of a Likert question `levels` and `clean` are the counts of levels 1–5 of all and of
    those not flagged; of choices and yes-or-no `options` has [words, count, count not flagged]; of a number its mean.
    """
    versions = {version for version, _position in (*counts.marks, *counts.texts)}
    rows = Question.objects.filter(version_of__in=versions).select_related("version_of__questionnaire")
    by_key: dict[Key, list[Question]] = defaultdict(list)
    for one in rows.order_by("version_of__questionnaire__code", "-version_of__number", "position"):
        by_key[one.version_of.questionnaire.code, one.key, one.kind].append(one)
    return [_row(questionnaire, same, counts) for (questionnaire, _key, _kind), same in by_key.items()]


def factors(rows: Iterable[Plain]) -> list[Plain]:
    """Return the Likert questions of each factor counted together, in the order of the factors."""
    found: dict[str, list[Plain]] = defaultdict(list)
    for row in rows:
        if row["kind"] == Kind.LIKERT:
            found[row["factor"]].append(row)
    return [
        {
            "key": factor,
            "questions": len(found[factor]),
            "levels": Levels.together(Levels(row["levels"]) for row in found[factor]).counts,
            "clean": Levels.together(Levels(row["clean"]) for row in found[factor]).counts,
        }
        for factor in Factor.values
        if found[factor]
    ]


def _row(questionnaire: str, same: list[Question], counts: Counts) -> Plain:
    newest = same[0]
    places: dict[Place, Question] = {(one.version_of_id, one.position): one for one in same}
    row: Plain = {
        "questionnaire": questionnaire,
        "key": newest.key,
        "kind": newest.kind,
        "factor": newest.factor,
        "text": newest.text,
        "text_en": newest.text_en,
    }
    told = {place: counts.marks.get(place, {}) for place in places}
    answered = sum(count for marks in told.values() for count, _clean in marks.values())
    if newest.kind == Kind.LIKERT:
        return row | _levels(told) | {"n": answered}
    if newest.kind == Kind.TEXT:
        return row | {"n": sum(counts.texts.get(place, 0) for place in places)}
    if newest.kind == Kind.NUMBER:
        return row | _number(told) | {"n": answered}
    return row | {"n": answered, "options": _options(places, told)}


def _levels(told: dict[Place, dict[int, tuple[int, int]]]) -> Plain:
    all_, clean = Levels(), Levels()
    for marks in told.values():
        for mark, (count, good) in marks.items():
            if 1 <= mark <= BEST:
                all_.add(mark, count)
                clean.add(mark, good)
    return {"levels": all_.counts, "clean": clean.counts}


def _number(told: dict[Place, dict[int, tuple[int, int]]]) -> Plain:
    values: Counter[int] = Counter()
    for marks in told.values():
        for mark, (count, _clean) in marks.items():
            values[mark] += count
    if not values:
        return {"mean": None, "lowest": None, "highest": None}
    mean = half_up(Fraction(sum(mark * count for mark, count in values.items()), values.total()), PLACES)
    return {"mean": str(mean), "lowest": min(values), "highest": max(values)}


def _options(places: dict[Place, Question], told: dict[Place, dict[int, tuple[int, int]]]) -> list[list[Any]]:
    """Return each choice with how often it was taken, by its words: a version may have them in another order."""
    found: dict[str, list[int]] = {}
    for place, one in places.items():
        names = ["Không", "Có"] if one.kind == Kind.YES_NO else one.options
        for name in names:
            found.setdefault(name, [0, 0])
        for mark, counted in told[place].items():
            for name in _chosen(one, names, mark):
                found[name] = [have + more for have, more in zip(found[name], counted, strict=True)]
    rows = [[name, *counted] for name, counted in found.items()]
    return rows[::-1] if next(iter(places.values())).kind == Kind.YES_NO else rows


def _chosen(one: Question, names: list[str], mark: int) -> list[str]:
    if one.kind == Kind.MULTIPLE:
        return [name for place, name in enumerate(names) if mark >> place & 1]
    place = mark if one.kind == Kind.YES_NO else mark - 1
    return [names[place]] if 0 <= place < len(names) else []
