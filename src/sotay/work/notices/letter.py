"""What the mail of notices says, before it is set: grouped by what is late, what is soon due and what is new; and as plain text.

Always Vietnamese. What a notice says of its days was fixed when it was made, so that a mail sent again reads as it did.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.vietnamese import one_line
from sotay.work.notices.models import Notice

Kind = Notice.Kind
LATE, SOON, NEW = "late", "soon", "new"
GROUPS: Final[dict[str, str | Promise]] = {
    LATE: gettext_lazy("Quá hạn"),
    SOON: gettext_lazy("Sắp đến hạn"),
    NEW: gettext_lazy("Mới"),
}
OF_DUE_DAYS: Final = frozenset({*Notice.OF_DUE_DAYS, Kind.HELP_ASKED})


@dataclass(frozen=True, slots=True)
class Row:
    """One notice: what it is, of what, what is said of it, by whom, where it is looked at."""

    kind: str
    title: str
    told: str
    who: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Notices that belong together, under their title."""

    key: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: words before and after the groups, links to the pages behind it."""

    subject: str
    greeting: str
    intro: str
    groups: tuple[Group, ...]
    all_words: str
    all_url: str
    choice_words: str
    choice_url: str
    closing: str
    signed: str = "Sotay"


def group_of(one: Notice) -> str:
    """Return the group of a notice: reminders by their day, counted from the day they were made on; all else is new."""
    if one.kind == Kind.OVERDUE:
        return LATE
    if one.kind not in OF_DUE_DAYS or one.due_date is None:
        return NEW
    return LATE if one.reminded_date is not None and one.due_date < one.reminded_date else SOON


def letter_of(notices: Iterable[Notice]) -> Letter:
    """Return what a mail says; the notices are one person's in one agency, at least one."""
    notices = tuple(notices)
    first = notices[0]
    facts = {"agency": first.agency.name, "count": len(notices)}
    found = {key: tuple(_row(one) for one in notices if group_of(one) == key) for key in GROUPS}
    return Letter(
        subject=_("%(agency)s: %(count)s việc cần xem trên Sotay") % facts,
        greeting=_("Kính gửi %s,") % first.user,
        intro=_("Sotay xin thông báo %(count)s việc của anh, chị tại %(agency)s:") % facts,
        groups=tuple(Group(key, str(GROUPS[key]), rows) for key, rows in found.items() if rows),
        all_words=_("Toàn bộ việc đang chờ anh, chị:"),
        all_url=_where("web:my_work", first),
        choice_words=_("Chọn thư muốn nhận, hoặc thôi nhận thư này:"),
        choice_url=_where("work:mail_choice", first),
        closing=_("Trân trọng,"),
    )


def as_text(letter: Letter) -> str:
    """Return a mail as plain text."""
    lines = [letter.greeting, "", letter.intro, ""]
    for group in letter.groups:
        lines += [f"{group.title.upper()} ({len(group.rows)})", ""]
        for row in group.rows:
            told = " ".join(filter(None, [f"({row.who})" if row.who else "", row.told]))
            said = f"- {row.kind}: {row.title}"
            lines += [f"{said}. {told}" if told else said, f"  {row.url}", ""]
    lines += [f"{letter.all_words} {letter.all_url}", "", letter.closing, letter.signed, ""]
    return "\n".join([*lines, f"{letter.choice_words} {letter.choice_url}"])


def _row(one: Notice) -> Row:
    return Row(
        kind=str(one.get_kind_display()),
        title=one_line(one.subject_text),
        told=one_line(one.told),
        who=one_line(one.who),
        url=_where("work:notice_open", one, uuid=one.uuid),
    )


def _where(name: str, one: Notice, **parts: object) -> str:
    """Return the full address of a page; below the installation's own where nobody said what that is."""
    return settings.SOTAY_ADDRESS + reverse(name, kwargs={"agency": one.agency.short_name, **parts})
