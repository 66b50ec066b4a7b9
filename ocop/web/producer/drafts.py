"""A dossier while it is being written: finding it, keeping it, and never losing what was typed."""

from django import forms
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localtime

from ocop.dossiers.access import my_dossiers
from ocop.dossiers.flow import FLOW, State
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import self_score
from ocop.web.forms import Form

BAND = "Khung {band} sao, mức sàn cho phép đến {floors} sao"


class DraftForm(Form):
    """What every page of a draft sends along: the version it was filled on.

    ``over`` is pressed after another screen saved meanwhile: this page's words then replace
    what that one wrote in the same blanks.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    over = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def keywords(self):
        over = self.cleaned_data["over"]
        return {"version": self.cleaned_data["version"] if over is None else over}

    def is_stale(self, dossier: Dossier) -> bool:
        """Tell whether another screen saved since the page was opened."""
        known = self.cleaned_data if self.is_bound else {}
        return known.get("version", dossier.version) != dossier.version


def my_dossier(request, code: str) -> Dossier:
    """Return one dossier of mine; for anyone else there is no such page."""
    mine = my_dossiers(request.user, request.act.day).select_related(
        "product__producer", "product__commune__province", "rubric__ruleset", "round", "proposal"
    )
    return get_object_or_404(mine, code=code)


def is_writable(dossier: Dossier) -> bool:
    """Tell whether the dossier is in its producer's hands."""
    return "submit" in FLOW.moves_from(State(dossier.state))


def closed(request, dossier: Dossier) -> bool:
    """Tell whether a page to write on is only looked at, when nothing can be written any more."""
    return request.method != "POST" and not is_writable(dossier)


def autosaves(request) -> bool:
    """Tell whether a script saves in the background."""
    return request.method == "POST" and bool(request.headers.get("X-Autosave"))


def kept(request, dossier: Dossier, to: str):
    """Answer a save: moment, version and score to a script, the next page to a person."""
    if not autosaves(request):
        return redirect(to)
    at = localtime(request.act.at)
    said = {"saved_at": f"{at:%H:%M}", "version": dossier.version, "shown": score_words(dossier)}
    return JsonResponse(said)


def refused(form):
    """Answer a script's save that was refused, with the sentences."""
    sentences = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"refused": " ".join(sentences)}, status=409)


def score_words(dossier: Dossier) -> dict[str, str]:
    """Return the self-score as a page shows it in passing; empty while its case is open."""
    standing = self_score(dossier)
    if standing is None:
        return {}
    if standing.knockouts:
        band = f"Có mục bị loại: {', '.join(standing.knockouts)}"
    else:
        band = BAND.format(band=standing.band, floors=standing.floors_hold)
    return {"total": str(standing.total), "band": band}
