"""The data: agencies, people, seats and journals made by set-based SQL, and a manual in the measured agency."""

import time
from datetime import date, timedelta
from itertools import product

from django.core.management.base import CommandError
from django.db import connection, transaction

from bench import journal, objectives
from bench.figures import Figure
from bench.sizes import MEASURED, Sizes
from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import today
from sotay.agency.models import Agency, Seat, User
from sotay.agency.vietnamese import fold, given_name_key, sort_key
from sotay.config.preparing import prepare
from sotay.journal.models import Entry
from sotay.manual.statements.commands import declare_issue, take_manual
from sotay.manual.statements.models import Manual, Statement
from sotay.manual.statements.sample import sample_manual
from sotay.planning.models import Objective
from sotay.search.index import rebuild
from sotay.standard.standings.freshness import batches, judge_batch

LIMIT = 120  # seconds
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Thanh", "Quốc")
GIVEN = (
    "An",
    "Bình",
    "Chính",
    "Dũng",
    "Đào",
    "Giang",
    "Hà",
    "Hương",
    "Khánh",
    "Lan",
    "Ân",
    "Nga",
    "Phúc",
    "Quân",
    "Vân",
)
UNITS = ("Văn phòng", "Thanh tra", "Phòng Kế hoạch", "Phòng Chuyển đổi số", "Phòng Báo chí – Xuất bản")
SEATED = (
    Seat.Role.HEAD, Seat.Role.COMMITTEE_HEAD, Seat.Role.SECRETARY, Seat.Role.ADMINISTRATOR, Seat.Role.CLERK,
    *(Seat.Role.UNIT_HEAD,) * len(UNITS),
)  # fmt: skip
"""Roles of the first people of each agency, in this order; the others are officials."""


def make(sizes: Sizes) -> None:
    """Fill the database; one that a bench filled before is left as it is, any other with agencies is refused."""
    if Agency.objects.exists():
        if Agency.objects.exclude(short_name__startswith="bench-").exists():
            raise CommandError("This database holds agencies of its own; name an empty one in DATABASE_URL.")
        return
    with transaction.atomic():
        add_agencies(1, sizes.agencies, people=sizes.people)
        add_people(MEASURED, until=sizes.measured_people)
        objectives.fill(1, sizes.agencies)
    write_manual(on=today())
    with transaction.atomic():
        journal.fill_measured(count=sizes.measured_entries)
        journal.fill_others(count=sizes.entries - sizes.measured_entries)
    rebuild()
    for agencies in batches():
        judge_batch(agencies, on=today())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measure(sizes: Sizes) -> list[Figure]:
    """Make the data and tell how long it took and what is there."""
    began = time.perf_counter()
    prepare(demo=False)
    prepared = time.perf_counter() - began
    began = time.perf_counter()
    make(sizes)
    taken = time.perf_counter() - began
    measured = Agency.objects.get(short_name=MEASURED)
    people = Seat.objects.filter(agency=measured).values("user").distinct().count()
    return [
        Figure("Tables and static files, before the data", prepared, "s"),
        Figure("Making the data", taken, "s", LIMIT),
        Figure("Agencies", Agency.objects.count(), ""),
        Figure("People", User.objects.count(), "", note=f"{people} in the agency measured"),
        Figure("Journal entries", Entry.objects.count(), ""),
        Figure("Journal entries of the agency measured", Entry.objects.filter(agency=measured).count(), ""),
        Figure("Objectives of the agency measured", Objective.objects.filter(agency=measured).count(), ""),
        Figure("Statements of its manual", Statement.objects.filter(agency=measured).count(), ""),
    ]


def secretary() -> Actor:
    """Return the ISO secretary of the measured agency."""
    agency = Agency.objects.get(short_name=MEASURED)
    user = Seat.objects.get(agency=agency, role=Seat.Role.SECRETARY).user
    actor = actor_of(user, agency=agency, on=today())
    if actor is None:
        raise LookupError(user.username)
    return actor


def add_agencies(first: int, last: int, *, people: int) -> None:
    """Add the agencies numbered `first` to `last`, each with its units, decision, people and seats."""
    since = date(today().year, 1, 2) - timedelta(days=365)
    span = {"first": first, "last": last, "people": people, "since": since}
    with connection.cursor() as cursor:
        _keep_names(cursor)
        cursor.execute(
            """
            INSERT INTO agency_agency (uuid, version, created_at, kind, name, short_name, letter_code, parent_name,
                place_name, is_small, wants_qmr, committee_name, manual_name, in_use_from_date, is_demo)
            SELECT gen_random_uuid(), 1, now(), 'SPECIALISED', 'Sở Thử nghiệm ' || n, 'bench-' || n, 'STN' || n,
                'Ủy ban nhân dân tỉnh', 'Quảng Nam', false, false, 'Ban Chỉ đạo ISO', 'Sổ tay chất lượng',
                %(since)s, false
            FROM generate_series(%(first)s, %(last)s) AS n
            """,
            span,
        )
        cursor.executemany(
            """
            INSERT INTO agency_unit (uuid, version, created_at, code, slug, name, name_sort, search_text, "order",
                handles_services, started_date, agency_id)
            SELECT gen_random_uuid(), 1, now(), %(code)s, lower(%(code)s), %(name)s, %(sort)s, %(folded)s, %(order)s,
                true, %(since)s, id
            FROM agency_agency
            WHERE short_name IN (SELECT 'bench-' || n FROM generate_series(%(first)s, %(last)s) AS n)
            """,
            [
                span
                | {
                    "code": f"P{place}",
                    "name": name,
                    "sort": sort_key(name),
                    "folded": fold(f"P{place} {name}"),
                    "order": place * 10,
                }
                for place, name in enumerate(UNITS, start=1)
            ],
        )
        cursor.execute(
            """
            INSERT INTO agency_decision (uuid, version, created_at, number, date, summary, signer_name, signer_title,
                file_name, agency_id)
            SELECT gen_random_uuid(), 1, now(), '01/QĐ-STN' || n, %(since)s, 'Thành lập Ban Chỉ đạo ISO',
                'Trần Thị Ký', 'Giám đốc', '', agency.id
            FROM generate_series(%(first)s, %(last)s) AS n JOIN agency_agency agency ON short_name = 'bench-' || n
            """,
            span,
        )
        _seat(cursor, agencies=(first, last), people=(1, people))


def add_people(short_name: str, *, until: int) -> None:
    """Add officials to an agency until it has so many people."""
    number = int(short_name.removeprefix("bench-"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT user_id) FROM agency_seat JOIN agency_agency a ON a.id = agency_id "
                       "WHERE short_name = %s", [short_name])  # fmt: skip
        there = cursor.fetchone()[0]
        _seat(cursor, agencies=(number, number), people=(there + 1, until))


def _seat(cursor: object, *, agencies: tuple[int, int], people: tuple[int, int]) -> None:
    """Add people numbered from–to in each agency, with their seats."""
    told = {
        "first": agencies[0], "last": agencies[1], "low": people[0], "high": people[1], "units": len(UNITS),
        "roles": [str(role) for role in SEATED], "official": str(Seat.Role.OFFICIAL),
        "decided": [str(role) for role in Seat.NEEDS_DECISION], "heads": SEATED.index(Seat.Role.UNIT_HEAD),
    }  # fmt: skip
    cursor.execute(
        """
        INSERT INTO agency_user (uuid, version, created_at, password, username, email, full_name, name_sort,
            search_text, is_active, is_superuser, must_change_password, password_changed_at, last_active_at)
        SELECT gen_random_uuid(), 1, now(), '!', format('b%%s-%%s', a, p), '', names.full_name, names.sort,
            names.folded || format(' b%%s-%%s', a, p), true, false, false, now(), now()
        FROM generate_series(%(first)s, %(last)s) AS a
        CROSS JOIN generate_series(%(low)s, %(high)s) AS p
        JOIN bench_names names ON names.n = (a * 31 + p) %% (SELECT count(*) FROM bench_names)
        """,
        told,
    )
    cursor.execute(
        """
        INSERT INTO agency_seat (uuid, version, created_at, role, manner, title, from_date, agency_id, user_id,
            unit_id, decision_id)
        SELECT gen_random_uuid(), 1, now(), role, 'FULL', '', decision.date, agency.id, person.id,
            CASE WHEN role IN ('UNIT_HEAD', %(official)s) THEN unit.id END,
            CASE WHEN role = ANY(%(decided)s) THEN decision.id END
        FROM generate_series(%(first)s, %(last)s) AS a
        CROSS JOIN generate_series(%(low)s, %(high)s) AS p
        CROSS JOIN LATERAL (SELECT coalesce((%(roles)s::text[])[p], %(official)s) AS role) AS roles
        JOIN agency_agency agency ON agency.short_name = 'bench-' || a
        JOIN agency_user person ON person.username = format('b%%s-%%s', a, p)
        JOIN agency_decision decision ON decision.agency_id = agency.id
        JOIN agency_unit unit ON unit.agency_id = agency.id
            AND unit.code = 'P' || (1 + (p - 1 + %(units)s - %(heads)s %% %(units)s) %% %(units)s)
        """,
        told,
    )


def _keep_names(cursor: object) -> None:
    """Have a table of names with their keys, which only Python can make."""
    cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS bench_names (n int, full_name text, sort text, folded text)")
    cursor.execute("TRUNCATE bench_names")
    with cursor.copy("COPY bench_names FROM STDIN") as rows:
        for n, words in enumerate(product(FAMILY, MIDDLE, GIVEN)):
            name = " ".join(words)
            rows.write_row((n, name, given_name_key(name), fold(name)))


def write_manual(*, on: date) -> None:
    """Give the measured agency the sample manual, issued by a decision."""
    actor = secretary()
    manual = take_manual(
        actor.agency, actor=actor, read=sample_manual(actor.agency.name), file_hash="sample", on=on,
        origin=Manual.Origin.SAMPLE,
    )  # fmt: skip
    declare_issue(
        manual, actor=actor, version=manual.version, on=on, number="02/QĐ-STN1", date=on, signer_name="Trần Thị Ký",
        signer_title="Giám đốc",
    )  # fmt: skip
