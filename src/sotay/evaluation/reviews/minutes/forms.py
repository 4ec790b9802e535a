"""Shape of input about minutes: one block per input, the judgement, the policy, outputs there are none of; decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.evaluation.reviews.models import Input, Review, ReviewDecision, ReviewInput
from sotay.evaluation.reviews.queries import inputs_of
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.organisation.people.owner_field import OwnerField, owner_value
from sotay.ui.forms import ChoiceCards, DayField

LONG = 20000
YES, NO = "YES", "NO"
Kind = ReviewDecision.Kind


@dataclass(frozen=True, slots=True)
class Block:
    """The fields of one input in the form of the minutes."""

    input: ReviewInput
    fields: tuple[forms.BoundField, ...]


class MinutesForm(forms.Form):
    """The minutes; anything may come later, before they are submitted."""

    present = forms.CharField(
        label=_("Thành phần dự họp"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )
    absent = forms.CharField(label=_("Vắng mặt"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    judgement = forms.ChoiceField(
        label=_("Kết luận về hệ thống"),
        choices=Review.Judgement.choices,
        required=False,
        widget=ChoiceCards(
            descriptions={
                Review.Judgement.SUITABLE: _("Bốn mặt đều được khẳng định (9.3.1)."),
                Review.Judgement.PARTLY: _("Nêu điều phải cải tiến ở phần nhận định."),
                Review.Judgement.NOT: _("Nêu điều phải thay đổi ở phần nhận định."),
            }
        ),
    )
    judgement_text = forms.CharField(
        label=_("Nhận định"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Về sự thích hợp, đầy đủ, hiệu lực và phù hợp với định hướng của cơ quan."),
    )
    policy_suitable = forms.ChoiceField(
        label=_("Chính sách chất lượng"),
        choices=[(YES, _("Còn thích hợp")), (NO, _("Phải sửa đổi"))],
        required=False,
        widget=ChoiceCards(),
    )
    policy_text = forms.CharField(label=_("Nhận xét về chính sách"), required=False, max_length=500)
    none_kinds = forms.MultipleChoiceField(
        label=_("Cuộc họp nêu rõ là không có"),
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mỗi nhóm đầu ra của 9.3.3 cần ít nhất một quyết định, hoặc được nêu rõ là không có."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    FIRST = ("present", "absent")
    LAST = ("judgement", "judgement_text", "policy_suitable", "policy_text", "none_kinds")

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        self.inputs = inputs_of(review)
        policy = {True: YES, False: NO}.get(review.policy_suitable, "")  # type: ignore[arg-type]
        names = (*self.FIRST, "judgement", "judgement_text", "policy_text", "none_kinds", "version")
        initial: dict[str, Any] = {name: getattr(review, name) for name in names} | {"policy_suitable": policy}
        for one in self.inputs:
            for name in ("discussion", "conclusion", "why_none"):
                initial[f"{name}_{one.key}"] = getattr(one, name)
        super().__init__(*args, initial=initial, **kwargs)
        for one in self.inputs:
            self.fields[f"discussion_{one.key}"] = _long(_("Ý kiến tại cuộc họp"))
            self.fields[f"conclusion_{one.key}"] = _long(_("Kết luận"))
            self.fields[f"why_none_{one.key}"] = forms.CharField(
                label=_("hoặc lý do không kết luận"), required=False, max_length=500
            )

    def blocks(self) -> Iterator[Block]:
        """Yield the fields of each input."""
        for one in self.inputs:
            names = (f"{name}_{one.key}" for name in ("discussion", "conclusion", "why_none"))
            yield Block(one, tuple(self[name] for name in names))

    def first_fields(self) -> list[forms.BoundField]:
        """Return the fields above the inputs."""
        return [self[name] for name in self.FIRST]

    def last_fields(self) -> list[forms.BoundField]:
        """Return the fields below the inputs."""
        return [self[name] for name in self.LAST]

    def clean(self) -> dict[str, Any]:
        """Return the texts by input, and whether the policy suits as yes, no or not said."""
        cleaned = super().clean() or self.cleaned_data
        inputs = {
            key: {
                name: cleaned.pop(f"{name}_{key}")
                for name in ("discussion", "conclusion", "why_none")
                if f"{name}_{key}" in cleaned
            }
            for key in Input.values
        }
        policy = {YES: True, NO: False}.get(cleaned.get("policy_suitable", ""))
        return cleaned | {"inputs": inputs, "policy_suitable": policy}


class DecisionForm(forms.Form):
    """A decision of the meeting: which output of 9.3.3, what, who, until when."""

    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=Kind.choices,
        widget=ChoiceCards(
            descriptions={
                Kind.IMPROVEMENT: _("Việc làm tốt hơn điều đang làm."),
                Kind.CHANGE: _("Sửa chính sách, mục tiêu, quy trình, tổ chức."),
                Kind.RESOURCES: _("Người, kinh phí, thiết bị, đào tạo."),
            }
        ),
    )
    text = forms.CharField(label=_("Nội dung quyết định"), max_length=5000, widget=forms.Textarea({"rows": 4}))
    owner = OwnerField(label=_("Người thực hiện"), required=False)
    due_date = DayField(
        label=_("Hạn"), required=False, help_text=_("Cần có người thực hiện và hạn trước khi trình biên bản.")
    )
    input_key = forms.ChoiceField(
        label=_("Từ đầu vào"), choices=[("", _("(chung)")), *((one.value, f"{one.value}) {one.label}") for one in Input)],
        required=False,
    )  # fmt: skip

    FOLDED = ("input_key",)

    def __init__(self, *args: Any, viewer: Actor, on: date, one: ReviewDecision | None = None, **kwargs: Any) -> None:
        names = ("kind", "text", "due_date", "input_key", "version")
        initial = {name: getattr(one, name) for name in names} | {"owner": owner_value(one)} if one else {}
        super().__init__(*args, initial=kwargs.pop("initial", None) or initial, **kwargs)
        self.fields["owner"].offer(viewer=viewer, on=on, current=one)  # type: ignore[attr-defined]


class ChangeDecisionForm(DecisionForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SubmitForm(forms.Form):
    """Words for who approves the minutes."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NoticeForm(RestsOnDecision):
    """The number, day and file of the notice of conclusions."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RemoveForm(forms.Form):
    """Confirms that a decision is taken out of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _long(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONG, widget=forms.Textarea({"rows": 2}))
