"""When people are reminded, and whether others are asked for help: values of each agency."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.vietnamese import one_line
from sotay.standard.registry.kinds import DAYS_IN_A_YEAR, Choice, Days, Kind, Mistyped
from sotay.standard.registry.parameters import parameter

BEFORE = "work.reminders.before"
AFTER = "work.reminders.after"
REPEAT = "work.reminders.repeat"
ESCALATION = "work.escalation"
TO_UNIT_HEAD = "work.escalation.unit_head"
TO_SECRETARY = "work.escalation.secretary"

ON, OFF = "ON", "OFF"
BASIS = "Mặc định của Sotay"


class DaysBefore(Kind):
    """Several numbers of days before a due date; kept as `14,7,1,0`, the farthest first; empty for none."""

    hint = gettext_lazy("Các số ngày, cách nhau bằng dấu phẩy, ví dụ 14, 7, 1, 0; 0 là đúng ngày đến hạn.")
    _typed = re.compile(r"[\s,;]+")

    def keep(self, typed: str) -> str:
        """Return the numbers once each, in falling order."""
        found = [one for one in self._typed.split(one_line(typed)) if one]
        if any(not one.isascii() or not one.isdigit() or int(one) > DAYS_IN_A_YEAR for one in found):
            raise Mistyped(_("Hãy ghi các số ngày từ 0 đến 366, cách nhau bằng dấu phẩy."))
        return ",".join(str(one) for one in sorted({int(one) for one in found}, reverse=True))

    def value(self, kept: str) -> tuple[int, ...]:
        """Return the numbers."""
        return tuple(int(one) for one in kept.split(",") if one)

    def show(self, kept: str) -> str:
        """Return `14, 7, 1, 0 ngày`."""
        return _("%(count)s ngày") % {"count": self.type(kept)} if kept else _("không nhắc trước")

    def type(self, kept: str) -> str:
        """Return `14, 7, 1, 0`."""
        return kept.replace(",", ", ")


class DaysAfter(Days):
    """A number of days of at least one."""

    hint = gettext_lazy("Số ngày, ít nhất là 1.")

    def keep(self, typed: str) -> str:
        """Return the number; nought is refused."""
        kept = super().keep(typed)
        if kept == "0":
            raise Mistyped(_("Hãy ghi số ngày từ 1 đến 366."))
        return kept


class Switch(Choice):
    """On or off."""

    names = {ON: gettext_lazy("Bật"), OFF: gettext_lazy("Tắt")}

    def __init__(self) -> None:
        super().__init__(OFF, ON)


parameter(
    BEFORE, kind=DaysBefore, default="14,7,1,0", basis=BASIS, title=gettext_lazy("Nhắc việc trước hạn bao nhiêu ngày")
)
parameter(
    AFTER, kind=DaysAfter, default="1", basis=BASIS, title=gettext_lazy("Nhắc việc quá hạn lần đầu sau bao nhiêu ngày")
)
parameter(REPEAT, kind=DaysAfter, default="7", basis=BASIS, title=gettext_lazy("Nhắc lại việc quá hạn sau mỗi"))
parameter(
    ESCALATION,
    kind=Switch,
    default=OFF,
    basis=BASIS,
    title=gettext_lazy("Đề nghị cấp trên hỗ trợ khi việc quá hạn kéo dài"),
)
parameter(
    TO_UNIT_HEAD,
    kind=DaysAfter,
    default="3",
    basis=BASIS,
    title=gettext_lazy("Đề nghị trưởng đơn vị hỗ trợ khi quá hạn"),
)
parameter(
    TO_SECRETARY,
    kind=DaysAfter,
    default="7",
    basis=BASIS,
    title=gettext_lazy("Đề nghị đại diện lãnh đạo hoặc Thư ký ISO hỗ trợ khi quá hạn (ngày làm việc)"),
)
