"""The chain of a lot, drawn twice: from left to right, and for phones from top to bottom."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ocop.trace.chain import Box, Chain

EDGE = 6


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to lay the boxes out; the style sheet shows the one that fits the screen."""

    name: str
    wide: int
    high: int
    # Between one step of the chain and the next, and between the boxes of one step.
    ahead: int
    beside: int
    letters: int
    title_lines: int
    is_upright: bool

    def place(self, step: int, at: int, many: int, most: int) -> tuple[int, int]:
        """Return where a box stands: each step is centred on the widest one."""
        length, breadth = (self.high, self.wide) if self.is_upright else (self.wide, self.high)
        along = EDGE + step * (length + self.ahead)
        across = EDGE + (2 * at + most - many) * (breadth + self.beside) // 2
        return (across, along) if self.is_upright else (along, across)

    def size(self, steps: int, most: int) -> tuple[int, int]:
        """Return how wide and high the whole drawing is."""
        x, y = self.place(steps - 1, most - 1, most, most)
        return x + self.wide + EDGE, y + self.high + EDGE


SHAPES = (
    Shape("flat", 190, 84, 70, 22, 24, 1, is_upright=False),
    Shape("upright", 152, 96, 46, 12, 19, 2, is_upright=True),
)


def drawn(chain: Chain, link: Callable[[Box], str]) -> SafeString:
    """Draw the boxes in steps from material to goods, and the arrows between them."""
    steps: dict[int, list[Box]] = {}
    for box in chain.boxes:
        steps.setdefault(box.column, []).append(box)
    levels = [steps[column] for column in sorted(steps)]
    return format_html_join("", "{}", ((_plot(chain, link, levels, one),) for one in SHAPES))


def _plot(
    chain: Chain, link: Callable[[Box], str], levels: list[list[Box]], shape: Shape
) -> SafeString:
    most = max(map(len, levels))
    places = {
        box.key: shape.place(step, at, len(level), most)
        for step, level in enumerate(levels)
        for at, box in enumerate(level)
    }
    width, height = shape.size(len(levels), most)
    curves = (_arrow(places[start], places[into], words, shape)
              for start, into, words in chain.arrows)  # fmt: skip
    boxes = (_box(box, places[box.key], link(box) if box.lot else "", shape)
             for box in chain.boxes)  # fmt: skip
    return format_html(
        '<svg class="chain-plot {}" viewBox="0 0 {} {}" width="{}" height="{}" role="img" '
        'aria-label="Sơ đồ chuỗi; bảng bên dưới ghi cùng nội dung">'
        '<defs><marker id="tip-{}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"></path></marker></defs>{}{}</svg>',
        shape.name, width, height, width, height, shape.name,
        format_html_join("", "{}", ((one,) for one in curves)),
        format_html_join("", "{}", ((one,) for one in boxes)),
    )  # fmt: skip


def _box(box: Box, place: tuple[int, int], url: str, shape: Shape) -> SafeString:
    x, y = place
    lines = format_html_join(
        "", '<text class="{}" x="{}" y="{}">{}</text>',
        ((kind, x + 12, y + down, words) for kind, down, words in _lines(box, shape)),
    )  # fmt: skip
    kind = "lot here" if box.here else "lot" if box.lot else "harvest"
    body = format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="6"></rect>{}<title>{}, {}'
        "</title>",
        kind, x, y, shape.wide, shape.high, lines, box.title, box.line,
    )  # fmt: skip
    return format_html('<a href="{}">{}</a>', url, body) if url and not box.here else body


def _lines(box: Box, shape: Shape) -> Iterator[tuple[str, int, str]]:
    """Yield what a box says: the class, how far down, and the words."""
    title = folded(box.title, shape.letters, shape.title_lines)
    first = 26 if shape.title_lines == 1 else 22
    for at, words in enumerate(title):
        yield "name", first + 18 * at, words
    yield "line", shape.high - 36, short(box.line, shape.letters + 3)
    yield "line", shape.high - 16, f"{box.at:%d/%m/%Y}"


def _arrow(start: tuple[int, int], into: tuple[int, int], words: str, shape: Shape) -> SafeString:
    if shape.is_upright:
        x1, y1 = start[0] + shape.wide // 2, start[1] + shape.high
        x2, y2 = into[0] + shape.wide // 2, into[1] - 2
        bend = (y2 - y1) // 2
        curve = f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}"
    else:
        x1, y1 = start[0] + shape.wide, start[1] + shape.high // 2
        x2, y2 = into[0] - 2, into[1] + shape.high // 2
        bend = (x2 - x1) // 2
        curve = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    up = -4 if shape.is_upright else 6
    return format_html(
        '<path class="arrow" d="{}" marker-end="url(#tip-{})"></path>'
        '<text class="amount" x="{}" y="{}" text-anchor="middle">{}</text>',
        mark_safe(curve), shape.name, (x1 + x2) // 2, (y1 + y2) // 2 - up, words,
    )  # fmt: skip


def folded(text: str, letters: int, most: int) -> list[str]:
    """Return a text in at most so many lines, each of at most so many letters."""
    lines, words = [""], text.split()
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if lines[-1] and len(longer) > letters and len(lines) < most:
            lines.append("")
            continue
        if lines[-1] and len(longer) > letters:
            lines[-1] = f"{lines[-1]} {' '.join(words)}"
            break
        lines[-1] = longer
        words.pop(0)
    return [short(line, letters) for line in lines]


def short(text: str, letters: int) -> str:
    """Return a text that fits into a box."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
