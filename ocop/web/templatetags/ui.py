"""The parts of every page, as tags and filters; docs/ui.md lists them with their parameters."""

from datetime import timedelta

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from ocop.certificates.term import grace_ends
from ocop.web.ui import cells, charts, menus, tilemap, words
from ocop.web.ui.acts import act_in_words
from ocop.web.ui.marks import mark_of
from ocop.web.ui.states import STAR_STATES, look_of

register = template.Library()


# Small marks


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; with ``label`` it speaks, without one it is decoration."""
    role = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon" {} width="20" height="20"><use href="{}#{}"></use></svg>',
        mark_safe(role),
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def group_mark(set_number: int | str | None, label: str = "") -> SafeString:
    """Draw the mark of a product set (1 to 26), where there is no photo."""
    role = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="mark" {} width="96" height="96"><use href="{}#{}"></use></svg>',
        mark_safe(role),
        static("ui/marks.svg"),
        mark_of(set_number),
    )


@register.inclusion_tag("ui/star_badge.html")
def star_badge(stars, state="none", lapses_on=None, since=None, size="", candidate=False):
    """Show what is true of a star today; ``since`` is the day it lapsed or was revoked."""
    look = STAR_STATES[str(state or "none").lower()]
    if look.state == "grace" and lapses_on:
        lapses_on = grace_ends(lapses_on)
    return {
        "stars": range(int(stars or 0)),
        "count": int(stars or 0),
        "look": look,
        # The last day on which it is true; the certificate names the day after it.
        "last_day": lapses_on - timedelta(days=1) if lapses_on else None,
        "since": since or lapses_on,
        "size": size,
        "candidate": candidate,
    }


@register.inclusion_tag("ui/status.html")
def status(state, label, tone="", mark=""):
    """Show a state as colour, word and icon; tone and icon come from the state's code."""
    look = look_of(str(getattr(state, "value", state)))
    return {"label": label, "tone": tone or look.tone, "mark": mark or look.icon}


@register.inclusion_tag("ui/days_left.html", takes_context=True)
def days_left(context, due=None, days=None, calm_from=30, working=False):
    """Say how many days are left until ``due`` (or the count itself, where law counts it)."""
    if days is None and due is not None:
        days = (due - context["today"]).days
    tone = "calm" if days is None or days >= calm_from else "amber" if days >= 0 else "lacquer"
    over = -days if days else 0
    return {"days": days, "over": over, "due": due, "tone": tone, "working": working}


@register.inclusion_tag("ui/who_when.html")
def who_when(who=None, at=None, act=""):
    """Show who did something, and when."""
    return {"who": who, "at": at, "act": act}


# Pieces of a page


@register.inclusion_tag("ui/figure.html")
def figure(label, value, unit="", as_of=None, url="", line="", chart="", tone=""):
    """Show one number: its name, unit, day, the way to its rows, and a small chart of it."""
    return {
        "label": label, "value": value, "unit": unit, "as_of": as_of, "url": url, "line": line,
        "chart": chart, "tone": tone,
    }  # fmt: skip


@register.inclusion_tag("ui/task.html", takes_context=True)
def task(context, label, url, count=None, line="", mark="todo", due=None, tone=""):
    """Show one thing to do today."""
    return {
        "label": label, "url": url, "count": count, "line": line, "mark": mark, "due": due,
        "tone": tone, "today": context.get("today"),
    }  # fmt: skip


@register.inclusion_tag("ui/empty.html")
def empty(title, line="", url="", act="", mark="empty", set_number=None):
    """Say what belongs here, why there is nothing, and the one next act."""
    return {
        "title": title, "line": line, "url": url, "act": act, "mark": mark,
        "set_number": set_number,
    }  # fmt: skip


@register.inclusion_tag("ui/refusal.html")
def refusal(what, do="", tone="lacquer"):
    """Say what happened and what to do; ``tone`` amber is for attention only."""
    return {"what": what, "do": do, "tone": tone}


@register.inclusion_tag("ui/progress.html")
def progress(done, total, label="", unit=""):
    """Show how much of long work is done."""
    return {"done": done, "total": total, "label": label, "unit": unit}


@register.inclusion_tag("ui/file_tile.html", takes_context=True)
def file_tile(
    context, name, url="", size=None, digest="", kind="", valid_to=None, who=None, at=None, line=""
):
    """Show one file: its name, size, digest, validity, and who brought it."""
    today = context.get("today")
    return {
        "name": name, "url": url, "size": size, "digest": digest, "kind": kind, "line": line,
        "valid_to": valid_to, "is_out": bool(valid_to and today and valid_to < today), "who": who,
        "at": at,
    }  # fmt: skip


@register.inclusion_tag("ui/steps.html")
def steps(items, label="Các bước"):
    """List steps: ``label``, ``state`` (done, now or later) and maybe ``line``, ``url``."""
    return {"steps": items, "label": label}


@register.inclusion_tag("ui/timeline.html")
def timeline(entries, label="Lịch sử"):
    """Show history: entries of ``audit.queries.history`` or rows with at, who, act, line."""
    return {"rows": [moment(entry) for entry in entries], "label": label}


def moment(entry):
    """Read an audit entry, or anything shaped like a row of a timeline."""
    if isinstance(entry, dict):
        return entry
    return {
        "at": entry.at,
        "who": entry.by,
        "act": act_in_words(entry.verb),
        "line": entry.target_name,
        "behalf": bool(entry.behalf),
    }


@register.inclusion_tag("ui/chain.html")
def chain(links, label="Chuỗi"):
    """Draw a chain from origin to sale: each link has ``title``, ``line``, ``icon``, ``at``."""
    return {"links": links, "label": label}


@register.inclusion_tag("ui/card.html")
def card(
    product, url, stars=0, state="none", lapses_on=None, photo=None, place="", line="", eager=False
):
    """Show a product in a grid: photo or mark, name, who and where, and its star today."""
    return {
        "product": product, "url": url, "stars": stars, "state": state, "lapses_on": lapses_on,
        "photo": photo, "place": place, "line": line, "eager": eager,
    }  # fmt: skip


@register.inclusion_tag("ui/picture.html")
def picture(photo, alt="", shape="square", set_number=None, sizes="50vw", eager=False):
    """Show a photo at the width that fits, or the group's mark where there is none."""
    variants = []
    for width, made in sorted((photo.variants if photo else {}).items(), key=lambda p: int(p[0])):
        url = reverse("public:photo", kwargs={"pk": photo.pk, "width": int(width)})
        variants.append({"width": int(width), "height": made["height"], "url": url})
    return {
        "variants": variants, "largest": variants[-1] if variants else None, "alt": alt,
        "shape": shape, "set_number": set_number, "sizes": sizes, "eager": eager,
    }  # fmt: skip


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*pairs):
    """Show the way here: label, address, label, address … and last the page's own label."""
    pairs = [*pairs, ""] if len(pairs) % 2 else list(pairs)
    trail = [{"label": pairs[i], "url": pairs[i + 1]} for i in range(0, len(pairs), 2)]
    return {"trail": trail}


@register.inclusion_tag("ui/nav_item.html", takes_context=True)
def nav(context, url_name, label, mark="", permission="", exact=False, count=None):
    """Show a menu item, where the person holds ``permission`` (its code) or none is asked."""
    url = reverse(url_name)
    path = context["request"].path
    return {
        "url": url,
        "label": label,
        "mark": mark,
        "count": count,
        "here": path == url or (not exact and path.startswith(url)),
        "shown": not permission or permission in context.get("permissions", ()),
    }


@register.inclusion_tag("ui/menu.html", takes_context=True)
def office_menu(context):
    """Show the office's menu: its sections, and the pages of the section one is in."""
    held = context.get("permissions", ())
    sections, pages = menus.rows(menus.OFFICE, context["request"].path, held)
    return {"sections": sections, "pages": pages}


# Lists


@register.inclusion_tag("ui/listing.html", takes_context=True)
def listing(context, rows, heading=""):
    """Show a whole ``Listing``: filters, count, as-of, file, table, pages, or its empty state."""
    return {
        "listing": rows, "heading": heading, "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.inclusion_tag("ui/filters.html")
def filters(rows):
    """Show the filter form of a ``Listing`` (or anything with ``filters`` and ``clear_url``)."""
    return {"listing": rows}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context, page, name="trang"):
    """Show the pages of a ``Page`` that did not come from a ``Listing``."""
    query = context["request"].GET.copy()

    def url(number):
        query[name] = number
        return f"?{query.urlencode()}"

    links = [
        (str(n), url(n) if isinstance(n, int) else "", n == page.number)
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "links": links,
        "previous_url": url(page.number - 1) if page.has_previous() else "",
        "next_url": url(page.number + 1) if page.has_next() else "",
        "many": page.paginator.num_pages > 1,
    }


@register.inclusion_tag("ui/facets.html", takes_context=True)
def facets(context, label, name, options, all_label="Tất cả"):
    """List the values of one filter as links: options are (value, label, count)."""
    chosen = context["request"].GET.get(name, "")
    rows = [{"label": all_label, "url": facet_url(context, name, ""), "here": not chosen}]
    for value, text, count in options:
        here = str(value) == chosen
        url = facet_url(context, name, value)
        rows.append({"label": text, "count": count, "url": url, "here": here})
    return {"label": label, "rows": rows, "slug": slugify(name)}


def facet_url(context, name, value):
    """Return this page's address with one filter set, on its first page."""
    query = context["request"].GET.copy()
    query.pop("trang", None)
    query.pop(name, None)
    if value != "":
        query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """Return the page's query with some parameters changed; None leaves one out."""
    asked = context["request"].GET.copy()
    for key, value in changes.items():
        asked.pop(key, None)
        if value is not None:
            asked[key] = value
    return f"?{asked.urlencode()}"


# Forms


@register.simple_tag
def field(bound, **attrs):
    """Draw one field: label, help, errors, input; attributes go onto it, "" takes one off.

    What is hidden is drawn without a label, which would lead to nothing that people see.
    """
    for key, value in attrs.items():
        bound.field.widget.attrs[key.replace("_", "-")] = False if value == "" else value
    return bound.as_widget() if bound.is_hidden else bound.as_field_group()


# Print


@register.inclusion_tag("ui/print_head.html", takes_context=True)
def print_head(context, agency="", parent="", number="", place="", title="", day=None):
    """Show the head of a paper in the Decree 30 layout; on screen it stays hidden."""
    return {
        "agency": agency, "parent": parent, "number": number, "place": place, "title": title,
        "day": day or context.get("today"),
    }  # fmt: skip


@register.inclusion_tag("ui/signatures.html")
def signatures(left="Người lập biểu", right="Thủ trưởng đơn vị", left_name="", right_name=""):
    """Show the two signatures below a printed list."""
    return {"left": left, "right": right, "left_name": left_name, "right_name": right_name}


# Charts


@register.inclusion_tag("ui/chart.html")
def bar_chart(title, rows, unit="", as_of=None, source="", highlight="", url=""):
    """Draw rows of (label, value[, address]) as bars that lie, with the table beneath."""
    drawn = charts.bars(rows, highlight=highlight)
    return charts.framed("bars", title, rows, drawn, unit, as_of, source)


@register.inclusion_tag("ui/chart.html")
def column_chart(title, rows, unit="", as_of=None, source="", highlight=""):
    """Draw rows of (label, value[, address]) as columns that stand, with the table beneath."""
    drawn = charts.columns(rows, highlight=highlight)
    return charts.framed("columns", title, rows, drawn, unit, as_of, source)


@register.inclusion_tag("ui/chart.html")
def tile_map(title, rows, unit="", as_of=None, source="", url=""):
    """Draw the province as tiles, one a commune: rows are (code, name, value[, address])."""
    drawn = tilemap.draw(rows)
    table = [(row[1], *row[2:]) for row in rows]
    return charts.framed("map", title, table, drawn, unit, as_of, source)


@register.inclusion_tag("ui/plot.html")
def plot(plot):
    """Draw an ``ocop.web.ui.plots.Plot``, with its legend and the table beneath."""
    return {"plot": plot}


@register.simple_tag
def spark(values, label=""):
    """Draw a small line of values beside a figure."""
    return charts.spark(list(values), label)


register.simple_tag(cells.number_cells)


# Words

for word in (
    "number",
    "dong",
    "points",
    "signed_points",
    "day",
    "moment_of",
    "filesize_vi",
    "digest_short",
):
    register.filter(word, getattr(words, word))


@register.filter
def get(mapping, key):
    """Look a key up in a mapping, or give nothing."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def absolute(path: str) -> str:
    """Return the full public address of a path, for QR codes, sharing and print."""
    return f"{settings.SITE_URL}{path}"
