"""Documents, law and records in the demonstration agency: the set that stood, what changed this year, what waits."""

from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import yaml

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.approvals.commands import approve, return_with_reason
from sotay.approvals.models import Approval
from sotay.context.laws.commands import add_law, assign_law, replace_law
from sotay.context.models import Law, LawReview
from sotay.organisation.decisions.queries import NewDecision
from sotay.support.distribution.commands import address_document, confirm_reading, give_copy
from sotay.support.documents.commands import begin_document, begin_revision, submit_revision, write_revision
from sotay.support.documents.models import Document, Revision
from sotay.support.issuing.commands import begin_issue, issue_together
from sotay.support.issuing.listing import add_withdrawal
from sotay.support.lawful.commands import ask_changes, find_affected, find_no_effect
from sotay.support.records.classes.commands import take_proposals
from sotay.support.records.files.commands import close_file, open_file
from sotay.support.records.lists.commands import begin_list, change_line, submit_list
from sotay.support.records.models import RecordLine
from sotay.support.requests.commands import begin_request, submit_request
from sotay.support.reviews.commands import look_at_document
from sotay.support.reviews.models import DocumentReview
from sotay.web.demo.objectives import HEADS, Stage
from sotay.web.demo.procedures import write_steps
from sotay.work.notices.commands import mark_read

REVIEWER = "pho-giam-doc"
"""Who heads the committee: the first reviewer of what the head of a unit wrote."""
ABOUT = frozenset({"kind", "level", "clauses", "field", "label"})
REQUESTED = frozenset(
    {"reason", "present", "proposed", "purpose", "consequences", "integrity", "resources", "responsibilities"}
)


def build_documents(stage: Stage) -> dict[str, Document]:
    """Take over the set of last year, change some of it, leave some on the way, keep the year's records; return the set."""
    play = yaml.safe_load(files(__package__).joinpath("documents.yaml").read_text("utf-8"))
    told = _Play(stage, play)
    told.run()
    for username in stage.people:
        mark_read(viewer=stage.actor(username))
    return {
        key: Document.objects.select_related("agency", "unit").get(pk=one.pk) for key, one in told.documents.items()
    }


class _Play:
    """The documents as they come about."""

    def __init__(self, stage: Stage, play: dict[str, Any]) -> None:
        self.stage, self.play = stage, play
        self.laws: dict[str, Law] = {}
        self.documents: dict[str, Document] = {}
        self.secretary = stage.actor("thu-ky")

    def run(self) -> None:
        """Do every step in the order the agency would."""
        self._register_laws()
        self._take_over()
        self._revise()
        self._leave_on_the_way()
        self._look()
        self._follow_the_law()
        self._ask()
        self._keep_records()

    def _head(self, unit: str) -> Actor:
        return self.stage.actor(HEADS.get(unit, "thu-ky"))

    def _register_laws(self) -> None:
        for about in self.play["laws"]:
            law = add_law(
                self.stage.agency, actor=self.secretary, number=about["number"], kind=about["kind"],
                issuer=about["issuer"], title=about["title"], issued_date=about["issued"],
                effective_date=about["effective"], field=about["field"],
            )  # fmt: skip
            self.laws[about["key"]] = law
            if older := about.get("replaces"):
                replace_law(law, actor=self.secretary, old=self.laws[older])

    def _write(self, about: dict[str, Any]) -> Revision:
        """Begin a document and write its first text."""
        document = begin_document(
            self.stage.agency, actor=self.secretary, code=about["code"], title=about["title"],
            unit=self.stage.units[about["unit"]], on=self.stage.today,
            **{name: value for name, value in about.items() if name in ABOUT},
        )  # fmt: skip
        self.documents[about.get("key", about["code"])] = document
        revision = document.revisions.get()
        headings = [part.heading for part in revision.parts.all()]
        texts = about.get("parts") or [f"{about['title']}: nội dung đang áp dụng."]
        parts = list(zip(headings or [about["title"]], [*texts, *[""] * len(headings)], strict=False))
        laws = [self.laws[key] for key in about.get("laws", ())]
        write_steps(self.stage, revision, about.get("key", ""), actor=self.secretary)
        revision.refresh_from_db()
        return write_revision(revision, actor=self.secretary, version=revision.version, parts=parts, laws=laws)

    def _take_over(self) -> None:
        """Issue the set that stood by the decision of last year; then say who reads it and who holds it on paper."""
        stage, told, about = self.stage, self.play["issued"], self.play["taken_over"]
        gone = self.play["withdrawn"]
        revisions = [self._write(one) for one in [*self.play["documents"], gone]]
        signed = stage.day(told["day"], years_back=1)
        issue = begin_issue(
            stage.agency, actor=self.secretary, name=about["name"], reason=about["reason"], revisions=revisions
        )
        issue_together(
            issue, actor=self.secretary, version=issue.version, decision=self._paper(told, signed), on=stage.today
        )
        for one in self.play["documents"]:
            document = self._fresh(one["key"])
            if readers := one.get("readers"):
                address_document(
                    document, actor=self.secretary, version=document.version, everyone=readers.get("everyone", False),
                    units=[stage.units[key] for key in readers.get("units", ())], roles=readers.get("roles", ()),
                )  # fmt: skip
            self._confirm(one)
            for copy in one.get("copies", ()):
                unit = stage.units[copy["unit"]]
                give_copy(document, actor=self.secretary, given_date=signed, unit=unit, holder=copy["holder"])

    def _paper(self, told: dict[str, Any], signed: date) -> NewDecision:
        head = self.stage.people["giam-doc"].full_name
        return NewDecision(
            number=told["number"], date=signed, summary=told["summary"], signer_name=head, signer_title="Giám đốc"
        )

    def _fresh(self, key: str) -> Document:
        return Document.objects.select_related("agency", "unit").get(pk=self.documents[key].pk)

    def _in_force(self, key: str) -> Revision:
        return self._fresh(key).revisions.get(state=Revision.State.IN_FORCE)

    def _confirm(self, one: dict[str, Any], *, on: date | None = None) -> None:
        for username in one.get("confirmed", ()):
            confirm_reading(
                self._in_force(one["key"]), actor=self.stage.actor(username), on=on or self.stage.day("01-20")
            )

    def _begin(self, one: dict[str, Any]) -> Revision:
        """Begin the next revision of a document, as the head of its unit."""
        document = self._fresh(one["key"])
        actor = self._head(self._unit_key(document))
        return begin_revision(document, actor=actor, summary=one["summary"])

    def _unit_key(self, document: Document) -> str:
        return next(key for key, unit in self.stage.units.items() if unit == document.unit)

    def _submit(self, revision: Revision, *, on: date, note: str = "") -> Approval:
        actor = self._head(self._unit_key(revision.document))
        return submit_revision(revision, actor=actor, version=revision.version, note=note, on=on)

    def _approve(self, approval: Approval, *, on: date) -> None:
        """Let the head of the committee, for the head of the unit who wrote it, and the secretary review, the head approve."""
        for username in (REVIEWER, "thu-ky", "giam-doc"):
            approval.refresh_from_db()
            if approval.state == Approval.State.OPEN:
                approve(approval, actor=self.stage.actor(username), version=approval.version, on=on)

    def _revise(self) -> None:
        """Bring this year's revisions through their steps and into force; withdraw what became needless with them."""
        stage, gone = self.stage, self.play["withdrawn"]
        changed = self.play["revised"]
        day = stage.day(changed[0]["day"])
        revisions = []
        for one in changed:
            revision = self._begin(one)
            self._approve(self._submit(revision, on=day), on=day)
            revisions.append(Revision.objects.get(pk=revision.pk))
        told = self.play["revising_decision"]
        issue = begin_issue(stage.agency, actor=self.secretary, name=told["summary"], revisions=revisions)
        add_withdrawal(
            issue, actor=self.secretary, document=self._fresh(gone["code"]), withdraw_reason=gone["reason"],
            replaced_by=self._fresh(gone["by"]),
        )  # fmt: skip
        issue.refresh_from_db()
        in_force = stage.day(changed[0]["in_force"])
        issue_together(
            issue, actor=self.secretary, version=issue.version, decision=self._paper(told, day),
            in_force_date=in_force, on=stage.today,
        )  # fmt: skip
        for one in changed:
            self._confirm(one, on=in_force)

    def _leave_on_the_way(self) -> None:
        """Leave one to come into force tomorrow, one being reviewed, one returned."""
        stage, told = self.stage, self.play["coming"]
        revision = self._begin(told)
        self._approve(self._submit(revision, on=stage.today), on=stage.today)
        issue = begin_issue(
            stage.agency, actor=self.secretary, name=told["decision"], revisions=[Revision.objects.get(pk=revision.pk)]
        )
        issue_together(
            issue, actor=self.secretary, version=issue.version, on=stage.today,
            decision=self._paper(told | {"summary": told["decision"]}, stage.today),
            in_force_date=stage.today + timedelta(days=1),
        )  # fmt: skip
        told = self.play["submitted"]
        self._submit(self._begin(told), on=stage.today, note=told["note"])
        told = self.play["returned"]
        approval = self._submit(self._begin(told), on=stage.today)
        return_with_reason(approval, actor=stage.actor(REVIEWER), version=approval.version, reason=told["reason"])

    def _look(self) -> None:
        for one in self.play["looked_at"]:
            document = self._fresh(one["key"])
            look_at_document(
                document, actor=self._head(self._unit_key(document)), version=document.version,
                answer=DocumentReview.Answer.STILL_RIGHT, reason=one["reason"], reviewed_date=self.stage.day(one["day"]),
                on=self.stage.today,
            )  # fmt: skip

    def _follow_the_law(self) -> None:
        """Let two units look at the law: one finds nothing, the other a procedure to be changed, and asks for it."""
        stage, told = self.stage, self.play["law_review"]
        law = Law.objects.select_related("agency").get(pk=self.laws[told["law"]].pk)
        units: list[Unit] = [stage.units[told["unit"]], stage.units[told["other"]], stage.units["post"]]
        assign_law(law, actor=self.secretary, version=law.version, units=units)
        reviews = {one.unit: one for one in LawReview.objects.filter(law=law).select_related("unit", "law", "agency")}
        on = stage.day(told["day"])
        other = reviews[units[1]]
        find_no_effect(
            other, actor=self._head(told["other"]), version=other.version, reason=told["other_reason"], on=on
        )
        mine, actor = reviews[units[0]], self._head(told["unit"])
        mine = find_affected(mine, actor=actor, version=mine.version, documents=[self._fresh(told["key"])], on=on)
        ask_changes(mine, actor=actor, on=on)

    def _ask(self) -> None:
        told = self.play["request"]
        one = begin_request(
            self.stage.agency, actor=self._head("it"), on=self.stage.today, document=self._fresh(told["key"]),
            manner="CHANGE", cause="IMPROVEMENT", **{name: text for name, text in told.items() if name in REQUESTED},
        )  # fmt: skip
        submit_request(one, actor=self._head("it"), version=one.version, on=self.stage.today)

    def _keep_records(self) -> None:
        """Issue the year's list of files from the classes in use, and open some files by it."""
        stage, told = self.stage, self.play["records"]
        take_proposals(stage.agency, actor=self.secretary, codes=told["classes"])
        made = begin_list(
            stage.agency, actor=self.secretary, year=stage.year, source="classes", this_year=stage.today.year
        )
        for line in made.lines.select_related("list", "agency", "record_class"):
            change_line(line, actor=self.secretary, version=line.version, unit=stage.units["office"])
        made.refresh_from_db()
        issued = stage.day(told["issued"])
        approval = submit_list(made, actor=self.secretary, version=made.version, on=issued)
        approve(approval, actor=stage.actor("giam-doc"), version=approval.version, on=issued)
        for one in told["files"]:
            line = RecordLine.objects.select_related("list", "agency", "record_class").get(
                list=made, record_class__code=one["class"]
            )
            file = open_file(
                line, actor=self.secretary, title=one["title"], opened_date=stage.day(one["opened"]),
                unit=stage.units[one["unit"]], keeper=stage.people[one["keeper"]], on=stage.today,
            )  # fmt: skip
            if "closed" in one:
                closed = max(stage.day(one["closed"]), file.opened_date)
                close_file(
                    file,
                    actor=self.secretary,
                    version=file.version,
                    closed_date=closed,
                    sheets=one["sheets"],
                    on=stage.today,
                )
