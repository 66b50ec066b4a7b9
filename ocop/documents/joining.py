"""PDFs and pictures laid on A4, and bound into one set with running heads and page numbers.

Pages are carried over as they are drawn, what was written on them (seals, filled forms) drawn
in; what acts, such as links, stays behind.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, cast

from PIL import Image, ImageOps
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
    StreamObject,
)

from ocop.documents import press

A4 = (595.276, 841.89)
# Room for the running head and foot, in points; and at the sides.
MARGIN_TOP, MARGIN_SIDE = 36, 20
LONGEST_SIDE = 2200  # pixels: more than a printer shows on A4
MOST_PAGES = 2000
HIDDEN = 2
UNDRAWN = {"/Link", "/Popup"}
Numbers = tuple[float, float, float, float, float, float]
TURNED: dict[int, Callable[[float, float], Numbers]] = {
    0: lambda w, h: (1, 0, 0, 1, 0, 0),
    90: lambda w, h: (0, -1, 1, 0, 0, w),
    180: lambda w, h: (-1, 0, 0, -1, w, h),
    270: lambda w, h: (0, 1, -1, 0, h, 0),
}


class Unreadable(Exception):
    """A file that cannot be laid on paper; the sentence says why, for the page in its place."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A part of a set: what its pages are headed with, and its pages as PDF on A4."""

    head: str
    data: bytes


def pages_in(data: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    return len(PdfReader(BytesIO(data)).pages)


def fitted(data: bytes) -> bytes:
    """Return somebody's PDF with every page laid within the margins of A4.

    Refused (``Unreadable``) when it has a password, has no pages, or cannot be read.
    """
    try:
        return _fitted(data)
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken file makes the reader stumble over
        raise Unreadable("Tệp PDF này bị hỏng nên không in được vào bộ giấy.") from error


def _fitted(data: bytes) -> bytes:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("Tệp PDF này đặt mật khẩu nên không in được vào bộ giấy.")
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise Unreadable("Tệp PDF này không có trang nào in được vào bộ giấy.")
    writer = PdfWriter()
    for page in reader.pages:
        _lay(writer, page)
    return _written(writer)


def pictured(data: bytes) -> bytes:
    """Return a picture, upright, on one page of A4; ``Unreadable`` when it is none."""
    try:
        with Image.open(BytesIO(data)) as picture:
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = BytesIO()
            _on_white(upright).save(out, "PDF", resolution=150)
    except Exception as error:  # whatever a broken picture makes the decoder stumble over
        raise Unreadable("Ảnh này bị hỏng nên không in được vào bộ giấy.") from error
    return fitted(out.getvalue())


def slip(part: str, name: str, reason: str, facts: Sequence[tuple[str, str]], day: date) -> bytes:
    """Return a page that tells of a file which is in the electronic set only."""
    told: dict[str, object] = {
        "title": name, "part": part, "name": name, "reason": reason, "facts": list(facts),
    }  # fmt: skip
    return press.pdf("slip.typ", told, day)


def bind(title: str, parts: Sequence[Bound], day: date) -> bytes:
    """Return the parts as one PDF, each page with its part's head and its number among all."""
    readers = [PdfReader(BytesIO(part.data)) for part in parts]
    pages = [(part, page) for part, reader in zip(parts, readers, strict=True)
             for page in reader.pages]  # fmt: skip
    heads = _running(title, pages, day)
    writer = PdfWriter()
    firsts: set[int] = set()
    for number, ((part, page), head) in enumerate(zip(pages, heads, strict=True)):
        laid = writer.add_blank_page(*_size(page))
        _draw(writer, laid, [(page, Transformation()), (head, Transformation())])
        if id(part) not in firsts:
            firsts.add(id(part))
            writer.add_outline_item(title=part.head, page_number=number)
    writer.add_metadata({"/Title": title, "/CreationDate": f"D:{day:%Y%m%d}000000Z"})
    return _written(writer)


def _running(title: str, pages: Sequence[tuple[Bound, PageObject]], day: date) -> list[PageObject]:
    lines = [
        {"head": part.head, "foot": f"trang {n}/{len(pages)}", "flipped": _is_wide(page)}
        for n, (part, page) in enumerate(pages, start=1)
    ]
    made = press.pdf("running.typ", {"title": title, "pages": lines}, day)
    return list(PdfReader(BytesIO(made)).pages)


def _lay(writer: PdfWriter, page: PageObject) -> None:
    """Put a page onto a sheet of A4, lying where it is wider than high, never made larger."""
    turn = page.rotation % 360
    box = page.cropbox
    width, height = abs(box.width), abs(box.height)
    seen = (height, width) if turn in {90, 270} else (width, height)
    if min(seen) < 1:
        raise Unreadable("Tệp PDF này có trang không có cỡ nên không in được vào bộ giấy.")
    sheet = A4[::-1] if seen[0] > seen[1] else A4
    room = (sheet[0] - 2 * MARGIN_SIDE, sheet[1] - 2 * MARGIN_TOP)
    scale = min(room[0] / seen[0], room[1] / seen[1], 1)
    placed = (
        Transformation()
        .translate(-box.left, -box.bottom)
        .transform(Transformation(TURNED[turn](width, height)))
        .scale(scale)
        .translate((sheet[0] - seen[0] * scale) / 2, (sheet[1] - seen[1] * scale) / 2)
    )
    _draw(writer, writer.add_blank_page(*sheet), [(page, placed)])


def _draw(
    writer: PdfWriter, sheet: PageObject, pages: Sequence[tuple[PageObject, Transformation]]
) -> None:
    drawn, named = [], DictionaryObject()
    for number, (page, placed) in enumerate(pages):
        name = f"/P{number}"
        named[NameObject(name)] = writer._add_object(_form(writer, page))
        drawn.append(f"q {_numbers(placed)} cm {name} Do Q")
    content = DecodedStreamObject()
    content.set_data("\n".join(drawn).encode())
    sheet[NameObject("/Contents")] = writer._add_object(content)
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})


def _form(writer: PdfWriter, page: PageObject) -> StreamObject:
    """Return a page as a drawing that other pages can hold."""
    contents = page.get_contents()
    data = contents.get_data() if contents is not None else b""
    resources = page.get("/Resources")
    kept = DictionaryObject(resources.get_object().clone(writer)) if resources else None
    kept = kept if kept is not None else DictionaryObject()
    stamps = list(_stamps(writer, page))
    if stamps:
        xobjects = DictionaryObject(kept.get("/XObject", DictionaryObject()).get_object())
        for number, (matrix, stamp) in enumerate(stamps):
            xobjects[NameObject(f"/Stamp{number}")] = stamp
            data = b"q " + data + f"\nQ\nq {matrix} cm /Stamp{number} Do Q\n".encode()
        kept[NameObject("/XObject")] = xobjects
    form = DecodedStreamObject()
    form.set_data(data)
    packed = form.flate_encode()
    packed[NameObject("/Type")] = NameObject("/XObject")
    packed[NameObject("/Subtype")] = NameObject("/Form")
    packed[NameObject("/BBox")] = RectangleObject(page.cropbox)
    packed[NameObject("/Resources")] = kept
    if "/Group" in page:
        packed[NameObject("/Group")] = cast("Any", page["/Group"].get_object()).clone(writer)
    return packed


def _stamps(writer: PdfWriter, page: PageObject) -> Iterator[tuple[str, object]]:
    """Yield what was put onto a page, such as seals and filled blanks, with where it goes."""
    for reference in cast("Any", page.get("/Annots")) or ():
        note = reference.get_object()
        look = note.get("/AP", {}).get_object().get("/N") if "/AP" in note else None
        look = look.get_object() if look is not None else None
        if look is not None and not isinstance(look, StreamObject):
            look = look.get(note.get("/AS", "/Off"))
            look = look.get_object() if look is not None else None
        if look is None or note.get("/Subtype") in UNDRAWN or int(note.get("/F", 0)) & HIDDEN:
            continue
        matrix = _onto(look, RectangleObject(note["/Rect"]))
        if matrix:
            yield matrix, look.clone(writer).indirect_reference


def _onto(look: StreamObject, place: RectangleObject) -> str:
    """Return the matrix that brings a drawing onto its place; nothing for one without a size."""
    left, bottom, right, top = (float(edge) for edge in cast("Any", look["/BBox"]))
    own = tuple(float(n) for n in cast("Any", look.get("/Matrix", (1, 0, 0, 1, 0, 0))))
    turn = Transformation(cast("Numbers", own))
    corners = [turn.apply_on(corner) for corner in
               ((left, bottom), (right, bottom), (left, top), (right, top))]  # fmt: skip
    x, y = min(c[0] for c in corners), min(c[1] for c in corners)
    width, height = max(c[0] for c in corners) - x, max(c[1] for c in corners) - y
    if not width or not height:
        return ""
    sx, sy = float(place.width) / width, float(place.height) / height
    return _numbers(
        Transformation().translate(-x, -y).scale(sx, sy).translate(place.left, place.bottom)
    )


def _numbers(matrix: Transformation) -> str:
    return " ".join(f"{number:.5f}" for number in matrix.ctm)


def _size(page: PageObject) -> tuple[float, float]:
    return A4[::-1] if _is_wide(page) else A4


def _is_wide(page: PageObject) -> bool:
    return bool(page.mediabox.width > page.mediabox.height)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in {"RGB", "L"}:
        return picture
    full = picture.convert("RGBA")
    white = Image.new("RGB", full.size, "white")
    white.paste(full, mask=full.getchannel("A"))
    return white


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
