"""Lists of files: begun, written, issued both ways, supplemented, dropped; refused and denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from sotay.approvals.commands import approve, approve_by_paper, return_with_reason
from sotay.commands import UNCHANGED, Refused
from sotay.support.records.classes.commands import change_class
from sotay.support.records.lists.commands import (
    add_line,
    begin_list,
    change_line,
    close_supplement,
    drop_list,
    remove_line,
    submit_list,
    supplement_list,
)
from sotay.support.records.lists.queries import get_list_page, roman
from sotay.support.records.lists.writing import content_of
from sotay.support.records.models import RecordLine, RecordList
from tests.conftest import TODAY
from tests.factories.agency import UnitFactory
from tests.factories.records import RecordClassFactory, RecordFileFactory, RecordLineFactory, RecordListFactory

pytestmark = pytest.mark.django_db
State = RecordList.State


def refused(act, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.codes


def begun(agency, actor, year=2026, source="empty"):
    return begin_list(agency, actor=actor, year=year, source=source, this_year=2026)


@pytest.fixture
def one(agency, secretary, head):
    """A draft of 2026 with one complete line."""
    new = begun(agency, secretary)
    add_line(
        new,
        actor=secretary,
        record_class=RecordClassFactory(agency=agency, code="DG-01"),
        number="",
        title="Đánh giá nội bộ năm 2026",
        unit=UnitFactory(agency=agency),
    )
    return RecordList.objects.get(pk=new.pk)


def fresh(one):
    return RecordList.objects.select_related("agency").get(pk=one.pk)


def issue(one, secretary, head):
    approval = submit_list(fresh(one), actor=secretary, version=fresh(one).version, on=TODAY)
    approve(approval, actor=head, version=approval.version, on=TODAY)
    return fresh(one)


def test_a_list_begins_with_the_classes_in_use(agency, secretary):
    RecordClassFactory(agency=agency, code="DG-01", heading="B")
    RecordClassFactory(agency=agency, code="QD-01", heading="A")
    RecordClassFactory(agency=agency, ended_date=TODAY)

    one = begun(agency, secretary, source="classes")

    assert list(one.lines.values_list("number", flat=True)) == ["01.QD", "02.DG"]


def test_a_list_begins_with_that_of_the_year_before_without_what_ended(agency, secretary):
    before = RecordListFactory(agency=agency, year=2025, issued=True)
    kept = RecordLineFactory(list=before, note="Hằng năm")
    RecordLineFactory(list=before, record_class=RecordClassFactory(agency=agency, ended_date=TODAY))
    gone = UnitFactory(agency=agency, ended_date=date(2025, 12, 31))
    RecordLineFactory(list=before, unit=gone)

    one = begun(agency, secretary, source="last")

    first, second = one.lines.all()
    assert (first.number, first.title, first.unit, first.note) == (kept.number, kept.title, kept.unit, "Hằng năm")
    assert (first.issued_date, second.unit) == (None, None)


def test_a_year_has_one_list_and_is_not_far_away(agency, secretary, one):
    assert refused(begun, agency, secretary) == ("list_taken",)
    assert refused(begun, agency, secretary, year=2028) == ("year_far",)
    assert refused(begun, agency, secretary, year=1999) == ("year_far",)


def test_the_head_issues_it_and_its_lines_hold_from_that_day(one, secretary, head):
    issued = issue(one, secretary, head)

    assert (issued.state, issued.issued_date) == (State.ISSUED, TODAY)
    assert issued.lines.get().issued_date == TODAY
    assert issued.lines.get().number == "01.DG"


def test_a_signed_paper_issues_it_on_its_own_day(one, secretary):
    approval = submit_list(one, actor=secretary, version=one.version, on=TODAY)

    approve_by_paper(
        approval, actor=secretary, version=approval.version, number="2/QĐ-STN", date=date(2026, 1, 12),
        signer_name="Trần Thị Ký",
    )  # fmt: skip

    assert fresh(one).issued_date == date(2026, 1, 12)
    assert fresh(one).lines.get().issued_date == date(2026, 1, 12)


def test_what_is_returned_is_a_draft_with_the_reason(one, secretary, head):
    approval = submit_list(one, actor=secretary, version=one.version, on=TODAY)
    assert refused(add_line, one, actor=secretary, record_class=None, number="9", title="X") == ("submitted",)

    return_with_reason(approval, actor=head, version=approval.version, reason="Thiếu hồ sơ khảo sát")

    assert (fresh(one).state, fresh(one).returned_reason) == (State.DRAFT, "Thiếu hồ sơ khảo sát")
    assert refused(drop_list, fresh(one), actor=secretary, version=fresh(one).version, reason="Thôi") == (
        "was_submitted",
    )


def test_an_empty_list_or_a_line_nobody_makes_is_not_submitted(agency, secretary):
    one = begun(agency, secretary)
    assert refused(submit_list, one, actor=secretary, version=one.version, on=TODAY) == ("no_lines",)

    ended = RecordClassFactory(agency=agency, ended_date=TODAY)
    RecordLineFactory(list=one, unit=None, issued_date=None, record_class=ended)
    assert refused(submit_list, one, actor=secretary, version=one.version, on=TODAY) == (
        "maker_missing", "class_ended",
    )  # fmt: skip


def test_a_number_stands_once_in_a_list(one, secretary):
    line = one.lines.get()
    more = {"record_class": line.record_class, "title": "X", "unit": line.unit}

    assert refused(add_line, one, actor=secretary, number="01.dg", **more) == ("number_taken",)
    assert add_line(one, actor=secretary, number="", **more).number == "02.DG"


def test_a_line_is_changed_once_and_removed(one, secretary):
    line = one.lines.get()

    changed = change_line(line, actor=secretary, version=1, title="Tên mới")

    assert changed.title == "Tên mới"
    assert change_line(changed, actor=secretary, version=changed.version, title="Tên mới") is UNCHANGED
    remove_line(changed, actor=secretary, version=changed.version)
    assert not one.lines.exists()


def test_what_was_issued_keeps_its_words_and_changes_who_makes_it(agency, one, secretary, head):
    issued = issue(one, secretary, head)
    line = issued.lines.get()
    other = UnitFactory(agency=agency)

    assert refused(change_line, line, actor=secretary, version=line.version, title="Khác") == ("issued", "line_issued")
    assert refused(remove_line, line, actor=secretary, version=line.version) == ("issued", "line_issued")
    assert change_line(line, actor=secretary, version=line.version, unit=other).unit == other


def test_a_class_changed_later_leaves_what_was_issued(one, secretary, head):
    issued = issue(one, secretary, head)
    sealed, line = content_of(issued), issued.lines.get()
    kind = line.record_class

    change_class(kind, actor=secretary, version=kind.version, code=kind.code, title=kind.title, retention=None)

    assert RecordLine.objects.get().retention == "5 năm"
    assert content_of(fresh(one)) == sealed
    assert all(line.years is not None for line in get_list_page("2026", viewer=secretary).lines)


def test_a_list_is_supplemented_and_only_new_lines_get_the_later_day(one, secretary, head):
    first = issue(one, secretary, head)
    assert refused(submit_list, first, actor=secretary, version=first.version, on=TODAY) == ("issued", "no_lines")
    open_ = supplement_list(first, actor=secretary, version=first.version, reason="Dự án mới")
    line = first.lines.get()
    assert refused(submit_list, open_, actor=secretary, version=open_.version, on=TODAY) == ("no_lines",)
    add_line(open_, actor=secretary, record_class=line.record_class, number="", title="Dự án", unit=line.unit)
    assert refused(close_supplement, open_, actor=secretary, version=fresh(one).version) == ("new_lines",)
    assert refused(drop_list, open_, actor=secretary, version=fresh(one).version, reason="x") == ("issued_once",)

    approval = submit_list(fresh(one), actor=secretary, version=fresh(one).version, on=TODAY)
    approve(approval, actor=head, version=approval.version, on=date(2026, 7, 1))

    assert fresh(one).issued_date == TODAY
    assert sorted(RecordLine.objects.filter(list=one).values_list("issued_date", flat=True)) == [
        TODAY, date(2026, 7, 1),
    ]  # fmt: skip


def test_a_supplement_without_lines_is_closed_again(one, secretary, head):
    issued = issue(one, secretary, head)
    open_ = supplement_list(issued, actor=secretary, version=issued.version, reason="Xem lại")

    assert close_supplement(open_, actor=secretary, version=open_.version).state == State.ISSUED
    assert refused(supplement_list, issued, actor=secretary, version=fresh(one).version, reason=" ") == (
        "reason_missing",
    )


def test_a_draft_is_dropped_with_a_reason(one, secretary):
    assert refused(drop_list, one, actor=secretary, version=one.version, reason=" ") == ("reason_missing",)

    drop_list(one, actor=secretary, version=one.version, reason="Nhầm năm")

    assert not RecordList.objects.exists()


def test_lists_are_denied_to_an_official(agency, official, one):
    line = one.lines.get()
    for act, args in (
        (lambda **more: begun(agency, official), {}),
        (lambda **more: add_line(one, actor=official, **more), {"title": "X"}),
        (lambda **more: change_line(line, actor=official, version=1, **more), {"title": "X"}),
        (lambda **more: remove_line(line, actor=official, version=1), {}),
        (lambda **more: submit_list(one, actor=official, version=1, on=TODAY), {}),
        (lambda **more: supplement_list(one, actor=official, version=1, reason="x"), {}),
        (lambda **more: close_supplement(one, actor=official, version=1), {}),
        (lambda **more: drop_list(one, actor=official, version=1, reason="x"), {}),
    ):
        with pytest.raises(PermissionDenied):
            act(**args)


def test_headings_are_numbered_as_on_the_paper(agency, secretary):
    one = RecordListFactory(agency=agency)
    for heading in ("Tài liệu / Bản gốc", "Tài liệu / Kiểm soát", "Đánh giá", "Tài liệu / Bản gốc", ""):
        RecordLineFactory(list=one, heading=heading)

    page = get_list_page(one.slug, viewer=secretary)

    told = [(section.number, section.heading, len(section.rows)) for section in page.sections]
    assert told == [
        ("I", "Tài liệu", 0), ("1", "Bản gốc", 2), ("2", "Kiểm soát", 1), ("II", "Đánh giá", 1), ("", "", 1),
    ]  # fmt: skip


VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@given(st.integers(1, 3999))
def test_roman_figures_read_back(number):
    figures = [VALUES[figure] for figure in roman(number)]
    total = sum(-one if one < after else one for one, after in zip(figures, [*figures[1:], 0], strict=True))

    assert total == number


def test_the_page_of_a_list_asks_as_often_for_30_lines_as_for_1(agency, secretary, signed_in):
    one = RecordListFactory(agency=agency, issued=True)
    client = signed_in(secretary)
    url = reverse("support:record_list_detail", kwargs={"agency": agency.short_name, "slug": one.slug})
    RecordFileFactory(line=RecordLineFactory(list=one))

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    few = asked()
    for _number in range(29):
        RecordFileFactory(line=RecordLineFactory(list=one))
    assert asked() == few
    file = client.get(url, {"export": "csv"}).getvalue().decode("utf-8-sig")
    assert file.count("Đánh giá nội bộ năm 2026") == 30


def test_the_paper_has_its_five_columns_and_counts(agency, secretary, signed_in):
    one = RecordListFactory(agency=agency, issued=True)
    RecordLineFactory(list=one)
    RecordLineFactory(list=one, record_class=RecordClassFactory(agency=agency, is_permanent=True, years=None))
    url = reverse("support:record_list_print", kwargs={"agency": agency.short_name, "slug": one.slug})

    page = signed_in(secretary).get(url).content.decode()

    for words in (
        "Số và ký hiệu hồ sơ",
        "Tên đề mục và tiêu đề hồ sơ",
        "Thời hạn bảo quản",
        "Người lập hồ sơ",
        "Ghi chú",
    ):
        assert words in page
    assert "có 2 hồ sơ, bao gồm: 1 hồ sơ bảo quản vĩnh viễn; 1 hồ sơ" in page


def test_a_list_of_another_agency_is_not_found(other_agency, agency, secretary, signed_in):
    RecordListFactory(agency=other_agency, issued=True)
    url = reverse("support:record_list_detail", kwargs={"agency": agency.short_name, "slug": "2026"})

    assert signed_in(secretary).get(url).status_code == 404
