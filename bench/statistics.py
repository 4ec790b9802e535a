"""Statistics and the register over the dossiers of many agencies: pages beside bare SQL over the dossiers themselves.

The dossiers are made by set-based SQL, without history, and counted ahead as an import does. The bare SQL reads a year of
one agency straight from the dossiers – counts by month, what is pending, median and 90th percentile – without what is
counted ahead and without a page; it is what somebody with a database console would wait for.
"""

import statistics as numbers
import time
from collections.abc import Callable
from typing import Any

import pgtrigger
from django.db import connection, transaction
from django.urls import reverse

from bench.data import secretary
from bench.figures import Figure, median
from bench.pages import signed_in, timed
from bench.sizes import Sizes
from sotay.agency.clock import today
from sotay.agency.models import Agency
from sotay.operation.dossiers.models import Dossier
from sotay.operation.dossiers.tallies import differences, recount

TIMES, MOST, ROWS = 3, 300, 8
PERCENT = 95
SERVICES, DAYS = 100, 1095
"""Services of an agency; over how many days its dossiers were received."""
WARMING = 3


def measure(sizes: Sizes) -> list[Figure]:
    """Make the dossiers once, ask for the pages in turn with the bare SQL, and look for differences."""
    made = fill(sizes)
    actor = secretary()
    agency = actor.agency
    client = signed_in(actor.user)
    where = {"agency": agency.short_name}
    empty, page = reverse("bench_empty", kwargs=where), reverse("operation:statistics", kwargs=where)
    register, year = reverse("operation:dossier_list", kwargs=where), today().year
    asked: dict[str, Callable[[], Any]] = {
        "empty": lambda: timed(client, empty),
        "bare": lambda: _timed(lambda: bare(agency.pk, year)),
        **{by: lambda by=by: timed(client, f"{page}?year={year}&by={by}") for by in ("month", "unit", "field", "procedure", "service")},
        "register": lambda: timed(client, register),
        "register, narrowed": lambda: timed(client, f"{register}?state=RETURNED&timing=LATE&channel=ONLINE"),
        "register, behind a figure": lambda: timed(
            client, f"{register}?counted=settled_late~{year}-01-01~{year}-03-31~field~Lĩnh vực 3"
        ),
    }  # fmt: skip
    times: dict[str, list[float]] = {name: [] for name in asked}
    for turn in range(WARMING + sizes.rounds):
        for name, act in asked.items():
            taken = act()
            if turn >= WARMING:
                times[name].append(taken)
    return [
        Figure("Dossiers", Dossier.objects.count(), "", note=f"of {sizes.counted_in} agencies, made in {made:.0f} s"),
        Figure("Differences of what is counted ahead from a recount", len(differences(agency.pk)), "", 0),
        Figure("Bare SQL over the dossiers of a year", median(times["bare"]) * 1000, "ms"),
        *(figure for by in ("month", "unit", "field", "procedure", "service") for figure in _statistics(by, times)),
        *(_register(name, times) for name in times if name.startswith("register")),
    ]


def _statistics(by: str, times: dict[str, list[float]]) -> list[Figure]:
    taken = times[by]
    note = f"median {median(taken) * 1000:.0f} ms, {len(taken)} requests"
    ratio = median(taken) / median(times["bare"])
    return [
        Figure(f"Statistics by {by}", ratio, "× the bare SQL", TIMES),
        Figure(f"Statistics by {by}, 95th percentile", _percentile(taken) * 1000, "ms", MOST, note),
    ]


def _register(name: str, times: dict[str, list[float]]) -> Figure:
    ratio = median(times[name]) / median(times["empty"])
    note = f"{median(times[name]) * 1000:.0f} ms, 95th percentile {_percentile(times[name]) * 1000:.0f} ms"
    return Figure(f"{name[:1].upper()}{name[1:]}", ratio, "× the empty view", ROWS, note)


def fill(sizes: Sizes) -> float:
    """Make services, procedures and dossiers where there are none; return how many seconds it took."""
    began = time.perf_counter()
    if Dossier.objects.exists():
        return 0.0
    told = {
        "agencies": sizes.counted_in, "services": SERVICES, "days": DAYS, "today": f"'{today()}'",
        "each": sizes.counted // sizes.counted_in,
    }  # fmt: skip
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        for statement in (_SERVICES, _DOSSIERS):
            # pgtrigger puts a statement of its own before it, whose parameters bear no names
            cursor.execute((statement % told).replace("%", "%%"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE operation_dossier")
    for agency_id in Agency.objects.filter(pk__in=Dossier.objects.values("agency")).values_list("pk", flat=True):
        recount(agency_id)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE operation_dossiertally")
        cursor.execute("VACUUM ANALYZE operation_dossierpace")
    return time.perf_counter() - began


def bare(agency_id: int, year: int) -> None:
    """Read the figures of a year straight from the dossiers."""
    told = {"agency": agency_id, "first": f"{year}-01-01", "last": f"{year}-12-31", "today": today()}
    with connection.cursor() as cursor:
        cursor.execute(_BARE, told)
        cursor.fetchall()


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _percentile(seconds: list[float]) -> float:
    return numbers.quantiles(seconds, n=100)[PERCENT - 1]


_SERVICES = """
    INSERT INTO context_service (uuid, version, created_at, agency_id, code, key, slug, name, field, kind, levels, levels_text,
        channels, authority, unit_id, decision, fees, result, conditions, address, state, flags)
    SELECT gen_random_uuid(), 1, now(), agency.id, '9.' || lpad(n::text, 6, '0'), '9.' || lpad(n::text, 6, '0'),
        '9-' || lpad(n::text, 6, '0'), 'Cấp giấy phép loại ' || n, 'Lĩnh vực ' || n %% 12, '', '{{PROVINCE}}', '',
        '{{DIRECT,ONLINE}}', '', units.ids[1 + n %% array_length(units.ids, 1)], '', '', '', '', '', 'PUBLISHED', '{{}}'
    FROM (SELECT id FROM agency_agency WHERE short_name LIKE 'bench-%%' ORDER BY id LIMIT %(agencies)s) AS agency
    CROSS JOIN LATERAL (SELECT array_agg(id ORDER BY id) AS ids FROM agency_unit WHERE agency_id = agency.id) AS units
    CROSS JOIN generate_series(1, %(services)s) AS n
""".replace("{{", "{").replace("}}", "}")
_DOSSIERS = """
    INSERT INTO operation_dossier (uuid, version, created_at, agency_id, code, key, slug, service_id, unit_id, channel, origin,
        sets, received_date, counted_from, limit_value, limit_unit, pauses_count, receipt_due_date, due_date, supplements,
        paused_days, state, result_date, returned_date, ended_date, result_number, result_approved_by, is_rejected,
        returned_how, worked_days, secret_hash, flags)
    SELECT gen_random_uuid(), 1, now(), one.agency_id, code, code, lower(replace(code, '.', '-')), one.service_id, one.unit_id,
        CASE n %% 5 WHEN 0 THEN '' WHEN 1 THEN 'DIRECT' WHEN 2 THEN 'POST' ELSE 'ONLINE' END, 'IMPORTED',
        1, received, received, 5, 'WORKING_DAY', false, received + 7, CASE WHEN n %% 50 > 0 THEN received + 7 END, 0, 0, state,
        CASE WHEN state IN ('READY', 'RETURNED') THEN ready END, CASE WHEN state = 'RETURNED' THEN ready + n %% 3 END,
        CASE WHEN state = 'WITHDRAWN' THEN ready END, '', '', false, '', 1 + n %% 9, '', '{{}}'
    FROM (
        SELECT service.*, n, %(today)s::date - (n * 7919 %% %(days)s) AS received,
            %(today)s::date - (n * 7919 %% %(days)s) + (n * 31 %% 12) AS ready,
            'H47.16-' || lpad(n::text, 7, '0') AS code
        FROM generate_series(1, %(each)s) AS n
        JOIN (SELECT id AS service_id, agency_id, unit_id, row_number() OVER (PARTITION BY agency_id ORDER BY id) - 1 AS place
              FROM context_service WHERE code LIKE '9.%%') AS service ON service.place = n %% %(services)s
    ) AS one
    CROSS JOIN LATERAL (SELECT CASE
        WHEN ready > %(today)s::date - 3 OR n %% 60 = 0 THEN 'IN_PROGRESS' WHEN n %% 70 = 0 THEN 'WITHDRAWN'
        WHEN n %% 40 = 0 THEN 'READY' ELSE 'RETURNED' END AS state) AS stands
""".replace("{{", "{").replace("}}", "}")
_BARE = """
    WITH mine AS (SELECT * FROM operation_dossier WHERE agency_id = %(agency)s AND state <> 'REFUSED'),
    months AS (SELECT m::date AS first, LEAST((m + interval '1 month')::date - 1, %(today)s::date) AS last
        FROM generate_series(%(first)s::date, LEAST(%(last)s::date, %(today)s::date), interval '1 month') AS m)
    SELECT months.first, received.*, settled.*, pending.*
    FROM months
    LEFT JOIN (SELECT date_trunc('month', received_date)::date AS month, count(*) AS received,
            count(*) FILTER (WHERE channel = 'ONLINE') AS online, count(*) FILTER (WHERE channel <> '') AS known
        FROM mine WHERE received_date BETWEEN %(first)s AND %(last)s GROUP BY 1) AS received ON received.month = months.first
    LEFT JOIN (SELECT date_trunc('month', settled_date)::date AS month, count(*) AS settled,
            count(*) FILTER (WHERE timing = 'EARLY') AS early, count(*) FILTER (WHERE timing = 'ON_TIME') AS on_time,
            count(*) FILTER (WHERE timing = 'LATE') AS late,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY worked_days) AS median,
            percentile_disc(0.9) WITHIN GROUP (ORDER BY worked_days) AS high
        FROM mine WHERE settled_date BETWEEN %(first)s AND %(last)s GROUP BY 1) AS settled ON settled.month = months.first
    CROSS JOIN LATERAL (SELECT count(*) AS pending, count(*) FILTER (WHERE due_date < months.last) AS late
        FROM mine WHERE received_date <= months.last AND (closed_date IS NULL OR closed_date > months.last)) AS pending
    ORDER BY 1
"""
