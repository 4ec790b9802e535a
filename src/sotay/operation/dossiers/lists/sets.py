"""The statements that take a list into the register: everything is matched, checked and written in sets by the database.

Three temporary tables hold a file on its way: the lines as they were read (`dossier_list`), the days between the first and
the last of them with their working days counted (`dossier_days`), and what each line comes to (`dossier_come`): the values a
dossier will have, what stands against it (`wrong`: column and code), whether it changes anything. Blank cells (NULL) leave
what stands.
"""

from typing import Final

from sotay.context.models import Service
from sotay.operation.dossiers.codes import SLUG_SQL
from sotay.operation.dossiers.lists.rows import LINE
from sotay.operation.dossiers.models import Dossier, DossierPerson

DOSSIER, PERSON, SERVICE = Dossier._meta.db_table, DossierPerson._meta.db_table, Service._meta.db_table
NAMES: Final = ", ".join(name for name, _type in LINE)
DROP: Final = "DROP TABLE IF EXISTS dossier_list, dossier_days, dossier_rules, dossier_twice, dossier_come"
CREATE: Final = (
    f"CREATE TEMP TABLE dossier_list ({', '.join(f'{name} {kind}' for name, kind in LINE)}) ON COMMIT DROP",
    "CREATE TEMP TABLE dossier_days (day date PRIMARY KEY, ord integer, worked boolean, next date) ON COMMIT DROP",
    """CREATE TEMP TABLE dossier_rules (service_id bigint, from_date date, to_date date, revision_id bigint,
    late_from time, pauses_count boolean) ON COMMIT DROP""",
)
COPY: Final = f"COPY dossier_list ({NAMES}) FROM STDIN"
SPAN: Final = (
    "SELECT min(LEAST(l.received_date, d.received_date)), max(GREATEST(l.received_date, l.result_date, l.returned_date,"  # noqa: S608
    " d.received_date, d.result_date, d.returned_date)) FROM dossier_list l"
    f" LEFT JOIN {DOSSIER} d ON d.agency_id = %(agency)s AND d.key = l.key"
)
TWICE: Final = (
    "CREATE TEMP TABLE dossier_twice ON COMMIT DROP AS SELECT key, array_agg(row ORDER BY n) AS rows,"
    " array_agg(sheet ORDER BY n) AS sheets FROM dossier_list WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1"
)

_DROPPED: Final = "('REFUSED', 'STOPPED', 'WITHDRAWN')"
# What stands and what the list says, laid over each other.
_LAID: Final = f"""
SELECT l.n, l.sheet, l.row, l.bad, l.code, l.key, l.known_form, l.received_date AS told_received, l.name, l.address, l.phone,
    d.id, d.origin, d.anonymised_date,
    COALESCE(l.service_id, d.service_id) AS service_id,
    COALESCE(l.unit_id, d.unit_id, s.unit_id) AS unit_id,
    COALESCE(l.channel, d.channel, '') AS channel,
    COALESCE(l.received_date, d.received_date) AS received_date,
    CASE WHEN l.received_at IS NOT NULL THEN l.received_at
        WHEN l.received_date IS NULL OR l.received_date = d.received_date THEN d.received_at END AS received_at,
    COALESCE(l.due_date, d.due_date) AS due_date,
    COALESCE(l.result_date, d.result_date) AS result, COALESCE(l.returned_date, d.returned_date) AS returned,
    l.state AS word, COALESCE(l.result_number, d.result_number, '') AS result_number,
    COALESCE(l.approved_by, d.result_approved_by, '') AS result_approved_by,
    COALESCE(l.returned_date, l.result_date, d.ended_date, d.returned_date, d.result_date) AS ended,
    d.service_id AS old_service_id, d.unit_id AS old_unit_id, d.channel AS old_channel, d.received_date AS old_received,
    d.received_at AS old_received_at, d.due_date AS old_due, d.state AS old_state, d.result_date AS old_result,
    d.returned_date AS old_returned, d.ended_date AS old_ended, d.closed_date AS old_closed,
    d.result_number AS old_number, d.result_approved_by AS old_approved, d.worked_days AS old_worked, d.flags AS old_flags,
    d.counted_from AS old_counted, d.revision_id AS old_revision, d.late_from AS old_late, d.pauses_count AS old_pauses,
    d.anonymised_date IS NULL AND d.id IS NOT NULL AND (
        l.name <> COALESCE(p.name, '') OR l.address <> COALESCE(p.address, '') OR l.phone <> COALESCE(p.phone, '')
    ) IS TRUE AS person_changed
FROM dossier_list l
LEFT JOIN {DOSSIER} d ON d.agency_id = %(agency)s AND d.key = l.key
LEFT JOIN {SERVICE} s ON s.id = COALESCE(l.service_id, d.service_id)
LEFT JOIN {PERSON} p ON p.dossier_id = d.id
"""  # noqa: S608  our own names
# Dates are evidence, words are claims: a day of return says RETURNED whatever the word.
_STATED: Final = f"""
SELECT laid.*,
    CASE WHEN word IN {_DROPPED} THEN word
        WHEN returned IS NOT NULL THEN 'RETURNED'
        WHEN result IS NOT NULL THEN 'READY'
        WHEN word IS NOT NULL THEN word
        WHEN old_state IN ('REFUSED', 'STOPPED', 'WITHDRAWN', 'SUPPLEMENT', 'PAUSED') THEN old_state
        ELSE 'IN_PROGRESS' END AS state
FROM ({_LAID}) laid
"""  # noqa: S608
_DATED: Final = f"""
SELECT stated.*, known.day IS NOT NULL AND NOT known.worked AS on_day_off,
    CASE WHEN state IN {_DROPPED} THEN NULL ELSE result END AS result_date,
    CASE WHEN state = 'RETURNED' THEN returned END AS returned_date,
    CASE WHEN state NOT IN {_DROPPED} THEN NULL WHEN state = 'REFUSED' THEN COALESCE(ended, received_date)
        ELSE ended END AS ended_date,
    CASE WHEN is_as_received THEN old_revision ELSE rule.revision_id END AS revision_id,
    CASE WHEN is_as_received THEN old_late ELSE rule.late_from END AS late_from,
    CASE WHEN is_as_received THEN old_pauses ELSE COALESCE(rule.pauses_count, FALSE) END AS pauses_count,
    known.ord AS day_ord, known.worked AS day_worked, known.next AS day_next
FROM (SELECT stated.*, id IS NOT NULL AND service_id = old_service_id AND received_date = old_received
    AND received_at IS NOT DISTINCT FROM old_received_at AS is_as_received FROM ({_STATED}) stated) stated
LEFT JOIN dossier_days known ON known.day = received_date
LEFT JOIN dossier_rules rule ON rule.service_id = stated.service_id
    AND received_date >= rule.from_date AND received_date < rule.to_date
"""  # noqa: S608
_LATE: Final = "late_from IS NOT NULL AND received_at IS NOT NULL"
_AFTER: Final = "(received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::time > late_from"
# A calendar decided later rewrites neither the day a term began nor the days that were worked (0026).
_AS_SETTLED: Final = (
    "is_as_received AND state IN ('READY', 'RETURNED') AND old_worked IS NOT NULL"
    " AND COALESCE(result_date, returned_date) = COALESCE(old_result, old_returned)"
)
_COUNTED: Final = f"""
SELECT dated.*,
    CASE WHEN is_as_received THEN old_counted WHEN {_LATE} AND ({_AFTER} OR NOT day_worked) THEN day_next
        ELSE received_date END AS counted_from,
    CASE WHEN {_AS_SETTLED} THEN old_worked WHEN state IN ('READY', 'RETURNED') THEN GREATEST(settled.ord
        - CASE WHEN {_LATE} AND ({_AFTER} OR NOT day_worked) THEN day_ord + 1 ELSE day_ord END, 0) END AS worked_days,
    array_remove(ARRAY[
        CASE WHEN NOT known_form THEN 'code_form' END,
        CASE WHEN due_date IS NULL AND state NOT IN {_DROPPED} THEN 'no_due' END,
        CASE WHEN due_date < received_date THEN 'due_before_reception' END,
        CASE WHEN state = 'RETURNED' AND result_number = '' THEN 'no_result_number' END,
        CASE WHEN on_day_off THEN 'received_day_off' END,
        CASE WHEN CASE WHEN word IS NULL THEN 'state_by_dates' = ANY(old_flags) AND state = old_state ELSE word <> state END
            THEN 'state_by_dates' END
    ], NULL)::varchar(40)[] AS flags,
    concat(
        CASE WHEN origin = 'DESK' THEN 'code|desk;' END,
        CASE WHEN twice.key IS NOT NULL THEN 'code|twice;' END,
        CASE WHEN service_id IS NULL AND NOT bad ?| ARRAY['service', 'service_name'] IS TRUE THEN 'service|missing;' END,
        CASE WHEN received_date IS NULL AND NOT bad ? 'received' IS TRUE THEN 'received|missing;' END,
        CASE WHEN received_date > %(on)s THEN 'received|future;' END,
        CASE WHEN result > %(on)s THEN 'result|future;' END,
        CASE WHEN returned > %(on)s THEN 'returned|future;' END,
        CASE WHEN result < received_date THEN 'result|before_reception;' END,
        CASE WHEN returned < received_date THEN 'returned|before_reception;' END,
        CASE WHEN returned < result AND returned >= received_date AND state NOT IN {_DROPPED} THEN 'returned|before_result;' END,
        CASE WHEN ended_date < received_date AND result IS NULL AND returned IS NULL THEN 'received|after_end;' END,
        CASE WHEN (state IN ('READY', 'RETURNED') AND result_date IS NULL AND returned_date IS NULL
            OR state IN ('STOPPED', 'WITHDRAWN') AND ended_date IS NULL)
            AND NOT bad ?| ARRAY['result', 'returned'] IS TRUE THEN 'state|no_day;' END
    ) AS wrong
FROM ({_DATED}) dated
LEFT JOIN dossier_days settled ON settled.day = COALESCE(result_date, returned_date)
LEFT JOIN dossier_twice twice ON twice.key = dated.key
"""  # noqa: S608
_PAIRS: Final = (
    ("service_id", "old_service_id"), ("unit_id", "old_unit_id"), ("channel", "old_channel"), ("state", "old_state"),
    ("received_date", "old_received"), ("received_at", "old_received_at"), ("due_date", "old_due"),
    ("result_date", "old_result"), ("returned_date", "old_returned"), ("ended_date", "old_ended"),
    ("result_number", "old_number"), ("result_approved_by", "old_approved"), ("worked_days", "old_worked"),
    ("counted_from", "old_counted"), ("revision_id", "old_revision"), ("flags", "old_flags"), ("late_from", "old_late"),
    ("pauses_count", "old_pauses"),
)  # fmt: skip
_NEW: Final = ", ".join(new for new, _old in _PAIRS)
_OLD: Final = ", ".join(old for _new, old in _PAIRS)
COME: Final = f"""
CREATE TEMP TABLE dossier_come ON COMMIT DROP AS
SELECT n, sheet, row, bad, wrong, bad IS NOT NULL OR wrong <> '' AS is_bad, code, key, id, anonymised_date, {_NEW},
    id IS NOT NULL AND ({_NEW}) IS DISTINCT FROM ({_OLD}) AS changed, person_changed,
    (name IS NOT NULL OR address IS NOT NULL OR phone IS NOT NULL) AS has_person, name, address, phone,
    result, returned, old_received, old_due, old_closed
FROM ({_COUNTED}) counted
"""  # noqa: S608
COUNTS: Final = (
    "SELECT count(*), count(*) FILTER (WHERE is_bad), count(*) FILTER (WHERE NOT is_bad AND id IS NULL),"
    " count(*) FILTER (WHERE NOT is_bad AND (changed OR person_changed)) FROM dossier_come"
)
BAD: Final = (
    "SELECT c.n, c.sheet, c.row, c.bad, c.wrong, c.received_date, c.result, c.returned, c.code, t.sheets, t.rows"
    " FROM dossier_come c LEFT JOIN dossier_twice t ON t.key = c.key WHERE is_bad ORDER BY c.n LIMIT %(most)s"
)
FLAGS: Final = (
    "SELECT flag, count(*), (array_agg(row ORDER BY n))[1:10] FROM dossier_come, unnest(flags) flag WHERE NOT is_bad"
    " GROUP BY flag ORDER BY flag"
)
TOUCHED: Final = "SELECT key FROM dossier_come WHERE NOT is_bad AND (id IS NULL OR changed)"
MONTHS: Final = """
SELECT DISTINCT date_trunc('month', day::timestamp)::date FROM dossier_come, LATERAL (VALUES (received_date), (due_date),
    (due_date + 1), (COALESCE(result_date, returned_date, ended_date)), (old_received), (old_due), (old_due + 1), (old_closed)
) AS days (day)
WHERE day IS NOT NULL AND NOT is_bad AND (id IS NULL OR changed)
"""
_KEPT: Final = ", ".join(("code", "key", *(new for new, _old in _PAIRS)))
INSERT: Final = f"""
INSERT INTO {DOSSIER} (uuid, version, created_at, agency_id, slug, origin, source_id, sets, supplements, paused_days, limit_unit,
    receipt_due_date, is_rejected, returned_how, secret_hash, {_KEPT})
SELECT gen_random_uuid(), 1, now(), %(agency)s, {SLUG_SQL % {"key": "key"}}, 'IMPORTED', %(source)s, 1, 0, 0, '',
    due_date, FALSE, '', '', {_KEPT}
FROM dossier_come WHERE id IS NULL AND NOT is_bad ORDER BY n
"""  # noqa: S608
# What is new stands in the register before anybody has counted it: these keep each row of it from reading the whole list.
BY_KEY: Final = (
    "CREATE INDEX ON dossier_come (id) WHERE id IS NOT NULL",
    "CREATE INDEX ON dossier_come (key)",
)
UPDATE: Final = f"""
UPDATE {DOSSIER} d SET version = d.version + 1, source_id = COALESCE(%(source)s, d.source_id), receipt_due_date = c.due_date,
    {", ".join(f"{new} = c.{new}" for new, _old in _PAIRS)}
FROM dossier_come c WHERE d.id = c.id AND d.agency_id = %(agency)s AND c.changed AND NOT c.is_bad
"""  # noqa: S608
PERSONS: Final = f"""
INSERT INTO {PERSON} AS p (uuid, version, created_at, agency_id, dossier_id, kind, name, address, identity_number, phone, email,
    request, taken_by)
SELECT gen_random_uuid(), 1, now(), %(agency)s, d.id, 'PERSON', COALESCE(c.name, ''), COALESCE(c.address, ''), '',
    COALESCE(c.phone, ''), '', '', ''
FROM dossier_come c JOIN {DOSSIER} d ON d.agency_id = %(agency)s AND d.key = c.key
WHERE c.has_person AND NOT c.is_bad AND (c.id IS NULL OR c.person_changed)
ON CONFLICT (dossier_id) DO UPDATE SET version = p.version + 1,
    name = COALESCE(NULLIF(EXCLUDED.name, ''), p.name), address = COALESCE(NULLIF(EXCLUDED.address, ''), p.address),
    phone = COALESCE(NULLIF(EXCLUDED.phone, ''), p.phone)
"""  # noqa: S608
