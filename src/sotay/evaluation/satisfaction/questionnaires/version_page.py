"""What stands around a version of a questionnaire on its page: where it stands, the one next action, its questions and buttons."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.satisfaction.marks import choices
from sotay.evaluation.satisfaction.models import Question, Questionnaire, QuestionnaireVersion, Survey
from sotay.evaluation.satisfaction.questionnaires import guards
from sotay.evaluation.satisfaction.questionnaires.shipped import shipped
from sotay.evaluation.tabs import CUSTOMERS
from sotay.pages import shown, url_of
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = QuestionnaireVersion.State
MAY = "evaluation.write_questionnaires"
TONES = {State.DRAFT: "now", State.IN_USE: "done", State.RETIRED: "quiet"}
address = CUSTOMERS.address


class VersionShown:
    """A version as one viewer sees it; `versions` and `surveys` are those of its questionnaire, the newest first."""

    def __init__(
        self,
        version: QuestionnaireVersion,
        viewer: Actor,
        *,
        versions: Sequence[QuestionnaireVersion],
        surveys: Sequence[Survey],
    ) -> None:
        self.version, self.viewer, self.versions = version, viewer, versions
        self.surveys = [Link(label=one.code, url=address(viewer, "survey_detail", slug=one.slug)) for one in surveys]
        self.questionnaire: Questionnaire = version.questionnaire
        self.questions: list[Question] = list(version.questions.all())
        self.may_write = may(viewer, MAY, self.questionnaire)
        self.writes = self.may_write and version.state == State.DRAFT and not self.questionnaire.ended_date
        self.lacks = list(guards.why_incomplete(version, questions=self.questions)) if self.writes else []
        self.advice = guards.advice(version, questions=self.questions) if self.writes else []

    def record_page(self, *, alone: bool = False) -> RecordPage:
        """Return the head and the sides of the page; `alone` for the page of an older version, without the sides."""
        crumbs = [CUSTOMERS.crumb_to(self.viewer, "questionnaires")]
        if alone:
            crumbs.append(Link(label=self.questionnaire.code, url=url_of(self.questionnaire)))
        return RecordPage(
            title=self.questionnaire.title,
            kicker=_("%(code)s, lần %(number)d") % {"code": self.questionnaire.code, "number": self.version.number},
            crumbs=crumbs,
            state=self.state,
            steps=self.steps,
            actions=self.actions(alone=alone),
            next_action=self.next_action,
            blocked=self.blocked,
            **({} if alone else aside(self.questionnaire, viewer=self.viewer)),
        )

    @property
    def state(self) -> StateBadge:
        """Where the version stands, or that the questionnaire ended."""
        if self.questionnaire.ended_date:
            return StateBadge(label=_("Thôi dùng từ %s") % ngay(self.questionnaire.ended_date), tone="stop")
        return StateBadge(label=self.version.get_state_display(), tone=TONES[State(self.version.state)])

    @property
    def steps(self) -> list[Step]:
        """The way of a version: written, used, replaced."""
        version = self.version
        used = ngay(version.in_use_date) if version.in_use_date else ""
        gone = ngay(version.retired_date) if version.retired_date else ""
        at = list(State).index(State(version.state))
        words = ((_("Soạn"), ""), (_("Đang dùng"), used), (_("Đã thay thế"), gone))
        states = ("done", "now", "todo")
        return [
            Step(label=label, state=states[(place >= at) + (place > at)], note=note)
            for place, (label, note) in enumerate(words)
        ]

    @property
    def next_action(self) -> NextAction | None:
        """To put a draft into use that lacks nothing, or to ask a first question."""
        if not self.writes:
            return None
        if not self.questions:
            return NextAction(
                title=_("Thêm câu hỏi đầu tiên"),
                note=_("Phiếu khảo sát chưa có câu hỏi nào."),
                action=Action(label=_("Thêm câu hỏi"), url=self.address("question_new"), icon="plus", primary=True),
            )
        if self.lacks:
            return None
        action = Action(
            label=_("Đưa vào sử dụng"), url=self.address("questionnaire_use"), icon="circle-check", primary=True
        )
        return NextAction(
            title=_("Xem trước rồi đưa lần %d vào sử dụng") % self.version.number,
            note=_("Lần đã đưa vào sử dụng không sửa được nữa."),
            action=action,
        )

    @property
    def blocked(self) -> list[Blocked]:
        """What a draft with questions still lacks before it can be used."""
        if not (self.lacks and self.questions):
            return []
        return [Blocked(title=_("Chưa đưa vào sử dụng được"), reasons=shown(self.lacks, self.viewer))]

    def actions(self, *, alone: bool) -> list[Action]:
        """The buttons in the head."""
        number = self.version.number
        found = []
        if self.questions:
            found += [
                Action(label=_("Xem trước"), url=self.address("questionnaire_preview", number=number), icon="eye"),
                Action(label=_("Phiếu giấy"), url=self.address("questionnaire_sheet", number=number), icon="printer"),
            ]
        if alone or not self.may_write:
            return found
        if self.questionnaire.ended_date:
            resume = self.address("questionnaire_resume")
            return [*found, Action(label=_("Dùng lại"), url=resume, icon="refresh")]
        found.append(Action(label=_("Đổi tên, mã"), url=self.address("questionnaire_change"), icon="pencil"))
        if self.version.state != State.DRAFT:
            start = self.address("questionnaire_start")
            found.append(Action(label=_("Soạn lần mới"), url=start, icon="copy", post=True))
        elif len(self.versions) > 1:
            found.append(Action(label=_("Bỏ lần đang soạn"), url=self.address("questionnaire_drop"), icon="trash"))
        found.append(Action(label=_("Thôi dùng"), url=self.address("questionnaire_end"), icon="ban"))
        return found

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """Whom it asks, what it was made from, how much it asks, by which surveys."""
        one, sample = self.questionnaire, shipped().get(self.questionnaire.made_from)
        must = sum(question.is_required for question in self.questions)
        asked = _("%(all)d câu, trong đó %(must)d câu phải trả lời") % {"all": len(self.questions), "must": must}
        english = all(guards.is_in_english(question) for question in self.questions) and bool(self.questions)
        rows = [
            (_("Tên tiếng Anh"), one.title_en),
            (_("Hỏi ai, về việc gì"), one.get_about_display()),
            (_("Bắt đầu từ mẫu"), sample.title if sample else ""),
            (_("Số câu hỏi"), asked),
            (_("Tiếng Anh"), _("đủ mọi câu") if english else _("chưa đủ")),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The questions with their buttons, as the table shows them."""
        return [self._asked(question) for question in self.questions]

    def _asked(self, question: Question) -> dict[str, Any]:
        kind = question.kind
        note = "; ".join(choices(question))
        if kind == Question.Kind.NUMBER:
            ends = {"low": question.lowest, "high": question.highest}
            if None not in ends.values():
                note = _("từ %(low)d đến %(high)d") % ends
        return {
            "question": question,
            "note": note,
            "lacks": any(reason.fix and reason.fix[1] is question for reason in self.lacks),
            "is_first": question.position == 1,
            "is_last": question.position == len(self.questions),
            "change": address(self.viewer, "question_change", slug=question.slug) if self.writes else "",
            "move": address(self.viewer, "question_move", slug=question.slug) if self.writes else "",
            "remove": address(self.viewer, "question_remove", slug=question.slug) if self.writes else "",
        }

    @property
    def older(self) -> list[dict[str, Any]]:
        """All versions, with the way to each but the one that is shown."""
        return [
            {
                "version": one,
                "tone": TONES[State(one.state)],
                "count": len(one.questions.all()),
                "url": "" if one.pk == self.version.pk else self.address("questionnaire_version", number=one.number),
            }
            for one in self.versions
        ]

    def address(self, name: str, **kwargs: object) -> str:
        """Return the address of a page of this questionnaire."""
        return address(self.viewer, name, slug=self.questionnaire.slug, **kwargs)

    @property
    def add_url(self) -> str:
        """Where a question is added."""
        return self.address("question_new")

    @property
    def words_url(self) -> str:
        """Where the words before and after the questions are written."""
        return self.address("questionnaire_words")
