"""Official papers: one description as data, written as .docx to edit and as PDF to keep."""

from ocop.documents.letters.decisions import decision
from ocop.documents.letters.layout import (
    BLANK,
    Annex,
    Block,
    Facts,
    Letter,
    Paragraph,
    Signer,
    Table,
    article,
    heading,
    long_day,
    open_or,
)
from ocop.documents.letters.names import file_name
from ocop.documents.letters.typeset import pdf, pictures
from ocop.documents.letters.word import docx_of as docx

__all__ = [
    "BLANK",
    "Annex",
    "Block",
    "Facts",
    "Letter",
    "Paragraph",
    "Signer",
    "Table",
    "article",
    "decision",
    "docx",
    "file_name",
    "heading",
    "long_day",
    "open_or",
    "pdf",
    "pictures",
]
