"""Questionnaires under any order of acts: one version in use, one draft, nothing changed that was used, keys that stay."""

from datetime import timedelta
from itertools import pairwise

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
from hypothesis.strategies import booleans, integers, sampled_from

from sotay.agency.models import Seat
from sotay.commands import UNCHANGED, Refused
from sotay.evaluation.models import Question, Questionnaire, QuestionnaireVersion
from sotay.evaluation.satisfaction.questionnaires import commands
from sotay.journal.queries import verify_chain
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.soaking import tries

State = QuestionnaireVersion.State
STEPS = 20
EXAMPLES = tries(4, soak=1000)
"""Steps of a run and runs: 80 steps in every test, 20,000 in the long one."""


class QuestionnaireMachine(RuleBasedStateMachine):
    """Acts upon one questionnaire, refused or not, and what must hold after each."""

    @initialize(made_from=sampled_from(["", "short"]))
    def begin(self, made_from):
        self.agency = AgencyFactory()
        self.secretary = person(self.agency, Seat.Role.SECRETARY)
        self.one = commands.create_questionnaire(
            self.agency, actor=self.secretary, on=TODAY, made_from=made_from, title="Phiếu"
        )
        self.used = {}

    def tried(self, act):
        """Return what an act gave, or None where it was refused or changed nothing."""
        self.one.refresh_from_db()
        try:
            done = act()
        except Refused:
            return None
        return None if done is UNCHANGED else done

    def versions(self):
        return QuestionnaireVersion.objects.filter(questionnaire=self.one).order_by("number")

    def pick(self, which):
        rows = list(self.versions())
        return rows[which % len(rows)]

    def question(self, which):
        rows = list(Question.objects.filter(agency=self.agency).order_by("version_of__number", "position"))
        return rows[which % len(rows)] if rows else None

    @rule(which=integers(0, 5), kind=sampled_from(["LIKERT", "SINGLE", "NUMBER"]), text=sampled_from(["Hẹn", "Chờ"]))
    def ask(self, which, kind, text):
        version = self.pick(which)
        options = ["Một", "Hai"] if text == "Hẹn" else ["Một"]
        was = version.state
        done = self.tried(
            lambda: commands.add_question(
                version, actor=self.secretary, kind=kind, text=text, options=options, factor="OTHER"
            )
        )
        assert (done is not None) == (was == State.DRAFT and not self.one.ended_date)

    @rule(which=integers(0, 30), text=sampled_from(["Hẹn", "Thái độ"]), kind=sampled_from(["LIKERT", "SINGLE"]))
    def change(self, which, text, kind):
        one = self.question(which)
        if one is None:
            return
        earlier = Question.objects.filter(
            agency=self.agency, key=one.key, version_of__number__lt=one.version_of.number
        ).order_by("-version_of__number")
        was, before = one.version_of.state, earlier.values_list("kind", flat=True).first()
        done = self.tried(
            lambda: commands.change_question(one, actor=self.secretary, version=one.version, text=text, kind=kind)
        )
        assert done is None or (was == State.DRAFT and before in {None, kind})

    @rule(which=integers(0, 30), up=booleans())
    def move(self, which, up):
        if one := self.question(which):
            self.tried(lambda: commands.move_question(one, actor=self.secretary, version=one.version, up=up))

    @rule(which=integers(0, 30))
    def remove(self, which):
        if one := self.question(which):
            was = one.version_of.state
            done = self.tried(lambda: commands.remove_question(one, actor=self.secretary, version=one.version))
            assert done is None or was == State.DRAFT

    @rule(which=integers(0, 5), days=sampled_from([-3, -1, 0, 0, 1]))
    def use(self, which, days):
        version, day = self.pick(which), TODAY + timedelta(days=days)
        done = self.tried(
            lambda: commands.put_in_use(
                version, actor=self.secretary, version=version.version, in_use_date=day, on=TODAY
            )
        )
        if done is not None:
            assert day <= TODAY
            self.used[version.pk] = self.asked(version)

    @rule()
    def start(self):
        self.tried(lambda: commands.start_version(self.one, actor=self.secretary))

    @rule(which=integers(0, 5))
    def drop(self, which):
        version = self.pick(which)
        self.tried(lambda: commands.drop_version(version, actor=self.secretary, version=version.version))

    @rule(ends=sampled_from([True, False, False]))
    def end_or_resume(self, ends):
        act = commands.end_questionnaire if ends else commands.resume_questionnaire
        more = {"ended_date": TODAY, "on": TODAY} if ends else {}
        self.tried(lambda: act(self.one, actor=self.secretary, version=self.one.version, reason="Thử", **more))

    def asked(self, version):
        rows = Question.objects.filter(version_of=version).order_by("position")
        return list(rows.values_list("position", "key", "kind", "text", "options"))

    def is_begun(self):
        return hasattr(self, "used")

    @precondition(is_begun)
    @invariant()
    def one_in_use_one_draft_and_never_none_at_all(self):
        states = list(self.versions().values_list("state", flat=True))
        assert states
        assert states.count(State.IN_USE) <= 1
        assert states.count(State.DRAFT) <= 1

    @precondition(is_begun)
    @invariant()
    def what_was_used_is_never_changed(self):
        for version in self.versions().exclude(state=State.DRAFT):
            assert self.asked(version) == self.used[version.pk]
            assert self.used[version.pk]
        assert self.versions().exclude(state=State.DRAFT).count() == len(self.used)

    @precondition(is_begun)
    @invariant()
    def positions_have_no_gaps(self):
        for version in self.versions():
            places = [place for place, *_rest in self.asked(version)]
            assert places == list(range(1, len(places) + 1))

    @precondition(is_begun)
    @invariant()
    def a_key_is_one_kind_in_all_that_was_used(self):
        kinds = {}
        for asked in self.used.values():
            for _place, key, kind, _text, _options in asked:
                assert kinds.setdefault(key, kind) == kind

    @precondition(is_begun)
    @invariant()
    def versions_retire_in_turn(self):
        rows = list(self.versions().exclude(state=State.DRAFT))
        for before, after in pairwise(rows):
            assert before.retired_date == after.in_use_date >= before.in_use_date

    def teardown(self):
        if hasattr(self, "used"):
            assert Questionnaire.objects.filter(agency=self.agency).count() == 1
            assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_questionnaires_keep_their_promises():
    run_state_machine_as_test(
        QuestionnaireMachine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
