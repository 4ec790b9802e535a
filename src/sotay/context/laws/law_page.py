"""What stands around a legal document on its page: where it stands, the one next action, its buttons, its term."""

from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.agency.predicates import runs_system
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.context.laws import queries
from sotay.context.laws.clean import said_flags
from sotay.context.laws.models import LawReview
from sotay.context.laws.queries import LawPage
from sotay.context.laws.tables import STAGE_TONES, STAGE_WORDS
from sotay.context.laws.tabs import address, crumb_to
from sotay.context.laws.told import links_to
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link, NextAction, RecordPage, StateBadge, Step


class LawShown:
    """A legal document as one viewer sees it."""

    def __init__(self, page: LawPage, viewer: Actor, *, on: date) -> None:
        self.page, self.law, self.viewer, self.on = page, page.law, viewer, on
        self.writes = may(viewer, "context.write_laws", page.law)
        self.assigns = may(viewer, "context.assign_laws", page.law)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        law = self.law
        return RecordPage(
            title=law.title,
            kicker=" ".join(filter(None, [law.kind, law.number])),
            crumbs=[crumb_to(self.viewer, "laws")],
            state=self.force,
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            **aside(law, viewer=self.viewer),
        )

    @property
    def force(self) -> StateBadge:
        """Whether it is in force."""
        law = self.law
        if self.page.is_expired:
            return StateBadge(label=_("Hết hiệu lực từ %s") % ngay(law.expiry_date), tone="stop")
        if self.page.is_coming:
            return StateBadge(label=_("Có hiệu lực từ %s") % ngay(law.effective_date), tone="now")
        if law.effective_date is None:
            return StateBadge(label=_("Chưa rõ ngày có hiệu lực"), tone="warn")
        return StateBadge(label=_("Còn hiệu lực"), tone="done")

    @property
    def days_late(self) -> int:
        """For how many days it should stand in the system and does not."""
        return queries.days_late(self.law, self.page.stage, self.page.deadline, on=self.on)

    @property
    def is_moot(self) -> bool:
        """Whether it expired before it was looked at or followed: nobody has to any more."""
        return self.page.is_expired and self.page.stage not in {queries.NO_EFFECT, queries.FOLLOWED}

    @property
    def stage(self) -> StateBadge:
        """How far the looking has come."""
        return StateBadge(label=STAGE_WORDS[self.page.stage], tone=STAGE_TONES[self.page.stage])

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What the register says, empty places left out."""
        law = self.law
        deadline = self.page.deadline
        rows: list[tuple[Any, Any]] = [
            (_("Cơ quan ban hành"), law.issuer),
            (_("Ngày ban hành"), ngay(law.issued_date) if law.issued_date else ""),
            (_("Ngày có hiệu lực"), ngay(law.effective_date) if law.effective_date else ""),
            (_("Ngày hết hiệu lực"), ngay(law.expiry_date) if law.expiry_date else ""),
            (_("Lĩnh vực"), law.field),
            (_("Công bố danh mục thủ tục hành chính"), _("có") if law.publishes_services else ""),
            (_("Lý do không liên quan"), law.unrelated_reason),
        ]
        if deadline and not law.is_unrelated:
            words = ngay(deadline.raw)
            if late := self.days_late:
                words += f" ({_('quá hạn %s ngày') % late})"
            rows.append((_("Hạn đưa vào hệ thống"), words))
            if deadline.rolls:
                words = _("%(day)s (ngày %(raw)s là ngày nghỉ; Bộ luật Dân sự Điều 148 khoản 5)")
                said = {"day": ngay(deadline.last), "raw": ngay(deadline.raw)}
                rows.append((_("Ngày làm việc cuối của hạn"), words % said))
        return [(word, value) for word, value in rows if value]

    @property
    def flags(self) -> list[str]:
        """What looks wrong with it, in words."""
        return said_flags(self.law.flags)

    @property
    def steps(self) -> list[Step]:
        """The way: issued, in force, given to units, looked at, in the system."""
        law, stage = self.law, self.page.stage
        if law.is_unrelated or self.is_moot:
            return []
        given = stage != queries.UNASSIGNED
        looked = stage in {queries.AFFECTS, queries.NO_EFFECT, queries.FOLLOWED}
        done = stage in {queries.NO_EFFECT, queries.FOLLOWED}
        deadline = self.page.deadline
        in_force = law.effective_date is not None and law.effective_date <= self.on
        last = _("không phải sửa") if stage == queries.NO_EFFECT else ""
        return [
            Step(label=_("Ban hành"), state="done", note=ngay(law.issued_date) if law.issued_date else ""),
            Step(
                label=_("Có hiệu lực"),
                state="done" if in_force else "todo",
                note=ngay(law.effective_date) if law.effective_date else "",
            ),
            Step(label=_("Phân công rà soát"), state="done" if given else "now"),
            Step(label=_("Rà soát"), state="done" if looked else "now" if given else "todo"),
            Step(
                label=_("Đưa vào hệ thống"),
                state="done" if done else "now" if looked else "todo",
                note=last or (_("hạn %s") % ngay(deadline.raw) if deadline else ""),
            ),
        ]

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        stage = self.page.stage
        if self.is_moot:
            return None
        if stage == queries.UNASSIGNED and self.assigns:
            action = Action(label=_("Phân công"), url=self.address("law_assign"), icon="users", primary=True)
            return NextAction(title=_("Phân công đơn vị rà soát"), note=self._until, action=action)
        mine = [review for review in self.page.reviews if self.answers(review)]
        if url := self.review_url:
            if any(one.finding == LawReview.Finding.WAITING for one in mine):
                action = Action(label=_("Rà soát"), url=url, icon="clipboard-check", primary=True)
                return NextAction(
                    title=_("Kết luận văn bản có ảnh hưởng đến tài liệu không"), note=self._until, action=action
                )
            if stage == queries.AFFECTS and (mine or self.viewer.is_member):
                action = Action(label=_("Xem tài liệu phải sửa"), url=url, icon="files", primary=bool(mine))
                return NextAction(
                    title=_("Sửa tài liệu chịu ảnh hưởng, nêu văn bản này"), note=self._until, action=action
                )
        return None

    def answers(self, review: LawReview) -> bool:
        """Whether the viewer answers for a unit that looks at it."""
        heads = self.viewer.holds(Seat.Role.UNIT_HEAD, Seat.Role.UNIT_DEPUTY, unit_id=review.unit_id)
        return heads or runs_system(self.viewer, None)

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = []
        if self.law.address:
            found.append(Action(label=_("Toàn văn"), url=self.law.address, icon="external-link"))
        if self.writes:
            found.append(Action(label=_("Sửa"), url=self.address("law_change"), icon="pencil"))
            found.append(Action(label=_("Ghi thay thế"), url=self.address("law_replace"), icon="refresh"))
        if self.assigns and self.page.stage != queries.UNASSIGNED:
            found.append(Action(label=_("Phân công"), url=self.address("law_assign"), icon="users"))
        affects = any(one.finding == LawReview.Finding.AFFECTS for one in self.page.reviews)
        if self.assigns and not self.law.is_unrelated and not affects:
            found.append(Action(label=_("Không liên quan"), url=self.address("law_set_aside"), icon="ban"))
        return found

    @property
    def review_url(self) -> str:
        """The page where units say what they found, kept by an area above; empty while it is not installed."""
        if not self.viewer.is_member:
            return ""
        try:
            kwargs = {"agency": self.viewer.agency.short_name, "slug": self.law.slug}
            return reverse("support:lawful_review", kwargs=kwargs)
        except NoReverseMatch:
            return ""

    @property
    def cited_by(self) -> list[Link]:
        """The texts in force that name it."""
        return links_to(self.page.cited_by, self.viewer)

    @property
    def _until(self) -> str:
        deadline = self.page.deadline
        if deadline is None:
            return ""
        late = f" ({_('quá hạn %s ngày') % self.days_late})" if self.days_late else ""
        return _("Hạn đưa vào hệ thống: %s.") % f"{ngay(deadline.raw)}{late}"

    def address(self, name: str) -> str:
        """Return the address of a page of this law."""
        return address(self.viewer, name, slug=self.law.slug)
