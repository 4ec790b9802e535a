"""The fields a DOCX template of an agency may name: those of the frame of every paper, and the keys of the form's own blocks.

A field is a text (`{{ so }}`), a list of lines (`{% for dong in can_cu %}{{ dong }}{% endfor %}`) or a list of rows
(`{% for dong in danh_muc %}{{ dong.ma }}{% endfor %}`). Names are derived from the blank paper, so that they are the same
for every record.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sotay.agency import document_types
from sotay.agency.vietnamese import fold, nfc
from sotay.papers import nd30
from sotay.papers.model import Fields, Paper, Prose, Signatures, Table, words

TEXT, LINES, ROWS = "text", "lines", "rows"
DOTS: Final = "." * 40
PARAGRAPH: Final = "\a"
"""What begins a new paragraph of the same look where a template is filled."""

FRAME: Final[dict[str, tuple[Any, str]]] = {
    "co_quan_chu_quan": (_("Cơ quan chủ quản"), TEXT),
    "co_quan": (_("Cơ quan ban hành"), TEXT),
    "so": (_("Số văn bản"), TEXT),
    "ky_hieu": (_("Ký hiệu văn bản"), TEXT),
    "so_ky_hieu": (_("Số, ký hiệu: 05/QĐ-STTTT"), TEXT),
    "dia_danh": (_("Địa danh"), TEXT),
    "ngay": (_("Ngày ban hành"), TEXT),
    "thang": (_("Tháng ban hành"), TEXT),
    "nam": (_("Năm ban hành"), TEXT),
    "ngay_thang_nam": (_("“ngày 05 tháng 02 năm 2026”"), TEXT),
    "loai_van_ban": (_("Loại văn bản: Quyết định, Báo cáo …"), TEXT),
    "ten_loai": (_("Tên loại, tên biểu mẫu (chữ in hoa)"), TEXT),
    "trich_yeu": (_("Trích yếu nội dung"), TEXT),
    "kinh_gui": (_("Các nơi kính gửi"), LINES),
    "tham_quyen_ban_hanh": (_("Thẩm quyền ban hành, trên phần căn cứ"), TEXT),
    "can_cu": (_("Các căn cứ"), LINES),
    "noi_nhan": (_("Các nơi nhận"), LINES),
    "quyen_han_ky": (_("Dòng TM., KT., TL., TUQ. của người ký"), TEXT),
    "chuc_vu_ky": (_("Chức vụ người ký"), TEXT),
    "nguoi_ky": (_("Họ tên người ký"), TEXT),
    "ma_bieu_mau": (_("Mã biểu mẫu của cơ quan"), TEXT),
    "lan_ban_hanh": (_("Lần ban hành biểu mẫu"), TEXT),
}


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A field as the page lists it and a template is checked by; `columns` are (name, title) of a list of rows."""

    name: str
    label: Any
    kind: str
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def example(self) -> str:
        """How it stands in a template."""
        if self.kind == LINES:
            return f"{{%p for dong in {self.name} %}} {{{{ dong }}}} {{%p endfor %}}"
        if self.kind == ROWS:
            cells = " ".join(f"{{{{ dong.{name} }}}}" for name, _title in self.columns)
            return f"{{%tr for dong in {self.name} %}} {cells} {{%tr endfor %}}"
        return f"{{{{ {self.name} }}}}"


def fields_of(paper: Paper) -> tuple[TemplateField, ...]:
    """Return the fields of a paper: the frame's first, then those of its blocks in their order."""
    frame = [TemplateField(name, label, kind) for name, (label, kind) in FRAME.items()]
    return (*frame, *(field for field, _value in _of_blocks(paper)))


def known_of(fields: tuple[TemplateField, ...]) -> dict[str, Any]:
    """Return the names as plain values: texts, and lists with the names of their columns (none for lines)."""
    return {
        "texts": [one.name for one in fields if one.kind == TEXT],
        "lists": {one.name: [name for name, _title in one.columns] for one in fields if one.kind != TEXT},
    }


def merged(known: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return the names of both; what a form calls a list today it is."""
    lists = {**more.get("lists", {}), **known["lists"]}
    texts = [name for name in {*known["texts"], *more.get("texts", [])} if name not in lists]
    return {"texts": sorted(texts), "lists": lists}


def values_of(paper: Paper, *, blank: bool = False) -> dict[str, Any]:
    """Return what each field says of a paper; in a blank dots stand where there is nothing yet."""
    told = _frame(paper) | {field.name: value for field, value in _of_blocks(paper)}
    if blank:
        told = {name: DOTS if value == "" else value for name, value in told.items()}
    return told


def sample_of(fields: tuple[TemplateField, ...], *, rows: int) -> dict[str, Any]:
    """Return long values of every field, for trying a template out before it is taken."""
    line = "Nội dung thử của trường này, dài như thường gặp. " * 4
    return {
        one.name: line
        if one.kind == TEXT
        else [line] * rows
        if one.kind == LINES
        else [dict.fromkeys((name for name, _title in one.columns), line)] * rows
        for one in fields
    }


def _frame(paper: Paper) -> dict[str, Any]:
    """Return what the frame of a paper says, by the names of `FRAME`."""
    number, signature, form, day = paper.number, paper.signature, paper.form, paper.dated
    told_number = nd30.padded(number.number) if number and number.number else ""
    symbol = number.symbol if number else ""
    lines = signature.lines if signature else ()
    told = {
        "co_quan_chu_quan": paper.letterhead.parent.upper(),
        "co_quan": paper.letterhead.agency.upper(),
        "so": told_number,
        "ky_hieu": symbol,
        "so_ky_hieu": f"{told_number}/{symbol}" if symbol else told_number,
        "dia_danh": paper.place,
        "ngay": f"{day.day:02}" if day else "",
        "thang": (f"{day.month:02}" if day.month in nd30.PADDED_MONTHS else str(day.month)) if day else "",
        "nam": str(day.year) if day else "",
        "ngay_thang_nam": nd30.day_words(day.day, day.month, day.year) if day else nd30.day_words(None, None, None),
        "loai_van_ban": document_types.ADMINISTRATIVE.get(paper.abbreviation, ""),
        "ten_loai": paper.heading,
        "trich_yeu": paper.subject,
        "kinh_gui": paper.to,
        "tham_quyen_ban_hanh": paper.authority,
        "can_cu": paper.bases,
        "noi_nhan": paper.recipients,
        "quyen_han_ky": lines[0] if len(lines) > 1 else "",
        "chuc_vu_ky": lines[-1] if lines else "",
        "nguoi_ky": signature.name if signature else "",
        "ma_bieu_mau": form.code if form else "",
        "lan_ban_hanh": form.edition if form else "",
    }
    return {
        name: clean(value) if isinstance(value, str) else [clean(one) for one in value] for name, value in told.items()
    }


def _of_blocks(paper: Paper) -> Iterator[tuple[TemplateField, Any]]:
    """Yield the fields of the blocks with their values; a name that is taken gets a number."""
    taken = set(FRAME)
    signers = 0
    for block in paper.every_block():
        match block:
            case Fields():
                for one in block.fields:
                    yield TemplateField(_free(one.key, taken), one.label, TEXT), clean(words(one.value))
            case Prose():
                text = PARAGRAPH.join(clean(part) for part in re.split(r"\n\s*\n", block.text))
                yield TemplateField(_free(block.key, taken), block.label, TEXT), text
            case Table():
                yield _rows_of(block, taken)
            case Signatures():
                for signer in block.columns:
                    signers += 1
                    if not signer.title:
                        continue  # a place left empty beside the others
                    yield TemplateField(_free(f"ky_{signers}_chuc_vu", taken), signer.title, TEXT), clean(signer.title)
                    name = _free(f"ky_{signers}_ho_ten", taken)
                    yield TemplateField(name, _("Họ tên: %s") % signer.title, TEXT), clean(signer.name)


def _rows_of(table: Table, taken: set[str]) -> tuple[TemplateField, list[dict[str, str]]]:
    name, inside = _free(table.key, taken), set[str]()
    columns = tuple((_free(one.key, inside), one.title) for one in table.columns)
    rows = [*table.rows, *[("",) * len(columns)] * table.blank_rows]
    told = [{key: clean(words(cell)) for (key, _title), cell in zip(columns, row, strict=True)} for row in rows]
    return TemplateField(name, table.caption or _("Bảng"), ROWS, columns), told


def _free(key: str, taken: set[str]) -> str:
    """Return a name a template can write for a key, not among those taken, and take it."""
    stem = re.sub(r"[^a-z0-9_]+", "_", fold(key)).strip("_") or "truong"
    stem = stem if stem[0].isalpha() else f"f_{stem}"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}_{number}"
    taken.add(name)
    return name


def clean(text: str) -> str:
    """Return words as an XML file can hold them: NFC, without control characters but line break and tab."""
    return "".join(sign for sign in nfc(text) if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs", "Cn"})
