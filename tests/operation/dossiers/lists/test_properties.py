"""Random lists: repeated they change nothing, in another order they come to the same, every bad row is named and no other."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sotay.agency.workdays import shipped_calendar
from sotay.operation.dossiers import tallies
from sotay.operation.dossiers.codes import KEY_SQL, SLUG_SQL, Form, key_of, read_code, slug_of
from sotay.operation.dossiers.lists.rows import Cells
from sotay.operation.dossiers.models import Dossier
from tests.conftest import TODAY
from tests.factories.services import ServiceFactory
from tests.operation.dossiers.lists.lists import code_of, csv_of, take
from tests.soaking import tries

pytestmark = pytest.mark.django_db
SLOW = settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = ["", "Đang xử lý", "Chờ bổ sung", "Đã trả kết quả", "Công dân rút hồ sơ", "Từ chối tiếp nhận"]


@st.composite
def lines(draw):
    """Draw a row of a list and whether something is wrong with it."""
    received = date(2026, 3, 1) + timedelta(days=draw(st.integers(0, 60)))
    result = draw(st.none() | st.integers(-2, 30))
    back = draw(st.none() | st.integers(-2, 40))
    word = draw(st.sampled_from(WORDS))
    service = draw(st.sampled_from(["1.000001", "Cấp giấy phép họp báo", "9.999999"]))
    due = draw(st.sampled_from(["", "30/02/2026"]) | st.integers(-3, 30).map(lambda n: written(received, n)))
    wrong = service == "9.999999" or due == "30/02/2026"
    wrong |= any(one is not None and one < 0 for one in (result, back))
    dropped = word in WORDS[4:]
    wrong |= result is not None and back is not None and back < result and not dropped
    wrong |= word in {WORDS[3], WORDS[4]} and result is None and back is None
    cells = (service, word, f"{received:%d/%m/%Y}", due, written(received, result), written(received, back))
    return cells, wrong


def written(day, number):
    return "" if number is None else f"{day + timedelta(days=number):%d/%m/%Y}"


def list_of(rows, numbers):
    head = ("Mã hồ sơ", "Mã TTHC", "Trạng thái", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày có kết quả", "Ngày trả")
    return csv_of(
        *((code_of(number), *cells) for number, (cells, _wrong) in zip(numbers, rows, strict=True)), head=head
    )


def stand():
    """Return what stands, by code."""
    left = {"id", "uuid", "created_at", "version"}
    names = [one.attname for one in Dossier._meta.concrete_fields if one.name not in left]
    return sorted(Dossier.objects.values_list("key", *names))


@SLOW
@given(rows=st.lists(lines(), min_size=1, max_size=12), chance=st.randoms(use_true_random=False))
def test_random_lists(agency, secretary, rows, chance):
    with transaction.atomic():
        ServiceFactory(agency=agency, code="1.000001", name="Cấp giấy phép họp báo")
        numbers = list(range(1, len(rows) + 1))
        bad = {number + 1 for number, (_cells, wrong) in zip(numbers, rows, strict=True) if wrong}

        outcome = take(agency, secretary, list_of(rows, numbers), leave_out=True)

        named = {int(one["row"]) for one in outcome.errors or outcome.left_out}
        assert named == bad
        if len(bad) < len(rows):
            assert (outcome.created, outcome.bad_rows) == (len(rows) - len(bad), len(bad))
            assert not tallies.differences(agency.pk)
            first = stand()
            again = take(agency, secretary, list_of(rows, numbers), leave_out=True)
            assert (again.created, again.updated, again.unchanged) == (0, 0, len(rows) - len(bad))
            assert stand() == first
            for one in Dossier.objects.settled():
                worked = shipped_calendar().count_working_days(one.counted_from, one.settled_date)
                assert one.worked_days == max(worked, 0)
            Dossier.objects.all().delete()
            mixed = list(zip(numbers, rows, strict=True))
            chance.shuffle(mixed)
            take(agency, secretary, list_of([one for _n, one in mixed], [n for n, _one in mixed]), leave_out=True)
            assert stand() == first
        transaction.set_rollback(True)


codes = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=40
)


@SLOW
@given(code=codes | st.from_regex(r"[A-Za-z0-9]{1,3}(\.[0-9]{2}){0,3}-[0-9]{6}-[0-9]{3,6}", fullmatch=True))
@example(code="import")
@example(code="đ 12/HS")
def test_keys_and_addresses_of_the_database_are_those_of_codes(code):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {KEY_SQL % {'code': '%(code)s::text'}}", {"code": code})
        [key] = cursor.fetchone()
        cursor.execute(f"SELECT {SLUG_SQL % {'key': '%(key)s::text'}}", {"key": key})
        [slug] = cursor.fetchone()
    assert (key, slug) == (key_of(code), slug_of(key_of(code)))


@settings(max_examples=tries(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    code=st.from_regex(
        r"([0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H47|H47\.16|X)-2[0-9]0[1-3][0-3][0-9]-[0-9]{3,7}", fullmatch=True
    )
)
def test_the_form_of_a_code_is_told_as_codes_tell_it(agency, code):
    cells = Cells(agency, "DAY_FIRST", {})
    assert cells._is_known_form(code) == (read_code(code).form != Form.OTHER)


def test_a_process_killed_half_way_leaves_nothing(agency, secretary):
    ServiceFactory(agency=agency, code="1.000001", name="Cấp giấy phép họp báo")
    rows = [(("1.000001", "", "01/06/2026", "", "", ""), False)] * 20

    class Killed(BaseException):
        pass

    def breaks(execute, sql, params, many, context):
        if "operation_dossierperson" in sql and sql.lstrip().startswith("INSERT"):
            raise Killed
        return execute(sql, params, many, context)

    with pytest.raises(Killed), connection.execute_wrapper(breaks), transaction.atomic():
        take(agency, secretary, list_of(rows, range(1, 21)), on=TODAY)

    assert not Dossier.objects.exists()
    assert take(agency, secretary, list_of(rows, range(1, 21))).created == 20
