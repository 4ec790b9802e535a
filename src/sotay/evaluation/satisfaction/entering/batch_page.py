"""What stands around a batch and an answer on their pages."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.satisfaction.entering.queries import sees_dossier
from sotay.evaluation.satisfaction.marks import asked, words
from sotay.evaluation.satisfaction.models import Answer, AnswerBatch, AnswerText, Question
from sotay.evaluation.tabs import CUSTOMERS, address
from sotay.ui.formats import luc, ngay, so
from sotay.ui.parts import Action, Link, NextAction, RecordPage, StateBadge


class BatchShown:
    """A batch as one viewer sees it; `sheets` and `valid` come from the query."""

    def __init__(self, batch: AnswerBatch, viewer: Actor, *, on: date) -> None:
        self.batch, self.viewer, self.on = batch, viewer, on
        self.sheets: int = batch.sheets  # type: ignore[attr-defined]
        self.valid: int = batch.valid  # type: ignore[attr-defined]
        self.is_open = batch.state == AnswerBatch.State.OPEN
        self.enters = may(viewer, "evaluation.enter_answers", batch)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page; the scan of the sheets stands among the files."""
        return RecordPage(
            title=_("Lô phiếu %s") % self.batch.code,
            kicker=self.batch.survey.title,
            crumbs=[CUSTOMERS.crumb_to(self.viewer, "batches")],
            state=StateBadge(label=self.batch.get_state_display(), tone="now" if self.is_open else "done"),
            actions=self.actions,
            next_action=self.next_action,
            **aside(self.batch, viewer=self.viewer),
        )

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What is known of the batch, empty places left out."""
        one = self.batch
        rows: list[tuple[Any, Any]] = [
            (_("Đợt khảo sát"), str(one.survey)),
            (_("Hình thức"), one.get_channel_display()),
            (_("Ngày ghi trên phiếu"), ngay(one.given_date)),
            (_("Đơn vị được đánh giá"), str(one.unit) if one.unit else ""),
            (_("Thủ tục hành chính"), str(one.service) if one.service else ""),
            (_("Người nhập"), str(one.entered_by)),
            (_("Nhập vào hệ thống"), luc(one.created_at)),
            (_("Ngày nhập xong"), ngay(one.done_date) if one.done_date else ""),
            (_("Ghi chú"), one.note),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def counts(self) -> list[tuple[str, str]]:
        """How many sheets were expected, came back, count and do not."""
        rows = [(so(self.sheets), _("thu về")), (so(self.valid), _("hợp lệ"))]
        if self.sheets - self.valid:
            rows.append((so(self.sheets - self.valid), _("không hợp lệ")))
        if self.batch.expected:
            rows.insert(0, (so(self.batch.expected), _("phiếu trong lô")))
        return rows

    @property
    def difference(self) -> str:
        """In words how the number of sheets differs from the one expected; empty while it may still come right."""
        expected = self.batch.expected
        if not expected or expected == self.sheets or (self.is_open and self.sheets < expected):
            return ""
        said = {"expected": so(expected), "sheets": so(self.sheets)}
        return _("Lô ghi %(expected)s phiếu, đã nhập %(sheets)s phiếu.") % said

    @property
    def next_action(self) -> NextAction | None:
        """To enter the next sheet, or to say that all are in."""
        if not (self.is_open and self.enters):
            return None
        left = (self.batch.expected or 0) - self.sheets
        finish = Action(label=_("Ghi đã nhập xong"), url=self.address("batch_finish"), icon="check", primary=True)
        if self.batch.expected and left <= 0:
            return NextAction(title=_("Đã nhập đủ số phiếu"), note=self.difference, action=finish)
        note = ngettext("Còn %(left)s phiếu.", "Còn %(left)s phiếu.", left) % {"left": so(left)} if left > 0 else ""
        enter = Action(label=_("Nhập phiếu"), url=self.address("sheet_enter"), icon="pencil", primary=True)
        return NextAction(title=_("Nhập phiếu số %s") % (self.sheets + 1), note=note, action=enter)

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        if not (self.enters and self.is_open):
            return []
        found = [Action(label=_("Sửa"), url=self.address("batch_change"), icon="pencil")]
        if not self.sheets:
            found.append(Action(label=_("Xóa lô"), url=self.address("batch_remove"), icon="trash", danger=True))
        elif self.batch.expected and self.sheets >= self.batch.expected:
            found.append(Action(label=_("Nhập thêm phiếu"), url=self.address("sheet_enter"), icon="plus"))
        else:
            found.append(Action(label=_("Ghi đã nhập xong"), url=self.address("batch_finish"), icon="check"))
        return found

    def address(self, name: str) -> str:
        """Return the address of a page of this batch."""
        return address(self.viewer, name, slug=self.batch.slug)


class AnswerShown:
    """An answer as one viewer sees it: words and the dossier only for those entitled."""

    def __init__(
        self, answer: Answer, viewer: Actor, *, questions: list[Question], texts: dict[int, AnswerText]
    ) -> None:
        self.answer, self.viewer, self.questions, self.texts = answer, viewer, questions, texts
        self.entitled = may(viewer, "evaluation.see_contacts", answer)
        self.enters = may(viewer, "evaluation.enter_answers", answer)

    def record_page(self) -> RecordPage:
        """Return the head of the page."""
        one, flagged = self.answer, getattr(self.answer, "is_flagged", False)
        if one.invalid_reason:
            state = StateBadge(label=_("Không hợp lệ"), tone="stop")
        else:
            state = StateBadge(label=_("Cần xem lại") if flagged else _("Hợp lệ"), tone="warn" if flagged else "done")
        listed = Link(label=_("Các phiếu trả lời"), url=address(self.viewer, "answer_list"))
        crumbs = [CUSTOMERS.crumb_to(self.viewer, "batches"), listed]
        if one.batch:
            url = address(self.viewer, "batch_detail", slug=one.batch.slug)
            crumbs = [crumbs[0], Link(label=one.batch.code, url=url)]
            title = _("Phiếu số %(sheet)s của lô %(batch)s") % {"sheet": one.sheet, "batch": one.batch.code}
        else:
            title = _("Phiếu trả lời ngày %s") % ngay(one.given_date)
        return RecordPage(title=title, kicker=one.survey.title, crumbs=crumbs, state=state, actions=self.actions)

    @property
    def actions(self) -> list[Action]:
        """To say that a sheet that was entered does not count."""
        if not self.enters or self.answer.batch_id is None or self.answer.invalid_reason:
            return []
        url = address(self.viewer, "answer_invalid", uuid=self.answer.uuid)
        return [Action(label=_("Ghi không hợp lệ"), url=url, icon="ban")]

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """How it came, what proves it, whom it is about, when, by whose hand."""
        one = self.answer
        rows: list[tuple[Any, Any]] = [
            (_("Hình thức"), one.get_channel_display()),
            (_("Căn cứ"), one.get_proof_display()),
            (_("Mã hồ sơ"), one.dossier.code if one.dossier and sees_dossier(self.viewer, one) else ""),
            (_("Điểm lấy ý kiến"), str(one.point) if one.point else ""),
            (_("Đơn vị"), str(one.unit) if one.unit else ""),
            (_("Thủ tục hành chính"), str(one.service) if one.service else ""),
            (_("Ngày trả lời"), ngay(one.given_date)),
            (_("Vào hệ thống"), luc(one.answered_at)),
            (_("Người nhập"), str(one.entered_by) if one.entered_by else ""),
            (_("Không hợp lệ vì"), one.invalid_reason),
            (_("Người ghi không hợp lệ"), str(one.invalid_by) if one.invalid_by else ""),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The questions with what was answered in words; words of their own only for those entitled."""
        return [self._answered(one) for one in self.questions]

    def _answered(self, question: Question) -> dict[str, Any]:
        place = question.position
        told: dict[str, Any] = {"number": place, "text": asked(question), "note": "", "words": ""}
        if question.kind == Question.Kind.TEXT:
            if not self.entitled:
                return told | {"note": _("ý kiến bằng lời chỉ người được giao mới xem")}
            one = self.texts.get(place)
            return told | {"words": one.text if one else ""}
        marks = self.answer.marks
        return told | {"words": words(question, marks[place - 1] if place <= len(marks) else None)}
