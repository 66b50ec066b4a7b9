"""Cells of numbers, a thousand on a page: put together at once, not tag by tag."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

NONE = '<td class="num"><span class="none">·</span></td>'


def number_cells(cells: Iterable[tuple[int, str]]) -> SafeString:
    """Draw a cell for each number with the way to its rows; a dot where there is none."""
    return mark_safe(
        "".join(
            f'<td class="num"><a href="{escape(url)}">{number:d}</a></td>' if number else NONE
            for number, url in cells
        )
    )
