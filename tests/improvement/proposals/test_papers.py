"""The sheet of a proposal: proposed, judged, carried out, measured."""

from datetime import date

import pytest

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.subjects import ref_of
from tests.factories.agency import UserFactory
from tests.factories.findings import AuditFactory, FindingFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.work import AssignmentFactory
from tests.paper_words import asked, built, is_empty, signers, values

pytestmark = pytest.mark.django_db


def test_it_tells_what_was_proposed_judged_done_and_brought(agency, secretary):
    work = AssignmentFactory(agency=agency, due_date=date(2026, 5, 30))
    one = ProposalFactory(
        agency=agency, measured=True, what="Hai phiếu trùng nhau", benefit="Bớt 8 phút", measure="Phút mỗi hồ sơ",
        judged_text="Nên làm", assignment=work,
    )  # fmt: skip
    paper = built("DXCT", one, secretary)
    told = values(paper)
    assert (told["title"], told["what"], told["benefit"]) == (
        "Gộp hai phiếu kiểm soát",
        "Hai phiếu trùng nhau",
        "Bớt 8 phút",
    )
    assert told["proposed"] == f"{one.proposed_by}, ngày 04/05/2026"
    assert told["judged"] == "■ Chấp nhận   □ Không chấp nhận"
    assert told["work"] == f"{work.owner_user}, hạn 30/05/2026"
    assert (told["before"], told["after"]) == ("20 phút", "12 phút")
    assert told["outcome"].startswith("■ Tốt hơn")
    assert signers(paper) == [
        ("Người đề xuất", str(one.proposed_by), "Ký, ghi rõ họ tên"),
        ("Người xem xét", str(one.judged_by), "Ngày 10/05/2026"),
        ("Người đo kết quả", str(one.measured_by), "Ngày 05/06/2026"),
    ]


def test_a_rejected_one_says_so_and_one_nobody_judged_has_no_tick(agency, secretary):
    rejected = values(built("DXCT", ProposalFactory(agency=agency, rejected=True), secretary))
    assert (rejected["judged"], rejected["judged_text"]) == ("□ Chấp nhận   ■ Không chấp nhận", "Trùng")
    assert (
        values(built("DXCT", ProposalFactory(agency=agency), secretary))["judged"] == "□ Chấp nhận   □ Không chấp nhận"
    )


def test_an_origin_and_a_proposal_the_viewer_may_not_see_are_not_told(agency, secretary, official):
    finding = FindingFactory(audit=AuditFactory(agency=agency))
    ref = ref_of(finding)
    one = ProposalFactory(agency=agency, origin_type=ref.type, origin_uuid=ref.uuid, origin_text="Từ phát hiện")
    assert values(built("DXCT", one, secretary))["origin"] == "Từ phát hiện"
    assert "origin" not in values(built("DXCT", one, official))
    guest = Actor(agency=agency, user=UserFactory(), grant_id=1)
    assert subjects.find(ref_of(one), viewer=guest) is None


def test_a_blank_is_empty_and_the_number_of_proposals_changes_nothing(agency, secretary):
    assert is_empty(built("DXCT", None, secretary))
    one = ProposalFactory(agency=agency, measured=True)
    few = asked(lambda: built("DXCT", type(one).objects.get(pk=one.pk), secretary))
    for _number in range(30):
        ProposalFactory(agency=agency)
    assert asked(lambda: built("DXCT", type(one).objects.get(pk=one.pk), secretary)) == few
