"""Groups of answers under any order of acts: none is lost, none decided by who entered it, none decided twice."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.commands import Refused
from sotay.evaluation.satisfaction.honesty.commands import JOB, decide_suspicion, flag_answers
from sotay.evaluation.satisfaction.honesty.looking import find_groups
from sotay.evaluation.satisfaction.models import Answer, SuspectAnswer, Suspicion
from sotay.journal.queries import verify_chain
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory
from tests.factories.satisfaction import AnswerFactory, SurveyFactory
from tests.factories.standard import ParameterValueFactory
from tests.soaking import tries

DAY = date(2026, 3, 1)


class Groups(RuleBasedStateMachine):
    """Sheets entered by the secretary or by the head, looked at by the job, decided upon by either."""

    @initialize()
    def begin(self):
        self.agency = AgencyFactory()
        ParameterValueFactory(agency=self.agency, code="survey.flag.official", value="2", valid_from_date=DAY)
        self.people = [person(self.agency, role) for role in (Seat.Role.SECRETARY, Seat.Role.HEAD)]
        self.survey = SurveyFactory(agency=self.agency)

    @rule(who=integers(0, 1))
    def enter(self, who):
        user = self.people[who].user
        AnswerFactory(agency=self.agency, survey=self.survey, entered_by=user, given_date=DAY)

    @rule()
    def look(self):
        found = find_groups(self.agency.pk, on=TODAY, days=[DAY])
        flag_answers(self.agency, actor=Actor.system(JOB, agency=self.agency), on=TODAY, groups=found)
        flagged = SuspectAnswer.objects.filter(agency=self.agency).values_list("answer_id", flat=True)
        assert {pk for group in found for pk in group.answers} <= set(flagged)

    @rule(who=integers(0, 1), upheld=booleans(), reason=sampled_from(["Đã đối chiếu", " "]))
    def decide(self, who, upheld, reason):
        one = Suspicion.objects.filter(agency=self.agency).order_by("-pk").first()
        if one is None:
            return
        actor, was = self.people[who], one.state
        try:
            decide_suspicion(one, actor=actor, version=one.version, on=TODAY, upheld=upheld, reason=reason)
        except (Refused, PermissionDenied):
            one.refresh_from_db()
            assert one.state == was
        else:
            assert was == "WAITING"
            assert reason.strip()
            assert not one.members.filter(answer__entered_by=actor.user).exists()

    @invariant()
    def nothing_is_dropped(self):
        if not hasattr(self, "agency"):
            return
        members = SuspectAnswer.objects.filter(agency=self.agency).values_list("answer_id", flat=True)
        assert len(members) == len(set(members))
        assert not Answer.objects.filter(agency=self.agency).exclude(invalid_reason="").exists()

    def teardown(self):
        if hasattr(self, "agency"):
            assert verify_chain(self.agency).broken_at is None


@pytest.mark.django_db
def test_any_order_of_acts():
    run_state_machine_as_test(
        Groups,
        settings=settings(
            max_examples=tries(4, soak=400),
            stateful_step_count=tries(12, soak=50),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
