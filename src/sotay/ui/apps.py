"""The Django application of the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, page skeletons and charts."""

    name = "sotay.ui"
    label = "ui"

    def ready(self) -> None:
        """Make the checks known, and say of input that cannot be taken what to do about it."""
        from sotay.ui import checks, refusals  # noqa: F401

        refusals.speak()
