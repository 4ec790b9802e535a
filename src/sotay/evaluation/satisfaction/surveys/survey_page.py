"""What stands around a survey on its page: where it stands, its way, the one next action, its buttons, what came."""

from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.satisfaction.models import Channel, Survey
from sotay.evaluation.satisfaction.surveys import figures, guards, queries
from sotay.evaluation.satisfaction.surveys.slips.queries import list_batches
from sotay.evaluation.satisfaction.surveys.tables import TONES
from sotay.evaluation.tabs import CUSTOMERS
from sotay.pages import url_of
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link, NextAction, RecordPage, StateBadge, Step

State = Survey.State
LATEST = 8
"""How many counts of sheets handed out stand in front."""


class SurveyShown:
    """A survey as one viewer sees it."""

    def __init__(self, survey: Survey, viewer: Actor, *, on: date) -> None:
        self.survey, self.viewer, self.on = survey, viewer, on
        self.state = State(survey.state)
        self.runs = may(viewer, "evaluation.run_surveys", survey)
        self.hands_out = may(viewer, "evaluation.hand_out_slips", survey) and self.state != State.DRAFT
        self.ran_out = self.state == State.OPEN and survey.to_date < on

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        survey = self.survey
        label = _("Hết hạn, chưa kết thúc") if self.ran_out else survey.get_state_display()
        return RecordPage(
            title=survey.title,
            kicker=survey.code,
            crumbs=[CUSTOMERS.crumb_to(self.viewer, "surveys")],
            state=StateBadge(label=label, tone="warn" if self.ran_out else TONES[self.state]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            **aside(survey, viewer=self.viewer),
        )

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What it asks, from when to when, by which ways; empty places left out."""
        survey = self.survey
        rows: list[tuple[Any, Any]] = [
            (_("Phiếu khảo sát"), str(survey.asks)),
            (_("Hỏi ai, về việc gì"), survey.asks.questionnaire.get_about_display()),
            (_("Thời gian"), f"{ngay(survey.from_date)} – {ngay(survey.to_date)}"),
            (_("Hình thức lấy ý kiến"), "; ".join(str(Channel(one).label) for one in survey.channels)),
            (_("Mã QR, liên kết công khai"), _("dẫn tới đợt này khi đang mở") if survey.is_standing else _("không dẫn tới đợt này")),
            (_("Ngày mở"), ngay(survey.opened_date)),
            (_("Ngày kết thúc"), ngay(survey.closed_date)),
        ]  # fmt: skip
        return [(word, value) for word, value in rows if value]

    @property
    def onward(self) -> list[Link]:
        """The pages that go on from here: what is asked, sheets to enter, answers to look at again, the share; those installed."""
        asks, flagged = self.survey.asks, self.came["together"].flagged
        pages: list[tuple[Any, str, dict[str, Any], str]] = [
            (_("Phiếu khảo sát đang hỏi"), "questionnaire_detail", {"slug": asks.questionnaire.slug}, ""),
            (_("Nhập phiếu giấy, điện thoại"), "batch_list", {}, ""),
            (_("Phiếu cần xem lại"), "suspicion_list", {}, f"?survey={self.survey.slug}" if flagged else ""),
            (_("Tỷ lệ phiếu trên hồ sơ đã giải quyết"), "coverage", {}, ""),
            (_("Báo cáo khảo sát"), "synthesis_list", {}, ""),
        ]
        found = []
        for label, name, parts, query in pages:
            with suppress(NoReverseMatch):
                found.append(Link(label=label, url=self._address(name, **parts) + query))
        return found

    @property
    def public_off(self) -> bool:
        """Whether public ways are wanted though the agency has its public pages hidden."""
        wanted = self.state != State.CLOSED and guards.PUBLIC & set(self.survey.channels)
        return bool(wanted) and not guards.public_is_shown(self.survey.agency_id, on=self.on)

    @cached_property
    def came(self) -> dict[str, Any]:
        """What came by each way, and together."""
        rows, together = figures.came(self.survey)
        return {"rows": rows, "together": together, "more": [one for one in rows if one.more_came]}

    @cached_property
    def slips(self) -> figures.Slips:
        """Slips with a token and how many of their dossiers answered."""
        return figures.slips(self.survey)

    @cached_property
    def batches(self) -> list[dict[str, Any]]:
        """The slips and links made, each batch with where it is seen; for those who hand out."""
        if not may(self.viewer, "evaluation.hand_out_slips", self.survey):
            return []
        return [{"batch": one, "url": url_of(one)} for one in list_batches(self.survey)]

    @cached_property
    def handouts(self) -> list[dict[str, Any]]:
        """What was handed out, as entered, each with where a mistaken one is taken out."""
        rows = figures.list_handouts(self.survey)
        return [
            {"one": one, "drop_url": self._address("handout_drop", uuid=one.uuid) if self.hands_out else ""}
            for one in rows
        ]

    @property
    def handouts_folded(self) -> list[dict[str, Any]]:
        """The older of them, shown when asked for."""
        return self.handouts[LATEST:]

    @property
    def handouts_latest(self) -> list[dict[str, Any]]:
        """The latest of them."""
        return self.handouts[:LATEST]

    @property
    def new_handout_url(self) -> str:
        """Where a count of sheets handed out is entered."""
        return self._address("handout_new", slug=self.survey.slug) if self.hands_out else ""

    @property
    def new_slips_url(self) -> str:
        """Where slips are made for settled dossiers."""
        ready = (
            self.hands_out
            and self.state == State.OPEN
            and Channel.QR in self.survey.channels
            and queries.is_about_services(self.survey)
        )
        return self._address("slips_new", slug=self.survey.slug) if ready else ""

    @property
    def new_links_url(self) -> str:
        """Where links are sent by e-mail."""
        ready = self.runs and self.state == State.OPEN and Channel.LINK in self.survey.channels
        return (
            self._address("links_new", slug=self.survey.slug)
            if ready and queries.is_about_services(self.survey)
            else ""
        )

    @property
    def steps(self) -> list[Step]:
        """The way: prepared, open, closed."""
        survey, at = self.survey, list(State).index(self.state)
        notes = ("", ngay(survey.opened_date), ngay(survey.closed_date))
        labels = (_("Chuẩn bị"), _("Lấy ý kiến"), _("Kết thúc"))
        found = []
        for place, (label, note) in enumerate(zip(labels, notes, strict=True)):
            done = place < at or self.state == State.CLOSED
            found.append(Step(label=label, state="done" if done else "now" if place == at else "todo", note=note))
        return found

    @property
    def next_action(self) -> NextAction | None:
        """To open what was prepared, to close what ran out."""
        if self.state == State.DRAFT:
            title, note, name, word = (
                _("Mở đợt khảo sát"),
                _("Phiếu khảo sát đã chọn sẽ giữ nguyên cho cả đợt."),
                "survey_open",
                _("Mở đợt"),
            )
        elif self.ran_out:
            title, note, name, word = (
                _("Kết thúc đợt khảo sát"),
                _("Đợt chỉ đến ngày %s; trang công khai không nhận ý kiến nữa.") % ngay(self.survey.to_date),
                "survey_close",
                _("Kết thúc"),
            )
        else:
            return None
        if not self.runs:
            return NextAction(title=title, note=note)
        return NextAction(title=title, note=note, action=self._action(name, word, "check", primary=True))

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found: list[Action] = []
        if not self.runs or self.state == State.CLOSED:
            return found
        found.append(self._action("survey_change", _("Sửa"), "pencil"))
        if self.state == State.DRAFT:
            found.append(self._action("survey_drop", _("Bỏ đợt này"), "ban"))
        elif not self.ran_out:
            found.append(self._action("survey_close", _("Kết thúc"), "ban"))
        return found

    def _action(self, name: str, word: str, icon: str, *, primary: bool = False) -> Action:
        return Action(label=word, url=self._address(name, slug=self.survey.slug), icon=icon, primary=primary)

    def _address(self, name: str, **parts: Any) -> str:
        return CUSTOMERS.address(self.viewer, name, **parts)
