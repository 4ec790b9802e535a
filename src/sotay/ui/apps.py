"""The Django application of the look."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Components, page skeletons and charts."""

    name = "sotay.ui"
    label = "ui"

    def ready(self) -> None:
        """Make the checks known, and say of an empty field what to do about it."""
        from sotay.ui import checks  # noqa: F401

        Field.default_error_messages["required"] = _("Mục này chưa có; hãy nhập rồi gửi lại.")
