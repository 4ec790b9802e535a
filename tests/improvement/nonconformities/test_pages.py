"""Pages of nonconformities: logged from any record, several findings at once, the register, what happened before, drawings."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.agency.subjects import ref_of
from sotay.improvement.models import Nonconformity
from sotay.improvement.nonconformities.commands import log_nonconformity
from tests.conftest import person
from tests.factories.agency import UnitFactory
from tests.factories.dossiers import DossierFactory, DossierPersonFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.improvement import NonconformityFactory, RoundFactory
from tests.factories.outputs import OutputFactory

pytestmark = pytest.mark.django_db


def url(agency, name, **kwargs):
    return reverse(f"improvement:{name}", kwargs={"agency": agency.short_name, **kwargs})


def day(one):
    return f"{one:%d/%m/%Y}"


def body(response):
    return response.content.decode()


def origin(record):
    ref = ref_of(record)
    return f"{ref.type}:{ref.uuid}"


@pytest.fixture
def client(secretary, signed_in):
    return signed_in(secretary)


def test_four_fields_log_one_from_a_finding_with_what_it_knows(agency, client):
    finding = FindingFactory(audit=AuditFactory(agency=agency, met=True), grade="MAJOR", what="Thiếu phiếu kiểm soát")
    path = f"{url(agency, 'nonconformity_new')}?origin={origin(finding)}"
    assert "Thiếu phiếu kiểm soát" in body(client.get(path))
    said = {"what": finding.what, "unit": finding.unit_id, "found_date": day(finding.found_date), "source": "AUDIT"}
    client.send(path, said | {"evidence": "Biên bản", "clause": finding.clause})

    one = Nonconformity.objects.get()
    assert (one.source, one.grade, one.unit, one.origin_uuid) == ("AUDIT", "MAJOR", finding.unit, finding.uuid)
    assert finding.code in body(client.get(url(agency, "nonconformity_detail", slug=one.slug)))
    assert "Đã có phiếu" in body(client.get(path))


def test_a_draft_of_a_finding_brings_no_sheet(agency, client):
    finding = FindingFactory(audit=AuditFactory(agency=agency))
    path = f"{url(agency, 'nonconformity_new')}?origin={origin(finding)}"
    said = {"what": "x", "unit": finding.unit_id, "found_date": day(today()), "source": "AUDIT"}
    assert "chưa họp kết thúc" in body(client.get(path))
    assert client.send(path, said).status_code == 422


def test_findings_of_one_audit_are_logged_at_once(agency, client):
    audit = AuditFactory(agency=agency, met=True)
    found = [FindingFactory(audit=audit), FindingFactory(audit=audit), FindingFactory(audit=audit, grade="NOTE")]
    path = url(agency, "nonconformity_from_audit", slug=audit.slug)
    of_audit = reverse("evaluation:audit_detail", kwargs={"agency": agency.short_name, "slug": audit.slug})
    assert f'href="{path}"' in body(client.get(of_audit))
    page = body(client.get(path))
    assert (found[0].code in page, found[2].code in page) == (True, False)
    client.send(path, {"findings": [found[0].pk, found[1].pk]})
    assert set(Nonconformity.objects.values_list("origin_uuid", flat=True)) == {found[0].uuid, found[1].uuid}
    assert "Mọi điểm không phù hợp đã có phiếu." in body(client.get(path))
    assert Nonconformity.objects.first().code in body(client.get(of_audit))


def test_nothing_of_a_citizen_gets_onto_a_sheet(agency, client):
    dossier = DossierFactory(agency=agency)
    DossierPersonFactory(dossier=dossier, name="Trần Thị Bích Ngọc")
    path = f"{url(agency, 'nonconformity_new')}?origin={origin(dossier)}"
    assert dossier.code in body(client.get(path))
    said = {"place": "Một cửa", "found_date": day(today()), "source": "DOSSIER", "evidence": dossier.code}
    refused = client.send(path, said | {"what": "Bà Trần Thị Bích Ngọc chờ lâu"})
    assert (refused.status_code, "người nộp hồ sơ" in body(refused)) == (422, True)
    client.send(path, said | {"what": "Người dân chờ lâu"})
    assert Nonconformity.objects.get().origin_uuid == dossier.uuid


def test_every_record_tells_its_sheets_and_leads_to_another(agency, client):
    output = OutputFactory(agency=agency)
    sheet = NonconformityFactory(agency=agency, origin_type=ref_of(output).type, origin_uuid=output.uuid)
    page = body(
        client.get(reverse("operation:output_detail", kwargs={"agency": agency.short_name, "slug": output.slug}))
    )
    assert sheet.code in page
    assert f"origin=operation.nonconformingoutput%3A{output.uuid}" in page
    dossier = DossierFactory(agency=agency)
    page = body(
        client.get(reverse("operation:dossier_detail", kwargs={"agency": agency.short_name, "slug": dossier.slug}))
    )
    assert f"origin=operation.dossier%3A{dossier.uuid}" in page


def test_what_happened_before_is_told_with_its_cause_and_what_was_done(agency, client, other_agency):
    before = NonconformityFactory(agency=agency, closed=True, clause="8.5.1", found_date=today() - timedelta(days=200))
    one = RoundFactory(nonconformity=before, root_cause="Biểu thiếu ô ngày nhận")
    NonconformityFactory(agency=agency, clause="8.5.1", what="Việc khác hẳn", found_date=today() - timedelta(days=900))
    NonconformityFactory(agency=other_agency)
    NonconformityFactory(agency=agency, clause="6.1", what="Chưa lập danh mục rủi ro năm")
    sheet = NonconformityFactory(agency=agency, what="Không ghi ngày nhận ở phiếu", clause="8.5.1", found_date=today())

    page = body(client.get(url(agency, "nonconformity_detail", slug=sheet.slug)))
    assert "Đã từng xảy ra" in page
    assert before.code in page
    assert one.root_cause in page
    assert "Việc khác hẳn" not in page
    typed = client.get(url(agency, "nonconformity_alike"), {"what": "không ghi ngày nhận trên phiếu", "unit": "x"})
    assert before.code in body(typed)
    assert "danh mục rủi ro" not in body(typed)


def test_what_came_after_a_sheet_had_not_happened_before_it(agency, client):
    said = {"agency": agency, "clause": "8.5.1"}
    before = NonconformityFactory(found_date=date(2025, 11, 1), **said)
    one = NonconformityFactory(found_date=date(2026, 1, 10), **said)
    after = NonconformityFactory(found_date=date(2026, 4, 1), **said)
    NonconformityFactory(found_date=date(2023, 12, 31), code="KPH-2023-001", **said)
    page = body(client.get(url(agency, "nonconformity_detail", slug=one.slug)))
    assert "trong 24 tháng trước đó" in page
    told = [code for code in (before.code, after.code, "KPH-2023-001") if f">{code}<" in page]
    assert told == [before.code]


def test_the_register_is_narrowed_and_leaves_as_it_is_shown(agency, client, other_agency, secretary):
    unit = UnitFactory(agency=agency)
    said = {"unit": unit, "clause": "8.5.1", "what": "Thiếu chữ ký", "source": "AUDIT", "found_date": date(2026, 6, 1)}
    one = log_nonconformity(agency, actor=secretary, on=today(), **said)
    two = NonconformityFactory(
        agency=agency, accepted=True, owner_user=secretary.user, grade="MAJOR", due_date=today() - timedelta(days=3)
    )
    three = NonconformityFactory(agency=agency, closed=True, found_date=today() - timedelta(days=800))
    other = NonconformityFactory(agency=other_agency)

    def shown(**query):
        page = body(client.get(url(agency, "nonconformity_list"), query))
        return [name for name, each in (("1", one), ("2", two), ("3", three), ("x", other)) if f">{each.code}<" in page]

    assert shown() == ["1", "2", "3"]
    assert shown(words="chu ky") == ["1"]
    assert shown(words=two.code) == ["2"]
    assert shown(state="LEFT") == ["1", "2"]
    assert shown(state="OVERDUE") == ["2"]
    assert shown(state="CLOSED") == ["3"]
    assert shown(source="AUDIT") == ["1"]
    assert shown(unit=unit.slug) == ["1"]
    assert shown(clause="8.5.1") == ["1"]
    assert shown(grade="MAJOR") == ["2"]
    assert shown(owner="MINE") == ["2"]
    assert shown(owner=str(secretary.user.uuid)) == ["2"]
    assert shown(year=str(three.found_date.year)) == ["3"]
    assert shown(closed_since="01/06/2026") == ["3"]
    assert "quá hạn 3 ngày" in body(client.get(url(agency, "nonconformity_list")))
    file = client.get(url(agency, "nonconformity_list"), {"export": "xlsx", "unit": unit.slug})
    sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert one.code in cells
    assert two.code not in cells


def test_the_file_has_the_columns_of_the_form_each_apart(agency, client, secretary):
    late = {"due_date": today() - timedelta(days=3), "grade": "MAJOR", "clause": "8.5.1", "source": "AUDIT"}
    NonconformityFactory(agency=agency, accepted=True, owner_user=secretary.user, **late)
    NonconformityFactory(agency=agency, closed=True, due_date=date(2026, 6, 6), closed_date=date(2026, 6, 8))
    NonconformityFactory(agency=agency)
    file = client.get(url(agency, "nonconformity_list"), {"export": "xlsx", "sort": "-due_date"})
    sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    names = next(row for row in rows if "Số phiếu" in row)
    assert names[1:3] == ["Nội dung không phù hợp", "Nguồn"]
    told = [dict(zip(names, row, strict=True)) for row in rows[rows.index(names) + 1 :]]
    by_state = {row["Trạng thái"]: row for row in told if row["Trạng thái"]}
    one, closed, new = by_state["Đã tiếp nhận"], by_state["Đã đóng"], by_state["Mới ghi nhận"]
    assert (one["Nguồn"], one["Điều khoản"], one["Mức độ"]) == ("Đánh giá nội bộ", "8.5.1", "Nặng")
    assert (one["Người chịu trách nhiệm"], one["Quá hạn (ngày)"]) == (str(secretary.user), 3)
    assert (closed["Ngày đóng"].date(), closed["Quá hạn (ngày)"]) == (date(2026, 6, 8), 2)
    empty = {new[name] for name in ("Mức độ", "Hạn", "Ngày đóng", "Quá hạn (ngày)", "Người chịu trách nhiệm")}
    assert empty <= {None, ""}
    assert "Ngày đóng" not in body(client.get(url(agency, "nonconformity_list")))


def test_the_register_asks_as_often_for_thirty_as_for_one(agency, client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(url(agency, "nonconformity_list"))
        return len(queries)

    NonconformityFactory(agency=agency, accepted=True)
    asked()
    first = asked()
    NonconformityFactory.create_batch(29, agency=agency, accepted=True)
    assert asked() == first


def test_causes_are_drawn_as_a_fish_with_a_table_beside(agency, client):
    one = RoundFactory(nonconformity=NonconformityFactory(agency=agency, analysing=True), method="FISHBONE")
    path = url(agency, "nonconformity_analysis", slug=one.nonconformity.slug)
    said = {"branch_people": "Thiếu người\nChưa tập huấn", "branch_means": "Máy in hỏng", "root_cause": "Chưa tập huấn"}
    client.send(f"{path}?method=FISHBONE", said | {"has_similar": "no", "version": one.nonconformity.version})

    page = body(client.get(url(agency, "nonconformity_detail", slug=one.nonconformity.slug)))
    assert '<svg class="fish"' in page
    assert page.count("Chưa tập huấn") >= 3  # in the drawing, in the table, as the root
    assert "Xem dạng bảng" in page
    assert "Chưa tập huấn" in body(client.get(path))
    assert "Vì sao 1" in body(client.get(f"{path}?method=FIVE_WHY"))


def test_officials_find_logging_in_the_rail_and_who_runs_the_system_the_register(agency, client, signed_in):
    official = signed_in(person(agency, Seat.Role.OFFICIAL, on=today()))
    new = url(agency, "nonconformity_new")
    assert body(official.get(new)).count(f'href="{new}"') >= 1
    assert f'href="{url(agency, "nonconformity_list")}"' in body(client.get(new))


def test_two_tabs_do_not_take_one_sheet_up_twice(agency, client, secretary):
    sheet = NonconformityFactory(agency=agency)
    said = {
        "grade": "MINOR", "owner": f"user:{secretary.user.uuid}", "accepted_date": day(today()), "version": sheet.version,
    }  # fmt: skip
    path = url(agency, "nonconformity_accept", slug=sheet.slug)
    assert client.send(path, said).status_code == 302
    assert client.send(path, said).status_code == 409
    again = said | {"version": Nonconformity.objects.get().version}
    assert client.send(path, again).status_code == 422
