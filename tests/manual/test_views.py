"""Pages of the manual as a person goes through them."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.agency.models import Grant, Seat
from sotay.journal.models import Entry
from sotay.manual.models import Amendment, Manual, Statement
from sotay.manual.statements.commands import begin_manual
from sotay.standard.standings.commands import refresh
from tests.conftest import SignedIn, person
from tests.factories.agency import UnitFactory, UserFactory
from tests.factories.context import LawFactory
from tests.factories.manual import AmendmentFactory, DraftFactory, IssuedTextFactory, ManualFactory, StatementFactory
from tests.factories.standard import ApplicabilityFactory, DeclaredEvidenceFactory
from tests.factories.support import RevisionFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def url(agency, name, **kwargs):
    return reverse(f"manual:{name}", kwargs={"agency": agency.short_name, **kwargs})


@pytest.fixture
def now(agency):
    """The secretary as of today, since pages look at today."""
    return person(agency, Seat.Role.SECRETARY, on=today())


@pytest.fixture
def guest_client(agency):
    user = UserFactory()
    Grant.objects.create(agency=agency, to_user=user, purpose="Kiểm tra", from_date=today(), to_date=today())
    return SignedIn(Actor(agency=agency, user=user))


@pytest.fixture
def client_of(signed_in):
    return signed_in


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_statement_carries_no_script(agency, now, signed_in):
    text = (
        "Trước <script>alert(1)</script> [ấn](javascript:alert(2)) <img src=x onerror=alert(3)> [ngoài](https://a.vn)"
    )
    statement = StatementFactory(manual=ManualFactory(agency=agency, issued=True), text=text, title="<b>Tiêu đề</b>")
    IssuedTextFactory(statement=statement)
    DraftFactory(statement=statement, text=f"{text} <svg onload=alert(4)>")
    amendment = Amendment.objects.get()
    client = signed_in(now)

    pages = (
        url(agency, "statement_detail", slug="6.2"),
        url(agency, "statement_edit", slug="6.2"),
        url(agency, "statement_history", slug="6.2"),
        url(agency, "manual_print"),
        url(agency, "amendment_detail", slug=amendment.slug),
    )
    for address in pages:
        page = client.get(address).content.decode()
        for bad in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript:', "<b>Tiêu đề"):
            assert bad not in page, f"{bad} stands in {address}"


def test_a_clause_that_does_not_apply_says_why(agency, now, signed_in):
    begin_manual(agency, actor=now)
    ApplicabilityFactory(agency=agency, valid_from_date=today())

    for slug in ("8.3", "8.3.2"):
        page = signed_in(now).get(url(agency, "statement_detail", slug=slug)).content.decode()
        assert "Điều khoản 8.3 không áp dụng" in page
        assert "Cơ quan chỉ cung cấp dịch vụ hành chính công theo quy định." in page


def test_a_clause_page_shows_what_is_owed_found_and_cited(agency, now, signed_in):
    text = "Theo QT BIS 01 và Nghị định 61/2018/NĐ-CP."
    StatementFactory(manual=ManualFactory(agency=agency, issued=True), clause="9.2", text=text)
    DeclaredEvidenceFactory(agency=agency, date=today(), number="77/BC-STN")

    page = signed_in(now).get(url(agency, "statement_detail", slug="9.2")).content.decode()

    assert "QT BIS 01" in page
    assert "Không còn hiệu lực" in page
    assert "118/2025/NĐ-CP" in page
    assert "77/BC-STN" in page
    assert "nhập khi khởi tạo" in page


def test_the_cover_lists_laws_that_no_longer_stand(agency, now, signed_in):
    text = "Căn cứ Nghị định số 83/2006/NĐ-CP và Nghị định 24/2014/NĐ-CP."
    StatementFactory(manual=ManualFactory(agency=agency, issued=True), clause="4.1", text=text)

    page = signed_in(now).get(url(agency, "manual_detail")).content.decode()

    for law in ("83/2006/NĐ-CP", "158/2018/NĐ-CP", "24/2014/NĐ-CP", "45/2025/NĐ-CP"):
        assert law in page


@pytest.mark.parametrize("slug", ["4.1", "5.3", "6.2", "7.5", "8.1", "9.2"])
def test_a_clause_page_takes_few_queries_whatever_the_evidence(agency, now, signed_in, slug):
    manual = begin_manual(agency, actor=now)
    UnitFactory(agency=agency)
    statement = manual.statements.get(slug=slug)
    Statement.objects.filter(pk=statement.pk).update(text="Theo QT BIS 01.")
    refresh([agency], on=today())
    client, address = signed_in(now), url(agency, "statement_detail", slug=slug)
    few = queries_of(client, address)

    for place in range(30):
        DeclaredEvidenceFactory(agency=agency, date=today(), number=f"{place}/BC", obligation="review.yearly")
        DeclaredEvidenceFactory(agency=agency, date=today(), number=f"{place}/BC", obligation="audit.yearly")
        IssuedTextFactory(statement=statement, revision=place, approved_date=today())

    assert queries_of(client, address) == few <= MOST_QUERIES


@pytest.mark.parametrize("name", ["manual_detail", "manual_print", "amendment_list", "startup"])
def test_pages_of_the_whole_take_few_queries(agency, now, signed_in, name):
    manual = begin_manual(agency, actor=now)
    refresh([agency], on=today())
    AmendmentFactory(manual=manual)
    client, address = signed_in(now), url(agency, name)
    few = queries_of(client, address)

    for place in range(29):
        AmendmentFactory(manual=manual, code=f"DSD-2025-{place}")
        StatementFactory(manual=manual, part="ANNEX", clause="", slug=f"phu-luc-{place}", title="Phụ lục")

    assert queries_of(client, address) == few <= MOST_QUERIES


def test_an_amendment_page_takes_as_many_queries_for_30_texts_as_for_one(agency, now, signed_in):
    manual = begin_manual(agency, actor=now)
    statements = list(manual.statements.order_by("order"))
    amendment = AmendmentFactory(manual=manual)
    DraftFactory(amendment=amendment, statement=statements[0])
    client, address = signed_in(now), url(agency, "amendment_detail", slug=amendment.slug)
    few = queries_of(client, address)

    for statement in statements[1:]:
        DraftFactory(amendment=amendment, statement=statement)

    assert queries_of(client, address) == few


def test_a_file_is_looked_at_before_it_is_taken(agency, now, signed_in):
    client = signed_in(now)
    text = "4.1. Bối cảnh\nSở xem xét bối cảnh theo QT BIS 01.\n8.3. Thiết kế\nKhông áp dụng.\n"
    file = SimpleUploadedFile("so-tay.txt", text.encode())

    answer = client.send(url(agency, "import_manual"), {"file": file})
    page = client.get(answer.url).content.decode()

    assert "QT BIS 01" in page
    assert not Manual.objects.exists()
    stranger = signed_in(person(agency, Seat.Role.SECRETARY, on=today()))
    assert stranger.get(answer.url).status_code == 404
    assert client.send(answer.url).status_code == 302
    assert Manual.objects.get().file_name == "so-tay.txt"
    assert client.get(url(agency, "manual_detail")).status_code == 200


def test_a_word_file_is_read_and_a_pdf_is_refused_with_what_to_do(agency, now, signed_in):
    from docx import Document

    document, stream = Document(), BytesIO()
    document.add_paragraph("4.1. Bối cảnh")
    document.add_paragraph("Sở xem xét bối cảnh hằng năm.")
    document.save(stream)
    client = signed_in(now)

    answer = client.send(url(agency, "import_manual"), {"file": SimpleUploadedFile("a.docx", stream.getvalue())})
    assert "Sở xem xét bối cảnh hằng năm." in client.get(answer.url).content.decode()

    refused = client.send(url(agency, "import_manual"), {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF")})
    assert refused.status_code == 422
    assert ".docx" in refused.content.decode()


def test_a_preview_saves_nothing_and_leaves_the_form_its_token(agency, now, signed_in):
    statement = StatementFactory(manual=ManualFactory(agency=agency, issued=True))
    client, address = signed_in(now), url(agency, "statement_edit", slug="6.2")
    token = "5a1c9c56-9a0e-4a0a-8f4e-0d6f3a2b1c11"
    typed = {"text": "**Đậm** mới", "reason": "Đổi", "base_version": statement.version}

    seen = client.send(address, typed | {"preview": "1"}, token=token)
    assert "<strong>Đậm</strong> mới" in seen.content.decode()
    assert not Amendment.objects.exists()

    assert client.send(address, typed, token=token).status_code == 302
    assert Amendment.objects.get().drafts.get().text == "**Đậm** mới"


def test_a_text_written_upon_an_older_one_can_be_saved_after_a_second_look(agency, now, signed_in):
    statement = StatementFactory(manual=ManualFactory(agency=agency, issued=True))
    old = statement.version
    statement.save()
    client, address = signed_in(now), url(agency, "statement_edit", slug="6.2")

    refused = client.send(address, {"text": "Mới", "reason": "Đổi", "base_version": old})

    assert refused.status_code == 422
    assert f'name="base_version" value="{statement.version}"' in refused.content.decode()


def test_two_texts_are_edited_submitted_and_approved_by_the_head_then_issued(agency, now, signed_in):
    manual = ManualFactory(agency=agency, issued=True)
    one, two = StatementFactory(manual=manual), StatementFactory(manual=manual, clause="6.3")
    client, head = signed_in(now), signed_in(person(agency, Seat.Role.HEAD, on=today()))
    client.send(url(agency, "statement_edit", slug="6.2"), {"text": "Một", "reason": "Đổi", "base_version": 1})
    amendment = Amendment.objects.get()
    client.send(
        url(agency, "statement_edit", slug="6.3"), {"text": "Hai", "amendment": amendment.pk, "base_version": 1}
    )

    page = client.get(url(agency, "amendment_detail", slug=amendment.slug)).content.decode()
    assert "Trình duyệt cả đợt" in page
    client.send(url(agency, "amendment_submit", slug=amendment.slug), {"version": amendment.version})
    approval = reverse("approvals:approval_list", kwargs={"agency": agency.short_name})
    assert amendment.code in head.get(approval).content.decode()
    address = _round(agency)
    assert "Chờ anh, chị quyết định" in head.get(address).content.decode()
    assert head.send(f"{address}approve/", {"version": 1}).status_code == 302

    page = client.get(url(agency, "statement_detail", slug="6.2")).content.decode()
    assert "đã duyệt, chờ ban hành" in page
    amendment.refresh_from_db()
    issued = {"number": "45/QĐ", "date": today().isoformat(), "version": amendment.version}
    client.send(url(agency, "amendment_issue", slug=amendment.slug), issued)

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.text, two.text) == ("Một", "Hai")
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"manual.amendment.submitted", "approvals.approval.approved", "manual.amendment.issued"} <= actions


def test_a_refusal_on_an_amendment_leads_to_where_it_is_put_right(agency, now, signed_in):
    manual = ManualFactory(agency=agency, origin=Manual.Origin.IMPORTED)
    StatementFactory(manual=manual, clause="6.3", approved_date=None)
    amendment = AmendmentFactory(manual=manual, state=Amendment.State.APPROVED, approved_date=today())
    DraftFactory(amendment=amendment, statement=StatementFactory(manual=manual, approved_date=None))

    page = signed_in(now).get(url(agency, "amendment_detail", slug=amendment.slug)).content.decode()

    assert f'href="{url(agency, "manual_declare")}"' in page


def test_the_whole_is_given_as_word_and_markdown(agency, now, signed_in):
    from docx import Document

    StatementFactory(manual=ManualFactory(agency=agency, issued=True), text="Sở đặt mục tiêu.\n\n- một\n- hai")
    client = signed_in(now)

    word = client.get(f"{url(agency, 'manual_export')}?format=docx")
    lines = [one.text for one in Document(BytesIO(word.content)).paragraphs]
    assert {"6.2. Điều 6.2", "Sở đặt mục tiêu.", "một", "hai"} <= set(lines)
    text = client.get(f"{url(agency, 'manual_export')}?format=md").content.decode()
    assert "### 6.2. Điều 6.2\n\nSở đặt mục tiêu." in text


def test_the_questions_lead_one_to_the_next_until_none_is_left(agency, now, signed_in):
    client = signed_in(now)
    assert "Khai báo hiện trạng" in client.get(url(agency, "manual_detail")).content.decode()
    answer = client.send(url(agency, "startup_question", question="use"), {"date": today().isoformat()})
    asked = ["use"]
    while "startup" in answer.url and answer.url != url(agency, "startup"):
        question = answer.url.rstrip("/").rpartition("/")[2]
        asked.append(question)
        answer = client.send(url(agency, "startup_pass", question=question), {"absent": "1"})

    assert len(asked) == 10
    assert "10/10" in client.get(url(agency, "startup")).content.decode()
    assert url(agency, "startup") not in client.get(url(agency, "manual_detail")).content.decode()


def test_a_guest_sees_no_draft_and_is_not_told_of_one(agency, guest_client):
    draft = DraftFactory(
        statement=StatementFactory(manual=ManualFactory(agency=agency, issued=True)), text="Điều chưa ai duyệt."
    )
    pages = [
        guest_client.get(url(agency, name, **parts))
        for name, parts in (
            ("amendment_list", {}),
            ("manual_detail", {}),
            ("statement_detail", {"slug": draft.statement.slug}),
            ("statement_history", {"slug": draft.statement.slug}),
            ("manual_print", {}),
        )
    ]

    assert guest_client.get(url(agency, "amendment_detail", slug=draft.amendment.slug)).status_code == 404
    assert {page.status_code for page in pages} == {200}
    shown = "".join(page.content.decode() for page in pages)
    assert not [word for word in (draft.amendment.code, "Điều chưa ai duyệt", "đang sửa", "đang soạn") if word in shown]


def test_a_guest_of_the_manual_alone_is_led_nowhere_else(agency):
    manual = ManualFactory(agency=agency, issued=True)
    document = RevisionFactory(document__agency=agency, in_force=True).document
    law = LawFactory(agency=agency)
    StatementFactory(manual=manual, text=f"Theo {document.code} và {law.number}.")
    DeclaredEvidenceFactory(agency=agency, obligation="objectives.set", number="12/KH", date=today())
    user = UserFactory()
    Grant.objects.create(
        agency=agency, to_user=user, purpose="Kiểm tra", from_date=today(), to_date=today(), areas=["manual"]
    )
    client = SignedIn(Actor(agency=agency, user=user))

    for name, parts in (("manual_detail", {}), ("statement_detail", {"slug": "6.2"})):
        shown = client.get(url(agency, name, **parts)).content.decode()
        areas = set(re.findall(rf'href="/{agency.short_name}/([a-z]+)/', shown))
        assert areas == {"manual"}, name


def test_a_guest_reads_an_issued_amendment_without_its_history(agency, guest_client):
    draft = DraftFactory(
        statement=StatementFactory(manual=ManualFactory(agency=agency, issued=True)), amendment__issued=True
    )

    page = guest_client.get(url(agency, "amendment_detail", slug=draft.amendment.slug)).content.decode()
    assert draft.amendment.reason in page
    assert "Bỏ khỏi đợt" not in page
    assert "/journal/" not in page
    assert draft.amendment.code in guest_client.get(url(agency, "amendment_list")).content.decode()


def _round(agency):
    from sotay.approvals.models import Approval

    return reverse(
        "approvals:approval_detail", kwargs={"agency": agency.short_name, "slug": Approval.objects.get().uuid}
    )
