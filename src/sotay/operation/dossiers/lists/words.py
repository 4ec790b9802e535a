"""The columns of a list of dossiers and the words real one-stop systems have for them, for states and for channels."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.agency.vietnamese import fold, one_line
from sotay.context.models import Service
from sotay.exchange.grids import Words
from sotay.exchange.headers import Heading, heading_key
from sotay.operation.dossiers.models import Dossier

State, Channel = Dossier.State, Service.Channel


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One of our columns: its key, how it is called, the headings it is known by (the surer first), the most letters."""

    key: str
    label: Words
    words: tuple[str, ...]
    longest: int = 0
    personal: bool = False


COLUMNS: Final = (
    ListColumn("code", _("Mã hồ sơ"), ("Mã hồ sơ", "Mã số hồ sơ", "Số hồ sơ", "Mã HS", "Số HS", "Số biên nhận", "Mã biên nhận", "code"), 60),
    ListColumn(
        "service", _("Mã thủ tục"),
        ("Mã TTHC", "Mã thủ tục", "Mã thủ tục hành chính", "Mã dịch vụ công", "Mã DVC", "service"),
    ),
    ListColumn(
        "service_name", _("Tên thủ tục"),
        ("Tên TTHC", "Tên thủ tục", "Tên thủ tục hành chính", "Thủ tục hành chính", "Thủ tục", "TTHC", "Tên dịch vụ công"),
    ),
    ListColumn(
        "unit", _("Đơn vị giải quyết"),
        (
            "Đơn vị xử lý", "Đơn vị giải quyết", "Đơn vị thụ lý", "Phòng ban xử lý", "Phòng xử lý", "Cơ quan chủ trì giải quyết",
            "Phòng ban", "Đơn vị", "unit",
        ),
    ),
    ListColumn(
        "channel", _("Hình thức nộp"),
        (
            "Hình thức nộp", "Hình thức nộp hồ sơ", "Hình thức tiếp nhận", "Phương thức nộp", "Phương thức tiếp nhận",
            "Kênh tiếp nhận", "Kênh nộp", "channel",
        ),
    ),
    ListColumn(
        "received", _("Ngày tiếp nhận"),
        (
            "Ngày tiếp nhận", "Ngày giờ tiếp nhận", "Thời gian tiếp nhận", "Thời điểm tiếp nhận", "Ngày tiếp nhận hồ sơ",
            "Ngày nhận hồ sơ", "Ngày nhận", "Tiếp nhận", "received",
        ),
    ),
    ListColumn(
        "due", _("Ngày hẹn trả"),
        (
            "Ngày hẹn trả", "Ngày hẹn trả kết quả", "Ngày hẹn trả KQ", "Hẹn trả kết quả", "Hẹn trả", "Ngày hẹn",
            "Hạn trả kết quả", "Hạn giải quyết", "Hạn xử lý", "Thời hạn trả", "due",
        ),
    ),
    ListColumn(
        "result", _("Ngày có kết quả"),
        (
            "Ngày có kết quả", "Ngày có KQ", "Ngày chuyển kết quả", "Ngày giải quyết xong", "Ngày xử lý xong",
            "Ngày kết thúc xử lý", "Ngày hoàn thành", "Ngày giải quyết", "Có kết quả", "result",
        ),
    ),
    ListColumn(
        "returned", _("Ngày trả kết quả"),
        (
            "Ngày trả kết quả", "Ngày trả KQ", "Ngày trả thực tế", "Ngày thực trả", "Ngày trả", "Trả kết quả",
            "Ngày kết thúc", "returned",
        ),
    ),
    ListColumn(
        "state", _("Trạng thái"),
        (
            "Trạng thái", "Trạng thái hồ sơ", "Trạng thái xử lý", "Tình trạng", "Tình trạng hồ sơ", "Tình trạng xử lý",
            "Tình trạng giải quyết", "state",
        ),
    ),
    ListColumn(
        "result_number", _("Số, ký hiệu kết quả"),
        ("Số kết quả", "Số văn bản kết quả", "Số, ký hiệu kết quả", "Số ký hiệu", "Số quyết định", "Số giấy phép"), 80,
    ),
    ListColumn(
        "approved_by", _("Người phê duyệt kết quả"),
        ("Người ký", "Người phê duyệt", "Người ký duyệt", "Lãnh đạo ký", "Lãnh đạo duyệt", "Người phê duyệt kết quả"), 200,
    ),
    ListColumn(
        "name", _("Họ tên người nộp"),
        (
            "Họ tên người nộp", "Họ và tên người nộp", "Tên người nộp", "Người nộp", "Người nộp hồ sơ", "Chủ hồ sơ",
            "Tên chủ hồ sơ", "Tên cá nhân, tổ chức", "Tổ chức, cá nhân", "Họ và tên", "Họ tên",
        ), 300, personal=True,
    ),
    ListColumn(
        "address", _("Địa chỉ"),
        ("Địa chỉ", "Địa chỉ người nộp", "Địa chỉ chủ hồ sơ", "Địa chỉ thường trú"), 500, personal=True,
    ),
    ListColumn(
        "phone", _("Điện thoại"), ("Điện thoại", "Số điện thoại", "SĐT", "ĐT", "Điện thoại di động"), 40, personal=True
    ),
)  # fmt: skip
"""What is read of a list; whatever else stands in it (lĩnh vực, ghi chú) is passed over."""

BY_KEY: Final = {one.key: one for one in COLUMNS}
DATES: Final = ("received", "due", "result", "returned")
NEEDED: Final = ("code", "received")
"""Without these headings nothing is read; a service is needed too, by its code or its name."""
WORDS: Final = tuple(word for column in COLUMNS for word in column.words)

_STATES: Final = (
    (r"tu choi tiep nhan|khong (du dieu kien )?tiep nhan", State.REFUSED),
    (r"tam dung", State.PAUSED),
    (r"rut ho so|da rut|cong dan rut|nguoi nop rut|^rut", State.WITHDRAWN),
    (r"dung (giai quyet|xu ly|thuc hien)|^da dung|^dung", State.STOPPED),
    (r"bo sung", State.SUPPLEMENT),
    (r"(?<!cho )(?<!chua )(da|hoan thanh) tra|^tra ket qua$", State.RETURNED),
    (
        r"cho (tra|nhan) ket qua|chua (tra|nhan) ket qua|(?<!chua )co ket qua|da (giai quyet|xu ly)|hoan thanh|xu ly xong",
        State.READY,
    ),
    (r"dang|cho |moi|tiep nhan|tham dinh|thu ly|trinh ky|chuyen|chua ", State.IN_PROGRESS),
)
_CHANNELS: Final = (
    (r"truc tuyen|online|cong dich vu|dvc|qua mang|dien tu", Channel.ONLINE),
    (r"buu chinh|buu dien|bcci", Channel.POST),
    (r"truc tiep|mot cua|tai quay|tai bo phan", Channel.DIRECT),
)


def word_key(word: str) -> str:
    """Return a word of a state or channel as it is compared."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(one_line(word))).split())


def state_of(word: str, told: Mapping[str, str]) -> str | None:
    """Return the state a word says: as it was told for the source, our own word, or one known; None for others."""
    key = word_key(word)
    own = {word_key(str(label)): value for value, label in State.choices} | {value.lower(): value for value in State}
    known = {word_key(one): state for one, state in told.items()} | {}
    return known.get(key) or own.get(key.replace(" ", "_")) or own.get(key) or _first(key, _STATES)


def channel_of(word: str) -> str | None:
    """Return how a dossier came, by the words of a cell; None for words unknown."""
    key = word_key(word)
    own = {word_key(str(label)): value for value, label in Channel.choices} | {
        value.lower(): value for value in Channel
    }
    return own.get(key) or _first(key, _CHANNELS)


def _first(key: str, rules: Iterable[tuple[str, str]]) -> str | None:
    return next((value for pattern, value in rules if re.search(pattern, key)), None)


def guess(headings: Sequence[Heading]) -> dict[str, Heading]:
    """Return which heading each of our columns stands under, by known words; no heading serves two columns."""
    found: dict[str, Heading] = {}
    free = list(headings)
    for place in range(max(len(column.words) for column in COLUMNS)):
        for column in COLUMNS:
            if column.key in found or place >= len(column.words):
                continue
            key = heading_key(column.words[place])
            heading = next((one for one in free if key in one.keys), None)
            if heading:
                found[column.key] = heading
                free.remove(heading)
    return found


def as_told(columns: Mapping[str, str], headings: Sequence[Heading]) -> dict[str, Heading]:
    """Return the headings a source names for our columns; those not there are left out."""
    by_name = {one.name: one for one in headings}
    found: dict[str, Heading] = {}
    for key, name in columns.items():
        near = by_name.get(name) or next((one for one in headings if heading_key(name) in one.keys), None)
        if key in BY_KEY and near is not None:
            found[key] = near
    return found


def missing(found: Iterable[str]) -> list[str]:
    """Return the labels of columns without which nothing can be read."""
    there = set(found)
    absent = [str(BY_KEY[key].label) for key in NEEDED if key not in there]
    if not there & {"service", "service_name"}:
        absent.append(str(_("Mã thủ tục hoặc tên thủ tục")))
    return absent
