"""The law as anyone may read it: each set's sheet, in the order of the decision."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from ocop.places.models import Province
from ocop.rulesets.models import Rubric, Ruleset, Wording
from ocop.rulesets.queries import sheet_of
from ocop.web.gates import public
from ocop.web.keeping import kept


@kept
@public
def index(request):
    """List the rulesets, the one in force first."""
    rulesets = Ruleset.objects.order_by("-effective_from")
    in_force = Ruleset.objects.in_force_on(request.act.day).first()
    context = {"rulesets": rulesets, "in_force": in_force}
    return render(request, "public/rulesets.html", context)


@kept
@public
def ruleset(request, ruleset):
    """List the sets of one decision by industry and group."""
    found = get_object_or_404(Ruleset, code=ruleset)
    context = {"ruleset": found, "rubrics": found.rubrics.order_by("number")}
    return render(request, "public/ruleset.html", context)


@kept
@public
def sheet(request, ruleset, number):
    """Show one sheet with its options, star floors, knock-outs and cells to verify."""
    rubric = (
        Rubric.objects.select_related("ruleset")
        .filter(ruleset__code=ruleset, number=number)
        .first()
    )
    if rubric is None:
        raise Http404
    spoken = provinces_wording(rubric)
    province = next((one for one in spoken if one.code == request.GET.get("tinh")), None)
    shown = sheet_of(rubric, province=province)
    context = {
        "rubric": rubric,
        "sheet": shown,
        "province": province,
        "provinces": spoken,
        "floors": [(star, shown.floors_of(star)) for star in (3, 4, 5)],
        "needs": [
            (star, sum(cumulative(shown, star).values()), len(cumulative(shown, star)))
            for star in (3, 4, 5)
        ],
    }
    return render(request, "public/sheet.html", context)


def provinces_wording(rubric):
    """Return the provinces that loaded the official wording of this sheet."""
    worded = Wording.objects.filter(rubric=rubric).values("province")
    return list(Province.objects.filter(pk__in=worded).order_by("code"))


def cumulative(sheet, star: int) -> dict[str, int]:
    """Return the points that each criterion needs for ``star``, lower stars' floors included."""
    needs: dict[str, int] = {}
    for lower in range(3, star + 1):
        for criterion, points in sheet.floors_of(lower):
            needs[criterion.code] = max(points, needs.get(criterion.code, 0))
    return needs
