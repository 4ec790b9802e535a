"""What acts on whole years of objectives are called on screen."""

from django.utils.translation import gettext_lazy as _

from sotay.journal import sentences

sentences.register(
    {
        "planning.set.imported": _("Nhập mục tiêu và kế hoạch từ tệp"),
        "planning.set.carried": _("Chép bộ mục tiêu từ năm trước"),
        "planning.set.taken_over": _("Tiếp nhận mục tiêu của đơn vị đã kết thúc"),
    }
)
