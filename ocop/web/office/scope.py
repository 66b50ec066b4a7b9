"""Where an officer of the cycle stands: province, year, communes; and filters of its lists."""

from django import forms
from django.db.models import Q
from django.http import Http404

from ocop.accounts.queries import posts
from ocop.cycles.models import Cycle
from ocop.kernel.text import fold, sort_key
from ocop.places.models import Commune, Province
from ocop.web.forms import FilterForm


def provinces_of(request, permission) -> list[Province]:
    """Return the provinces in which this person holds ``permission``; all of them nationwide."""
    found: dict[int, Province] = {}
    for post in posts(request.user, request.act.day).giving(permission):
        province = post.province or (post.commune.province if post.commune else None)
        if province is not None:
            found[province.pk] = province
    if found:
        return list(found.values())
    return list(Province.objects.filter(pk__in=Cycle.objects.values("province")).order_by("name"))


def province_of(request, permission) -> Province:
    """Return the province that the address asks for, or this person's first."""
    mine = provinces_of(request, permission)
    asked = request.GET.get("tinh")
    chosen = next((one for one in mine if one.code == asked), mine[0] if mine else None)
    if chosen is None:
        raise Http404
    return chosen


def year_of(request) -> int:
    """Return the year that the address asks for, or the present one."""
    asked = request.GET.get("nam", "")
    is_year = asked.isascii() and asked.isdigit() and 2013 <= int(asked[:5]) <= 2100
    return int(asked) if is_year else request.act.day.year


def communes_of(request, permission):
    """Return the communes standing today in which this person holds ``permission``."""
    reach = Q(pk__in=[])
    for post in posts(request.user, request.act.day).giving(permission):
        if post.commune_id is not None:
            reach |= Q(pk=post.commune_id)
        elif post.province_id is not None:
            reach |= Q(province=post.province_id)
    return Commune.objects.standing_on(request.act.day).filter(reach).order_by("sort_key")


def old_districts():
    """Return the old districts as choices, in the order of their names."""
    names = Commune.objects.exclude(old_district="").values_list("old_district", flat=True)
    return [("", "Tất cả"), *((name, name) for name in sorted(set(names), key=sort_key))]


class PlaceFilter(FilterForm):
    """What every list of the cycle is narrowed by: words, commune, old district."""

    # Where the rows keep their commune, and the folded words of their product.
    commune, words = "commune", "product__folded"

    tu = forms.CharField(label="Tìm")
    xa = forms.ModelChoiceField(
        label="Xã",
        queryset=Commune.objects.order_by("sort_key"),
        to_field_name="code",
        empty_label="Tất cả",
    )
    huyen = forms.ChoiceField(label="Huyện cũ", choices=old_districts)

    def narrow(self, rows):
        wanted = self.cleaned_data
        if wanted["xa"]:
            rows = rows.filter(**{self.commune: wanted["xa"]})
        if wanted["huyen"]:
            rows = rows.filter(**{f"{self.commune}__old_district": wanted["huyen"]})
        return self.narrow_words(rows, wanted["tu"])

    def narrow_words(self, rows, text):
        """Keep the rows in which every word occurs."""
        for word in fold(text or "").split():
            rows = rows.filter(**{f"{self.words}__contains": word})
        return rows
