"""One frame for every import: tried out, taken all or nothing, once per file."""

import json
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sotay.agency.actor import COMMAND_LINE, Actor
from sotay.agency.models import Unit
from sotay.exchange import imports
from sotay.exchange.outcome import Applied
from sotay.exchange.reading import FileProblem, read
from sotay.exchange.runs.models import Run
from sotay.exchange.writing import write_xlsx
from sotay.journal.models import Entry
from sotay.search.queries import find
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory
from tests.factories.exchange import BAD_UNITS, UNITS
from tests.soaking import tries

pytestmark = pytest.mark.django_db


@pytest.fixture
def units_file(tmp_path):
    path = tmp_path / "don-vi.csv"
    path.write_bytes(UNITS)
    return path


def called(*words):
    out = StringIO()
    call_command("import", *map(str, words), stdout=out)
    return out.getvalue()


def test_the_command_imports_a_file_and_prints_counts(agency, units_file):
    said = json.loads(called("units", units_file, "--agency", agency.letter_code, "--json"))

    assert said == {
        "kind": "units",
        "file": str(units_file),
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "flagged": [],
        "errors": [],
    }
    assert set(Unit.objects.values_list("code", "parent__code")) == {("VP", None), ("TT", "VP")}
    assert Entry.objects.get(agency=agency).action == "organisation.unit.imported"


def test_what_was_imported_is_found_by_its_words(agency, units_file, secretary):
    called("units", units_file, "--agency", agency.short_name)

    assert [hit.known.title for hit in find("thanh tra", viewer=secretary)] == ["Thanh tra Sở"]


def test_a_dry_run_tells_the_same_counts_and_changes_nothing(agency, units_file):
    said = json.loads(called("units", units_file, "--agency", agency.short_name, "--json", "--dry-run"))

    assert (said["created"], said["errors"]) == (2, [])
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()
    assert not Run.objects.exists()


def test_the_same_file_a_second_time_says_so_and_changes_nothing(agency, units_file):
    called("units", units_file, "--agency", agency.short_name)
    Unit.objects.filter(code="VP").update(name="Đổi sau khi nhập")

    said = json.loads(called("units", units_file, "--agency", agency.short_name, "--json"))

    assert (said["created"], said["updated"], said["unchanged"]) == (0, 0, 2)
    assert "đã được nhập" in said["flagged"][0]["what"]
    assert Unit.objects.get(code="VP").name == "Đổi sau khi nhập"
    assert Entry.objects.count() == 1


def test_a_file_with_bad_cells_is_refused_whole_and_every_cell_is_named(agency, tmp_path, capsys):
    path = tmp_path / "sai.csv"
    path.write_bytes(BAD_UNITS)
    out = StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("import", "units", str(path), "--agency", agency.short_name, "--json", stdout=out)

    assert refusal.value.returncode == 1
    errors = json.loads(out.getvalue())["errors"]
    assert [one["where"] for one in errors] == [
        "Dòng 2, cột “Tên đơn vị” (B2)",
        "Dòng 2, cột “Thứ tự” (C2)",
        "Dòng 3, cột “Mã đơn vị” (A3)",
    ]
    assert all(one["what"] and one["mend"] for one in errors)
    assert not Unit.objects.exists()
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("nothing", "{file}", "--agency", "{agency}"),
        ("units", "not-there.csv", "--agency", "{agency}"),
        ("units", "{file}"),
    ],
)
def test_a_wrong_call_exits_with_2(agency, units_file, words):
    given_words = [word.format(file=units_file, agency=agency.short_name) for word in words]

    with pytest.raises(CommandError) as refusal:
        called(*given_words)

    assert refusal.value.returncode == 2


def test_a_file_that_is_no_table_is_an_error_of_the_outcome(agency, tmp_path):
    path = tmp_path / "anh.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR")

    with pytest.raises(CommandError) as refusal:
        called("units", path, "--agency", agency.short_name)

    assert refusal.value.returncode == 1
    assert "anh.csv" in str(refusal.value)


def test_a_kind_with_a_reader_of_its_own_gets_what_it_read(agency, monkeypatch):
    monkeypatch.setattr(imports, "_imports", {})
    taken = []

    def reading(data, *, name):
        if not data:
            raise FileProblem("empty")
        return data.decode().split()

    def taking(words, *, agency, actor, on, source):
        taken.append((words, source.name, on))
        return Applied(len(words), 0, 0)

    imports.register(
        imports.Import(kind="words", label="Từ", permission="organisation.manage_units", read=reading, apply=taking)
    )
    kind = imports.find("words")
    source = imports.Source(name="tu.txt", sha256="0" * 64)
    more = {"source": source, "agency": agency, "on": TODAY, "dry_run": False}
    actor = Actor(agency=agency, origin=COMMAND_LINE)

    outcome = imports.attempt(kind, "hai từ".encode(), actor=actor, **more)
    refused = imports.attempt(kind, b"", actor=actor, **more)

    assert (outcome.rows, outcome.created, taken) == (2, 2, [(["hai", "từ"], "tu.txt", TODAY)])
    assert [one["where"] for one in refused.errors] == ["tu.txt"]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_what_is_exported_can_be_imported_into_another_agency(agency, other_agency, units_file, tmp_path, form):
    called("units", units_file, "--agency", agency.short_name)
    path = tmp_path / f"xuat.{form}"

    call_command("export", "units", "--agency", agency.short_name, "--out", str(path), stderr=StringIO())
    called("units", path, "--agency", other_agency.short_name)

    there = Unit.objects.filter(agency=other_agency).values_list("code", "name", "parent__code", "order")
    assert set(there) == set(Unit.objects.filter(agency=agency).values_list("code", "name", "parent__code", "order"))


_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
_row = st.fixed_dictionaries({"code": _text, "name": _text, "parent": _text, "order": _text | st.integers()})


class AnyTable(TestCase):
    """Whatever stands in the cells of a table of units."""

    @settings(max_examples=tries(40), deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows=st.lists(_row, max_size=6))
    def test_trying_out_tells_what_taking_does_and_nothing_is_half_done(self, rows):
        agency = AgencyFactory()
        kind = imports.find("units")
        with write_xlsx(kind.columns[:4], rows, title="Đơn vị") as file:
            data = file.read()
        more = {
            "source": imports.Source(name="don-vi.xlsx", sha256="0" * 64),
            "agency": agency,
            "actor": Actor(agency=agency, origin=COMMAND_LINE),
            "on": TODAY,
        }

        tried = imports.attempt(kind, data, dry_run=True, **more)
        assert not Unit.objects.filter(agency=agency).exists()
        taken = imports.attempt(kind, data, dry_run=False, **more)

        assert taken == tried
        assert Unit.objects.filter(agency=agency).count() == (taken.created if taken.ok else 0)
        assert all(one["where"] and one["what"] for one in taken.errors)


def test_a_column_that_counts_rows_is_read_when_its_word_is_wanted():
    table = BytesIO("STT;Thứ tự;Tên\n1;30;Văn phòng\n".encode())

    wanted = read(table, name="a.csv", words=("Thứ tự", "Tên"))
    table.seek(0)
    counted = read(table, name="a.csv", words=("Tên",))

    assert wanted.sheets[0].rows[0].cells["Thứ tự"].raw == "30"
    assert "STT" not in counted.sheets[0].rows[0].cells
