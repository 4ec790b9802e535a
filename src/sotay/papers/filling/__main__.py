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

from sotay.papers.filling.language import Fault, Faulty, Known, Plain

TEMPLATE, VALUES, FILLED = "mau.docx", "gia-tri.json", "ra.docx"
CHECK: Final = "check"
LARGEST: Final = 24 << 20
"""Bytes of XML one part may grow to."""
_HARMLESS: Final = ("/hyperlink", "/attachedTemplate")  # opened by a click; the latter was looked at when it was stored
_INSIDE: Final = ("/oleObject", "/package", "/aFChunk", "/control", "/subDocument")
_FETCHING: Final = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
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
            etree.fromstring(filled.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        except etree.XMLSyntaxError as problem:
            raise Faulty([Fault("broken")]) from problem
        return filled

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
    for part in parts:
        for relation in part.rels.values():
            kind = relation.reltype
            if relation.is_external and not kind.endswith(_HARMLESS):
                yield Fault("fetches", relation.target_ref[:80])
            elif kind.endswith(_INSIDE):
                yield Fault("embedded", kind.rpartition("/")[2])
        if part.content_type.endswith("+xml"):
            instructions = re.findall(
                rb"<w:instrText[^>]*>(.*?)</w:instrText>|w:instr=\"([^\"]*)\"", part.blob, re.DOTALL
            )
            told = " ".join((one or other).decode("utf-8", "replace") for one, other in instructions)
            if found := _FETCHING.search(told):
                yield Fault("fetches", found[1].upper())


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
            Template(home / FILLED).init_docx()
    except Faulty as problem:
        faults = list(problem.faults)
    except (MemoryError, Grown, RecursionError):
        faults = [Fault("too_large")]
    except Exception as problem:  # noqa: BLE001  whatever a library says of a file it cannot read
        faults = [Fault("damaged", type(problem).__name__)]
    return {"faults": [{"code": one.code, "what": one.what, "near": one.near} for one in faults]}


if __name__ == "__main__":
    json.dump(worked(Path.cwd(), manner=sys.argv[1]), sys.stdout)
