"""Charts drawn on the server as plain SVG: no script, no colour of their own, readable in print.

Positions across are percentages and letters keep their size, so that a chart fits a phone.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from ocop.web.ui.words import number

Row = Sequence[Any]
BAR_ROW = 44
COLUMN_ROOM, COLUMN_TOP, COLUMN_FOOT = 160, 24, 28


def share(value: Any, top: Any) -> str:
    """Return ``value`` as a percentage of ``top``, for a coordinate."""
    return f"{100 * value / top:.2f}%" if top else "0%"


def bars(rows: Sequence[Row], *, highlight: str = "") -> SafeString:
    """Draw a lying bar for each (label, value[, address])."""
    top = max((row[1] for row in rows), default=0)
    parts = [bar(i, row, top, highlight) for i, row in enumerate(rows)]
    drawn = mark_safe("".join(parts))
    return format_html(
        '<svg class="chart bars" width="100%" height="{}" aria-hidden="true">{}</svg>',
        BAR_ROW * len(rows),
        drawn,
    )


def bar(place: int, row: Row, top: Any, highlight: str) -> SafeString:
    """Draw one bar under its label, its value at the right edge."""
    y = place * BAR_ROW
    drawn = format_html(
        '<text x="0" y="{}">{}</text>'
        '<text class="value" x="100%" y="{}" text-anchor="end">{}</text>'
        '<rect class="track" x="0" y="{}" width="100%" height="10" rx="3"></rect>'
        '<rect class="{}" x="0" y="{}" width="{}" height="10" rx="3"></rect>',
        y + 16, row[0], y + 16, number(row[1]), y + 24,
        "bar here" if str(row[0]) == highlight else "bar", y + 24, share(row[1], top),
    )  # fmt: skip
    return linked(drawn, row)


def columns(rows: Sequence[Row], *, highlight: str = "") -> SafeString:
    """Draw a standing column for each (label, value[, address])."""
    top = max((row[1] for row in rows), default=0)
    step = 100 / max(len(rows), 1)
    parts = [column(i, row, top, step, highlight) for i, row in enumerate(rows)]
    base = COLUMN_TOP + COLUMN_ROOM
    return format_html(
        '<svg class="chart columns" width="100%" height="{}" aria-hidden="true">{}'
        '<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"></line></svg>',
        base + COLUMN_FOOT, mark_safe("".join(parts)), base, base,
    )  # fmt: skip


def column(place: int, row: Row, top: Any, step: float, highlight: str) -> SafeString:
    """Draw one column with its value above and its label below."""
    height = int(COLUMN_ROOM * row[1] / top) if top else 0
    y = COLUMN_TOP + COLUMN_ROOM - height
    middle = f"{(place + 0.5) * step:.2f}%"
    drawn = format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"></rect>'
        '<text class="value" x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        "bar here" if str(row[0]) == highlight else "bar",
        f"{(place + 0.18) * step:.2f}%", y, f"{0.64 * step:.2f}%", height,
        middle, y - 7, number(row[1]), middle, COLUMN_TOP + COLUMN_ROOM + 20, row[0],
    )  # fmt: skip
    return linked(drawn, row)


def linked(drawn: SafeString, row: Row) -> SafeString:
    """Make the drawing a link where its row has an address; the table beneath is for keys."""
    if len(row) < 3 or not row[2]:
        return drawn
    return format_html('<a href="{}" tabindex="-1">{}</a>', row[2], drawn)


def spark(values: Sequence[Any], label: str = "") -> SafeString:
    """Draw a small line, its last value a dot."""
    if len(values) < 2:
        return mark_safe("")
    low, high = min(values), max(values)
    spread = (high - low) or 1
    points = [
        (4 + i * 112 / (len(values) - 1), 28 - 24 * (value - low) / spread)
        for i, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    role = f'role="img" aria-label="{conditional_escape(label)}"' if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="spark" {} viewBox="0 0 120 32" width="120" height="32">'
        '<polyline points="{}"></polyline><circle cx="{}" cy="{}" r="3"></circle></svg>',
        mark_safe(role), line, *(f"{at:.1f}" for at in points[-1]),
    )  # fmt: skip


def framed(kind, title, rows, drawn, unit, as_of, source):
    """Gather what a chart's frame shows."""
    table = [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows]
    return {
        "kind": kind, "title": title, "rows": table, "svg": drawn, "unit": unit, "as_of": as_of,
        "source": source, "slug": slugify(title) or kind,
    }  # fmt: skip
