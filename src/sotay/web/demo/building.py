"""Builds the demonstration agency step by step, each step one command of the house."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction

from sotay.agency.actor import Actor, actor_of
from sotay.agency.clock import now
from sotay.agency.models import Agency, Seat, Unit, User
from sotay.approvals.commands import approve
from sotay.commands import Reason, Refused, upkeep
from sotay.context.processes.commands import add_flow, create_process
from sotay.leadership.policy.commands import confirm_reading, post_policy, prepare_policy, submit_policy
from sotay.leadership.policy.models import Policy
from sotay.manual.amendments.commands import submit_amendment, write_draft
from sotay.manual.statements.commands import declare_issue, take_manual
from sotay.manual.statements.models import Manual, Statement
from sotay.manual.statements.sample import sample_manual, sample_policy, sample_processes
from sotay.organisation.calendar.commands import take_pack
from sotay.organisation.decisions.queries import NewDecision
from sotay.organisation.grants.commands import give_grant
from sotay.organisation.people.commands import add_person, give_seats
from sotay.organisation.people.given import SeatGiven
from sotay.organisation.settings.commands import FirstSeat, create_agency, installer_of
from sotay.organisation.units.commands import create_unit
from sotay.standard.standings.commands import declare_evidence, refresh
from sotay.web.demo.announcements import build_announcements, issue_the_manual
from sotay.web.demo.audits import build_audits
from sotay.web.demo.documents import build_documents
from sotay.web.demo.dossiers import build_dossiers
from sotay.web.demo.feedback import build_feedback
from sotay.web.demo.improvement import build_improvement
from sotay.web.demo.inspections import build_inspections
from sotay.web.demo.objectives import build_objectives
from sotay.web.demo.outgoing import build_outgoing
from sotay.web.demo.outputs import build_outputs
from sotay.web.demo.procedures import build_services
from sotay.web.demo.providers import build_providers
from sotay.web.demo.reports import build_reports
from sotay.web.demo.reviews import build_reviews
from sotay.web.demo.satisfaction import build_satisfaction
from sotay.web.demo.statistics import build_statistics
from sotay.web.demo.syntheses import build_syntheses
from sotay.work.calendar.commands import make_feed

SHORT_NAME = "stttt"


def cast() -> dict[str, Any]:
    """Return the cast: agency, units, people, papers."""
    found: dict[str, Any] = yaml.safe_load(files(__name__.rpartition(".")[0]).joinpath("cast.yaml").read_text("utf-8"))
    return found


def why_not_build() -> Reason | None:
    """Return why no demonstration can be built here: an agency of somebody's own is in this installation."""
    if Agency.objects.filter(is_demo=False).exists():
        return Reason(
            "Hệ thống đang có cơ quan thật; cơ quan mẫu chỉ tạo được trong hệ thống trống.", code="real_agencies"
        )
    return None


def build(*, year: int, today: date) -> Agency:
    """Build the demonstration agency for a year, all or nothing; return the one there is when it was built before."""
    if reason := why_not_build():
        raise Refused(reason)
    if there := Agency.objects.filter(short_name=SHORT_NAME).first():
        return there
    with transaction.atomic():
        return _Building(year=year, today=today).run()


class _Building:
    """One building: what was made so far, and the day each thing happens on, never after today."""

    def __init__(self, *, year: int, today: date) -> None:
        self.year, self.today = year, today
        self.cast = cast()
        self.units: dict[str, Unit] = {}
        self.people: dict[str, User] = {}

    def run(self) -> Agency:
        """Do every step in the order an agency would."""
        self._found()
        self._seat()
        self._write_manual()
        self._make_policy()
        self._map_processes()
        self._declare()
        build_objectives(self)
        documents = build_documents(self)
        build_services(self, documents)
        build_dossiers(self)
        build_providers(self)
        build_statistics(self)
        build_outputs(self)
        build_satisfaction(self)
        build_syntheses(self)
        build_feedback(self)
        build_inspections(self)
        build_audits(self)
        build_improvement(self)
        build_reviews(self)
        build_announcements(self)
        issue_the_manual(self)
        build_reports(self)
        build_outgoing(self)
        self._amend()
        make_feed(actor=self.actor("thu-ky"), at=now())
        refresh([self.agency], on=self.today)
        return self.agency

    def day(self, month_day: str, *, years_back: int = 0) -> date:
        """Return a day of the demonstrated year, today at the latest."""
        month, day = map(int, month_day.split("-"))
        return min(date(self.year - years_back, month, day), self.today)

    def actor(self, username: str) -> Actor:
        """Return the actor of one of the cast, as of today."""
        actor = actor_of(self.people[username], agency=self.agency, on=self.today)
        if actor is None:
            message = f"{username} holds no seat"
            raise LookupError(message)
        return actor

    @cached_property
    def first_day(self) -> date:
        """The day from which the agency uses the system."""
        return min(date(self.year, 1, 2), self.today)

    @cached_property
    def seated_since(self) -> date:
        """The day from which everybody is seated: two years of audits and reviews are shown."""
        return date(self.year - 1, 1, 2)

    def _found(self) -> None:
        """Make the agency with its administrator, its units and everybody's account."""
        about, password = self.cast["agency"], self.cast["password"]
        agency = Agency(**about, is_demo=True, in_use_from_date=self.first_day)
        administrator = next(one for one in self.cast["people"] if one["seats"][0]["role"] == Seat.Role.ADMINISTRATOR)
        first = FirstSeat(
            username=administrator["username"],
            full_name=administrator["full_name"],
            role=Seat.Role.ADMINISTRATOR,
            password=password,
        )
        self.agency = create_agency(agency, actor=installer_of(agency), on=self.first_day, seats=(first,))
        self.people[administrator["username"]] = User.objects.get(username=administrator["username"])
        for place, unit in enumerate(self.cast["units"], start=1):
            key = unit.pop("key")
            self.units[key] = create_unit(self.agency, actor=self.actor("quan-tri"), order=place * 10, **unit)

    def _seat(self) -> None:
        """Give everybody the seats of the cast: those that need it by the committee's decision."""
        admin, password = self.actor("quan-tri"), self.cast["password"]
        paper = self.cast["decisions"]["committee"]
        decision = NewDecision(number=paper["number"], date=self.day(paper["day"]), summary=paper["summary"])
        by_decision: list[SeatGiven] = []
        for one in self.cast["people"]:
            if one["username"] in self.people:
                continue
            plain = [seat for seat in one["seats"] if seat["role"] not in Seat.NEEDS_DECISION]
            first, *others = plain or one["seats"]
            self.people[one["username"]] = person = add_person(
                self.agency, actor=admin, on=self.today, password=password, full_name=one["full_name"], username=one["username"],
                from_date=self.seated_since, **self._place(first),
            )  # fmt: skip
            for seat in others:
                give_seats(
                    self.agency,
                    actor=admin,
                    on=self.today,
                    from_date=self.seated_since,
                    seats=(SeatGiven(person=person, **self._place(seat)),),
                )
            by_decision += [
                SeatGiven(person=person, **self._place(seat))
                for seat in one["seats"]
                if seat["role"] in Seat.NEEDS_DECISION
            ]
        give_seats(
            self.agency, actor=admin, on=self.today, from_date=self.seated_since, seats=by_decision, decision=decision
        )
        _ready_to_use(self.people.values())
        take_pack(self.agency, actor=admin, year=self.year)
        inspector = self.cast["inspector"]
        visitor = User.objects.create_user(
            inspector["username"], full_name=inspector["full_name"], password=password, must_change_password=False
        )
        give_grant(
            self.agency, actor=self.actor("giam-doc"), on=self.today, purpose=inspector["purpose"], from_date=self.first_day,
            to_date=max(date(self.year, 12, 31), self.today), to_user=visitor,
        )  # fmt: skip

    def _place(self, seat: dict[str, str]) -> dict[str, Any]:
        unit = self.units[seat["unit"]] if "unit" in seat else None
        return {"role": seat["role"], "unit": unit, "title": seat.get("title", "")}

    def _write_manual(self) -> None:
        """Take the sample manual and name the decision that issued it."""
        secretary, paper = self.actor("thu-ky"), self.cast["decisions"]["manual"]
        head = self.people["giam-doc"]
        read = sample_manual(self.agency.name)
        manual = take_manual(
            self.agency, actor=secretary, read=read, file_hash="sample", on=self.first_day, origin=Manual.Origin.SAMPLE
        )
        declare_issue(
            manual, actor=secretary, version=manual.version, on=self.today, number=paper["number"], date=self.day(paper["day"]),
            signer_name=head.full_name, signer_title="Giám đốc",
        )  # fmt: skip

    def _make_policy(self) -> None:
        """Put the policy of the year into force, post it; some have read it.

        In the running year a second edition came a few days ago, so that its reading falls due soon.
        """
        day = self.day(self.cast["posting"]["day"])
        text = sample_policy(self.agency.name).text
        policy = self._put_policy_into_force(text, day=day, reason="Ban hành lần đầu", readers=self.cast["readers"])
        post_policy(policy, actor=self.actor("thu-ky"), place=self.cast["posting"]["place"], posted_date=day)
        lately, renewed = self.today - timedelta(days=4), self.cast["renewed_policy"]
        if day < lately and lately.year == self.year:
            text = f"{text}\n{renewed['add']}"
            self._put_policy_into_force(text, day=lately, reason=renewed["reason"], readers=renewed["readers"])

    def _put_policy_into_force(self, text: str, *, day: date, reason: str, readers: Iterable[str]) -> Policy:
        secretary = self.actor("thu-ky")
        policy = prepare_policy(self.agency, actor=secretary, text=text, reason=reason)
        approval = submit_policy(policy, actor=secretary, version=policy.version, on=day)
        approve(approval, actor=self.actor("giam-doc"), version=approval.version, on=day)
        policy = Policy.objects.get(pk=policy.pk)
        for username in readers:
            confirm_reading(policy, actor=self.actor(username), on=day)
        return policy

    def _map_processes(self) -> None:
        """Draw the processes and what flows between them."""
        secretary = self.actor("thu-ky")
        by_name = {unit.name: unit for unit in self.units.values()}
        made = {}
        samples = sample_processes()
        for place, one in enumerate(samples, start=1):
            made[one.code] = create_process(
                self.agency, actor=secretary, code=one.code, name=one.name, kind=one.kind, inputs="\n".join(one.inputs),
                outputs="\n".join(one.outputs), owner_unit=by_name.get(one.unit_name), clauses=one.clauses, order=place * 10,
            )  # fmt: skip
        for one in samples:
            for target in one.feeds:
                add_flow(made[one.code], actor=secretary, target=made[target], what=one.outputs[0])

    def _declare(self) -> None:
        """Declare the papers of the year before, as a new agency does."""
        for paper in self.cast["declared"]:
            declare_evidence(
                self.agency, actor=self.actor("thu-ky"), obligation=paper["obligation"], number=paper["number"],
                date=self.day(paper["day"], years_back=paper["years_back"]), note=paper["note"],
            )  # fmt: skip

    def _amend(self) -> None:
        """Leave one amendment waiting for its approval and one being written."""
        secretary = self.actor("thu-ky")
        for one in self.cast["amendments"]:
            statement = Statement.objects.get(agency=self.agency, slug=one["clause"])
            text = f"{statement.text}\n\n{one['add']}"
            draft = write_draft(
                statement, actor=secretary, text=text, reason=one["reason"], note=one["reason"], on=self.today
            )
            if one["submit"]:
                amendment = draft.amendment
                submit_amendment(
                    amendment, actor=secretary, version=amendment.version, note=one["reason"], on=self.today
                )


@upkeep
def _ready_to_use(people: Iterable[User]) -> None:
    """Let the accounts of the demonstration sign in with the password that is shown, without changing it first."""
    for person in people:
        person.must_change_password = False
        person.save(update_fields=["must_change_password"])
