"""What the council found about one dossier, with every reason, once the sitting is closed."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from ocop.grading.access import REVEALED, dossiers_before_me
from ocop.grading.queries import standing_cards
from ocop.grading.results import score
from ocop.kernel.errors import Refused
from ocop.web.council.sittings import mine
from ocop.web.gates import signed_in


@signed_in
def result(request, code, position):
    """Show the cards side by side and how they add up; closed to those in conflict."""
    sitting, _ = mine(request, code)
    if sitting.state not in REVEALED:
        raise Http404
    item = get_object_or_404(
        sitting.items.filter(dossier__in=dossiers_before_me(request.user, request.act.day)),
        position=position,
    )
    return render(request, "council/result.html", result_context(item))


def result_context(item) -> dict:
    """Return the result as it stands, or the sentence that says why there is none yet."""
    try:
        found, refusal = score(item), ""
    except Refused as error:
        found, refusal = None, str(error)
    return {
        "item": item,
        "sitting": item.sitting,
        "dossier": item.dossier,
        "result": getattr(item, "result", None),
        "found": found,
        "refusal": refusal,
        "cards": list(standing_cards(item)),
        "replaced": item.cards.exclude(replaces=None).select_related("seat__user", "replaces"),
        "knockouts": item.knockouts.all(),
    }
