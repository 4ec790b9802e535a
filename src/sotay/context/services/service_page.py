"""What stands around a service on its page: whether it is offered, its buttons, what decisions did to it in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.context.laws.models import Law
from sotay.context.services.flags import Said, said_flags
from sotay.context.services.guards import OBLIGATION, owes_the_web
from sotay.context.services.models import Service, ServiceChange, ServiceLimit
from sotay.context.services.queries import ServicePage
from sotay.context.services.tables import channels_in_words, levels_in_words, limit_in_words
from sotay.context.services.tabs import address, crumb_to
from sotay.standard.catalogue.obligations import obligation_of
from sotay.standard.standings.batch import Batch
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, NextAction, RecordPage, StateBadge


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field a decision changed, in words: its name, old and new."""

    name: Any
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """What one decision did, in words; `due` is the last day to tell of the web where that is owed and not told."""

    change: ServiceChange
    fields: tuple[FieldShown, ...]
    due: date | None
    date_url: str
    web_url: str


@dataclass(frozen=True, slots=True)
class LimitsShown:
    """A printed limit for one way of handing in, and what was read of it ("" where nothing was)."""

    channel: str
    text: str
    read: tuple[str, ...]


class ServiceShown:
    """A service as one viewer sees it."""

    def __init__(self, page: ServicePage, viewer: Actor, *, on: date) -> None:
        self.page, self.service, self.viewer, self.on = page, page.service, viewer, on
        self.publishes = may(viewer, "context.publish_services", page.service)
        self.writes = may(viewer, "context.write_service", page.service)
        self.owes_the_web = owes_the_web(viewer.agency)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        service = self.service
        return RecordPage(
            title=service.name,
            kicker=_("Thủ tục %s") % service.code,
            crumbs=[crumb_to(self.viewer, "services")],
            state=self.state,
            actions=self.actions,
            next_action=self.next_action,
            **aside(service, viewer=self.viewer),
        )

    @property
    def state(self) -> StateBadge:
        """Whether it is offered."""
        service = self.service
        if service.state == Service.State.ABOLISHED:
            return StateBadge(label=_("Bãi bỏ từ %s") % ngay(service.abolished_date), tone="stop")
        if service.from_date and service.from_date > self.on:
            return StateBadge(label=_("Áp dụng từ %s") % ngay(service.from_date), tone="now")
        return StateBadge(label=_("Đang công bố"), tone="done")

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found, is_offered = [], self.service.state == Service.State.PUBLISHED
        if self.service.address:
            found.append(Action(label=_("Cổng dịch vụ công"), url=self.service.address, icon="external-link"))
        if self.writes and is_offered:
            found.append(Action(label=_("Sửa theo quyết định"), url=self.address("service_change"), icon="pencil"))
        if self.publishes and self.service.unit_id:
            found.append(Action(label=_("Giao đơn vị"), url=self.address("service_assign"), icon="users"))
        if self.publishes and is_offered:
            found.append(Action(label=_("Bãi bỏ"), url=self.address("service_abolish"), icon="ban"))
        if self.publishes and not is_offered:
            found.append(Action(label=_("Công bố lại"), url=self.address("service_restore"), icon="refresh"))
        return found

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        if not self.publishes or self.service.state != Service.State.PUBLISHED or self.service.unit_id:
            return None
        action = Action(label=_("Giao đơn vị"), url=self.address("service_assign"), icon="users", primary=True)
        return NextAction(title=_("Giao đơn vị giải quyết thủ tục này"), action=action)

    @property
    def flags(self) -> list[Said]:
        """What is not said clearly, in words."""
        return said_flags(self.service.flags)

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What is printed of it, empty places left out."""
        service = self.service
        rows: list[tuple[Any, Any]] = [
            (_("Lĩnh vực"), service.field),
            (_("Loại thủ tục"), service.kind),
            (_("Cấp thực hiện"), levels_in_words(service)),
            (_("Cơ quan thực hiện"), service.authority),
            (_("Đơn vị giải quyết"), str(service.unit) if service.unit else ""),
            (_("Hình thức nộp"), channels_in_words(service)),
            (_("Kết quả thực hiện"), service.result),
            (_("Áp dụng từ ngày"), ngay(service.from_date) if service.from_date else ""),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def limits(self) -> list[LimitsShown]:
        """The printed limits, each with what was read of it."""
        by_text: dict[tuple[str, str], list[ServiceLimit]] = {}
        for limit in self.page.limits:
            by_text.setdefault((limit.channel, limit.text), []).append(limit)
        return [
            LimitsShown(
                str(Service.Channel(channel).label) if channel else "",
                text,
                tuple(limit_in_words(one) for one in limits if one.value is not None),
            )
            for (channel, text), limits in by_text.items()
        ]

    @property
    def bases(self) -> list[tuple[str, str]]:
        """The legal bases with the address of the law's page, "" for one the register does not have."""
        return [(text, self._law(law)) for text, law in self.page.bases]

    @property
    def decision_url(self) -> str:
        """The page of the decision in the register of laws, "" where it does not stand there."""
        return self._law(self.page.decision_law)

    @property
    def papers_differ(self) -> bool:
        """Whether the number of papers printed is another than that of the papers listed."""
        return "papers_count_differs" in self.service.flags

    @property
    def changes(self) -> list[ChangeShown]:
        """What decisions did, the newest first."""
        batch = Batch([self.viewer.agency], on=self.on) if self.owes_the_web else None
        return [self._change(one, batch) for one in self.page.changes]

    def _change(self, change: ServiceChange, batch: Batch | None) -> ChangeShown:
        fields = tuple(
            FieldShown(
                field_name(one["field"]), _in_words(one["field"], one["old"]), _in_words(one["field"], one["new"])
            )
            for one in change.fields
        )
        due = None
        if batch and change.decision_date and not change.web_date:
            due = batch.due_after(self.viewer.agency.pk, obligation_of(OBLIGATION), change.decision_date)
        dates = self.publishes and change.decision and not change.decision_date
        tells = self.publishes and self.owes_the_web and change.decision_date
        return ChangeShown(
            change,
            fields,
            due,
            address(self.viewer, "service_date", change=change.uuid) if dates else "",
            address(self.viewer, "service_web", change=change.uuid) if tells else "",
        )

    def _law(self, law: Law | None) -> str:
        return address(self.viewer, "law_detail", slug=law.slug) if law else ""

    def address(self, name: str) -> str:
        """Return the address of a page of this service."""
        return address(self.viewer, name, slug=self.service.slug)


def field_name(name: str) -> Any:
    """Return the name of a field as a history shows it."""
    words = {
        "limits": _("Thời hạn giải quyết"),
        "papers": _("Thành phần hồ sơ"),
        "bases": _("Căn cứ pháp lý"),
    }
    if name in words:
        return words[name]
    known = {one.name for one in Service._meta.get_fields()}
    said = str(getattr(Service._meta.get_field(name), "verbose_name", name)) if name in known else name
    return said[:1].upper() + said[1:]


def _in_words(name: str, value: str) -> str:
    choices = {"levels": dict(Service.Level.choices), "channels": dict(Service.Channel.choices)}.get(name)
    if choices is None:
        return value
    return ", ".join(str(choices.get(one, one)) for one in value.split(", ") if one)
