"""Pages of documents: the register, what is in force, what is written, what changed, files."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.blobs.storage import store
from sotay.search import index
from sotay.support.documents.commands import change_document, submit_revision
from sotay.support.models import Audience, Document, Revision
from tests.conftest import person
from tests.factories.agency import DecisionFactory, UnitFactory
from tests.factories.context import LawFactory
from tests.factories.support import DocumentFactory, RevisionFactory
from tests.support.documents.test_commands import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency, code="VP", name="Văn phòng")


def seated(agency, role, unit=None):
    return person(agency, role, unit=unit, on=today(), from_date=today() - timedelta(days=30))


@pytest.fixture
def writer(agency, unit):
    return seated(agency, Seat.Role.UNIT_HEAD, unit)


@pytest.fixture
def reader(agency):
    return seated(agency, Seat.Role.OFFICIAL)


@pytest.fixture
def document(agency, unit):
    return DocumentFactory(agency=agency, unit=unit, code="QT 01/VP", title="Tiếp nhận hồ sơ", clauses=["8.2.1"])


@pytest.fixture
def held(document):
    return RevisionFactory(document=document, in_force=True, text="**Bước 1.** Tiếp nhận", token="abcdefgh23456789")


def url(agency, name, **kwargs):
    return reverse(f"support:{name}", kwargs={"agency": agency.short_name, **kwargs})


def text(response):
    return response.content.decode()


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# --- the register


def test_the_register_asks_as_much_for_thirty_as_for_one(agency, signed_in, reader, writer):
    def add(count):
        for _each in range(count):
            one = RevisionFactory(document__agency=agency, in_force=True)
            RevisionFactory(document=one.document, order=2, amendment=1)

    add(1)
    for actor in (reader, writer):
        one = queries(signed_in(actor), url(agency, "document_list"))
        add(30)
        assert queries(signed_in(actor), url(agency, "document_list")) == one


def test_the_register_is_narrowed_by_each_column(agency, unit, held, signed_in, reader):
    other = RevisionFactory(
        document=DocumentFactory(
            agency=agency, code="BM 02", title="Phiếu", kind="FORM", level=4, field="Hộ tịch", label="PUBLIC"
        ),
        in_force=True,
    ).document
    index.keep([held.document, other])
    client = signed_in(reader)

    def codes(query):
        page = text(client.get(url(agency, "document_list") + query))
        return [code for code in ("QT 01/VP", "BM 02") if f">{code}</a>" in page]

    assert codes("") == ["QT 01/VP", "BM 02"]
    assert codes("?level=4") == codes("?kind=FORM") == codes("?label=PUBLIC") == ["BM 02"]
    assert codes("?field=Hộ tịch") == ["BM 02"]
    assert codes(f"?unit={unit.pk}") == ["QT 01/VP"]
    assert codes("?clause=8.2") == codes("?clause=8.2.1") == ["QT 01/VP"]
    assert codes("?clause=8.20") != ["BM 02"]
    assert codes("?words=qt01vp") == codes("?words=tiep nhan") == codes("?words=buoc 1") == ["QT 01/VP"]
    assert codes("?state=WITHDRAWN") == []


def test_the_register_shows_what_is_prepared_to_those_who_may_see_it(agency, held, signed_in, reader, writer):
    RevisionFactory(document=held.document, order=2, amendment=1)

    assert "có bản đang soạn" in text(signed_in(writer).get(url(agency, "document_list")))
    assert "có bản đang soạn" not in text(signed_in(reader).get(url(agency, "document_list")))
    assert ">QT 01/VP</a>" in text(signed_in(writer).get(url(agency, "document_list") + "?state=PREPARED"))
    assert ">QT 01/VP</a>" not in text(signed_in(reader).get(url(agency, "document_list") + "?state=PREPARED"))


def test_the_register_is_sorted_by_code_as_people_count(agency, signed_in, reader):
    for code in ("QT 10", "QT 2"):
        one = DocumentFactory(agency=agency, code=code)
        from sotay.support.documents.writing import fill_document

        fill_document(one, {"code": code})
        one.save()
        RevisionFactory(document=one, in_force=True)

    page = text(signed_in(reader).get(url(agency, "document_list")))
    assert page.index(">QT 2</a>") < page.index(">QT 10</a>")
    page = text(signed_in(reader).get(url(agency, "document_list") + "?sort=-code"))
    assert page.index(">QT 10</a>") < page.index(">QT 2</a>")


def test_the_export_holds_what_is_shown_with_the_check_code(agency, held, signed_in, reader):
    RevisionFactory(
        document=DocumentFactory(agency=agency, code="BM 02", title="=HYPERLINK(1)", kind="FORM"), in_force=True
    )

    response = signed_in(reader).get(url(agency, "document_list") + "?export=xlsx&sort=-code")
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows(values_only=True))
    rows = [row for row in rows if row[0] in {"QT 01/VP", "BM 02"}]
    assert [row[0] for row in rows] == ["QT 01/VP", "BM 02"]
    assert rows[0][-1] == "ABCD-EFGH"
    response = signed_in(reader).get(url(agency, "document_list") + "?export=xlsx&kind=FORM")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value and "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]
    assert "QT 01/VP" not in str([cell.value for row in sheet.iter_rows() for cell in row])


def test_the_printed_list_has_check_codes(agency, held, signed_in, reader):
    assert "ABCD-EFGH" in text(signed_in(reader).get(url(agency, "document_export")))


def test_an_empty_register_says_how_to_begin(agency, signed_in, reader):
    page = text(signed_in(reader).get(url(agency, "document_list")))
    assert "Chưa có tài liệu nào" in page
    assert url(agency, "document_new") in page


# --- a document


def test_a_document_shows_what_is_in_force_and_its_revisions(agency, held, signed_in, reader):
    law = LawFactory(agency=agency, number="61/2018/NĐ-CP", expiry_date=today())
    held.bases.create(agency=agency, law=law)
    page = text(signed_in(reader).get(url(agency, "document_detail", slug=held.document.slug)))

    assert "<strong>Bước 1.</strong> Tiếp nhận" in page
    assert "ABCD-EFGH" in page
    assert "61/2018/NĐ-CP" in page
    assert "hết hiệu lực" in page
    assert "8.2.1" in page
    assert "Thu hồi" not in page.split("page-actions")[0]


def test_a_document_shows_its_pdf_in_the_page(agency, held, signed_in, reader, secretary):
    held.pdf, held.pdf_name = store(PDF, name="a.pdf"), "Quy trình gốc.pdf"
    held.save()
    client, file = signed_in(reader), url(agency, "revision_file", slug=held.uuid, what="pdf")

    copy = url(agency, "controlled_copy", slug=held.uuid)
    for page in ("document_detail", held.document.slug), ("revision_detail", held.uuid):
        shown = text(client.get(url(agency, page[0], slug=page[1])))
        assert f'<iframe class="doc-frame" src="{copy}"' in shown
        assert file not in shown
    response = signed_in(secretary).get(file)
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'"
    assert response["Content-Disposition"] == 'inline; filename="qt-01-vp-01-00-tiep-nhan-ho-so.pdf"'
    assert b"".join(response.streaming_content) == PDF
    assert signed_in(secretary).get(f"{file}?save")["Content-Disposition"].startswith("attachment")
    assert client.get(url(agency, "revision_file", slug=held.uuid, what="source")).status_code == 404
    assert client.get(url(agency, "revision_file", slug=held.uuid, what="token")).status_code == 404


def test_a_limited_document_opens_to_its_audience(agency, unit, held, signed_in, reader):
    inside = seated(agency, Seat.Role.OFFICIAL, UnitFactory(agency=agency))
    held.document.label = Document.Label.LIMITED
    held.document.save()
    address = url(agency, "document_detail", slug=held.document.slug)

    assert signed_in(inside).get(address).status_code == 404
    Audience.objects.create(agency=agency, document=held.document, unit_id=next(iter(inside.unit_ids())))
    assert signed_in(inside).get(address).status_code == 200
    assert signed_in(reader).get(address).status_code == 404
    assert ">QT 01/VP</a>" in text(signed_in(inside).get(url(agency, "document_list")))
    assert ">QT 01/VP</a>" not in text(signed_in(reader).get(url(agency, "document_list")))


def test_who_is_asked_to_review_sees_the_draft(agency, unit, signed_in, writer):
    secretary, head = seated(agency, Seat.Role.SECRETARY), seated(agency, Seat.Role.HEAD)
    auditor = seated(agency, Seat.Role.AUDITOR)
    draft = RevisionFactory(document__agency=agency, document__unit=unit)
    address = url(agency, "revision_detail", slug=draft.uuid)
    assert signed_in(auditor).get(address).status_code == 404
    from sotay.approvals.commands import set_route
    from sotay.approvals.guards import StepChosen
    from sotay.support.documents.routes import COMMON

    steps = [StepChosen(label="Soát thể thức", role="AUDITOR"), StepChosen(label="Phê duyệt", role="HEAD")]
    set_route(agency, actor=seated(agency, Seat.Role.ADMINISTRATOR), purpose=COMMON, steps=steps)
    submit_revision(draft, actor=writer, version=draft.version, on=today())

    assert signed_in(auditor).get(address).status_code == 200
    assert signed_in(secretary).get(address).status_code == 200
    page = text(signed_in(head).get(address))
    assert "Soát thể thức" in page


def test_a_document_asks_as_much_for_thirty_revisions_as_for_two(agency, unit, signed_in, writer):
    document = DocumentFactory(agency=agency, unit=unit)
    RevisionFactory(document=document, in_force=True)
    RevisionFactory(document=document, order=2, amendment=1)
    address = url(agency, "document_detail", slug=document.slug)
    two = queries(signed_in(writer), address)
    for number in range(3, 31):
        RevisionFactory(
            document=document, order=number, amendment=number, state="SUPERSEDED", approved_date=today(),
            approved_hash="a" * 64, in_force_date=today(), ended_date=today(),
        )  # fmt: skip
    assert queries(signed_in(writer), address) == two


# --- written


def test_an_empty_file_is_refused_beside_its_field_and_nothing_typed_is_lost(agency, unit, signed_in, writer):
    draft = RevisionFactory(document=DocumentFactory(agency=agency, unit=unit))
    sent = {"version": draft.version, "text_1": "Chữ đã gõ", "source": SimpleUploadedFile("a.docx", b"")}

    answer = signed_in(writer).send(url(agency, "revision_change", slug=draft.uuid), sent)

    assert answer.status_code == 422
    assert "Tệp không có nội dung" in str(answer.context["form"].errors["source"])
    assert "Chữ đã gõ" in text(answer)


def test_a_document_is_begun_and_written(agency, unit, signed_in, writer):
    law = LawFactory(agency=agency, number="61/2018/NĐ-CP", key="61/2018/ndcp")
    client = signed_in(writer)
    values = {"code": "QT 05", "title": "Tiếp dân", "kind": "PROCEDURE", "level": "2", "unit": unit.pk}
    response = client.send(url(agency, "document_new"), values)
    draft = Revision.objects.get(document__code="QT 05")
    write = url(agency, "revision_change", slug=draft.uuid)
    assert response["Location"] == write
    assert "Nội dung quy trình" in text(client.get(write))

    response = client.send(
        write,
        {
            "version": draft.version, "laws": "- Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018;",
            "heading_1": "Mục đích", "text_1": "Thống nhất", "heading_2": "Phạm vi", "text_2": "",
            "pdf": SimpleUploadedFile("a.pdf", PDF),
        },
    )  # fmt: skip
    assert response.status_code == 302
    draft.refresh_from_db()
    assert [(part.heading, part.text) for part in draft.parts.all()] == [("Mục đích", "Thống nhất"), ("Phạm vi", "")]
    assert [basis.law for basis in draft.bases.all()] == [law]
    assert draft.pdf_name == "a.pdf"
    page = text(client.get(url(agency, "revision_detail", slug=draft.uuid)))
    assert draft.pdf_id in page
    assert "Trình soát xét, phê duyệt" in page
    client.send(write, {"version": draft.version, "without": ["pdf"], "laws": "61/2018/NĐ-CP"})
    draft.refresh_from_db()
    assert draft.pdf is None


def test_what_was_typed_stays_beside_the_field_that_is_wrong(agency, unit, signed_in, writer):
    draft = RevisionFactory(document__agency=agency, document__unit=unit)
    write = url(agency, "revision_change", slug=draft.uuid)
    sent = {"version": draft.version, "laws": "99/2031/NĐ-CP", "heading_1": "A", "text_1": "Đã gõ <b>này</b>"}
    response = signed_in(writer).send(write, sent)

    assert response.status_code == 422
    page = text(response)
    assert "Đã gõ &lt;b&gt;này&lt;/b&gt;" in page
    assert "“99/2031/NĐ-CP” chưa có trong sổ văn bản" in page
    response = signed_in(writer).send(
        write, {"version": draft.version, "text_1": "Giữ lại", "source": SimpleUploadedFile("a.docx", b"PK hong")}
    )
    assert response.status_code == 422
    assert "Giữ lại" in text(response)


def test_a_stale_draft_answers_409_with_both_sides(agency, unit, signed_in, writer):
    draft = RevisionFactory(document__agency=agency, document__unit=unit, order=2)
    Revision.objects.filter(pk=draft.pk).update(version=draft.version + 1, summary="Của người khác")

    response = signed_in(writer).send(
        url(agency, "revision_change", slug=draft.uuid), {"version": draft.version, "summary": "Của tôi"}
    )
    assert response.status_code == 409
    assert "Của người khác" in text(response)
    assert "Của tôi" in text(response)


def test_a_draft_that_cannot_be_submitted_says_why(agency, unit, signed_in, writer):
    draft = RevisionFactory(document__agency=agency, document__unit=unit)
    draft.parts.all().delete()

    page = text(signed_in(writer).get(url(agency, "revision_detail", slug=draft.uuid)))
    assert "Chưa trình được" in page
    assert "Chưa có nội dung" in page


def test_a_revision_shows_what_changed_line_by_line(agency, held, signed_in, writer):
    new = RevisionFactory(document=held.document, order=2, amendment=1, text="**Bước 1.** Tiếp nhận, kiểm tra")

    page = text(signed_in(writer).get(url(agency, "revision_detail", slug=new.uuid)))
    assert "<ins>, kiểm tra</ins>" in page


def test_an_approval_of_the_former_content_is_said_to_be_so(agency, unit, signed_in, writer):
    one = RevisionFactory(document__agency=agency, document__unit=unit, approved=True)
    address = url(agency, "revision_detail", slug=one.uuid)
    assert "thuộc bản trước" not in text(signed_in(writer).get(address))

    change_document(one.document, actor=writer, version=one.document.version, on=today(), title="Tên mới")
    page = text(signed_in(writer).get(address))
    assert "Phê duyệt này thuộc bản trước" in page
    assert url(agency, "revision_reopen", slug=one.uuid) in page


def test_who_decides_sees_the_whole_of_it(agency, unit, held, signed_in, writer):
    seated(agency, Seat.Role.SECRETARY), seated(agency, Seat.Role.HEAD)
    new = RevisionFactory(
        document=held.document, order=2, amendment=1, summary="Thêm kiểm tra", text="**Bước 1.** Tiếp nhận, kiểm tra"
    )
    approval = submit_revision(new, actor=writer, version=new.version, on=today())

    page = text(signed_in(writer).get(reverse("approvals:approval_detail", args=[agency.short_name, approval.uuid])))
    assert "<ins>, kiểm tra</ins>" in page
    assert "Thêm kiểm tra" in page


# --- withdrawn


def test_a_document_that_others_cite_is_withdrawn_only_with_one_in_its_place(agency, unit, held, signed_in):
    secretary = seated(agency, Seat.Role.SECRETARY)
    heir = RevisionFactory(
        document=DocumentFactory(agency=agency, unit=unit, code="QT 02/VP"), in_force=True, text="Theo QT 01/VP"
    ).document
    client, address = signed_in(secretary), url(agency, "document_withdraw", slug=held.document.slug)
    day = today().strftime("%d/%m/%Y")
    held.document.refresh_from_db()
    sent = {"version": held.document.version, "reason": "Gộp", "withdrawn_date": day}
    assert "QT 02/VP" in text(client.get(address))

    response = client.send(address, sent)
    assert response.status_code == 422
    assert "đang viện dẫn tài liệu này" in text(response)
    assert client.send(address, sent | {"replaced_by": heir.pk}).status_code == 302
    page = text(client.get(url(agency, "document_detail", slug=held.document.slug)))
    assert "Đã được thay thế" in page
    assert "QT 02/VP" in page
    assert "Thay cho" in text(client.get(url(agency, "document_detail", slug=heir.slug)))


def test_a_revision_in_force_tells_its_decision(agency, held, signed_in, reader):
    held.decision = DecisionFactory(agency=agency, number="12/QĐ-SNgV")
    held.save()

    assert "12/QĐ-SNgV" in text(signed_in(reader).get(url(agency, "revision_detail", slug=held.uuid)))
