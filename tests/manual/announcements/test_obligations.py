"""Obligations 5 to 8: met, gap, not arisen, declared, edge dates; one query count for 1 and 30 agencies."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.evaluation.models import Confirmation
from sotay.manual.announcements.models import Announcement, ScopeChange
from sotay.standard.standings.judging import judge_all, standings_of
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory, UserFactory
from tests.factories.announcements import AnnouncedServiceFactory, AnnouncementFactory, PostingFactory
from tests.factories.services import ServiceFactory
from tests.factories.standard import DeclaredEvidenceFactory

pytestmark = pytest.mark.django_db
ISSUED, NOTIFIED, POSTED, RENEWED = (
    "announcement.issued", "announcement.notified", "announcement.posted", "announcement.renewed",
)  # fmt: skip
DAY = date(2026, 6, 1)


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2026, 1, 1))


def lines(agency, code, on=TODAY):
    return standings_of(agency, on=on, codes={code})


def line(agency, code, on=TODAY):
    (one,) = lines(agency, code, on)
    return one


def confirmed(agency, day=DAY):
    return Confirmation.objects.create(agency=agency, slug=f"x{day}", text="x", state="CONFIRMED", confirmed_date=day)


def test_it_has_not_arisen_before_the_confirmation_and_is_owed_from_then_on(agency):
    assert line(agency, ISSUED).standing == "NOT_ARISEN"
    confirmed(agency)
    assert line(agency, ISSUED, on=date(2026, 5, 31)).standing == "NOT_ARISEN"
    gap = line(agency, ISSUED)
    assert (gap.standing, gap.link) == ("OPEN", "manual:announcement_list")
    assert gap.why == "Hệ thống đã được xác nhận hiệu lực ngày 01/06/2026 nhưng chưa công bố."
    draft = AnnouncementFactory(agency=agency, state="DRAFT", number="", issued_date=None, effective_date=None)
    prepared = line(agency, ISSUED)
    assert (prepared.link, prepared.link_kwargs) == ("manual:announcement_detail", {"slug": draft.slug})


def test_it_is_met_on_the_day_of_the_decision_while_it_stands(agency):
    confirmed(agency)
    one = AnnouncementFactory(agency=agency, issued_date=date(2026, 6, 5))
    assert line(agency, ISSUED, on=date(2026, 6, 4)).standing == "OPEN"
    met = line(agency, ISSUED, on=date(2026, 6, 5))
    assert (met.standing, met.evidence_date) == ("MET", date(2026, 6, 5))
    Announcement.objects.filter(pk=one.pk).update(state="WITHDRAWN", ended_date=date(2026, 6, 10), ended_reason="Sai")
    assert line(agency, ISSUED, on=date(2026, 6, 9)).standing == "MET"
    gap = line(agency, ISSUED)
    assert (gap.standing, gap.why) == ("OPEN", "Bản công bố 12/QĐ-STN đã thu hồi ngày 10/06/2026, chưa có bản khác.")


@pytest.mark.parametrize("code", [ISSUED, NOTIFIED, POSTED])
def test_a_declared_paper_counts(agency, code):
    DeclaredEvidenceFactory(agency=agency, obligation=code, date=date(2025, 12, 10))
    assert line(agency, code).standing == "MET"


@pytest.mark.parametrize("code", [NOTIFIED, POSTED])
def test_a_declared_announcement_alone_leaves_notice_and_posting_owed(agency, code):
    DeclaredEvidenceFactory(agency=agency, obligation=ISSUED, date=date(2025, 12, 10))
    gap = line(agency, code)
    assert (gap.standing, gap.link) == ("OPEN", "manual:announcement_list")
    assert gap.why.startswith("Đã công bố ngày 10/12/2025, nhập khi khởi tạo; chưa nhập ")


@pytest.mark.parametrize("code", [NOTIFIED, POSTED])
def test_nothing_to_tell_or_post_before_anything_is_announced(agency, code):
    assert line(agency, code).standing == "NOT_ARISEN"
    AnnouncementFactory(agency=agency)
    assert line(agency, code, on=date(2026, 5, 31)).standing == "NOT_ARISEN"
    assert line(agency, code).standing == "OPEN"


def test_it_is_told_on_the_day_of_the_letter(agency):
    one = AnnouncementFactory(agency=agency, notice_number="40/STN-VP", notified_date=date(2026, 6, 4))
    gap = line(agency, NOTIFIED, on=date(2026, 6, 3))
    assert (gap.standing, gap.link_kwargs) == ("OPEN", {"slug": one.slug})
    assert gap.why == "Đã công bố ngày 01/06/2026 theo 12/QĐ-STN; chưa có văn bản thông báo."
    met = line(agency, NOTIFIED, on=date(2026, 6, 4))
    assert (met.standing, met.evidence_date) == ("MET", date(2026, 6, 4))


def test_a_letter_declared_for_an_earlier_announcement_does_not_count_for_a_later_one(agency):
    DeclaredEvidenceFactory(agency=agency, obligation=NOTIFIED, date=date(2025, 12, 10))
    AnnouncementFactory(agency=agency)
    assert line(agency, NOTIFIED).standing == "OPEN"
    DeclaredEvidenceFactory(agency=agency, obligation=NOTIFIED, date=DAY, number="2")
    assert line(agency, NOTIFIED).standing == "MET"


def test_it_hangs_at_the_office_and_stands_on_the_portal(agency):
    one = AnnouncementFactory(agency=agency)
    assert "chưa niêm yết tại trụ sở, chưa đăng tải" in line(agency, POSTED).why
    hung = PostingFactory(announcement=one, posted_date=date(2026, 6, 3))
    assert line(agency, POSTED).why.endswith("chưa đăng trên cổng, trang thông tin điện tử.")
    PostingFactory(announcement=one, kind="PORTAL", place="", address="https://a.vn", posted_date=date(2026, 6, 8))
    assert line(agency, POSTED, on=date(2026, 6, 7)).standing == "OPEN"
    met = line(agency, POSTED, on=date(2026, 6, 8))
    assert (met.standing, met.evidence_date) == ("MET", date(2026, 6, 8))
    hung.ended_date, hung.ended_reason = date(2026, 6, 10), "Gỡ"
    hung.save()
    assert line(agency, POSTED).why.endswith("chưa niêm yết tại trụ sở.")


def test_an_agency_without_a_page_says_so(agency):
    one = AnnouncementFactory(agency=agency)
    PostingFactory(announcement=one)
    PostingFactory(announcement=one, kind="NO_PORTAL", place="", note="Chưa có trang")
    assert line(agency, POSTED).standing == "MET"


def test_a_scope_that_did_not_move_owes_nothing(agency):
    assert line(agency, RENEWED).standing == "NOT_ARISEN"
    AnnouncementFactory(agency=agency)
    assert line(agency, RENEWED).standing == "NOT_ARISEN"


def test_a_declared_announcement_without_its_list_is_not_checked(agency):
    DeclaredEvidenceFactory(agency=agency, obligation=ISSUED, date=date(2025, 12, 10))
    one = line(agency, RENEWED)
    assert (one.standing, one.link) == ("NOT_CHECKED", "manual:announcement_declare")


def test_what_nobody_decided_on_is_owed_by_the_end_of_the_next_quarter(agency):
    one = AnnouncementFactory(agency=agency)
    ServiceFactory(agency=agency, from_date=date(2026, 6, 20))
    ServiceFactory(agency=agency, from_date=date(2026, 7, 1))
    assert line(agency, RENEWED, on=date(2026, 6, 19)).standing == "NOT_ARISEN"
    first = line(agency, RENEWED, on=date(2026, 6, 20))
    assert (first.standing, first.due, first.subject_uuid) == ("OPEN", date(2026, 9, 30), one.uuid)
    assert first.why == "Phạm vi khác bản công bố 1 điểm, từ ngày 20/06/2026; chưa quyết định công bố lại hay gộp."
    assert line(agency, RENEWED, on=date(2026, 9, 30)).standing == "DUE_SOON"
    late = line(agency, RENEWED, on=date(2026, 10, 1))
    assert (late.standing, late.params["count"]) == ("OVERDUE", 2)


def decided(agency, one, keys, **values):
    return ScopeChange.objects.create(
        agency=agency, announcement=one, since_date=DAY, decided_date=DAY, decided_by=UserFactory(),
        items=[{"key": key, "what": "x", "said": ""} for key in keys],
        **{"way": "LATER", "reason": "x", "due_date": date(2026, 11, 30)} | values,
    )  # fmt: skip


def test_a_decision_sets_its_own_day_for_what_it_covers(agency):
    one = AnnouncementFactory(agency=agency)
    first, second = (ServiceFactory(agency=agency, from_date=DAY) for _one in range(2))
    later = decided(agency, one, [f"SERVICE+{first.key}"])
    told = {each.subject_uuid: each for each in lines(agency, RENEWED)}
    assert told.keys() == {later.uuid, one.uuid}
    assert (told[later.uuid].due, told[one.uuid].due) == (date(2026, 11, 30), date(2026, 9, 30))
    assert (
        told[later.uuid].why == "Phạm vi khác bản công bố 1 điểm; gộp vào lần công bố trước hoặc trong ngày 30/11/2026."
    )
    again = decided(agency, one, [f"SERVICE+{second.key}"], way="NOW", reason="", due_date=date(2026, 7, 1))
    assert {each.subject_uuid for each in lines(agency, RENEWED)} == {later.uuid, again.uuid}
    overdue = {each.subject_uuid: each.standing for each in lines(agency, RENEWED, on=date(2026, 7, 2))}
    assert overdue == {later.uuid: "OPEN", again.uuid: "OVERDUE"}


def test_a_decision_on_what_is_gone_owes_nothing(agency):
    one = AnnouncementFactory(agency=agency)
    decided(agency, one, ["SERVICE+1.1"])
    assert line(agency, RENEWED).standing == "NOT_ARISEN"


def test_it_is_met_by_the_announcement_that_followed(agency):
    first = AnnouncementFactory(
        agency=agency, state="SUPERSEDED", ended_date=date(2026, 6, 9), ended_reason="x", edition=1
    )
    ServiceFactory(agency=agency, from_date=DAY)
    second = AnnouncementFactory(
        agency=agency, replaces=first, reason="WIDENED", issued_date=date(2026, 6, 9), edition=2
    )
    service = ServiceFactory._meta.model.objects.get(agency=agency)
    AnnouncedServiceFactory(announcement=second, code=service.code)
    assert line(agency, RENEWED, on=date(2026, 6, 8)).standing == "OPEN"
    met = line(agency, RENEWED)
    assert (met.standing, met.evidence_date) == ("MET", date(2026, 6, 9))


def announced_again(agency, day):
    """Announce what a service that is offered since the first of June added, on a day."""
    first = AnnouncementFactory(
        agency=agency, issued_date=date(2026, 1, 5), state="SUPERSEDED", ended_date=day, ended_reason="x", edition=1
    )
    service = ServiceFactory(agency=agency, from_date=DAY)
    second = AnnouncementFactory(agency=agency, replaces=first, reason="WIDENED", issued_date=day, edition=2)
    AnnouncedServiceFactory(announcement=second, code=service.code, key=service.key, service=service)
    return first, second, service


@pytest.mark.parametrize(("day", "late"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)])
def test_one_that_followed_after_the_end_of_the_next_quarter_is_late(agency, day, late):
    announced_again(agency, day)
    met = line(agency, RENEWED, on=date(2026, 10, 2))
    assert (met.standing, met.due, met.late) == ("MET", date(2026, 9, 30), late)


@pytest.mark.parametrize(("due", "late"), [(date(2026, 6, 8), True), (date(2026, 6, 9), False)])
def test_one_that_followed_after_the_day_decided_on_is_late(agency, due, late):
    day = date(2026, 6, 9)
    first, second, service = announced_again(agency, day)
    key = f"SERVICE+{service.key}"
    decided(agency, first, [key], due_date=due, settled_by=second, settled_date=day)
    met = line(agency, RENEWED)
    assert (met.standing, met.due, met.late) == ("MET", due, late)


@pytest.mark.parametrize("code", [ISSUED, NOTIFIED, POSTED, RENEWED])
def test_thirty_agencies_are_judged_by_the_queries_of_one(code):
    agencies = [AgencyFactory(in_use_from_date=date(2026, 1, 1)) for _one in range(30)]
    for each in agencies:
        one = AnnouncementFactory(agency=each)
        PostingFactory(announcement=one)
        AnnouncedServiceFactory(announcement=one)
        confirmed(each)

    def asked(some):
        with CaptureQueriesContext(connection) as queries:
            list(judge_all(some, on=TODAY, codes={code}))
        return len(queries)

    asked(agencies[:1])
    assert asked(agencies[:1]) == asked(agencies)
    assert TODAY - timedelta(days=11) == DAY
