"""Steps from files: real procedures as JSON, tables in every writing, what is wrong, what is flagged, all or nothing."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import Workbook

from sotay.agency.actor import COMMAND_LINE, Actor
from sotay.agency.vietnamese import slugify
from sotay.exchange import export, imports
from sotay.exchange.writing import csv_lines
from sotay.operation.procedures.cases import cases_of
from sotay.operation.procedures.models import ProcedureStep, Variant
from sotay.support.models import Revision
from tests.conftest import TODAY
from tests.factories.procedures import ProcedureStepFactory, VariantFactory
from tests.factories.support import DocumentFactory, RevisionFactory

pytestmark = pytest.mark.django_db
REAL = (Path(__file__).parents[2] / "cases" / "procedures.json").read_bytes()
HEAD = (
    "Mã quy trình",
    "Lĩnh vực",
    "Trường hợp",
    "Thời hạn theo quy định",
    "TT",
    "Nội dung công việc",
    "Thời gian",
    "Sau bước",
)


def attempt(agency, actor, data, *, name="buoc.csv", dry=False):
    kind = imports.find("procedures")
    source = imports.Source(name=name, sha256="a" * 64)
    return imports.attempt(kind, data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=dry)


def table(*rows, head=HEAD):
    return "\n".join(";".join(map(str, row)) for row in (head, *rows)).encode()


def document(agency, code, field="", **values):
    one = DocumentFactory(agency=agency, code=code, field=field, slug=slugify(f"{code} {field}"))
    return RevisionFactory(document=one, **values)


@pytest.fixture
def real(agency):
    """Drafts of all real procedures: thirteen codes are shared by procedures of several fields."""
    for one in json.loads(REAL)["items"]:
        document(agency, one["code"], one["field"])


def test_real_procedures_come_in_by_code_and_field_and_again_change_nothing(agency, secretary, real):
    assert attempt(agency, secretary, REAL, name="procedures.json", dry=True).created == 27
    assert not Variant.objects.exists()
    outcome = attempt(agency, secretary, REAL, name="procedures.json")
    assert (outcome.errors, outcome.created) == ((), 27)
    for one in json.loads(REAL)["items"]:
        revision = Revision.objects.get(document__code=one["code"], document__field=one["field"])
        cases = cases_of(revision)
        assert len(cases) == len(one["variants"])
        for case, told in zip(cases, one["variants"], strict=True):
            declared = told["declared_total_days"]
            assert case.variant.limit_value == declared
            assert case.total.own / 8 == told["sum_of_steps"]
            assert not case.refusal
    again = attempt(agency, secretary, REAL, name="procedures.json")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 27)


def test_cases_are_named_by_the_heading_of_their_times(agency, secretary, real):
    attempt(agency, secretary, REAL, name="procedures.json")
    cases = cases_of(Revision.objects.get(document__code="QT 03/CX-HCTP", document__field="Hộ tịch"))
    assert [(one.variant.name, one.variant.unit) for one in cases] == [
        ("Không xác minh", "WORKING_DAY"),
        ("Có xác minh", "DAY"),
    ]


def test_one_that_does_not_add_up_is_kept_and_named(agency, secretary):
    items = json.loads(REAL)["items"][:1]
    items[0]["steps"][1]["times"]["Thời gian (01 ngày làm việc)"]["text"] = "1/2"
    revision = document(agency, items[0]["code"], items[0]["field"])
    outcome = attempt(agency, secretary, json.dumps(items).encode(), name="x.json")
    assert outcome.ok
    (flag,) = outcome.flagged
    assert "QT 01/CX-HCTP" in flag["what"]
    assert "1,5 ngày làm việc" in flag["what"]
    assert cases_of(revision)[0].refusal


def test_a_table_with_merged_cells_and_half_days_in_every_writing(agency, secretary):
    revision = document(agency, "QT 01", "Đất đai")
    data = table(
        ("QT 01", "Đất đai", "", "3 ngày làm việc", 1, "Tiếp nhận", "½ ngày", ""),
        ("", "", "", "", 2, "Thẩm định", "0,5", ""),
        ("", "", "", "", 3, "Xem xét", "1/2", ""),
        ("", "", "", "", 4, "Ký", "04 giờ", ""),
        ("", "", "", "", 5, "Đóng dấu", "", ""),
        ("", "", "", "", 6, "Trả kết quả", "01", "2, 5"),
    )
    assert attempt(agency, secretary, data).created == 1
    (case,) = cases_of(revision)
    assert (case.sum_words, case.legal_words) == ("3 ngày làm việc", "3 ngày làm việc")
    assert case.steps[5].after == [2, 5]
    assert case.untimed_words == "1 bước không ghi thời gian riêng."


def test_every_wrong_cell_is_named_and_nothing_is_kept(agency, secretary):
    document(agency, "QT 01", "Đất đai")
    data = table(
        ("QT 01", "Hộ tịch", "", "3 ngày", 1, "Tiếp nhận", "½", ""),
        ("QT 99", "", "", "", 1, "Tiếp nhận", "½", ""),
        ("QT 01", "Đất đai", "", "", 1, "Tiếp nhận", "½", "7"),
    )
    outcome = attempt(agency, secretary, data)
    where = [(one["where"], one["what"]) for one in outcome.errors]
    assert len(where) == 3
    assert "“Đất đai”" in where[0][1]
    assert "Dòng 2" in where[0][0]
    assert "Chưa có quy trình mang mã QT 99" in where[1][1]
    assert "Sau bước" in where[2][0]
    assert not Variant.objects.exists()


def test_an_empty_work_and_a_time_excel_made_a_date_are_bad_cells(agency, secretary):
    document(agency, "QT 01")
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(["QT 01", None, None, None, 1, "Tiếp nhận", date(2026, 2, 1), None])
    book.active.append(["QT 01", None, None, None, 2, None, "½", None])
    file = io.BytesIO()
    book.save(file)
    errors = attempt(agency, secretary, file.getvalue(), name="buoc.xlsx").errors
    assert ["G2" in errors[0]["where"], "F3" in errors[1]["where"] or "Ô trống" in errors[1]["what"]] == [True, True]
    assert "ngày tháng" in errors[0]["what"]


def test_a_time_that_is_no_single_time_is_kept_and_flagged(agency, secretary):
    revision = document(agency, "QT 01")
    outcome = attempt(agency, secretary, table(("QT 01", "", "", "Không quy định", 1, "Tiếp nhận", "2-3 ngày", "")))
    assert outcome.ok
    assert any("2-3 ngày" in one["what"] for one in outcome.flagged)
    assert any("Không quy định" in one["what"] for one in outcome.flagged)
    (case,) = cases_of(revision)
    assert (case.steps[0].time_text, case.steps[0].time_value) == ("2-3 ngày", None)
    assert case.variant.limit_text == "Không quy định"


def test_a_procedure_in_force_gets_a_draft_and_one_on_its_way_is_refused(agency, secretary):
    revision = document(agency, "QT 01", in_force=True)
    ProcedureStepFactory(variant=VariantFactory(revision=revision, name="Khác"))
    data = table(("QT 01", "", "Chung", "3 ngày làm việc", 1, "Tiếp nhận", "3 ngày", ""))
    outcome = attempt(agency, secretary, data)
    assert (outcome.errors, outcome.updated) == ((), 1)
    draft = revision.document.revisions.get(state="DRAFT")
    assert [one.variant.name for one in cases_of(draft)] == ["Khác", "Chung"]
    assert [one.variant.name for one in cases_of(revision)] == ["Khác"]
    assert draft.author == secretary.user

    Revision.objects.filter(pk=draft.pk).update(state="SUBMITTED")
    refused = attempt(agency, secretary, table(("QT 01", "", "Chung", "", 1, "Tiếp nhận", "1", "")))
    assert not refused.ok


def test_the_command_line_writes_in_the_name_of_the_secretary(agency, secretary):
    document(agency, "QT 01", in_force=True)
    actor = Actor(agency=agency, origin=COMMAND_LINE)
    assert attempt(agency, actor, table(("QT 01", "", "", "", 1, "Tiếp nhận", "1", ""))).ok
    assert Revision.objects.get(state="DRAFT").author == secretary.user


def test_what_is_exported_reads_back_unchanged(agency, secretary):
    revision = document(agency, "QT 01", "Đất đai")
    variant = VariantFactory(revision=revision, name="Có xác minh", limit_text="Không quá 03 ngày làm việc")
    ProcedureStepFactory(variant=variant, role="UNIT_HEAD", number="4.")
    ProcedureStepFactory(variant=variant, time_text="04 giờ", is_external=True, after=[0], result="Giấy")
    ProcedureStepFactory(variant=variant, time_text="")
    kind = next(one for one in export.kinds() if one.kind == "procedures")
    data = b"".join(csv_lines(kind.columns, kind.rows(secretary)))
    before = list(ProcedureStep.objects.values_list("uuid", flat=True))
    outcome = attempt(agency, secretary, data)
    assert (outcome.errors, outcome.unchanged, outcome.updated) == ((), 1, 0)
    assert list(ProcedureStep.objects.values_list("uuid", flat=True)) == before


@pytest.mark.parametrize("unit", ["HOUR", "WORKING_DAY", "DAY", "MONTH"])
def test_limits_exported_on_an_english_page_read_back_unchanged(agency, secretary, unit):
    draft = document(agency, "QT 01")
    variant = VariantFactory(revision=draft, unit=unit, limit_value=4, own_value=2, limit_text="")
    ProcedureStepFactory(variant=variant, time_text="1", time_value=1, time_unit=unit, after=[0])
    kind = next(one for one in export.kinds() if one.kind == "procedures")
    with translation.override("en"):
        data = b"".join(csv_lines(kind.columns, kind.rows(secretary)))
        outcome = attempt(agency, secretary, data)
    assert (outcome.errors, outcome.unchanged, outcome.updated) == ((), 1, 0)


@pytest.mark.parametrize("data", [b'{"items": 3}', b'{"a": 1}', b'[{"steps": []}, 3]', b"{", b"[]"])
def test_json_of_another_shape_is_refused_in_words(agency, secretary, data):
    assert attempt(agency, secretary, data, name="x.json").errors
