"""Charts with axes, drawn by pygal and cut free of its styles, script and addresses."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pygal
from django.utils.safestring import SafeString, mark_safe
from pygal.etree import etree

# pygal looks for plugins of its own at every later import; we have none, and Python warns of it.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

WIDTH = 480
ROW, AREAS = 30, 220
# So many things at most, and each has a guide of its own.
FEW = 6
# What pygal says to its own script, which we do not send.
UNSAID = {"style", "id", "target", "rx", "ry"}
DROPPED = {"defs", "desc", "script", "style", "title"}
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"


def whole(value: Any) -> str:
    """Return a number of an axis as people write it."""
    return f"{int(value):,}".replace(",", ".")


OPTIONS = {
    "css": [], "js": [], "no_prefix": True, "show_legend": False, "width": WIDTH, "margin": 4,
    "no_data_text": "", "max_scale": 6, "show_dots": False, "formatter": whole, "zero": 0,
    "truncate_label": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: its name, a whole number for each label, and where each leads."""

    name: str
    values: Sequence[int]
    urls: Sequence[str] = ()

    @property
    def points(self) -> list[Any]:
        """Return the values as pygal takes them."""
        urls = self.urls or [""] * len(self.values)
        return [
            {"value": value, "xlink": {"href": url}} if url else value
            for value, url in zip(self.values, urls, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart with its table: ``kind`` is bars (lying, stacked) or areas (stacked).

    A label of ``areas`` is shown at the axis where it stands in ``ticks``.
    """

    kind: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    as_of: date | None = None
    ticks: Sequence[str] = ()
    # The colours: "stars" are golden, else those of the sea.
    tone: str = field(default="")

    @property
    def svg(self) -> SafeString:
        """Draw it."""
        return cleaned(DRAWN[self.kind](self).render_tree(), f"{self.kind} {self.tone}")

    @property
    def table(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """Return, for each label, the number of each series and where it leads."""
        cells = [
            list(zip(s.values, s.urls or [""] * len(s.values), strict=True)) for s in self.series
        ]
        return [(label, [column[i] for column in cells]) for i, label in enumerate(self.labels)]

    @property
    def total(self) -> int:
        return sum(sum(series.values) for series in self.series)


def bars(plot: Plot) -> Any:
    """Return lying bars, the first label on top."""
    chart = pygal.HorizontalStackedBar(**OPTIONS, height=ROW * len(plot.labels) + 40)
    chart.x_labels = list(reversed(plot.labels))
    chart.y_labels = guides(plot)
    for series in plot.series:
        chart.add(series.name, series.points[::-1])
    return chart


def areas(plot: Plot) -> Any:
    """Return areas one upon the other, from nought to a little more than their highest sum."""
    sums = [sum(values) for values in zip(*(s.values for s in plot.series), strict=True)]
    chart = pygal.StackedLine(
        **OPTIONS, height=AREAS, fill=True, show_minor_x_labels=False,
        range=(0, max(sums, default=0) or 1),
    )  # fmt: skip
    chart.x_labels, chart.y_labels = list(plot.labels), guides(plot)
    chart.x_labels_major = list(plot.ticks)
    for series in plot.series:
        chart.add(series.name, list(series.values))
    return chart


def guides(plot: Plot) -> list[int] | None:
    """Return the guides of a chart of few things, one each: nobody counts in halves."""
    most = max((sum(column) for column in zip(*(s.values for s in plot.series), strict=True)),
               default=0)  # fmt: skip
    return list(range(max(most, 1) + 1)) if most <= FEW else None


DRAWN = {"bars": bars, "areas": areas}


def cleaned(root: Any, classes: str) -> SafeString:
    """Return a drawing of pygal as plain SVG."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or _is_dropped(node):
            node.getparent().remove(node)
        for name in UNSAID & set(node.attrib):
            del node.attrib[name]
    root.set("class", f"chart drawn {classes.strip()}")
    # The title and the table beneath are for those who do not see it, and for keys.
    root.set("aria-hidden", "true")
    for link in root.iter(f"{SVG}a", "a"):
        link.set("href", link.attrib.pop(f"{XLINK}href"))
        link.set("tabindex", "-1")
    return mark_safe(etree.tostring(root, encoding="unicode"))


def _is_dropped(node: Any) -> bool:
    return node.tag.rpartition("}")[2] in DROPPED or "tooltip-overlay" in node.get("class", "")
