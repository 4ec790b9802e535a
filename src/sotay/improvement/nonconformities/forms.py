"""Shape of input about nonconformities."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.holding import Owner
from sotay.agency.models import Unit
from sotay.improvement.nonconformities import terms
from sotay.improvement.nonconformities.models import Nonconformity
from sotay.improvement.nonconformities.origins import Brought
from sotay.organisation.people.owner_field import OwnerField, owner_value
from sotay.standard.catalogue.clauses import clauses
from sotay.support.models import Document
from sotay.support.requests.naming import named_document
from sotay.support.requests.queries import write_document
from sotay.ui.forms import ChoiceCards, DayField

Source, Grade, Need = Nonconformity.Source, Nonconformity.Grade, Nonconformity.Need
AREA = forms.Textarea({"rows": 3})
NO_NAMES = _("Ghi sự việc; không ghi họ tên, số điện thoại, số giấy tờ của công dân.")


def clause_choices() -> list[tuple[str, str]]:
    """Return the clauses as choices, those that have requirements, in their order."""
    return [("", str(_("(chưa xác định)"))), *((one.number, str(one)) for one in clauses().values())]


class LogForm(forms.Form):
    """Four fields in a minute and a half: what, where, when, evidence; the rest is folded and may come later."""

    what = forms.CharField(label=_("Nội dung không phù hợp"), max_length=4000, widget=AREA, help_text=NO_NAMES)
    unit = forms.ModelChoiceField(
        label=_("Xảy ra ở đơn vị"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("(nơi khác – ghi ở dưới)"),
    )
    found_date = DayField(label=_("Ngày phát hiện"))
    evidence = forms.CharField(
        label=_("Bằng chứng khách quan"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Hồ sơ, văn bản, số liệu đã xem. Ảnh, tệp thêm được ở trang của phiếu."),
    )
    place = forms.CharField(label=_("Nơi xảy ra, nếu không phải một đơn vị"), max_length=200, required=False)
    source = forms.ChoiceField(
        label=_("Nguồn"),
        choices=[("", _("(theo hồ sơ gốc, không có thì tự phát hiện)")), *Source.choices],
        required=False,
    )
    people = forms.CharField(
        label=_("Người liên quan"), max_length=300, required=False, help_text=_("Chức danh là đủ; không bắt buộc.")
    )
    clause = forms.ChoiceField(label=_("Điều khoản"), choices=clause_choices, required=False)
    document = forms.CharField(
        label=_("Quy trình, tài liệu bị vi phạm"),
        max_length=100,
        required=False,
        help_text=_("Mã tài liệu, ví dụ QT 01; dùng chung mã thì ghi thêm lĩnh vực trong ngoặc."),
    )

    FOLDED = ("place", "source", "people", "clause", "document", "requirement")

    def __init__(self, *args: Any, viewer: Actor, on: date, brought: Brought | None = None, **kwargs: Any) -> None:
        initial = {"found_date": on} | (_begin(brought, viewer) if brought else {})
        super().__init__(*args, initial=initial | (kwargs.pop("initial", None) or {}), **kwargs)
        self.viewer = viewer
        units = Unit.objects.of(viewer).in_force(on).order_by("order", "name_sort")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_document(self) -> Document | None:
        """Return the document the code names."""
        return named_document(self.cleaned_data["document"], viewer=self.viewer)


class ChangeForm(LogForm):
    """What was logged, and what comes later: the requirement that was not met."""

    requirement = forms.CharField(
        label=_("Yêu cầu bị vi phạm"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    source = forms.ChoiceField(label=_("Nguồn"), choices=Source.choices)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:
        names = (
            "what",
            "unit",
            "found_date",
            "evidence",
            "place",
            "source",
            "people",
            "clause",
            "requirement",
            "version",
        )
        initial = {name: getattr(sheet, name) for name in names}
        initial |= {"unit": sheet.unit_id, "document": write_document(sheet.document) if sheet.document else ""}
        super().__init__(*args, viewer=viewer, on=on, initial=initial, **kwargs)
        if sheet.unit is not None:
            units = Unit.objects.of(viewer).in_force(on) | Unit.objects.of(viewer).filter(pk=sheet.unit_id)
            self.fields["unit"].queryset = units.order_by("order", "name_sort")  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """How grave, who answers, until when; the limit of the grade holds where no day is typed."""

    grade = forms.ChoiceField(
        label=_("Mức độ"),
        choices=Grade.choices,
        widget=ChoiceCards(
            descriptions={
                Grade.MINOR: _("Sai sót đơn lẻ, không làm mất khả năng đáp ứng yêu cầu."),
                Grade.MAJOR: _("Lặp lại, hoặc ảnh hưởng tới kết quả, quyền lợi của người dân, hiệu lực hệ thống."),
            }
        ),
    )
    owner = OwnerField(help_text=_("Chọn chức danh để phiếu ở lại với chức danh khi đổi người."))
    due_date = DayField(label=_("Hạn hoàn thành"), required=False)
    accepted_date = DayField(label=_("Ngày tiếp nhận"))
    clause = forms.ChoiceField(label=_("Điều khoản"), choices=clause_choices, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:
        head = Owner(role="UNIT_HEAD", unit=sheet.unit) if sheet.unit is not None else None
        initial = {
            "grade": sheet.grade or Grade.MINOR,
            "owner": owner_value(head),
            "due_date": terms.due_of_inspection(sheet),
            "accepted_date": on,
            "clause": sheet.clause,
            "version": sheet.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].offer(viewer=viewer, on=on)  # type: ignore[attr-defined]
        days = {grade: terms.due_by_grade(sheet, grade, since=on) for grade in Grade.values}
        said = {"minor": f"{days[Grade.MINOR]:%d/%m/%Y}", "major": f"{days[Grade.MAJOR]:%d/%m/%Y}"}
        self.fields["due_date"].help_text = (
            _("Theo biên bản kiểm tra.")
            if initial["due_date"]
            else _("Để trống: theo mức độ – nhẹ %(minor)s, nặng %(major)s.") % said
        )


class HandOverForm(forms.Form):
    """Who answers now, how grave, until when, and why that changed."""

    owner = OwnerField()
    grade = forms.ChoiceField(label=_("Mức độ"), choices=Grade.choices)
    due_date = DayField(label=_("Hạn hoàn thành"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:
        initial = {"owner": sheet, "grade": sheet.grade, "due_date": sheet.due_date, "version": sheet.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].offer(viewer=viewer, on=on, current=sheet)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:  # noqa: ARG002
        super().__init__(*args, initial={"version": sheet.version}, **kwargs)


class ReopenForm(ReasonForm):
    """Why it is opened again, who answers for it now, and until when."""

    owner = OwnerField()
    due_date = DayField(
        label=_("Hạn hoàn thành mới"), required=False, help_text=_("Để trống: theo thời hạn của mức độ.")
    )

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, sheet=sheet, viewer=viewer, on=on, **kwargs)
        self.initial["owner"] = sheet
        self.fields["owner"].offer(viewer=viewer, on=on, current=sheet)  # type: ignore[attr-defined]
        self.order_fields(["reason", "owner", "due_date"])


class CorrectForm(forms.Form):
    """What was put right at once, and when."""

    correction = forms.CharField(
        label=_("Đã khắc phục thế nào"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Xử lý ngay hậu quả. Nguyên nhân và cách để không lặp lại ghi ở bước sau."),
    )
    correction_date = DayField(label=_("Ngày khắc phục"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:  # noqa: ARG002
        initial = {
            "correction": sheet.correction,
            "correction_date": sheet.correction_date or on,
            "version": sheet.version,
        }
        super().__init__(*args, initial=initial, **kwargs)


class NeedForm(forms.Form):
    """Whether the cause is to be looked for (10.2.1 b)."""

    need = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[(Need.ACTION, _("Cần hành động khắc phục")), (Need.CORRECTION, _("Chỉ khắc phục"))],
        widget=ChoiceCards(
            descriptions={
                Need.ACTION: _("Tìm nguyên nhân, lập kế hoạch để không lặp lại, thẩm tra hiệu lực."),
                Need.CORRECTION: _(
                    "Đã xử lý xong hậu quả, không cần tìm nguyên nhân; nêu lý do, người khác xem lại rồi đóng."
                ),
            }
        ),
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Bắt buộc khi chỉ khắc phục."),
    )
    need_date = DayField(label=_("Ngày đánh giá"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Nonconformity, viewer: Actor, on: date, **kwargs: Any) -> None:  # noqa: ARG002
        super().__init__(*args, initial={"need": Need.ACTION, "need_date": on, "version": sheet.version}, **kwargs)


class FindingsForm(forms.Form):
    """Which findings of an audit get a sheet of their own."""

    findings = forms.ModelMultipleChoiceField(
        label=_("Điểm không phù hợp chưa có phiếu"),
        queryset=Nonconformity.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, findings: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"findings": [one.pk for one in findings]}, **kwargs)
        self.fields["findings"].queryset = findings  # type: ignore[attr-defined]


def _begin(brought: Brought, viewer: Actor) -> dict[str, Any]:
    told = {
        "what": brought.what,
        "evidence": brought.evidence,
        "unit": brought.unit.pk if brought.unit else None,
        "clause": brought.clause,
        "source": "" if brought.source == Source.SELF else brought.source,
        "document": write_document(brought.document) if brought.document else "",
        "found_date": brought.found_date,
    }
    units = viewer.unit_ids()
    if brought.unit is None and len(units) == 1:
        told["unit"] = next(iter(units))
    return {name: value for name, value in told.items() if value}
