"""The acts upon a dossier as pages offer them: their words, forms, commands, and who may do them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.clock import today
from sotay.operation.dossiers import clock
from sotay.operation.dossiers.desk import forms
from sotay.operation.dossiers.desk.acting import Kind
from sotay.operation.dossiers.desk.commands import endings, steps, waits
from sotay.operation.dossiers.models import Dossier
from sotay.ui.formats import ngay
from sotay.ui.parts import Text

WORK, SERVE, DESK = "operation.work_dossier", "operation.serve_dossier", "operation.receive_dossier"
SHOWN: Final = ("day", "hour")


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its address, words, form, command and permission; `done` is said when it was done."""

    name: str
    kind: str
    permission: str
    form: type[forms.ActForm]
    command: Callable[..., Dossier]
    title: Text
    submit: Text
    done: Text
    icon: str
    intro: Text = ""
    folded: tuple[str, ...] = SHOWN

    def fits(self, dossier: Dossier) -> bool:
        """Return whether it can happen where the dossier stands."""
        once = self.kind != Kind.APOLOGISED or (dossier.due_date is not None and dossier.apologised_date is None)
        back = self.kind != Kind.SENT_BACK or (dossier.step is not None and dossier.step.position > 1)
        return dossier.is_here and dossier.state in clock.FOLLOWS[self.kind] and once and back


ACTS: Final = {
    one.name: one
    for one in (
        Act(
            "dossier_hand_over", Kind.HANDED_OVER, WORK, forms.HandOverForm, steps.hand_over,
            _("Chuyển bước"), _("Đạt – chuyển hồ sơ"), _("Đã chuyển hồ sơ."), "send",
            _("Chuyển hồ sơ là xác nhận việc của bước này đã được kiểm tra và đạt. Nếu chưa đạt, hãy trả lại bước trước."),
            ("note", *SHOWN),
        ),
        Act(
            "dossier_result", Kind.RESULT, SERVE, forms.ResultForm, endings.give_result,
            _("Ghi kết quả"), _("Ghi kết quả"), _("Đã ghi kết quả; hồ sơ chờ trả."), "file-check",
            _("Hồ sơ chỉ được trả khi có đủ số, ngày và người phê duyệt kết quả (8.6)."), ("hour",),
        ),
        Act(
            "dossier_return", Kind.RETURNED, DESK, forms.ReturnForm, endings.return_result,
            _("Trả kết quả"), _("Ghi đã trả kết quả"), _("Đã ghi trả kết quả."), "circle-check",
        ),
        Act(
            "dossier_supplemented", Kind.SUPPLEMENTED, SERVE, forms.NoteForm, waits.take_supplement,
            _("Nhận giấy tờ bổ sung"), _("Ghi đã bổ sung đủ"),
            _("Đã ghi bổ sung đủ; thời hạn tính lại từ đầu, hãy in giấy tiếp nhận mới."), "clipboard-check",
            _("Thời hạn giải quyết được tính lại từ đầu kể từ lúc nhận đủ hồ sơ, và có giấy tiếp nhận mới."), ("note", *SHOWN),
        ),
        Act(
            "dossier_resume", Kind.RESUMED, WORK, forms.NoteForm, waits.resume,
            _("Tiếp tục giải quyết"), _("Tiếp tục giải quyết"), _("Đã ghi tiếp tục giải quyết."), "player-play",
            folded=("note", *SHOWN),
        ),
        Act(
            "dossier_send_back", Kind.SENT_BACK, WORK, forms.SendBackForm, steps.send_back,
            _("Trả lại bước trước"), _("Không đạt – trả lại"), _("Đã trả hồ sơ về bước trước."), "arrow-back-up",
        ),
        Act(
            "dossier_supplement", Kind.SUPPLEMENT_ASKED, WORK, forms.SupplementForm, waits.ask_supplement,
            _("Yêu cầu bổ sung"), _("Ghi yêu cầu bổ sung"), _("Đã ghi yêu cầu bổ sung; đồng hồ thời hạn dừng."), "file-text",
            folded=("number", *SHOWN),
        ),
        Act(
            "dossier_apologise", Kind.APOLOGISED, WORK, forms.ApologyForm, waits.apologise,
            _("Xin lỗi và hẹn lại"), _("Ghi xin lỗi và hẹn lại"), _("Đã ghi xin lỗi và hẹn lại."), "calendar-event",
            folded=("number", "signed_by", *SHOWN),
        ),
        Act(
            "dossier_pause", Kind.PAUSED, WORK, forms.ReasonForm, waits.pause,
            _("Tạm dừng"), _("Tạm dừng hồ sơ"), _("Đã tạm dừng hồ sơ."), "hourglass",
            _("Dùng khi phải chờ người nộp nộp phí, lệ phí, thuế, chờ ý kiến cơ quan khác hoặc việc khác ngoài cơ quan."),
        ),
        Act(
            "dossier_stop", Kind.STOPPED, WORK, forms.StopForm, endings.stop,
            _("Dừng giải quyết"), _("Dừng giải quyết"), _("Đã ghi dừng giải quyết."), "ban",
            folded=("number", "signed_by", *SHOWN),
        ),
        Act(
            "dossier_withdraw", Kind.WITHDRAWN, SERVE, forms.ReasonForm, endings.withdraw,
            _("Người nộp rút hồ sơ"), _("Ghi đã rút hồ sơ"), _("Đã ghi người nộp rút hồ sơ."), "logout",
        ),
    )
}  # fmt: skip
"""Every act by the name of its address, in the order pages offer them."""


def done_of(act: Act, dossier: Dossier, *, anew: bool) -> Text:
    """Return what is said when an act was done to a dossier: a day that had passed stays, whatever was asked for.

    `anew` is whether the term was to begin anew before the act.
    """
    if act.kind == Kind.SUPPLEMENT_ASKED and not waits.begins_anew(dossier):
        return gettext("Đã ghi yêu cầu bổ sung; ngày hẹn trả đã qua nên giữ nguyên.")
    if act.kind == Kind.SUPPLEMENTED and not anew:
        return gettext("Đã ghi bổ sung đủ; ngày hẹn trả đã qua nên giữ nguyên.")
    return act.done


def intro_of(act: Act, dossier: Dossier) -> Any:
    """Return what the form of an act says before it is filled in."""
    if act.kind == Kind.SUPPLEMENT_ASKED:
        return said_of_supplement(dossier)
    if act.kind == Kind.SUPPLEMENTED and not waits.begins_anew(dossier):
        return gettext(
            "Ngày hẹn trả %s đã qua trước khi yêu cầu bổ sung nên giữ nguyên; hồ sơ tiếp tục được giải quyết."
        ) % ngay(dossier.due_date)
    if act.kind == Kind.APOLOGISED:
        return said_of_apology(dossier)
    return act.intro


def said_of_supplement(dossier: Dossier) -> str:
    """Return by when what is missing is asked for."""
    last = waits.last_day_to_ask(dossier)
    if last is None:
        return ""
    if dossier.due_date is not None and dossier.due_date < today():
        return gettext(
            "Hạn yêu cầu bổ sung: %(last)s. Ngày hẹn trả %(due)s đã qua nên giữ nguyên, yêu cầu bổ sung không làm hồ sơ hết quá hạn."
        ) % {"last": ngay(last), "due": ngay(dossier.due_date)}
    return gettext(
        "Hạn yêu cầu bổ sung: %s. Chỉ yêu cầu một lần cho mọi giấy tờ còn thiếu; yêu cầu sau hạn vẫn ghi được và hiện là trễ."
    ) % ngay(last)


def said_of_apology(dossier: Dossier) -> str:
    """Return by when an apology is in time."""
    if dossier.due_date is None:
        return ""
    return gettext(
        "Ngày hẹn trả: %(due)s. Xin lỗi chậm nhất ngày %(last)s và chỉ hẹn lại một lần; ngày hẹn trên giấy tiếp nhận vẫn là "
        "mốc tính đúng hạn, quá hạn."
    ) % {"due": ngay(dossier.due_date), "last": ngay(clock.apology_due(dossier.due_date))}
