"""What is stored: one row per content, never two."""

from typing import Any, ClassVar

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


class BlobText(models.Model):
    """The text of a blob as the search reads it, or why there is none; derived from the bytes, read anew at any time."""

    derived: ClassVar[bool] = True

    class State(models.TextChoices):
        """How far the reading is."""

        WAITING = "WAITING", _("Chưa đọc")
        DONE = "DONE", _("Đã đọc")
        NONE = "NONE", _("Không có chữ")
        FAILED = "FAILED", _("Không đọc được")

    class Reason(models.TextChoices):
        """Why a file is not found by what it says, or only by its beginning; shown beside its name."""

        PICTURE = "PICTURE", _("Tệp ảnh, không tìm theo nội dung được.")
        NO_TEXT = "NO_TEXT", _("Bản quét không có lớp chữ, không tìm theo nội dung được.")
        NO_PROGRAM = "NO_PROGRAM", _("Không đọc được chữ trong tệp Word cũ này; lưu lại thành DOCX thì tìm được.")
        CUT = "CUT", _("Tệp rất dài: chỉ tìm được trong khoảng 1.000 trang đầu.")
        TOO_LONG = "TOO_LONG", _("Đọc chữ trong tệp quá lâu nên đã dừng, không tìm theo nội dung được.")
        TOO_MUCH = "TOO_MUCH", _("Đọc chữ trong tệp tốn quá nhiều bộ nhớ nên đã dừng, không tìm theo nội dung được.")
        DAMAGED = "DAMAGED", _("Không đọc được chữ trong tệp (tệp có thể bị hỏng), không tìm theo nội dung được.")

    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, primary_key=True, related_name="read")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    text = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("chữ trong tệp")
        verbose_name_plural = _("chữ trong tệp")
        indexes = [
            models.Index(fields=["tries", "blob"], condition=models.Q(state="WAITING"), name="blob_text_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.blob_id[:12]}… {self.state}"


class BlobCheck(models.Model):
    """When the bytes of a blob were last read and hashed again, and what was wrong with them; derived from the bytes."""

    derived: ClassVar[bool] = True

    class Problem(models.TextChoices):
        """What can be wrong with bytes that were stored whole."""

        MISSING = "missing", _("Mất tệp")
        CHANGED = "changed", _("Nội dung tệp đã khác lúc lưu")

    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, primary_key=True, related_name="checked")
    at = models.DateTimeField()
    problem = models.CharField(max_length=7, choices=Problem, blank=True)
    since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần kiểm tra tệp")
        verbose_name_plural = _("lần kiểm tra tệp")
        constraints = [
            models.CheckConstraint(
                name="blob_check_problem_has_moment",
                condition=models.Q(problem="", since__isnull=True)
                | (~models.Q(problem="") & models.Q(since__isnull=False)),
            )
        ]
        indexes = [
            models.Index(fields=["at"], name="blob_check_oldest"),
            models.Index(fields=["blob"], condition=~models.Q(problem=""), name="blob_check_damaged"),
        ]

    def __str__(self) -> str:
        return f"{self.blob_id[:12]}… {self.problem or 'ok'}"
