"""A section of the rail: the row of tabs over its pages, the way back to one of them, and the addresses of its area."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.commands import may
from sotay.ui.parts import Link, Tab, Text

Role = Seat.Role
SEES_CYCLE = frozenset(
    {
        Role.HEAD, Role.DEPUTY_HEAD, Role.SECRETARY, Role.TEAM_MEMBER, Role.QMR, Role.UNIT_HEAD, Role.UNIT_DEPUTY,
        Role.AUDITOR, *Seat.COMMITTEE,
    }
)  # fmt: skip
"""Who has planning, services, evaluation and improvement in the rail (practice.md 1.7); others are led there by what they have to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a section: its key, its word and the name of its address; who opens it where not everybody does."""

    key: str
    word: Text
    name: str
    permission: str = ""
    members_only: bool = False
    crumb: Text = ""

    def open_to(self, actor: Actor) -> bool:
        """Return whether the actor may open it."""
        if not actor.may_enter(self.area) or (self.members_only and not actor.is_member):
            return False
        return not self.permission or may(actor, self.permission)

    @property
    def area(self) -> str:
        """The area its address belongs to."""
        return self.name.partition(":")[0]


class Section:
    """The pages of a section in their order; some stand on floors above, hence names of addresses and no imports."""

    def __init__(self, area: str, *pages: Page) -> None:
        self.area, self.pages = area, pages

    def tabs_for(self, actor: Actor, *, active: str) -> list[Tab]:
        """Return the tabs the actor may open; a page that is not installed is left out."""
        found = []
        for page in self.pages:
            if not page.open_to(actor):
                continue
            try:
                url = _address(actor, page.name)
            except NoReverseMatch:
                continue
            found.append(Tab(label=page.word, url=url, active=page.key == active))
        return found

    def crumb_to(self, actor: Actor, key: str) -> Link:
        """Return the link back to one of these pages."""
        page = next(page for page in self.pages if page.key == key)
        url = _address(actor, page.name) if actor.may_enter(page.area) else ""
        return Link(label=page.crumb or page.word, url=url)

    def address(self, actor: Actor, name: str, **kwargs: object) -> str:
        """Return the address of a page of this area below the actor's agency."""
        return _address(actor, f"{self.area}:{name}", **kwargs)


def _address(actor: Actor, name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"agency": actor.agency.short_name, **kwargs})
