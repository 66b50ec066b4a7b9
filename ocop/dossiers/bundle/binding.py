"""The numbered paper set as one PDF: contents with true page numbers, heads, "trang n/N"."""

import hashlib
from collections.abc import Sequence
from datetime import date

from ocop.documents.joining import Bound, bind, pages_in
from ocop.dossiers import paper
from ocop.dossiers.bundle.pieces import Piece, pieces_of
from ocop.dossiers.models import Dossier

COVER = "Bìa và mục lục"


def paper_set(dossier: Dossier, day: date) -> bytes:
    """Return the whole set as one PDF; ``day`` dates what was not signed yet."""
    pieces = pieces_of(dossier, day)
    return bound(dossier, day, pieces, [piece.pages() for piece in pieces])


def bound(dossier: Dossier, day: date, pieces: Sequence[Piece], made: Sequence[bytes]) -> bytes:
    """Return the pieces, whose pages are made already, behind the cover that counts them."""
    first = Bound(COVER, _cover(dossier, day, pieces, made))
    parts = [Bound(piece.head, data) for piece, data in zip(pieces, made, strict=True)]
    return bind(f"Hồ sơ {dossier}", [first, *parts], day)


def contents(pieces: Sequence[Piece], made: Sequence[bytes], first: int) -> list[paper.Entry]:
    """Return the table of contents, the first piece beginning on page ``first``.

    A letter, of which the record keeps no digest, is told by that of its pages.
    """
    lines = []
    for piece, data in zip(pieces, made, strict=True):
        digest = piece.digest or hashlib.sha256(data).hexdigest()
        lines.append(paper.Entry(piece.number, piece.title, first, digest))
        first += pages_in(data)
    return lines


def _cover(dossier: Dossier, day: date, pieces: Sequence[Piece], made: Sequence[bytes]) -> bytes:
    """Return the cover; what it says of pages depends on how many it has itself."""
    own = 1
    while True:
        printed = paper.cover(dossier, day, contents(pieces, made, own + 1))
        if (length := pages_in(printed)) <= own:
            return printed
        own = length
