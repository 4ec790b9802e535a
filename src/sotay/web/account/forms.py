"""Shape of input at sign-in and about the account."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as second_factor
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.web.account import lockout


class Password(forms.PasswordInput):
    """A box for a password: the button that shows it comes by JavaScript, pasting is welcome."""

    def __init__(self, *, new: bool = False) -> None:
        super().__init__({"autocomplete": "new-password" if new else "current-password", "data-password": ""})


class SignIn(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Tên đăng nhập")
        self.fields["login"].widget = forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = Password()


class KnowAgain(ReauthenticateForm):
    """The password once more, before the second factor is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = Password()


class CodeWidget(forms.TextInput):
    """A box for a code of figures."""

    def __init__(self) -> None:
        super().__init__({"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})


class _Counted:
    """Lets axes count wrong codes, so that five lock the account as five wrong passwords do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Mã xác thực")  # type: ignore[attr-defined]
        self.fields["code"].widget = CodeWidget()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Return the code; a wrong one is counted, none is looked at while the account is locked."""
        if not lockout.is_allowed(context.request, self.user):  # type: ignore[attr-defined]
            raise second_factor().validation_error("incorrect_code")
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except forms.ValidationError:
            lockout.count_wrong_code(context.request, self.user)  # type: ignore[attr-defined]
            raise


class Code(_Counted, AuthenticateForm):
    """The code after the password."""


class CodeAgain(_Counted, ReauthenticateByCodeForm):
    """The code once more, before the second factor is changed."""


class FirstCode(ActivateTOTPForm):
    """The first code of a newly bound app, which proves that the binding worked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Mã 6 chữ số trên ứng dụng")
        self.fields["code"].widget = CodeWidget()


class ChangePassword(forms.Form):
    """The present password and the new one; `known` tells whether the present one was right."""

    old_password = forms.CharField(label=_("Mật khẩu đang dùng"), strip=False, widget=Password())
    password = forms.CharField(label=_("Mật khẩu mới"), strip=False, max_length=128, widget=Password(new=True))
    again = forms.CharField(label=_("Nhập lại mật khẩu mới"), strip=False, widget=Password(new=True))

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_old_password(self) -> str:
        """Refuse a wrong present password."""
        if not self.known:
            raise forms.ValidationError(_("Mật khẩu đang dùng không đúng."), code="wrong_password")
        return ""

    def clean(self) -> dict[str, Any]:
        """Return the new password alone, when it was typed twice alike."""
        given = super().clean() or {}
        again = given.pop("again", None)
        if "password" in given and again is not None and again != given["password"]:
            self.add_error("again", _("Hai lần nhập không giống nhau."))
        given.pop("old_password", None)
        return given


class Unlock(forms.Form):
    """The password that opens a locked session."""

    password = forms.CharField(label=_("Mật khẩu"), strip=False, widget=Password())
