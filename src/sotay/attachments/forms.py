"""Shape of input about files, remarks and links."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import User
from sotay.attachments.queries import linkable, list_people
from sotay.blobs.kinds import ENDINGS

_CALLED = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9._-]{0,79})", re.IGNORECASE)


class FileForm(forms.Form):
    """A file and what there is to say about it."""

    file = forms.FileField(label=_("Tệp"), help_text=_("PDF, DOCX, XLSX, ảnh…; tối đa 50 MB."), allow_empty_file=True)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "new_file_%s"} | kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(ENDINGS)

    def clean(self) -> dict[str, Any]:
        """Give the file and its name as the command takes them."""
        cleaned = super().clean() or self.cleaned_data
        if file := cleaned.get("file"):
            cleaned["name"] = file.name
        return cleaned


class RemoveForm(forms.Form):
    """Why something is taken off."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class RemoveFileForm(RemoveForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CommentForm(forms.Form):
    """A remark; people are called by `@` and their sign-in name, or chosen from the list."""

    text = forms.CharField(
        label=_("Ý kiến"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Viết @tên-đăng-nhập để nhắc một người."),
    )

    def __init__(self, *args: Any, viewer: Actor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "new_comment_%s"} | kwargs)
        self.viewer = viewer

    def clean(self) -> dict[str, Any]:
        """Give the people the text calls; a name nobody here has is left as it was written."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["mentioned"] = self._called(cleaned.get("text", ""))
        return cleaned

    def _called(self, text: str) -> tuple[User, ...]:
        names = {name.lower().rstrip("._-") for name in _CALLED.findall(text)}
        if not names or self.viewer is None:
            return ()
        return tuple(list_people(viewer=self.viewer).filter(username__in=names))


class MentioningForm(CommentForm):
    """A remark on a page of its own, with the list of people."""

    people = forms.ModelMultipleChoiceField(
        label=_("Nhắc tới"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["people"].queryset = list_people(viewer=viewer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Add the people chosen to those the text calls."""
        cleaned = super().clean()
        chosen = cleaned.pop("people", None) or ()
        cleaned["mentioned"] = tuple({one.pk: one for one in (*cleaned["mentioned"], *chosen)}.values())
        return cleaned


class LinkForm(forms.Form):
    """Which of the records found to link to, and why."""

    note = forms.CharField(label=_("Vì sao liên quan"), max_length=200, required=False)
    to = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_to(self) -> Any:
        """Return the record itself, when the viewer may see it."""
        record = linkable(self.cleaned_data["to"], viewer=self.viewer)
        if record is None:
            raise forms.ValidationError(_("Hãy chọn một hồ sơ trong kết quả tìm."), code="nothing_chosen")
        return record
