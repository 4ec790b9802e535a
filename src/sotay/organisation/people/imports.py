"""People and their seats from a table, a line per seat: columns, and all rows applied at once or none."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat
from sotay.agency.vietnamese import fold, one_line
from sotay.commands import require
from sotay.exchange.columns import Column, ParsedRow, Parser, Unreadable, choice, code, date_vi, email, text_up_to
from sotay.exchange.outcome import Applied
from sotay.exchange.reading import Cell
from sotay.organisation.people.rows import apply_rows

_USERNAME = re.compile(r"[a-z0-9._-]{1,80}")
Role = Seat.Role
ROLE_WORDS = {
    Role.HEAD: (Role.HEAD.label, "Giám đốc", "Chi cục trưởng", "Chủ tịch UBND", "Thủ trưởng", "Trưởng ban"),
    Role.DEPUTY_HEAD: (Role.DEPUTY_HEAD.label, "Phó Chi cục trưởng", "Phó Chủ tịch UBND"),
    Role.COMMITTEE_HEAD: (Role.COMMITTEE_HEAD.label, "Trưởng Ban ISO"),
    Role.COMMITTEE_DEPUTY: (Role.COMMITTEE_DEPUTY.label, "Phó Trưởng Ban ISO"),
    Role.COMMITTEE_MEMBER: (Role.COMMITTEE_MEMBER.label, "Thành viên Ban ISO"),
    Role.QMR: (Role.QMR.label, "Đại diện lãnh đạo"),
    Role.SECRETARY: (Role.SECRETARY.label, "Thư ký"),
    Role.TEAM_MEMBER: (Role.TEAM_MEMBER.label, "Thành viên Tổ ISO"),
    Role.UNIT_HEAD: (Role.UNIT_HEAD.label, "Chánh Văn phòng", "Chánh Thanh tra", "Trưởng đơn vị"),
    Role.UNIT_DEPUTY: (Role.UNIT_DEPUTY.label, "Phó Chánh Văn phòng", "Phó Chánh Thanh tra", "Phó phòng"),
    Role.OFFICIAL: (Role.OFFICIAL.label, "Công chức", "Viên chức", "Chuyên viên", "Người lao động", "Nhân viên"),
    Role.AUDITOR: (Role.AUDITOR.label, "Đánh giá viên"),
    Role.ONE_STOP: (Role.ONE_STOP.label, "Công chức một cửa", "Bộ phận Một cửa"),
    Role.CLERK: (Role.CLERK.label,),
    Role.ADMINISTRATOR: (Role.ADMINISTRATOR.label, "Quản trị"),
}


def _username(cell: Cell) -> str:
    name = one_line(cell.raw).lower()
    if not _USERNAME.fullmatch(name):
        raise Unreadable(
            _("“%s” không phải là tên đăng nhập.") % cell.raw[:60],
            _("Chỉ dùng chữ không dấu, số, dấu chấm, gạch nối, gạch dưới."),
        )
    return name


def _full_name(cell: Cell) -> str:
    name = one_line(cell.raw)
    if not any(char.isalpha() for char in fold(name)):
        raise Unreadable(_("“%s” không phải là họ tên.") % cell.raw[:60], _("Ghi đủ họ và tên."))
    return text_up_to(120)(Cell(name, name, cell.address))


columns = (
    Column(
        "full_name",
        (_("Họ và tên"), "Họ tên", "Họ, tên", "Tên", "full_name"),
        Parser(_full_name, _("Họ và tên đầy đủ.")),
        required=True,
        width=30,
    ),
    Column(
        "username",
        (_("Tên đăng nhập"), "Tài khoản", "username"),
        Parser(_username, _("Để trống thì tự đặt từ họ tên, ví dụ annv.")),
    ),
    Column("email", (_("Thư điện tử"), "Email", "E-mail", "email"), email, width=30),
    Column("role", (_("Vai trò"), "Vai trò ISO", "role"), choice(ROLE_WORDS), width=30),
    Column(
        "unit",
        (
            _("Đơn vị (mã hoặc tên)"),
            "Đơn vị",
            "Phòng",
            "Phòng ban",
            "Phòng, ban",
            "Đơn vị công tác",
            "Mã đơn vị",
            "unit",
        ),
        text_up_to(200),
        width=30,
    ),
    Column("title", (_("Chức danh"), "Chức vụ", "title"), text_up_to(120)),
    Column("manner", (_("Cách giữ"), "manner"), choice(Seat.Manner)),
    Column("from_date", (_("Từ ngày"), "from_date"), date_vi),
    Column("to_date", (_("Đến hết ngày"), "Đến ngày", "to_date"), date_vi),
    Column("decision_number", (_("Số quyết định"), "Quyết định", "decision_number"), code),
    Column("decision_date", (_("Ngày quyết định"), "Ngày ký quyết định", "decision_date"), date_vi),
)
example = {
    "full_name": "Nguyễn Văn An",
    "username": "annv",
    "role": Role.OFFICIAL,
    "unit": "VP",
    "title": "Chuyên viên",
}


def apply(rows: Sequence[ParsedRow], *, agency: Agency, actor: Actor, on: date, sha256: str = "") -> Applied:
    """Make the accounts and seats a table names, all or none; RowsRefused names bad cells.

    A person is known by username, else by full name among the people of the same unit. Accounts that stand are never
    changed (they belong to the installation): what differs is flagged. New accounts have no password until one is given
    on the person's page. A seat of the same person, role and unit is changed, not doubled; seats not in the file stay.
    """
    require(actor, "organisation.manage_people", agency)
    return apply_rows(rows, agency=agency, actor=actor, on=on, sha256=sha256)
