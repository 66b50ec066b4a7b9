"""The catalogue: every product whose star is true today, found by words and facets."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ocop.certificates.catalogue import Found, Wanted, search
from ocop.dossiers.grace import kept_on, shown_certificates
from ocop.places.models import Commune
from ocop.registry.models import Producer
from ocop.rulesets.queries import rubrics_in_force
from ocop.web.gates import public
from ocop.web.keeping import kept
from ocop.web.public.cards import cards

LONGEST_WORDS = 120
# A facet lists no more communes than a page can carry, those with the most products.
COMMUNES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, as a link: ``ui/facets.html`` draws it."""

    label: str
    count: int | None
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The choices of one facet, the first of which is none."""

    label: str
    options: list[Option]
    is_chosen: bool


@kept
@public
def index(request):
    """Show what the words and facets of the URL leave, and how many each other choice would."""
    day = request.act.day
    rubrics = list(rubrics_in_force(day))
    wanted = wanted_of(request.GET)
    groups = {rubric.number: rubric.group for rubric in rubrics}
    page = request.GET.get("trang", 1)
    found = search(wanted, day=day, groups=groups, page=page, kept=kept_on(day))
    context = {
        "wanted": wanted,
        "found": found,
        "cards": cards(found.products, shown_certificates(found.products, day), day),
        "facets": facets_of(request.GET, wanted, found, rubrics),
        "carried": [(name, request.GET[name]) for name in CARRIED if request.GET.get(name)],
        "is_narrowed": wanted != Wanted(),
        "starless_url": address(request.GET, **{STARLESS: "1"}),
    }
    return render(request, "public/catalogue.html", context)


STARLESS = "tham-gia"
# What a new question keeps of the old one's address.
CARRIED = ("sao", "nhom", "bo", "xa", "loai", STARLESS)


def wanted_of(query) -> Wanted:
    """Return what the address asks for; what it cannot mean narrows nothing."""
    return Wanted(
        words=query.get("tu", "")[:LONGEST_WORDS].strip(),
        stars=number(query.get("sao", ""), 3, 5),
        group=query.get("nhom", ""),
        set_number=number(query.get("bo", ""), 1, 26),
        commune=query.get("xa", ""),
        kind=query.get("loai", ""),
        starless=query.get(STARLESS) == "1",
    )


def number(text: str, low: int, high: int) -> int | None:
    """Return the number that is meant, if it is one from ``low`` to ``high``."""
    known = {str(n): n for n in range(low, high + 1)}
    return known.get(text)


def address(query, **changes: str) -> str:
    """Return this page's address with some choices made, on its first page; "" takes one back."""
    query = query.copy()
    query.pop("trang", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def facets_of(query, wanted: Wanted, found: Found, rubrics) -> list[Facet]:
    """Return the facets with their labels, in the order in which people narrow."""
    counts = found.facets
    stars = [(str(n), f"{n} ★", counts.stars[n]) for n in (5, 4, 3) if counts.stars[n]]
    kinds = [
        (kind.value, kind.label, counts.kind[kind]) for kind in Producer.Kind if counts.kind[kind]
    ]
    made = [
        facet(query, _("Hạng sao"), "sao", stars),
        facet(query, _("Nhóm"), "nhom", group_choices(rubrics, counts.group), bo=""),
    ]
    if wanted.group:
        sets = set_choices(rubrics, wanted.group, counts.set_number)
        made.append(facet(query, _("Bộ sản phẩm"), "bo", sets))
    made.append(facet(query, _("Loại chủ thể"), "loai", kinds))
    made.append(facet(query, _("Xã, phường, đặc khu"), "xa", commune_choices(counts.commune)))
    return [each for each in made if len(each.options) > 1 or each.is_chosen]


def facet(query, label: str, name: str, choices, **others: str) -> Facet:
    """Return a facet whose links set ``name`` and take back what lies within it."""
    chosen = query.get(name, "")
    everything = address(query, **{name: ""}, **others)
    options = [Option(_("Tất cả"), None, everything, not chosen)]
    for value, text, count in choices:
        url = address(query, **{name: value}, **others)
        options.append(Option(text, count, url, value == chosen))
    return Facet(label, options, bool(chosen))


def group_choices(rubrics, counts) -> list[tuple[str, str, int]]:
    """Return the groups that hold anything, in the order of the decision."""
    names = {rubric.group: in_english_too(rubric, "group_name") for rubric in rubrics}
    return [(group, name, counts[group]) for group, name in names.items() if counts[group]]


def set_choices(rubrics, group: str, counts) -> list[tuple[str, str, int]]:
    """Return the sets of ``group`` that hold anything."""
    mine = [rubric for rubric in rubrics if rubric.group == group and counts[rubric.number]]
    return [(str(r.number), in_english_too(r, "title"), counts[r.number]) for r in mine]


def in_english_too(rubric, field: str) -> str:
    """Return a field of the rubric in the page's language."""
    english = getattr(rubric, f"{field}_en") if get_language() == "en" else ""
    return english or getattr(rubric, field)


def commune_choices(counts) -> list[tuple[str, str, int]]:
    """Return the communes with the most products, in Vietnamese order."""
    most = dict(sorted(counts.items(), key=lambda pair: -pair[1])[:COMMUNES_SHOWN])
    communes = Commune.objects.filter(pk__in=most).order_by("sort_key", "pk")
    return [(commune.code, commune.full_name, most[commune.pk]) for commune in communes]
