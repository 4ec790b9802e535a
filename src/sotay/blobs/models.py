"""What is stored: one row per content, never two."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Blob(models.Model):
    """Bytes known by their SHA-256. Media type and size follow from the bytes, so a row is never changed."""

    sha256 = models.CharField(
        _("mã SHA-256"), primary_key=True, max_length=64, validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")]
    )
    size = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    media_type = models.CharField(_("loại tệp"), max_length=100)
    created_at = models.DateTimeField(_("lưu lúc"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("tệp theo nội dung")
        verbose_name_plural = _("tệp theo nội dung")
        constraints = [
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="blob_sha256_is_hex"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="blob_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}… ({self.media_type})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; one that is there is never written again."""
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)
