"""Pages of internal auditors as the secretary uses them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.evaluation.models import Auditor
from tests.conftest import person
from tests.factories.evaluation import AuditorFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"evaluation:{name}", kwargs={"agency": agency.short_name, **kwargs})


def day(one):
    return f"{one:%d/%m/%Y}"


def test_who_holds_the_seat_is_entered_from_the_hint_changed_and_ended(agency, signed_in):
    client = signed_in(person(agency, Seat.Role.SECRETARY, on=today()))
    somebody = person(agency, Seat.Role.AUDITOR, on=today()).user
    new = f"{url(agency, 'auditor_new')}?person={somebody.username}"
    assert new in client.get(url(agency, "auditor_list")).content.decode()
    assert f'<option value="{somebody.pk}" selected' in client.get(new).content.decode()

    typed = {"user": somebody.pk, "training": "Khóa A", "from_date": "05/01/2026", "clauses": "9.2, 11.9"}
    refused = client.send(new, typed)
    assert (refused.status_code, "11.9" in refused.content.decode()) == (422, True)
    client.send(new, typed | {"clauses": "9.2 và 7.5"})
    entry = Auditor.objects.get()
    assert entry.clauses == ["7.5", "9.2"]
    assert new not in client.get(url(agency, "auditor_list")).content.decode()

    change = url(agency, "auditor_change", slug=entry.slug)
    assert 'value="7.5, 9.2"' in client.get(change).content.decode()
    client.send(
        change,
        {"training": "Khóa B", "from_date": "05/01/2026", "version": 1, "new_number": "7/QĐ", "new_date": "04/01/2026"},
    )
    page = client.get(url(agency, "auditor_detail", slug=entry.slug)).content.decode()
    for words in ("Khóa B", "7/QĐ ngày 04/01/2026", "Đang có hiệu lực", "Chưa tham gia cuộc đánh giá nào"):
        assert words in page
    end = url(agency, "auditor_end", slug=entry.slug)
    client.send(end, {"to_date": day(today()), "reason": "Chuyển công tác", "version": 2})
    assert "Chuyển công tác" in client.get(url(agency, "auditor_detail", slug=entry.slug)).content.decode()


def test_somebody_without_the_seat_is_given_it_from_the_page(agency, signed_in):
    client = signed_in(person(agency, Seat.Role.SECRETARY, on=today()))
    entry = AuditorFactory(agency=agency, user__username="lan")

    page = client.get(url(agency, "auditor_detail", slug=entry.slug)).content.decode()

    assert "person=lan&amp;role=AUDITOR" in page


def test_the_register_is_narrowed_and_leaves_as_it_is_shown(agency, other_agency, secretary, signed_in):
    client = signed_in(secretary)
    AuditorFactory(agency=agency, user__full_name="Lê Thị An", clauses=["8"], can_lead=True)
    AuditorFactory(agency=agency, user__full_name="Trần Văn Bình", clauses=["9.2"])
    AuditorFactory(agency=agency, user__full_name="Vũ Cúc", ended=True)
    AuditorFactory(agency=other_agency, user__full_name="Phạm Dũng")

    def shown(**query):
        page = client.get(url(agency, "auditor_list"), query).content.decode()
        return [name for name in ("Lê Thị An", "Trần Văn Bình", "Vũ Cúc", "Phạm Dũng") if name in page]

    assert shown() == ["Lê Thị An", "Trần Văn Bình", "Vũ Cúc"]
    assert shown(state="VALID") == ["Lê Thị An", "Trần Văn Bình"]
    assert shown(state="OVER") == ["Vũ Cúc"]
    assert shown(state="RUNNING_OUT") == []
    assert shown(clause="8.5.1") == ["Lê Thị An", "Vũ Cúc"]
    assert shown(can_lead="True") == ["Lê Thị An"]
    file = client.get(url(agency, "auditor_list"), {"export": "csv", "state": "VALID", "sort": "-user"})
    text = b"".join(file.streaming_content).decode()
    assert text.index("Trần Văn Bình") < text.index("Lê Thị An")
    assert "Vũ Cúc" not in text


def test_a_list_of_thirty_costs_as_many_queries_as_one(agency, secretary, signed_in):
    client = signed_in(secretary)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get(url(agency, "auditor_list"))
        return len(seen)

    AuditorFactory(agency=agency)
    asked()
    one = asked()
    AuditorFactory.create_batch(29, agency=agency)
    assert asked() == one


def test_an_empty_register_says_what_belongs_there(agency, secretary, signed_in):
    page = signed_in(secretary).get(url(agency, "auditor_list")).content.decode()

    assert "Chưa có đánh giá viên nào" in page
    assert url(agency, "auditor_new") in page
