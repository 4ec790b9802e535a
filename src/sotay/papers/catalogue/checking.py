"""What is wrong with a template of a form, in words: fields it does not have, and all that is no plain field, `for` or `if`."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.actor import Actor
from sotay.blobs.models import Blob
from sotay.blobs.storage import open_blob
from sotay.commands import Reason
from sotay.papers import forms
from sotay.papers.faces import DOCX_TYPE
from sotay.papers.fields import TemplateField, fields_of, known_of, sample_of
from sotay.papers.filling.faults import Fault
from sotay.papers.filling.process import tried
from sotay.papers.forms import Form
from sotay.papers.making import made

ROWS: Final = 100
"""Rows of each list in the trial: loops within loops then show how they grow."""
WORDS: Final[dict[str, Any]] = {
    "unknown_field": gettext_lazy("Biểu mẫu không có trường “%(what)s”."),
    "unknown_column": gettext_lazy("Bảng không có cột “%(what)s”."),
    "unknown_list": gettext_lazy("Biểu mẫu không có danh sách “%(what)s” để lặp."),
    "not_a_list": gettext_lazy("“%(what)s” không phải danh sách nên không lặp được."),
    "list_as_text": gettext_lazy("“%(what)s” là danh sách: dùng {%% for dong in %(what)s %%} … {%% endfor %%}."),
    "row_as_text": gettext_lazy("“%(what)s” là một dòng của bảng: ghi từng cột."),
    "for_over": gettext_lazy("Chỉ lặp được danh sách của biểu mẫu, không lặp được “%(what)s”."),
    "beyond": gettext_lazy("Mẫu chỉ được dùng trường, for và if; không dùng được “%(what)s”."),
    "too_deep": gettext_lazy("Các lệnh for, if lồng nhau quá %(what)s tầng."),
    "syntax": gettext_lazy("Viết chưa đúng cú pháp ở gần “%(what)s”."),
    "broken": gettext_lazy(
        "Điền thử không ra tệp Word hợp lệ: for, endfor đặt lệch ô hoặc hàng. Lặp hàng của bảng bằng {%%tr … %%}, lặp đoạn bằng {%%p … %%}."
    ),
    "stray": gettext_lazy(
        "Giá trị nằm ngoài dòng chữ nên Word không mở được: ghi {{ ten_truong }}, không ghi {{r … }} hay {{p … }}."
    ),
    "fetches": gettext_lazy("Tệp lấy nội dung từ nơi khác khi mở: %(what)s."),
    "embedded": gettext_lazy("Tệp mang theo đối tượng nhúng (%(what)s); hãy chép thành chữ hoặc ảnh."),
    "too_long": gettext_lazy("Điền mẫu mất quá nhiều thời gian nên đã dừng; hãy bớt các vòng lặp lồng nhau."),
    "too_large": gettext_lazy("Điền mẫu ra tệp quá lớn nên đã dừng; hãy bớt các vòng lặp lồng nhau."),
    "damaged": gettext_lazy("Không đọc được tệp mẫu; hãy mở bằng Word, lưu lại thành DOCX rồi tải lên."),
}


def template_fields(form: Form, *, viewer: Actor, on: date) -> tuple[TemplateField, ...]:
    """Return the fields of a form, derived from its blank; none for a form that has no blank to derive them from."""
    if form.of and not form.has_blank:
        return ()
    return fields_of(made(form, None, viewer=viewer, on=on, blank=True))


def fields_by_code(code: str, *, viewer: Actor, on: date) -> tuple[TemplateField, ...]:
    """Return the fields of a form by its code; none for one nobody registered."""
    form = forms.find(code)
    return template_fields(form, viewer=viewer, on=on) if form else ()


def why_not_fill(blob: Blob, fields: tuple[TemplateField, ...]) -> Iterator[Reason]:
    """Yield what is wrong with a template of a form; it is filled once on trial, with long values and many rows."""
    if blob.media_type != DOCX_TYPE:
        yield Reason(_("Mẫu phải là tệp Word (DOCX)."), code="no_docx", field="file")
        return
    if not fields:
        yield Reason(_("Biểu mẫu này không có bản trống nên chưa thay mẫu được."), code="no_blank", field="file")
        return
    with open_blob(blob) as file:
        faults = tried(file.read(), known=known_of(fields), values=sample_of(fields, rows=ROWS))
    for fault in faults:
        yield Reason(said(fault), code=fault.code, field="file")


def said(fault: Fault) -> str:
    """Return a fault in words, with the nearest known word where there is one."""
    text = str(WORDS[fault.code]) % {"what": fault.what}
    return f"{text} {_('Có phải “%s”?') % fault.near}" if fault.near else text
