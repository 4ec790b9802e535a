"""What stands around an announcement on its page: its way from the grounds to the portal, its papers, the one next action."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.manual.announcements import guards, queries
from sotay.manual.announcements.grounds import grounds_of
from sotay.manual.announcements.models import Announcement, Posting
from sotay.manual.announcements.tables import TONES
from sotay.manual.tabs import address, crumb_to
from sotay.pages import shown, url_of
from sotay.papers import forms as known_forms
from sotay.support.models import OutgoingPaper
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Step

State, Kind = Announcement.State, Posting.Kind
GONE = (OutgoingPaper.State.CANCELLED, OutgoingPaper.State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One of the three papers: what it is, where it stands, where it is drafted or read."""

    form: str
    title: str
    paper: OutgoingPaper | None
    url: str
    state: str
    tone: str
    draft: Action | None
    note: str = ""


class AnnouncementShown:
    """An announcement as one viewer sees it."""

    def __init__(self, one: Announcement, viewer: Actor, *, on: date) -> None:
        self.one, self.viewer, self.on = one, viewer, on
        self.prepares = may(viewer, "manual.prepare_announcement", one)
        self.posts = may(viewer, "manual.post_announcement", one)
        self.postings = list(queries.list_postings(one))
        self.services = one.services.count()

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.one
        beside = aside(one, viewer=self.viewer)
        return RecordPage(
            title=_("Công bố hệ thống quản lý chất lượng, lần %02d") % one.edition,
            kicker=self.viewer.agency.name,
            crumbs=[crumb_to(self.viewer, "announcements")],
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.held_up,
            **beside | {"links": [*self.links, *(beside["links"] or ())]},
        )

    @cached_property
    def reasons(self) -> list[Any]:
        """Why its decision cannot be drafted or issued now."""
        grounds = grounds_of(self.one.agency, self.on, has_services=bool(self.services))
        return shown(guards.why_not_announce(grounds, again=self.one.replaces_id is not None), self.viewer)

    @property
    def held_up(self) -> list[Blocked]:
        """What holds it up, for whoever prepares it."""
        if self.one.state != State.DRAFT or not self.prepares or not self.reasons:
            return []
        return [Blocked(title=_("Chưa công bố được"), reasons=self.reasons)]

    def paper_at(self, form: str) -> OutgoingPaper | None:
        """Return a paper that is on its way or issued; one given up counts as none."""
        paper: OutgoingPaper | None = getattr(self.one, guards.PAPERS[form])
        return None if paper is None or paper.state in GONE else paper

    @property
    def steps(self) -> list[Step]:
        """The way: grounds, decision, notice, posted at the office, posted on the portal."""
        one = self.one
        is_out = one.is_out
        ready = is_out or not self.reasons
        done = [
            (_("Điều kiện"), ready, ""),
            (_("Quyết định"), is_out, one.number if is_out else self._state_of(guards.DECISION)),
            (
                pgettext("announcement", "Thông báo"),
                one.notified_date is not None,
                ngay(one.notified_date) if one.notified_date else self._state_of(guards.NOTICE),
            ),
            (_("Niêm yết"), self.posted(Kind.OFFICE) is not None, self._day_of(Kind.OFFICE)),
            (_("Đăng Cổng"), self.posted(*Posting.ON_PORTAL) is not None, self._day_of(*Posting.ON_PORTAL)),
        ]
        now = next((place for place, (_label, is_done, _note) in enumerate(done) if not is_done), len(done))
        if one.state not in {State.DRAFT, State.ISSUED}:
            now = len(done)
        return [
            Step(label=label, state="done" if is_done else "now" if place == now else "todo", note=note)
            for place, (label, is_done, note) in enumerate(done)
        ]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next for the viewer, or whom it waits for."""
        one = self.one
        if one.state == State.DRAFT:
            return self._towards_decision()
        if one.state != State.ISSUED:
            return None
        if one.notified_date is None:
            return self._towards_notice()
        if not self.posts:
            return None
        if self.posted(Kind.OFFICE) is None:
            return self._to_post(_("Niêm yết tại trụ sở"), _("Ghi nơi niêm yết, ngày, ảnh chụp"))
        if self.posted(*Posting.ON_PORTAL) is None:
            return self._to_post(_("Đăng trên cổng, trang thông tin điện tử"), _("Ghi địa chỉ trang và ngày đăng"))
        return None

    def _towards_decision(self) -> NextAction | None:
        if self.reasons:
            return None
        paper = self.paper_at(guards.DECISION)
        if paper is None:
            return self._to_draft(guards.DECISION, _("Soạn quyết định công bố")) if self.prepares else None
        read = Action(label=_("Mở quyết định"), url=url_of(paper), icon="file-text", primary=True)
        return NextAction(
            title=_("Trình ký, lấy số và phát hành quyết định"), note=paper.get_state_display(), action=read
        )

    def _towards_notice(self) -> NextAction | None:
        paper = self.paper_at(guards.NOTICE)
        if paper is None:
            return self._to_draft(guards.NOTICE, _("Soạn công văn thông báo việc công bố")) if self.prepares else None
        read = Action(label=_("Mở công văn"), url=url_of(paper), icon="file-text", primary=True)
        return NextAction(
            title=_("Trình ký, lấy số và phát hành công văn"), note=paper.get_state_display(), action=read
        )

    def _to_draft(self, form: str, title: str) -> NextAction:
        return NextAction(
            title=title, note=self.overseer if form == guards.NOTICE else "", action=self._draft(form, primary=True)
        )

    def _draft(self, form: str, *, primary: bool = False) -> Action:
        url = self.address("announcement_draft", form=form)
        return Action(label=_("Soạn văn bản"), url=url, icon="file-text", post=True, primary=primary)

    def _to_post(self, title: str, note: str) -> NextAction:
        action = Action(label=_("Ghi niêm yết"), url=self.address("announcement_post"), icon="map-pin", primary=True)
        return NextAction(title=title, note=note, action=action)

    @property
    def overseer(self) -> str:
        """Who is told of it."""
        agency = self.one.agency
        return agency.overseer.name if agency.overseer else _("Sở Khoa học và Công nghệ")

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        one, found = self.one, []
        if self.prepares and not any(guards.why_not_write(one)):
            found.append(Action(label=_("Sửa"), url=self.address("announcement_write"), icon="pencil"))
            found.append(
                Action(label=_("Lấy lại danh mục"), url=self.address("announcement_renew"), icon="refresh", post=True)
            )
        if self.posts and one.state == State.ISSUED:
            found.append(Action(label=_("Ghi niêm yết"), url=self.address("announcement_post"), icon="map-pin"))
        if self.prepares and not any(guards.why_not_cancel(one)):
            found.append(Action(label=_("Bỏ"), url=self.address("announcement_cancel"), icon="trash", danger=True))
        if self.prepares and not any(guards.why_not_withdraw(one)):
            found.append(Action(label=_("Thu hồi"), url=self.address("announcement_withdraw"), icon="ban", danger=True))
        return found

    @property
    def papers(self) -> list[PaperLine]:
        """The three papers; one from before Sotay has none here."""
        if self.one.is_from_before and self.one.notice_paper is None and self.one.notified_date is not None:
            return []
        forms = [guards.NOTICE] if self.one.is_from_before else list(guards.PAPERS)
        return [self._paper(form) for form in forms]

    def _paper(self, form: str) -> PaperLine:
        paper = self.paper_at(form)
        known = known_forms.find(form)
        title = str(known.title) if known else form
        drafts = self.prepares and paper is None and not any(self._why_not_draft(form))
        note = _("Không bắt buộc: quyết định đã kèm bản công bố; soạn riêng khi cơ quan cấp số riêng.")
        return PaperLine(
            form=form,
            title=title,
            paper=paper,
            url=url_of(paper) if paper is not None and self.viewer.is_member else "",
            state=str(paper.get_state_display()) if paper else _("chưa soạn"),
            tone="done" if paper and paper.state == OutgoingPaper.State.ISSUED else "now" if paper else "quiet",
            draft=self._draft(form) if drafts else None,
            note=note if form == guards.STATEMENT and paper is None else "",
        )

    def _why_not_draft(self, form: str) -> Iterator[Any]:
        if form == guards.NOTICE:
            yield from () if self.one.state == State.ISSUED and self.one.notified_date is None else (form,)
        elif form == guards.STATEMENT and self.one.state == State.ISSUED:
            return
        elif self.one.state != State.DRAFT or self.reasons:
            yield form

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What it covers and what it rests on, in words."""
        one = self.one
        again = f"{one.get_reason_display()}{f': {one.reason_text}' if one.reason_text else ''}" if one.reason else ""
        rows = [
            (_("Số quyết định"), f"{one.number}, {ngay(one.issued_date)}" if one.issued_date else ""),
            (_("Có hiệu lực từ ngày"), self._effective),
            (_("Lý do công bố lại"), again),
            (_("Phạm vi áp dụng"), linebreaksbr(one.scope_text) if one.scope_text else ""),
            (_("Lĩnh vực"), "; ".join(one.fields)),
            (_("Địa điểm"), "; ".join(one.places)),
            (_("Tiêu chuẩn"), f"TCVN ISO {one.standard_edition}"),
            (
                pgettext("announcement", "Thông báo"),
                f"{one.notice_number}, {ngay(one.notified_date)}" if one.notified_date else "",
            ),
            (_("Hết hiệu lực"), f"{ngay(one.ended_date)}: {one.ended_reason}" if one.ended_date else ""),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def _effective(self) -> str:
        day = self.one.effective_date
        if day is None:
            return ""
        if self.one.state == State.DRAFT and day < self.on:
            return _(
                "%s – đã qua: quyết định không được ký sau ngày có hiệu lực; hãy sửa ngày này hoặc để trống"
            ) % ngay(day)
        return ngay(day)

    @property
    def grounds(self) -> list[Link]:
        """The audit, the review, the confirmation and the scope it rests on."""
        one, found = self.one, []
        for record, day, words in (
            (one.audit, one.audit.reported_date if one.audit else None, _("báo cáo phê duyệt ngày %s")),
            (one.review, one.review.concluded_date if one.review else None, _("biên bản phê duyệt ngày %s")),
            (one.confirmation, one.confirmation.confirmed_date if one.confirmation else None, _("ký ngày %s")),
            (one.scope, one.scope.approved_date if one.scope else None, _("phê duyệt ngày %s")),
        ):
            if record is not None:
                label = _("Xác nhận hiệu lực") if record is one.confirmation else str(record)
                found.append(Link(label=label, url=url_of(record), note=words % ngay(day) if day else ""))
        return found

    @property
    def exclusions(self) -> list[tuple[str, str]]:
        """The clauses it does not apply, with reasons."""
        return [(row.clause, row.reason) for row in self.one.exclusions.order_by("pk")]

    @property
    def links(self) -> list[Link]:
        """The announcement it replaces, and the public page."""
        found = []
        if self.one.replaces is not None:
            found.append(Link(label=str(self.one.replaces), url=url_of(self.one.replaces), note=_("được thay thế")))
        if self.one.state == State.ISSUED:
            url = reverse("agency_public", kwargs={"office": self.one.agency.short_name})
            found.append(Link(label=_("Trang công khai"), url=url))
        return found

    def posted(self, *kinds: str) -> Posting | None:
        """Return the first posting of these kinds that still hangs."""
        return next((one for one in self.postings if one.kind in kinds and one.ended_date is None), None)

    def _day_of(self, *kinds: str) -> str:
        posting = self.posted(*kinds)
        return ngay(posting.posted_date) if posting else ""

    def _state_of(self, form: str) -> str:
        paper = self.paper_at(form)
        return str(paper.get_state_display()) if paper else ""

    def address(self, name: str, **kwargs: Any) -> str:
        """Return the address of a page of this announcement."""
        return address(self.viewer, name, slug=self.one.slug, **kwargs)
