"""Shape of input about documents and their revisions."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.agency.predicates import runs_system
from sotay.standard.catalogue.clauses import clauses
from sotay.support.documents.models import Document, Kind, Level, Revision
from sotay.support.documents.naming_laws import read_laws, write_laws
from sotay.support.documents.queries import laws_of
from sotay.support.documents.sight import visible
from sotay.support.documents.template import starting_parts
from sotay.ui.forms import DayField

MORE = ("field", "clauses", "label", "review_months")
REACH = [(one.value, one.label) for one in (Document.Label.INTERNAL, Document.Label.PUBLIC, Document.Label.LIMITED)]
"""How widely a document may be shown, the usual first."""
SPARE = 2
"""How many empty parts a form offers behind those written."""
MOST_PARTS = 60


class DocumentForm(forms.Form):
    """A document: code, title, kind, level and the unit that keeps it; the rest may come later."""

    code = forms.CharField(
        label=_("Mã tài liệu"), max_length=60, help_text=_("Theo cách đặt mã của cơ quan, ví dụ QT 04/VP.")
    )
    title = forms.CharField(label=_("Tên tài liệu"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices, initial=Kind.PROCEDURE)
    level = forms.TypedChoiceField(label=_("Cấp"), choices=Level.choices, coerce=int, initial=Level.TWO)
    unit = forms.ModelChoiceField(
        label=_("Đơn vị chủ trì"), queryset=Unit.objects.none(), empty_label=_("(chọn đơn vị)")
    )
    field = forms.CharField(
        label=_("Lĩnh vực"),
        max_length=120,
        required=False,
        help_text=_("Cần ghi khi mã đã dùng cho một tài liệu của lĩnh vực khác."),
    )
    clauses = forms.MultipleChoiceField(
        label=_("Điều khoản ISO 9001"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    label = forms.ChoiceField(
        label=_("Phạm vi phổ biến"),
        choices=REACH,
        required=False,
        help_text=_("Tài liệu hạn chế chỉ mở cho nơi nhận. Không đưa bí mật nhà nước vào hệ thống này."),
    )
    review_months = forms.IntegerField(
        label=_("Chu kỳ rà soát (tháng)"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=_("Để trống thì theo chu kỳ chung của loại tài liệu."),
    )

    def __init__(self, *args: Any, viewer: Actor, on: date, document: Document | None = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", None) or (_values_of(document) if document else {})
        super().__init__(*args, initial=initial, **kwargs)
        units = Unit.objects.of(viewer)
        standing = units.in_force(on)
        offered = standing if runs_system(viewer, None) else standing.filter(pk__in=viewer.unit_ids())
        if document and document.unit_id:
            offered = offered | units.filter(pk=document.unit_id)
        unit: Any = self.fields["unit"]
        unit.queryset = offered.distinct().order_by("order", "name_sort")
        if runs_system(viewer, None):  # external documents need no unit
            unit.required, unit.empty_label = False, _("(không nêu)")
        elif document is None and len(unit.queryset) == 1:
            self.initial.setdefault("unit", unit.queryset[0].pk)
        self.fields["clauses"].choices = [(number, str(one)) for number, one in clauses().items()]  # type: ignore[attr-defined]

    def clean_label(self) -> str:
        """Take the usual reach when none was chosen."""
        return self.cleaned_data["label"] or Document.Label.INTERNAL

    def clean(self) -> dict[str, Any]:
        """Ask for the unit of every document but those from outside."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("unit") and cleaned.get("kind") != Kind.EXTERNAL and "unit" not in self.errors:
            self.add_error("unit", _("Cần chọn đơn vị chủ trì; chỉ tài liệu bên ngoài mới để trống."))
        return cleaned


class ChangeDocumentForm(DocumentForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BeginRevision(forms.Form):
    """What is to be changed, and whether it is a new edition or a small thing."""

    summary = forms.CharField(
        label=_("Nội dung thay đổi"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Ghi được bây giờ hoặc khi soạn; cần có trước khi trình."),
    )
    is_new_edition = forms.BooleanField(
        label=_("Ban hành lần mới"),
        required=False,
        help_text=_("Lần ban hành tăng một, lần sửa đổi trở về 00."),
    )
    is_minor = forms.BooleanField(
        label=_("Sửa đổi nhỏ, không phải đọc lại"),
        required=False,
        help_text=_("Ví dụ sửa lỗi chính tả. Vẫn phải soát xét và phê duyệt."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WriteRevision(forms.Form):
    """What a revision says: what changed, files, parts written here, the legal documents it rests on."""

    summary = forms.CharField(
        label=_("Nội dung thay đổi so với bản trước"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )
    # An empty file is refused with the other files that are not taken, in the same words.
    source = forms.FileField(label=_("Tệp soạn thảo (Word, Excel …)"), required=False, allow_empty_file=True)
    pdf = forms.FileField(label=_("Bản PDF để đọc"), required=False, allow_empty_file=True)
    without = forms.MultipleChoiceField(label=_("Bỏ tệp"), required=False, widget=forms.CheckboxSelectMultiple)
    laws = forms.CharField(
        label=_("Văn bản căn cứ"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Mỗi dòng một số, ký hiệu; dán được cả đoạn “Căn cứ …”."),
    )
    is_minor = forms.BooleanField(label=_("Sửa đổi nhỏ, không phải đọc lại"), required=False)
    edition = forms.IntegerField(label=_("Lần ban hành"), min_value=1, max_value=999, required=False)
    amendment = forms.IntegerField(label=_("Lần sửa đổi"), min_value=0, max_value=999, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, viewer: Actor, revision: Revision) -> None:
        super().__init__(data, files, initial=_content_of(revision))
        self.viewer, self.revision = viewer, revision
        if revision.order == 1:
            del self.fields["summary"], self.fields["is_minor"]
        names = {"source": revision.source_name, "pdf": revision.pdf_name}
        there = [(key, name) for key, name in names.items() if name]
        if there:
            self.fields["without"].choices = there  # type: ignore[attr-defined]
        else:
            del self.fields["without"]
        for key, name in there:
            self.fields[key].help_text = gettext("Đang có: %s. Tải tệp khác lên để thay.") % name
        self.count = self._add_parts()

    @property
    def part_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The heading and the text of every part, those written and the empty ones behind."""
        return [(self[f"heading_{place}"], self[f"text_{place}"]) for place in range(1, self.count + 1)]

    @property
    def has_parts(self) -> bool:
        """Whether something stands in the parts."""
        return any(text.value() for _heading, text in self.part_fields)

    @property
    def has_details(self) -> bool:
        """Whether the fold of legal documents and numbers holds something to be seen."""
        names = ("laws", "is_minor", "without", "edition", "amendment")
        return bool(self["laws"].value()) or any(name in self.errors for name in names)

    def clean_laws(self) -> list[Any]:
        """Return the legal documents; a line in which none is known stays and is named."""
        laws, unknown = read_laws(self.cleaned_data["laws"], viewer=self.viewer)
        if unknown:
            place = reverse("support:document_list", kwargs={"agency": self.viewer.agency.short_name})
            link = format_html('<a href="{}">{}</a>', _law_register(self.viewer) or place, gettext("Văn bản pháp luật"))
            for line in unknown:
                self.add_error(
                    "laws",
                    format_html(gettext("“{}” chưa có trong sổ văn bản; hãy thêm vào {} trước."), line, link),
                )
        return laws

    def clean(self) -> dict[str, Any]:
        """Bring what was typed to what the command takes: parts in order, numbers only where given."""
        cleaned = super().clean() or self.cleaned_data
        pairs = [
            (cleaned.pop(f"heading_{place}", "") or "", cleaned.pop(f"text_{place}", "") or "")
            for place in range(1, self.count + 1)
        ]
        while pairs and not "".join(pairs[-1]).strip():
            pairs.pop()
        cleaned["parts"] = [pair for pair in pairs if "".join(pair).strip()]
        if not self._has_text(cleaned["parts"]):  # headings alone are the template nobody filled
            cleaned["parts"] = []
        return cleaned

    def _has_text(self, pairs: list[tuple[str, str]]) -> bool:
        return any(text.strip() for _heading, text in pairs)

    def _add_parts(self) -> int:
        """Add a heading and a text for every part there is, or was sent, and some to spare."""
        written = [(part.heading, part.text) for part in self.revision.parts.all()]
        shown = written or starting_parts(self.revision.document.kind)
        sent = sum(1 for name in self.data if name.startswith("heading_")) if self.is_bound else 0
        count = min(max(len(shown) + SPARE, sent), MOST_PARTS)
        for place in range(1, count + 1):
            heading, text = shown[place - 1] if place <= len(shown) else ("", "")
            self.fields[f"heading_{place}"] = forms.CharField(
                label=gettext("Tiêu đề phần %d") % place,
                max_length=200,
                required=False,
                initial=gettext(heading) if heading else "",
            )
            self.fields[f"text_{place}"] = forms.CharField(
                label=gettext("Nội dung phần %d") % place,
                required=False,
                initial=text,
                max_length=100_000,
                widget=forms.Textarea({"rows": 4}),
            )
        return count


class Submit(forms.Form):
    """Words for who reviews and approves."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithReason(forms.Form):
    """Why a revision is given up, or opened again."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class Withdraw(forms.Form):
    """From when a document is withdrawn, why, and what takes its place."""

    withdrawn_date = DayField(label=_("Hết hiệu lực từ ngày"))
    reason = forms.CharField(label=_("Lý do thu hồi"), max_length=300, help_text=_("Ví dụ: theo Quyết định số …"))
    replaced_by = forms.ModelChoiceField(
        label=_("Thay bằng"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("(không có tài liệu thay thế)"),
        help_text=_("Nơi nào viện dẫn tài liệu này sẽ được dẫn đến tài liệu thay thế."),
    )
    revise_citing = forms.BooleanField(
        label=_("Lập bản sửa đổi của các tài liệu đang viện dẫn, thay mã này bằng mã mới"),
        required=False,
        help_text=_("Các bản sửa đổi được trình, phê duyệt như mọi bản khác."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Actor, on: date, document: Document, cited: bool, **kwargs: Any) -> None:
        super().__init__(*args, initial={"withdrawn_date": on, "version": document.version}, **kwargs)
        if not (cited and runs_system(viewer, document)):
            del self.fields["revise_citing"]
        others = visible(Document.objects.of(viewer), viewer).filter(state=Document.State.IN_FORCE)
        chosen: Any = self.fields["replaced_by"]
        chosen.queryset = others.exclude(pk=document.pk).filter(~Q(code="")).order_by("code_sort", "pk")


def _law_register(viewer: Actor) -> str:
    return reverse("context:law_list", kwargs={"agency": viewer.agency.short_name})


def _values_of(document: Document) -> dict[str, Any]:
    names = ("code", "title", "kind", "level", "unit", "field", "clauses", "label", "review_months", "version")
    return {name: getattr(document, name) for name in names}


def _content_of(revision: Revision) -> dict[str, Any]:
    names = ("summary", "is_minor", "edition", "amendment", "version")
    return {name: getattr(revision, name) for name in names} | {"laws": write_laws(laws_of(revision))}
