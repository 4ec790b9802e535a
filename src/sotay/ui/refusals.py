"""What a field says of input it cannot take: what to do about it, in place of the library's words."""

from django.core import validators
from django.forms import fields, models
from django.utils.translation import gettext_lazy as _

CHOOSE_AGAIN = _("Lựa chọn này không dùng được nữa; hãy chọn lại trong danh sách.")
WHOLE_ADDRESS = _("Địa chỉ trang viết đầy đủ, ví dụ https://sokhcn.gov.vn/cong-bo.")
OF_FIELDS = (
    (fields.Field, "required", _("Mục này chưa có; hãy nhập rồi gửi lại.")),
    (fields.IntegerField, "invalid", _("Nhập một số nguyên, ví dụ 12.")),
    (fields.DecimalField, "invalid", _("Nhập một số, ví dụ 12,5.")),
    (fields.FileField, "empty", _("Tệp không có nội dung; hãy kiểm tra lại tệp trên máy rồi chọn lại.")),
    (fields.URLField, "invalid", WHOLE_ADDRESS),
    (fields.ChoiceField, "invalid_choice", CHOOSE_AGAIN),
    (fields.MultipleChoiceField, "invalid_choice", CHOOSE_AGAIN),
    (models.ModelChoiceField, "invalid_choice", CHOOSE_AGAIN),
    (models.ModelMultipleChoiceField, "invalid_choice", CHOOSE_AGAIN),
)
OF_VALIDATORS = (
    (validators.URLValidator, WHOLE_ADDRESS),
    (validators.MaxLengthValidator, _("Nhiều nhất %(limit_value)d ký tự, đang có %(show_value)d; hãy viết ngắn lại.")),
    (validators.MinLengthValidator, _("Ít nhất %(limit_value)d ký tự, mới có %(show_value)d; hãy viết thêm.")),
    (validators.MinValueValidator, _("Nhập số từ %(limit_value)s trở lên.")),
    (validators.MaxValueValidator, _("Nhập số không quá %(limit_value)s.")),
)


def speak() -> None:
    """Let every field of the house say these words."""
    for field, kind, words in OF_FIELDS:
        field.default_error_messages = {**field.default_error_messages, kind: words}
    for validator, words in OF_VALIDATORS:
        validator.message = words
