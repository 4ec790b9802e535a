"""The forms of dossiers as papers: each says exactly what its event said, masked for who may not see the person."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.models import Seat
from sotay.operation.dossiers import secret
from sotay.operation.dossiers.slips import many
from sotay.operation.dossiers.slips.papers import CODES
from sotay.operation.dossiers.slips.queries import KINDS
from sotay.papers import forms
from sotay.papers.pdf import pdf_of_many
from sotay.standard.parameters.models import ParameterValue
from tests.conftest import SignedIn, person
from tests.factories.dossiers import DossierFactory, DossierPaperFactory, DossierPersonFactory, happen
from tests.factories.services import ServiceFactory
from tests.paper_words import built, faults_of, making_for, said_by

pytestmark = pytest.mark.django_db
PERSONAL = ("Nguyễn Văn An", "12 Trần Phú", "0905123678", "an.nguyen@example.vn", "049088001234")
LATE = date(2026, 6, 5)


@pytest.fixture
def desk(agency):
    return person(agency, Seat.Role.ONE_STOP)


def a_dossier(agency, **more):
    dossier = DossierFactory(agency=agency, service=ServiceFactory(agency=agency, fees="50.000 đồng"), **more)
    DossierPersonFactory(dossier=dossier)
    DossierPaperFactory(dossier=dossier, name="Tờ khai", originals=1, copies=2)
    dossier.secret_hash = secret.hash_of(secret.draw(dossier))
    dossier.save()
    return dossier


def of_kind(agency, kind):
    """Return a dossier of which a form can be printed."""
    if kind == "supplement":
        return a_dossier(agency, waiting=True)
    if kind == "refusal":
        dossier = a_dossier(agency, refused=True)
        dossier.events.update(reason="Không thuộc thẩm quyền")
        return dossier
    dossier = a_dossier(agency)
    if kind == "apology":
        happen(dossier, "APOLOGISED", LATE, due_date=date(2026, 6, 15), reason="Chờ ý kiến sở ngành", signed_by="Lê Văn Hạnh",
               number="07/PXL")  # fmt: skip
    if kind == "stop":
        happen(dossier, "STOPPED", LATE, reason="Người nộp không bổ sung", signed_by="Lê Văn Hạnh")
    return dossier


SAID = {
    "receipt": ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "1 | Tờ khai | 1 | 2", "50.000 đồng", "09 giờ 00 phút, ngày 01/06/2026",
                "trong giờ làm việc, ngày 08/06/2026", "5 ngày làm việc"),
    "supplement": ("PHIẾU YÊU CẦU BỔ SUNG", "1 | Giấy phép cũ | 1 |  | ", "Thiếu bản sao có chứng thực",
                   "Ngày hẹn trả 08/06/2026 trên giấy tiếp nhận không còn giá trị"),
    "refusal": ("PHIẾU TỪ CHỐI TIẾP NHẬN", "Lý do, căn cứ: Không thuộc thẩm quyền"),
    "apology": ("VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN", "Chờ ý kiến sở ngành", "Thời gian trả kết quả mới: 15/06/2026",
                "Thời gian hẹn trả kết quả: 08/06/2026", "Thủ trưởng cơ quan Lê Văn Hạnh"),
    "stop": ("THÔNG BÁO DỪNG GIẢI QUYẾT", "kể từ ngày: 05/06/2026", "Lý do: Người nộp không bổ sung"),
    "control": ("PHIẾU KIỂM SOÁT", "Giao: người nộp hồ sơ", "01/06/2026 09:00"),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_form_says_its_event_and_keeps_the_decree(agency, desk, kind):
    dossier = of_kind(agency, kind)
    form = forms.find(CODES[kind])
    assert form.when(dossier)

    paper = built(CODES[kind], dossier, desk)
    text = said_by(paper)

    for said in (*SAID[kind], dossier.code, "Nguyễn Văn An", dossier.service.name):
        assert said in text, said
    assert paper.size == ("A5" if kind in {"receipt", "supplement", "refusal"} else "A4")
    assert faults_of(paper) == []


@pytest.mark.parametrize("kind", ["apology", "stop"])
def test_what_the_head_signs_has_its_receivers_beside_the_signature(agency, desk, kind):
    paper = built(CODES[kind], of_kind(agency, kind), desk)

    assert (paper.recipients[0], paper.recipients[-1]) == ("Như trên", "Lưu: VT")
    assert (paper.signature.title, paper.signature.name) == ("Thủ trưởng cơ quan", "Lê Văn Hạnh")


@pytest.mark.parametrize("kind", list(KINDS))
def test_who_may_not_see_the_person_gets_it_masked(agency, official, kind):
    text = said_by(built(CODES[kind], of_kind(agency, kind), official))

    assert [one for one in PERSONAL if one in text] == []


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_blank_is_empty_and_can_be_written_on(desk, kind):
    paper = built(CODES[kind], None, desk)

    assert "Nguyễn" not in said_by(paper)
    assert paper.barcode == ""
    assert faults_of(paper) == []


def test_no_form_is_offered_of_what_never_happened(agency):
    dossier = a_dossier(agency)
    imported = DossierFactory(agency=agency, imported=True)

    offered = {kind for kind, code in CODES.items() if forms.find(code).when(dossier)}

    assert offered == {"receipt", "control"}
    assert not [code for code in CODES.values() if forms.find(code).when(imported)]


def test_before_july_2025_and_by_choice_of_the_agency_the_forms_are_those_of_2018(agency, desk):
    old = a_dossier(agency, received_date=date(2025, 6, 2))
    happen(old, "APOLOGISED", date(2025, 6, 6), due_date=date(2025, 6, 16), reason="Chờ")
    new = of_kind(agency, "apology")

    assert "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" in said_by(built("M04", old, desk))
    assert built("M06", old, desk, mark=None).form.code == "Mẫu số 05 (TT 01/2018/TT-VPCP)"
    assert "VĂN BẢN XIN LỖI" in said_by(built("M04", new, desk))
    assert built("M06", new, desk, mark=None).form.code == "Mẫu số 06 (TT 03/2025/TT-VPCP)"

    ParameterValue.objects.create(
        agency=agency, code="dossier.forms", value="TT01", valid_from_date=date(2026, 1, 1), reason="Tỉnh chưa đổi mẫu"
    )
    assert "PHIẾU XIN LỖI" in said_by(built("M04", new, desk))


def test_the_qr_leads_to_the_status_page_else_it_is_the_code(agency, desk, official, settings):
    settings.SOTAY_ADDRESS = "https://sotay.example.vn"
    dossier = a_dossier(agency)
    whole, masked = built("M01", dossier, desk), built("M01", dossier, official)

    assert whole.barcode == f"https://sotay.example.vn/public/dossiers/{secret.draw(dossier)}/"
    assert masked.barcode == dossier.code
    assert secret.grouped(secret.draw(dossier)) not in said_by(masked)
    settings.SOTAY_ADDRESS = ""
    assert built("M01", dossier, desk).barcode == dossier.code


def test_a_form_of_a_former_event_says_what_was_said_then_also_as_a_file(agency, desk):
    dossier = a_dossier(agency, waiting=True)
    happen(dossier, "SUPPLEMENTED", date(2026, 6, 10))
    page = reverse(
        "operation:dossier_slip", kwargs={"agency": agency.short_name, "slug": dossier.slug, "form": "receipt"}
    )
    client = SignedIn(desk)

    answer = client.get(f"{page}?event=1&face=pdf")

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    assert "Nguy" not in answer["Content-Disposition"]
    assert client.get(f"{page}?face=docx").status_code == 200
    assert client.get(f"{page}?face=exe").status_code == 404
    assert client.get(f"{page}?face=pdf&event=77").status_code == 404
    text = said_by(built("M01", dossier, desk))
    assert "17/06/2026" in text
    assert "thay giấy tiếp nhận lập ngày 01/06/2026; thời hạn tính lại từ đầu" in text


def test_many_receipts_are_those_of_their_pages_by_as_many_queries(agency, desk):
    def made(number):
        for _one in range(number):
            a_dossier(agency)
        rows = list(many.received(viewer=desk, first=date(2026, 6, 1), last=date(2026, 6, 1)))
        with CaptureQueriesContext(connection) as queries:
            papers = many.receipts(rows, making_for(desk))
        return rows, papers, len(queries)

    _rows, _papers, few = made(1)
    rows, papers, more = made(9)

    assert len(papers) == 10
    assert few == more
    assert [one.barcode for one in papers] == [one.code for one in rows]
    assert said_by(papers[3]) == said_by(built("M01", rows[3], desk))
    assert pdf_of_many(papers).count(b"/Type /Page\n") or pdf_of_many(papers).startswith(b"%PDF")


def test_the_page_of_many_gives_parts_and_refuses_wrong_days(agency, desk, monkeypatch):
    monkeypatch.setattr(many, "PART", 2)
    for _one in range(3):
        a_dossier(agency)
    page = reverse("operation:dossier_receipts", kwargs={"agency": agency.short_name})
    client = SignedIn(desk)
    days = "first=2026-06-01&last=2026-06-01"

    shown = client.get(f"{page}?{days}").content.decode()

    assert "part=2" in shown
    assert client.get(f"{page}?{days}&part=2").content.startswith(b"%PDF")
    assert client.get(f"{page}?{days}&part=3").status_code == 404
    assert client.get(f"{page}?first=2026-06-02&last=2026-06-01").status_code == 422
    assert "Không có hồ sơ nào" in client.get(page).content.decode()


def test_a_part_with_letters_no_font_has_says_where(agency, desk):
    DossierPersonFactory(dossier=DossierFactory(agency=agency), name="Nguyễn \U0001f600")
    page = reverse("operation:dossier_receipts", kwargs={"agency": agency.short_name})

    answer = SignedIn(desk).get(f"{page}?first=2026-06-01&last=2026-06-01&part=1")

    assert answer.status_code == 422
    assert "U+1F600" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
