"""Registers of audits, findings and nonconformities, and the pack of a management review, over many agencies' records.

The records are made by set-based SQL, without history, for as many agencies: nonconformities with a round, a cause and an
action each, audits with visits, checklists, findings and reports. The bare SQL of a pack asks one agency's tables for the
same numbers, a statement for each table, without the registry of facts and without a page.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pgtrigger
from django.db import connection, transaction
from django.urls import reverse

from bench.data import secretary
from bench.figures import Figure, median
from bench.pages import signed_in, timed
from bench.sizes import Sizes
from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.evaluation.models import Audit, ChecklistLine, Review
from sotay.evaluation.reviews.pack import figures_of
from sotay.improvement.models import Nonconformity

ROWS, TIMES, MOST = 8, 3, 2
WARMING = 3


def measure(sizes: Sizes) -> list[Figure]:
    """Make the records once, then ask for the registers and the pack in turn with the empty view and the bare SQL."""
    made = fill(sizes)
    actor = secretary()
    client, where = signed_in(actor.user), {"agency": actor.agency.short_name}
    empty = reverse("bench_empty", kwargs=where)
    registers = {
        "Register of audits": reverse("evaluation:audit_list", kwargs=where),
        "Findings": reverse("evaluation:finding_list", kwargs=where),
        "Nonconformities": reverse("improvement:nonconformity_list", kwargs=where),
        "Nonconformities, narrowed": reverse("improvement:nonconformity_list", kwargs=where) + "?state=CLOSED&grade=MINOR&source=AUDIT",
    }  # fmt: skip
    review = a_review(actor)
    asked: dict[str, Callable[[], float]] = {
        "empty": lambda: timed(client, empty),
        "bare": lambda: _timed(lambda: bare(review)),
        "pack": lambda: _timed(lambda: figures_of(review, on=today())),
        **{name: lambda path=path: timed(client, path) for name, path in registers.items()},  # type: ignore[misc]
    }
    times: dict[str, list[float]] = {name: [] for name in asked}
    for turn in range(WARMING + sizes.rounds):
        for name, act in asked.items():
            taken = act()
            if turn >= WARMING:
                times[name].append(taken)
    of_pack, base = median(times["pack"]), median(times["empty"])
    return [
        Figure("Nonconformities", Nonconformity.objects.count(), "", note=f"of {sizes.evaluated_in} agencies"),
        Figure("Audits", Audit.objects.count(), "", note=f"{ChecklistLine.objects.count()} lines, made in {made:.0f} s"),
        Figure("Pack of a review", of_pack, "s", MOST),
        Figure(
            "Pack of a review beside bare SQL", of_pack / median(times["bare"]), "× the bare SQL", TIMES,
            f"{of_pack * 1000:.0f} ms against {median(times['bare']) * 1000:.0f} ms",
        ),
        *(Figure(name, median(times[name]) / base, "× the empty view", ROWS, f"{median(times[name]) * 1000:.0f} ms, 50 rows")
          for name in registers),
    ]  # fmt: skip


def a_review(actor: Actor) -> Review:
    """Return the review of this year of the measured agency; made where there is none."""
    year, on = today().year, today()
    review, _made = Review.objects.get_or_create(
        agency=actor.agency, code=f"XX-{year}-01", slug=f"xx-{year}-01", year=year, title="Xem xét của lãnh đạo",
        meeting_at=datetime(year, on.month, on.day, 8, tzinfo=UTC), from_date=date(year, 1, 1), to_date=on,
    )  # fmt: skip
    return review


def fill(sizes: Sizes) -> float:
    """Make audits and nonconformities where there are none; return how many seconds it took."""
    began = time.perf_counter()
    if Nonconformity.objects.exists():
        return 0.0
    told: dict[str, Any] = {
        "agencies": sizes.evaluated_in,
        "sheets": sizes.sheets // sizes.evaluated_in,
        "audits": sizes.audits // sizes.evaluated_in,
        "lines": sizes.checklist_lines // sizes.audits,
        "today": f"'{today()}'",
    }
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        for statement in (_AUDITS, _VISITS, _LINES, _FINDINGS, _REPORTS, _SHEETS, _ROUNDS, _CAUSES):
            # pgtrigger puts a statement of its own before it, whose parameters bear no names
            cursor.execute((statement % told).replace("%", "%%"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return time.perf_counter() - began


def bare(review: Review) -> None:
    """Read the figures of a review straight from the tables."""
    told = {"agency": review.agency_id, "first": review.from_date, "last": review.to_date, "on": today()}
    with connection.cursor() as cursor:
        for statement in _BARE:
            cursor.execute(statement, told)
            cursor.fetchall()


def _timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


_MINE = """
    SELECT id, units, people FROM (SELECT id FROM agency_agency WHERE short_name LIKE 'bench-%%' ORDER BY id LIMIT %(agencies)s) AS chosen
    CROSS JOIN LATERAL (SELECT array_agg(id ORDER BY id) AS units FROM agency_unit WHERE agency_id = chosen.id) AS u
    CROSS JOIN LATERAL (SELECT array_agg(DISTINCT user_id) AS people FROM agency_seat WHERE agency_id = chosen.id) AS p
"""
_AUDITS = f"""
    INSERT INTO evaluation_audit (uuid, version, created_at, agency_id, year, number, code, slug, title, purpose, scope, criteria,
        scale, from_date, to_date, place, state, returned_reason, planned_date, closed_meeting_date, reported_date, cancelled_reason)
    SELECT gen_random_uuid(), 1, now(), mine.id, year, number, 'ĐG-' || year || '-' || lpad(number::text, 2, '0'),
        'dg-' || year || '-' || lpad(number::text, 2, '0'), 'Đánh giá nội bộ lần ' || number || ' năm ' || year, '', '', '',
        'FULL', day, day + 3, '', 'REPORTED', '', day - 20, day + 3, day + 8, ''
    FROM ({_MINE}) AS mine CROSS JOIN generate_series(1, %(audits)s) AS n
    CROSS JOIN LATERAL (SELECT extract(year FROM %(today)s::date)::int - n %% 10 AS year, 1 + n / 10 AS number) AS y
    CROSS JOIN LATERAL (SELECT make_date(year, 1, 10) + number * 20 %% 180 AS day) AS d
"""
_VISITS = f"""
    INSERT INTO evaluation_visit (uuid, version, created_at, agency_id, audit_id, slug, position, unit_id, starts_at, ends_at, place,
        content, clauses, finished_date, finished_by_id, sealed_hash, set_aside_reason)
    SELECT gen_random_uuid(), 1, now(), audit.agency_id, audit.id, audit.slug || '-' || turn, turn, mine.units[turn],
        audit.from_date + interval '8 hours' * turn, audit.from_date + interval '8 hours' * turn + interval '2 hours', '', '',
        '{{{{8.5.1,7.5}}}}', audit.to_date, mine.people[1], repeat('0', 64), ''
    FROM evaluation_audit audit JOIN ({_MINE}) AS mine ON mine.id = audit.agency_id
    CROSS JOIN LATERAL generate_series(1, array_length(mine.units, 1)) AS turn
""".replace("{{", "{").replace("}}", "}")
_LINES = """
    INSERT INTO evaluation_checklistline (uuid, version, created_at, agency_id, visit_id, position, source, source_code, clause,
        question, look_for, evidence, samples, result, answered_by_id, answered_at)
    SELECT gen_random_uuid(), 1, now(), visit.agency_id, visit.id, n, 'LIBRARY', '', '8.5.1', 'Câu hỏi số ' || n, '',
        'Đã xem hồ sơ số ' || n, '', CASE WHEN n %% 12 = 0 THEN 'MINOR' WHEN n %% 7 = 0 THEN 'NOTE' ELSE 'CONFORMS' END,
        visit.finished_by_id, visit.ends_at
    FROM (SELECT *, count(*) OVER (PARTITION BY audit_id) AS together FROM evaluation_visit) AS visit
    CROSS JOIN LATERAL generate_series(1, %(lines)s / together) AS n
"""
_FINDINGS = """
    INSERT INTO evaluation_finding (uuid, version, created_at, agency_id, audit_id, visit_id, line_id, number, code, slug, unit_id,
        grade, clause, what, evidence, found_by_id, found_date, opinion, opinion_text, opinion_by_id, opinion_date, dropped_reason,
        is_dropped)
    SELECT gen_random_uuid(), 1, now(), line.agency_id, visit.audit_id, visit.id, line.id, line.place,
        audit.code || '/' || line.place, audit.slug || '-' || line.place, visit.unit_id, line.result, line.clause,
        'Chưa lưu đủ hồ sơ theo quy trình, lần ' || line.place, line.evidence, line.answered_by_id, audit.to_date, 'AGREED', '',
        line.answered_by_id, audit.to_date, '', false
    FROM (SELECT *, row_number() OVER (PARTITION BY agency_id, audit_of ORDER BY id) AS place FROM
            (SELECT l.*, v.audit_id AS audit_of FROM evaluation_checklistline l JOIN evaluation_visit v ON v.id = l.visit_id
             WHERE l.result IN ('MINOR', 'NOTE')) AS found) AS line
    JOIN evaluation_visit visit ON visit.id = line.visit_id
    JOIN evaluation_audit audit ON audit.id = visit.audit_id
"""
_REPORTS = """
    INSERT INTO evaluation_auditreport (uuid, version, created_at, agency_id, audit_id, basis, former, effectiveness, conclusion,
        recommendations, figures, submitted_date)
    SELECT gen_random_uuid(), 1, now(), agency_id, id, '', '', '', 'Hệ thống được duy trì.', '', '{{}}', closed_meeting_date
    FROM evaluation_audit
""".replace("{{", "{").replace("}}", "}")
_SHEETS = f"""
    INSERT INTO improvement_nonconformity (uuid, version, created_at, agency_id, code, slug, source, origin_type, origin_text, what,
        unit_id, place, found_date, evidence, found_by_id, grade, clause, requirement, due_date, correction, correction_date,
        correction_by_id, need, need_reason, need_by_id, need_date, similar_text, changes_text, round, state, state_reason,
        accepted_date, closed_date, closed_by_id, owner_role, owner_unit_id, people, answered_by)
    SELECT gen_random_uuid(), 1, now(), mine.id, 'KPH-' || n, 'kph-' || n,
        (ARRAY['AUDIT', 'SELF', 'DOSSIER', 'COMPLAINT', 'INSPECTION'])[1 + n %% 5], '', '', 'Chưa lưu đủ hồ sơ theo quy trình ' || n,
        unit, '', found, 'Hồ sơ số ' || n, mine.people[1], CASE WHEN n %% 9 = 0 THEN 'MAJOR' ELSE 'MINOR' END,
        (ARRAY['8.5.1', '7.5', '8.6', '9.1.2'])[1 + n %% 4], '', found + 30, 'Đã bổ sung', found + 1, mine.people[1], 'ACTION', '',
        mine.people[1], found + 2, '', '', 1, state, '', found + 1, CASE WHEN state = 'CLOSED' THEN found + 25 END,
        CASE WHEN state = 'CLOSED' THEN mine.people[1] END, 'UNIT_HEAD', unit, '', '{{{{}}}}'
    FROM ({_MINE}) AS mine CROSS JOIN generate_series(1, %(sheets)s) AS n
    CROSS JOIN LATERAL (SELECT %(today)s::date - (n * 7919 %% 1460) AS found, mine.units[1 + n %% array_length(mine.units, 1)] AS unit) AS f
    CROSS JOIN LATERAL (SELECT CASE WHEN n %% 11 = 0 THEN 'ACTING' WHEN n %% 13 = 0 THEN 'VERIFYING' ELSE 'CLOSED' END AS state) AS s
""".replace("{{", "{").replace("}}", "}")
_ROUNDS = """
    INSERT INTO improvement_round (uuid, version, created_at, agency_id, nonconformity_id, number, method, root_cause, approved_date,
        returned_reason, actions_done_date, verify_from, verified_by_id, verified_date, verdict, verdict_text, reopened_reason)
    SELECT gen_random_uuid(), 1, now(), agency_id, id, 1, 'FIVE_WHY', 'Chưa có người kiểm tra lại', found_date + 5, '',
        CASE WHEN state <> 'ACTING' THEN found_date + 20 END, CASE WHEN state <> 'ACTING' THEN found_date + 20 END,
        closed_by_id, closed_date, CASE WHEN state = 'CLOSED' THEN 'EFFECTIVE' ELSE '' END,
        CASE WHEN state = 'CLOSED' THEN 'Không lặp lại' ELSE '' END, ''
    FROM improvement_nonconformity
"""
_CAUSES = """
    INSERT INTO improvement_cause (uuid, version, created_at, agency_id, round_id, position, branch, text)
    SELECT gen_random_uuid(), 1, now(), agency_id, id, 1, '', root_cause FROM improvement_round
"""
_BARE = (
    """
    SELECT count(*) FILTER (WHERE found_date BETWEEN %(first)s AND %(last)s),
        count(*) FILTER (WHERE closed_date IS NULL OR closed_date > %(last)s),
        count(*) FILTER (WHERE (closed_date IS NULL OR closed_date > %(last)s) AND due_date < %(last)s),
        count(*) FILTER (WHERE closed_date BETWEEN %(first)s AND %(last)s),
        count(*) FILTER (WHERE closed_date BETWEEN %(first)s AND %(last)s AND round = 1)
    FROM improvement_nonconformity WHERE agency_id = %(agency)s AND state <> 'REJECTED' AND found_date <= %(last)s
    """,
    """
    SELECT unit_id, count(*) FROM improvement_nonconformity
    WHERE agency_id = %(agency)s AND state <> 'REJECTED' AND found_date BETWEEN %(first)s AND %(last)s GROUP BY unit_id
    """,
    """
    SELECT code, reported_date FROM evaluation_audit
    WHERE agency_id = %(agency)s AND reported_date BETWEEN %(first)s AND %(last)s ORDER BY reported_date
    """,
    """
    SELECT count(DISTINCT visit.unit_id) FROM evaluation_visit visit JOIN evaluation_audit audit ON audit.id = visit.audit_id
    WHERE visit.agency_id = %(agency)s AND audit.reported_date BETWEEN %(first)s AND %(last)s
    """,
    """
    SELECT finding.unit_id, finding.grade, count(*) FROM evaluation_finding finding
    JOIN evaluation_audit audit ON audit.id = finding.audit_id
    WHERE finding.agency_id = %(agency)s AND audit.reported_date BETWEEN %(first)s AND %(last)s AND NOT finding.is_dropped
    GROUP BY finding.unit_id, finding.grade
    """,
    """
    SELECT finding.unit_id, count(*) FROM evaluation_finding finding JOIN evaluation_audit audit ON audit.id = finding.audit_id
    WHERE finding.agency_id = %(agency)s AND audit.closed_meeting_date <= %(last)s AND NOT finding.is_dropped
        AND (finding.opinion = '' OR finding.opinion_date > %(last)s) GROUP BY finding.unit_id
    """,
    """
    SELECT DISTINCT ON (objective.key) objective.key, objective.direction, objective.target_value, result.value, report.period
    FROM planning_result result JOIN planning_report report ON report.id = result.report_id
    JOIN planning_objective objective ON objective.id = result.objective_id
    WHERE result.agency_id = %(agency)s AND report.year = extract(year FROM %(last)s::date) AND report.sent_date <= %(last)s
    ORDER BY objective.key, report.cutoff_date DESC
    """,
    """
    SELECT whole.unit_id, count(*) FROM planning_objective objective JOIN planning_objectiveset whole ON whole.id = objective.set_id
    WHERE whole.agency_id = %(agency)s AND whole.year = extract(year FROM %(last)s::date) GROUP BY whole.unit_id
    """,
    """
    SELECT count(*) FILTER (WHERE given_date BETWEEN %(first)s AND %(last)s),
        count(*) FILTER (WHERE done_date BETWEEN %(first)s AND %(last)s AND state IN ('DONE', 'CONFIRMED')),
        count(*) FILTER (WHERE given_date <= %(on)s AND due_date < %(on)s AND (state IN ('GIVEN', 'TAKEN', 'RETURNED')
            OR (state IN ('DONE', 'CONFIRMED') AND done_date > %(on)s) OR (state = 'CANCELLED' AND ended_date > %(on)s)))
    FROM work_assignment WHERE agency_id = %(agency)s
    """,
    """
    SELECT count(*) FROM work_notice WHERE agency_id = %(agency)s AND kind IN ('REMINDER', 'OVERDUE', 'HELP_ASKED')
        AND reminded_date BETWEEN %(first)s AND %(last)s
    """,
    """
    SELECT count(*), count(DISTINCT document_id) FROM support_revision
    WHERE agency_id = %(agency)s AND state IN ('IN_FORCE', 'SUPERSEDED', 'WITHDRAWN') AND in_force_date BETWEEN %(first)s AND %(last)s
    """,
    """
    SELECT count(*) FROM support_document document
    WHERE agency_id = %(agency)s AND state = 'IN_FORCE' AND next_review_date < %(on)s AND NOT EXISTS (
        SELECT 1 FROM support_revision WHERE document_id = document.id AND state IN ('DRAFT', 'SUBMITTED', 'APPROVED'))
    """,
    """
    SELECT count(*) FILTER (WHERE effective_date BETWEEN %(first)s AND %(last)s),
        count(*) FILTER (WHERE effective_date <= %(on)s AND (expiry_date IS NULL OR expiry_date > %(on)s)
            AND NOT EXISTS (SELECT 1 FROM context_lawreview WHERE law_id = law.id)),
        count(*) FILTER (WHERE effective_date <= %(on)s AND (expiry_date IS NULL OR expiry_date > %(on)s) AND EXISTS (
            SELECT 1 FROM context_lawreview WHERE law_id = law.id AND (decided_date IS NULL OR decided_date > %(on)s)))
    FROM context_law law WHERE agency_id = %(agency)s AND NOT is_unrelated
    """,
    """
    SELECT 1 FROM context_scope WHERE agency_id = %(agency)s AND approved_date <= %(on)s AND state IN ('IN_FORCE', 'SUPERSEDED')
        AND (superseded_date IS NULL OR superseded_date > %(on)s)
    """,
    """
    SELECT 1 FROM leadership_policy WHERE agency_id = %(agency)s AND approved_date <= %(on)s AND state IN ('IN_FORCE', 'SUPERSEDED')
        AND (superseded_date IS NULL OR superseded_date > %(on)s)
    """,
    """
    SELECT count(*) FROM context_process WHERE agency_id = %(agency)s AND (ended_date IS NULL OR ended_date > %(on)s)
    """,
    """
    SELECT month, sum(received), sum(settled_early), sum(settled_on_time), sum(settled_late), sum(received_online)
    FROM operation_dossiertally WHERE agency_id = %(agency)s AND month <= %(last)s GROUP BY month
    """,
    """
    SELECT month, received, received_online, settled, settled_early, settled_on_time, settled_late FROM operation_monthlycount
    WHERE agency_id = %(agency)s AND month BETWEEN %(first)s AND %(last)s
    """,
    """
    SELECT kind, count(*) FILTER (WHERE found_date >= %(first)s), count(*) FILTER (WHERE state <> 'CLOSED' OR checked_date > %(last)s)
    FROM operation_nonconformingoutput WHERE agency_id = %(agency)s AND found_date <= %(last)s AND state <> 'CANCELLED' GROUP BY kind
    """,
    """
    SELECT count(*) FROM operation_provider
    WHERE agency_id = %(agency)s AND from_date <= %(last)s AND (ended_date IS NULL OR ended_date > %(first)s)
    """,
    """
    SELECT latest.outcome, count(*) FROM operation_provider provider CROSS JOIN LATERAL (
        SELECT outcome FROM operation_providerevaluation WHERE provider_id = provider.id AND date BETWEEN %(first)s AND %(last)s
            AND (withdrawn_date IS NULL OR withdrawn_date > %(last)s) ORDER BY date DESC, id DESC LIMIT 1) AS latest
    WHERE provider.agency_id = %(agency)s GROUP BY latest.outcome
    """,
    """
    SELECT count(*) FILTER (WHERE proposed_date BETWEEN %(first)s AND %(last)s AND state <> 'WITHDRAWN'),
        count(*) FILTER (WHERE done_date BETWEEN %(first)s AND %(last)s AND state IN ('DONE', 'MEASURED')),
        count(*) FILTER (WHERE measured_date BETWEEN %(first)s AND %(last)s AND outcome = 'BETTER')
    FROM improvement_proposal WHERE agency_id = %(agency)s
    """,
    """
    SELECT count(DISTINCT inspection.id) FILTER (WHERE from_date BETWEEN %(first)s AND %(last)s AND state <> 'CANCELLED'),
        count(finding.id) FILTER (WHERE minutes_date BETWEEN %(first)s AND %(last)s),
        count(DISTINCT inspection.id) FILTER (WHERE finding.id IS NOT NULL AND fixes_date IS NULL AND fixes_due_date < %(last)s)
    FROM evaluation_inspection inspection LEFT JOIN evaluation_inspectionfinding finding ON finding.inspection_id = inspection.id
    WHERE inspection.agency_id = %(agency)s
    """,
    """
    SELECT programme.id, count(line.id) FROM evaluation_programme programme
    LEFT JOIN evaluation_programmeline line ON line.programme_id = programme.id
    WHERE programme.agency_id = %(agency)s AND year = extract(year FROM %(last)s::date) AND approved_date <= %(last)s GROUP BY programme.id
    """,
    """
    SELECT answer.unit_id, answer.channel, count(*) FROM evaluation_answer answer
    LEFT JOIN operation_dossier dossier ON dossier.id = answer.dossier_id
    WHERE answer.agency_id = %(agency)s AND invalid_reason = ''
        AND coalesce(dossier.settled_date, answer.given_date) BETWEEN %(first)s AND %(last)s GROUP BY answer.unit_id, answer.channel
    """,
    """
    SELECT count(*) FROM evaluation_synthesis WHERE agency_id = %(agency)s AND issued_date BETWEEN %(first)s AND %(last)s
    """,
    """
    SELECT kind, count(*) FILTER (WHERE received_date BETWEEN %(first)s AND %(last)s),
        count(*) FILTER (WHERE due_date BETWEEN %(first)s AND %(last)s AND ended_date <= due_date),
        count(*) FILTER (WHERE due_date < %(last)s AND (ended_date IS NULL OR ended_date > %(last)s))
    FROM evaluation_feedback WHERE agency_id = %(agency)s AND received_date <= %(last)s GROUP BY kind
    """,
    """
    SELECT assignment.state, assignment.due_date < %(on)s, count(*),
        count(*) FILTER (WHERE assignment.done_date BETWEEN %(first)s AND %(last)s)
    FROM evaluation_reviewdecision decision LEFT JOIN work_assignment assignment ON assignment.id = decision.assignment_id
    WHERE decision.agency_id = %(agency)s GROUP BY assignment.state, assignment.due_date < %(on)s
    """,
)
"""What the facts of the pack count, written as somebody with a database console would."""
