"""The kinds of file the programme accepts, each with its name, ending, type and size limit."""

from enum import StrEnum

MEGABYTE = 1024 * 1024
DOCUMENT_LIMIT = 20 * MEGABYTE
IMAGE_LIMIT = 15 * MEGABYTE
_OOXML = "application/vnd.openxmlformats-officedocument."


class Kind(StrEnum):
    """A kind of file told by its content, never by its name."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"

    @property
    def label(self) -> str:
        """Return the name that a person knows the kind by."""
        return _LABELS[self]

    @property
    def mime(self) -> str:
        """Return the media type under which the kind is served."""
        return _MIMES[self]

    @property
    def endings(self) -> tuple[str, ...]:
        """Return the endings a file of this kind may have, the usual one first."""
        return (".jpg", ".jpeg") if self is Kind.JPEG else (f".{self.value}",)

    @property
    def limit(self) -> int:
        """Return the most bytes a file of this kind may have."""
        return IMAGE_LIMIT if self in IMAGES else DOCUMENT_LIMIT


IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
OFFICE = frozenset({Kind.DOCX, Kind.XLSX, Kind.PPTX})
EVIDENCE = frozenset(Kind)

_LABELS = {
    Kind.PDF: "PDF",
    Kind.JPEG: "ảnh JPEG",
    Kind.PNG: "ảnh PNG",
    Kind.WEBP: "ảnh WebP",
    Kind.DOCX: "Word (.docx)",
    Kind.XLSX: "Excel (.xlsx)",
    Kind.PPTX: "PowerPoint (.pptx)",
}
_MIMES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.DOCX: f"{_OOXML}wordprocessingml.document",
    Kind.XLSX: f"{_OOXML}spreadsheetml.sheet",
    Kind.PPTX: f"{_OOXML}presentationml.presentation",
}


def listed(kinds: frozenset[Kind]) -> str:
    """Return the kinds as a person would list them: "PDF, ảnh JPEG hoặc Word (.docx)"."""
    labels = [kind.label for kind in Kind if kind in kinds]
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} hoặc {labels[-1]}"
