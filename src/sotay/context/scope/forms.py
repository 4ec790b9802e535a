"""Shape of input about the scope."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.context.scope.models import Scope
from sotay.context.scope.queries import covered_by


class LinesField(forms.CharField):
    """Several names, one on each line."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[str]:
        """Return the lines that hold something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class ScopeForm(forms.Form):
    """Fields of work, places, and words around them."""

    fields_of_work = LinesField(label=_("Lĩnh vực, mỗi dòng một lĩnh vực"), widget=forms.Textarea({"rows": 6}))
    places = LinesField(label=_("Địa điểm, mỗi dòng một địa điểm"), required=False, widget=forms.Textarea({"rows": 4}))
    text = forms.CharField(label=_("Diễn giải"), required=False, widget=forms.Textarea({"rows": 4}))
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, scope: Scope | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_values_of(scope) if scope else None, **kwargs)


class ChangeScopeForm(ScopeForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SubmitForm(forms.Form):
    """A word to the head."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": scope.version}, **kwargs)


def _values_of(scope: Scope) -> dict[str, Any]:
    covered = covered_by(scope)
    return {
        "fields_of_work": "\n".join(covered.fields),
        "places": "\n".join(covered.places),
        "text": scope.text,
        "reason": scope.reason,
        "version": scope.version,
    }
