"""The names a manual gives: of the document itself and of the agency."""

import re
from collections import Counter
from collections.abc import Iterable

from sotay.agency.vietnamese import fold
from sotay.manual.statements.reading.headings import bare, is_upper
from sotay.manual.statements.reading.lines import words

MANUAL_NAME, MODEL_NAME = "Sổ tay chất lượng", "Mô hình hệ thống quản lý chất lượng"
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (MANUAL_NAME, re.compile(r"\bso tay (?:he thong quan ly )?chat luong\b|\bso tay htqlcl\b|\bstcl\b")),
    (MODEL_NAME, re.compile(r"\bmo hinh (?:khung )?(?:he thong quan ly chat luong|htqlcl)\b")),
)
_NAME_WORDS = 12
_COVER_WORDS = 20
_PLACE_AND_DATE = re.compile(
    r"^[^\d,]{2,40},\s*(?:ngày\s+\S+\s+)?(?:tháng\s+\S+\s+)?năm\s+(?:\d{4}|[.…]+)$", re.IGNORECASE
)
_COVER = re.compile(
    r"^(?:cong hoa xa hoi chu nghia viet nam|doc lap ?[-–] ?tu do ?[-–] ?hanh phuc|ma hieu|lan ban hanh)\b"
)
_HEADS = "Sở|Chi cục|Cục|Tổng cục|Ban Quản lý|Ban Dân tộc|Thanh tra|Văn phòng|Trung tâm|Viện|Trường|Bộ"
_COMMITTEES = (
    r"(?:[UỦ][ỷyỶ] ban [Nn]hân dân|UBND|HĐND)(?: và UBND)?"
    r" (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
)
_FIELDS = (
    "Thông tin và Truyền thông|Khoa học và Công nghệ|Lao động ?[-–,] ?Thương binh và Xã hội|Nội vụ|Tư pháp|Tài chính"
    "|Kế hoạch và Đầu tư|Công [Tt]hương|Nông nghiệp và Phát triển [Nn]ông thôn|Nông nghiệp và Môi trường"
    "|Giao thông [Vv]ận tải|Giao thông công chánh|Xây dựng|Tài nguyên và Môi trường|Văn hóa,? Thể thao và Du lịch"
    "|Văn hoá,? Thể thao và Du lịch|Văn hóa và Thể thao|Du lịch|Giáo dục và Đào tạo|Y tế|Ngoại vụ|Dân tộc và Tôn giáo"
    "|Dân tộc|Quy hoạch ?[-–] ?Kiến trúc|An toàn thực phẩm|Đầu tư"
)
_CAPITAL = r"[A-ZĐÀ-ÖØ-ÞĂĨŨƠƯẠ-Ỹ]"
_NAMED = rf"{_CAPITAL}[^\W\d_]*"
_CAPITALS = rf"{_NAMED}(?:[ -]{_NAMED}){{0,3}}"
_PLACE = rf"(?:(?: tỉnh| thành phố|,? TP\.?)? {_CAPITALS})"
# A name not in the list of fields: up to its place, two capitals in a row (Chi cục Kiểm lâm Lam Giang).
_TO_ITS_PLACE = rf"{_NAMED}(?: [^\W\d_]+){{0,5}}? {_NAMED} {_NAMED}"
_AGENCY_IN_TEXT = re.compile(
    rf"\b(?:(?:{_HEADS}) (?:(?:{_FIELDS}){_PLACE}?|{_TO_ITS_PLACE})|{_COMMITTEES} {_CAPITALS})"
)
# With its marks: "sở" is an agency, "sổ" a book.
_AGENCY_HEAD = re.compile(
    r"^(?:sở|chi cục|cục|tổng cục|ban quản lý|ban dân tộc|thanh tra|văn phòng|trung tâm|viện|trường|bộ"
    r"|[uủ][ỷy] ban nhân dân|ubnd|hđnd)\b"
)
_PARENT = re.compile(r"^(?:[uủ][ỷy] ban nhân dân|ubnd|hđnd|bộ|thành phố|tỉnh)\b")
_NO_AGENCY = re.compile(r"^(?:bộ phận|trung tâm hành chính công|trung tâm phục vụ|văn phòng chính phủ)\b")


def is_document_name(text: str) -> bool:
    """Tell whether a line is only the name of the document, as covers and running heads have it."""
    folded = fold(bare(text))
    return len(words(text)) <= _NAME_WORDS and any(
        (found := pattern.match(folded)) and len(words(folded[found.end() :])) == 0 for _name, pattern in _NAMES
    )


def is_cover_line(text: str) -> bool:
    """Tell whether a line before the first heading is one of the cover: agency, parent, motto, place and date."""
    if len(words(text)) > _COVER_WORDS:
        return False
    folded = fold(text)
    agency = is_upper(text) and (_AGENCY_HEAD.match(text.lower()) or "chat luong" in folded)
    standard = "iso 9001" in folded and len(words(text)) <= _NAME_WORDS
    return bool(_COVER.match(folded) or _PLACE_AND_DATE.match(text.strip("() ")) or agency or standard)


def document_name(texts: Iterable[str]) -> str:
    """Return what the document calls itself: *Sổ tay chất lượng* or *Mô hình hệ thống quản lý chất lượng*.

    A line that is only the name decides; else the name met more often; *Sổ tay chất lượng* when there is none.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        folded = fold(text)
        for name, pattern in _NAMES:
            if pattern.search(folded):
                if is_document_name(text):
                    return name
                counts[name] += len(pattern.findall(folded))
    return counts.most_common(1)[0][0] if counts else MANUAL_NAME


def agency_name(texts: Iterable[str]) -> str:
    """Return the agency the manual speaks of, as printed; "" when no name is found.

    The name met most often wins, the fuller of two where one begins the other; a parent body only when alone.
    """
    counts: Counter[str] = Counter()
    capitals = ""
    for text in texts:
        if not capitals and is_upper(text) and _AGENCY_HEAD.match(text.lower()) and not _PARENT.match(text.lower()):
            capitals = bare(text)
        for found in _AGENCY_IN_TEXT.finditer(text):
            name = " ".join(found.group().split())
            if not _NO_AGENCY.match(name.lower()):
                counts[name] += 1
    names = [name for name in counts if not _PARENT.match(name.lower())] or list(counts)
    if not names:
        return capitals
    # "Sở Thông tin và Truyền thông" counts for "Sở Thông tin và Truyền thông Quảng Nam", which says more.
    totals = {name: sum(count for other, count in counts.items() if name.startswith(other)) for name in names}
    return max(names, key=lambda name: (totals[name], len(name)))
