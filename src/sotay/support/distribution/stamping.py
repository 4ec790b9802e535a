"""A controlled copy: the pages of a PDF with what they are written upon each of them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from sotay.support.distribution.sheets import Stamp, sheets

MILLIMETRE: Final = 72 / 25.4
FOOT: Final = 15 * MILLIMETRE
"""The height of the line at the foot, in points; the page above it is made smaller by as much."""
_HIDDEN: Final = 2  # the flag of an annotation nobody sees
_NEVER_SHOWN: Final = frozenset({"/Popup", "/Link"})
_FROM_THE_TREE: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_BOXES: Final = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")
_OF_THE_PAGE: Final = ("/Annots", "/AA")
_OF_THE_FILE: Final = ("/OpenAction", "/AA", "/AcroForm", "/Names", "/Perms")


class CannotBeStamped(Exception):  # noqa: N818  said of the file
    """Raised for a PDF that cannot be read."""


def stamped(pdf: bytes, stamp: Stamp) -> bytes:
    """Return the PDF with a line at the foot of each page and, where the stamp has one, a mark across it.

    The page above is made a little smaller, so that nothing is covered. What forms, remarks and signatures look like is
    drawn into the page: a copy is no form and is signed by nobody. Raises CannotBeStamped.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(pdf))
        if reader.is_encrypted:
            reader.decrypt("")
        copy = PdfWriter(clone_from=reader)
        for name in _OF_THE_FILE:
            copy.root_object.pop(name, None)
        sizes = [_made_smaller(page, copy) for page in copy.pages]
        for page, sheet in zip(copy.pages, PdfReader(BytesIO(sheets(stamp, sizes))).pages, strict=True):
            _draw(page, copy, [(_as_drawing(sheet, copy), "1 0 0 1 0 0")], name="/SotayStamp")
        written = BytesIO()
        copy.write(written)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise CannotBeStamped(str(problem)) from problem
    return written.getvalue()


def _made_smaller(page: Any, file: Any) -> tuple[float, float]:
    """Make a page smaller above the line at its foot and return its size, upright, from the corner 0, 0."""
    from pypdf.generic import RectangleObject

    for name in _FROM_THE_TREE:
        _take_over(page, name)
    looks = list(_looks(page))
    for name in _OF_THE_PAGE:
        page.pop(name, None)
    _draw(page, file, [(_kept(look, file), _place(look, where)) for look, where in looks], name="/SotayAnnotation")
    for name in _BOXES:
        if name in page:
            page[_name(name)] = RectangleObject(_upright(page[name]))
    if page.rotation:
        page.transfer_rotation_to_content()
    left, bottom, right, top = _shown(page)
    width, height = right - left, top - bottom
    if not (width > 0 and height > FOOT):
        message = "a page has no size"
        raise CannotBeStamped(message)
    scale = (height - FOOT) / height
    across, up = width * (1 - scale) / 2 - left * scale, FOOT - bottom * scale
    _write(page, file, before=f"q {scale:.6f} 0 0 {scale:.6f} {across:.4f} {up:.4f} cm", after="Q")
    whole = RectangleObject((0, 0, width, height))
    for name in _BOXES:
        if name in page or name == "/MediaBox":
            page[_name(name)] = whole
    return width, height


def _upright(box: Any) -> tuple[float, float, float, float]:
    """Return a box from its lower left corner to its upper right one, whichever two a writer named."""
    x0, y0, x1, y1 = (float(one) for one in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _shown(page: Any) -> tuple[float, float, float, float]:
    """Return what is shown of a page: its crop box as far as there is paper (ISO 32000-1, 14.11.2)."""
    paper, crop = _upright(page.mediabox), _upright(page.cropbox)
    left, bottom, right, top = (
        pick(*both) for pick, both in zip((max, max, min, min), zip(paper, crop, strict=True), strict=True)
    )
    return (left, bottom, right, top) if right > left and top > bottom else paper


def _take_over(page: Any, name: str) -> None:
    """Give a page of its own what it has from the tree of pages above it."""
    above = page
    while name not in above and "/Parent" in above:
        above = above["/Parent"].get_object()
    if above is not page and name in above:
        page[_name(name)] = above.raw_get(name)


def _looks(page: Any) -> Iterator[tuple[Any, list[float]]]:
    """Yield how each annotation that is seen looks, and where it stands."""
    from pypdf.generic import StreamObject

    annotations = page.get("/Annots")
    for reference in annotations.get_object() if annotations is not None else ():
        one = reference.get_object()
        if one.get("/Subtype") in _NEVER_SHOWN or int(one.get("/F", 0)) & _HIDDEN:
            continue
        look = one["/AP"].get_object().get("/N") if "/AP" in one else None
        look = look.get_object() if look is not None else None
        if look is not None and not isinstance(look, StreamObject):  # one look for each state, as of a ticked box
            look = look.get(one.get("/AS", "/Off"))
            look = look.get_object() if look is not None else None
        if isinstance(look, StreamObject) and "/Rect" in one:
            x0, y0, x1, y1 = (float(value) for value in one["/Rect"])
            yield look, [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]


def _place(look: Any, where: list[float]) -> str:
    """Return what moves the look of an annotation to where it stands (ISO 32000-1, 12.5.5)."""
    box = [float(one) for one in look.get("/BBox", (0, 0, 1, 1))]
    a, b, c, d, e, f = (float(one) for one in look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    left, bottom = min(x for x, _y in corners), min(y for _x, y in corners)
    width, height = max(x for x, _y in corners) - left, max(y for _x, y in corners) - bottom
    across = (where[2] - where[0]) / width if width else 0
    up = (where[3] - where[1]) / height if height else 0
    return f"{across:.6f} 0 0 {up:.6f} {where[0] - left * across:.4f} {where[1] - bottom * up:.4f}"


def _kept(look: Any, file: Any) -> Any:
    """Return the reference to the look of an annotation, which is drawn as any other drawing."""
    look[_name("/Type")], look[_name("/Subtype")] = _name("/XObject"), _name("/Form")
    return look.indirect_reference or _added(file, look)


def _as_drawing(sheet: Any, file: Any) -> Any:
    """Return the reference to a page as a drawing that can be laid over another."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, FloatObject

    drawing = DecodedStreamObject()
    drawing.set_data(sheet.get_contents().get_data())
    drawing[_name("/Type")], drawing[_name("/Subtype")] = _name("/XObject"), _name("/Form")
    drawing[_name("/BBox")] = ArrayObject(FloatObject(float(one)) for one in sheet.mediabox)
    drawing[_name("/Resources")] = sheet["/Resources"].clone(file)
    return _added(file, drawing.flate_encode())


def _draw(page: Any, file: Any, drawings: list[tuple[Any, str]], *, name: str) -> None:
    """Draw drawings over a page, each with what moves it to its place."""
    from pypdf.generic import DictionaryObject

    if not drawings:
        return
    # A page may share what it draws with, or have it from the tree above; it gets its own.
    resources, known = DictionaryObject(), DictionaryObject()
    resources.update(page["/Resources"].get_object() if "/Resources" in page else {})
    known.update(resources["/XObject"].get_object() if "/XObject" in resources else {})  # type: ignore[arg-type]
    commands = []
    for number, (reference, place) in enumerate(drawings):
        known[_name(f"{name}{number}")] = reference
        commands.append(f"q {place} cm {name}{number} Do Q")
    resources[_name("/XObject")] = known
    page[_name("/Resources")] = resources
    _write(page, file, before="q", after="\n".join(["Q", *commands]))


def _write(page: Any, file: Any, *, before: str, after: str) -> None:
    """Put commands before and after what a page draws; what it leaves behind does not reach them."""
    from pypdf.generic import ArrayObject, DecodedStreamObject

    first, last = DecodedStreamObject(), DecodedStreamObject()
    first.set_data(f"{before}\n".encode())
    last.set_data(f"\n{after}\n".encode())
    contents = page.raw_get("/Contents") if "/Contents" in page else ArrayObject()
    known = contents.get_object()
    kept = list(known) if isinstance(known, ArrayObject) else [contents]
    page[_name("/Contents")] = ArrayObject([_added(file, first), *kept, _added(file, last)])


def _added(file: Any, one: Any) -> Any:
    """Return the reference to a new object of the file."""
    return file._add_object(one)  # noqa: SLF001  pypdf has no other way and shows this one in its guide


def _name(text: str) -> Any:
    from pypdf.generic import NameObject

    return NameObject(text)
