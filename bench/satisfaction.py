"""Syntheses over the answers of many agencies: figures and page beside bare SQL over the answers themselves.

The answers are made by set-based SQL, without history; every other one belongs to a dossier of the bench of statistics. The
bare SQL reads a half of one agency and the half before it straight from the answers – levels by question, by unit,
procedure and channel, with and without flagged ones – without names, coverage, words, comparison or a page.
"""

import statistics as numbers
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pgtrigger
from django.db import connection, transaction
from django.urls import reverse

from bench import statistics as dossiers
from bench.data import secretary
from bench.figures import Figure, median
from bench.pages import signed_in, timed
from bench.sizes import Sizes
from sotay.agency.clock import today
from sotay.evaluation.models import Answer, Synthesis
from sotay.evaluation.satisfaction.synthesis.figures import days_before, read_figures

TIMES, MOST = 3, 1_000
PERCENT = 95
LIKERT, DAYS, HALF = 10, 365, 182
"""Likert questions of a sheet; over how many days the answers of an agency came; how many of them a synthesis sums up."""
WARMING = 2


def measure(sizes: Sizes) -> list[Figure]:
    """Make the answers once, then ask for the figures of a half, for its page and for the bare SQL in turn."""
    dossiers.fill(sizes)
    made = fill(sizes)
    actor = secretary()
    one = _synthesis(actor.agency)
    client = signed_in(actor.user)
    page = reverse("evaluation:synthesis_detail", kwargs={"agency": actor.agency.short_name, "slug": one.slug})
    before = days_before(one)
    asked: dict[str, Callable[[], Any]] = {
        "bare": lambda: _timed(lambda: bare(one.agency_id, (one.from_date, one.to_date), (before.first, before.last))),
        "figures": lambda: _timed(lambda: read_figures(one, on=today())),
        "page": lambda: timed(client, page),
    }
    times: dict[str, list[float]] = {name: [] for name in asked}
    for turn in range(WARMING + sizes.rounds):
        for name, act in asked.items():
            taken = act()
            if turn >= WARMING:
                times[name].append(taken)
    told = read_figures(one, on=today())
    return [
        Figure("Answers", Answer.objects.count(), "", note=f"of {sizes.answered_in} agencies, made in {made:.0f} s"),
        Figure(
            "Answers of the half that is summed up", told["answers"], "", note=f"{told['before']['answers']} before"
        ),
        Figure("Bare SQL over the answers of two halves", median(times["bare"]) * 1000, "ms"),
        *(figure for name in ("figures", "page") for figure in _figures(name, times)),
    ]


def _figures(name: str, times: dict[str, list[float]]) -> list[Figure]:
    taken = times[name]
    word = {"figures": "Synthesis of a half", "page": "Page of the synthesis"}[name]
    high = numbers.quantiles(taken, n=100)[PERCENT - 1] * 1000
    note = f"median {median(taken) * 1000:.0f} ms, {len(taken)} times"
    return [
        Figure(word, median(taken) / median(times["bare"]), "× the bare SQL", TIMES),
        Figure(f"{word}, {PERCENT}th percentile", high, "ms", MOST, note),
    ]


def _synthesis(agency: Any) -> Synthesis:
    """Return the draft that is measured, of the last days."""
    last = today()
    values = {"title": "Báo cáo", "from_date": last - timedelta(days=HALF - 1), "to_date": last, "code": "BCKS"}
    one, _made = Synthesis.objects.get_or_create(agency=agency, slug="bcks", defaults=values)
    return one


def fill(sizes: Sizes) -> float:
    """Make questionnaires, surveys, answers and a flagged group for each agency; return how many seconds it took."""
    began = time.perf_counter()
    if Answer.objects.exists():
        return 0.0
    told = {
        "agencies": sizes.answered_in, "likert": LIKERT, "days": DAYS, "today": f"'{today()}'",
        "each": sizes.answers // sizes.answered_in,
    }  # fmt: skip
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        for statement in (_QUESTIONNAIRES, _VERSIONS, _QUESTIONS, _SURVEYS, _ANSWERS, _SUSPICIONS, _SUSPECTS):
            # pgtrigger puts a statement of its own before it, whose parameters bear no names
            cursor.execute((statement % told).replace("%", "%%"))
    with connection.cursor() as cursor:
        for table in ("answer", "suspectanswer", "question", "survey"):
            cursor.execute(f"VACUUM ANALYZE evaluation_{table}")
    return time.perf_counter() - began


def bare(agency_id: int, *spans: tuple[date, date]) -> None:
    """Read the levels of these days straight from the answers."""
    with connection.cursor() as cursor:
        for first, last in spans:
            cursor.execute(_BARE, {"agency": agency_id, "first": first, "last": last})
            cursor.fetchall()


def _timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


_OF_BENCH = "(SELECT id FROM agency_agency WHERE short_name LIKE 'bench-%%' ORDER BY id LIMIT %(agencies)s) AS agency"
_QUESTIONNAIRES = f"""
    INSERT INTO evaluation_questionnaire (uuid, version, created_at, agency_id, code, slug, title, title_en, about, made_from)
    SELECT gen_random_uuid(), 1, now(), agency.id, 'BM-KS', 'bm-ks', 'Phiếu khảo sát', '', 'SERVICES', '' FROM {_OF_BENCH}
"""
_VERSIONS = """
    INSERT INTO evaluation_questionnaireversion (uuid, version, created_at, agency_id, questionnaire_id, number, intro, intro_en,
        thanks, thanks_en, state, in_use_date)
    SELECT gen_random_uuid(), 1, now(), agency_id, id, 1, '', '', '', '', 'IN_USE', %(today)s::date - %(days)s
    FROM evaluation_questionnaire WHERE code = 'BM-KS'
"""
_QUESTIONS = """
    INSERT INTO evaluation_question (uuid, version, created_at, agency_id, version_of_id, key, position, kind, factor, text,
        text_en, options, options_en, is_required)
    SELECT gen_random_uuid(), 1, now(), agency_id, id, 'cau-' || n, n, CASE WHEN n > %(likert)s THEN 'YES_NO' ELSE 'LIKERT' END,
        (ARRAY['ACCESS', 'PROCEDURES', 'OFFICIALS', 'RESULTS', 'FEEDBACK'])[1 + n %% 5], 'Câu ' || n, '', '{}', '{}', false
    FROM evaluation_questionnaireversion CROSS JOIN generate_series(1, %(likert)s + 1) AS n
"""
_SURVEYS = """
    INSERT INTO evaluation_survey (uuid, version, created_at, agency_id, code, slug, title, asks_id, from_date, to_date, channels,
        is_standing, state, opened_date)
    SELECT gen_random_uuid(), 1, now(), agency_id, 'KS', 'ks', 'Khảo sát', id, %(today)s::date - %(days)s, %(today)s::date + 100,
        '{QR,PAPER}', true, 'OPEN', %(today)s::date - %(days)s
    FROM evaluation_questionnaireversion
"""
_ANSWERS = """
    INSERT INTO evaluation_answer (uuid, version, created_at, agency_id, survey_id, channel, proof, unit_id, service_id, dossier_id,
        given_date, answered_at, nonce, marks, texts_hash, is_english, invalid_reason)
    SELECT gen_random_uuid(), 1, now(), survey.agency_id, survey.id, (ARRAY['QR', 'PAPER', 'KIOSK', 'PHONE'])[1 + n %% 4],
        CASE WHEN dossier.id IS NULL THEN 'NONE' ELSE 'CODE' END, units.ids[1 + n %% array_length(units.ids, 1)],
        services.ids[1 + n %% array_length(services.ids, 1)], dossier.id, %(today)s::date - n %% %(days)s, now(),
        gen_random_uuid(),
        ARRAY(SELECT 5 - (n * (q + 3) %% 7) / 3 FROM generate_series(1, %(likert)s) AS q) || ARRAY[(n %% 5 > 0)::int], '',
        false, CASE WHEN n %% 100 = 0 THEN 'Phiếu trắng' ELSE '' END
    FROM evaluation_survey AS survey
    CROSS JOIN LATERAL (SELECT array_agg(id ORDER BY id) AS ids FROM agency_unit WHERE agency_id = survey.agency_id) AS units
    CROSS JOIN LATERAL (
        SELECT array_agg(id ORDER BY id) AS ids FROM context_service WHERE agency_id = survey.agency_id) AS services
    CROSS JOIN generate_series(1, %(each)s) AS n
    LEFT JOIN (SELECT id, agency_id, row_number() OVER (PARTITION BY agency_id ORDER BY received_date DESC, id) AS place
        FROM operation_dossier) AS dossier ON dossier.agency_id = survey.agency_id AND dossier.place * 2 = n
"""
_SUSPICIONS = """
    INSERT INTO evaluation_suspicion (uuid, version, created_at, agency_id, kind, key, slug, survey_id, day, found_date, state,
        reason)
    SELECT gen_random_uuid(), 1, now(), agency_id, 'SAME_PATTERN', 'bench', 'bench', id, %(today)s::date, %(today)s::date,
        'WAITING', ''
    FROM evaluation_survey
"""
_SUSPECTS = """
    INSERT INTO evaluation_suspectanswer (uuid, version, created_at, agency_id, suspicion_id, answer_id)
    SELECT gen_random_uuid(), 1, now(), suspicion.agency_id, suspicion.id, answer.id
    FROM evaluation_suspicion AS suspicion
    CROSS JOIN LATERAL (SELECT id FROM evaluation_answer WHERE agency_id = suspicion.agency_id ORDER BY id DESC LIMIT 200) AS answer
"""
_BARE = """
    WITH one AS (
        SELECT answer.id, COALESCE(dossier.unit_id, answer.unit_id) AS unit_id,
            COALESCE(dossier.service_id, answer.service_id) AS service_id, answer.channel, answer.marks, survey.asks_id,
            EXISTS (SELECT FROM evaluation_suspectanswer AS member JOIN evaluation_suspicion AS suspicion
                ON suspicion.id = member.suspicion_id AND suspicion.state IN ('WAITING', 'UPHELD')
                WHERE member.answer_id = answer.id) AS is_flagged
        FROM evaluation_answer AS answer
        JOIN evaluation_survey AS survey ON survey.id = answer.survey_id
        LEFT JOIN operation_dossier AS dossier ON dossier.id = answer.dossier_id
        WHERE answer.agency_id = %(agency)s AND answer.invalid_reason = ''
            AND CASE WHEN dossier.id IS NULL THEN answer.given_date ELSE dossier.settled_date END BETWEEN %(first)s AND %(last)s
            AND NOT (answer.proof = 'CODE' AND EXISTS (SELECT FROM evaluation_answer AS other
                WHERE other.agency_id = answer.agency_id AND other.dossier_id = answer.dossier_id AND other.proof = 'TOKEN'
                    AND other.invalid_reason = ''))
    )
    SELECT asks_id, place, unit_id, service_id, channel, mark, count(*), count(*) FILTER (WHERE NOT is_flagged)
    FROM one CROSS JOIN LATERAL unnest(one.marks) WITH ORDINALITY AS told(mark, place)
    WHERE mark IS NOT NULL
    GROUP BY GROUPING SETS ((asks_id, place, mark), (unit_id, mark), (service_id, mark), (channel, mark))
"""
