"""Each command upon announcements: what it does, when it refuses, whom it denies."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from sotay.agency.models import Seat
from sotay.commands import Refused, Stale
from sotay.context.models import Scope, Service
from sotay.journal.models import Entry
from sotay.manual.announcements import commands
from sotay.manual.announcements.models import Announcement, ScopeChange
from sotay.manual.announcements.postings import commands as posting_commands
from sotay.operation.models import ProcedureService
from sotay.support.outgoing import content, following
from sotay.support.outgoing.numbering.commands import issue_paper
from tests.conftest import TODAY, person
from tests.factories.announcements import (
    AnnouncedServiceFactory,
    AnnouncementFactory,
    PostingFactory,
    grounds,
    issue,
    withdraw,
)
from tests.factories.blobs import stored
from tests.factories.context import ScopeFactory, ScopeItemFactory
from tests.factories.findings import FindingFactory
from tests.factories.improvement import NonconformityFactory
from tests.factories.services import ServiceFactory
from tests.factories.support import DocumentFactory

pytestmark = pytest.mark.django_db
State = Announcement.State
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@pytest.fixture
def agency(agency):
    agency.letter_code, agency.place_name = "STTTT", "Hà Nội"
    agency.save()
    return agency


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def begun(agency, actor, **more):
    return commands.begin_announcement(agency, actor=actor, on=TODAY, **more)


def announced(agency, actor):
    """Announce for the first time, by a decision of today."""
    grounds(agency)
    one = begun(agency, actor)
    paper = commands.draft_announcement_paper(one, actor=actor, form="I5", on=TODAY)
    issue(paper, on=TODAY)
    one.refresh_from_db()
    return one


def test_nothing_is_announced_without_its_grounds(agency, secretary):
    assert refused(begun, agency, secretary) == ("no_audit", "no_review", "not_confirmed", "no_scope", "no_services")
    grounds(agency)
    one = begun(agency, secretary)
    assert (one.edition, one.slug, one.state, one.reason) == (1, "2026-1", State.DRAFT, "")
    assert refused(begun, agency, secretary) == ("prepared_already",)


def test_what_it_covers_is_pinned(agency, secretary, other_agency):
    grounds(other_agency)
    audit, review, confirmation, scope = grounds(agency)
    first = Service.objects.filter(agency=agency).order_by("code").first()
    document = DocumentFactory(agency=agency, state="IN_FORCE", code="QT 07", title="Quy trình cấp phép")
    ProcedureService.objects.create(agency=agency, document=document, service=first)
    Service.objects.filter(pk=first.pk).update(field="An toàn")  # the first of the list

    one = begun(agency, secretary, effective_date=date(2026, 7, 1))

    assert (one.audit, one.review, one.confirmation, one.scope) == (audit, review, confirmation, scope)
    assert (one.fields, one.places) == (["Báo chí"], ["Số 6 Trần Phú"])
    rows = list(one.services.values_list("position", "code", "field", "procedure"))
    assert rows[0] == (1, first.code, "An toàn", "QT 07 Quy trình cấp phép")
    assert len(rows) == 2
    Service.objects.filter(pk=first.pk).update(name="Tên mới")
    assert one.services.first().name != "Tên mới"
    assert Entry.objects.filter(action="manual.announcement.begun").count() == 1


def test_an_open_grave_nonconformity_of_the_audit_holds_it_back(agency, secretary):
    audit, *_rest = grounds(agency)
    finding = FindingFactory(audit=audit, grade="MAJOR")
    assert refused(begun, agency, secretary) == ("open_major",)
    sheet = NonconformityFactory(
        agency=agency, origin_type="evaluation.finding", origin_uuid=finding.uuid, state="REJECTED", state_reason="x"
    )
    assert refused(begun, agency, secretary) == ("open_major",)
    type(sheet).objects.filter(pk=sheet.pk).delete()
    NonconformityFactory(agency=agency, origin_type="evaluation.finding", origin_uuid=finding.uuid, closed=True)
    minor = FindingFactory(audit=audit, grade="NONCONFORMITY")
    graded = NonconformityFactory(
        agency=agency, accepted=True, grade="MAJOR", origin_type="evaluation.finding", origin_uuid=minor.uuid
    )
    assert refused(begun, agency, secretary) == ("open_major",)
    type(graded).objects.filter(pk=graded.pk).update(grade="MINOR")
    assert begun(agency, secretary).state == State.DRAFT


def test_a_review_that_found_the_system_unsuitable_holds_it_back(agency, secretary):
    _audit, review, *_rest = grounds(agency)
    type(review).objects.filter(pk=review.pk).update(judgement="NOT")
    assert refused(begun, agency, secretary) == ("review_says_not",)


def test_who_may_do_what(agency, secretary, head, official):
    grounds(agency)
    clerk = person(agency, Seat.Role.CLERK)
    for actor in (head, official, clerk):
        with pytest.raises(PermissionDenied):
            begun(agency, actor)
    one = announced_again = begun(agency, secretary)
    for act, more in (
        (commands.write_announcement, {"version": 1}),
        (commands.renew_list, {"on": TODAY}),
        (commands.draft_announcement_paper, {"form": "I5", "on": TODAY}),
        (commands.cancel_announcement, {"version": 1, "reason": "x", "on": TODAY}),
        (commands.withdraw_announcement, {"version": 1, "reason": "x", "on": TODAY}),
    ):
        for actor in (head, official, clerk):
            with pytest.raises(PermissionDenied):
                act(one, actor=actor, **more)
    with pytest.raises(PermissionDenied):
        posting_commands.add_posting(one, actor=official, kind="OFFICE", place="x", posted_date=TODAY, on=TODAY)
    with pytest.raises(PermissionDenied):
        posting_commands.decide_scope_change(agency, actor=clerk, way="NOW", due_date=TODAY, on=TODAY)
    with pytest.raises(PermissionDenied):
        commands.declare_announcement(agency, actor=head, number="1", issued_date=TODAY, services="x", on=TODAY)
    assert announced_again.state == State.DRAFT


def test_it_is_written_and_its_list_renewed_until_the_decision_is_submitted(agency, secretary):
    grounds(agency)
    one = begun(agency, secretary)
    day = date(2026, 7, 1)
    one = commands.write_announcement(
        one, actor=secretary, version=one.version, scope_text="Cấp phép", effective_date=day, reason="WIDENED"
    )
    assert (one.scope_text, one.effective_date, one.reason) == ("Cấp phép", day, "")  # a first one bears no reason
    same = commands.write_announcement(
        one, actor=secretary, version=one.version, scope_text="Cấp phép", effective_date=day
    )
    assert repr(same) == "UNCHANGED"
    with pytest.raises(Stale):
        commands.write_announcement(one, actor=secretary, version=1)

    ServiceFactory(agency=agency)
    one = commands.renew_list(one, actor=secretary, on=TODAY)
    assert one.services.count() == 3
    paper = commands.draft_announcement_paper(one, actor=secretary, form="I5", on=TODAY)
    one.refresh_from_db()
    assert (one.decision_paper, paper.form, paper.abbreviation) == (paper, "I5", "QĐ")
    assert refused(commands.draft_announcement_paper, one, actor=secretary, form="I5", on=TODAY) == ("drafted_already",)
    assert refused(commands.draft_announcement_paper, one, actor=secretary, form="I6", on=TODAY) == ("not_issued",)
    type(paper).objects.filter(pk=paper.pk).update(state="SUBMITTED", content={}, pdf=_blob(), subject="x")
    one = Announcement.objects.get(pk=one.pk)
    assert refused(commands.write_announcement, one, actor=secretary, version=one.version) == ("decision_submitted",)
    assert refused(commands.renew_list, one, actor=secretary, on=TODAY) == ("decision_submitted",)
    assert refused(commands.cancel_announcement, one, actor=secretary, version=one.version, reason="x", on=TODAY) == (
        "paper_open",
    )


def _blob():
    return stored()


def test_the_issue_of_the_decision_announces(agency, secretary):
    one = announced(agency, secretary)
    assert (one.state, one.number, one.issued_date, one.effective_date) == (State.ISSUED, "12/QĐ-STTTT", TODAY, TODAY)
    entry = Entry.objects.get(action="manual.announcement.issued")
    assert entry.data["number"] == "12/QĐ-STTTT"
    assert refused(commands.write_announcement, one, actor=secretary, version=one.version) == ("not_draft",)


def test_a_decision_whose_grounds_are_gone_is_not_issued(agency, secretary):
    audit, *_rest = grounds(agency)
    one = begun(agency, secretary)
    paper = commands.draft_announcement_paper(one, actor=secretary, form="I5", on=TODAY)
    FindingFactory(audit=audit, grade="MAJOR")
    assert refused(issue, paper, on=TODAY) == ("open_major",)
    one.refresh_from_db()
    assert one.state == State.DRAFT


def test_a_decision_signed_before_what_it_rests_on_announces_nothing(agency, secretary):
    *_rest, confirmation, _scope = grounds(agency)  # audit 28/05, review and confirmation 08/06
    one = begun(agency, secretary)
    paper = commands.draft_announcement_paper(one, actor=secretary, form="I5", on=TODAY)
    paper.dated = date(2026, 6, 1)
    assert refused(commands.announce, paper, actor=secretary, on=TODAY) == ("signed_too_early", "signed_too_early")
    paper.dated = confirmation.confirmed_date
    paper.number = 12
    assert commands.announce(paper, actor=secretary, on=TODAY).issued_date == date(2026, 6, 8)


def test_grounds_are_fresh_or_not_on_the_day_of_signing_not_on_that_of_entry(agency, secretary):
    AnnouncementFactory(agency=agency)
    grounds(agency, reported=date(2025, 6, 12), concluded=date(2025, 6, 12))
    one = begun(agency, secretary, reason="ADJUSTED")
    paper = commands.draft_announcement_paper(one, actor=secretary, form="I5", on=TODAY)
    paper.dated, paper.number = TODAY, 12
    later = TODAY + timedelta(days=20)
    assert commands.announce(paper, actor=secretary, on=later).state == State.ISSUED


def test_a_notice_of_a_day_before_the_announcement_tells_nobody(agency, secretary):
    one = announced(agency, secretary)
    paper = commands.draft_announcement_paper(one, actor=secretary, form="I6", on=TODAY)
    paper.dated = TODAY - timedelta(days=1)
    assert refused(commands.notify, paper, actor=secretary, on=TODAY) == ("notified_before_issue",)
    withdraw(one.decision_paper, on=TODAY)
    paper.dated = TODAY
    assert refused(commands.notify, paper, actor=secretary, on=TODAY) == ("not_issued",)


def test_a_decision_is_not_signed_after_the_day_it_says_the_announcement_holds_from(agency, secretary):
    grounds(agency)
    one = begun(agency, secretary, effective_date=TODAY - timedelta(days=1))
    paper = commands.draft_announcement_paper(one, actor=secretary, form="I5", on=TODAY)
    assert refused(issue, paper, on=TODAY) == ("effective_before_signing",)
    one.refresh_from_db()
    assert (one.effective_date, one.state) == (TODAY - timedelta(days=1), State.DRAFT)
    paper.dated, paper.number = TODAY, 12
    assert refused(commands.announce, paper, actor=secretary, on=TODAY) == ("effective_before_signing",)


def test_the_effective_day_of_the_record_is_that_of_the_paper(agency, secretary):
    grounds(agency)
    one = begun(agency, secretary, effective_date=TODAY)
    paper = commands.draft_announcement_paper(one, actor=secretary, form="I5", on=TODAY)
    paper.signed_date, paper.dated, paper.number = TODAY, TODAY + timedelta(days=1), 12
    one = commands.announce(paper, actor=secretary, on=paper.dated)
    assert (one.issued_date, one.effective_date) == (TODAY + timedelta(days=1), TODAY)


def test_the_text_of_an_announcement_goes_out_after_its_decision(agency, secretary):
    grounds(agency)
    one = begun(agency, secretary)
    text = commands.draft_announcement_paper(one, actor=secretary, form="I5.1", on=TODAY)
    assert refused(issue, text, on=TODAY, number="3") == ("not_announced",)
    one.refresh_from_db()
    issue(commands.draft_announcement_paper(one, actor=secretary, form="I5", on=TODAY), on=TODAY)
    text.refresh_from_db()
    clerk = person(agency, Seat.Role.CLERK)
    assert issue_paper(text, actor=clerk, version=text.version, on=TODAY).state == "ISSUED"

    text.dated = TODAY - timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        following.tell(text, "issued", actor=clerk, on=TODAY)
    assert refusal.value.codes == ("stated_before_issue",)


def test_the_text_is_drafted_after_the_decision_too_and_names_it(agency, secretary):
    one = announced(agency, secretary)
    text = commands.draft_announcement_paper(one, actor=secretary, form="I5.1", on=TODAY)
    said = str(content.proposed(text, viewer=secretary, on=TODAY))
    assert "Quyết định số 12/QĐ-STTTT ngày 12 tháng 6 năm 2026" in said
    assert "Từ ngày 12 tháng 6 năm 2026" in said
    before = AnnouncementFactory(agency=agency, state="WITHDRAWN", ended_date=TODAY, ended_reason="x")
    assert refused(commands.draft_announcement_paper, before, actor=secretary, form="I5.1", on=TODAY) == ("not_draft",)


def test_the_notice_is_drafted_once_it_is_issued_and_told_by_its_own_issue(agency, secretary):
    one = announced(agency, secretary)
    paper = commands.draft_announcement_paper(one, actor=secretary, form="I6", on=TODAY)
    issue(paper, on=TODAY, number="40")
    one.refresh_from_db()
    assert (one.notice_paper, one.notice_number, one.notified_date) == (paper, "40/STTTT", TODAY)
    one = Announcement.objects.get(pk=one.pk)
    assert refused(commands.draft_announcement_paper, one, actor=secretary, form="I6", on=TODAY) == (
        "drafted_already",
        "notified_already",
    )
    withdraw(paper, on=TODAY)
    one.refresh_from_db()
    assert (one.notice_number, one.notified_date, one.state) == ("", None, State.ISSUED)


def test_it_ends_with_its_decision(agency, secretary):
    one = announced(agency, secretary)
    assert refused(commands.withdraw_announcement, one, actor=secretary, version=one.version, reason="x", on=TODAY) == (
        "by_its_decision",
    )
    withdraw(one.decision_paper, on=TODAY + timedelta(days=3))
    one.refresh_from_db()
    assert (one.state, one.ended_date, one.ended_reason) == (State.WITHDRAWN, date(2026, 6, 15), "Sai nội dung")


def test_a_draft_is_given_up_with_a_reason_and_its_number_stays(agency, secretary):
    grounds(agency)
    one = begun(agency, secretary)
    assert refused(commands.cancel_announcement, one, actor=secretary, version=one.version, reason=" ", on=TODAY) == (
        "reason_missing",
    )
    one = commands.cancel_announcement(one, actor=secretary, version=one.version, reason="Lập nhầm", on=TODAY)
    assert (one.state, one.ended_reason) == (State.CANCELLED, "Lập nhầm")
    assert begun(agency, secretary).edition == 2


def test_again_only_where_the_scope_moved_with_its_reason_and_fresh_grounds(agency, secretary):
    first = announced(agency, secretary)
    assert refused(begun, agency, secretary, reason="WIDENED") == ("nothing_changed",)
    ServiceFactory(agency=agency, from_date=TODAY)
    assert refused(begun, agency, secretary) == ("reason_missing",)
    change = posting_commands.decide_scope_change(agency, actor=secretary, way="NOW", due_date=TODAY, on=TODAY)

    second = begun(agency, secretary, reason="WIDENED", reason_text="Thêm một thủ tục")
    assert (second.replaces, second.edition, second.services.count()) == (first, 2, 3)
    paper = commands.draft_announcement_paper(second, actor=secretary, form="I5", on=TODAY)
    later = TODAY + timedelta(days=10)
    issue(paper, on=later, number="33")
    first.refresh_from_db()
    change.refresh_from_db()
    assert (first.state, first.ended_date, first.ended_reason) == (State.SUPERSEDED, later, "33/QĐ-STTTT")
    assert (change.settled_by, change.settled_date) == (second, later)


def test_a_reannouncement_takes_an_audit_and_a_review_of_twelve_months(agency, secretary):
    AnnouncementFactory(agency=agency)
    grounds(agency, reported=date(2025, 6, 11), concluded=date(2025, 6, 11))
    assert refused(begun, agency, secretary, reason="ADJUSTED") == ("audit_too_old", "review_too_old")


def test_grounds_of_exactly_twelve_months_are_fresh(agency, secretary):
    AnnouncementFactory(agency=agency)
    grounds(agency, reported=date(2025, 6, 12), concluded=date(2025, 6, 12))
    assert begun(agency, secretary, reason="ADJUSTED").reason == "ADJUSTED"


def test_a_first_announcement_may_rest_on_older_grounds(agency, secretary):
    grounds(agency, reported=date(2024, 6, 1), concluded=date(2024, 6, 2))
    assert begun(agency, secretary).edition == 1


def test_one_from_before_is_entered_with_what_it_covered(agency, secretary):
    there = ServiceFactory(agency=agency, code="1.004379", key="1.004379", name="Cấp giấy phép bưu chính")
    file = SimpleUploadedFile("cong-bo.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    one = commands.declare_announcement(
        agency, actor=secretary, number=" 210/QĐ-STTTT ", issued_date=date(2025, 12, 10),
        services="1.004379 - Cấp giấy phép bưu chính\nCấp thẻ nhà báo\n\n9.999999 Thủ tục cũ",
        fields="Báo chí\nBáo chí\nXuất bản", exclusions="8.3: không thiết kế\nĐiều 7.1.5 – không đo", file=file,
        notice_number="1432/STTTT-VP", notified_date=date(2025, 12, 12), on=TODAY,
    )  # fmt: skip
    assert (one.state, one.number, one.effective_date) == (State.ISSUED, "210/QĐ-STTTT", date(2025, 12, 10))
    assert list(one.services.values_list("service_id", "key", "name")) == [
        (there.pk, "1.004379", "Cấp giấy phép bưu chính"),
        (None, "", "Cấp thẻ nhà báo"),
        (None, "9.999999", "Thủ tục cũ"),
    ]
    assert one.fields == ["Báo chí", "Xuất bản"]
    assert dict(one.exclusions.values_list("clause", "reason")) == {"8.3": "không thiết kế", "7.1.5": "không đo"}
    assert (one.signed_copy.name, one.notified_date) == ("cong-bo.pdf", date(2025, 12, 12))
    again = {"number": "1", "issued_date": TODAY, "services": "x", "on": TODAY}
    assert refused(commands.declare_announcement, agency, actor=secretary, **again) == ("announced_already",)
    one = commands.withdraw_announcement(one, actor=secretary, version=one.version, reason="Giải thể", on=TODAY)
    assert (one.state, one.ended_date) == (State.WITHDRAWN, TODAY)


def test_one_from_before_cannot_lie_ahead_nor_cover_nothing(agency, secretary):
    values = {"number": "1", "issued_date": TODAY + timedelta(days=1), "services": " ", "on": TODAY}
    assert refused(
        commands.declare_announcement, agency, actor=secretary, notified_date=date(2026, 6, 1), **values
    ) == ("issued_in_future", "notified_before_issue", "no_services")
    told = {"number": "1", "issued_date": TODAY, "services": "1.1 x", "notified_date": TODAY + timedelta(days=1)}
    assert refused(commands.declare_announcement, agency, actor=secretary, on=TODAY, **told) == ("notified_in_future",)
    early = {"number": "1", "issued_date": TODAY, "services": "1.1 x", "effective_date": TODAY - timedelta(days=1)}
    assert refused(commands.declare_announcement, agency, actor=secretary, on=TODAY, **early) == (
        "effective_before_signing",
    )


def test_it_is_posted_at_the_office_with_a_photo_and_on_the_portal(agency, secretary):
    one = AnnouncementFactory(agency=agency)
    clerk = person(agency, Seat.Role.CLERK)
    photo = SimpleUploadedFile("anh.png", PNG, content_type="image/png")
    posting = posting_commands.add_posting(
        one, actor=clerk, kind="OFFICE", place="Bộ phận Một cửa", posted_date=TODAY, photo=photo, on=TODAY
    )
    assert (posting.photo.name, posting.posted_by) == ("anh.png", clerk.user)

    def post(**values):
        return refused(
            posting_commands.add_posting,
            one,
            actor=secretary,
            **{"kind": "PORTAL", "posted_date": TODAY, "on": TODAY} | values,
        )

    assert post() == ("place_missing",)
    assert post(kind="NO_PORTAL") == ("place_missing",)
    assert post(address="https://a.gov.vn/x", posted_date=TODAY + timedelta(days=1)) == ("posted_in_future",)
    assert post(address="https://a.gov.vn/x", posted_date=date(2026, 5, 31)) == ("posted_before_issue",)
    draft = AnnouncementFactory(state=State.WITHDRAWN, ended_date=TODAY, ended_reason="x", agency=agency)
    assert refused(
        posting_commands.add_posting, draft, actor=secretary, kind="OFFICE", place="x", posted_date=TODAY, on=TODAY
    ) == ("not_issued",)

    ended = posting_commands.end_posting(posting, actor=clerk, version=posting.version, reason="Thay bảng", on=TODAY)
    assert (ended.ended_date, ended.ended_reason) == (TODAY, "Thay bảng")
    assert refused(posting_commands.end_posting, ended, actor=clerk, version=ended.version, reason="x", on=TODAY) == (
        "ended_already",
    )


def test_a_moved_scope_is_decided_on(agency, secretary, head):
    one = AnnouncementFactory(agency=agency)
    assert refused(
        posting_commands.decide_scope_change, agency, actor=secretary, way="NOW", due_date=TODAY, on=TODAY
    ) == ("nothing_to_decide",)
    AnnouncedServiceFactory(announcement=one)
    values = {"way": "LATER", "on": TODAY}
    assert refused(
        posting_commands.decide_scope_change, agency, actor=head, due_date=TODAY - timedelta(days=1), **values
    ) == ("due_in_past", "reason_missing")
    change = posting_commands.decide_scope_change(
        agency, actor=head, due_date=date(2026, 9, 30), reason="Chờ danh mục mới của tỉnh", **values
    )
    assert (change.announcement, len(change.items), change.since_date) == (one, 1, one.issued_date)
    assert ScopeChange.objects.get().decided_by == head.user
    scope = ScopeFactory(agency=agency, state=Scope.State.IN_FORCE, approved_date=TODAY)
    ScopeItemFactory(scope=scope, name="Xuất bản")
    again = posting_commands.decide_scope_change(agency, actor=secretary, way="NOW", due_date=TODAY, on=TODAY)
    assert [item["key"] for item in again.items] == ["FIELD+xuat ban"]


def test_without_an_announcement_nothing_is_decided(agency, secretary):
    assert refused(
        posting_commands.decide_scope_change, agency, actor=secretary, way="NOW", due_date=TODAY, on=TODAY
    ) == ("none_announced",)
    PostingFactory(announcement=AnnouncementFactory(agency=agency))
