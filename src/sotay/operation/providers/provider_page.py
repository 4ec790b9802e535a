"""What stands around a provider on its page: where it stands, the one next action, its buttons; and its evaluation as a paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.operation.providers.queries import Due
from sotay.operation.providers.tables import TONES
from sotay.operation.tabs import address, crumb_to
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, NextAction, RecordPage, StateBadge

Outcome = ProviderEvaluation.Outcome


class ProviderShown:
    """A provider as one viewer sees it; `due` is when it is evaluated next."""

    def __init__(
        self, provider: Provider, viewer: Actor, *, evaluations: Sequence[ProviderEvaluation], due: Due | None, on: date
    ) -> None:
        self.provider, self.viewer, self.due, self.on = provider, viewer, due, on
        self.evaluations = [Evaluated(one) for one in evaluations]
        self.writes = may(viewer, "operation.write_provider", provider)
        self.evaluates = may(viewer, "operation.evaluate_provider", provider)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        return RecordPage(
            title=self.provider.name,
            kicker=self.provider.code,
            crumbs=[crumb_to(self.viewer, "providers")],
            state=self.state,
            actions=self.actions,
            next_action=self.next_action,
            **aside(self.provider, viewer=self.viewer),
        )

    @property
    def ended(self) -> bool:
        """Whether it supplies no more."""
        return self.provider.state == Provider.State.ENDED

    @property
    def state(self) -> StateBadge:
        """Whether it supplies, and what its latest evaluation came to."""
        provider = self.provider
        if self.ended:
            return StateBadge(label=_("Thôi cung cấp từ %s") % ngay(provider.ended_date or self.on), tone="stop")
        return StateBadge(label=provider.get_state_display(), tone="done")

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What the register says, empty places left out."""
        one = self.provider
        rows: list[tuple[Any, Any]] = [
            (_("Sản phẩm, dịch vụ"), one.subject),
            (_("Loại"), one.get_supplies_display()),
            (_("Đơn vị quản lý"), str(one.unit)),
            (_("Cung cấp từ ngày"), ngay(one.from_date)),
            (_("Hợp đồng, văn bản"), one.contract),
            (_("Liên hệ"), one.contact),
            (_("Hạn đánh giá"), self.due_words),
            (_("Lý do thôi"), one.ended_reason),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def due_words(self) -> str:
        """By when it is evaluated next, and for how long that day is over."""
        if self.due is None:
            return ""
        late = _("quá hạn %s ngày") % (self.on - self.due.day).days
        return f"{ngay(self.due.day)} ({late})" if self.due.is_late else ngay(self.due.day)

    @property
    def next_action(self) -> NextAction | None:
        """To evaluate it, while the evaluation of this year or the last is not there."""
        if self.due is None or self.due.day.year > self.on.year:
            return None
        title = _("Đánh giá nhà cung cấp năm %s") % self.on.year
        note = _("Hạn: %s.") % self.due_words
        if not self.evaluates:
            return NextAction(title=title, note=note)
        action = Action(
            label=_("Đánh giá"), url=self.address("provider_evaluate"), icon="clipboard-check", primary=True
        )
        return NextAction(title=title, note=note, action=action)

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head; to evaluate stands there when it is not the next action."""
        found = []
        if self.evaluates and self.next_action is None:
            found.append(Action(label=_("Đánh giá"), url=self.address("provider_evaluate"), icon="clipboard-check"))
        if self.writes:
            found.append(Action(label=_("Sửa"), url=self.address("provider_change"), icon="pencil"))
            if self.ended:
                resume = self.address("provider_resume")
                found.append(Action(label=_("Cung cấp lại"), url=resume, icon="refresh"))
            else:
                found.append(Action(label=_("Thôi cung cấp"), url=self.address("provider_end"), icon="ban"))
        return found

    def address(self, name: str) -> str:
        """Return the address of a page of this provider."""
        return address(self.viewer, name, slug=self.provider.slug)


class Evaluated:
    """An evaluation as pages show it."""

    def __init__(self, evaluation: ProviderEvaluation) -> None:
        self.evaluation = evaluation

    @property
    def badge(self) -> StateBadge:
        """What it came to, or that it was withdrawn."""
        one = self.evaluation
        if one.is_withdrawn:
            return StateBadge(label=_("Đã rút"), tone="quiet")
        return StateBadge(label=one.get_outcome_display(), tone=TONES[Outcome(one.outcome)])

    @property
    def withdrawn(self) -> str:
        """When, by whom and why it was withdrawn; empty while it stands."""
        one = self.evaluation
        if one.withdrawn_date is None:
            return ""
        said = {"day": ngay(one.withdrawn_date), "who": one.withdrawn_by, "why": one.withdrawn_reason}
        return _("Đã rút ngày %(day)s, %(who)s: %(why)s") % said
