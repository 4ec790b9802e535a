"""Why bytes are not taken or not given back: the three exceptions and every wording, by code."""

from typing import Any, Final

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

Words = str | Promise

# The words are put together when they are shown, in the language of who reads them.
_filled = lazy(lambda words, facts: str(words) % facts, str)

_ALLOWED: Final = "PDF, DOCX, XLSX, PPTX, DOC, XLS, ODT, ODS, TXT, CSV, JSON, PNG, JPEG, WEBP"
_SAVE_AGAIN: Final = _("Hãy mở tệp bằng phần mềm đã soạn, lưu lại thành PDF, DOCX hoặc XLSX rồi tải lên.")
_ANOTHER_KIND: Final = _("Hãy lưu lại thành một trong các loại: %(allowed)s.")

_REASONS: Final[dict[str, tuple[Words, Words]]] = {
    "empty": (_("Tệp không có nội dung."), _("Hãy kiểm tra lại tệp trên máy rồi tải lên.")),
    "too_large": (
        _("Tệp lớn hơn %(limit)s MB."),
        _("Hãy giảm dung lượng (nén ảnh, quét ở độ phân giải thấp hơn) hoặc tách thành nhiều tệp."),
    ),
    "kind": (_("Không nhận loại tệp này."), _ANOTHER_KIND),
    "kind_like": (_("Không nhận loại tệp này: nội dung giống tệp %(like)s."), _ANOTHER_KIND),
    "ending": (
        _("Đuôi tên tệp không khớp với nội dung: nội dung là %(kind)s."),
        _("Hãy đổi đuôi tên tệp thành %(endings)s hoặc chọn đúng tệp."),
    ),
    "markup": (_("Không nhận tệp HTML, SVG hoặc XML: tệp có thể chứa mã lệnh."), _SAVE_AGAIN),
    "script": (_("Không nhận tệp mã lệnh."), _ANOTHER_KIND),
    "executable": (_("Không nhận tệp chương trình."), _ANOTHER_KIND),
    "macros": (
        _("Tệp có macro hoặc mã lệnh bên trong."),
        _("Hãy lưu lại thành DOCX, XLSX hoặc PDF (loại không có macro) rồi tải lên."),
    ),
    "fetches": (
        _("Tệp tự lấy mẫu hoặc nội dung từ nơi khác khi được mở: %(target)s."),
        _("Hãy chép nội dung sang một tệp mới rồi lưu lại, hoặc lưu thành PDF, rồi tải lên."),
    ),
    "encrypted": (
        _("Tệp được đặt mật khẩu nên không đọc được."),
        _("Hãy bỏ mật khẩu, lưu lại rồi tải lên."),
    ),
    "pdf_locked": (
        _("Tệp PDF bị khóa bằng mật khẩu (mở, in hoặc sao chép)."),
        _("Hãy bỏ khóa rồi lưu lại, hoặc in ra PDF mới, rồi tải lên."),
    ),
    "pdf_script": (
        _("Tệp PDF có mã lệnh (JavaScript) hoặc lệnh mở chương trình bên trong."),
        _("Hãy in ra PDF mới (Print to PDF) rồi tải lên; bản in không mang theo mã lệnh."),
    ),
    "zip_bomb": (
        _("Tệp nén bên trong quá lớn hoặc quá nhiều phần."),
        _("Hãy lưu lại tệp; nếu vẫn vậy, tách thành nhiều tệp nhỏ hơn."),
    ),
    "not_zip": (
        _("Tệp này không phải tệp nén ZIP."),
        _("Hãy nén các tệp tài liệu thành một tệp .zip (không dùng RAR, 7Z) rồi tải lên."),
    ),
    "damaged": (_("Tệp bị hỏng, không đọc được."), _SAVE_AGAIN),
}
CODES: Final = frozenset(_REASONS)


class BlobRefused(Exception):  # noqa: N818  the word of the house
    """Raised for bytes that are not taken: a code for tests, what is wrong, and how the user can mend it.

    `part` is the entry of a container that is to blame, where it is one.
    """

    part: Any = None

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        text, mend = _REASONS[code]
        facts = {"allowed": _ALLOWED} | facts
        self.code = code
        self.text = _filled(text, facts)
        self.mend = _filled(mend, facts)

    def __str__(self) -> str:
        return f"{self.text} {self.mend}"


class StorageFull(Exception):  # noqa: N818
    """Raised when the disk cannot take the bytes; nothing of them is left behind."""

    code = "storage_full"
    text = _("Máy chủ hết chỗ lưu tệp, tệp chưa được lưu.")
    mend = _("Hãy báo người quản trị máy chủ giải phóng đĩa, rồi tải lên lại.")

    def __str__(self) -> str:
        return f"{self.text} {self.mend}"


class StorageDown(StorageFull):
    """Raised when the store of files gives no answer, or refuses to take or give anything."""

    code = "storage_down"
    text = _("Kho tệp không trả lời, tệp chưa được lưu hoặc chưa đọc được.")
    mend = _("Hãy thử lại sau ít phút; nếu vẫn vậy, báo người quản trị máy chủ.")


class BlobDamaged(Exception):  # noqa: N818
    """Raised when stored bytes are `missing` or `changed`: a matter for the administrator and the backup."""

    def __init__(self, sha256: str, code: str) -> None:
        super().__init__(sha256, code)
        self.sha256, self.code = sha256, code

    def __str__(self) -> str:
        return f"blob {self.sha256} is {self.code}"
