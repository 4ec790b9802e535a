"""Shape of input about rounds: causes by each way, actions, changes, verification."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.improvement.nonconformities.models import Action, Cause, Nonconformity, Round
from sotay.organisation.people.owner_field import OwnerField, owner_value
from sotay.ui.forms import ChoiceCards, DayField

Method, Verdict = Round.Method, Round.Verdict
WHYS = 5
YES_NO = [("", _("(chưa trả lời)")), ("yes", _("Có")), ("no", _("Không"))]


def _yes(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def yes_no(label: Any, *, required: bool = False, help_text: Any = "") -> forms.TypedChoiceField:
    """Return a field for a yes or no that may still be open."""
    return forms.TypedChoiceField(
        label=label, choices=YES_NO, coerce=_yes, empty_value=None, required=required, help_text=help_text
    )


def said(value: bool | None) -> str:
    """Return a yes or no as it stands in the field."""
    return {True: "yes", False: "no"}.get(value, "")  # type: ignore[arg-type]


class OtherForm(forms.Form):
    """The root cause alone, found in another way."""

    root_cause = forms.CharField(
        label=_("Nguyên nhân gốc"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Điều mà khi xử lý xong thì sự việc không lặp lại. Không dừng ở lỗi của một người."),
    )
    has_similar = yes_no(
        _("Có sự không phù hợp tương tự ở nơi khác không"), help_text=_("Xem đơn vị, quy trình, hồ sơ khác (10.2.1 b).")
    )
    similar_text = forms.CharField(
        label=_("Tương tự ở đâu, đã xem xét thế nào"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    METHOD: str = Method.OTHER

    def __init__(self, *args: Any, sheet: Nonconformity, round_now: Round, **kwargs: Any) -> None:
        initial = {
            "root_cause": round_now.root_cause,
            "has_similar": said(sheet.has_similar),
            "similar_text": sheet.similar_text,
            "version": sheet.version,
        }
        super().__init__(*args, initial=initial | self.begin(list(round_now.causes.all())), **kwargs)
        self.order_fields([*self.cause_fields(), "root_cause", "has_similar", "similar_text"])

    def cause_fields(self) -> list[str]:
        """Return the names of the fields for causes, in their order."""
        return []

    def begin(self, causes: list[Cause]) -> dict[str, Any]:  # noqa: ARG002  the other ways read them
        """Return what the fields for causes begin with."""
        return {}

    def causes(self, values: dict[str, Any]) -> Iterable[tuple[str, str]]:  # noqa: ARG002  the other ways read them
        """Return the causes that were typed."""
        return ()

    def clean(self) -> dict[str, Any]:
        """Give the causes as the command takes them."""
        values = super().clean() or {}
        values["causes"] = tuple(self.causes(values))
        values["method"] = self.METHOD
        return {name: value for name, value in values.items() if name not in self.cause_fields()}


class FiveWhyForm(OtherForm):
    """Five whys in a row; fewer will do where the root is reached."""

    why_1 = forms.CharField(label=_("Vì sao 1"), max_length=300, required=False, help_text=_("Vì sao sự việc xảy ra?"))
    why_2 = forms.CharField(label=_("Vì sao 2"), max_length=300, required=False, help_text=_("Vì sao có điều ở trên?"))
    why_3 = forms.CharField(label=_("Vì sao 3"), max_length=300, required=False)
    why_4 = forms.CharField(label=_("Vì sao 4"), max_length=300, required=False)
    why_5 = forms.CharField(label=_("Vì sao 5"), max_length=300, required=False)

    METHOD = Method.FIVE_WHY

    def cause_fields(self) -> list[str]:
        """Return the five whys."""
        return [f"why_{number}" for number in range(1, WHYS + 1)]

    def begin(self, causes: list[Cause]) -> dict[str, Any]:
        """Return the whys that stand."""
        texts = [one.text for one in causes if not one.branch]
        return dict(zip(self.cause_fields(), texts, strict=False))

    def causes(self, values: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Return the whys in their order."""
        return [("", values.get(name, "")) for name in self.cause_fields()]


class FishboneForm(OtherForm):
    """Causes by the bones of the fish, one a line."""

    METHOD = Method.FISHBONE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = self.base_fields | {
            f"branch_{branch.lower()}": forms.CharField(
                label=Cause.Branch(branch).label,
                required=False,
                max_length=3000,
                widget=forms.Textarea({"rows": 2}),
                help_text=_("Mỗi dòng một nguyên nhân.") if branch == Cause.Branch.PEOPLE else "",
            )
            for branch in Cause.Branch.values
        }
        super().__init__(*args, **kwargs)

    def cause_fields(self) -> list[str]:
        """Return a field for each bone."""
        return [f"branch_{branch.lower()}" for branch in Cause.Branch.values]

    def begin(self, causes: list[Cause]) -> dict[str, Any]:
        """Return the causes that stand, one a line."""
        return {
            f"branch_{branch.lower()}": "\n".join(one.text for one in causes if one.branch == branch)
            for branch in Cause.Branch.values
        }

    def causes(self, values: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Return the causes of each bone, in the order of bones and lines."""
        return [
            (branch, line)
            for branch in Cause.Branch.values
            for line in values.get(f"branch_{branch.lower()}", "").splitlines()
        ]


BY_METHOD: dict[str, type[OtherForm]] = {
    Method.FIVE_WHY: FiveWhyForm,
    Method.FISHBONE: FishboneForm,
    Method.OTHER: OtherForm,
}


class ActionForm(forms.Form):
    """What is done so that it does not happen again, by whom, until when."""

    what = forms.CharField(
        label=_("Hành động khắc phục"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Nhằm vào nguyên nhân gốc; ví dụ: sửa quy trình, thêm bước kiểm tra, hướng dẫn lại."),
    )
    owner = OwnerField(label=_("Người thực hiện"))
    due_date = DayField(label=_("Hạn"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, action: Action | None = None, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"owner": owner_value(sheet), "due_date": sheet.due_date, "version": sheet.version}
        if action is not None:
            initial = {"what": action.what, "owner": action, "due_date": action.due_date, "version": action.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].offer(viewer=viewer, on=on, current=action or sheet)  # type: ignore[attr-defined]


class AgainForm(ActionForm):
    """Whom an action is given to again, and until when; what is done stays as it was approved."""

    what = None  # type: ignore[assignment]


class SubmitForm(forms.Form):
    """A word to who approves."""

    note = forms.CharField(label=_("Ghi chú cho người duyệt"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:  # noqa: ARG002
        super().__init__(*args, initial={"version": sheet.version}, **kwargs)


class ChangesForm(forms.Form):
    """What is to be changed besides (10.2.1 e, f)."""

    changes_risks = yes_no(_("Có phải cập nhật rủi ro, cơ hội không"), required=True)
    changes_system = yes_no(
        _("Có phải thay đổi hệ thống, tài liệu không"),
        required=True,
        help_text=_("Có thì lập phiếu yêu cầu thay đổi tài liệu từ trang của phiếu này trước khi đóng."),
    )
    changes_text = forms.CharField(
        label=_("Nêu rõ"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:  # noqa: ARG002
        initial = {
            "changes_risks": said(sheet.changes_risks),
            "changes_system": said(sheet.changes_system),
            "changes_text": sheet.changes_text,
            "version": sheet.version,
        }
        super().__init__(*args, initial=initial, **kwargs)


class VerifyForm(forms.Form):
    """Whether it works, what shows that, on which day; when to look again where nothing can be said yet."""

    verdict = forms.ChoiceField(
        label=_("Kết luận"),
        choices=Verdict.choices,
        widget=ChoiceCards(
            descriptions={
                Verdict.EFFECTIVE: _("Sự việc không lặp lại; đóng phiếu."),
                Verdict.NOT_EFFECTIVE: _("Vẫn lặp lại hoặc nguyên nhân còn đó; mở vòng mới trên cùng phiếu."),
                Verdict.INCONCLUSIVE: _("Chưa đủ căn cứ; ghi ngày thẩm tra lại."),
            }
        ),
    )
    verdict_text = forms.CharField(
        label=_("Căn cứ kết luận"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Đã xem hồ sơ nào, số liệu nào, từ ngày nào."),
    )
    verified_date = DayField(label=_("Ngày thẩm tra"))
    again_date = DayField(label=_("Ngày thẩm tra lại"), required=False, help_text=_("Chỉ ghi khi chưa kết luận được."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:  # noqa: ARG002
        super().__init__(*args, initial={"verified_date": on, "version": sheet.version}, **kwargs)
