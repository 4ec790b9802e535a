"""The announcement of the demonstration agency with a scope that moved on since, and its manual issued as a document."""

from datetime import date
from importlib.resources import files
from typing import Any

import yaml

from sotay.approvals.commands import approve
from sotay.context.models import Service
from sotay.context.scope.commands import prepare_scope, submit_scope
from sotay.manual.amendments.commands import issue_amendment, submit_amendment, write_draft
from sotay.manual.announcements.commands import declare_announcement
from sotay.manual.announcements.postings.commands import add_posting, decide_scope_change
from sotay.manual.issues.commands import issue_manual
from sotay.manual.statements.models import Manual, Statement
from sotay.organisation.decisions.queries import NewDecision
from sotay.web.demo.audits import approve_on, when
from sotay.web.demo.objectives import Stage

HEAD = "giam-doc"
Told = dict[str, Any]


def play() -> Told:
    """Return what stands in the file."""
    found: Told = yaml.safe_load(files(__package__).joinpath("announcements.yaml").read_text("utf-8"))
    return found


def build_announcements(stage: Stage) -> None:
    """Put the scope into force, enter the announcement that stood, post it, and decide on what moved since."""
    told = play()
    _put_scope_into_force(stage, told["scope"])
    about, secretary = told["announcement"], stage.actor("thu-ky")
    services = list(Service.objects.filter(agency=stage.agency).published(stage.today).order_by("code", "pk"))
    listed = services[: len(services) - about["left_out"]]
    one = declare_announcement(
        stage.agency, actor=secretary, number=about["number"], issued_date=when(stage, about["day"]),
        services="\n".join(f"{service.code} {service.name}" for service in listed),
        fields="\n".join(told["scope"]["fields"]), places="\n".join(told["scope"]["places"]), exclusions=about["exclusions"],
        notice_number=about["notice"], notified_date=when(stage, about["notified"]), on=stage.today,
    )  # fmt: skip
    for posting in about["postings"]:
        add_posting(
            one, actor=secretary, kind=posting["kind"], place=posting.get("place", ""),
            address=posting.get("address", ""), posted_date=when(stage, posting["day"]), on=stage.today,
        )  # fmt: skip
    change = told["change"]
    decide_scope_change(
        stage.agency, actor=secretary, way=change["way"], due_date=when(stage, change["due"]),
        reason=change["reason"], on=stage.today,
    )  # fmt: skip


def issue_the_manual(stage: Stage) -> None:
    """Issue an amendment, then the manual as a document, then another amendment: what changed since is told."""
    told = play()["manual"]
    _amend(stage, told["before"], on=stage.day("02-10"))
    manual = Manual.objects.select_related("agency", "issue_decision").get(agency=stage.agency)
    paper = NewDecision(
        number=told["issue"]["number"], date=stage.day("02-12"), signer_name=stage.people[HEAD].full_name,
        signer_title="Giám đốc",
    )  # fmt: skip
    issue_manual(manual, actor=stage.actor("thu-ky"), version=manual.version, decision=paper, on=stage.today)
    _amend(stage, told["after"], on=stage.day("04-15"))


def _put_scope_into_force(stage: Stage, told: Told) -> None:
    secretary, day = stage.actor("thu-ky"), when(stage, told["approved"])
    scope = prepare_scope(
        stage.agency, actor=secretary, fields_of_work=told["fields"], places=told["places"], text=told["text"]
    )
    approve_on(stage, submit_scope(scope, actor=secretary, version=scope.version, on=day), day, by=HEAD)


def _amend(stage: Stage, told: Told, *, on: date) -> None:
    """Write, approve and issue an amendment of one clause."""
    secretary = stage.actor("thu-ky")
    statement = Statement.objects.get(agency=stage.agency, slug=told["clause"])
    draft = write_draft(
        statement, actor=secretary, text=f"{statement.text}\n\n{told['add']}", reason=told["reason"],
        note=told["reason"], on=on,
    )  # fmt: skip
    approval = submit_amendment(draft.amendment, actor=secretary, version=draft.amendment.version, on=on)
    for username in ("pho-giam-doc", HEAD):
        approval.refresh_from_db()
        approve(approval, actor=stage.actor(username), version=approval.version, on=on)
    amendment = draft.amendment
    amendment.refresh_from_db()
    issue_amendment(
        amendment, actor=secretary, version=amendment.version, on=stage.today, number=told["number"], date=on,
        signer_name=stage.people[HEAD].full_name, signer_title="Giám đốc",
    )  # fmt: skip
