"""The whole manual as a file: Word or Markdown."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sotay.agency.vietnamese import slugify
from sotay.commands import NotFound
from sotay.manual.book.queries import Printed
from sotay.manual.statements.models import Manual
from sotay.ui.formats import ngay
from sotay.ui.markdown import plain

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARKDOWN = "text/markdown; charset=utf-8"


def manual_file(manual: Manual, parts: Iterable[Printed], *, kind: str) -> HttpResponse:
    """Return the manual as a file, `docx` or `md`; NotFound for any other kind."""
    writers = {"docx": (as_docx, DOCX), "md": (as_markdown, MARKDOWN)}
    if kind not in writers:
        raise NotFound
    write, media_type = writers[kind]
    name = f"{slugify(manual.agency.manual_name)}-{manual.agency.short_name}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(manual, parts), content_type=media_type, headers=headers)


def as_markdown(manual: Manual, parts: Iterable[Printed]) -> bytes:
    """Return the manual as one Markdown text (UTF-8)."""
    lines = [f"# {manual.agency.manual_name}", manual.agency.name, issue_line(manual)]
    for one in parts:
        lines.append(f"{'#' * (one.level + 1)} {heading(one)}")
        if one.reason:
            lines.append(not_applied(one))
        if one.text:
            lines.append(one.text)
    return ("\n\n".join(lines) + "\n").encode()


def as_docx(manual: Manual, parts: Iterable[Printed]) -> bytes:
    """Return the manual as a Word file an official can go on with: headings, paragraphs, lists."""
    from docx import Document
    from docx.shared import Pt

    document: Any = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    document.add_heading(manual.agency.manual_name, 0)
    document.add_paragraph(manual.agency.name)
    document.add_paragraph(issue_line(manual))
    for one in parts:
        document.add_heading(heading(one), min(one.level, 9))
        if one.reason:
            document.add_paragraph(not_applied(one))
        for line in plain(one.text).splitlines():
            if line.strip():
                is_item = line.lstrip().startswith("- ")
                text = line.strip().removeprefix("- ") if is_item else line
                document.add_paragraph(text, style="List Bullet" if is_item else None)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def heading(one: Printed) -> str:
    """Return number and title."""
    return f"{one.number}. {one.title}" if one.number else one.title


def not_applied(one: Printed) -> str:
    """Return the words for a clause that does not apply, with its reason."""
    return _("Không áp dụng: %s") % one.reason


def issue_line(manual: Manual) -> str:
    """Return the edition with the decision that issued it."""
    said = _("Lần ban hành %(edition)02d, lần sửa đổi %(revision)02d") % {
        "edition": manual.edition,
        "revision": manual.revision,
    }
    if manual.issue_decision and manual.issued_date:
        said += _(", theo Quyết định số %(number)s ngày %(day)s") % {
            "number": manual.issue_decision.number,
            "day": ngay(manual.issued_date),
        }
    return said
