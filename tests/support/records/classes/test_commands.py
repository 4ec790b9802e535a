"""Classes of records: added, changed, ended, taken from what is proposed, imported; refused and denied."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from sotay.commands import UNCHANGED, Refused
from sotay.exchange import export, imports
from sotay.exchange.writing import write_csv
from sotay.support.records.classes.commands import add_class, change_class, end_class, take_proposals
from sotay.support.records.classes.proposals import is_proposed, proposals
from sotay.support.records.models import RecordClass
from tests.conftest import TODAY
from tests.factories.records import RecordClassFactory, RecordFileFactory, RecordLineFactory

pytestmark = pytest.mark.django_db


def refused(act, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.codes


def test_a_class_is_added_with_its_clauses_in_order(agency, secretary):
    one = add_class(
        agency,
        actor=secretary,
        code=" DG-01 ",
        title="Đánh giá nội bộ",
        retention=5,
        heading="Đánh giá/Nội bộ",
        clauses="10.2.2; 9.2.2",
    )

    assert (one.code, one.slug, one.heading, one.clauses) == ("DG-01", "dg-01", "Đánh giá / Nội bộ", "9.2.2, 10.2.2")
    assert (one.retention, one.is_permanent) == ("5 năm", False)


def test_a_class_is_refused_without_code_or_title_or_with_a_code_in_use(agency, secretary):
    RecordClassFactory(agency=agency, code="DG-01")

    assert refused(add_class, agency, actor=secretary, code=" ", title=" ", retention=5) == (
        "code_missing", "title_missing",
    )  # fmt: skip
    assert refused(add_class, agency, actor=secretary, code="dg-01", title="X", retention=5) == ("code_taken",)


def test_a_code_is_free_again_when_its_class_ended(agency, secretary):
    old = RecordClassFactory(agency=agency, code="DG-01", slug="dg-01")
    end_class(old, actor=secretary, version=1, ended_date=TODAY)

    assert add_class(agency, actor=secretary, code="DG-01", title="X", retention=None).slug == "dg-01-2"
    assert refused(end_class, old, actor=secretary, version=old.version + 1, ended_date=TODAY) == ("class_ended",)
    old.refresh_from_db()
    assert refused(
        change_class, old, actor=secretary, version=old.version, code="A", title="B", retention=5
    ) == ("class_ended",)  # fmt: skip


def test_a_class_does_not_end_before_it_was_used(agency, secretary):
    file = RecordFileFactory(line=RecordLineFactory(list__agency=agency), opened_date=date(2026, 3, 1))
    one = file.record_class

    assert refused(end_class, one, actor=secretary, version=1, ended_date=date(2026, 2, 28)) == ("ended_before_use",)
    assert end_class(one, actor=secretary, version=1, ended_date=date(2026, 3, 1)).ended_date == date(2026, 3, 1)


def test_a_change_is_written_once(agency, secretary):
    one = RecordClassFactory(agency=agency, code="DG-01", title="Cũ")
    new = {"code": "DG-01", "title": "Mới", "retention": None, "heading": one.heading, "basis": one.basis}
    new |= {"clauses": one.clauses}

    changed = change_class(one, actor=secretary, version=1, **new)

    assert (changed.title, changed.is_permanent, changed.years) == ("Mới", True, None)
    assert change_class(changed, actor=secretary, version=changed.version, **new) is UNCHANGED


def test_proposals_are_taken_once_and_marked_until_a_basis_is_written(agency, secretary):
    codes = [one.code for one in proposals()]

    taken = take_proposals(agency, actor=secretary, codes=codes)

    assert len(taken) == len(codes) == RecordClass.objects.filter(agency=agency).count()
    assert all(is_proposed(one) and one.basis.startswith("Đề xuất") for one in taken)
    assert take_proposals(agency, actor=secretary, codes=codes) is UNCHANGED
    assert refused(take_proposals, agency, actor=secretary, codes=[]) == ("nothing_chosen",)
    one = taken[0]
    change_class(
        one, actor=secretary, version=one.version, code=one.code, title=one.title, retention=20, basis="Quyết định 5"
    )
    assert not is_proposed(RecordClass.objects.get(pk=one.pk))


def test_classes_are_denied_to_an_official(agency, official):
    one = RecordClassFactory(agency=agency)

    for act, args in (
        (add_class, {"code": "A", "title": "B", "retention": 5}),
        (take_proposals, {"codes": ["DG-01"]}),
    ):
        with pytest.raises(PermissionDenied):
            act(agency, actor=official, **args)
    with pytest.raises(PermissionDenied):
        end_class(one, actor=official, version=1, ended_date=TODAY)
    with pytest.raises(PermissionDenied):
        change_class(one, actor=official, version=1, code="A", title="B", retention=5)


def take(agency, actor, data, name="loai.xlsx"):
    source = imports.Source(name=name, sha256="0" * 64)
    return imports.attempt(
        imports.find("record_classes"), data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=False
    )


def book(*lines):
    workbook = Workbook()
    for line in lines:
        workbook.active.append(line)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


HEAD = ("Mã loại", "Tên loại hồ sơ", "Thời hạn", "Đề mục", "Điều khoản")


def test_a_file_adds_and_changes_and_the_same_again_changes_nothing(agency, secretary):
    RecordClassFactory(agency=agency, code="DG-01", title="Cũ", years=3)
    data = book(
        HEAD, ("dg-01", "Đánh giá", "5 năm", None, "9.2.2"), ("QD-01", "Quyết định", "vĩnh viễn", "Chung", "4.99")
    )

    outcome = take(agency, secretary, data)

    assert (outcome.created, outcome.updated, outcome.errors) == (1, 1, ())
    assert len(outcome.flagged) == 1
    assert "4.99" in outcome.flagged[0]["what"]
    one = RecordClass.objects.get(agency=agency, code="DG-01")
    assert (one.title, one.years) == ("Đánh giá", 5)
    assert RecordClass.objects.get(agency=agency, code="QD-01").is_permanent
    again = take(agency, secretary, book(HEAD, ("DG-01", "Đánh giá", "5 năm", None, None)))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)


def test_a_bad_file_names_every_cell_and_writes_nothing(agency, secretary):
    data = book(
        HEAD,
        ("DG-01", "Đánh giá", "lâu dài"),
        ("X" * 21, "Quá dài", "5"),
        ("A1", "Một", "5"),
        ("a1", "Hai", "5"),
        (None, "Không mã", "5"),
    )

    outcome = take(agency, secretary, data)

    assert not outcome.ok
    assert not RecordClass.objects.filter(agency=agency).exists()
    assert "“5 năm”" in " ".join(one["what"] for one in outcome.errors)


def test_what_is_exported_reads_back_unchanged(agency, secretary):
    take_proposals(agency, actor=secretary, codes=[one.code for one in proposals()])
    kind = export.find("record_classes")

    outcome = take(agency, secretary, write_csv(kind.columns, kind.rows(secretary)), name="loai.csv")

    assert (outcome.created, outcome.updated, outcome.errors) == (0, 0, ())
    assert outcome.unchanged == len(proposals())


def test_the_list_asks_as_often_for_30_as_for_1_filters_and_keeps_others_out(
    agency, secretary, signed_in, other_agency
):
    client, url = signed_in(secretary), reverse("support:record_class_list", kwargs={"agency": agency.short_name})
    RecordClassFactory(agency=other_agency, title="Của Người Khác")
    RecordClassFactory(agency=agency, title="Hồ sơ đánh giá", years=7)

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    few = asked()
    RecordClassFactory.create_batch(29, agency=agency)
    assert asked() == few <= 14
    page = client.get(url, {"retention": "7"}).content.decode()
    assert "Hồ sơ đánh giá" in page
    assert "1 mục" in page
    file = client.get(url, {"export": "csv"}).getvalue().decode("utf-8-sig")
    assert file.count("5 năm") == 29
    assert "Người Khác" not in file


def test_a_wrong_form_keeps_what_was_typed_and_says_why(agency, secretary, signed_in):
    url = reverse("support:record_class_new", kwargs={"agency": agency.short_name})

    answer = signed_in(secretary).send(
        url, {"code": "Q1", "title": "Tên tôi gõ", "retention": "lâu", "clauses": "99.1"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tên tôi gõ" in page
    assert "99.1" in page
    assert "vĩnh viễn" in page
