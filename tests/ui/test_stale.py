"""Mine beside theirs: what a late form shows."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.http import QueryDict

from sotay.ui.forms import DayField
from sotay.ui.stale import differences, renew_version


class Unit(forms.Form):
    """A form with the version it was read with."""

    name = forms.CharField(label="Tên")
    kind = forms.ChoiceField(label="Loại", choices=[("A", "Phòng"), ("B", "Trung tâm")])
    since = DayField(label="Từ ngày", required=False)
    small = forms.BooleanField(label="Nhỏ", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def typed(**values):
    data = QueryDict(mutable=True)
    data.update({"name": "Phòng CNTT", "kind": "B", "since": "05/02/2026", "version": "3"} | values)
    data._mutable = False
    return Unit(data)


def test_only_what_differs_is_shown_in_words():
    now = SimpleNamespace(name="Phòng CNTT", kind="A", since=date(2026, 2, 6), small=True, version=4)

    shown = [(one.label, one.theirs, one.mine) for one in differences(typed(), now)]

    assert shown == [
        ("Loại", "Phòng", "Trung tâm"),
        ("Từ ngày", "06/02/2026", "05/02/2026"),
        ("Nhỏ", "có", "không"),
    ]


def test_nothing_is_shown_when_both_typed_the_same():
    now = SimpleNamespace(name="Phòng CNTT", kind="B", since=date(2026, 2, 5), small=False, version=4)

    assert differences(typed(), now) == []


def test_the_form_may_be_sent_again_over_what_was_seen():
    form = typed()

    renew_version(form, 4)

    assert form["version"].value() == "4"
    assert form["name"].value() == "Phòng CNTT"
