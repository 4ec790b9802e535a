"""Checks or fills one template: reads `mau.docx` and `gia-tri.json`, writes `ra.docx` and says what it found as JSON.

It knows no database and no settings, and runs apart with limits of time and memory (`blobs/apart.py`).
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docxtpl import DocxTemplate
from lxml import etree

from sotay.papers.filling.faults import Fault, Faulty, Known
from sotay.papers.filling.language import Plain

TEMPLATE, VALUES, FILLED = "mau.docx", "gia-tri.json", "ra.docx"
CHECK: Final = "check"
LARGEST: Final = 24 << 20
"""Bytes of XML one part may grow to."""
_HARMLESS: Final = ("/hyperlink", "/attachedTemplate")  # opened by a click; the latter was looked at when it was stored
_INSIDE: Final = ("/oleObject", "/package", "/aFChunk", "/control", "/subDocument")
_FETCHING: Final = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_WORDS: Final = tuple(
    f"{_W}{name}" for name in ("body", "hdr", "ftr", "footnote", "sdtContent", "tbl", "tr", "tc", "p", "hyperlink", "r")
)
_FOOTNOTES: Final = "footnotes+xml"
_PROPERTIES: Final = ("author", "comments", "identifier", "language", "subject", "title")
_NUMBER_OF_PARTS: Final = 400


class Grown(Exception):  # noqa: N818
    """Raised when a template grows beyond what a paper can be."""


class Template(DocxTemplate):
    """A template that is filled into well-formed XML or not at all."""

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """Fill one part; Faulty where what comes out is no XML, Grown where it is too much of it."""
        filled = super().render_xml_part(src_xml, part, context, jinja_env)
        if len(filled) > LARGEST:
            raise Grown
        try:
            tree = parsed(filled.encode())
        except etree.XMLSyntaxError as problem:
            raise Faulty([Fault("broken")]) from problem
        if next(stray(tree), None) is not None:
            raise Faulty([Fault("stray")])
        return etree.tostring(tree, encoding="unicode") if mended(tree) else filled

    def sources(self) -> Iterator[str]:
        """Yield everything that will be read as a template: body, headers, footers, footnotes, properties."""
        self.render_init()
        yield self.patch_xml(self.get_xml())
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _key, part in self.get_headers_footers(uri):
                yield self.patch_xml(self.get_part_xml(part))
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(_FOOTNOTES):
                yield self.patch_xml(part.blob.decode())
        for name in _PROPERTIES:
            yield getattr(self.docx.core_properties, name) or ""


def outside(template: Template) -> Iterator[Fault]:
    """Yield what the file would fetch when it is opened, and what it carries besides words and pictures."""
    template.init_docx()
    parts = list(template.docx.part.package.iter_parts())
    if len(parts) > _NUMBER_OF_PARTS:
        yield Fault("embedded", str(len(parts)))
    for part in (template.docx.part.package, *parts):
        for relation in part.rels.values():
            kind = relation.reltype
            if relation.is_external and not kind.endswith(_HARMLESS):
                yield Fault("fetches", relation.target_ref[:80])
            elif kind.endswith(_INSIDE):
                yield Fault("embedded", kind.rpartition("/")[2])
    for part in parts:
        if part.content_type.endswith("xml"):
            for told in instructions(parsed(part.blob)):
                if found := _FETCHING.search(told):
                    yield Fault("fetches", found[1].upper())


def parsed(content: bytes) -> Any:
    """Return the tree of a part; nothing outside it is read."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def instructions(tree: Any) -> Iterator[str]:
    """Yield what each field of a part says, however many runs it is spread over, between two marks of a field."""
    said: list[str] = []
    for one in tree.iter(f"{_W}instrText", f"{_W}fldSimple", f"{_W}fldChar"):
        if one.tag == f"{_W}instrText":
            said.append(one.text or "")
            continue
        yield "".join(said)
        said = []
        yield one.get(f"{_W}instr", "")
    yield "".join(said)


def stray(tree: Any) -> Iterator[Any]:
    """Yield what bears words where Word knows none, as a value filled in place of a whole run or paragraph: it would be lost."""
    for one in tree.iter(*_NO_WORDS):
        if any((text or "").strip() for text in (one.text, *(child.tail for child in one))):
            yield one


def mended(tree: Any) -> bool:
    """Give cells whose paragraphs were all left out an empty one, and drop tables without rows: Word opens neither; say whether."""
    tables = [one for one in tree.iter(f"{_W}tbl") if one.find(f".//{_W}tr") is None]
    for table in tables:
        table.getparent().remove(table)
    cells = [one for one in tree.iter(f"{_W}tc") if not len(one) or one[-1].tag not in (f"{_W}p", f"{_W}sdt")]
    for cell in cells:
        etree.SubElement(cell, f"{_W}p")
    return bool(tables or cells)


def worked(home: Path, *, manner: str) -> dict[str, Any]:
    """Return the faults of a template; without any it was filled."""
    told = json.loads((home / VALUES).read_text(encoding="utf-8"))
    known = Known(frozenset(told["known"]["texts"]), told["known"]["lists"])
    environment = Plain(known)
    try:
        template = Template(home / TEMPLATE)
        faults = list(dict.fromkeys(outside(template)))
        if manner == CHECK:
            for source in template.sources():
                faults += [one for one in environment.faults(source) if one not in faults]
        if not faults:
            template.render(told["values"], environment, autoescape=True)
            template.save(home / FILLED)
            faults = list(dict.fromkeys(outside(Template(home / FILLED))))  # a field may be put together while filling
    except Faulty as problem:
        faults = list(problem.faults)
    except (MemoryError, Grown, RecursionError):
        faults = [Fault("too_large")]
    except Exception as problem:  # noqa: BLE001  whatever a library says of a file it cannot read
        faults = [Fault("damaged", type(problem).__name__)]
    return {"faults": [{"code": one.code, "what": one.what, "near": one.near} for one in faults]}


if __name__ == "__main__":
    json.dump(worked(Path.cwd(), manner=sys.argv[1]), sys.stdout)
