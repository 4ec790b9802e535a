"""What the components draw: small frozen values a query or a view fills, without any rule of the field."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link with a word: a crumb, a chip, a related record; without a url it is plain text."""

    label: Text
    url: str = ""
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Line(Link):
    """A line beside a record with several links of its own: the faces of a paper."""

    links: Sequence[Link] = ()


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button: a link, or with `post` a form of its own with csrf and once-token; disabled it shows `note`."""

    label: Text
    url: str
    icon: str = ""
    post: bool = False
    primary: bool = False
    danger: bool = False
    disabled: bool = False
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Submit:
    """A button that sends a form; `draft` sends it without the browser asking for required fields."""

    label: Text
    name: str = ""
    value: str = ""
    primary: bool = False
    danger: bool = False
    draft: bool = False


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One of several pages on the same subject."""

    label: Text
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step on the way of a record: `done`, `now`, `todo` or `skipped`."""

    label: Text
    state: str
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class NextAction:
    """The one thing to do next; without an action it only tells who is awaited."""

    title: Text
    note: Text = ""
    action: Action | None = None


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why something is not possible now, with the place to put it right; any object with text and url will do."""

    text: Text
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Blocked:
    """What is not possible now, and why."""

    title: Text
    reasons: Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """Who did what, when and why."""

    what: Text
    who: Text
    at: datetime | date
    why: Text = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A file that can be opened; size in bytes."""

    name: str
    url: str
    size: int = 0
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Empty:
    """What stands where nothing stands yet: what belongs here, why the standard asks, how to begin."""

    title: Text
    why: Text
    basis: Text = ""
    action: Action | None = None
    sample: Action | None = None


@dataclass(frozen=True, kw_only=True)
class StandingBadge:
    """A standing in the head of a record; `text` stands instead of the usual word."""

    kind: str
    late: bool = False
    text: Text = ""


@dataclass(frozen=True, kw_only=True)
class StateBadge:
    """A state in the head of a record; tone is quiet, now, done, warn or stop."""

    label: Text
    tone: str = "quiet"


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """All that the page of a record shows around its own body."""

    title: Text
    kicker: Text = ""
    crumbs: Sequence[Link] = ()
    standing: StandingBadge | None = None
    state: StateBadge | None = None
    actions: Sequence[Action] = ()
    steps: Sequence[Step] = ()
    next_action: NextAction | None = None
    blocked: Sequence[Blocked] = ()
    facts: Sequence[tuple[Text, Any]] = ()
    history: Sequence[HistoryLine] | None = None
    history_url: str = ""
    links: Sequence[Link] | None = None
    files: Sequence[FileLine] | None = None
    add_file: Action | None = None
    extra: dict[str, Any] = field(default_factory=dict)
