"""A whole dossier in one file: bound as paper, or packed to be taken in again."""

from ocop.dossiers.bundle.binding import bound, contents, paper_set
from ocop.dossiers.bundle.packing import manifest, packed
from ocop.dossiers.bundle.pieces import Piece, ordered_files, pieces_of
from ocop.dossiers.bundle.reading import Bundle, opened

__all__ = [
    "Bundle",
    "Piece",
    "bound",
    "contents",
    "manifest",
    "opened",
    "ordered_files",
    "packed",
    "paper_set",
    "pieces_of",
]
