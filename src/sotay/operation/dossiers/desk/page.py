"""What stands around a dossier on its page: state, steps of its case, the one next action, all others, its control sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.journal.history import history_of
from sotay.operation.dossiers import queries, words
from sotay.operation.dossiers.desk.acting import Kind
from sotay.operation.dossiers.desk.acts import ACTS, Act
from sotay.operation.dossiers.desk.commands import waits
from sotay.operation.dossiers.models import Dossier, DossierEvent, DossierPaper, DossierPerson
from sotay.operation.procedures.models import ProcedureStep
from sotay.operation.tabs import address, crumb_to
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, NextAction, RecordPage, StateBadge, Step

State = Dossier.State
Fate = DossierPaper.Fate
LINE, STRIP = 60, 36
"""Letters of a step that fit a line, and a sign of the strip."""
SLIPS = {
    Kind.RECEIVED: "receipt", Kind.SUPPLEMENTED: "receipt", Kind.SUPPLEMENT_ASKED: "supplement", Kind.REFUSED: "refusal",
    Kind.APOLOGISED: "apology", Kind.STOPPED: "stop",
}  # fmt: skip
"""Which form is printed of what happened."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the control sheet."""

    event: DossierEvent
    where: str
    what: str
    said: str
    late: str
    slip: str


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper with what may be told of its originals."""

    one: DossierPaper
    name: str
    back: str
    lost: str


class DossierShown:
    """A dossier as one viewer sees it."""

    def __init__(self, dossier: Dossier, viewer: Actor, *, on: date) -> None:
        self.dossier, self.viewer, self.on = dossier, viewer, on
        self.events = queries.events_of(dossier)
        self.sees_person = may(viewer, "operation.see_person", dossier) and viewer.is_member

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        dossier = self.dossier
        return RecordPage(
            title=dossier.code,
            kicker=str(dossier.service),
            crumbs=[crumb_to(self.viewer, "dossiers")],
            state=words.state_badge(dossier),
            actions=self.prints,
            steps=self.steps,
            next_action=self.next_action,
            history=history_of(dossier, viewer=self.viewer) if self.viewer.is_member else None,
        )

    @property
    def timing(self) -> StateBadge | None:
        """How it stands against its day."""
        return words.timing_badge(self.dossier, self.on)

    @property
    def due(self) -> str:
        """The day on the receipt, large on the page."""
        return words.due_words(self.dossier)

    @cached_property
    def case_steps(self) -> list[ProcedureStep]:
        """The steps of its case."""
        if self.dossier.variant is None:
            return []
        return list(self.dossier.variant.steps.order_by("position"))

    @property
    def steps(self) -> list[Step]:
        """The strip: the steps of its case, else the usual way, and how far it came."""
        dossier = self.dossier
        if dossier.state == State.REFUSED or not dossier.is_here:
            return []
        is_settled = dossier.state in Dossier.SETTLED
        holder = words.holder_words(dossier)
        if self.case_steps:
            here = dossier.step.position if dossier.step else 1
            came = {one.step_id for one in self.events} | {one.to_step_id for one in self.events}
            found = [
                Step(
                    label=_short(one.work, STRIP),
                    state=_state_of(one, here=here, is_settled=is_settled, was_there=one.pk in came),
                    note=holder if one.position == here and not is_settled else "",
                )
                for one in self.case_steps
            ]
        else:
            found = [
                Step(label=_("Tiếp nhận"), state="done"),
                Step(label=_("Giải quyết"), state="done" if is_settled else "now", note="" if is_settled else holder),
            ]
        if dossier.state in Dossier.DROPPED:
            return [*found, Step(label=str(dossier.get_state_display()), state="now")]
        returned = "done" if dossier.state == State.RETURNED else "now" if is_settled else "todo"
        return [*found, Step(label=_("Trả kết quả"), state=returned)]

    @property
    def acts(self) -> list[Act]:
        """The acts the viewer may do now, in order."""
        if not self.dossier.is_here or not self.viewer.is_member:
            return []
        return [
            one for one in ACTS.values() if one.fits(self.dossier) and may(self.viewer, one.permission, self.dossier)
        ]

    @property
    def first_act(self) -> Act | None:
        """The one that comes next: in progress to the next step, or at the last one the result."""
        found = {one.name: one for one in self.acts}
        if self.dossier.state == State.IN_PROGRESS:
            last = self.case_steps[-1].position if self.case_steps else 0
            at_end = self.dossier.step is not None and self.dossier.step.position >= last
            return found.get("dossier_result" if at_end or not self.case_steps else "dossier_hand_over")
        wanted = {
            State.SUPPLEMENT: "dossier_supplemented", State.PAUSED: "dossier_resume", State.READY: "dossier_return",
        }.get(State(self.dossier.state), "")  # fmt: skip
        return found.get(wanted)

    @property
    def next_action(self) -> NextAction | None:
        """What is to be done next, by whom."""
        dossier, act = self.dossier, self.first_act
        if dossier.state in Dossier.DROPPED and any(one.back for one in self.papers):
            note = _("Trả lại cho người nộp rồi ghi ở bảng “Giấy tờ đã nhận”.")
            return NextAction(title=_("Còn giữ bản chính của người nộp"), note=note)
        if not dossier.is_here or not (dossier.is_open or dossier.state == State.READY):
            return None
        note = self._next_note()
        if act is None:
            holder = words.holder_words(dossier)
            return NextAction(title=_("Đang ở: %s") % holder if holder else dossier.get_state_display(), note=note)
        action = Action(label=act.title, url=self.address(act.name), icon=act.icon, primary=True)
        return NextAction(title=self._next_title(act), note=note, action=action)

    def _next_title(self, act: Act) -> str:
        if act.kind == Kind.HANDED_OVER:
            here = self.dossier.step.position if self.dossier.step else 0
            coming = next((one for one in self.case_steps if one.position > here), None)
            return _("Bước tiếp theo: %s") % _short(coming.work) if coming else str(act.title)
        return str(act.title)

    def _next_note(self) -> str:
        dossier = self.dossier
        if dossier.state == State.READY:
            return _("Kết quả %(number)s, %(waits)s.") % {
                "number": dossier.result_number, "waits": words.days_waiting(dossier, self.on),
            }  # fmt: skip
        timing = self.timing
        return _("Hẹn trả %(due)s. %(left)s.") % {"due": self.due, "left": timing.label} if timing else self.due

    @property
    def others(self) -> list[Action]:
        """All other acts, as links."""
        first = self.first_act
        return [
            Action(label=one.title, url=self.address(one.name), icon=one.icon) for one in self.acts if one is not first
        ]

    @property
    def prints(self) -> list[Action]:
        """The receipt and the control sheet to print."""
        if not self.dossier.is_here or not self.sees_person:
            return []
        found = []
        if self.dossier.state != State.REFUSED:
            found += self._slip("receipt", _("In giấy tiếp nhận"))
            found += self._slip("control", _("In phiếu kiểm soát"))
        else:
            found += self._slip("refusal", _("In phiếu từ chối"))
        return found

    def _slip(self, form: str, label: str) -> list[Action]:
        url = self._slip_url(form)
        return [Action(label=label, url=url, icon="printer")] if url else []

    def _slip_url(self, form: str) -> str:
        try:
            return address(self.viewer, "dossier_slip", slug=self.dossier.slug, form=form)
        except NoReverseMatch:
            return ""

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What is agreed and known of it, empty places left out."""
        one = self.dossier
        rows: list[tuple[Any, Any]] = [
            (_("Từ chối") if one.state == State.REFUSED else _("Tiếp nhận"), self._received()),
            (_("Thời hạn giải quyết"), words.limit_words(one) if one.is_here and one.state != State.REFUSED else ""),
            (_("Tính thời hạn từ sau ngày"), self._counted_from()),
            (_("Ngày hẹn trên giấy tiếp nhận"), ngay(one.receipt_due_date) if words.has_moved(one) else ""),
            (_("Đơn vị giải quyết"), str(one.unit or "")),
            (_("Đang giữ"), words.holder_words(one)),
            (_("Hình thức nộp"), one.get_channel_display()),
            (_("Đăng ký nhận kết quả"), one.get_wanted_how_display()),
            (_("Trường hợp"), one.variant.name if one.variant else ""),
            (_("Quy trình lúc tiếp nhận"), str(one.revision.document) if one.revision else ""),
            (_("Kết quả"), self._result()),
            (_("Đã trả"), self._returned()),
            (_("Nguồn"), str(one.source) if one.source else ""),
        ]
        return [(word, value) for word, value in rows if value]

    def _received(self) -> str:
        one = self.dossier
        if one.state == State.REFUSED:
            return f"{ngay(one.received_date)}, {one.received_by}" if one.received_by else ngay(one.received_date)
        by = _(", %s nhận") % one.received_by if one.received_by else ""
        return f"{ngay(one.received_date)}{by}"

    def _counted_from(self) -> str:
        one = self.dossier
        return ngay(one.counted_from) if one.counted_from and one.counted_from != one.received_date else ""

    def _result(self) -> str:
        one = self.dossier
        if one.result_date is None:
            return ""
        said = {"number": one.result_number, "day": ngay(one.result_date), "who": one.result_approved_by}
        whole = _("%(number)s ngày %(day)s, %(who)s phê duyệt") % said if one.result_number else ngay(one.result_date)
        return f"{whole} ({_('văn bản từ chối giải quyết')})" if one.is_rejected else whole

    def _returned(self) -> str:
        one = self.dossier
        if one.returned_date is None:
            return ""
        how = f", {one.get_returned_how_display()}" if one.returned_how else ""
        return f"{ngay(one.returned_date)}{how}"

    @cached_property
    def person(self) -> DossierPerson | None:
        """Who handed it in, for those who may see it."""
        return queries.person_of(self.dossier) if self.sees_person else None

    @property
    def person_facts(self) -> list[tuple[Any, Any]]:
        """Their data, empty places left out."""
        if self.person is None:
            return []
        of = self.person._meta
        rows = [(of.get_field(name).verbose_name, getattr(self.person, name)) for name in DossierPerson.PERSONAL]  # type: ignore[union-attr]
        return [(_upper(word), value) for word, value in rows if value]

    @cached_property
    def papers(self) -> list[PaperShown]:
        """The papers it came with, and what may be told of originals that are kept."""
        tells = (
            self.dossier.is_here and self.viewer.is_member and may(self.viewer, "operation.serve_dossier", self.dossier)
        )
        found = []
        for one in queries.papers_of(self.dossier):
            open_ = tells and one.originals and one.fate == Fate.KEPT
            back = self.address("dossier_paper_back", position=one.position) if open_ else ""
            lost = self.address("dossier_paper_lost", position=one.position) if open_ else ""
            found.append(PaperShown(one, paper_words(one, is_whole=self.sees_person), back, lost))
        return found

    @cached_property
    def happened(self) -> list[Happened]:
        """The control sheet: what happened, where, and what was late of it."""
        return [self._happened(one) for one in self.events]

    def _happened(self, one: DossierEvent) -> Happened:
        to = ", ".join(str(part) for part in (one.to_user, one.to_unit) if part)
        where = _short(one.step.work) if one.step else ""
        what = str(one.get_kind_display())
        if one.kind in {Kind.HANDED_OVER, Kind.SENT_BACK}:
            check = _("đạt") if one.kind == Kind.HANDED_OVER else _("không đạt")
            step = f"{_short(one.to_step.work)} · " if one.to_step else ""
            done = _("Giao lại trong bước") if one.is_within_step else f"{what} ({check})"
            what = f"{done} → {step}{to}"
        if one.kind in {Kind.RECEIVED, Kind.SUPPLEMENTED} and one.due_date:
            what = _("%(what)s, hẹn trả %(day)s") % {"what": what, "day": ngay(one.due_date)}
        if one.kind == Kind.APOLOGISED:
            what = _("%(what)s đến %(day)s") % {"what": what, "day": ngay(one.due_date)}
        said = [one.number] if one.number else []
        if self.sees_person:
            said += [one.reason] if one.reason else []
            said += [str(paper["name"]) for paper in one.papers if isinstance(paper, dict)]
        slip = (
            self._slip_url(SLIPS[Kind(one.kind)])
            if one.kind in SLIPS and self.sees_person and self.dossier.is_here
            else ""
        )
        slip = f"{slip}?event={one.order}" if slip else ""
        return Happened(one, where, what, "\n".join(said), self._late(one), slip)

    def _late(self, one: DossierEvent) -> str:
        """Return that something was done too late: what is missing asked for, the apology made."""
        if one.kind == Kind.SUPPLEMENT_ASKED:
            last = self._last_days.get(one.order)
            return _("trễ, hạn %s") % ngay(last) if last and one.date > last else ""
        if one.kind == Kind.APOLOGISED and waits.is_apology_late(self._due_when_told.get(one.order), one.date):
            return _("trễ: sau ngày cuối được xin lỗi")
        return ""

    @cached_property
    def _last_days(self) -> dict[int, date]:
        """By when what is missing had to be asked for, by the event that did."""
        asked: Sequence[DossierEvent] = [one for one in self.events if one.kind == Kind.SUPPLEMENT_ASKED]
        return waits.last_days_to_ask(self.dossier, self.events) if asked else {}

    @cached_property
    def _due_when_told(self) -> dict[int, date | None]:
        """The day it was due when each thing happened: what came later makes no apology late, nor one in time."""
        return waits.due_when_told(self.dossier, self.events)

    def address(self, name: str, **kwargs: object) -> str:
        """Return the address of a page of this dossier."""
        return address(self.viewer, name, slug=self.dossier.slug, **kwargs)


def _state_of(step: ProcedureStep, *, here: int, is_settled: bool, was_there: bool) -> str:
    """Return how far a step came; one that is behind and was never come to was left out, whatever came after it."""
    if step.position == here and not is_settled:
        return "now"
    if is_settled or step.position < here:
        return "done" if was_there else "skipped"
    return "todo"


def paper_words(paper: DossierPaper, *, is_whole: bool) -> str:
    """Return the name of a paper, which may name a citizen; its number for those who may not know."""
    return paper.name if is_whole else _("Giấy tờ số %d") % paper.position


def _short(text: str, most: int = LINE) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0].rstrip(',;')}…"


def _upper(word: object) -> str:
    text = str(word)
    return text[:1].upper() + text[1:]
