"""What a password must hold (QCVN 12:2026/BCA), and the rules as they are shown while one is typed."""

import secrets
import string
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.clock import today
from sotay.agency.models import User
from sotay.web.account.administrators import is_administrator
from sotay.web.account.models import UsedPassword

SIGNS = "!#$%&*+-=?@_"


class FourClasses:
    """Ask for lower case, upper case, a figure and a sign."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002
        """Raise ValidationError that names the classes missing."""
        missing = [
            str(name)
            for name, present in (
                (_("chữ thường"), any(char.islower() for char in password)),
                (_("chữ hoa"), any(char.isupper() for char in password)),
                (_("chữ số"), any(char.isdigit() for char in password)),
                (_("ký tự đặc biệt"), any(_is_sign(char) for char in password)),
            )
            if not present
        ]
        if missing:
            raise ValidationError(_("Mật khẩu còn thiếu: %s.") % ", ".join(missing), code="password_classes")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("Có đủ chữ thường, chữ hoa, chữ số và ký tự đặc biệt.")


class NotUsedBefore:
    """Ask for another password than the present one; administrators also for none of their latest ones."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when the password was used before."""
        if not isinstance(user, User) or user.pk is None:
            return
        if check_password(password, user.password):
            raise ValidationError(_("Mật khẩu mới phải khác mật khẩu đang dùng."), code="password_same")
        count = settings.SOTAY_ADMINISTRATOR_PASSWORDS_KEPT
        if not is_administrator(user, on=today()):
            return
        used = UsedPassword.objects.filter(user=user).order_by("-until_at").values_list("hash", flat=True)[:count]
        if any(check_password(password, one) for one in used):
            raise ValidationError(
                _("Quản trị viên không dùng lại %d mật khẩu gần nhất.") % count, code="password_used_before"
            )

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("Khác mật khẩu đang dùng.")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is shown; `code` lets the page tick it off while the password is typed."""

    code: str
    text: Any


RULES = (
    Rule("length", gettext_lazy("Ít nhất 8 ký tự")),
    Rule("lower", gettext_lazy("Có chữ thường")),
    Rule("upper", gettext_lazy("Có chữ hoa")),
    Rule("digit", gettext_lazy("Có chữ số")),
    Rule("sign", gettext_lazy("Có ký tự đặc biệt, ví dụ ! @ # ? hoặc khoảng trắng")),
    Rule("", gettext_lazy("Không chứa tên đăng nhập, không phải mật khẩu phổ biến, khác mật khẩu đang dùng")),
)


def one_time_password(length: int = 14) -> str:
    """Return a random password of all four classes, to be changed at the next sign-in."""
    classes = (string.ascii_lowercase, string.ascii_uppercase, string.digits, SIGNS)
    chars = [secrets.choice(one) for one in classes]
    chars += [secrets.choice("".join(classes)) for _n in range(length - len(chars))]
    secrets.SystemRandom().shuffle(chars)
    return "".join(chars)


def _is_sign(char: str) -> bool:
    return not char.isalnum()
