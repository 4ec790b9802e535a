"""Lists of dossiers for tests, and the taking of them."""

import csv
import io

from openpyxl import Workbook

from sotay.exchange import imports
from tests.conftest import TODAY

HEAD = (
    "Mã hồ sơ", "Mã TTHC", "Đơn vị xử lý", "Hình thức nộp", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày có kết quả",
    "Ngày trả", "Trạng thái", "Số kết quả", "Họ tên người nộp", "Điện thoại",
)  # fmt: skip


def code_of(number):
    """Return a code of the old form."""
    return f"000.00.16.H47-260601-{number:04d}"


def row(number, service="1.000001", **cells):
    """Return a row of the usual list by our names of its columns: returned a day before it was due."""
    values = {
        "code": code_of(number), "service": service, "unit": "", "channel": "Trực tuyến", "received": "01/06/2026",
        "due": "08/06/2026", "result": "05/06/2026", "returned": "05/06/2026", "state": "Đã trả kết quả",
        "result_number": f"{number}/GP", "name": "Nguyễn Văn An", "phone": "0905123678",
    } | cells  # fmt: skip
    return tuple(values.values())


def csv_of(*rows, head=HEAD, delimiter=";", encoding="utf-8"):
    """Return rows as a CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return out.getvalue().encode(encoding)


def book_of(*rows, title="Danh sách", hidden=(), merged=()):
    """Return rows as a workbook."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for one in rows:
        sheet.append(one)
    for letter in hidden:
        sheet.column_dimensions[letter].hidden = True
    for span in merged:
        sheet.merge_cells(span)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def take(agency, actor, data, *, name="ho-so.csv", dry_run=False, on=TODAY, **options):
    """Take a list, or try it out."""
    source = imports.Source(name=name, sha256="0" * 64)
    about = {"agency": agency, "actor": actor, "on": on, "options": options}
    return imports.attempt(imports.find("dossiers"), data, source=source, dry_run=dry_run, **about)


def named(outcome):
    """Return where something is wrong and what, of errors or of what was left out."""
    return [(one["where"], one["what"]) for one in outcome.errors or outcome.left_out]
