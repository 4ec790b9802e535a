"""What page and paper of a list claim: which paper issued it, which lines were, and who opens files by them."""

from datetime import date

import pytest
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Grant, Seat
from sotay.approvals.commands import approve_by_paper, return_with_reason
from sotay.support.records.lists.commands import add_line, submit_list, supplement_list
from sotay.support.records.models import RecordList
from tests.conftest import TODAY, person
from tests.factories.agency import UnitFactory, UserFactory
from tests.factories.records import RecordClassFactory, RecordFileFactory, RecordLineFactory, RecordListFactory

pytestmark = pytest.mark.django_db


def fresh(one):
    return RecordList.objects.select_related("agency").get(pk=one.pk)


def submitted(one, actor):
    return submit_list(fresh(one), actor=actor, version=fresh(one).version, on=TODAY)


def signed(approval, actor, number, day):
    more = {"version": approval.version, "number": number, "date": day, "signer_name": "Trần Thị Ký"}
    approve_by_paper(approval, actor=actor, **more)


@pytest.fixture
def one(agency, secretary, head):
    """A list issued by a paper in January, to which a line is being added."""
    new = RecordListFactory(agency=agency)
    RecordLineFactory(list=new, issued_date=None, title="Đánh giá")
    signed(submitted(new, secretary), secretary, "2/QĐ-STN", date(2026, 1, 12))
    supplement_list(fresh(new), actor=secretary, version=fresh(new).version, reason="Việc mới")
    line = {"record_class": RecordClassFactory(agency=agency), "unit": UnitFactory(agency=agency), "number": ""}
    add_line(fresh(new), actor=secretary, title="Dòng Thêm", **line)
    return fresh(new)


def page(client, one, name="record_list_detail"):
    kwargs = {"agency": one.agency.short_name, "slug": one.slug}
    return client.get(reverse(f"support:{name}", kwargs=kwargs)).content.decode()


def test_a_round_that_came_back_signs_nothing(one, secretary, head, signed_in):
    approval = submitted(one, secretary)
    return_with_reason(approval, actor=head, version=approval.version, reason="Thiếu đơn vị")
    client = signed_in(secretary)

    paper = page(client, one, "record_list_print")
    assert "Kèm theo 2/QĐ-STN" in paper
    assert "Xác nhận trên hệ thống" not in paper
    assert "Trần Thị Ký" not in paper  # nobody signed what is being added
    assert "dòng bổ sung, chưa ban hành" in paper
    assert "2/QĐ-STN" in page(client, one)


def test_the_papers_that_issued_and_supplemented_a_list_are_named_apart(one, secretary, signed_in):
    signed(submitted(one, secretary), secretary, "9/QĐ-STN", date(2026, 6, 1))
    client = signed_in(secretary)

    paper, shown = page(client, one, "record_list_print"), page(client, one)
    assert "Kèm theo 2/QĐ-STN ngày 12/01/2026" in paper
    assert "bổ sung ngày 01/06/2026" in paper
    assert "Trần Thị Ký" in paper
    assert "Văn bản bổ sung" in shown
    assert "9/QĐ-STN, 01/06/2026" in shown


def test_guests_read_what_was_issued_alone(agency, one, secretary, head, signed_in):
    approval = submitted(one, secretary)
    return_with_reason(approval, actor=head, version=approval.version, reason="Thiếu đơn vị")
    inspector = UserFactory()
    Grant.objects.create(agency=agency, to_user=inspector, purpose="Kiểm tra", from_date=today(), to_date=today())
    guest = signed_in(Actor(agency=agency, user=inspector))

    for name in ("record_list_detail", "record_list_print"):
        shown = page(guest, one, name)
        assert "Đánh giá" in shown
        assert "Dòng Thêm" not in shown
        assert "Thiếu đơn vị" not in shown


def test_files_and_the_link_that_opens_one_stand_where_they_lead_somewhere(agency, signed_in):
    mine = UnitFactory(agency=agency)
    one = RecordListFactory(agency=agency, issued=True)
    RecordLineFactory(list=one, unit=mine, number="01.CUATOI")
    RecordLineFactory(list=one, number="02.KHAC")

    for line in one.lines.all():
        RecordFileFactory(line=line, number=f"{line.number}/2026")
    shown = page(signed_in(person(agency, Seat.Role.OFFICIAL, unit=mine)), one)

    assert "theo dòng 01.CUATOI" in shown
    assert "theo dòng 02.KHAC" not in shown
    assert "01.CUATOI/2026" in shown
    assert "02.KHAC/2026" not in shown
