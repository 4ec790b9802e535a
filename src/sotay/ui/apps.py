"""The Django application of the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, page skeletons and charts."""

    name = "sotay.ui"
    label = "ui"

    def ready(self) -> None:
        """Make the checks known."""
        from sotay.ui import checks  # noqa: F401
