"""Shape of input about requests."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.agency.predicates import runs_system
from sotay.context.models import Law
from sotay.support.documents.forms import DocumentForm
from sotay.support.documents.models import Document
from sotay.support.documents.naming_laws import read_laws, write_laws
from sotay.support.requests.models import ChangeRequest
from sotay.support.requests.naming import named_document
from sotay.support.requests.queries import read_documents, write_document
from sotay.support.requests.writing import WRITTEN
from sotay.ui.forms import DayField

AREA = forms.Textarea({"rows": 3})
FOLDED = ("title", "unit", "law", "present", "impacts", "due_date")


class RequestForm(forms.Form):
    """What is asked about which document, why, and the five points of a planned change; these may come before submitting."""

    manner = forms.ChoiceField(label=_("Loại yêu cầu"), choices=ChangeRequest.Manner.choices, initial="CHANGE")
    document = forms.CharField(
        label=_("Mã tài liệu"),
        max_length=200,
        required=False,
        help_text=_("Khi nhiều lĩnh vực dùng chung một mã, ghi thêm lĩnh vực: QT 01 (Đất đai). Soạn mới thì để trống."),
    )
    title = forms.CharField(
        label=_("Tên tài liệu đề nghị soạn mới"), max_length=300, required=False, help_text=_("Chỉ ghi khi soạn mới.")
    )
    cause = forms.ChoiceField(label=_("Xuất phát từ"), choices=ChangeRequest.Cause.choices, initial="IMPROVEMENT")
    reason = forms.CharField(label=_("Lý do"), max_length=4000, widget=AREA)
    proposed = forms.CharField(label=_("Nội dung đề nghị"), max_length=8000, required=False, widget=AREA)
    purpose = forms.CharField(label=_("Mục đích của thay đổi"), max_length=4000, required=False, widget=AREA)
    consequences = forms.CharField(
        label=_("Hậu quả tiềm ẩn"),
        max_length=4000,
        required=False,
        widget=AREA,
        help_text=_("Điều gì có thể xảy ra khi thay đổi, và nếu không thay đổi."),
    )
    integrity = forms.CharField(
        label=_("Tính toàn vẹn của hệ thống"),
        max_length=4000,
        required=False,
        widget=AREA,
        help_text=_("Tài liệu, biểu mẫu, quá trình nào liên quan phải sửa theo để không mâu thuẫn."),
    )
    resources = forms.CharField(label=_("Nguồn lực sẵn có"), max_length=4000, required=False, widget=AREA)
    responsibilities = forms.CharField(
        label=_("Phân bổ trách nhiệm, quyền hạn"), max_length=4000, required=False, widget=AREA
    )
    present = forms.CharField(label=_("Nội dung hiện tại"), max_length=8000, required=False, widget=AREA)
    unit = forms.ModelChoiceField(
        label=_("Đơn vị đề nghị"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("(đơn vị chủ trì tài liệu)"),
    )
    law = forms.CharField(
        label=_("Theo văn bản pháp luật"),
        max_length=200,
        required=False,
        help_text=_("Số, ký hiệu của văn bản trong danh mục; bản sửa đổi sẽ nêu văn bản này."),
    )
    impacts = forms.CharField(
        label=_("Tài liệu, biểu mẫu khác bị ảnh hưởng"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Mã tài liệu, mỗi dòng một mã hoặc cách nhau bằng dấu chấm phẩy."),
    )
    due_date = DayField(label=_("Hạn hoàn thành"), required=False)

    def __init__(self, *args: Any, viewer: Actor, on: date, one: ChangeRequest | None = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", None) or {}
        super().__init__(*args, initial=(_values_of(one) if one else {}) | initial, **kwargs)
        self.viewer = viewer
        units = Unit.objects.of(viewer)
        standing = units.in_force(on)
        offered = standing if runs_system(viewer, None) else standing.filter(pk__in=viewer.unit_ids())
        kept = Q(pk__in=offered.values("pk")) | Q(pk=one.unit_id if one else None)
        self.fields["unit"].queryset = units.filter(kept).order_by("order", "name_sort")  # type: ignore[attr-defined]

    def clean_document(self) -> Document | None:
        """Return the document the code names."""
        return named_document(self.cleaned_data["document"], viewer=self.viewer)

    def clean_law(self) -> Law | None:
        """Return the legal document the number names."""
        if not self.cleaned_data["law"].strip():
            return None
        found, unknown = read_laws(self.cleaned_data["law"], viewer=self.viewer)
        if unknown or len(found) != 1:
            raise forms.ValidationError(_("Không có văn bản này trong danh mục."), code="unknown_law")
        return found[0]

    def clean_impacts(self) -> list[Document]:
        """Return the documents the codes name."""
        found, unknown = read_documents(self.cleaned_data["impacts"], viewer=self.viewer)
        if unknown:
            raise forms.ValidationError(
                _("Không có, hoặc có nhiều tài liệu mang mã: %(codes)s."),
                code="unknown_document",
                params={"codes": ", ".join(unknown)},
            )
        return found


class ChangeRequestForm(RequestForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Submit(forms.Form):
    """A word to who decides."""

    note = forms.CharField(label=_("Ghi chú cho người duyệt"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithReason(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class AskedDocumentForm(DocumentForm):
    """The document a request asks to be written."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _values_of(one: ChangeRequest) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in (*WRITTEN, "version")}
    return values | {
        "document": write_document(one.document) if one.document else "",
        "law": write_laws([one.law]) if one.law else "",
        "impacts": "; ".join(write_document(each) for each in one.impacts.order_by("code_sort")) if one.pk else "",
    }
