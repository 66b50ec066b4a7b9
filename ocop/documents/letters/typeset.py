"""The PDF of an official paper: the same data as the Word file, in the house's own letters."""

from ocop.documents import press
from ocop.documents.letters.layout import (
    BLANK,
    Annex,
    Block,
    Facts,
    Letter,
    Paragraph,
    Table,
    grounds_ended,
    paragraphs,
    recipients_ended,
)

_TEMPLATE = "letters/letter.typ"
_CELL_WORD = 14


def pdf(letter: Letter, *more: Letter) -> bytes:
    """Return the paper, and more behind it, as one PDF/A-2b; equal letters are equal bytes."""
    return press.pdf(_TEMPLATE, _data(letter, *more), letter.made_on)


def pictures(letter: Letter, *, ppi: int = 100) -> list[bytes]:
    """Return pictures of the pages, for the screen."""
    return press.pictures(_TEMPLATE, _data(letter), ppi=ppi)


def _data(letter: Letter, *more: Letter) -> dict[str, object]:
    letters = (letter, *more)
    return {
        "title": letter.title,
        "author": letter.agency,
        "sample": all(each.sample for each in letters),
        "letters": [_letter(each) for each in letters],
    }


def _letter(letter: Letter) -> dict[str, object]:
    return {
        "parent": letter.parent.upper(),
        "agency": letter.agency.upper(),
        "number": letter.numbered,
        "dated": letter.dated,
        "kind": letter.kind.upper(),
        "about": letter.about,
        "is_letter": letter.is_letter,
        "issuer": letter.issuer.upper(),
        "grounds": grounds_ended(letter.grounds),
        "resolution": letter.resolution,
        "addressed": letter.addressed,
        "blocks": _body(letter),
        "recipients": recipients_ended(letter.recipients),
        "signers": [(s.authority.upper(), s.post.upper(), s.note, s.name) for s in letter.signers],
        "annexes": [_annex(annex, letter) for annex in letter.annexes],
    }


def _body(letter: Letter) -> list[dict[str, object]]:
    """Return the blocks; the last keeps to the signatures, which never stand alone on a page."""
    blocks = [_block(block) for block in letter.body]
    if blocks:
        blocks[-1]["kept"] = True
    return blocks


def _annex(annex: Annex, letter: Letter) -> dict[str, object]:
    return {
        "label": annex.label,
        "heading": annex.title,
        "belongs": letter.belongs,
        "flipped": annex.landscape,
        "blocks": [_block(block) for block in annex.blocks],
    }


def _block(block: Block) -> dict[str, object]:
    match block:
        case Paragraph(bold=bold, italic=italic, centred=centred):
            return {
                "kind": "paragraphs",
                "lines": paragraphs(block),
                "bold": bold,
                "italic": italic,
                "centred": centred,
            }
        case Facts(pairs):
            return {
                "kind": "facts",
                "pairs": [(label, value.strip() or BLANK * 3) for label, value in pairs],
            }
        case Table():
            return {
                "kind": "table",
                "headers": _cells(block.headers),
                "rows": [_cells(row) for row in block.rows],
                "widths": block.shares,
                "aligned": list(block.sides),
                "strong": sorted(block.strong),
            }


def _cells(row: tuple[str, ...]) -> list[str]:
    return [press.breakable(cell, _CELL_WORD) for cell in row]
