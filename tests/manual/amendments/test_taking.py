"""A file read when the manual stands already: an untouched sample gives way, an issued text is amended."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused
from sotay.manual.amendments.guards import why_not_issue
from sotay.manual.amendments.taking import take_file
from sotay.manual.models import Amendment, IssuedText, Manual, Statement
from sotay.manual.statements.commands import declare_issue, take_manual
from sotay.manual.statements.reading import read_manual
from sotay.manual.statements.sample import sample_manual
from sotay.manual.statements.taking import known_clauses
from sotay.standard.applicability.queries import exclusions_of
from tests.conftest import TODAY, person
from tests.factories.manual import DraftFactory

pytestmark = pytest.mark.django_db

FIRST = "4.1. Bối cảnh của tổ chức\nSở xem xét bối cảnh.\n4.2. Các bên quan tâm\nSở xác định các bên.\n"
SECOND = (
    "I. GIỚI THIỆU CHUNG\nSổ tay mô tả hệ thống.\n\n4.1. Bối cảnh của tổ chức\nSở xem xét bối cảnh hằng quý.\n"
    "4.2. Các bên quan tâm\nSở xác định các bên.\n"
    "8.3. Thiết kế và phát triển\nKhông áp dụng vì Sở không thiết kế dịch vụ.\n"
)


def read(text):
    return read_manual(text, known_clauses=known_clauses())


def take(agency, actor, text):
    digest = hashlib.sha256(text.encode()).hexdigest()
    return take_file(
        agency, actor=actor, read=read(text), file_hash=digest, on=TODAY, file=None, file_name="so-tay.txt"
    )


def declare(manual, actor):
    return declare_issue(manual, actor=actor, version=manual.version, on=TODAY, number="1/QĐ", date=date(2025, 3, 1))


def issued_sample(agency, actor):
    manual = take_manual(
        agency, actor=actor, read=sample_manual(agency.name), file_hash="sample", on=TODAY, origin=Manual.Origin.SAMPLE
    )
    return declare(manual, actor)


def text_of(agency, slug):
    return Statement.objects.get(agency=agency, slug=slug).text


def test_a_file_takes_the_place_of_an_issued_sample_and_waits_for_its_own_decision(agency, secretary):
    issued_sample(agency, secretary)

    manual = take(agency, secretary, FIRST)

    assert isinstance(manual, Manual)
    assert (manual.origin, manual.issue_decision, manual.issued_date) == (Manual.Origin.IMPORTED, None, None)
    assert text_of(agency, "4.1") == "Sở xem xét bối cảnh."
    assert text_of(agency, "9.2") == ""
    assert not Statement.objects.filter(agency=agency, approved_date__isnull=False).exclude(text="").exists()
    assert not IssuedText.objects.exists()
    manual = declare(Manual.objects.get(pk=manual.pk), secretary)
    assert (manual.edition, manual.revision, IssuedText.objects.count()) == (1, 0, 2)
    assert take(agency, secretary, FIRST) is UNCHANGED


def test_a_sample_that_was_edited_does_not_give_way(agency, secretary):
    manual = issued_sample(agency, secretary)
    Statement.objects.filter(manual=manual, slug="4.1").update(is_sample=False)

    assert isinstance(take(agency, secretary, FIRST), Amendment)


def test_another_sample_does_not_take_the_place_of_an_issued_one(agency, secretary):
    issued_sample(agency, secretary)
    with pytest.raises(Refused) as refusal:
        take_manual(
            agency, actor=secretary, read=sample_manual("X"), file_hash="2", on=TODAY, origin=Manual.Origin.SAMPLE
        )
    assert refusal.value.codes == ("issued_here",)


def test_a_file_over_issued_text_becomes_one_amendment_and_the_text_stays(agency, secretary):
    declare(take(agency, secretary, FIRST), secretary)

    amendment = take(agency, secretary, SECOND)

    assert isinstance(amendment, Amendment)
    assert amendment.state == Amendment.State.DRAFT
    assert "so-tay.txt" in amendment.reason
    drafts = {draft.statement.slug: draft for draft in amendment.drafts.select_related("statement")}
    assert set(drafts) == {"phan-dau-1", "4.1", "8.3"}
    assert drafts["4.1"].base_text == text_of(agency, "4.1") == "Sở xem xét bối cảnh."
    assert drafts["4.1"].text == "Sở xem xét bối cảnh hằng quý."
    assert drafts["phan-dau-1"].statement.title == "GIỚI THIỆU CHUNG"
    decided = exclusions_of([agency.pk], on=TODAY)[agency.pk].covering("8.3.1")
    assert "không thiết kế dịch vụ" in decided.reason
    assert take(agency, secretary, SECOND) is UNCHANGED
    assert take(agency, secretary, FIRST) is UNCHANGED
    assert Amendment.objects.count() == 1


def test_a_title_the_file_has_otherwise_is_kept_with_the_draft(agency, secretary):
    declare(take(agency, secretary, FIRST), secretary)
    amendment = take(agency, secretary, "4.1. Phân tích bối cảnh của tổ chức\nKhác.\n")

    assert "Phân tích bối cảnh" in amendment.drafts.get().note


def test_front_matter_is_found_again_by_its_title_and_not_by_its_place(agency, secretary):
    declare(take(agency, secretary, SECOND), secretary)
    text = "II. MỤC TIÊU VÀ PHẠM VI ÁP DỤNG\nĐúng hạn.\n\n" + SECOND.replace("hệ thống", "toàn bộ hệ thống")

    drafts = {one.statement.title: one.text for one in take(agency, secretary, text).drafts.select_related("statement")}

    assert drafts == {"MỤC TIÊU VÀ PHẠM VI ÁP DỤNG": "Đúng hạn.", "GIỚI THIỆU CHUNG": "Sổ tay mô tả toàn bộ hệ thống."}
    assert Statement.objects.filter(agency=agency, part="FRONT").count() == 2


def test_a_clause_being_changed_elsewhere_keeps_both_texts(agency, secretary):
    manual = declare(take(agency, secretary, FIRST), secretary)
    statement = Statement.objects.get(manual=manual, slug="4.1")
    DraftFactory(statement=statement, amendment__manual=manual, text="Bản khác.", base_text=statement.text)

    take(agency, secretary, SECOND)

    texts = set(statement.drafts.values_list("text", flat=True))
    assert texts == {"Bản khác.", "Sở xem xét bối cảnh hằng quý."}


def test_an_approved_amendment_is_not_issued_over_a_text_that_moved_on(agency, secretary):
    manual = declare(take(agency, secretary, FIRST), secretary)
    statement = Statement.objects.get(manual=manual, slug="4.1")
    draft = DraftFactory(statement=statement, amendment__manual=manual, base_text="Bản trước nữa.")
    amendment = draft.amendment
    amendment.state, amendment.approved_date = Amendment.State.APPROVED, TODAY

    assert [one.code for one in why_not_issue(amendment)] == ["base_moved_on"]


def test_a_file_that_says_nothing_is_refused(agency, secretary):
    declare(take(agency, secretary, FIRST), secretary)
    with pytest.raises(Refused) as refusal:
        take(agency, secretary, "Không có điều khoản nào.")
    assert refusal.value.codes == ("no_statements",)


def test_it_is_denied_to_an_official_and_to_another_agency(agency, secretary, official, other_agency):
    declare(take(agency, secretary, FIRST), secretary)
    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            take(agency, actor, SECOND)
    assert not Amendment.objects.exists()


def test_a_heading_without_text_is_not_proposed(agency, secretary):
    declare(take(agency, secretary, FIRST), secretary)
    text = FIRST + "8.5. Cung cấp dịch vụ\nSở cung cấp dịch vụ.\n\n8.5.1. Kiểm soát việc cung cấp\n\n"

    drafts = take(agency, secretary, text).drafts.select_related("statement")

    assert [draft.statement.slug for draft in drafts] == ["8.5"]
