"""Pages of issues as the secretary, the head and readers use them; what waits; the same queries for any length."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.support.documents.models import Document, Revision
from sotay.support.issuing.models import Issue
from sotay.support.issuing.waiting import issues_to_go_on
from sotay.support.jobs import put_revisions_in_force
from sotay.work.waiting.registry import Asked
from tests.conftest import person
from tests.factories.agency import DecisionFactory, UnitFactory
from tests.factories.support import DocumentFactory, IssueFactory, IssueItemFactory, RevisionFactory

pytestmark = pytest.mark.django_db
State = Revision.State


def url(agency, name, **kwargs):
    return reverse(f"support:{name}", kwargs={"agency": agency.short_name, **kwargs})


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def secretary(agency):
    return person(agency, Seat.Role.SECRETARY, on=today())


@pytest.fixture
def head(agency):
    return person(agency, Seat.Role.HEAD, on=today())


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


@pytest.fixture
def drafts(agency, unit):
    return [RevisionFactory(document=DocumentFactory(agency=agency, unit=unit, code=f"QT {n}/VP")) for n in (1, 2)]


def test_a_secretary_lists_drafts_and_issues_them_by_the_decision_that_came_back_signed(
    agency, drafts, secretary, head, signed_in
):
    client = signed_in(secretary)
    assert "Chưa có đợt ban hành nào" in text(client.get(url(agency, "issue_list")))
    begun = client.send(url(agency, "issue_new"), {"name": "Bộ quy trình", "revisions": [drafts[0].pk]}, follow=True)
    issue = Issue.objects.get()
    assert "Trình cả danh sách để phê duyệt" in text(begun)
    assert "QT 2/VP" in text(client.get(url(agency, "issue_add", slug=issue.slug) + "?words=qt2"))
    assert "QT 2/VP" not in text(client.get(url(agency, "issue_add", slug=issue.slug) + "?words=hộ tịch"))
    added = client.send(url(agency, "issue_add", slug=issue.slug), {"revisions": [drafts[1].pk]}, follow=True)
    assert "Đã đưa 1 tài liệu vào danh sách." in text(added)

    typed = {
        "new_number": "45/QĐ-VP", "new_date": f"{today():%d/%m/%Y}", "new_signer_name": "Trần Thị Ký",
        "in_force_date": f"{today() - timedelta(days=1):%d/%m/%Y}", "version": 1,
    }  # fmt: skip
    refused = client.send(url(agency, "issue_together", slug=issue.slug), typed)
    assert refused.status_code == 422
    assert "không có hiệu lực trước ngày ký được" in text(refused)
    assert "45/QĐ-VP" in text(refused)
    assert refused.context["form"].errors["in_force_date"]
    typed["in_force_date"] = f"{today():%d/%m/%Y}"
    done = client.send(url(agency, "issue_together", slug=issue.slug), typed, follow=True)

    assert "Đã ban hành Bộ quy trình." in text(done)
    assert {one.state for one in Revision.objects.all()} == {State.IN_FORCE}
    paper = text(client.get(url(agency, "issue_print", slug=issue.slug)))
    assert "(Kèm theo Quyết định số 45/QĐ-VP ngày " in paper
    assert "Số: 45/QĐ-VP" in paper
    for revision in Revision.objects.select_related("document__unit"):
        for words in (revision.document.code, str(revision.document.unit), f"{today():%d/%m/%Y}"):
            assert words in paper
    assert "45/QĐ-VP" in text(client.get(url(agency, "issue_list")))
    assert client.get(url(agency, "issue_list") + "?export=xlsx").status_code == 200


def test_a_day_after_today_stands_beside_the_day_of_the_paper(agency, drafts, secretary, head, signed_in):
    issue = IssueFactory(agency=agency)
    IssueItemFactory(issue=issue, revision=drafts[0])
    later = f"{today() + timedelta(days=2):%d/%m/%Y}"
    typed = {"new_number": "1/QĐ", "new_date": later, "new_signer_name": "Ký", "version": 1}

    refused = signed_in(secretary).send(url(agency, "issue_together", slug=issue.slug), typed)

    assert refused.context["form"].errors["new_date"] == ["Ngày ký đứng sau hôm nay."]


def test_an_approved_revision_is_issued_from_its_own_page_and_comes_into_force_tomorrow_by_the_job(
    agency, unit, secretary, signed_in, monkeypatch
):
    document = DocumentFactory(agency=agency, unit=unit, code="QT 9/VP")
    former = RevisionFactory(document=document, in_force=True)
    Revision.objects.filter(pk=former.pk).update(in_force_date=date(2026, 1, 5), approved_date=date(2026, 1, 5))
    one = RevisionFactory(document=document, approved=True, order=2, amendment=1, approved_date=today())
    client, page = signed_in(secretary), url(agency, "issue_new") + f"?revision={one.uuid}"
    assert page in text(client.get(url(agency, "revision_detail", slug=one.uuid)))
    tomorrow = today() + timedelta(days=1)
    typed = {"new_number": "2/QĐ", "new_date": f"{today():%d/%m/%Y}", "in_force_date": f"{tomorrow:%d/%m/%Y}"}

    assert client.send(page, typed).status_code == 302

    assert Revision.objects.get(pk=one.pk).state == State.APPROVED
    for place in ("jobs", "documents.commands", "issuing.commands"):
        monkeypatch.setattr(f"sotay.support.{place}.today", lambda: tomorrow)
    put_revisions_in_force()
    assert Revision.objects.get(pk=one.pk).state == State.IN_FORCE
    assert Revision.objects.get(pk=former.pk).state == State.SUPERSEDED


def test_the_job_withdraws_what_was_issued_to_end_and_leaves_what_is_cited_with_its_reasons(
    agency, secretary, signed_in, monkeypatch
):
    old, citing = (
        RevisionFactory(document=DocumentFactory(agency=agency, code=code), in_force=True, text=words).document
        for code, words in (("QT 70", "Quy định."), ("QT 71", "Theo QT 70."))
    )
    paper = DecisionFactory(agency=agency, date=today())
    issue = IssueFactory(
        agency=agency, state=Issue.State.ISSUED, approved_date=paper.date, decision=paper, in_force_date=today()
    )
    IssueItemFactory(issue=issue, revision=None, document=old, withdraw_reason="Thôi")
    put_revisions_in_force()
    assert Document.objects.get(pk=old.pk).state == Document.State.IN_FORCE
    shown = text(signed_in(secretary).get(url(agency, "issue_detail", slug=issue.slug)))
    assert "Chưa thu hồi được" in shown
    assert "đang viện dẫn tài liệu này" in shown
    asked = Asked((agency.pk,), on=today() + timedelta(days=1))
    assert [one.act for one in issues_to_go_on(asked)] == ["Thu hồi tài liệu còn lại"]

    citing.revisions.get().parts.update(text="Tự quy định.")
    put_revisions_in_force()

    assert Document.objects.get(pk=old.pk).state == Document.State.WITHDRAWN
    assert not list(issues_to_go_on(asked))


def test_a_withdrawal_is_listed_and_taken_out_again(agency, secretary, signed_in):
    old = RevisionFactory(document=DocumentFactory(agency=agency, code="QT 70"), in_force=True).document
    issue, client = IssueFactory(agency=agency), signed_in(secretary)

    listed = client.send(
        url(agency, "issue_withdrawal_add", slug=issue.slug),
        {"document": old.pk, "withdraw_reason": "Thôi"},
        follow=True,
    )
    assert "Thu hồi 1 tài liệu" in text(listed)
    item = issue.items.get()
    removed = client.send(url(agency, "issue_item_remove", slug=issue.slug, item=item.uuid), follow=True)

    assert "Đã đưa QT 70 ra khỏi danh sách." in text(removed)
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SUBMITTED)
    item = IssueItemFactory(issue=issue, revision=None, document=old, withdraw_reason="Thôi")
    late = client.send(url(agency, "issue_item_remove", slug=issue.slug, item=item.uuid))
    assert late.status_code == 422
    assert "danh sách không sửa được nữa" in text(late)


def test_documents_without_a_unit_get_one_by_one_form(agency, unit, secretary, signed_in):
    issue = IssueFactory(agency=agency)
    IssueItemFactory(issue=issue, revision=RevisionFactory(document=DocumentFactory(agency=agency, unit=None)))
    client = signed_in(secretary)
    assert "1 tài liệu chưa có đơn vị chủ trì" in text(client.get(url(agency, "issue_detail", slug=issue.slug)))

    client.send(url(agency, "issue_unit", slug=issue.slug), {"unit": unit.pk})

    assert Document.objects.get().unit == unit


def test_readers_see_what_was_issued_without_the_limited_ones(agency, drafts, signed_in):
    paper = DecisionFactory(agency=agency, date=today())
    issue = IssueFactory(agency=agency, state=Issue.State.ISSUED, approved_date=paper.date, decision=paper)
    for one in drafts:
        IssueItemFactory(issue=issue, revision=one)
        Document.objects.filter(pk=one.document_id).update(state="IN_FORCE")
    Document.objects.filter(pk=drafts[1].document_id).update(label="LIMITED")

    client = signed_in(person(agency, Seat.Role.OFFICIAL, on=today()))

    for name in ("issue_detail", "issue_print"):
        shown = text(client.get(url(agency, name, slug=issue.slug)))
        assert "QT 1/VP" in shown
        assert "QT 2/VP" not in shown
        assert "Còn 1 tài liệu phổ biến hạn chế." in shown


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_page_of_an_issue_asks_the_same_for_one_line_and_thirty(agency, unit, secretary, signed_in):
    client, counts = signed_in(secretary), []
    for lines in (1, 30):
        issue = IssueFactory(agency=agency)
        for number in range(lines):
            document = DocumentFactory(agency=agency, unit=unit)
            approved = number % 2 == 1
            IssueItemFactory(issue=issue, revision=RevisionFactory(document=document, approved=approved))
        counts.append(queries_of(client, url(agency, "issue_detail", slug=issue.slug)))
    assert counts[0] == counts[1]


def test_the_list_asks_the_same_for_one_issue_and_thirty(agency, secretary, signed_in):
    client = signed_in(secretary)
    IssueFactory(agency=agency)
    one = queries_of(client, url(agency, "issue_list"))
    for _more in range(29):
        IssueFactory(agency=agency)
    assert queries_of(client, url(agency, "issue_list")) == one


def test_what_was_approved_or_came_back_waits_for_secretary_and_clerk(agency, secretary):
    clerk = person(agency, Seat.Role.CLERK, on=today())
    IssueFactory(agency=agency)
    IssueFactory(agency=agency, returned_reason="Thiếu phụ lục", name="Trả lại")
    IssueFactory(agency=agency, state=Issue.State.APPROVED, approved_date=today(), name="Chờ")

    found = {one.title: one for one in issues_to_go_on(Asked((agency.pk,), on=today()))}

    assert set(found) == {"Trả lại", "Chờ"}
    assert found["Chờ"].act == "Ban hành theo quyết định"
    assert found["Trả lại"].params == {"reason": "Thiếu phụ lục"}
    assert found["Chờ"].user_ids == {secretary.user.pk, clerk.user.pk}
