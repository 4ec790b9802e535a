"""Lists that Word counts itself: dashes and numbers; the letters of points follow the Vietnamese order and stand as written."""

from typing import Any, Final

from sotay.papers.docx.xml import element, twips

KINDS: Final = {"dash": ("bullet", "-"), "number": ("decimal", "%1.")}


class Lists:
    """The lists of a document; each numbered one begins with 1."""

    def __init__(self, document: Any, indent: float) -> None:
        self._all = document.part.numbering_part.element
        self._indent = twips(indent)
        for one in list(self._all):
            self._all.remove(one)
        for place, (kind, mark) in enumerate(KINDS.values()):
            self._all.append(self._abstract(place, kind, mark))
        self._numbers = 0
        self._dash = 0

    def begun(self, mark: str) -> int | None:
        """Return the number of a new list, None where its marks are written out."""
        if mark not in KINDS:
            return None
        if mark == "dash" and self._dash:
            return self._dash
        self._numbers += 1
        place = list(KINDS).index(mark)
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if mark == "number" else ""
        self._all.append(element(f'<w:num w:numId="{self._numbers}"><w:abstractNumId w:val="{place}"/>{again}</w:num>'))
        if mark == "dash":
            self._dash = self._numbers
        return self._numbers

    def _abstract(self, place: int, kind: str, mark: str) -> Any:
        return element(
            f'<w:abstractNum w:abstractNumId="{place}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="space"/><w:lvlText w:val="{mark}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{self._indent}"/></w:pPr></w:lvl></w:abstractNum>'
        )
