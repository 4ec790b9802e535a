"""The form of the choice of mails."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.work.notices.models import MailChoice


class ChooseMail(forms.Form):
    """Which mails a person wants."""

    wants = forms.ChoiceField(label=_("Thư muốn nhận"), choices=MailChoice.Wants.choices, widget=forms.RadioSelect)
