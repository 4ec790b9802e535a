"""What a changed field is called on the pages of the journal where the column has no word of its own."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Identity and bookkeeping of the machine: never told.
UNTOLD = {"id", "uuid", "version", "created_at", "agency", "name_sort", "search_text", "password", "base_text"} | {
    *("last_active_at", "subject_type", "subject_uuid", "from_type", "from_uuid", "to_type", "to_uuid"),
    *("origin_type", "origin_uuid", "key", "code_folded", "code_sort", "field_folded", "token"),
}
WORDS: dict[str, Promise] = {
    "added_by": _("người thêm"),
    "amendment": _("đợt sửa đổi"),
    "approval": _("phê duyệt"),
    "approved_date": _("ngày phê duyệt"),
    "approved_hash": _("mã nội dung được phê duyệt"),
    "assignment": _("công việc"),
    "at": _("lúc"),
    "author": _("người viết"),
    "blob": _("tệp"),
    "content": _("nội dung"),
    "content_hash": _("mã nội dung"),
    "decided_at": _("lúc quyết định"),
    "decided_by": _("người trả lời"),
    "decision": _("quyết định"),
    "direction": _("chiều của chỉ tiêu"),
    "document": _("tài liệu"),
    "done_at": _("lúc xong"),
    "edition": _("lần ban hành"),
    "entered_by": _("người ghi"),
    "evidence": _("bằng chứng"),
    "fact": _("con số của hệ thống"),
    "fields": _("các trường đã đổi"),
    "file_name": _("tên tệp"),
    "flags": _("chỗ cần xem lại"),
    "for_seat": _("thay cho vai trò"),
    "found_by": _("người phát hiện"),
    "from_edition": _("từ lần ban hành"),
    "from_revision": _("từ lần sửa đổi"),
    "giver_confirmed_at": _("lúc người giao xác nhận"),
    "giver_role": _("vai trò của người giao"),
    "giver_unit": _("đơn vị của người giao"),
    "holding": _("bộ mục tiêu"),
    "issue": _("đợt ban hành"),
    "issued_date": _("ngày ban hành"),
    "issued_years": _("thời hạn bảo quản khi ban hành (năm)"),
    "kind": _("loại"),
    "label": _("tên bước"),
    "law": _("văn bản pháp luật"),
    "list": _("danh mục hồ sơ"),
    "made_by": _("người ghi nhận"),
    "manual": _("sổ tay"),
    "must_change_password": _("phải đổi mật khẩu"),
    "name": _("tên"),
    "next_seat": _("vai trò tiếp nhận"),
    "not_understood": _("chỗ chưa hiểu"),
    "note": _("ghi chú"),
    "objective": _("mục tiêu"),
    "order": _("thứ tự"),
    "origin": _("cách ghi"),
    "paper": _("văn bản đã ký"),
    "part": _("phần"),
    "password_changed_at": _("lúc đổi mật khẩu"),
    "pdf": _("tệp PDF"),
    "policy": _("chính sách chất lượng"),
    "position": _("thứ tự"),
    "predecessor": _("đơn vị trước"),
    "previous": _("mục tiêu năm trước"),
    "provider": _("nhà cung cấp bên ngoài"),
    "purpose": _("mục đích"),
    "removed_at": _("lúc gỡ"),
    "replaced_by": _("thay bằng"),
    "report": _("báo cáo"),
    "request": _("phiếu yêu cầu"),
    "review": _("lần rà soát"),
    "revision": _("lần sửa đổi"),
    "revoked_at": _("lúc thu hồi"),
    "role": _("vai trò"),
    "route": _("đường duyệt"),
    "rule": _("cách lấy ý kiến"),
    "scope": _("phạm vi"),
    "seat": _("vai trò"),
    "service": _("thủ tục hành chính"),
    "set": _("bộ mục tiêu"),
    "slug": _("tên trong địa chỉ"),
    "source": _("nguồn"),
    "source_hash": _("mã băm của tệp"),
    "state": _("tình trạng"),
    "statement": _("nội dung áp dụng"),
    "step": _("bước"),
    "submitted_at": _("lúc trình"),
    "successor": _("đơn vị kế tiếp"),
    "taker_confirmed_at": _("lúc người nhận xác nhận"),
    "target": _("nơi nhận"),
    "target_date": _("ngày phải hoàn thành"),
    "target_value": _("mức phải đạt"),
    "text": _("nội dung"),
    "title": _("tên"),
    "transfer": _("danh sách nộp lưu, hủy"),
    "unit": _("đơn vị"),
    "user": _("người"),
    "variant": _("trường hợp của quy trình"),
    "way": _("cách phê duyệt"),
    "withdrawn_by": _("người rút lại"),
    "word": _("ý kiến"),
}


def told_fields(model: Any) -> list[Any]:
    """Return the columns of a table whose changes are told."""
    return [field for field in model._meta.concrete_fields if field.name not in UNTOLD]


def word_for(field: Any) -> str:
    """Return what a column is called: its own word, else the one from here; LookupError without either."""
    own = str(field.verbose_name)
    return own if own != field.name.replace("_", " ") else str(WORDS[field.name])
