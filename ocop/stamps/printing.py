"""What may be printed: how large a module and its quiet zone must be, and the sheets. Pure."""

from dataclasses import dataclass

from ocop.kernel.errors import Refused

QUIET = 4
# GS1 General Specifications, 5.2.3.4: eleven modules beside an EAN-13, ten beside a GS1-128.
LINEAR_QUIET = 11
# GS1 General Specifications, 5.2.6.6: 22.85 mm at a module of 0.33 mm.
BARS_TALL = 69
# A telephone reads no module that is finer, and an office printer draws none.
LEAST_MODULE_UM = 330
LINE_MM, GAP_MM = 3, 1
# Modules are whole dots of the coarsest printer, and so of those of 300 and 600 dpi.
DPI, INCH_UM = 150, 25_400


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
        return 0 if self.is_wide else 2

    @property
    def is_wide(self) -> bool:
        """Tell whether words stand beside the symbol, and not below it."""
        return self.width * 2 >= self.height * 3


A4 = (210, 297)
LABELS = {
    label.key: label
    for label in (
        Label("a4-50", "A4, 50 tem 38 × 28 mm", 38, 28, 5, 10, A4),
        Label("a4-24", "A4, 24 tem 64 × 34 mm", 64, 34, 3, 8, A4),
        Label("a4-16", "A4, 16 tem 99 × 34 mm", 99, 34, 2, 8, A4),
        Label("a4-28", "A4, 28 tem 45 × 40 mm", 45, 40, 4, 7, A4),
        Label("roll-50x30", "Cuộn 50 × 30 mm", 50, 30, 1, 1, (50, 30)),
    )
}


def module_um(label: Label, side: int) -> int:
    """Return how wide one module of a square symbol is on a label, in thousandths of a mm."""
    return _whole_dots(label.symbol_mm, side + 2 * QUIET)


def bar_um(label: Label, bars: int) -> int:
    """Return how wide one module of a linear code is on a label, in thousandths of a mm."""
    return _whole_dots(label.width - 2 * GAP_MM, bars + 2 * LINEAR_QUIET)


def bars_tall(label: Label, bars: int) -> int:
    """Return how many modules high bars stand: as high as they should where the label has room."""
    room = label.height - 2 * GAP_MM - 3 * LINE_MM
    return max(1, min(BARS_TALL, room * 1000 // bar_um(label, bars)))


def drawn_um(room_mm: int, modules: int) -> int:
    """Return how wide a code is drawn in so much room: each module a whole number of dots."""
    return _dots(room_mm, modules) * modules * INCH_UM // DPI


def _whole_dots(room_mm: int, modules: int) -> int:
    return _dots(room_mm, modules) * INCH_UM // DPI


def _dots(room_mm: int, modules: int) -> int:
    return room_mm * 1000 * DPI // (modules * INCH_UM)


def check_size(label: Label, side: int) -> None:
    """Refuse a label on which a symbol of so many modules would be too fine to be read."""
    _refuse_fine(label, module_um(label, side), side + 2 * QUIET)


def check_width(label: Label, bars: int) -> None:
    """Refuse a label on which a linear code of so many modules would be too fine to be read."""
    _refuse_fine(label, bar_um(label, bars), bars + 2 * LINEAR_QUIET)


def _refuse_fine(label: Label, fine: int, modules: int) -> None:
    if fine < LEAST_MODULE_UM:
        needs = -(-2 * modules * INCH_UM // (DPI * 1000))
        raise Refused(
            f"Trên cỡ {label.title}, ô mã hẹp dưới mức {_mm(LEAST_MODULE_UM)} mm nên máy quét "
            "không đọc chắc được. "
            f"Hãy chọn cỡ tem có chỗ cho mã rộng từ {needs} mm.",
            field="label",
        )


def label_of(key: str) -> Label:
    """Return a kind of label; refused when there is none of that name."""
    if key not in LABELS:
        raise Refused("Không có cỡ tem này. Hãy chọn trong danh sách.", field="label")
    return LABELS[key]


def _mm(micrometres: int) -> str:
    return f"{micrometres // 1000},{micrometres % 1000 // 10:02d}"
