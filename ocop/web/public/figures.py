"""The programme's figures for everyone: counts without personal data, each with its meaning."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.figures.definitions import DEFINITIONS, figures, some
from ocop.figures.queries import cells
from ocop.figures.scope import Scope
from ocop.web.gates import public
from ocop.web.keeping import kept
from ocop.web.ui import figure_plots

SINGLE = [one.code for one in DEFINITIONS]
# Which figures the catalogue can show the products of, and by which of its parameters.
IN_CATALOGUE = {"stars": "sao", "group": "nhom", "set": "bo", "commune": "xa", "kind": "loai"}


@kept
@public
def index(request):
    """Show what officials report, as charts and as a list with definitions."""
    scope = Scope.of_year(request.act.day)
    counted = cells(scope)
    told = some(scope, *SINGLE, cells=counted)
    context = {
        "scope": scope,
        "figures": [(figure, _(figure.title), _(figure.definition)) for figure in told],
        "plots": [figure_plots.over_time(scope), *charts(scope, told, counted)],
    }
    return render(request, "public/figures.html", context)


@kept
@public
def data(request):
    """Give the same figures as a JSON list, for whoever wants to reckon with them."""
    scope = Scope.of_year(request.act.day)
    told = [figure.as_json() for figure in figures(scope)]
    return JsonResponse(told, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1})


def charts(scope, told, counted):
    """Return the charts of the year and of industries, groups and kinds of producers."""
    families = figure_plots.broken_down(scope, ["industry", "group", "kind"], way, counted)
    return [figure_plots.in_period(told, scope, lambda code: ""), *families]


def way(code):
    """Return where the catalogue shows the products behind a figure, if it can."""
    family, _dot, key = code.partition(".")
    name = IN_CATALOGUE.get(family)
    return f"{reverse('public:catalogue')}?{name}={key}" if name else ""
