"""The app of this area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlobsConfig(AppConfig):
    """Content-addressed bytes."""

    name = "sotay.blobs"
    label = "blobs"
    verbose_name = _("Tệp theo nội dung")
