"""A batch under any order of acts: sheets stay as entered, numbered without gaps; what is finished takes no more."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from sotay.commands import UNCHANGED, NotFound, Refused, Stale
from sotay.evaluation.models import Answer, AnswerBatch
from sotay.evaluation.satisfaction.entering import commands
from sotay.journal.queries import verify_chain
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.satisfaction import SurveyFactory
from tests.soaking import tries

WHICH = integers(0, 1)
DAYS = integers(-40, 2).map(lambda n: TODAY + timedelta(days=n))
OPEN, DONE = AnswerBatch.State.OPEN, AnswerBatch.State.DONE


class Batches(RuleBasedStateMachine):
    """Two batches of one survey, and two dossiers a sheet may be tied to."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory()
        self.clerk = person(self.agency, "CLERK")
        self.survey = SurveyFactory(agency=self.agency)
        self.dossiers = DossierFactory.create_batch(2, agency=self.agency, returned=True)
        self.batches = [self.opened() for _number in range(2)]
        self.kept: dict[int, tuple[object, ...]] = {}
        self.nonces: list[uuid.UUID] = []

    def opened(self):
        values = {"survey": self.survey, "channel": "PAPER", "given_date": date(2026, 6, 10)}
        return commands.open_batch(self.agency, actor=self.clerk, on=TODAY, **values)

    def act(self, which, press, **more):
        """Press a button; return what came of it, None for a refusal, which leaves the batch as it was."""
        before = AnswerBatch.objects.get(pk=self.batches[which].pk)
        try:
            found = press(before, actor=self.clerk, **more)
        except (Refused, Stale):
            after = AnswerBatch.objects.get(pk=before.pk)
            assert (after.state, after.version) == (before.state, before.version)
            return None
        return UNCHANGED if found is UNCHANGED else (before, found)

    @rule(
        which=WHICH,
        day=DAYS,
        code=sampled_from(["", "0", "1", "x"]),
        blank=booleans(),
        spoilt=booleans(),
        again=booleans(),
    )
    def enter(self, which, day, code, blank, spoilt, again):
        nonce = self.nonces[-1] if again and self.nonces else uuid.uuid4()
        known, count = nonce in self.nonces, Answer.objects.filter(agency=self.agency).count()
        found = self.act(
            which,
            commands.enter_sheet,
            on=TODAY,
            nonce=nonce,
            given_date=day,
            marks=[None if blank else 4] * 4,
            texts={},
            code=self.dossiers[int(code)].code if code.isdigit() else code,
            invalid_reason="Tẩy xóa" if spoilt else "",
        )
        if found is None or found is UNCHANGED:
            assert Answer.objects.filter(agency=self.agency).count() == count
            assert known or found is None
            return
        batch, _answer = found
        assert not known
        assert batch.state == OPEN
        assert spoilt or not blank
        assert day <= TODAY
        assert code != "x"
        self.nonces.append(nonce)

    @rule(which=integers(0, 30), reason=sampled_from(["Nhập nhầm", " "]))
    def set_invalid(self, which, reason):
        answers = list(Answer.objects.filter(agency=self.agency).order_by("pk"))
        if not answers:
            return
        one = answers[which % len(answers)]
        try:
            commands.set_invalid(one, actor=self.clerk, reason=reason)
        except Refused:
            assert one.invalid_reason or not reason.strip()

    @rule(which=WHICH, day=DAYS, stale=booleans())
    def finish(self, which, day, stale):
        version = AnswerBatch.objects.get(pk=self.batches[which].pk).version - stale
        found = self.act(which, commands.finish_batch, on=TODAY, version=version, done_date=day)
        if found is not None:
            before, after = found
            assert (before.state, after.state, stale) == (OPEN, DONE, False)
            assert max(one.given_date for one in after.answers.all()) <= day <= TODAY

    @rule(which=WHICH, channel=sampled_from(["PAPER", "PHONE", "QR", "FILE"]), day=DAYS)
    def change(self, which, channel, day):
        version = AnswerBatch.objects.get(pk=self.batches[which].pk).version
        found = self.act(which, commands.change_batch, on=TODAY, version=version, channel=channel, given_date=day)
        if found is not None and found is not UNCHANGED:
            before, after = found
            assert before.state == OPEN
            assert after.channel in {"PAPER", "PHONE"}
            assert after.channel == before.channel or not after.answers.exists()

    @rule(which=WHICH)
    def remove(self, which):
        one = AnswerBatch.objects.get(pk=self.batches[which].pk)
        has_sheets = one.answers.exists()
        if self.act(which, commands.remove_batch, version=one.version) is None:
            assert has_sheets
            return
        assert not has_sheets
        with pytest.raises(NotFound):
            commands.change_batch(one, actor=self.clerk, on=TODAY, version=one.version, note="Sau khi xóa")
        self.batches[which] = self.opened()

    @invariant()
    def sheets_stay_and_a_dossier_counts_once(self):
        if not hasattr(self, "agency"):
            return
        rows = list(Answer.objects.filter(agency=self.agency).order_by("batch", "sheet"))
        now = {
            one.pk: (one.batch_id, one.sheet, one.marks, one.given_date, one.dossier_id, one.channel) for one in rows
        }
        assert self.kept.items() <= now.items()
        self.kept = now
        for batch in AnswerBatch.objects.filter(agency=self.agency):
            numbers = [one.sheet for one in rows if one.batch_id == batch.pk]
            assert numbers == list(range(1, len(numbers) + 1))
            assert (batch.done_date is None) == (batch.state == OPEN)
            assert numbers or batch.state == OPEN
        tied = [one.dossier_id for one in rows if one.dossier_id and not one.invalid_reason]
        assert len(tied) == len(set(tied))

    def teardown(self):
        if hasattr(self, "agency"):
            assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_any_order_of_acts():
    run_state_machine_as_test(
        Batches,
        settings=settings(
            max_examples=tries(4, soak=400),
            stateful_step_count=tries(15, soak=50),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
