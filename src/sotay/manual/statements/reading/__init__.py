"""Reading a quality manual as agencies have it: messy text or Word, nothing silently dropped."""

from sotay.manual.statements.reading.coverage import Coverage, coverage
from sotay.manual.statements.reading.files import manual_text, read_manual_file
from sotay.manual.statements.reading.manual import read_manual
from sotay.manual.statements.reading.shapes import (
    Annex,
    Citation,
    Control,
    Exclusion,
    Place,
    PlaceKind,
    ReadManual,
    Remark,
    Section,
    Statement,
    Unread,
    UnreadableManual,
)
from sotay.manual.statements.reading.word import UnreadableWordFile, docx_text, read_docx

__all__ = [
    "Annex",
    "Citation",
    "Control",
    "Coverage",
    "Exclusion",
    "Place",
    "PlaceKind",
    "ReadManual",
    "Remark",
    "Section",
    "Statement",
    "Unread",
    "UnreadableManual",
    "UnreadableWordFile",
    "coverage",
    "docx_text",
    "manual_text",
    "read_docx",
    "read_manual",
    "read_manual_file",
]
