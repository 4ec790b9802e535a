"""Cards on the overview for an actor: what to begin with."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.manual.startup.queries import get_progress


@dataclass(frozen=True, slots=True)
class Card:
    """A card with one button."""

    title: str
    note: str
    url: str
    button: str


def for_actor(actor: Actor) -> list[Card]:
    """Return the cards for an actor; *khai báo hiện trạng* stands until every question is answered."""
    if not may(actor, "manual.answer_startup"):
        return []
    progress = get_progress(viewer=actor)
    if progress.is_finished:
        return []
    return [
        Card(
            title=_("Khai báo hiện trạng"),
            note=_(
                "Đã trả lời %(done)d trên %(total)d câu. Giấy tờ có trước khi dùng hệ thống được nhận làm bằng chứng."
            )
            % {"done": progress.done, "total": progress.total},
            url=reverse("manual:startup", kwargs={"agency": actor.agency.short_name}),
            button=_("Khai báo tiếp") if progress.is_begun else _("Bắt đầu khai báo"),
        )
    ]
