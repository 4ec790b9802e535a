"""Pages of packs: a look beforehand, one pack for a double click, the hash that finds a pack, the way there from other pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sotay.agency.clock import today
from sotay.agency.models import Seat
from sotay.manual.models import Pack
from sotay.manual.packs.work import is_held
from tests.conftest import SignedIn, person
from tests.factories.agency import AgencyFactory, SeatFactory
from tests.factories.findings import AuditFactory, MemberFactory
from tests.factories.inspections import InspectionFactory
from tests.factories.packs import PackFactory, made

pytestmark = pytest.mark.django_db
Role = Seat.Role


def address(agency, name, **kwargs):
    return reverse(f"manual:{name}", kwargs={"agency": agency.short_name, **kwargs})


def asking(agency, role=Role.SECRETARY):
    actor = person(agency, role, on=today())
    return actor, SignedIn(actor)


def test_the_look_beforehand_tells_what_the_pack_will_hold():
    audit = AuditFactory(reported=True)
    _actor, client = asking(audit.agency)

    page = client.get(address(audit.agency, "pack_new") + "?what=CLAUSE&clause=9.2&year=2026").content.decode()

    assert "Gói sẽ gồm" in page
    assert "Tạo gói" in page
    assert not Pack.objects.exists()


def test_a_double_click_makes_one_pack():
    agency = AgencyFactory()
    _actor, client = asking(agency)
    url = address(agency, "pack_new") + "?what=PERIOD&year=2026&half=1"
    sent = {"once": str(uuid4())}

    answers = [client.post(url, sent) for _click in range(2)]

    pack = Pack.objects.get()
    assert {one["Location"] for one in answers} == {address(agency, "pack_detail", uuid=pack.uuid)}
    assert (str(pack.from_date), str(pack.to_date)) == ("2026-01-01", "2026-06-30")


def test_the_page_of_a_pack_shows_its_hash_in_groups_and_gives_the_file_to_who_asked():
    agency = AgencyFactory()
    actor, client = asking(agency)
    _other, head = asking(agency, Role.HEAD)
    pack = PackFactory(agency=agency, asked_by=actor.user)
    data = made(pack)

    page = client.get(address(agency, "pack_detail", uuid=pack.uuid)).content.decode()
    file = client.get(address(agency, "pack_file", uuid=pack.uuid))
    seen = head.get(address(agency, "pack_detail", uuid=pack.uuid)).content.decode()

    for group in pack.hash_groups:
        assert f"<code>{group}</code>" in page
        assert f"<code>{group}</code>" in seen
    assert b"".join(file.streaming_content) == data
    assert file["Content-Disposition"] == f'attachment; filename="{pack.file_name}"'
    assert "Tải gói" in page
    assert "Tải gói" not in seen
    [path, *_more] = [path for path, _size, _what in pack.contents["paths"] if path.startswith("MUC-LUC")]
    assert path in page
    assert path not in seen


def test_who_lost_the_seat_gets_the_pack_no_more():
    agency = AgencyFactory()
    secretary, client = asking(agency)
    pack = PackFactory(agency=agency, asked_by=secretary.user)
    made(pack)
    SeatFactory(agency=agency, user=secretary.user, role=Role.OFFICIAL)
    Seat.objects.filter(user=secretary.user, role=Role.SECRETARY).update(to_date=today() - timedelta(days=1))

    page = client.get(address(agency, "pack_detail", uuid=pack.uuid)).content.decode()

    assert client.get(address(agency, "pack_file", uuid=pack.uuid)).status_code == 403
    assert "Tải gói" not in page
    assert "Anh, chị không còn tải được gói này" in page


def test_the_leader_of_an_audit_gets_its_pack():
    audit = AuditFactory(reported=True)
    lead, client = asking(audit.agency, Role.AUDITOR)
    MemberFactory(audit=audit, user=lead.user)
    pack = PackFactory(agency=audit.agency, what="AUDIT", audit=audit, asked_by=lead.user)
    made(pack)

    assert client.get(address(audit.agency, "pack_file", uuid=pack.uuid)).status_code == 200


@pytest.mark.parametrize(
    "shape",
    [
        lambda digest: digest,
        lambda digest: digest[:8],
        lambda digest: f" {digest[:4].upper()} {digest[4:8]} {digest[8:12]} ",
    ],
)
def test_a_hash_finds_its_pack_however_it_is_typed(shape):
    agency = AgencyFactory()
    actor, client = asking(agency)
    pack = PackFactory(agency=agency, asked_by=actor.user, ready=True)
    PackFactory(agency=agency, asked_by=actor.user, ready=True, what="PERIOD")

    page = client.get(address(agency, "pack_list"), {"hash": shape(pack.manifest_hash)}).content.decode()

    assert "Gói bằng chứng điều khoản 9.2" in page
    assert "Gói bằng chứng của cơ quan" not in page


def test_a_hash_nobody_made_or_too_short_finds_nothing():
    agency = AgencyFactory()
    actor, client = asking(agency)
    pack = PackFactory(agency=agency, asked_by=actor.user, ready=True)

    for typed in ("f" * 64 if pack.manifest_hash[0] != "f" else "0" * 64, pack.manifest_hash[:7]):
        assert "Không có mục nào khớp" in client.get(address(agency, "pack_list"), {"hash": typed}).content.decode()


def test_a_pack_cut_off_is_said_to_have_stopped_on_its_page():
    agency = AgencyFactory()
    actor, client = asking(agency)
    pack = PackFactory(agency=agency, asked_by=actor.user, state="MAKING")
    assert not is_held(pack)

    page = client.get(address(agency, "pack_detail", uuid=pack.uuid)).content.decode()

    assert "Đã dừng, chưa có gói" in page
    assert "Lập lại" in page


def test_a_file_that_went_is_not_found_and_the_page_says_so():
    agency = AgencyFactory()
    actor, client = asking(agency)
    pack = PackFactory(agency=agency, asked_by=actor.user, ready=True, removed_at="2026-06-01T00:00Z")

    assert client.get(address(agency, "pack_file", uuid=pack.uuid)).status_code == 404
    page = client.get(address(agency, "pack_detail", uuid=pack.uuid)).content.decode()
    assert "Tệp của gói đã được xóa" in page
    assert pack.hash_groups[0] in page


def test_the_list_asks_the_same_number_of_times_for_one_and_for_thirty():
    agency = AgencyFactory()
    actor, client = asking(agency)
    PackFactory(agency=agency, asked_by=actor.user, ready=True)
    client.get(address(agency, "pack_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(address(agency, "pack_list"))
    for _number in range(29):
        PackFactory(agency=agency, ready=True, what="AUDIT", audit=AuditFactory(agency=agency))
    with CaptureQueriesContext(connection) as thirty:
        client.get(address(agency, "pack_list"))

    assert len(thirty) == len(one)


def test_the_pages_of_clause_audit_and_inspection_lead_to_a_pack():
    audit = AuditFactory(reported=True)
    inspection = InspectionFactory(agency=audit.agency)
    _actor, secretary = asking(audit.agency)
    _official, official = asking(audit.agency, Role.OFFICIAL)
    pages = {
        reverse("manual:statement_detail", kwargs={"agency": audit.agency.short_name, "slug": "9.2"}): "what=CLAUSE&amp;clause=9.2",
        reverse("evaluation:audit_detail", kwargs={"agency": audit.agency.short_name, "slug": audit.slug}): f"what=AUDIT&amp;audit={audit.slug}",
        reverse("evaluation:inspection_detail", kwargs={"agency": audit.agency.short_name, "slug": inspection.slug}): f"what=INSPECTION&amp;inspection={inspection.slug}",
    }  # fmt: skip

    for url, link in pages.items():
        assert link in secretary.get(url).content.decode(), url
        assert link not in official.get(url).content.decode(), url


def test_the_leader_of_an_audit_is_offered_its_pack_alone():
    audit = AuditFactory(reported=True)
    AuditFactory(agency=audit.agency, reported=True)
    actor, client = asking(audit.agency, Role.AUDITOR)
    MemberFactory(audit=audit, user=actor.user)

    page = client.get(address(audit.agency, "pack_new")).content.decode()

    assert f'value="{audit.slug}"' in page
    assert page.count("<option") == 2
    assert "Theo điều khoản" not in page
