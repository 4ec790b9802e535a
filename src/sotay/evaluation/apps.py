"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    """Performance evaluation (ISO 9001 clause 9)."""

    name = "sotay.evaluation"
    label = "evaluation"
    verbose_name = _("Đánh giá")
