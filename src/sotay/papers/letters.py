"""How wide letters are in Tinos, and which it has: read from the font itself, so that every face breaks its lines at the same places."""

import struct
from functools import lru_cache
from typing import Final

from sotay.agency.edition import EDITION, TCVN
from sotay.ui.fonts import FONTS

_FILES: Final = {
    (False, False): "Tinos-Regular.ttf",
    (True, False): "Tinos-Bold.ttf",
    (False, True): "Tinos-Italic.ttf",
    (True, True): "Tinos-BoldItalic.ttf",
}
_WORDS: Final = frozenset(
    """áp dụng; ban chỉ đạo; ban hành; báo cáo; biên bản; biểu mẫu; bộ phận; bưu chính; cá nhân; cải cách; cải tiến; chất lượng;
    chi cục; chính sách; chuẩn bị; chương trình; chủ tịch; công bố; công chức; công khai; công nghệ; công tác; công việc; công văn;
    cơ quan; danh mục; danh sách; dịch vụ; duy trì; đại diện; đánh giá; đánh giá viên; đầu ra; đầu vào; điều hành; đoàn đánh giá;
    đơn vị; đúng hạn; giải quyết; giám đốc; gia hạn; giao dịch; góp ý; hành chính; hành động; hệ thống; hiệu lực; hoàn thiện;
    hoạt động; hồ sơ; hội đồng; hủy bỏ; hướng dẫn; kế hoạch; kết luận; kết quả; khắc phục; khảo sát; khoa học; khởi công; kiến nghị;
    kiểm soát; kiểm tra; lãnh đạo; lần ban hành; liên quan; lĩnh vực; mục tiêu; năng lực; nghiệm thu; người dân; nguồn lực; nhân dân;
    nhân sự; nhiệm vụ; niêm yết; nội bộ; nội dung; nội vụ; nông nghiệp; nông thôn; phát triển; phân công; phân phối; phản ánh;
    phạm vi; phê duyệt; phòng ban; phù hợp; phụ lục; quản lý; quá trình; quốc gia; quy định; quy trình; quyết định; rà soát; sổ tay;
    soạn thảo; sửa đổi; tài chính; tài liệu; tài nguyên; thanh tra; thành lập; thành viên; theo dõi; thông báo; thông tin;
    thống kê; thời gian; thủ tục; thủ tục hành chính; thư ký; thu hồi; thực hiện; tiêu chuẩn; tiêu chuẩn quốc gia; tiếp nhận;
    tình hình; tổ chức; tổ công tác; tổng hợp; trách nhiệm; trả kết quả; trung tâm; truyền thông; tuân thủ; từ chối; tự kiểm tra;
    ủy ban; ủy ban nhân dân; vai trò; văn hóa; văn phòng; vận hành; viên chức; viễn thông; việc làm; xã hội; xác nhận; xem xét;
    xin lỗi; xuất bản; xây dựng; yêu cầu; ý kiến""".replace("\n    ", " ").split("; ")
) | {f"iso {EDITION}", TCVN.lower()}
"""Words of several syllables that stand in names of papers and agencies; a title is not broken within them."""
_LENGTHS: Final = (4, 3, 2)
_WINDOWS, _UNICODE = 3, 1
_SEGMENTS = 4
_LAST = 0xFFFF


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of a line in points; a letter the font lacks counts as wide as its size."""
    widths = _widths(bold, italic)
    return size * sum(widths.get(ord(letter), 1.0) for letter in text)


def missing(text: str) -> str:
    """Return the letters of a text that the font lacks, each once; line breaks are none."""
    known = _widths(bold=False, italic=False)
    return "".join(letter for letter in dict.fromkeys(text) if letter != "\n" and ord(letter) not in known)


@lru_cache(maxsize=4096)
def balanced(text: str, room: float, size: float, *, bold: bool = False, italic: bool = False) -> str:
    """Return a text with line breaks so that it takes as few lines as it can, none much longer than the others.

    `room` is in points. A word wider than the room stays whole; breaks of its own are kept.
    """
    return "\n".join(_balanced(line, room, size, bold, italic) for line in text.split("\n"))


def _balanced(line: str, room: float, size: float, bold: bool, italic: bool) -> str:
    """Return a line broken between words of more than one syllable where that takes no more lines, else between any two."""
    broken = _at_words(line.split(" "), room, size, bold, italic)
    bound = _at_words(_bound(line.split(" ")), room, size, bold, italic)
    fits = all(width(one, size, bold=bold, italic=italic) <= room for one in bound.split("\n"))
    return bound if fits and bound.count("\n") <= broken.count("\n") else broken


def _bound(syllables: list[str]) -> list[str]:
    """Return syllables with those that make one word, as officials write it, put together."""
    told: list[str] = []
    place = 0
    while place < len(syllables):
        count = next((one for one in _LENGTHS if _is_word(syllables[place : place + one], one)), 1)
        told.append(" ".join(syllables[place : place + count]))
        place += count
    return told


def _is_word(syllables: list[str], count: int) -> bool:
    return len(syllables) == count and " ".join(syllables).lower().strip("().,;:“”") in _WORDS


def _at_words(words: list[str], room: float, size: float, bold: bool, italic: bool) -> str:
    sizes = [width(word, size, bold=bold, italic=italic) for word in words]
    space = width(" ", size, bold=bold, italic=italic)
    fewest = len(_filled(sizes, space, room))
    if fewest == 1:
        return " ".join(words)
    low, high = max(sizes), room
    while high - low > 1:  # the narrowest room that takes no more lines
        middle = (low + high) / 2
        if len(_filled(sizes, space, middle)) <= fewest:
            high = middle
        else:
            low = middle
    ends = _filled(sizes, space, max(high, low))
    return "\n".join(" ".join(words[start:end]) for start, end in zip([0, *ends], ends, strict=False))


def _filled(sizes: list[float], space: float, room: float) -> list[int]:
    """Return after which words lines end when each is filled as far as it goes."""
    ends: list[int] = []
    taken = 0.0
    for place, size in enumerate(sizes):
        if place and taken + space + size > room and place not in ends[-1:]:
            ends.append(place)
            taken = size
        else:
            taken += size + (space if taken else 0)
    return [*ends, len(sizes)]


@lru_cache(maxsize=4)
def _widths(bold: bool, italic: bool) -> dict[int, float]:
    """Return the width of each character the font has, as a share of the size."""
    data = (FONTS / "tinos" / _FILES[bold, italic]).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {
        tag: offset
        for tag, _sum, offset, _length in (struct.unpack_from(">4sLLL", data, 12 + 16 * one) for one in range(count))
    }
    units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances = struct.unpack_from(">" + "Hh" * measured, data, tables[b"hmtx"])[::2]
    return {
        letter: advances[min(glyph, measured - 1)] / units for letter, glyph in _glyphs(data, tables[b"cmap"]).items()
    }


def _glyphs(data: bytes, start: int) -> dict[int, int]:
    """Return the glyph of each character by the table of segments (format 4)."""
    for one in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * one)
        table = start + offset
        if (platform, encoding) == (_WINDOWS, _UNICODE) and struct.unpack_from(">H", data, table)[0] == _SEGMENTS:
            return _of_segments(data, table)
    raise ValueError("the font has no table of characters that is understood")


def _of_segments(data: bytes, table: int) -> dict[int, int]:
    count = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, table + 14)
    starts = struct.unpack_from(f">{count}H", data, table + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, table + 16 + 4 * count)
    ranges_at = table + 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    found: dict[int, int] = {}
    for place, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for letter in range(first, min(last, _LAST - 1) + 1):
            glyph = letter
            if ranges[place]:
                glyph = struct.unpack_from(">H", data, ranges_at + 2 * place + ranges[place] + 2 * (letter - first))[0]
                if not glyph:
                    continue
            if shifted := (glyph + deltas[place]) & _LAST:
                found[letter] = shifted
    return found
