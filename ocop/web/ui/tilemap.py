"""The province as a drawn map of tiles, one a commune, darker where there is more."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ocop.web.ui.charts import linked
from ocop.web.ui.tiles import TILES
from ocop.web.ui.words import number

WIDE, HIGH = 60, 52
BARE = '<g class="tile shade-0" transform="translate({} {})"><polygon points="{}"></polygon></g>'
HEXAGON = "30,0 58,16 58,48 30,64 2,48 2,16"


def draw(rows: Sequence[Sequence[Any]], *, province: str = "22") -> SafeString:
    """Draw (code, name, value[, address]) where each code stands, and a bare tile elsewhere."""
    places = TILES.get(province, {})
    known = {str(row[0]): row for row in rows if str(row[0]) in places}
    if not known:
        return mark_safe("")
    top = max(row[2] for row in known.values())
    tiles = format_html_join(
        "", "{}", ((tile(known.get(code), place, top),) for code, place in places.items())
    )
    columns = max(x for x, _ in places.values()) + 1
    lines = max(y for _, y in places.values()) + 1
    return format_html(
        '<svg class="chart tilemap" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>',
        columns * WIDE + WIDE // 2,
        lines * HIGH + 16,
        tiles,
    )


def tile(row: Sequence[Any] | None, place: tuple[int, int], top: Any) -> SafeString:
    """Draw one commune: its value, its name on wide screens, its shade; bare without a row."""
    x, y = place[0] * WIDE + (WIDE // 2 if place[1] % 2 else 0), place[1] * HIGH
    if row is None:
        return format_html(BARE, x, y, HEXAGON)
    shade = 0 if not row[2] else 1 + min(3, int(4 * row[2] / (top + 1)))
    words = format_html_join(
        "",
        '<text class="name" x="30" y="{}" text-anchor="middle">{}</text>',
        ((40 + 10 * i, line) for i, line in enumerate(broken(short(str(row[1]))))),
    )
    drawn = format_html(
        '<polygon points="{}"></polygon><text class="value" x="30" y="28" text-anchor="middle">{}'
        "</text>{}<title>{}: {}</title>",
        HEXAGON, number(row[2]), words, row[1], number(row[2]),
    )  # fmt: skip
    return format_html(
        '<g class="tile shade-{}" transform="translate({} {})">{}</g>',
        shade, x, y, linked(drawn, row[1:]),
    )  # fmt: skip


def short(name: str) -> str:
    """Return a commune's name without its kind."""
    for kind in ("Phường ", "Xã ", "Đặc khu "):
        name = name.removeprefix(kind)
    return name


def broken(name: str) -> list[str]:
    """Return a name in one line, or two where it is long."""
    words = name.split(" ")
    if len(name) <= 8 or len(words) < 2:
        return [name]
    half = (len(words) + 1) // 2
    return [" ".join(words[:half]), " ".join(words[half:])]
