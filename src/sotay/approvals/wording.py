"""What giving the last word is called: approving, or signing a paper (a click is xác nhận trên hệ thống, never a digital signature)."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.approvals.models import Approval


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one kind of round: the button, what is said afterwards, the state, the facts, the signed paper entered."""

    act: Any
    done: Any
    state: Any
    day: Any
    way: Any
    entered: Any
    entering: Any

    def state_of(self, approval: Approval) -> str:
        """Return what the state of a round is called."""
        return str(self.state if approval.state == Approval.State.APPROVED else approval.get_state_display())


APPROVING: Final = Wording(
    act=_("Phê duyệt"),
    done=_("Đã phê duyệt."),
    state=_("Đã phê duyệt"),
    day=_("Ngày phê duyệt"),
    way=_("Cách phê duyệt"),
    entered=_("Đã ghi phê duyệt theo văn bản đã ký."),
    entering=_("Phê duyệt mang ngày ký của văn bản; nhật ký ghi người nhập và ngày nhập."),
)
SIGNING: Final = Wording(
    act=_("Ký: xác nhận trên hệ thống"),
    done=_("Đã ký: xác nhận trên hệ thống."),
    state=_("Đã ký"),
    day=_("Ngày ký"),
    way=_("Cách ký"),
    entered=_("Đã ghi là đã ký theo văn bản được nhập."),
    entering=_("Ngày ký là ngày của văn bản đã ký; nhật ký ghi người nhập và ngày nhập."),
)
