"""Internal audits in the demonstration agency: last year's from programme to report, one underway, one planned."""

from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any
from uuid import uuid4

import yaml
from django.utils import timezone

from sotay.approvals.commands import approve, approve_by_paper
from sotay.approvals.models import Approval
from sotay.evaluation.audits.auditors.commands import end_auditor, enter_auditor
from sotay.evaluation.audits.checklists.commands import add_questions, finish_visit, save_answer
from sotay.evaluation.audits.findings.commands import give_opinion, log_from_line
from sotay.evaluation.audits.plan.commands import (
    add_visit,
    begin_audit,
    hold_closing_meeting,
    name_decision,
    set_team,
    start_audit,
    submit_plan,
)
from sotay.evaluation.audits.plan.visits.commands import give_notice
from sotay.evaluation.audits.programmes.commands import begin_programme, submit_programme, write_programme
from sotay.evaluation.audits.report.commands import submit_report, write_report
from sotay.evaluation.audits.report.counting import count_figures
from sotay.evaluation.audits.report.drafts import drafts
from sotay.evaluation.models import Audit, ChecklistLine, Programme, Visit
from sotay.organisation.decisions.queries import NewDecision
from sotay.web.demo.objectives import Stage

APPROVER = "pho-giam-doc"
"""Who heads the committee."""
WRITTEN = frozenset({"training", "certificate", "experience", "field", "can_lead"})
Told = dict[str, Any]


def when(stage: Stage, told: str | int) -> date:
    """Return a day of the play: MM-DD is of the year before, a number is days from today."""
    return stage.day(told, years_back=1) if isinstance(told, str) else stage.today + timedelta(days=told)


def approve_on(stage: Stage, approval: Approval, on: date, *, by: str = APPROVER, paper: str = "") -> None:
    """Approve something on a day, by the paper of that day where there was one."""
    if not paper:
        approve(approval, actor=stage.actor(by), version=approval.version, on=on)
        return
    signer = stage.people[by].full_name
    approve_by_paper(
        approval, actor=stage.actor("thu-ky"), version=approval.version, number=paper, date=on, signer_name=signer,
        signer_title="Trưởng Ban Chỉ đạo ISO",
    )  # fmt: skip


def build_audits(stage: Stage) -> None:
    """Enter the auditors, then play the programmes and the audits."""
    play = yaml.safe_load(files(__package__).joinpath("audits.yaml").read_text("utf-8"))
    for about in play["auditors"]:
        _enter(stage, about | {"training": play["training"]}, play)
    months = sorted({when(stage, about["from"]).month for about in play["audits"] if not about.get("back")})
    programmes = [
        _plan_year(stage, stage.year - 1, play["programme"]["last"]),
        _plan_year(stage, stage.year, play["programme"]["this"] | {"months": months}),
    ]
    for about in play["audits"]:
        year = when(stage, about["from"]).year
        _play(stage, about, next((one for one in programmes if one.year == year), None))


def _enter(stage: Stage, about: Told, play: Told) -> None:
    ends = stage.today + timedelta(days=about["ends_in"]) if "ends_in" in about else None
    entry = enter_auditor(
        stage.agency, actor=stage.actor("thu-ky"), on=stage.today, user=stage.people[about["user"]],
        trained_date=stage.day(about["trained"], years_back=2), from_date=stage.day(play["registered"], years_back=2),
        to_date=ends, **{name: value for name, value in about.items() if name in WRITTEN},
    )  # fmt: skip
    if told := about.get("ended"):
        end_auditor(
            entry, actor=stage.actor("thu-ky"), version=entry.version, to_date=when(stage, told["day"]),
            reason=told["reason"], on=stage.today,
        )  # fmt: skip


def _plan_year(stage: Stage, year: int, told: Told) -> Programme:
    """Write the programme of a year for its units, in the months of its audits, and approve it."""
    secretary, back = stage.actor("thu-ky"), stage.year - year
    begun, approved = (stage.day(told[name], years_back=back) for name in ("begun", "approved"))
    one = begin_programme(stage.agency, actor=secretary, year=year, on=begun)
    lines = list(one.lines.select_related("unit", "process", "agency"))
    for line in lines:
        line.months = told["months"] if line.unit_id else []
    one = write_programme(one, actor=secretary, version=one.version, lines=lines)
    approval = submit_programme(one, actor=secretary, version=one.version, on=begun)
    approve_on(stage, approval, approved, paper=told.get("paper", ""))
    return Programme.objects.select_related("agency").get(pk=one.pk)


def _play(stage: Stage, about: Told, programme: Programme | None) -> None:
    """Let an audit come as far as the play tells."""
    secretary, lead = stage.actor("thu-ky"), stage.actor(about["team"]["lead"])
    people = stage.people
    begun = when(stage, about["begun"])
    audit = begin_audit(
        stage.agency, actor=secretary, on=begun, title=about["title"], from_date=when(stage, about["from"]),
        to_date=when(stage, about["to"]), programme=programme, place="Phòng họp tầng 2",
    )  # fmt: skip
    team = {part: [people[one] for one in about["team"].get(part, ())] for part in ("auditors", "trainees")}
    audit = set_team(
        audit, actor=secretary, version=audit.version, on=begun, lead=people[about["team"]["lead"]], **team
    )
    if paper := about.get("decision"):
        decision = NewDecision(number=paper["number"], date=when(stage, paper["day"]), summary=paper["summary"])
        audit = name_decision(audit, actor=secretary, version=audit.version, on=stage.today, decision=decision)
    visits = [_visit(stage, audit, told) for told in about["visits"]]
    audit = _again(audit)
    planned = when(stage, about["planned"])
    approve_on(stage, submit_plan(audit, actor=secretary, version=audit.version, on=planned), planned)
    audit = _again(audit)
    if "noticed" in about:
        day = when(stage, about["noticed"])
        audit = give_notice(audit, actor=secretary, version=audit.version, on=stage.today, notice_date=day)
    if not about.get("back") and not about.get("starts"):
        return
    audit = start_audit(audit, actor=lead, on=when(stage, about["from"]))
    for visit, told in zip(visits, about["visits"], strict=True):
        _answer(stage, Visit.objects.select_related("audit", "unit", "agency").get(pk=visit.pk), told)
    if "met" in about:
        _report(stage, _again(audit), about)


def _visit(stage: Stage, audit: Audit, told: Told) -> Visit:
    begins, ends = (_at(when(stage, told["day"]), time.fromisoformat(hour)) for hour in told["hours"])
    visit = add_visit(
        audit, actor=stage.actor("thu-ky"), unit=stage.units[told["unit"]], starts_at=begins, ends_at=ends,
        auditors=[stage.people[told["by"]]], clauses=told["clauses"], place="Tại đơn vị",
        representative=stage.people.get(told.get("head", "")),
    )  # fmt: skip
    if lines := told.get("lines"):
        picks = [f"{ChecklistLine.Source.LIBRARY}:{one['pick']}" for one in lines]
        add_questions(visit, actor=stage.actor(told["by"]), on=stage.today, picks=picks)
    return visit


def _answer(stage: Stage, visit: Visit, told: Told) -> None:
    """Answer the questions that were answered; where all were, close the checklist and log what was found."""
    actor, day = stage.actor(told["by"]), when(stage, told["day"])
    said = {one["pick"]: one for one in told["lines"]}
    lines = list(visit.lines.select_related("visit__audit", "agency").order_by("position"))
    for line in lines:
        answer = said[line.source_code]
        if "result" in answer:
            save_answer(
                line, actor=actor, at=min(_at(day, time(10)), timezone.now()), number=uuid4(), base=line.version, result=answer["result"],
                evidence=answer["evidence"], samples=answer["samples"],
            )  # fmt: skip
    if all("result" in one for one in told["lines"]):
        finish_visit(visit, actor=actor, version=visit.version, on=day)
    for line in lines:
        line.refresh_from_db()
        if line.result not in {"", "CONFORMS"}:
            log_from_line(line, actor=actor, on=day)


def _report(stage: Stage, audit: Audit, about: Told) -> None:
    """Hold the closing meeting, let units say what they think, and have the report approved."""
    lead, met, told = stage.actor(about["team"]["lead"]), when(stage, about["met"]), about["report"]
    audit = hold_closing_meeting(audit, actor=lead, version=audit.version, on=met)
    for finding in audit.findings.select_related("audit", "unit", "agency", "visit").order_by("number"):
        if head := about["opinions"].get(finding.number):
            give_opinion(
                finding, actor=stage.actor(head), version=finding.version, on=met, opinion="AGREED", opinion_date=met
            )
    submitted = when(stage, told["submitted"])
    report = write_report(audit, actor=lead, version=None, **drafts(audit, count_figures(audit, on=submitted)))
    approval = submit_report(report, actor=lead, version=report.version, on=submitted)
    approve_on(stage, approval, when(stage, told["approved"]), paper=told["paper"])


def _again(audit: Audit) -> Audit:
    """Return an audit as it stands now."""
    return Audit.objects.select_related("agency", "programme", "decision").get(pk=audit.pk)


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
