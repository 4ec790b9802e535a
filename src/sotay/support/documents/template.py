"""What a document begins with when it is written here."""

from django.utils.translation import gettext_noop

from sotay.support.documents.models import Kind

PARTS_OF_A_PROCEDURE = (
    gettext_noop("Mục đích"),
    gettext_noop("Phạm vi áp dụng"),
    gettext_noop("Tài liệu viện dẫn"),
    gettext_noop("Định nghĩa, viết tắt"),
    gettext_noop("Nội dung quy trình"),
    gettext_noop("Biểu mẫu"),
    gettext_noop("Hồ sơ phải lưu"),
    gettext_noop("Phụ lục"),
)
"""The eight parts of a procedure (law.md 2.1)."""


def starting_parts(kind: str) -> list[tuple[str, str]]:
    """Return the parts a document of a kind begins with when it is written here."""
    return [(heading, "") for heading in PARTS_OF_A_PROCEDURE] if kind == Kind.PROCEDURE else [("", "")]
