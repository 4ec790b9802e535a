"""What acts of this area are called on screen."""

from django.utils.translation import gettext_lazy as _

from sotay.journal import sentences

sentences.register(
    {
        "organisation.agency.created": _("Lập cơ quan trên hệ thống"),
        "organisation.agency.changed": _("Sửa thông tin cơ quan"),
        "organisation.agency.succeeded": _("Ghi cơ quan kế tiếp"),
        "organisation.unit.created": _("Thêm đơn vị"),
        "organisation.unit.changed": _("Sửa đơn vị"),
        "organisation.unit.ended": _("Kết thúc đơn vị"),
        "organisation.unit.imported": _("Nhập danh sách đơn vị"),
        "organisation.unit.assigned": _("Thêm thông báo phân công nhiệm vụ"),
        "organisation.person.added": _("Cấp tài khoản"),
        "organisation.person.imported": _("Nhập danh sách người và vai trò"),
        "organisation.password.reset": _("Đặt lại mật khẩu"),
        "organisation.seat.given": _("Giao vai trò"),
        "organisation.seat.changed": _("Sửa vai trò"),
        "organisation.seat.ended": _("Kết thúc vai trò"),
        "organisation.seat.transferred": _("Chuyển đơn vị"),
        "organisation.seat.handed_over": _("Vai trò được chuyển sau bàn giao"),
        "organisation.delegation.given": _("Ủy quyền"),
        "organisation.delegation.ended": _("Kết thúc ủy quyền"),
        "organisation.handover.prepared": _("Lập bàn giao"),
        "organisation.handover.confirmed": _("Xác nhận bàn giao"),
        "organisation.handover.signed": _("Ghi biên bản bàn giao đã ký"),
        "organisation.handover.cancelled": _("Hủy bàn giao"),
        "organisation.decision.added": _("Thêm văn bản"),
        "organisation.decision.changed": _("Sửa thông tin văn bản"),
        "organisation.grant.given": _("Cho xem"),
        "organisation.grant.revoked": _("Thu hồi quyền xem"),
        "organisation.calendar_year.taken": _("Lấy lịch kèm theo chương trình"),
        "organisation.calendar_year.decided": _("Chốt lịch làm việc của năm"),
        "organisation.calendar_day.set": _("Đặt ngày nghỉ, ngày làm bù"),
        "organisation.calendar_day.removed": _("Bỏ ngày nghỉ, ngày làm bù"),
    }
)
