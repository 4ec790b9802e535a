"""Legal documents from a list: dirty figures are kept and flagged, a number never stands twice."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from sotay.context.laws.exports import rows
from sotay.context.laws.imports import columns
from sotay.context.models import Law, Replacement
from sotay.exchange import imports
from sotay.exchange.writing import write_xlsx
from sotay.journal.models import Entry
from tests.conftest import TODAY
from tests.factories.context import LawFactory

pytestmark = pytest.mark.django_db
HEAD = ("Số ký hiệu", "Loại", "Cơ quan ban hành", "Trích yếu", "Ngày ban hành", "Ngày có hiệu lực", "Thay thế văn bản")
SAMPLE = Path(__file__).parents[2] / "cases" / "legal_docs.json"


def take(agency, actor, data, *, name="vb.csv", dry_run=False):
    source = imports.Source(name=name, sha256="0" * 64)
    kind = imports.find("laws")
    return imports.attempt(kind, data, source=source, agency=agency, actor=actor, on=TODAY, dry_run=dry_run)


def table(*lines, head=HEAD):
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([head, *lines])
    return stream.getvalue().encode()


def test_laws_are_added_and_the_same_file_changes_nothing(agency, secretary):
    data = table(
        ("61/2018/NĐ-CP", "Nghị định", "Chính phủ", "Một cửa", "23/04/2018", "21/06/2018", ""),
        ("118/2025/NĐ-CP", "", "Chính phủ", "Một cửa mới", "09/06/2025", "01/07/2025", "61/2018/NĐ-CP"),
    )

    first, second = take(agency, secretary, data), take(agency, secretary, data)

    old = Law.objects.get(number="61/2018/NĐ-CP")
    assert (first.created, second.created, second.updated, second.unchanged) == (2, 0, 0, 2)
    assert (old.expiry_date, Replacement.objects.get().old) == (date(2025, 7, 1), old)
    assert Entry.objects.get().data["created"] == 2


def test_what_looks_wrong_is_kept_and_named_with_its_place(agency, secretary):
    data = table(
        ("25/2014/NÐ-CP", "Nghị định", "Chính phủ", "Chữ Ð khác", "07/04/2014", "01/04/2014", ""),
        ("12/2015/tt-bkhcn", "Thông tư", "", "Chữ thường", "không rõ", "31/02/2015", ""),
        ("19/2014/QĐ-", "Quyết định", "", "Cắt cụt", "05/03/2014", "18/05/2014", "99/1999/NĐ-CP"),
        ("", "", "", "", "01/01/2020", "", ""),
        ("", "Luật", "Quốc hội", "x" * 600, "01/01/2020", "", ""),
    )

    done = take(agency, secretary, data)

    said = " ".join(f"{one['where']} {one['what']}" for one in done.flagged)
    assert (done.ok, done.created, done.errors) == (True, 4, ())
    for words in (
        "chữ Đ gõ bằng ký tự khác", "có hiệu lực trước ngày ban hành", "chữ hoa, chữ thường không đúng",
        "Không đọc được ngày “31/02/2015”", "bị cắt cụt", "“99/1999/NĐ-CP” chưa có trong danh mục",
        "Dòng không có số, ký hiệu và tên: không nhập.", "chỉ giữ 500 ký tự đầu",
    ):  # fmt: skip
        assert words in said
    assert Law.objects.get(title="Chữ thường").effective_date is None


def test_a_number_written_in_two_ways_is_one_law_and_what_is_empty_changes_nothing(agency, secretary):
    law = LawFactory(agency=agency, number="01/2026/NĐ-CP", key="1/2026/ndcp", issuer="Chính phủ")

    done = take(
        agency,
        secretary,
        table(("1/2026/nđ-cp", "", "", "Tên mới", "", "", ""), ("01/2026/NĐ-CP", "", "", "", "", "", "")),
    )

    law.refresh_from_db()
    assert (done.created, done.updated, Law.objects.count()) == (0, 1, 1)
    assert (law.number, law.title, law.issuer, law.version) == ("01/2026/NĐ-CP", "Tên mới", "Chính phủ", 2)
    assert any("Trùng với văn bản ở dòng" in one["what"] for one in done.flagged)


def test_a_trial_writes_nothing_and_an_official_may_not(agency, secretary, official):
    data = table(("1/2026/NĐ-CP", "", "", "Tên", "", "", ""))

    assert take(agency, secretary, data, dry_run=True).created == 1
    assert Law.objects.count() == 0
    with pytest.raises(PermissionDenied):
        take(agency, official, data)


def test_what_is_exported_reads_back_unchanged(agency, secretary):
    old = LawFactory(
        agency=agency,
        number="2/2020/NĐ-CP",
        key="2/2020/ndcp",
        issued_date=date(2020, 1, 5),
        effective_date=date(2020, 3, 1),
    )
    new = LawFactory(agency=agency, number="3/2026/NĐ-CP", key="3/2026/ndcp", address="https://vanban.example.vn/3")
    Replacement.objects.create(agency=agency, new=new, old=old)
    Law.objects.filter(pk=old.pk).update(expiry_date=new.effective_date)

    book = write_xlsx(columns, rows(secretary), title="Văn bản")
    done = take(agency, secretary, book.read(), name="vb.xlsx")

    assert (done.created, done.updated, done.unchanged) == (0, 0, 2)


def test_the_official_sample_is_taken_whole_and_flagged(agency, secretary):
    items = json.loads(SAMPLE.read_text(encoding="utf-8"))["items"]
    names = ("number", "type", "issuer", "title", "issued", "effective", "source")
    data = table(*([one[name] for name in names] for one in items), head=names)

    done, again = take(agency, secretary, data), take(agency, secretary, data)

    assert (done.ok, done.created, again.created, again.updated) == (True, len(items), 0, 0)
    flagged = Law.objects.exclude(flags=[])
    backwards = {one["number"] for one in items if "effective_before_issued" in one["flags"]}
    assert backwards == set(
        Law.objects.filter(flags__contains=["effective_before_issue"]).values_list("number", flat=True)
    )
    assert flagged.count() >= sum("irregular_number" in one["flags"] for one in items)
