"""What stands around a nonconformity on its page: where it stands, its way, the one next action, why it does not go on."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sotay.agency.actor import Actor
from sotay.approvals.strips import awaited
from sotay.attachments.aside import aside
from sotay.commands import Reason, may
from sotay.improvement.nonconformities import guards
from sotay.improvement.nonconformities.alike import Earlier
from sotay.improvement.nonconformities.models import Action as Planned
from sotay.improvement.nonconformities.models import Nonconformity, Round
from sotay.improvement.nonconformities.queries import SheetPage
from sotay.improvement.nonconformities.rounds import guards as round_guards
from sotay.improvement.nonconformities.rounds.pictures import Fish, fish_of
from sotay.improvement.nonconformities.tables import TONES, short
from sotay.improvement.tabs import address, crumb_to
from sotay.pages import shown, url_of, url_of_known
from sotay.support.models import ChangeRequest
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step
from sotay.work.models import Assignment

State, Need = Nonconformity.State, Nonconformity.Need
WAY = (State.REPORTED, State.ACCEPTED, State.ANALYSING, State.SUBMITTED, State.ACTING, State.VERIFYING, State.CLOSED)


class RoundShown:
    """One round as the page shows it."""

    def __init__(self, one: Round, shown_: "SheetShown") -> None:
        self.round, self.sheet, self.viewer = one, shown_.sheet, shown_.viewer
        self.causes = list(one.causes.all())
        self.is_now = one.number == self.sheet.round
        self.actions = [(action, self._words(action), self._url(action)) for action in one.actions.all()]
        self.edits = self.is_now and shown_.edits_plan

    @property
    def fish(self) -> Fish | None:
        """The drawing of the causes, where they stand on bones."""
        if self.round.method != Round.Method.FISHBONE or not self.causes:
            return None
        return fish_of(self.round, self.causes, self.sheet.what)

    @property
    def verified(self) -> list[tuple[Any, Any]]:
        """When the effect can be looked at, and what came of it."""
        one = self.round
        rows = [
            (_("Hành động cuối xong ngày"), ngay(one.actions_done_date)),
            (_("Thẩm tra được từ ngày"), ngay(one.verify_from)),
            (_("Kết luận"), one.get_verdict_display() if one.verdict else ""),
            (_("Căn cứ kết luận"), one.verdict_text),
            (_("Người thẩm tra"), by(one.verified_by, one.verified_date)),
        ]
        return [(word, value) for word, value in rows if value]

    def _words(self, action: Planned) -> tuple[str, str]:
        """Return how the work of an action stands, and the tone of it."""
        work = action.assignment
        if work is None:
            return (_("chưa giao"), "quiet")
        tones = {
            Assignment.State.CONFIRMED: "done",
            Assignment.State.CANCELLED: "stop",
            Assignment.State.RETURNED: "warn",
        }
        return (str(work.get_state_display()), tones.get(Assignment.State(work.state), "now"))

    def _url(self, action: Planned) -> str:
        return url_of(action.assignment) if action.assignment is not None and self.viewer.is_member else ""


class SheetShown:
    """A sheet as one viewer sees it."""

    def __init__(
        self, page: SheetPage, viewer: Actor, *, earlier: Sequence[Earlier], requests: Sequence[ChangeRequest], on: date
    ) -> None:
        self.page, self.sheet, self.viewer, self.on = page, page.sheet, viewer, on
        self.earlier, self.requests = earlier, requests
        self.state = State(self.sheet.state)
        self.edits_plan = self.state == State.ANALYSING and self.may("analyse_nonconformity")

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        sheet = self.sheet
        beside = aside(sheet, viewer=self.viewer)
        return RecordPage(
            title=short(sheet.what),
            kicker=sheet.code,
            crumbs=[crumb_to(self.viewer, "nonconformities")],
            state=StateBadge(label=sheet.get_state_display(), tone=TONES[self.state]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.blocked,
            **beside | {"links": [*self.links, *beside["links"]] if beside["links"] is not None else None},
        )

    @property
    def rounds(self) -> list[RoundShown]:
        """The rounds, the latest first; the look at a correction alone is one too."""
        return [RoundShown(one, self) for one in self.page.rounds]

    @property
    def links(self) -> list[Link]:
        """Where it came from, and the document that was not kept to."""
        found = []
        if self.page.origin is not None:
            url = url_of_known(self.page.origin, agency=self.viewer.agency.short_name)
            found.append(Link(label=self.page.origin.title, url=url, note=self.page.origin.label))
        if self.document is not None:
            found.append(Link(label=str(self.document), url=url_of(self.document), note=_("tài liệu")))
        if self.page.approval is not None:
            found.append(Link(label=_("Lần trình"), url=url_of(self.page.approval)))
        return found

    @cached_property
    def document(self) -> Any:
        """The document, as far as the viewer may see it."""
        document = self.sheet.document
        return document if document is not None and may(self.viewer, "support.view_document", document) else None

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What was found, where, by whom, what it goes against."""
        one = self.sheet
        origin = one.origin_text if self.page.origin is not None else ""
        rows = [
            (_("Nội dung không phù hợp"), one.what),
            (_("Nơi xảy ra"), ", ".join(filter(None, [str(one.unit or ""), one.place]))),
            (_("Ngày phát hiện"), ngay(one.found_date)),
            (_("Bằng chứng khách quan"), one.evidence),
            (_("Người phát hiện"), str(one.found_by or "")),
            (_("Người liên quan"), one.people if self.viewer.is_member else ""),
            (_("Nguồn"), "; ".join(filter(None, [str(one.get_source_display()), origin]))),
            (_("Điều khoản"), one.clause),
            (_("Quy trình, tài liệu"), str(self.document or "")),
            (_("Yêu cầu bị vi phạm"), one.requirement),
            (_("Mức độ"), one.get_grade_display() if one.grade else ""),
            (_("Tiếp nhận"), by(one.accepted_by, one.accepted_date)),
            (_("Người chịu trách nhiệm"), one.owner_words),
            (_("Hạn hoàn thành"), self.due_words),
            (_("Lý do không chấp nhận"), one.state_reason if self.state == State.REJECTED else ""),
            (_("Đóng phiếu"), by(one.closed_by, one.closed_date)),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def corrected(self) -> list[tuple[Any, Any]]:
        """What was put right at once, and whether more is needed."""
        one = self.sheet
        rows = [
            (_("Sự khắc phục"), one.correction),
            (_("Người khắc phục"), by(one.correction_by, one.correction_date)),
            (_("Sự cần thiết của hành động khắc phục"), one.get_need_display() if one.need else ""),
            (_("Lý do"), one.need_reason),
            (_("Người đánh giá"), by(one.need_by, one.need_date)),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def similar(self) -> str:
        """Whether the like stands elsewhere, in words; empty while nobody said."""
        return told(self.sheet.has_similar, self.sheet.similar_text)

    @property
    def changes(self) -> list[tuple[Any, Any]]:
        """What is to be changed besides."""
        one = self.sheet
        rows = [
            (_("Cập nhật rủi ro, cơ hội"), told(one.changes_risks)),
            (_("Thay đổi hệ thống, tài liệu"), told(one.changes_system)),
            (_("Nêu rõ"), one.changes_text),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def due_words(self) -> str:
        """Until when it is to be done, and for how long that day is over."""
        due = self.sheet.due_date
        if due is None:
            return ""
        late = (self.on - due).days
        if not self.sheet.is_open or late <= 0:
            return ngay(due)
        return _("%(day)s (quá hạn %(late)s ngày)") % {"day": ngay(due), "late": late}

    @property
    def steps(self) -> list[Step]:
        """The way: logged, taken up and corrected, causes and plan, approved, acted upon, verified, closed."""
        sheet = self.sheet
        labels = [
            (_("Ghi nhận"), ""),
            (_("Tiếp nhận, khắc phục"), ""),
            (_("Nguyên nhân"), self.again),
            (_("Phê duyệt"), ""),
            (_("Thực hiện"), ""),
            (_("Thẩm tra"), ""),
            (pgettext("step", "Đóng"), ""),
        ]
        if self.state == State.REJECTED:
            states = ["done", *["skipped"] * 6]
        else:
            at = WAY.index(self.state)
            states = [
                "done" if place < at or self.state == State.CLOSED else "now" if place == at else "todo"
                for place in range(len(WAY))
            ]
            states[0] = "done"
            if self.state == State.REPORTED:
                states[1] = "now"
        if sheet.need == Need.CORRECTION:
            states[2:5] = ["skipped"] * 3
        return [Step(label=label, state=state, note=note) for (label, note), state in zip(labels, states, strict=True)]

    @property
    def again(self) -> str:
        """Which round it is, where it is not the first."""
        return _("vòng %s") % self.sheet.round if self.sheet.round > 1 else ""

    @cached_property
    def why_not_submit(self) -> list[Reason]:
        """What the plan lacks."""
        return list(round_guards.why_not_submit(self.sheet, self.page.round_now, on=self.on))

    @cached_property
    def why_not_verify(self) -> list[Reason]:
        """Why the viewer cannot verify the effect now."""
        return list(round_guards.why_not_verify(self.sheet, self.page.rounds, self.viewer, on=self.on))

    @property
    def blocked(self) -> list[Blocked]:
        """The reasons it does not go on, each with where it is put right; nothing of it for guests, who mend nothing."""
        found: list[tuple[str, list[Reason]]] = []
        if self.viewer.is_guest:
            return []
        one = self.page.round_now
        if self.state == State.ANALYSING and one is not None and one.returned_reason:
            found.append((_("Kế hoạch bị trả lại"), [Reason(one.returned_reason, code="returned")]))
        if self.edits_plan and self.why_not_submit:
            found.append((_("Kế hoạch chưa trình được"), self.why_not_submit))
        if self.state == State.ACTING:
            found.append((_("Chưa thẩm tra được"), self._undone()))
        if self.state == State.VERIFYING and self.may("verify_nonconformity") and self.why_not_verify:
            found.append((_("Anh, chị chưa thẩm tra được"), self.why_not_verify))
        if self.state == State.VERIFYING and self.sheet.need == Need.ACTION:
            found.append((_("Chưa đóng được phiếu"), list(round_guards.why_changes_open(self.sheet))))
        return [Blocked(title=title, reasons=shown(reasons, self.viewer)) for title, reasons in found if reasons]

    def _undone(self) -> list[Reason]:
        one, undone = self.page.round_now, []
        for action in one.actions.all() if one is not None else ():
            work = action.assignment
            if work is None or work.state != Assignment.State.CONFIRMED:
                said = {"what": action.what, "state": str(work.get_state_display()).lower() if work else _("chưa giao")}
                fix = ("work:assignment_detail", work) if work is not None else None
                undone.append(Reason(_("%(what)s: %(state)s.") % said, code="not_done", fix=fix))
        return undone

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next, or who is awaited."""
        tell = {
            State.REPORTED: self._to_accept,
            State.ACCEPTED: self._to_correct,
            State.ANALYSING: self._to_plan,
            State.SUBMITTED: self._to_approve,
            State.ACTING: self._to_do,
            State.VERIFYING: self._to_verify,
        }.get(self.state)
        return tell() if tell is not None and self.viewer.is_member else None

    def _to_accept(self) -> NextAction:
        note = _("Ghi mức độ, người chịu trách nhiệm, hạn. Thư ký ISO, QMR hoặc lãnh đạo tiếp nhận.")
        return self._next(_("Tiếp nhận phiếu"), note, _("Tiếp nhận"), "nonconformity_accept", "decide_nonconformity")

    def _to_correct(self) -> NextAction:
        if not self.sheet.correction:
            note = _("Xử lý ngay hậu quả; chờ %s.") % self.sheet.owner_words
            return self._next(
                _("Khắc phục"), note, _("Ghi sự khắc phục"), "nonconformity_correct", "correct_nonconformity"
            )
        note = _("Sau khi khắc phục, đánh giá có phải tìm nguyên nhân không (10.2.1 b).")
        return self._next(
            _("Đánh giá sự cần thiết của hành động khắc phục"),
            note,
            _("Đánh giá"),
            "nonconformity_need",
            "evaluate_nonconformity",
        )

    def _to_plan(self) -> NextAction:
        codes = {reason.code for reason in self.why_not_submit}
        may_, waits = "analyse_nonconformity", _("Chờ %s.") % self.sheet.owner_words
        if codes & {"causes_missing", "root_cause_missing", "similar_not_told", "similar_text_missing"}:
            title = _("Phân tích nguyên nhân")
            return self._next(title, waits, title, "nonconformity_analysis", may_)
        if "actions_missing" in codes:
            return self._next(_("Lập kế hoạch hành động khắc phục"), waits, _("Thêm hành động"), "action_new", may_)
        return self._next(_("Trình kế hoạch khắc phục"), waits, _("Trình"), "nonconformity_submit", may_)

    def _to_approve(self) -> NextAction | None:
        if self.page.approval is None:
            return None
        return awaited(self.page.approval, self.page.steps, viewer=self.viewer)

    def _to_do(self) -> NextAction:
        left = len(self._undone())
        return NextAction(
            title=_("Thực hiện %s hành động còn lại") % left,
            note=_("Mỗi hành động là một công việc được giao; xong và được xác nhận hết thì chờ thẩm tra."),
        )

    def _to_verify(self) -> NextAction:
        one = self.page.round_now
        day = ngay(one.verify_from) if one is not None else ""
        note = _("Thẩm tra được từ ngày %s, do người khác người chịu trách nhiệm và người thực hiện.") % day
        if self.why_not_verify:
            return NextAction(title=_("Chờ thẩm tra hiệu lực"), note=note)
        return self._next(_("Thẩm tra hiệu lực"), note, _("Thẩm tra"), "nonconformity_verify", "verify_nonconformity")

    def _next(self, title: str, note: str, word: str, page: str, permission: str) -> NextAction:
        action = Action(label=word, url=self.url(page), icon="check", primary=True) if self.may(permission) else None
        return NextAction(title=title, note=note, action=action)

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = [Action(label=_("Bản in"), url=self.url("nonconformity_print"), icon="printer")]
        one = self.sheet
        if self.may("change_nonconformity") and not any(guards.why_not_change(one)):
            found.append(Action(label=_("Sửa"), url=self.url("nonconformity_change"), icon="pencil"))
        corrects = self.may("correct_nonconformity") and not any(guards.why_not_correct(one))
        if corrects and (self.state != State.ACCEPTED or one.correction):  # else it is the next action
            found.append(Action(label=_("Ghi sự khắc phục"), url=self.url("nonconformity_correct"), icon="list-check"))
        if self.may("decide_nonconformity"):
            if self.state == State.REPORTED:
                url = self.url("nonconformity_reject")
                found.append(Action(label=_("Không chấp nhận"), url=url, icon="ban", danger=True))
            elif not any(guards.why_not_hand_over(one)):
                found.append(Action(label=_("Đổi người, hạn"), url=self.url("nonconformity_hand_over"), icon="users"))
        if self.state == State.CLOSED and self.may("reopen_nonconformity"):
            found.append(Action(label=_("Mở lại"), url=self.url("nonconformity_reopen"), icon="refresh"))
        return found

    @property
    def tells_changes(self) -> bool:
        """Whether the viewer may say what is to be changed besides."""
        return self.may("analyse_nonconformity") and not any(round_guards.why_not_tell_changes(self.sheet))

    @property
    def gives_again(self) -> bool:
        """Whether the viewer may give actions again whose work was cancelled."""
        return self.state == State.ACTING and self.may("decide_nonconformity")

    def may(self, name: str) -> bool:
        """Return whether the viewer may do this to it."""
        return may(self.viewer, f"improvement.{name}", self.sheet)

    def url(self, name: str) -> str:
        """Return the address of a page of this sheet."""
        return address(self.viewer, name, slug=self.sheet.slug)


def by(person: Any, day: date | None) -> str:
    """Return who, and on which day."""
    if person is None or day is None:
        return ngay(day) if day else ""
    return _("%(who)s, ngày %(day)s") % {"who": person, "day": ngay(day)}


def told(answer: bool | None, text: str = "") -> str:
    """Return a yes or no in words with what was added; empty while nobody said."""
    if answer is None:
        return ""
    word = _("Có") if answer else _("Không")
    return f"{word}: {text}" if text else word
