"""Files and lists of them under any order of acts: nothing goes without an approved list and minutes."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import booleans, sampled_from

from sotay.agency.models import Seat
from sotay.approvals.commands import approve, return_with_reason
from sotay.approvals.models import Approval
from sotay.commands import Refused
from sotay.journal.queries import verify_chain
from sotay.organisation.decisions.queries import NewDecision
from sotay.support.records.files.commands import close_file, open_file, open_file_again
from sotay.support.records.files.guards import BEING_MADE
from sotay.support.records.models import RecordFile, Transfer, TransferItem
from sotay.support.records.transfers.commands import (
    begin_transfer,
    cancel_transfer,
    carry_out,
    leave_out,
    submit_transfer,
)
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.records import RecordClassFactory, RecordLineFactory, RecordListFactory
from tests.soaking import tries

State = RecordFile.State
YEARS = sampled_from([1, 1, 5, 70, None])


class RecordMachine(RuleBasedStateMachine):
    """Acts upon files and lists of one agency, refused or not, and what must hold after each."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory()
        self.secretary, self.head = person(self.agency, Seat.Role.SECRETARY), person(self.agency, Seat.Role.HEAD)
        self.list = RecordListFactory(agency=self.agency, issued=True)
        self.papers = 0

    def tried(self, act):
        """Return whether an act was done; a refusal changes nothing, which the invariants see."""
        try:
            act()
        except Refused:
            return False
        return True

    def files(self, *states):
        rows = RecordFile.objects.filter(agency=self.agency).select_related("agency", "record_class").order_by("pk")
        return rows.filter(state__in=states) if states else rows

    def transfers(self, *states):
        rows = Transfer.objects.filter(agency=self.agency).select_related("agency").order_by("pk")
        return rows.filter(state__in=states) if states else rows

    @rule(years=YEARS, closed=sampled_from([2018, 2020, 2025]))
    def keep_a_file(self, years, closed):
        one = RecordClassFactory(agency=self.agency, years=years, is_permanent=years is None)
        line = RecordLineFactory(list=self.list, record_class=one)
        day = date(closed, 6, 1)
        file = open_file(line, actor=self.secretary, title="Hồ sơ", opened_date=day, on=TODAY)
        close_file(file, actor=self.secretary, version=file.version, closed_date=day, on=TODAY)

    @precondition(lambda self: self.files(State.CLOSED).exists())
    @rule()
    def open_again(self):
        file = self.files(State.CLOSED).last()
        listed = TransferItem.objects.filter(file=file, left_out_reason="", transfer__state__in=BEING_MADE).exists()
        done = self.tried(lambda: open_file_again(file, actor=self.secretary, version=file.version, reason="Thiếu"))
        assert done != listed
        if done:
            file.refresh_from_db()
            close_file(file, actor=self.secretary, version=file.version, closed_date=file.opened_date, on=TODAY)

    @precondition(lambda self: self.files().exists())
    @rule(dispose=booleans(), every=booleans())
    def list_files(self, dispose, every):
        chosen = list(self.files())
        manner = Transfer.Manner.DISPOSE if dispose else Transfer.Manner.ARCHIVE
        self.tried(
            lambda: begin_transfer(
                self.agency, actor=self.secretary, manner=manner, files=chosen if every else chosen[-1:], reason="Hết",
                on=TODAY,
            )
        )  # fmt: skip

    @precondition(lambda self: self.transfers(*BEING_MADE).exists())
    @rule(word=sampled_from(["submit", "decide", "return", "do", "do", "cancel", "leave"]))
    def go_on(self, word):
        transfer = self.transfers(*BEING_MADE).last()
        approval = Approval.objects.filter(agency=self.agency, state=Approval.State.OPEN).last()
        version = transfer.version
        if word == "submit":
            self.tried(lambda: submit_transfer(transfer, actor=self.secretary, version=version, on=TODAY))
        elif word == "decide" and approval:
            self.tried(lambda: approve(approval, actor=self.head, version=approval.version, on=TODAY))
        elif word == "return" and approval:
            return_with_reason(approval, actor=self.head, version=approval.version, reason="Xem lại")
        elif word == "cancel":
            self.tried(lambda: cancel_transfer(transfer, actor=self.secretary, version=version, reason="Thôi"))
        elif word == "leave" and (item := transfer.items.filter(left_out_reason="").first()):
            self.tried(lambda: leave_out(item, actor=self.secretary, version=item.version, reason="Còn dùng"))
        elif word == "do":
            self.papers += 1
            minutes = NewDecision(number=f"{self.papers}/BB", date=TODAY - timedelta(days=1))
            done = self.tried(
                lambda: carry_out(
                    transfer, actor=self.secretary, version=version, done_date=TODAY, decision=minutes,
                    received_by="Tổ hủy", method="Cắt vụn", on=TODAY,
                )
            )  # fmt: skip
            ready = transfer.state == Transfer.State.APPROVED or transfer.manner == Transfer.Manner.ARCHIVE
            assert not done or ready

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def what_is_gone_was_approved_and_has_minutes(self):
        for file in self.files(State.DISPOSED):
            (item,) = TransferItem.objects.filter(
                file=file, left_out_reason="", transfer__manner=Transfer.Manner.DISPOSE,
                transfer__state=Transfer.State.DONE,
            ).select_related("transfer")  # fmt: skip
            assert item.transfer.approved_date == TODAY
            assert item.transfer.minutes_id
            assert file.record_class.years == 1

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def what_is_in_the_archive_has_minutes(self):
        for file in self.files(State.HANDED_OVER):
            items = TransferItem.objects.filter(file=file, left_out_reason="", transfer__state=Transfer.State.DONE)
            assert items.filter(transfer__manner=Transfer.Manner.ARCHIVE).exists()

    @precondition(lambda self: hasattr(self, "agency"))
    @invariant()
    def a_file_stands_in_one_list_at_most(self):
        for file in self.files():
            items = TransferItem.objects.filter(file=file, left_out_reason="", transfer__state__in=BEING_MADE)
            assert items.count() <= 1

    def teardown(self):
        if hasattr(self, "agency"):
            assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_records_keep_their_promises():
    run_state_machine_as_test(
        RecordMachine,
        settings=settings(
            max_examples=tries(5), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
