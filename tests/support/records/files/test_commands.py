"""Files: opened by issued lines, changed, closed, opened again, kept longer; refused and denied; who sees which."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, NotFound, Refused
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.people.handover import all_held
from sotay.support.records.files.commands import change_file, close_file, keep_longer, open_file, open_file_again
from sotay.support.records.files.page import due_parts
from sotay.support.records.files.queries import TO_ARCHIVE, TO_DISPOSE, TO_HISTORY, due_files, get_file, list_files
from sotay.support.records.models import RecordFile
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory
from tests.factories.attachments import AttachmentFactory
from tests.factories.records import (
    RecordClassFactory,
    RecordFileFactory,
    RecordLineFactory,
    RecordListFactory,
    TransferFactory,
    TransferItemFactory,
)

pytestmark = pytest.mark.django_db
State = RecordFile.State
CONSENT = NewDecision(number="9/CV-STN", date=date(2026, 6, 1))


def refused(act, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.codes


@pytest.fixture
def the_list(agency):
    return RecordListFactory(agency=agency, issued=True)


@pytest.fixture
def line(the_list):
    return RecordLineFactory(list=the_list, number="01.DG")


def test_files_of_a_line_take_its_number_and_the_year(line, secretary):
    opened = {"title": "Đánh giá", "opened_date": TODAY, "on": TODAY, "unit": line.unit}

    first, second = (open_file(line, actor=secretary, **opened) for _ in range(2))

    assert (first.number, first.slug) == ("01.DG/2026", "01-dg-2026")
    assert second.number == "01.DG/2026-02"
    assert (first.state, first.record_class) == (State.OPEN, line.record_class)


def test_no_file_is_opened_by_a_line_that_was_not_issued_or_in_the_future(line, the_list, secretary):
    draft = RecordLineFactory(list=the_list, issued_date=None)
    opened = {"title": "X", "on": TODAY}

    assert refused(open_file, draft, actor=secretary, opened_date=TODAY, **opened) == ("line_not_issued",)
    assert refused(open_file, line, actor=secretary, opened_date=TODAY + timedelta(days=1), **opened) == (
        "opened_in_future",
    )


def test_no_file_is_opened_by_a_class_that_ended_or_by_the_list_of_a_year_gone_by(agency, line, secretary):
    old = RecordLineFactory(list=RecordListFactory(agency=agency, year=2025, issued=True))
    ended = RecordLineFactory(list=line.list, record_class__ended_date=date(2026, 3, 1))
    opened = {"actor": secretary, "title": "X", "on": TODAY}

    assert refused(open_file, ended, opened_date=date(2026, 3, 1), **opened) == ("class_ended",)
    assert refused(open_file, old, opened_date=date(2026, 1, 1), **opened) == ("list_of_another_year",)
    assert open_file(ended, opened_date=date(2026, 2, 28), **opened).state == State.OPEN
    assert open_file(old, opened_date=date(2025, 12, 31), **opened).number.endswith("/2025")


def test_whoever_makes_the_line_opens_its_files_and_keeps_them(agency, the_list):
    maker = person(agency, Seat.Role.OFFICIAL)
    line = RecordLineFactory(list=the_list, maker=maker.user)

    file = open_file(line, actor=maker, title="X", opened_date=TODAY, keeper=maker.user, unit=line.unit, on=TODAY)

    assert get_file(file.slug, viewer=maker) == file
    assert close_file(file, actor=maker, version=1, closed_date=TODAY, on=TODAY).state == State.CLOSED


def test_a_file_is_changed_once_until_it_is_handed_over(line, secretary):
    file = RecordFileFactory(line=line)

    changed = change_file(file, actor=secretary, version=1, title="Tên mới", place="Tủ 3")

    assert (changed.title, changed.place, changed.unit) == ("Tên mới", "Tủ 3", None)
    again = {"title": "Tên mới", "place": "Tủ 3"}
    assert change_file(changed, actor=secretary, version=changed.version, **again) is UNCHANGED
    done = RecordFileFactory(line=line, handed_over=True)
    assert refused(change_file, done, actor=secretary, version=1, title="X") == ("handed_over",)
    gone = RecordFileFactory(line=line, state=State.DISPOSED, closed_date=TODAY)
    assert refused(change_file, gone, actor=secretary, version=1, title="X") == ("disposed",)


def test_a_file_is_closed_after_it_was_opened_and_not_in_the_future(line, secretary):
    file = RecordFileFactory(line=line, opened_date=date(2026, 3, 1))

    def at(day):
        return refused(close_file, file, actor=secretary, version=1, closed_date=day, on=TODAY)

    assert at(date(2026, 2, 28)) == ("closed_before_opened",)
    assert at(TODAY + timedelta(days=1)) == ("closed_in_future",)
    closed = close_file(file, actor=secretary, version=1, closed_date=TODAY, sheets=120, on=TODAY)
    assert (closed.closed_date, closed.sheets) == (TODAY, 120)
    assert refused(close_file, closed, actor=secretary, version=closed.version, closed_date=TODAY, on=TODAY) == (
        "not_open",
    )


def test_a_closed_file_is_opened_again_unless_a_list_holds_it(agency, line, secretary):
    file = RecordFileFactory(line=line, closed=True)
    listed = RecordFileFactory(line=line, closed=True)
    TransferItemFactory(transfer=TransferFactory(agency=agency), file=listed)

    assert refused(open_file_again, file, actor=secretary, version=1, reason=" ") == ("reason_missing",)
    assert refused(open_file_again, listed, actor=secretary, version=1, reason="x") == ("in_transfer",)
    again = open_file_again(file, actor=secretary, version=1, reason="Thiếu văn bản")
    assert (again.state, again.closed_date) == (State.OPEN, None)


def test_a_file_stays_two_years_longer_at_most_and_with_a_paper(line, secretary):
    file = RecordFileFactory(line=line, closed=True)

    def until(day, decision=CONSENT):
        return refused(
            keep_longer, file, actor=secretary, version=1, until=day, decision=decision, on=TODAY
        )  # fmt: skip

    assert until(date(2026, 12, 31)) == ("kept_too_long",)
    assert until(date(2029, 1, 1)) == ("kept_too_long",)
    assert until(date(2028, 12, 31), None) == ("paper_missing",)
    kept = keep_longer(file, actor=secretary, version=1, until=date(2028, 12, 31), decision=CONSENT, on=TODAY)
    assert (kept.kept_until_date, kept.kept_by.number) == (date(2028, 12, 31), "9/CV-STN")


def test_what_need_not_be_archived_or_is_open_is_not_kept_longer(agency, line, secretary):
    short = RecordFileFactory(line=line, closed=True, record_class=RecordClassFactory(agency=agency, years=2))
    open_ = RecordFileFactory(line=line)
    more = {"actor": secretary, "version": 1, "until": date(2027, 6, 1), "decision": CONSENT, "on": TODAY}

    assert refused(keep_longer, short, **more) == ("not_archived",)
    assert refused(keep_longer, open_, **more) == ("not_closed", "not_archived")


def test_files_are_denied_to_who_has_nothing_to_do_with_them(agency, line):
    stranger = person(agency, Seat.Role.OFFICIAL)
    file = RecordFileFactory(line=line)

    with pytest.raises(PermissionDenied):
        open_file(line, actor=stranger, title="X", opened_date=TODAY, on=TODAY)
    with pytest.raises(PermissionDenied):
        change_file(file, actor=stranger, version=1, title="X")
    with pytest.raises(PermissionDenied):
        close_file(file, actor=stranger, version=1, closed_date=TODAY, on=TODAY)
    with pytest.raises(PermissionDenied):
        open_file_again(file, actor=stranger, version=1, reason="x")
    with pytest.raises(PermissionDenied):
        keep_longer(file, actor=stranger, version=1, until=TODAY, decision=CONSENT, on=TODAY)


def test_people_see_the_files_of_their_units_of_the_agency_and_their_own(agency, the_list):
    mine, other = UnitFactory(agency=agency), UnitFactory(agency=agency)
    viewer = person(agency, Seat.Role.UNIT_HEAD, unit=mine)
    seen = [
        RecordFileFactory(line=RecordLineFactory(list=the_list, unit=mine)),
        RecordFileFactory(line=RecordLineFactory(list=the_list, unit=None)),
        RecordFileFactory(line=RecordLineFactory(list=the_list, unit=other), keeper=viewer.user),
    ]
    hidden = RecordFileFactory(line=RecordLineFactory(list=the_list, unit=other))

    assert set(list_files(viewer=viewer)) == set(seen)
    with pytest.raises(NotFound):
        get_file(hidden.slug, viewer=viewer)
    assert list_files(viewer=person(agency, Seat.Role.CLERK)).count() == 4


def closed(line, day, *, state=State.CLOSED, **retention):
    one = RecordClassFactory(agency=line.agency, **retention)
    return RecordFileFactory(line=line, record_class=one, state=state, opened_date=date(2000, 1, 1), closed_date=day)


def test_what_is_due_is_told_by_kind(agency, line, secretary):
    last_year = closed(line, date(2025, 5, 1), years=5)
    closed(line, date(2026, 1, 2), years=5)
    closed(line, date(2025, 5, 1), years=4)
    over = closed(line, date(2023, 5, 1), years=2)
    closed(line, date(2024, 5, 1), years=2)
    closed(line, date(2010, 1, 1), state=State.HANDED_OVER, years=10, disposal="ARCHIVE")
    old = closed(line, date(2010, 1, 1), state=State.HANDED_OVER, is_permanent=True, years=None)
    closed(line, date(2023, 1, 1), state=State.HANDED_OVER, is_permanent=True, years=None)

    def due(what):
        return list(due_files(what, viewer=secretary, on=TODAY))

    assert due(TO_ARCHIVE) == [last_year]
    assert due(TO_DISPOSE) == [over]
    assert len(due(TO_HISTORY)) == 2
    assert old in due(TO_HISTORY)


def test_what_stands_in_a_list_or_was_kept_longer_is_not_due(agency, line, secretary):
    listed, kept = closed(line, date(2025, 5, 1), years=5), closed(line, date(2025, 5, 1), years=5)
    TransferItemFactory(transfer=TransferFactory(agency=agency), file=listed)
    keep_longer(kept, actor=secretary, version=1, until=date(2027, 6, 1), decision=CONSENT, on=TODAY)

    assert not due_files(TO_ARCHIVE, viewer=secretary, on=TODAY).exists()
    assert list(due_files(TO_ARCHIVE, viewer=secretary, on=date(2027, 6, 2))) == [kept]
    part = due_parts(secretary, on=date(2027, 6, 2), shown=9)[0]
    assert part.rows == ((kept, date(2027, 6, 1)),)


def test_the_register_asks_as_often_for_30_as_for_1_and_exports_what_is_shown(line, secretary, signed_in, other_agency):
    client = signed_in(secretary)
    url = reverse("support:record_file_list", kwargs={"agency": line.agency.short_name})
    RecordFileFactory(line=RecordLineFactory(list__agency=other_agency), title="Của Người Khác")
    RecordFileFactory(line=line, title="=HYPERLINK(1)")

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    few = asked()
    RecordFileFactory.create_batch(29, line=line, closed=True)
    assert asked() == few <= 18
    file = client.get(url, {"export": "csv", "state": "CLOSED"}).getvalue().decode("utf-8-sig")
    assert file.count("Đánh giá nội bộ năm 2025") == 29
    assert "Người Khác" not in file
    formula = client.get(url, {"export": "csv", "state": "OPEN"}).getvalue().decode("utf-8-sig")
    assert ",=HYPERLINK" not in formula
    assert "=HYPERLINK(1)" in formula
    RecordFileFactory(line=line, title="Zzz")
    RecordFileFactory(line=line, title="Aaa")
    ordered = [client.get(url, {"export": "csv", "sort": sort}).getvalue().decode() for sort in ("title", "-title")]
    assert [one.index("Aaa") < one.index("Zzz") for one in ordered] == [True, False]


def test_the_page_of_a_file_and_of_what_is_due_ask_a_constant_number_of_times(agency, line, secretary, signed_in):
    client = signed_in(secretary)
    file = closed(line, date(2025, 5, 1), years=5)
    page = reverse("support:record_file_detail", kwargs={"agency": agency.short_name, "slug": file.slug})
    due = reverse("support:record_due", kwargs={"agency": agency.short_name})

    def asked(url):
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    few = asked(page), asked(due)
    for _ in range(29):
        closed(line, date(2025, 5, 1), years=5)
        TransferItemFactory(transfer=TransferFactory(agency=agency, state="CANCELLED"), file=file)
    assert (asked(page), asked(due)) == few


def test_an_attached_paper_shows_on_the_file(agency, line, secretary, signed_in):
    file = RecordFileFactory(line=line)
    AttachmentFactory(agency=agency, subject_type="support.recordfile", subject_uuid=file.uuid, name="ket-luan.pdf")
    url = reverse("support:record_file_detail", kwargs={"agency": agency.short_name, "slug": file.slug})

    page = signed_in(secretary).get(url).content.decode()

    assert "ket-luan.pdf" in page
    assert "Đưa văn bản vào hồ sơ" in page


def test_what_a_person_keeps_is_handed_over_with_the_seat(agency, line):
    keeper = person(agency, Seat.Role.OFFICIAL)
    RecordFileFactory(line=line, keeper=keeper.user, place="Tủ 3")
    RecordFileFactory(line=line, keeper=keeper.user, handed_over=True)

    parts = {part.key: part.items for part in all_held(Seat.objects.get(user=keeper.user), on=TODAY)}

    (item,) = parts["records_kept"]
    assert "Tủ 3" in str(item.note)
