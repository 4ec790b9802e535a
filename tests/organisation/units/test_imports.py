"""Units from a table."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.agency.models import Unit
from sotay.exchange.columns import parse_rows, words_of
from sotay.exchange.outcome import RowsRefused
from sotay.exchange.reading import read
from sotay.journal.models import Entry
from sotay.organisation.units.imports import apply, columns
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.soaking import tries

pytestmark = pytest.mark.django_db


def rows_of(*lines):
    text = "\n".join(";".join(line) for line in (["Mã đơn vị", "Tên đơn vị", "Thuộc"], *lines))
    parsed = parse_rows(read(text.encode(), name="dv.csv", words=words_of(columns)), columns)
    assert parsed.ok, parsed.problems
    return parsed.rows


def applied(agency, actor, rows):
    return apply(rows, agency=agency, actor=actor, on=TODAY)


def test_units_are_made_as_a_tree_whatever_their_order_and_then_unchanged(agency, secretary):
    rows = rows_of(["TH", "Phòng Tổng hợp", "VP"], ["VP", "Văn phòng", ""], ["Vp.", "Tổ khác", ""])

    first, second = applied(agency, secretary, rows), applied(agency, secretary, rows)

    assert (first.created, second.created, second.updated, second.unchanged) == (3, 0, 0, 3)
    assert Unit.objects.get(code="TH").parent.code == "VP"
    assert sorted(Unit.objects.values_list("slug", flat=True)) == ["th", "vp", "vp-2"]
    assert Entry.objects.get().data["created"] == 3


def test_a_new_name_updates_and_is_found_by_it(agency, secretary):
    UnitFactory(agency=agency, code="VP", name="Văn phòng cũ")

    done = applied(agency, secretary, rows_of(["VP", "Văn phòng Sở", ""]))

    unit = Unit.objects.get(code="VP")
    assert (done.updated, unit.name, unit.version, "van phong so" in unit.search_text) == (1, "Văn phòng Sở", 2, True)


@pytest.mark.parametrize(
    "lines",
    [
        [["A", "Phòng A", "KHONGCO"]],
        [["A", "Phòng A", "B"], ["B", "Phòng B", "A"]],
        [["A", "Phòng A", "A"]],
        [["A" * 41, "Phòng A", ""]],
        [["VP", "Văn phòng", ""], ["vp", "Văn phòng Sở", ""]],
    ],
)
def test_a_bad_row_names_its_cell_and_nothing_is_written(agency, secretary, lines):
    with pytest.raises(RowsRefused) as refusal:
        applied(agency, secretary, rows_of(["TOT", "Phòng Tốt", ""], *lines))

    assert all(problem.row and problem.mend for problem in refusal.value.problems)
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()


def test_a_code_typed_in_small_letters_means_the_unit_that_stands(agency, secretary):
    unit = UnitFactory(agency=agency, code="VP", name="Văn phòng cũ")

    done = applied(agency, secretary, rows_of(["vp", "Văn phòng Sở", ""], ["TH", "Phòng Tổng hợp", "vp"]))

    assert (done.created, done.updated) == (1, 1)
    unit.refresh_from_db()
    assert (unit.code, unit.name) == ("VP", "Văn phòng Sở")
    assert Unit.objects.get(code="TH").parent == unit


def test_import_is_denied_to_an_official(agency, official):
    with pytest.raises(PermissionDenied):
        applied(agency, official, rows_of(["A", "Phòng A", ""]))


CODE = st.sampled_from(["A", "B", "C", "D", "VP", "vp", "Đ1"])


@settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tree=st.dictionaries(CODE, st.tuples(st.sampled_from(["Phòng Một", "Phòng Hai"]), CODE | st.just("")), min_size=1)
)
def test_any_tree_is_refused_whole_or_stands_and_is_then_unchanged(agency, secretary, tree):
    rows = rows_of(*([code, name, parent] for code, (name, parent) in tree.items()))
    mark = transaction.savepoint()
    try:
        applied(agency, secretary, rows)
    except RowsRefused:
        assert not Unit.objects.filter(agency=agency).exists()
    else:
        again = applied(agency, secretary, rows)
        assert (again.created, again.updated, again.unchanged) == (0, 0, len(rows))
        for unit in Unit.objects.filter(agency=agency):
            seen, above = set(), unit
            while above is not None:
                assert above.pk not in seen
                seen.add(above.pk)
                above = above.parent
    transaction.savepoint_rollback(mark)
