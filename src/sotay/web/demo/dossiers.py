"""Dossiers in the demonstration agency, kept here: some in every state, of the last seven weeks."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from sotay.agency.models.calendar import calendar_of
from sotay.context.models import Service
from sotay.operation.dossiers.desk.commands import endings, receiving, steps, waits
from sotay.operation.dossiers.desk.limits import cases_for
from sotay.operation.dossiers.keeping import HERE, SOURCE
from sotay.operation.dossiers.models import Dossier
from sotay.operation.procedures.models import ProcedureStep
from sotay.standard.parameters.commands import set_parameter
from sotay.web.demo.objectives import Stage
from sotay.web.demo.procedures import play
from sotay.work.notices.commands import mark_read

WORK = time(16, 0)
"""When what happens on a later day happens."""


def build_dossiers(stage: Stage) -> None:
    """Keep the register here, receive the dossiers and let happen to each what happened until today."""
    first = stage.day("01-02")
    set_parameter(
        stage.agency, actor=stage.actor("thu-ky"), code=SOURCE, value=HERE, valid_from_date=first,
        reason="Ghi sổ tiếp nhận tại Sotay",
    )  # fmt: skip
    _Desk(stage, since=first).run()
    for username in stage.people:
        mark_read(viewer=stage.actor(username))


class _Desk:
    """The one-stop desk and those it hands dossiers to."""

    def __init__(self, stage: Stage, *, since: date) -> None:
        self.stage, self.since, self.told = stage, since, play()
        self.calendar = calendar_of(stage.agency)
        self.clerk = stage.actor("mot-cua")
        self.results = 0
        self.now = timezone.make_aware(datetime.combine(stage.today, time(23, 0)))
        codes = {about["key"]: about["code"] for about in self.told["services"]}
        there = {one.code: one for one in Service.objects.filter(agency=stage.agency).select_related("agency", "unit")}
        self.services = {key: there[code] for key, code in codes.items()}

    def run(self) -> None:
        """Receive all that was received since the register is kept here."""
        for key, way, ago, hour, channel, name in self.told["dossiers"]:
            day = self._day(self.stage.today, -ago)
            if day >= self.since:
                self._settle(self._receive(key, day, hour, channel, name), way)
        key, ago, hour, channel, name, reason = self.told["refused"]
        day = self._day(self.stage.today, -ago)
        if day >= self.since:
            receiving.refuse_reception(
                self.services[key], actor=self.clerk, now=self.now, at=self._at(day, time.fromisoformat(hour)),
                channel=channel, name=name, reason=reason,
            )  # fmt: skip

    def _receive(self, key: str, day: date, hour: str, channel: str, name: str) -> Dossier:
        service = self.services[key]
        papers = service.papers.order_by("position").values("name", "originals", "copies")
        cases = cases_for(service)
        return receiving.receive(
            service, actor=self.clerk, now=self.now, at=self._at(day, time.fromisoformat(hour)), channel=channel,
            variant=cases[0] if cases else None, papers=list(papers), name=name, kind="ORGANISATION",
            address="Địa chỉ mẫu", phone="0900 000 000", request=service.name,
        )  # fmt: skip

    def _settle(self, dossier: Dossier, way: str) -> None:
        """Let happen what a way says, as far as it lies before today."""
        for after, act, *words in self.told["ways"].get(way, ()):
            day = self._day(dossier.received_date, after) if after else dossier.received_date
            if day > self.stage.today:
                return
            at = max(self._at(day, WORK), dossier.received_at or self.now)
            dossier = getattr(self, f"_{act}")(dossier, at, *words)

    def _over(self, dossier: Dossier, at: datetime) -> Dossier:
        """Hand a dossier to the next step, or to the unit that settles it where its service has no steps."""
        following = next(
            (one for one in self._steps(dossier) if dossier.step and one.position > dossier.step.position), None
        )
        unit = dossier.unit
        person = self._person(dossier, following)
        return self._act(
            steps.hand_over,
            dossier,
            at,
            to_step=following,
            to_unit=following.unit if following else unit,
            to_user=person,
        )

    def _back(self, dossier: Dossier, at: datetime, reason: str) -> Dossier:
        earlier = [one for one in self._steps(dossier) if dossier.step and one.position < dossier.step.position][-1]
        person = self._person(dossier, earlier)
        return self._act(
            steps.send_back, dossier, at, reason=reason, to_step=earlier, to_unit=earlier.unit, to_user=person
        )

    def _person(self, dossier: Dossier, step: ProcedureStep | None) -> Any:
        """Return who does a step: the head signs, his deputy or the unit's head looks over, an official of the unit works."""
        people, key = self.stage.people, next(key for key, unit in self.stage.units.items() if unit == dossier.unit)
        role = step.role if step else "OFFICIAL"
        named = {
            "HEAD": "giam-doc",
            "DEPUTY_HEAD": "pho-giam-doc",
            "UNIT_HEAD": "truong-phong-bcvt",
            "ONE_STOP": "mot-cua",
        }
        return people[named.get(role) or self.told["people"][key]]

    def _supplement(self, dossier: Dossier, at: datetime, reason: str, paper: str) -> Dossier:
        papers = [{"name": paper, "originals": 1, "copies": 0}]
        return self._act(waits.ask_supplement, dossier, at, reason=reason, papers=papers)

    def _supplemented(self, dossier: Dossier, at: datetime) -> Dossier:
        return self._act(waits.take_supplement, dossier, at)

    def _pause(self, dossier: Dossier, at: datetime, reason: str) -> Dossier:
        return self._act(waits.pause, dossier, at, reason=reason)

    def _resume(self, dossier: Dossier, at: datetime) -> Dossier:
        return self._act(waits.resume, dossier, at)

    def _apologise(self, dossier: Dossier, at: datetime, until: int, reason: str) -> Dossier:
        day = self._day(dossier.received_date, until)
        return self._act(waits.apologise, dossier, at, new_due_date=day, reason=reason, signed_by=self.told["signer"])

    def _result(self, dossier: Dossier, at: datetime) -> Dossier:
        self.results += 1
        number = f"{self.results:02d}/GP-STTTT"
        return self._act(endings.give_result, dossier, at, result_number=number, result_approved_by=self.told["signer"])

    def _return(self, dossier: Dossier, at: datetime) -> Dossier:
        return self._act(endings.return_result, dossier, at, returned_how="DIRECT", taken_by="Người được giới thiệu")

    def _stop(self, dossier: Dossier, at: datetime, reason: str) -> Dossier:
        return self._act(endings.stop, dossier, at, reason=reason, signed_by=self.told["signer"])

    def _withdraw(self, dossier: Dossier, at: datetime, reason: str) -> Dossier:
        return self._act(endings.withdraw, dossier, at, reason=reason)

    def _act(self, command: Any, dossier: Dossier, at: datetime, **values: Any) -> Dossier:
        """Let whoever has a dossier do something to it; the desk gives results and returns them."""
        here = dossier.holder and command not in {endings.give_result, endings.return_result}
        actor = self.stage.actor(dossier.holder.username) if here and dossier.holder else self.clerk
        done: Dossier = command(dossier, actor=actor, now=self.now, at=at, **values)
        return done

    def _steps(self, dossier: Dossier) -> Sequence[ProcedureStep]:
        if dossier.variant_id is None:
            return ()
        return list(
            ProcedureStep.objects.filter(variant=dossier.variant_id).select_related("unit").order_by("position")
        )

    def _day(self, start: date, days: int) -> date:
        if days == 0:
            return self.calendar.last_working_day_on_or_before(start)
        return self.calendar.add_working_days(start + (timedelta(days=1) if days < 0 else timedelta(0)), days)

    def _at(self, day: date, hour: time) -> datetime:
        return timezone.make_aware(datetime.combine(day, hour))
