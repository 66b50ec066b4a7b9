"""The charts of the programme's figures, the same for the office and for everyone."""

from collections import Counter
from collections.abc import Callable, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ocop.figures.families import Family, family
from ocop.figures.figure import Figure
from ocop.figures.queries import STARS, Cell, month_ends, stars_over
from ocop.figures.scope import Scope
from ocop.web.ui.plots import Plot, Series

MONTHS = 36
# Which way a figure's code leads to its rows; "" where the reader may not follow.
Way = Callable[[str], str]


def star_names() -> list[str]:
    """Return the names of the stars, as legends show them."""
    return [_("%(stars)s sao") % {"stars": stars} for stars in STARS]


def over_time(scope: Scope) -> Plot:
    """Draw how many products bore which star over the last three years."""
    days = month_ends(scope.day, MONTHS)
    counts = stars_over(scope, days)
    labels = [f"{day:%m/%Y}" for day in days]
    labels[-1] = f"{scope.day:%d/%m/%Y}"
    return Plot(
        "areas",
        _("Sản phẩm có sao trong ba năm"),
        labels,
        [
            Series(name, [count[stars] for count in counts])
            for stars, name in zip(STARS, star_names(), strict=True)
        ],
        unit=_("sản phẩm"),
        as_of=scope.day,
        ticks=[label for label in labels if label.startswith("01/") and len(label) == 7],
        tone="stars",
    )


def broken_down(scope: Scope, codes: Sequence[str], way: Way, cells: Counter[Cell]) -> list[Plot]:
    """Draw the stars of the ranked products by each of the families named by ``codes``."""
    found = [family(code, scope) for code in codes]
    return [by_family(one, cells, scope, way) for one in found if one is not None]


def in_period(figures: list[Figure], scope: Scope, way: Way) -> Plot:
    """Draw what happened in the period: new, upgraded, renewed, lapsed, revoked."""
    told = [figure for figure in figures if figure.code.startswith("period.")]
    values, urls = [f.numerator or 0 for f in told], [way(f.code) for f in told]
    title = _("Từ %(since)s đến %(day)s") % {
        "since": f"{scope.since:%d/%m/%Y}",
        "day": f"{scope.day:%d/%m/%Y}",
    }
    labels = [_(figure.title) for figure in told]
    return Plot("bars", title, labels, [Series(_("Giấy chứng nhận"), values, urls)],
                unit=_("giấy chứng nhận"))  # fmt: skip


def by_family(group: Family, cells: Counter[Cell], scope: Scope, way: Way) -> Plot:
    """Draw one bar for each key of the family that has any product, the fullest first."""
    counts = {stars: group.counts(Counter({c: n for c, n in cells.items() if c.stars == stars}))
              for stars in STARS}  # fmt: skip
    keys = sorted(
        (key for key in group.labels if any(counts[stars][key] for stars in STARS)),
        key=lambda key: -sum(counts[stars][key] for stars in STARS),
    )
    series = [
        Series(
            name,
            [counts[stars][key] for key in keys],
            [of_stars(way(f"{group.code}.{key}"), stars) for key in keys],
        )
        for stars, name in zip(STARS, star_names(), strict=True)
    ]
    labels = [short(label_of(group, key)) for key in keys]
    title = _("Sản phẩm có sao: %(how)s") % {"how": _(group.title).lower()}
    return Plot("bars", title, labels, series, _("sản phẩm"), scope.day, tone="stars")


def of_stars(url: str, stars: int) -> str:
    """Return the address of the rows of just so many stars."""
    return f"{url}{'&' if '?' in url else '?'}sao={stars}" if url else ""


def label_of(group: Family, key: str) -> str:
    """Return a key's label in the reader's language."""
    english = group.english.get(key) if get_language() == "en" else ""
    return english or _(group.labels[key])


def short(label: str) -> str:
    """Return a label that fits beside a bar of a phone."""
    for kind in ("Thành phố ", "Thị xã ", "Huyện "):
        label = label.removeprefix(kind)
    return label if len(label) <= 24 else f"{label[:23].rstrip(' ,')}…"
