"""What stands around a synthesis on its page: its way, the one next action, its buttons."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.approvals.strips import awaited, strip_of
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.satisfaction.models import Synthesis
from sotay.evaluation.satisfaction.synthesis import charts, guards
from sotay.evaluation.satisfaction.synthesis.naming import period_words
from sotay.evaluation.satisfaction.synthesis.queries import SynthesisPage
from sotay.evaluation.satisfaction.synthesis.results import Results, percent_words
from sotay.evaluation.satisfaction.synthesis.tables import TONES
from sotay.evaluation.satisfaction.synthesis.words import Told
from sotay.evaluation.tabs import CUSTOMERS
from sotay.pages import shown, url_of
from sotay.ui import parts
from sotay.ui.formats import ngay, so
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State = Synthesis.State


class SynthesisShown(Results):
    """A synthesis as one viewer sees it."""

    def __init__(self, page: SynthesisPage, viewer: Actor) -> None:
        super().__init__(page.one, page.figures, is_pinned=page.is_pinned)
        self.page, self.viewer = page, viewer

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.one
        beside: dict[str, Any] = aside(one, viewer=self.viewer)
        if self.page.approval is not None and self.viewer.is_member:
            day = ngay(localdate(self.page.approval.submitted_at))
            beside["links"] = [
                Link(label=_("Lần trình ngày %s") % day, url=url_of(self.page.approval)),
                *(beside.get("links") or ()),
            ]
        return RecordPage(
            title=one.title,
            kicker=one.code,
            crumbs=[CUSTOMERS.crumb_to(self.viewer, "syntheses")],
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.blocked,
            **beside,
        )

    @cached_property
    def writes(self) -> bool:
        """Whether the viewer may write it now."""
        return self.one.state == State.DRAFT and may(self.viewer, "evaluation.write_syntheses", self.one)

    @cached_property
    def publishes(self) -> bool:
        """Whether the viewer may publish its results or take them back."""
        return self.one.state == State.ISSUED and may(self.viewer, "evaluation.publish_syntheses", self.one)

    @property
    def reads_texts(self) -> bool:
        """Whether the viewer may read what people wrote."""
        return may(self.viewer, "evaluation.see_contacts", self.one)

    @property
    def words(self) -> list[dict[str, Any]]:
        """The words people used, with examples for those who may read them."""
        examples: dict[str, Told] = {}
        if self.reads_texts and self.figures["words"]:
            examples = {one.words: one for one in self.page.grouped_texts}
        return [
            one | {"examples": told.examples if (told := examples.get(one["words"])) else ()}
            for one in self.figures["words"]
        ]

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The numbers it states first."""
        told, row = self.figures, self.whole
        tiles = [
            {"value": so(told["answers"]), "label": _("phiếu hợp lệ")},
            {
                "value": f"{row.share} %" if self.levels.total else charts.NOTHING,
                "label": _("hài lòng và rất hài lòng"),
            },
            {"value": row.mean, "label": _("điểm trung bình, thang 5")},
        ]
        if self.coverage is not None and self.coverage["percent"] is not None:
            tiles.append(
                {"value": f"{percent_words(self.coverage['percent'])} %", "label": _("phiếu trên hồ sơ đã giải quyết")}
            )
        if told["flagged"]:
            clean = f"{row.clean} %" if self.clean.total else charts.NOTHING
            tiles[2:2] = [{"value": clean, "label": _("hài lòng, trừ phiếu cần xem lại hoặc không tính")}]
            tiles.append({"value": so(told["flagged"]), "label": _("phiếu cần xem lại hoặc không tính")})
        return tiles

    @property
    def steps(self) -> list[Step]:
        """The way: written, submitted and approved, issued."""
        state = self.one.state
        first = Step(label=_("Lập báo cáo"), state="now" if state == State.DRAFT else "done")
        if self.page.approval is None or state == State.DRAFT:
            return [first, Step(label=_("Trình"), state="todo"), Step(label=_("Ban hành"), state="todo")]
        return [first, *strip_of(self.page.approval, self.page.steps)]

    @cached_property
    def why_not_submit(self) -> list[Any]:
        """Why it cannot be submitted."""
        return shown(guards.why_not_submit(self.one, on=self.page.on), self.viewer) if self.writes else []

    @property
    def blocked(self) -> list[Blocked]:
        """Why it cannot go on, and why it came back."""
        found = []
        if self.writes and self.one.returned_reason:
            found.append(Blocked(title=_("Báo cáo bị trả lại"), reasons=[parts.Reason(text=self.one.returned_reason)]))
        if self.why_not_submit:
            found.append(Blocked(title=_("Chưa trình được báo cáo"), reasons=self.why_not_submit))
        return found

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next, or who is awaited."""
        if self.one.state == State.SUBMITTED and self.page.approval is not None and self.viewer.is_member:
            return awaited(self.page.approval, self.page.steps, viewer=self.viewer)
        if self.writes and not self.why_not_submit:
            action = Action(label=_("Trình báo cáo"), url=self.url("synthesis_submit"), icon="send", primary=True)
            return NextAction(title=_("Trình báo cáo khảo sát"), note=_("Số liệu được chốt khi trình."), action=action)
        if self.writes:
            write = Action(label=_("Viết nhận xét"), url=self.url("synthesis_write"), icon="pencil", primary=True)
            return NextAction(
                title=_("Viết nhận xét, giải pháp"), note=_("Có sẵn đoạn gợi ý từ số liệu."), action=write
            )
        return None

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = [
            Action(label=_("Bản in"), url=self.url("synthesis_print"), icon="printer"),
            Action(label=_("Tải XLSX"), url=f"{self.url('synthesis_detail')}?export=xlsx", icon="download"),
        ]
        if self.writes:
            if not self.why_not_submit:
                found.append(Action(label=_("Sửa"), url=self.url("synthesis_write"), icon="pencil"))
            if self.page.approval is None:
                found.append(
                    Action(label=_("Bỏ bản đang lập"), url=self.url("synthesis_drop"), icon="trash", danger=True)
                )
        if self.publishes:
            name = "synthesis_publish" if self.one.published_date is None else "synthesis_take_back"
            word = _("Công khai kết quả") if self.one.published_date is None else _("Thôi công khai")
            found.append(Action(label=word, url=self.url(name), icon="world"))
        return found

    @property
    def published_words(self) -> str:
        """Since when everybody may read the results, and that nobody can where the agency shows no public pages now."""
        if self.one.published_date is None:
            return ""
        if self.public_url:
            return _("Công khai từ ngày %s") % ngay(self.one.published_date)
        return _("Công khai từ ngày %s, nay không ai xem được vì cơ quan đã tắt trang khảo sát cho mọi người") % ngay(
            self.one.published_date
        )

    @cached_property
    def public_url(self) -> str:
        """Where everybody reads the results now; empty where nobody can."""
        one = self.one
        if one.published_date is None or not guards.is_public(one.agency, on=self.page.on):
            return ""
        return reverse("survey_results_page", kwargs={"office": one.agency.short_name, "slug": one.slug})

    @property
    def issued_words(self) -> str:
        """When it was issued, by which paper where it was one."""
        day, approval = self.one.issued_date, self.page.approval
        if day is None:
            return ""
        paper = approval.paper if approval is not None else None
        if paper is None:
            return _("ban hành ngày %s") % ngay(day)
        return _("số %(number)s, ban hành ngày %(day)s") % {"number": paper.number, "day": ngay(day)}

    @property
    def period(self) -> str:
        """The period in words."""
        return period_words(self.one)

    def url(self, name: str) -> str:
        """Return the address of a page of this synthesis."""
        return CUSTOMERS.address(self.viewer, name, slug=self.one.slug)
