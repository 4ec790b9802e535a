"""Amendments: written, submitted, approved in two ways, left out, issued, cancelled, refused, denied."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, approve_by_paper, return_with_reason, withdraw
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.manual.amendments.commands import (
    drop_draft,
    issue_amendment,
    open_amendment,
    submit_amendment,
    withdraw_amendment,
    write_draft,
)
from sotay.manual.models import Amendment, Citation, Draft, Manual
from tests.conftest import TODAY, person
from tests.factories.manual import AmendmentFactory, DraftFactory, ManualFactory, StatementFactory

pytestmark = pytest.mark.django_db
State = Amendment.State


@pytest.fixture
def manual(agency):
    return ManualFactory(agency=agency, issued=True)


@pytest.fixture
def statement(manual):
    return StatementFactory(manual=manual)


@pytest.fixture
def draft(statement):
    return DraftFactory(statement=statement)


def fresh(amendment):
    return Amendment.objects.get(pk=amendment.pk)


def submitted(amendment, actor):
    amendment = fresh(amendment)
    return submit_amendment(amendment, actor=actor, version=amendment.version, on=TODAY)


def approved(amendment, secretary, head, **more):
    approval = submitted(amendment, secretary)
    return approve(approval, actor=head, version=approval.version, on=TODAY, **more)


def issue(amendment, actor, **more):
    amendment = fresh(amendment)
    given = {"number": "45/QĐ-STN", "date": TODAY, "on": TODAY, "version": amendment.version} | more
    return issue_amendment(amendment, actor=actor, **given)


def test_write_draft_opens_an_amendment_with_the_next_code_of_the_year(statement, secretary):
    draft = write_draft(statement, actor=secretary, text="Văn bản mới.", reason="Đổi quy định", on=TODAY)

    assert (draft.amendment.code, draft.amendment.slug, draft.base_text) == (
        "DSD-2026-01",
        "dsd-2026-01",
        statement.text,
    )
    assert [entry.action for entry in Entry.objects.order_by("seq")] == [
        "manual.amendment.opened", "manual.draft.written",
    ]  # fmt: skip
    other = StatementFactory(manual=statement.manual, clause="6.3")
    again = write_draft(other, actor=secretary, text="Khác.", amendment=draft.amendment, on=TODAY)
    assert again.amendment == draft.amendment
    assert open_amendment(statement.manual, actor=secretary, reason="Đợt hai", on=TODAY).code == "DSD-2026-02"


def test_write_draft_leaves_the_text_in_force_alone(statement, secretary):
    write_draft(statement, actor=secretary, text="Văn bản mới.", reason="Đổi", on=TODAY)

    statement.refresh_from_db()
    assert statement.text == "Mỗi năm Sở đặt mục tiêu chất lượng."


def test_write_draft_twice_with_the_same_text_changes_nothing(draft, secretary):
    again = write_draft(draft.statement, actor=secretary, text=draft.text, amendment=draft.amendment, on=TODAY)

    assert again is UNCHANGED


def test_write_draft_refuses_an_empty_text_and_a_new_amendment_without_reason(statement, secretary):
    with pytest.raises(Refused) as refusal:
        write_draft(statement, actor=secretary, text="  ", reason="Đổi", on=TODAY)
    assert refusal.value.codes == ("text_missing",)
    with pytest.raises(Refused) as refusal:
        write_draft(statement, actor=secretary, text="Mới", reason=" ", on=TODAY)
    assert refusal.value.codes == ("reason_missing",)
    assert not Amendment.objects.exists()


def test_write_draft_refuses_a_statement_that_another_amendment_changes(draft, secretary):
    with pytest.raises(Refused) as refusal:
        write_draft(draft.statement, actor=secretary, text="Khác", reason="Đổi", on=TODAY)

    assert refusal.value.codes == ("drafted_elsewhere",)


def test_write_draft_refuses_a_text_read_before_another_was_issued(statement, secretary):
    with pytest.raises(Refused) as refusal:
        write_draft(statement, actor=secretary, text="Mới", reason="Đổi", base_version=statement.version - 1, on=TODAY)

    assert refusal.value.codes == ("base_moved_on",)


def test_write_draft_of_a_draft_somebody_else_saved_is_stale(draft, secretary):
    with pytest.raises(Stale):
        write_draft(
            draft.statement, actor=secretary, text="Mới", amendment=draft.amendment, version=draft.version - 1, on=TODAY
        )


def test_drafts_are_written_by_unit_heads_but_not_by_officials_or_other_agencies(
    agency, statement, official, other_agency
):
    head_of_unit = person(agency, Seat.Role.QMR)
    write_draft(statement, actor=head_of_unit, text="Mới", reason="Đổi", on=TODAY)
    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            write_draft(statement, actor=actor, text="Mới", reason="Đổi", on=TODAY)


def test_drop_draft_takes_it_out_while_the_amendment_is_written(draft, secretary, head):
    other = DraftFactory(
        amendment=draft.amendment, statement=StatementFactory(manual=draft.statement.manual, clause="6.3")
    )
    drop_draft(other, actor=secretary)
    assert list(draft.amendment.drafts.all()) == [draft]

    submitted(draft.amendment, secretary)
    with pytest.raises(Refused) as refusal:
        drop_draft(draft, actor=secretary)
    assert refusal.value.codes == ("not_draft",)


def test_submit_refuses_nothing_drafted_nothing_changed_and_a_base_that_moved_on(manual, draft, secretary, head):
    with pytest.raises(Refused) as refusal:
        submitted(AmendmentFactory(manual=manual), secretary)
    assert refusal.value.codes == ("no_drafts",)

    Draft.objects.filter(pk=draft.pk).update(text=draft.base_text)
    with pytest.raises(Refused) as refusal:
        submitted(draft.amendment, secretary)
    assert refusal.value.codes == ("nothing_changed",)

    Draft.objects.filter(pk=draft.pk).update(base_text="Bản cũ hơn", text="Mới")
    with pytest.raises(Refused) as refusal:
        submitted(draft.amendment, secretary)
    assert refusal.value.codes == ("base_moved_on",)


def test_an_approved_text_waits_for_its_issue(draft, secretary, head):
    approved(draft.amendment, secretary, head)

    amendment = fresh(draft.amendment)
    assert (amendment.state, amendment.approved_date) == (State.APPROVED, TODAY)
    draft.statement.refresh_from_db()
    assert draft.statement.text == draft.base_text


def test_issue_puts_the_texts_into_force_with_the_next_revision(manual, draft, secretary, head):
    approved(draft.amendment, secretary, head)
    Citation.objects.create(agency=manual.agency, statement=draft.statement, kind="LAW", key="x", shown="x")

    amendment = issue(draft.amendment, secretary)

    assert (amendment.state, amendment.edition, amendment.revision) == (State.ISSUED, 1, 1)
    draft.statement.refresh_from_db()
    assert (draft.statement.text, draft.statement.approved_date, draft.statement.from_revision) == (
        draft.text,
        TODAY,
        1,
    )
    assert draft.statement.issued.get().text == draft.text
    manual.refresh_from_db()
    assert (manual.issue_decision.number, manual.issued_date) == ("45/QĐ-STN", TODAY)
    assert not Citation.objects.filter(key="x").exists()


def test_issue_as_a_new_edition_begins_at_revision_nought(draft, secretary, head):
    approved(draft.amendment, secretary, head)

    amendment = issue(draft.amendment, secretary, new_edition=True)

    assert (amendment.edition, amendment.revision) == (2, 0)


def test_the_first_issue_of_all_is_lan_ban_hanh_01(agency, secretary, head):
    statement = StatementFactory(manual=ManualFactory(agency=agency), text="", approved_date=None)
    approved(DraftFactory(statement=statement, text="Mới").amendment, secretary, head)

    amendment = issue(Amendment.objects.get(), secretary)

    assert (amendment.edition, amendment.revision) == (1, 0)


def test_issue_refuses_a_day_before_approval_a_day_to_come_and_no_number(draft, secretary, head):
    with pytest.raises(Refused) as refusal:
        issue(draft.amendment, secretary)
    assert refusal.value.codes == ("not_approved",)

    approved(draft.amendment, secretary, head)
    for change, code in (
        ({"date": date(2026, 6, 11)}, "issued_before_approved"),
        ({"date": date(2026, 6, 13)}, "signed_in_future"),
        ({"number": " "}, "number_missing"),
    ):
        with pytest.raises(Refused) as refusal:
            issue(draft.amendment, secretary, **change)
        assert refusal.value.codes == (code,)


def test_issue_asks_first_for_the_decision_of_a_manual_that_was_read(agency, secretary, head):
    manual = ManualFactory(agency=agency, origin=Manual.Origin.IMPORTED)
    StatementFactory(manual=manual, clause="6.3", approved_date=None)
    statement = StatementFactory(manual=manual, approved_date=None)
    draft = DraftFactory(statement=statement)
    approved(draft.amendment, secretary, head)

    with pytest.raises(Refused) as refusal:
        issue(draft.amendment, secretary)

    assert refusal.value.codes == ("issue_not_declared",)


def test_an_approval_by_signed_paper_bears_the_papers_date(draft, secretary, head):
    approval = submitted(draft.amendment, secretary)

    approve_by_paper(
        approval,
        actor=secretary,
        version=approval.version,
        number="9/TTr-STN",
        date=date(2026, 6, 1),
        signer_name="Trần Thị Ký",
    )

    amendment = fresh(draft.amendment)
    assert (amendment.state, amendment.approved_date) == (State.APPROVED, date(2026, 6, 1))
    with pytest.raises(Refused) as refusal:
        issue(amendment, secretary, date=date(2026, 5, 31))
    assert refusal.value.codes == ("issued_before_approved",)


def test_what_was_left_out_goes_on_in_an_amendment_of_its_own(manual, draft, secretary, head):
    left = DraftFactory(amendment=draft.amendment, statement=StatementFactory(manual=manual, clause="6.3"))
    approval = submitted(draft.amendment, secretary)
    item = approval.items.get(subject_uuid=left.uuid)

    approve(approval, actor=head, version=approval.version, leave_out={item.pk: "Chưa rõ căn cứ"}, on=TODAY)

    left.refresh_from_db()
    assert left.amendment != draft.amendment
    assert (left.amendment.state, left.amendment.reason) == (State.DRAFT, "Chưa rõ căn cứ")
    assert list(fresh(draft.amendment).drafts.all()) == [draft]


@pytest.mark.parametrize("way", ["returned", "withdrawn"])
def test_a_set_that_came_back_is_written_on(draft, secretary, head, way):
    approval = submitted(draft.amendment, secretary)
    assert fresh(draft.amendment).state == State.SUBMITTED
    if way == "returned":
        return_with_reason(approval, actor=head, version=approval.version, reason="Ghi rõ căn cứ")
    else:
        withdraw(approval, actor=secretary, version=approval.version, reason="Bổ sung điều 6.3")

    assert fresh(draft.amendment).state == State.DRAFT
    write_draft(draft.statement, actor=secretary, text="Bản khác", amendment=fresh(draft.amendment), on=TODAY)


def test_withdraw_cancels_with_a_reason_and_frees_the_statement(draft, secretary, head):
    with pytest.raises(Refused) as refusal:
        withdraw_amendment(draft.amendment, actor=secretary, version=draft.amendment.version, reason="")
    assert refusal.value.codes == ("reason_missing",)

    withdraw_amendment(draft.amendment, actor=secretary, version=draft.amendment.version, reason="Không cần nữa")

    assert fresh(draft.amendment).state == State.WITHDRAWN
    write_draft(draft.statement, actor=secretary, text="Bản khác", reason="Đợt mới", on=TODAY)


def test_withdraw_refuses_what_is_being_decided_or_issued(draft, secretary, head):
    submitted(draft.amendment, secretary)
    amendment = fresh(draft.amendment)
    with pytest.raises(Refused) as refusal:
        withdraw_amendment(amendment, actor=secretary, version=amendment.version, reason="Thôi")
    assert refusal.value.codes == ("cannot_withdraw",)


def test_submitting_and_issuing_are_denied_to_those_who_only_write(agency, draft, official):
    for act in (
        lambda: submitted(draft.amendment, official),
        lambda: issue(draft.amendment, official),
        lambda: withdraw_amendment(draft.amendment, actor=official, version=1, reason="Thôi"),
    ):
        with pytest.raises(PermissionDenied):
            act()
