"""Shape of input about what a law changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.context.models import LawReview
from sotay.support.documents.models import Document
from sotay.support.documents.sight import visible
from sotay.support.lawful import queries
from sotay.support.requests.queries import read_documents, write_document


class NoEffectForm(forms.Form):
    """Why a law changes nothing for the unit."""

    reason = forms.CharField(
        label=_("Lý do không ảnh hưởng"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Ví dụ: đơn vị không có quy trình nào thuộc lĩnh vực của văn bản."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: LawReview, **kwargs: Any) -> None:
        initial = {"version": review.version}
        if review.finding == LawReview.Finding.NO_EFFECT:
            initial["reason"] = review.reason
        super().__init__(*args, initial=initial, **kwargs)


class AffectedForm(forms.Form):
    """The documents of the unit that have to be changed; those that name the law or the one it replaces are ticked."""

    documents = forms.ModelMultipleChoiceField(
        label=_("Tài liệu phải sửa"),
        queryset=Document.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label=_("Tài liệu khác"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Mã tài liệu, mỗi dòng một mã hoặc cách nhau bằng dấu chấm phẩy."),
    )
    reason = forms.CharField(label=_("Nhận xét"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: LawReview, viewer: Actor, **kwargs: Any) -> None:
        chosen = list(review.affected.values_list("document_id", flat=True))
        likely = queries.suggested(review, viewer=viewer)
        offered = list(queries.documents_of(review, viewer=viewer)[: queries.SHOWN + 1])
        if len(offered) > queries.SHOWN:  # too many to tick: the likely ones, others by their codes
            offered = list(queries.documents_of(review, viewer=viewer).filter(pk__in={*likely, *chosen}))
        boxes = {one.pk for one in offered}
        beyond = (
            Document.objects.of(viewer).filter(pk__in=[pk for pk in chosen if pk not in boxes]).order_by("code_sort")
        )
        elsewhere = visible(beyond.filter(state=Document.State.IN_FORCE), viewer)
        initial = {
            "documents": chosen or sorted(likely),
            "others": "; ".join(write_document(one) for one in elsewhere),
            "reason": review.reason if review.finding == LawReview.Finding.AFFECTS else "",
            "version": review.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.viewer = viewer
        # Withdrawn since, or not for these eyes: they stay as they are.
        self.kept = list(beyond.exclude(pk__in=elsewhere.values("pk")))
        self.fields["documents"].queryset = Document.objects.of(viewer).filter(pk__in=boxes).order_by("code_sort")  # type: ignore[attr-defined]
        if likely and not chosen:
            self.fields["documents"].help_text = _(
                "Đã đánh dấu sẵn tài liệu viện dẫn văn bản này hoặc văn bản nó thay thế."
            )

    def clean_others(self) -> list[Document]:
        """Return the documents the codes name."""
        found, unknown = read_documents(self.cleaned_data["others"], viewer=self.viewer)
        if unknown:
            raise forms.ValidationError(
                _("Không có, hoặc có nhiều tài liệu mang mã: %(codes)s."),
                code="unknown_document",
                params={"codes": ", ".join(unknown)},
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Bring both ways of naming documents together."""
        cleaned = super().clean() or self.cleaned_data
        others = cleaned.pop("others", [])
        cleaned["documents"] = [*cleaned.get("documents", ()), *others, *self.kept]
        return cleaned
