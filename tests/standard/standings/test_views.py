"""Pages of what is owed: lines with reasons and links, filters, export, the page of one obligation, declaring a paper."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sotay.agency.actor import actor_of
from sotay.agency.clock import today
from sotay.agency.models import Grant, Seat
from sotay.standard.models import DeclaredEvidence
from sotay.standard.standings.commands import refresh
from tests.conftest import person
from tests.factories.agency import AgencyFactory, UnitFactory, UserFactory
from tests.factories.standard import ApplicabilityFactory, DeclaredEvidenceFactory, ParameterValueFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def secretary_of(agency):
    return person(agency, Seat.Role.SECRETARY, on=today(), from_date=today())


def page(agency, name, **kwargs):
    return reverse(f"standard:{name}", kwargs={"agency": agency.short_name, **kwargs})


def text(response):
    return response.content.decode()


def exported(client, agency, query):
    response = client.get(page(agency, "obligation_list") + "?export=csv" + query)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_the_list_shows_every_obligation_over_its_pages(agency, signed_in):
    client = signed_in(secretary_of(agency))
    rows = exported(client, agency, "")

    assert {row["Số"] for row in rows} == {"", *(str(number) for number in range(1, 53))}
    for page_number in (1, 2, 3):
        assert client.get(page(agency, "obligation_list") + f"?page={page_number}").status_code == 200
    found = text(client.get(page(agency, "obligation_list") + "?words=phe+duyet+va+ap+dung"))
    assert "1. Phê duyệt và áp dụng hệ thống tài liệu" in found


def test_the_most_urgent_stands_first(agency, signed_in):
    shown = text(signed_in(secretary_of(agency)).get(page(agency, "obligation_list")))
    rows = shown[shown.index("<tbody>") :]

    assert "Có đủ người đứng đầu" in rows
    assert rows.index("Quá hạn") < max(
        rows.find("Sắp đến hạn"), rows.find("Chưa đến hạn"), rows.find("Chưa kiểm tra tự động")
    )


def test_the_list_reads_the_table_when_it_was_judged_today(agency, signed_in):
    client = signed_in(secretary_of(agency))
    refresh([agency], on=today())
    UnitFactory(agency=agency, name="Phòng Mới")

    assert "Phòng Mới" not in {row["Đơn vị"] for row in exported(client, agency, "")}
    refresh([agency], on=date(2020, 1, 1))
    assert "Phòng Mới" in {row["Đơn vị"] for row in exported(client, agency, "")}


def test_table_and_computed_rows_are_shown_alike(agency, signed_in):
    UnitFactory.create_batch(2, agency=agency)
    ApplicabilityFactory(agency=agency)
    client = signed_in(secretary_of(agency))
    computed = exported(client, agency, "")
    refresh([agency], on=today())

    assert exported(client, agency, "") == computed


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("&words=danh+gia+noi+bo+hang", {"11"}),
        ("&chapter=10", {"13", "24", "32"}),
        ("&standing=NOT_APPLICABLE&chapter=8", {"29"}),
        ("&standing=nonsense&words=xin+loi", {"37"}),
    ],
)
def test_the_list_is_narrowed(agency, signed_in, query, numbers):
    rows = exported(signed_in(secretary_of(agency)), agency, query)

    assert {row["Số"] for row in rows} == numbers


def test_what_is_to_do_now_is_one_choice(agency, signed_in):
    rows = exported(signed_in(secretary_of(agency)), agency, "&standing=TO_DO")

    assert {row["Tình trạng"] for row in rows} <= {"Quá hạn", "Sắp đến hạn"}
    assert "Có đủ người đứng đầu, Ban Chỉ đạo, thư ký theo quyết định" in {row["Việc phải làm"] for row in rows}


def test_a_unit_keeps_its_own_lines(agency, signed_in):
    mine, _other = UnitFactory(agency=agency, name="Phòng Một"), UnitFactory(agency=agency, name="Phòng Hai")
    foreign = UnitFactory()
    client = signed_in(secretary_of(agency))

    assert {row["Đơn vị"] for row in exported(client, agency, f"&unit={mine.pk}")} == {"Phòng Một"}
    assert len({row["Số"] for row in exported(client, agency, f"&unit={foreign.pk}")}) == 53


def test_the_list_takes_as_many_queries_for_many_units(agency, signed_in, django_assert_num_queries):
    client = signed_in(secretary_of(agency))
    client.get(page(agency, "obligation_list"))

    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        refresh([agency], on=today())
        with CaptureQueriesContext(connection) as captured:
            client.get(page(agency, "obligation_list"))
        return len(captured)

    UnitFactory(agency=agency)
    few = queries()
    UnitFactory.create_batch(30, agency=agency)
    assert queries() == few <= 12


def test_a_reason_leads_to_where_it_can_be_put_right(agency, signed_in):
    shown = text(signed_in(secretary_of(agency)).get(page(agency, "obligation_detail", code="own.seats")))

    assert reverse("organisation:person_list", kwargs={"agency": agency.short_name}) in shown
    assert "Chưa có người giữ vai trò: Người đứng đầu cơ quan, Trưởng Ban Chỉ đạo ISO." in shown


@pytest.mark.usefixtures("audits_not_judged")
def test_what_presses_stands_first_on_the_page_of_an_obligation(agency, signed_in):
    client = signed_in(secretary_of(agency))
    late = text(client.get(page(agency, "obligation_detail", code="own.seats")))
    unchecked = text(client.get(page(agency, "obligation_detail", code="audit.yearly")))

    assert late.index("Đến nơi thực hiện") < late.index("Căn cứ")
    assert "Đến nơi thực hiện" not in unchecked


def test_columns_no_line_fills_are_left_out(agency, signed_in):
    client = signed_in(secretary_of(agency))
    seats = text(client.get(page(agency, "obligation_detail", code="own.seats")))
    yearly = text(client.get(page(agency, "obligation_detail", code="audit.yearly")))

    assert 'data-label="Kỳ"' not in seats
    assert 'data-label="Kỳ"' in yearly


@pytest.mark.usefixtures("audits_not_judged")
def test_the_page_of_an_obligation_says_what_whose_on_what_basis(agency, signed_in):
    ParameterValueFactory(agency=agency)
    DeclaredEvidenceFactory(agency=agency, number="12/BC-STN")
    shown = text(signed_in(secretary_of(agency)).get(page(agency, "obligation_detail", code="audit.yearly")))

    for words in (
        "Việc số 11",
        "Đánh giá nội bộ hằng năm",
        "QĐ 19/2014/QĐ-TTg Điều 4 khoản 4 điểm b",
        "9.2 Đánh giá nội bộ",
        "Đánh giá viên nội bộ, Thư ký ISO",
        "31/10",
        "do cơ quan đặt",
        "12/BC-STN",
        "không kết luận là đã thực hiện",
    ):
        assert words in shown


def test_a_due_date_on_a_day_off_names_the_last_working_day_before(agency, signed_in):
    saturday = date(today().year, 1, 2)
    while saturday.weekday() != 5:
        saturday = saturday.replace(day=saturday.day + 1)
    ParameterValueFactory(agency=agency, value=f"{saturday:%m-%d}", valid_from_date=date(today().year, 1, 1))
    shown = text(signed_in(secretary_of(agency)).get(page(agency, "obligation_detail", code="audit.yearly")))

    assert f"Hạn {saturday:%d/%m/%Y} là ngày nghỉ" in shown


def test_a_paper_is_declared_with_its_scan_and_can_be_fetched(agency, signed_in):
    actor = secretary_of(agency)
    client = signed_in(actor)
    sent = {"number": "12/BC-STN", "date": "02/03/2019", "file": SimpleUploadedFile("báo cáo.pdf", PDF)}

    response = client.send(page(agency, "evidence_declare", code="review.yearly"), sent)

    assert response.status_code == 302
    row = DeclaredEvidence.objects.get()
    assert (row.agency, row.obligation, row.date, row.file_name) == (
        agency,
        "review.yearly",
        date(2019, 3, 2),
        "báo cáo.pdf",
    )
    fetched = client.get(page(agency, "evidence_file", code="review.yearly", uuid=row.uuid))
    assert b"".join(fetched.streaming_content) == PDF
    assert client.get(page(agency, "evidence_file", code="audit.yearly", uuid=row.uuid)).status_code == 404


def test_a_paper_of_another_agency_is_not_found(agency, signed_in):
    foreign = DeclaredEvidenceFactory()

    response = signed_in(secretary_of(agency)).get(
        page(agency, "evidence_file", code=foreign.obligation, uuid=foreign.uuid)
    )

    assert response.status_code == 404


def test_a_refused_declaration_stands_beside_its_field(signed_in):
    agency = AgencyFactory(in_use_from_date=date(2026, 1, 1))

    response = signed_in(secretary_of(agency)).send(
        page(agency, "evidence_declare", code="review.yearly"), {"date": "02/03/2026"}
    )

    assert response.status_code == 422
    assert "trước ngày dùng hệ thống (01/01/2026)" in text(response)
    assert not DeclaredEvidence.objects.exists()


def test_a_guest_reads_why_without_links_that_are_not_his(agency, signed_in):
    guest, on = UserFactory(), today()
    Grant.objects.create(agency=agency, to_user=guest, purpose="Kiểm tra", from_date=on, to_date=on)
    client = signed_in(actor_of(guest, agency=agency, on=on))

    for address in (page(agency, "obligation_detail", code="own.seats"), page(agency, "obligation_list")):
        shown = text(client.get(address))
        assert "Chưa có người giữ vai trò" in shown
        assert reverse("organisation:person_list", kwargs={"agency": agency.short_name}) not in shown
        assert "Đến nơi thực hiện" not in shown
