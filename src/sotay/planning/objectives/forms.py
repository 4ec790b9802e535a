"""Shape of input about sets, objectives and plans."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.organisation.people.owner_field import OwnerField, owner_value
from sotay.planning.objectives import queries
from sotay.planning.objectives.models import Objective, ObjectiveSet, PlanLine
from sotay.standard.registry.facts import facts
from sotay.ui.forms import DayField, NumberField

FOLDED = ("code", "measure", "baseline", "data_source", "fact", "parent", "policy_link")
"""The fields of an objective that nobody needs."""


class WrittenInParts(forms.Form):
    """A form that can be saved while something is missing: `needed_later` is asked for on submission alone.

    These fields are not called optional on the page, and not missed while a draft is saved.
    """

    needed_later: tuple[str, ...] = ()
    use_required_attribute = False

    def full_clean(self) -> None:
        """Read what was typed without missing what may come later."""
        self._need(False)
        super().full_clean()
        self._need(True)

    def _need(self, needed: bool) -> None:
        for name in self.needed_later:
            self.fields[name].required = needed


class BeginSet(forms.Form):
    """Whose objectives, and for which year."""

    unit = forms.ModelChoiceField(label=_("Của"), queryset=Unit.objects.none(), required=False)
    year = forms.TypedChoiceField(label=_("Năm"), coerce=int)

    def __init__(self, *args: Any, viewer: Actor, on: date, for_agency: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, year = self.fields["unit"], self.fields["year"]
        units = queries.units_to_begin(viewer=viewer, on=on)
        unit.queryset = units  # type: ignore[attr-defined]
        unit.required = not for_agency
        unit.empty_label = _("(cơ quan)") if for_agency else _("(chọn đơn vị)")  # type: ignore[attr-defined]
        if not for_agency and len(units) == 1:
            self.initial.setdefault("unit", units[0].pk)
        year.choices = [(one, str(one)) for one in (on.year, on.year + 1, on.year - 1)]  # type: ignore[attr-defined]
        self.initial.setdefault("year", on.year)


def facts_to_choose() -> list[tuple[str, str]]:
    """Return the numbers whose results an objective may take, with the unit they are told in."""
    known = [(code, f"{one.title} ({one.measure})") for code, one in facts().items() if one.for_objectives]
    return [("", gettext("(ghi tay)")), *known]


class ObjectiveForm(WrittenInParts):
    """An objective; whatever is missing but its words can come later."""

    needed_later = ("target_text", "formula", "owner", "periods")

    statement = forms.CharField(
        label=_("Nội dung mục tiêu"),
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Ví dụ: Hồ sơ giải quyết trước và đúng hạn."),
    )
    target_text = forms.CharField(
        label=_("Chỉ tiêu"),
        max_length=200,
        help_text=_("Mức phải đạt: “≥ 98 %”, “dưới 3 %”, “trước ngày 30/9”, “không để xảy ra”."),
    )
    formula = forms.CharField(
        label=_("Cách tính"),
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Lấy số nào chia cho số nào, đếm ở đâu."),
    )
    owner = OwnerField()
    periods = forms.ChoiceField(
        label=_("Kỳ báo cáo"), choices=Objective.Periods.choices, initial=Objective.Periods.HALF
    )
    measure = forms.CharField(
        label=_("Đơn vị tính"), max_length=40, required=False, help_text=_("Để trống nếu đã ghi trong chỉ tiêu.")
    )
    baseline = NumberField(
        label=_("Giá trị nền"), max_digits=18, decimal_places=4, required=False, help_text=_("Kết quả của năm trước.")
    )
    data_source = forms.CharField(
        label=_("Nguồn số liệu"), max_length=200, required=False, help_text=_("Ví dụ: hệ thống một cửa điện tử.")
    )
    fact = forms.ChoiceField(
        label=_("Lấy kết quả từ"),
        choices=facts_to_choose,
        required=False,
        help_text=_("Khi lập báo cáo, kết quả được tính sẵn từ số liệu này và ghi rõ cách tính; vẫn ghi tay được."),
    )
    parent = forms.ModelChoiceField(
        label=_("Mục tiêu cấp trên"), queryset=Objective.objects.none(), required=False, empty_label=_("(không)")
    )
    policy_link = forms.CharField(label=_("Gắn với nội dung chính sách chất lượng"), max_length=300, required=False)
    code = forms.CharField(
        label=_("Mã"), max_length=40, required=False, help_text=_("Để trống thì tự đánh số MT-01, MT-02…")
    )

    def __init__(
        self,
        *args: Any,
        viewer: Actor,
        on: date,
        of_set: ObjectiveSet,
        objective: Objective | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=kwargs.pop("initial", None) or _values_of(objective, of_set), **kwargs)
        self.fields["owner"].offer(viewer=viewer, on=on, current=objective)  # type: ignore[attr-defined]
        parent = self.fields["parent"]
        parent.queryset = queries.possible_parents(of_set, viewer=viewer)  # type: ignore[attr-defined]
        if of_set.unit_id is None:
            del self.fields["parent"]
        elif objective is not None and objective.parent is not None:
            holding = queries.that_holds(objective.parent, viewer=viewer)
            self.initial["parent"] = holding.pk if holding else None

    def clean_periods(self) -> str:
        """Take the usual periods when none were chosen."""
        return self.cleaned_data["periods"] or Objective.Periods.HALF


class ChangeObjectiveForm(ObjectiveForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PlanLineForm(WrittenInParts):
    """A line of a plan: what, who, until when, how it is judged; with what, under the fold."""

    needed_later = ("owner", "to_date", "judged_by")

    what = forms.CharField(label=_("Công việc, biện pháp"), max_length=300, widget=forms.Textarea({"rows": 2}))
    owner = OwnerField(label=_("Người thực hiện"))
    to_date = DayField(label=_("Đến ngày"))
    judged_by = forms.CharField(
        label=_("Cách đánh giá kết quả"),
        max_length=300,
        help_text=_("Số liệu, văn bản nào cho thấy đã làm xong."),
    )
    resources = forms.CharField(
        label=_("Nguồn lực"), max_length=300, required=False, help_text=_("Con người, kinh phí, phương tiện.")
    )
    from_date = DayField(label=_("Từ ngày"), required=False)

    def __init__(
        self, *args: Any, viewer: Actor, on: date, objective: Objective, line: PlanLine | None = None, **kwargs: Any
    ) -> None:
        names = ("what", "to_date", "judged_by", "resources", "from_date", "version")
        values = {name: getattr(line, name) for name in names} if line else {}
        values["owner"] = owner_value(line or objective)
        super().__init__(*args, initial=kwargs.pop("initial", None) or values, **kwargs)
        self.fields["owner"].offer(viewer=viewer, on=on, current=line or objective)  # type: ignore[attr-defined]


class ChangePlanLineForm(PlanLineForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Remove(forms.Form):
    """Confirms that something is taken out of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Submit(forms.Form):
    """From when a set is in force, and words for who decides."""

    in_force_date = DayField(
        label=_("Thực hiện từ ngày"), required=False, help_text=_("Để trống thì từ ngày phê duyệt.")
    )
    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithReason(forms.Form):
    """Why a set is revised, or dropped."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


def _values_of(objective: Objective | None, of_set: ObjectiveSet) -> dict[str, Any]:
    if objective is None:
        head = {"owner_role": "UNIT_HEAD", "owner_unit": of_set.unit} if of_set.unit_id else {}
        return {"owner": owner_value(Objective(**head)), "periods": Objective.Periods.HALF}
    names = (
        "statement", "target_text", "formula", "periods", "measure", "baseline", "data_source", "policy_link", "fact",
        "code", "version",
    )  # fmt: skip
    values = {name: getattr(objective, name) for name in names}
    return values | {"parent": objective.parent_id, "owner": owner_value(objective)}
