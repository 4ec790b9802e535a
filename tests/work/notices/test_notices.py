"""Notices follow from what commands recorded, are read by their owner alone, and mailed once."""

import factory
import pytest
from django.urls import reverse
from factory.django import DjangoModelFactory

from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.approvals.commands import approve, return_with_reason, submit, withdraw
from sotay.attachments.commands import comment
from sotay.work.notices.models import Notice
from sotay.work.notices.queries import unread_count
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
Role, Kind = Seat.Role, Notice.Kind


class NoticeFactory(DjangoModelFactory):
    """An unread notice about a unit."""

    class Meta:
        model = Notice

    class Params:
        unit = factory.SubFactory(UnitFactory, agency=factory.SelfAttribute("..agency"))

    agency = factory.SubFactory(AgencyFactory)
    user = factory.SubFactory(UserFactory)
    kind = Kind.MENTIONED
    subject_type = "agency.unit"
    subject_uuid = factory.LazyAttribute(lambda one: one.unit.uuid)
    subject_text = factory.LazyAttribute(lambda one: str(one.unit))
    who = "Lê Thị Bình"


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def purpose(monkeypatch):
    monkeypatch.setattr(purposes, "_purposes", dict(purposes._purposes))
    purposes.register(
        purposes.Purpose(
            code="test.units",
            label="Tên đơn vị",
            steps=(purposes.DefaultStep(Role.QMR, "Soát xét"), purposes.DefaultStep(Role.HEAD, "Phê duyệt")),
            content=lambda unit: {"name": unit.name},
            on_approved=lambda approval, *, actor, kept: None,
            on_returned=lambda approval, *, actor, reason: None,
            may_submit="organisation.manage_units",
        )
    )


def told(actor):
    return list(Notice.objects.filter(user=actor.user, read_at__isnull=True).order_by("pk").values_list("kind", "text"))


def test_who_is_called_by_a_remark_is_told_and_the_writer_is_not(unit, official, secretary):
    comment(unit, actor=official, text="Nhờ xem lại.", mentioned=[secretary.user, official.user])

    assert told(secretary) == [(Kind.MENTIONED, "Nhờ xem lại.")]
    assert told(official) == []
    assert unread_count(secretary) == 1


def test_each_signer_is_told_when_it_is_their_turn_and_the_author_of_the_end(
    agency, unit, secretary, head, official, purpose
):
    qmr = person(agency, Role.QMR)

    approval = submit(unit, [unit], actor=secretary, purpose="test.units", note="Kính trình", on=TODAY)
    assert (told(qmr), told(head)) == ([(Kind.APPROVAL_WAITS, "Kính trình")], [])

    approval = approve(approval, actor=qmr, version=approval.version, on=TODAY)
    assert told(qmr) == []
    assert [kind for kind, _text in told(head)] == [Kind.APPROVAL_WAITS]

    approve(approval, actor=head, version=approval.version, on=TODAY)
    assert told(head) == []
    assert [kind for kind, _text in told(secretary)] == [Kind.APPROVED]
    assert told(official) == []


def test_what_is_returned_tells_its_author_why(unit, secretary, head, purpose):
    approval = submit(unit, [unit], actor=secretary, purpose="test.units", on=TODAY)

    return_with_reason(approval, actor=head, version=approval.version, reason="Thiếu căn cứ")

    assert told(secretary) == [(Kind.RETURNED, "Thiếu căn cứ")]
    assert told(head) == []


def test_what_is_withdrawn_waits_for_nobody(unit, secretary, head, purpose):
    approval = submit(unit, [unit], actor=secretary, purpose="test.units", on=TODAY)

    withdraw(approval, actor=secretary, version=approval.version, reason="nhầm")

    assert told(head) == []


def test_opening_a_notice_reads_it_and_leads_to_its_record(agency, unit, official, signed_in):
    notice = NoticeFactory(agency=agency, user=official.user, unit=unit)
    client = signed_in(official)

    answer = client.get(reverse("work:notice_open", kwargs={"agency": agency.short_name, "uuid": notice.uuid}))

    assert answer.url == reverse("organisation:unit_detail", kwargs={"agency": agency.short_name, "slug": unit.slug})
    assert unread_count(official) == 0


def test_all_are_read_at_once_but_only_ones_own_and_only_here(agency, other_agency, official, secretary, signed_in):
    mine = NoticeFactory.create_batch(2, agency=agency, user=official.user)
    others = [NoticeFactory(agency=agency, user=secretary.user), NoticeFactory(agency=other_agency, user=official.user)]

    signed_in(official).send(reverse("work:notice_read_all", kwargs={"agency": agency.short_name}))

    unread = set(Notice.objects.filter(read_at__isnull=True))
    assert unread == set(others)
    assert not unread & set(mine)


def test_the_list_shows_ones_own_in_a_constant_number_of_questions(
    agency, official, secretary, signed_in, django_assert_max_num_queries
):
    client = signed_in(official)
    url = reverse("work:notice_list", kwargs={"agency": agency.short_name})

    def questions():
        with django_assert_max_num_queries(12) as asked:
            page = client.get(url)
        return len(asked), page.text

    NoticeFactory(agency=agency, user=official.user)
    hidden = NoticeFactory(agency=agency, user=secretary.user)
    few, page = questions()
    assert hidden.subject_text not in page
    NoticeFactory.create_batch(24, agency=agency, user=official.user)

    assert questions()[0] == few


def test_my_work_tells_what_was_not_read_but_for_what_its_list_shows(agency, official, secretary, signed_in):
    NoticeFactory(agency=agency, user=official.user, subject_text="Phòng Bưu chính")
    NoticeFactory(agency=agency, user=official.user, subject_text="Phòng Tài chính", kind=Kind.REMINDER, key="x|1")
    NoticeFactory(agency=agency, user=official.user, subject_text="Phòng Tổ chức", kind=Kind.REMINDER)  # by hand
    url = reverse("web:my_work", kwargs={"agency": agency.short_name})

    mine, others = signed_in(official).get(url), signed_in(secretary).get(url)

    assert "Nhắc tới anh, chị: Phòng Bưu chính" in mine.text
    assert "Nhắc việc đến hạn: Phòng Tổ chức" in mine.text
    assert "Phòng Tài chính" not in mine.text
    assert "Phòng Bưu chính" not in others.text


@pytest.mark.parametrize(("link", "leads"), [("web:my_work", "web:my_work"), ("work:not_there", "work:notice_list")])
def test_a_reminder_leads_to_its_page(agency, official, signed_in, link, leads):
    reminder = NoticeFactory(
        agency=agency, user=official.user, kind=Kind.REMINDER, subject_type="", subject_uuid=None, link_name=link
    )

    answer = signed_in(official).get(
        reverse("work:notice_open", kwargs={"agency": agency.short_name, "uuid": reminder.uuid})
    )

    assert answer.url == reverse(leads, kwargs={"agency": agency.short_name})
    assert unread_count(official) == 0
