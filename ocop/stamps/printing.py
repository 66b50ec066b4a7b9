"""What may be printed: how large a module and its quiet zone must be, and the sheets. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from ocop.kernel.errors import Refused

QUIET = 4
# A telephone reads no module that is finer, and an office printer draws none.
LEAST_MODULE_UM = 330
LINE_MM, GAP_MM = 3, 1


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of label: its size in millimetres, and how many stand on a page."""

    key: str
    title: str
    width: int
    height: int
    columns: int
    rows: int
    page: tuple[int, int]

    @property
    def per_page(self) -> int:
        """Return how many labels a page holds."""
        return self.columns * self.rows

    @property
    def symbol_mm(self) -> int:
        """Return the side of the square that the symbol has with its quiet zone."""
        return min(self.width - 2 * GAP_MM, self.height - 2 * GAP_MM - LINE_MM * self._lines_below)

    @property
    def _lines_below(self) -> int:
        # On a wide label the words stand beside the symbol.
        return 0 if self.width >= self.height * Fraction(3, 2) else 2


A4 = (210, 297)
LABELS = {
    label.key: label
    for label in (
        Label("a4-50", "A4, 50 tem 38 × 28 mm", 38, 28, 5, 10, A4),
        Label("a4-24", "A4, 24 tem 64 × 34 mm", 64, 34, 3, 8, A4),
        Label("a4-28", "A4, 28 tem 45 × 40 mm", 45, 40, 4, 7, A4),
        Label("roll-50x30", "Cuộn 50 × 30 mm", 50, 30, 1, 1, (50, 30)),
    )
}


def module_um(label: Label, side: int) -> int:
    """Return how wide one module of a symbol is on a label, in thousandths of a millimetre."""
    return label.symbol_mm * 1000 // (side + 2 * QUIET)


def check_size(label: Label, side: int) -> None:
    """Refuse a label on which a symbol of so many modules would be too fine to be read."""
    fine = module_um(label, side)
    if fine < LEAST_MODULE_UM:
        needs = -(-LEAST_MODULE_UM * (side + 2 * QUIET) // 1000)
        raise Refused(
            f"Trên {label.title.lower()}, ô mã chỉ rộng {_mm(fine)} mm, dưới mức "
            f"{_mm(LEAST_MODULE_UM)} mm để máy quét đọc được. "
            f"Hãy chọn tem có chỗ cho mã từ {needs} mm.",
            field="label",
        )


def label_of(key: str) -> Label:
    """Return a kind of label; refused when there is none of that name."""
    if key not in LABELS:
        raise Refused("Không có cỡ tem này. Hãy chọn trong danh sách.", field="label")
    return LABELS[key]


def _mm(micrometres: int) -> str:
    return f"{micrometres // 1000},{micrometres % 1000 // 10:02d}"
