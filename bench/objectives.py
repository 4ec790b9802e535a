"""The data of planning: sets of objectives of four years with their results, and open work, by set-based SQL."""

from datetime import date

from django.db import connection

from sotay.agency.clock import today

YEARS = 4
IN_A_YEAR = 200
"""Objectives of an agency in a year, shared out among its units."""
OPEN_WORK = 60
"""Open assignments of the secretary of each agency, more than a page shows."""


def fill(first: int, last: int, *, years: int = YEARS, each: int = IN_A_YEAR, work: int = OPEN_WORK) -> None:
    """Give the agencies numbered `first` to `last` sets, objectives (`each` a year), reports, results and open work."""
    year = today().year
    told = {
        "first": first,
        "last": last,
        "years": years,
        "year": year,
        "each": each,
        "work": work,
        "today": today(),
    }
    told["jan"] = date(year, 1, 5)
    with connection.cursor() as cursor:
        for statement in (_SETS, _OBJECTIVES, _REPORTS, _RESULTS, _WORK):
            cursor.execute(statement, told)


_AGENCIES = "SELECT 'bench-' || n FROM generate_series(%(first)s, %(last)s) AS n"
_SETS = f"""
    INSERT INTO planning_objectiveset (uuid, version, created_at, agency_id, unit_id, year, revision, slug, state, reason,
        returned_reason, in_force_date, approved_date, closed_date, is_kept)
    SELECT gen_random_uuid(), 1, now(), unit.agency_id, unit.id, y, 0, y || '-' || unit.slug,
        CASE WHEN y = %(year)s THEN 'IN_FORCE' ELSE 'CLOSED' END, '', '', make_date(y, 1, 5), make_date(y, 1, 5),
        CASE WHEN y < %(year)s THEN make_date(y + 1, 1, 15) END, false
    FROM agency_unit unit JOIN agency_agency agency ON agency.id = unit.agency_id
    CROSS JOIN generate_series(%(year)s - %(years)s + 1, %(year)s) AS y
    WHERE agency.short_name IN ({_AGENCIES})
"""
_OBJECTIVES = f"""
    INSERT INTO planning_objective (uuid, version, created_at, agency_id, set_id, key, code, slug, "order", statement,
        target_text, direction, target_value, measure, formula, periods, data_source, policy_link, owner_role, owner_unit_id, fact)
    SELECT gen_random_uuid(), 1, now(), one.agency_id, one.id, gen_random_uuid(), 'MT-' || lpad(n::text, 3, '0'),
        one.slug || '-mt-' || n, n, 'Giải quyết đúng hạn nhóm hồ sơ số ' || n, '≥ 95 %%', 'GE', 95, '%%',
        'Số hồ sơ đúng hạn chia cho số hồ sơ đã giải quyết', 'HALF', 'Hệ thống một cửa', '', 'UNIT_HEAD', one.unit_id, ''
    FROM planning_objectiveset one JOIN agency_agency agency ON agency.id = one.agency_id
    CROSS JOIN LATERAL (SELECT count(*) AS units FROM agency_unit u WHERE u.agency_id = one.agency_id) AS c
    CROSS JOIN LATERAL generate_series(1, %(each)s / c.units) AS n
    WHERE agency.short_name IN ({_AGENCIES})
"""
_REPORTS = f"""
    INSERT INTO planning_report (uuid, version, created_at, agency_id, unit_id, period, year, slug, cutoff_date, state, note,
        sent_date, due_date, returned_reason, taken_date)
    SELECT gen_random_uuid(), 1, now(), one.agency_id, one.unit_id, one.year || '-H1', one.year, one.slug || '-h1',
        make_date(one.year, 5, 31), 'TAKEN', '', make_date(one.year, 6, 5), make_date(one.year, 6, 9), '',
        make_date(one.year, 6, 12)
    FROM planning_objectiveset one JOIN agency_agency agency ON agency.id = one.agency_id
    WHERE agency.short_name IN ({_AGENCIES}) AND make_date(one.year, 6, 12) <= %(today)s
"""
_RESULTS = f"""
    INSERT INTO planning_result (uuid, version, created_at, agency_id, report_id, objective_id, key, value, cause, remedy,
        evidence, fact, fact_said)
    SELECT gen_random_uuid(), 1, now(), report.agency_id, report.id, objective.id, objective.key,
        90 + objective."order" %% 10, 'Thiếu người', 'Bổ sung người', '', '', ''
    FROM planning_report report
    JOIN planning_objectiveset one ON one.agency_id = report.agency_id AND one.unit_id = report.unit_id AND one.year = report.year
    JOIN planning_objective objective ON objective.set_id = one.id
    JOIN agency_agency agency ON agency.id = report.agency_id
    WHERE agency.short_name IN ({_AGENCIES})
"""
_WORK = f"""
    INSERT INTO work_assignment (uuid, version, created_at, agency_id, code, slug, title, what, origin_type, origin_text,
        giver_id, giver_role, given_date, due_date, state, state_reason, taken_date, result, owner_role)
    SELECT gen_random_uuid(), 1, now(), agency.id, 'CV-' || %(year)s || '-' || lpad(n::text, 3, '0'),
        'cv-' || %(year)s || '-' || n, 'Tổng hợp số liệu lần ' || n, '', '', '', seat.user_id, 'HEAD', %(jan)s,
        %(today)s::date + (n %% 60 - 20), 'TAKEN', '', %(jan)s, '', 'SECRETARY'
    FROM agency_agency agency JOIN agency_seat seat ON seat.agency_id = agency.id AND seat.role = 'HEAD'
    CROSS JOIN generate_series(1, %(work)s) AS n
    WHERE agency.short_name IN ({_AGENCIES})
"""
