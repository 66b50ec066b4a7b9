"""What the council found about one dossier, with every reason, once the sitting is closed."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from ocop.grading.access import REVEALED, dossiers_before_me
from ocop.web.council.sittings import mine
from ocop.web.gates import signed_in
from ocop.web.ui.results import result_context


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
