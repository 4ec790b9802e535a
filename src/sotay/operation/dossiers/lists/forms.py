"""Shape of input about lists: the file, which column is what, what words of states mean."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.exchange.headers import Heading
from sotay.exchange.imports import Import
from sotay.exchange.runs.forms import UploadForm
from sotay.operation.dossiers.lists.words import COLUMNS, NEEDED, state_of, word_key
from sotay.operation.dossiers.models import Dossier, DossierSource
from sotay.ui.forms import DayField

_NAMES = {str(value): str(value) for value in Dossier.State.values}
_FRONT = ("code", "service", "service_name", "received", "due")
FOLDED = (*(f"column_{column.key}" for column in COLUMNS if column.key not in _FRONT), "states")
FOLD_LABEL = _("Các cột khác và từ chỉ trạng thái")


class ListForm(UploadForm):
    """The file, and the source it comes from where one is saved."""

    source = forms.ModelChoiceField(
        label=_("Nguồn danh sách"),
        queryset=DossierSource.objects.none(),
        required=False,
        empty_label=_("(tự nhận ra theo tiêu đề cột)"),
        to_field_name="slug",
        help_text=_("Hệ thống mà danh sách được xuất ra; cách đọc đã lưu được dùng lại."),
    )

    def __init__(self, *args: Any, viewer: Actor, kind: Import, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        sources = DossierSource.objects.of(viewer).filter(ended_date__isnull=True).order_by("name", "pk")
        if sources:
            self.fields["source"].queryset = sources  # type: ignore[attr-defined]
        else:
            del self.fields["source"]

    def clean(self) -> dict[str, Any]:
        """Give the file as the command takes it; the source only shows the next page."""
        cleaned = super().clean()
        self.chosen = cleaned.pop("source", None)
        return cleaned


class SourceForm(forms.Form):
    """How lists are read: name, order of dates, words of states, and a heading for each of our columns."""

    name = forms.CharField(
        label=_("Lưu cách đọc này với tên"),
        max_length=200,
        help_text=_("Tên hệ thống xuất danh sách; lần sau chỉ cần chọn tệp. Ví dụ: Hệ thống một cửa của tỉnh."),
    )
    date_order = forms.ChoiceField(
        label=_("Ngày viết bằng chữ số đọc theo"),
        choices=DossierSource.DateOrder.choices,
        initial=DossierSource.DateOrder.DAY_FIRST,
    )
    states = forms.CharField(
        label=_("Nghĩa của từ chỉ trạng thái"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Chỉ ghi từ chưa được hiểu, mỗi dòng một từ: “Chờ lãnh đạo cho ý kiến = Đang giải quyết”. Không có từ nào thì "
            "trạng thái được suy từ các ngày."
        ),
    )

    def __init__(
        self, *args: Any, source: DossierSource | None = None, headings: tuple[Heading, ...] = (),
        columns: dict[str, str] | None = None, initial: dict[str, Any] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        initial = dict(initial or {})
        if source is not None:
            initial |= {"name": source.name, "date_order": source.date_order, "states": _written(source.states)}
        super().__init__(*args, initial=initial, **kwargs)
        chosen = columns if columns is not None else dict(source.columns) if source else {}
        choices = [("", _("(không có)")), *((one.name, f"{one.letters} · {one.name}") for one in headings)]
        for column in COLUMNS:
            about: dict[str, Any] = {
                "label": column.label,
                "required": column.key in NEEDED,
                "initial": chosen.get(column.key, ""),
            }
            field: forms.Field
            if headings:
                field = forms.ChoiceField(choices=choices, **about)
            else:
                field = forms.CharField(max_length=200, **about)
            self.fields[f"column_{column.key}"] = field
        self.order_fields([name for name in self.fields if name != "states"])

    def clean_states(self) -> dict[str, str]:
        """Read a word and its meaning from each line."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["states"].splitlines():
            if not line.strip():
                continue
            word, _sign, meaning = line.partition("=")
            state = state_of(meaning, _NAMES)
            if not word_key(word) or not meaning.strip() or state is None:
                words = ", ".join(str(label) for label in Dossier.State.labels)
                raise forms.ValidationError(
                    _("Không hiểu dòng “%(line)s”. Viết: từ trong danh sách = một trong: %(words)s."),
                    params={"line": line.strip()[:80], "words": words},
                )
            found[word.strip()] = state
        return found

    def clean(self) -> dict[str, Any]:
        """Gather the columns as the command takes them."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["columns"] = {
            column.key: value for column in COLUMNS if (value := cleaned.pop(f"column_{column.key}", ""))
        }
        return cleaned


class ChangeSourceForm(SourceForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, source: DossierSource, **kwargs: Any) -> None:
        super().__init__(*args, source=source, initial={"version": source.version}, **kwargs)
        self.fields["name"].label = _("Tên nguồn")


class EndSourceForm(forms.Form):
    """Since when a source is no more used."""

    ended_date = DayField(label=_("Thôi dùng từ ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, source: DossierSource, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": source.version, "ended_date": on}, **kwargs)


def _written(states: dict[str, str]) -> str:
    return "\n".join(f"{word} = {Dossier.State(state).label}" for word, state in states.items())
